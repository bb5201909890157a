"""Sentences of the page's frame: header, side panel, tabs, general errors."""

SENTENCES = {
    "frame.title": ("Inside GoogLeNet", "透视 GoogLeNet"),
    "frame.lede": (
        "Every block of GoogLeNet looks at the picture through four paths at once. See what each one sees, adds and would be missed for.",
        "GoogLeNet 的每个模块都同时用四条路径看图像。看看每条路径看到什么、贡献多少、缺了它会怎样。",
    ),
    "frame.tab.classify": ("Classify", "分类"),
    "frame.tab.branches": ("Branches", "路径"),
    "frame.tab.attributions": ("Attributions", "归因"),
    "frame.tab.train": ("Train", "训练"),
    "frame.tab.architecture": ("Architecture", "结构"),
    "frame.image": ("Image", "图像"),
    "frame.examples.test": ("Test images, one a class", "测试图像，每类一张"),
    "frame.examples.rendered": ("Rendered on light ground", "合成到浅色背景"),
    "frame.examples.photo": ("Photos", "照片"),
    "frame.network": ("Network", "网络"),
    "frame.network.googlenet": ("GoogLeNet", "GoogLeNet"),
    "frame.network.googlenet_bn": ("GoogLeNet + BN", "GoogLeNet + BN"),
    "frame.network.googlenet_notes": ("The notes’ network", "笔记中的网络"),
    "frame.run": ("Run {name}", "训练 {name}"),
    "frame.caption": (
        "Fashion-MNIST · {percent} % of {images} test images right",
        "Fashion-MNIST · {images} 张测试图像中 {percent} % 正确",
    ),
    "frame.caption_run": ("Trained here by “{source}” at {size} px", "在本机按“{source}”方案以 {size} 像素训练"),
    "frame.target": ("Class to explain", "要解释的类别"),
    "frame.top_class": ("top class", "预测的类别"),
    "frame.prepare": ("Prepare photos", "预处理照片"),
    "frame.prepare_note": ("grey, light ground inverted, centred", "转为灰度，浅色背景反相，居中"),
    "frame.seen": ("What the network sees", "网络看到的"),
    "frame.strip": ("Explaining {label}", "正在解释：{label}"),
    "frame.change": ("Change", "更换"),
    "frame.paths": ("The four paths", "四条路径"),
    "frame.sorry": ("That did not work", "没有成功"),
    "frame.bug": (
        "Something went wrong on our side. Nothing of yours is lost; please try again.",
        "我们这边出了点问题。您的内容没有丢失，请再试一次。",
    ),
    "frame.picture_gone": (
        "This picture is no longer kept here. Please upload it again, or choose an example.",
        "这张图片已不再保存。请重新上传，或选择一个示例。",
    ),
    "frame.no_weights": (
        "There are no trained weights in assets/weights. Train a network under Train, then choose it here.",
        "assets/weights 中没有训练好的权重。请先在“训练”中训练一个网络，再在这里选择它。",
    ),
}
