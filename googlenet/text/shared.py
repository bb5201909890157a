"""Sentences of `googlenet.shared`."""

SENTENCES = {
    "trust.option.slow_images": (
        "number of these images for slow methods; default: all",
        "较慢的方法用其中多少张图像；默认全部",
    ),
    "trust.option.random_images": (
        "number of images whose maps are also computed with random weights",
        "其中多少张图像还用随机权重计算一遍",
    ),
    "trust.option.noise_images": (
        "number of images for the max-sensitivity, which takes three more maps each",
        "其中多少张图像测量最大敏感度，每张另需计算三幅图",
    ),
    "trust.option.methods": (
        "attribution methods; default: all that this network allows",
        "哪些方法；默认是该网络可用的全部",
    ),
    "trust.option.baseline": ("what hides parts of the image", "用什么遮盖图像"),
    "trust.option.seed": (
        "random seed for the drawn images, the random orders, the noise and the randomized weights",
        "随机种子：决定抽样、随机顺序、噪声和随机权重",
    ),
    "trust.option.out": (
        "JSON file for the results; an existing file is continued",
        "保存数值的 JSON 文件；若已有数值，则接着算",
    ),
    "trust.columns": (
        "method|images|insertion − deletion|deletion|insertion|infidelity|max-sensitivity|randomized|sampling error|limit|random weights|"
        "deletion and insertion|CPU s",
        "方法|图像|插入 − 删除|删除|插入|不忠实度|最大敏感度|随机化|抽样误差|界限|随机权重|删除与插入|CPU 秒",
    ),
    "trust.verdict.pass": ("passes", "通过"),
    "trust.verdict.borderline": ("borderline", "临界"),
    "trust.verdict.fail": ("fails", "未通过"),
    "trust.verdict.open": ("too few images", "图像太少"),
    "trust.random_order": (
        "Random order: area {area:.3f}, insertion − deletion 0 ({images} test images of {dataset}, hidden with "
        "{baseline}; ± is the 95% confidence interval)",
        "随机顺序：面积 {area:.3f}，插入 − 删除为 0（{dataset} 的 {images} 张测试图像，"
        "以 {baseline} 遮盖；± 为 95% 置信区间）",
    ),
    "trust.nothing": ("None of these methods work on this network.", "这些方法都不能用于该网络。"),
    "lab.rates.found": (
        "Start with {rate}, where the smoothed loss falls fastest. It is lowest at {lowest}; anything above is too high.",
        "从 {rate} 开始：平滑后的损失在此下降最快。损失在 {lowest} 处最低，再大就过高了。",
    ),
    "lab.rates.none": (
        "The loss doesn’t clearly fall anywhere, so there is no suggestion. Try more steps or a wider range.",
        "损失没有明显下降，无法给出建议。请增加步数或扩大范围。",
    ),
    "pictures.skip.kind": ("not an image file", "不是图像文件"),
    "pictures.skip.no_class": ("not in a class folder", "不在类别文件夹里"),
    "pictures.skip.no_picture": ("a class folder without images", "没有图像的类别文件夹"),
    "pictures.skip.twice": ("a duplicate image", "重复的图像"),
    "pictures.skip.lone": (
        "the only image of its class, or the class is missing from one part",
        "该类别只有一张，或只出现在一部分里",
    ),
    "pictures.skip.outside": ("its path leads outside the archive", "路径指向压缩包之外"),
    "pictures.skip.link": ("a link or special file", "链接或特殊文件"),
    "pictures.skip.locked": ("password-protected", "有密码保护"),
    "pictures.skip.packed": ("suspicious compression (possible zip bomb)", "压缩率异常（可能是压缩炸弹）"),
    "pictures.skip.method": (
        "an unusual compression method; use your system’s own zip",
        "压缩方式不常见；请用系统自带的 zip 压缩",
    ),
    "pictures.skip.large": ("larger than 20 MB", "超过 20 MB"),
    "pictures.skip.deep": ("nested in too many folders", "嵌套的文件夹太深"),
    "pictures.skip.unreadable": ("damaged in the archive", "在压缩包中已损坏"),
    "pictures.skip.image_bytes": ("larger than 20 MB", "超过 20 MB"),
    "pictures.skip.image_empty": ("empty", "空文件"),
    "pictures.skip.image_format": ("an unsupported format", "不支持的格式"),
    "pictures.skip.image_heic": ("HEIC, which isn’t supported", "HEIC 格式，不支持"),
    "pictures.skip.image_unknown": ("not an image, despite its name", "虽有图像的文件名，但不是图像"),
    "pictures.skip.image_pixels": ("too many pixels", "像素太多"),
    "pictures.skip.image_aspect": ("too long and thin", "过于细长"),
    "pictures.skip.image_damaged": ("incomplete or damaged", "不完整或已损坏"),
    "pictures.encoded": (
        "File names were read as {encoding}. If they look wrong, choose another encoding and import again.",
        "文件名按 {encoding} 解码。如果显示不正确，请选择其他编码后重新导入。",
    ),
    "exemplars.folder_output": (
        "--folder needs --output: the results beside the weights are for the built-in sample only.",
        "使用 --folder 时还须给出 --output：权重旁边保存的只是自带样本的结果。",
    ),
    "exemplars.no_pictures": (
        "There are no images in {folder}. Use {accepted}.",
        "{folder} 中没有图像。请用 {accepted}。",
    ),
    "exemplars.not_stored": (
        "No exemplars are stored for {name}. Leave out --stored to search for them.",
        "没有保存 {name} 的结果。去掉 --stored 即可开始搜索。",
    ),
    "exemplars.columns": ("block|branch|channels|dead|single-class", "块|路径|通道|死通道|同属一类"),
    "exemplars.searched": (
        "Searched {searched:,} images for {channels:,} channels; {dead} channels are dead (inactive for all of them).",
        "为 {channels:,} 个通道搜索了 {searched:,} 张图像；其中 {dead} 个是死通道（对任何一张都没有激活）。",
    ),
}
