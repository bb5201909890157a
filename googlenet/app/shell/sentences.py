"""Sentences of the page's frame: header, side panel, tabs, general errors."""

SENTENCES = {
    "frame.title": ("Inside GoogLeNet", "透视 GoogLeNet"),
    "frame.lede": (
        "Every block of GoogLeNet looks at the picture through four paths at once. See what each one sees, what it adds, and what is lost without it.",
        "GoogLeNet 的每个模块都同时用四条路径看图像。看看每条路径看到什么、贡献多少、缺了它会怎样。",
    ),
    "frame.image": ("Image", "图像"),
    "frame.examples.test": ("Test images, one a class", "测试图像，每类一张"),
    "frame.examples.rendered": ("Rendered on light ground", "合成到浅色背景"),
    "frame.examples.photo": ("Photos", "照片"),
    "frame.network": ("Network", "网络"),
    "frame.network.googlenet": ("GoogLeNet", "GoogLeNet"),
    "frame.network.googlenet_bn": ("GoogLeNet + BN", "GoogLeNet + BN"),
    "frame.network.googlenet_notes": ("The notes’ network", "笔记中的网络"),
    "frame.network.googlenet_torchvision": ("GoogLeNet (torchvision)", "torchvision 版 GoogLeNet"),
    "frame.network.inception_bn": ("Inception-BN", "Inception-BN"),
    "frame.network.inception_v3": ("Inception-v3", "Inception-v3"),
    "frame.imagenet": ("{network} · ImageNet", "{network} · ImageNet"),
    "frame.untrained": ("{network} · untrained", "{network} · 未训练"),
    "frame.caption_imagenet": (
        "1,000 classes of ImageNet · {percent} % of {images} validation images right, as torchvision reports",
        "ImageNet 的 1000 个类别 · torchvision 报告：{images} 张验证图像中 {percent} % 正确",
    ),
    "frame.caption_untrained": (
        "Random weights (seed 0) · grey images, Fashion-MNIST’s ten classes",
        "随机权重（种子 0）· 灰度图像，Fashion-MNIST 的十个类别",
    ),
    "frame.notice_untrained": (
        "{network} has random weights: it has learned nothing, so you see how it is built, not what it knows. Train it under Train.",
        "{network} 的权重是随机的：它什么都没学过，这里看到的只是它的结构，不是它的知识。可以在“训练”中训练它。",
    ),
    "frame.fetching": (
        "Fetching {network}, {megabytes}\u00a0MB, once: {percent}\u00a0%",
        "正在下载 {network}（{megabytes}\u00a0MB，只需一次）：{percent}\u00a0%",
    ),
    "frame.knows_clothes": (
        "This network knows ten kinds of clothing and nothing else: any other picture gets the nearest of them.",
        "这个网络只认识十类服饰：其他任何图像都会被归入其中最接近的一类。",
    ),
    "frame.ask_imagenet": (
        "Ask the ImageNet network instead ({megabytes} MB, fetched once)",
        "改问 ImageNet 网络（{megabytes} MB，只需下载一次）",
    ),
    "frame.ask_imagenet_here": ("Ask the ImageNet network instead", "改问 ImageNet 网络"),
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
    "frame.paths": ("The paths", "各条路径"),
    "frame.save": ("Save", "保存"),
    "frame.scrolls": ("Table; it scrolls sideways", "表格，可左右滚动"),
    "frame.away": ("The server does not answer; trying again.", "服务器没有响应，正在重试。"),
    "frame.restarted": ("The server was restarted. The page is as you left it.", "服务器重启过，页面已恢复原样。"),
    "frame.restarted_upload": (
        "The server was restarted. The page is as you left it, but for your own picture: please choose it again.",
        "服务器重启过，页面已恢复原样；您自己的图像需要重新选择。",
    ),
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
