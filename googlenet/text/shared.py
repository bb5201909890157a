"""Sentences of `googlenet.shared`."""

SENTENCES = {
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
    "trust.nothing": ("None of these methods can be used on this network.", "这些方法都不能用于该网络。"),
    "lab.rates.found": (
        "Begin with {rate}: there the smoothed loss falls fastest. It is lowest at {lowest}; from there on the rate is too high.",
        "建议从 {rate} 开始：平滑后的损失在此下降最快。损失在 {lowest} 处最低，再大就过高了。",
    ),
    "lab.rates.none": (
        "The loss falls nowhere clearly: no suggestion. More steps or a wider range may help.",
        "损失没有明显下降，无法给出建议。可以增加步数或扩大范围。",
    ),
    "pictures.encoded": (
        "File names were read as {encoding}. If they look wrong, choose another encoding and import again.",
        "文件名按 {encoding} 解码。如果显示不正确，请选择其他编码后重新导入。",
    ),
    "pictures.skip.kind": ("no picture by its name", "从文件名看不是图片"),
    "pictures.skip.no_class": ("not in a class folder", "不在类别文件夹里"),
    "pictures.skip.no_picture": ("a class folder without a picture", "没有图片的类别文件夹"),
    "pictures.skip.twice": ("the same picture once more", "重复的图片"),
    "pictures.skip.lone": (
        "its class has no second picture, or none in one part",
        "该类别只有一张，或只出现在一部分里",
    ),
    "pictures.skip.outside": ("its path leads out of the archive", "路径指向压缩包之外"),
    "pictures.skip.link": ("a link, or no plain file", "链接或特殊文件"),
    "pictures.skip.locked": ("locked by a password", "有密码保护"),
    "pictures.skip.packed": ("packed far tighter than a picture can be", "压缩率异常，不可能是图片"),
    "pictures.skip.method": (
        "packed in an unusual way; zips as systems make them are read",
        "压缩方式不常见；请用系统自带的 zip 压缩",
    ),
    "pictures.skip.large": ("larger than 20 MB", "超过 20 MB"),
    "pictures.skip.deep": ("in too many folders, one inside another", "嵌套的文件夹太深"),
    "pictures.skip.unreadable": ("damaged in the archive", "在压缩包中已损坏"),
    "pictures.skip.image_bytes": ("larger than 20 MB", "超过 20 MB"),
    "pictures.skip.image_empty": ("empty", "空文件"),
    "pictures.skip.image_format": ("of another format", "其他格式"),
    "pictures.skip.image_heic": ("HEIC, which is not read", "HEIC 格式，无法读取"),
    "pictures.skip.image_unknown": ("no picture, whatever its name", "虽有图片的文件名，但不是图片"),
    "pictures.skip.image_pixels": ("too many pixels", "像素太多"),
    "pictures.skip.image_aspect": ("too long and thin", "过于细长"),
    "pictures.skip.image_damaged": ("cut short or damaged", "不完整或已损坏"),
    "exemplars.folder_output": (
        "--folder needs --output: what is kept beside the weights is of the sample that ships.",
        "使用 --folder 时还须给出 --output：权重旁边保存的只是随附样本的结果。",
    ),
    "exemplars.no_pictures": (
        "There are no images in {folder}; accepted: {accepted}.",
        "{folder} 中没有图像；可接受：{accepted}。",
    ),
    "exemplars.not_stored": (
        "No exemplars lie beside {name}. Without --stored they are searched for.",
        "{name} 旁边没有保存的结果。去掉 --stored 即可开始搜索。",
    ),
    "exemplars.columns": ("block|path|channels|never active|of one class", "模块|路径|通道|从不激活|同属一类"),
    "exemplars.searched": (
        "{searched:,} images searched for {channels:,} channels; {dead} of the channels are active on none of them.",
        "为 {channels:,} 个通道搜索了 {searched:,} 张图像；其中 {dead} 个通道对任何一张都没有激活。",
    ),
}
