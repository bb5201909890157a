"""Sentences of the checks that a map is faithful: the page's section and the command line."""

COMMAND = {
    "trust.option.slow_images": (
        "how many of these images for the slow methods; by default all",
        "较慢的方法用其中多少张图像；默认全部",
    ),
    "trust.option.methods": (
        "which methods; by default all that this network allows",
        "哪些方法；默认是该网络可用的全部",
    ),
    "trust.option.baseline": ("what covers the picture", "用什么遮盖图片"),
    "trust.option.seed": (
        "seed of the draw, the random orders, the noise and the new weights",
        "随机种子：决定抽样、随机顺序、噪声和新权重",
    ),
    "trust.option.out": (
        "JSON file to keep the numbers in; where it has some already, they are gone on with",
        "保存数值的 JSON 文件；若已有数值，则接着算",
    ),
    "trust.columns": (
        "method|images|insertion − deletion|deletion|insertion|infidelity|max-sensitivity|randomised|CPU s",
        "方法|图像|插入 − 删除|删除|插入|不忠实度|最大敏感度|随机化|CPU 秒",
    ),
    "trust.random_order": (
        "Random order: area {area:.3f}, insertion − deletion 0 ({images} test images of {dataset}, covered with {baseline}; ± is the 95 % interval)",
        "随机顺序：面积 {area:.3f}，插入 − 删除为 0（{dataset} 的 {images} 张测试图像，以 {baseline} 遮盖；± 为 95 % 区间）",
    ),
    "trust.images": ("--images is {images}; accepted: 1 or more.", "--images 的值是 {images}；可接受：1 或更大。"),
    "trust.start": (
        "The record was made with other weights, images, seed or baseline. Choose another file.",
        "该记录来自其他权重、图像、种子或基线。请换一个文件。",
    ),
    "trust.not_a_record": ("{path} holds no leader board.", "{path} 中没有排行榜记录。"),
    "trust.nothing": (
        "None of these methods can be used on this network.",
        "这些方法都不能用于该网络。",
    ),
}

SENTENCES = COMMAND
