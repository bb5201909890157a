"""Sentences of the page's frame: header, side panel, tabs, general errors."""

SENTENCES = {
    "frame.title": ("Inside GoogLeNet", "透视 GoogLeNet"),
    "frame.lede": (
        "GoogLeNet (2014) classifies images with nine blocks of four parallel branches. Pick an image and see what each branch "
        "contributes.",
        "GoogLeNet（2014）是图像分类网络，有九个块，每块四条并行的路径。选一张图像，看每条路径贡献多少。",
    ),
    "frame.lede.guide": ("New here? Start with the Guide", "第一次来？从导读开始"),
    "frame.image": ("Image", "图像"),
    "frame.examples.test": ("Test images, one per class", "测试图像，每类一张"),
    "frame.examples.rendered": ("Renders on a light background", "浅色背景上的渲染图"),
    "frame.examples.photo": ("Photos", "照片"),
    "frame.network": ("Network", "网络"),
    "frame.network.googlenet": ("GoogLeNet", "GoogLeNet"),
    "frame.network.googlenet_bn": ("GoogLeNet + BN", "GoogLeNet + BN"),
    "frame.network.googlenet_notes": ("The study notes’ network", "学习笔记中的网络"),
    "frame.network.googlenet_torchvision": ("GoogLeNet (torchvision)", "torchvision 版 GoogLeNet"),
    "frame.network.inception_bn": ("Inception-BN", "Inception-BN"),
    "frame.network.inception_v3": ("Inception-v3", "Inception-v3"),
    "frame.imagenet": ("{network} · ImageNet", "{network} · ImageNet"),
    "frame.untrained": ("{network} · untrained", "{network} · 未训练"),
    "frame.caption_imagenet": (
        "1,000 ImageNet classes · {percent}% accuracy on {images} validation images, as reported by torchvision",
        "ImageNet 的 1000 个类别 · {images} 张验证图像上的准确率 {percent}%（torchvision 报告）",
    ),
    "frame.caption_untrained": (
        "Random weights (seed 0) · grayscale images, ten Fashion-MNIST classes",
        "随机权重（种子 0）· 灰度图像，Fashion-MNIST 的十个类别",
    ),
    "frame.notice_untrained": (
        "{network} has random weights, so you see how it is built, not what it knows. You can train it under Train.",
        "{network} 的权重是随机的：这里能看到它的结构，看不到学到的知识。可以在“训练”中训练它。",
    ),
    "frame.fetching": (
        "Downloading {network} ({megabytes}\u00a0MB, one time): {percent}%",
        "正在下载 {network}（{megabytes}\u00a0MB，只需一次）：{percent}%",
    ),
    "frame.knows_clothes": (
        "The ImageNet network knows 1,000 kinds of things. It is downloaded once; offline, the present network stays.",
        "ImageNet 网络认识 1000 种东西，只需下载一次；没有网络连接时，继续使用现在的网络。",
    ),
    "frame.knows_clothes_here": (
        "The ImageNet network, already on this machine, knows 1,000 kinds of things.",
        "本机已有的 ImageNet 网络认识 1000 种东西。",
    ),
    "frame.ask_imagenet": (
        "Use the ImageNet network instead ({megabytes} MB download, one time)",
        "改用 ImageNet 网络（下载 {megabytes} MB，只需一次）",
    ),
    "frame.ask_imagenet_here": ("Use the ImageNet network instead", "改用 ImageNet 网络"),
    "frame.run": ("Run “{name}”", "训练结果“{name}”"),
    "frame.caption": (
        "Fashion-MNIST · {percent}% accuracy on {images} test images",
        "Fashion-MNIST · {images} 张测试图像上的准确率 {percent}%",
    ),
    "frame.bn": ("With batch normalization (BN).", "带批量规范化（BN）。"),
    "frame.caption_run": (
        "Trained on this machine · recipe “{source}” · {size} px",
        "在本机训练 · 方案“{source}” · {size} 像素",
    ),
    "frame.target": ("Class to explain", "要解释的类别"),
    "frame.top_class": ("predicted class", "预测的类别"),
    "frame.prepare": ("Match the training images", "匹配训练图像"),
    "frame.prepare_note": ("grayscale, dark background, centered", "转为灰度，深色背景，居中"),
    "frame.seen": ("What the network sees", "网络看到的图像"),
    "pencil.open": ("Draw on the image", "在图像上画"),
    "pencil.canvas": ("The image as the network sees it, to draw on", "网络看到的图像，可以在上面画"),
    "pencil.place": ("Row {row}, column {column}", "第 {row} 行，第 {column} 列"),
    "pencil.tool": ("Tool", "工具"),
    "pencil.draw": ("Draw", "画笔"),
    "pencil.erase": ("Erase", "橡皮"),
    "pencil.move": ("Move", "平移"),
    "pencil.width": ("Width", "粗细"),
    "pencil.level": ("Brightness", "亮度"),
    "pencil.color": ("Color", "颜色"),
    "pencil.undo": ("Undo", "撤销"),
    "pencil.back": ("Back to the image", "恢复原图"),
    "pencil.empty": ("Empty sheet", "空白画布"),
    "pencil.how": (
        "With the keyboard, arrows move the cursor, Space draws, Shift and arrows move the drawing.",
        "用键盘时，方向键移动光标，空格键下笔，Shift 加方向键平移画面。",
    ),
    "pencil.score": ("Score of {label}: {before} → {now}", "“{label}”的得分：{before} → {now}"),
    "pencil.since": (
        "What each branch adds now, minus what it added for the original image (in logits).",
        "每条路径现在的贡献减去它对原图的贡献（单位为 logit）。",
    ),
    "frame.forget": ("Delete my image now", "立即删除我的图像"),
    "frame.forgotten": (
        "Your image and the results kept for it are deleted from the server. Files made for download are deleted later.",
        "你的图像以及为它保留的结果已从服务器删除。供下载的文件会在稍后删除。",
    ),
    "frame.strip": ("Explaining {label}", "正在解释：{label}"),
    "frame.chip.whole": ("this tab uses the whole network", "本页使用完整的网络"),
    "frame.chip.undo": ("Undo", "撤销"),
    "frame.chip.reset": ("Back at the start", "已回到起点"),
    "frame.chip.branches": (
        "These are off under Branches. The other tabs use the whole network.",
        "它们在“路径”中已关闭，其他标签页使用完整的网络。",
    ),
    "frame.change": ("Change", "更换"),
    "frame.sections": ("Sections of this tab", "本页各部分"),
    "frame.paths": ("Branches", "各条路径"),
    "frame.save": ("Save", "保存"),
    "frame.options": ("Options", "选项"),
    "frame.scrolls": ("Table (scrolls sideways)", "表格（可左右滚动）"),
    "frame.away": ("Can’t reach the server. Retrying…", "连不上服务器，正在重试……"),
    "frame.slow": ("Still working…", "仍在计算……"),
    "frame.slow.train": (
        "A training run is using this machine, so this takes longer.",
        "本机正在训练，所以需要更长时间。",
    ),
    "frame.restarted": ("The server restarted. Everything is back as it was.", "服务器重启过，页面已恢复原样。"),
    "frame.restarted_upload": (
        "The server restarted. Everything is back except your own image; please choose it again.",
        "服务器重启过，页面已恢复原样。你自己的图像需要重新选择。",
    ),
    "frame.blank": (
        "The page’s scripts didn’t load. Turn on JavaScript. Behind a proxy on a sub-path such as /net, start the app with "
        "GRADIO_ROOT_PATH=/net.",
        "页面的脚本没有加载。请启用 JavaScript。如果应用位于代理的子路径（例如 /net）下，请用 GRADIO_ROOT_PATH=/net 启动应用。",
    ),
    "frame.sorry": ("Something went wrong", "出错了"),
    "frame.bug": (
        "The problem is on our side and your work is safe. Please try again.",
        "问题出在我们这边，你的内容没有丢失。请再试一次。",
    ),
    "frame.memory": (
        "There isn’t enough free memory for this right now. Try again when other work is done, or with smaller settings.",
        "当前可用内存不足。请在其他任务结束后重试，或减小设置。",
    ),
    "frame.picture_gone": (
        "This image is no longer stored here. Please upload it again or choose an example.",
        "这张图像已不再保存。请重新上传，或选择一个示例。",
    ),
    "frame.no_weights": (
        "There are no trained weights in assets/weights. Train a network under Train, then choose it here.",
        "assets/weights 中没有训练好的权重。请先在“训练”中训练一个网络，再在这里选择它。",
    ),
    # Links: what the header offers, and what is said of one that does not fit.
    "link.copy": ("Copy link", "复制链接"),
    "link.copied": ("Copied", "已复制"),
    "link.copied_example": (
        "Link copied. It doesn’t include your image; it opens with an example instead.",
        "链接已复制。其中不含你的图像，打开时显示一个示例。",
    ),
    "link.by_hand": ("Copy this link", "请复制此链接"),
    "link.more": ("Menu", "菜单"),
    "link.share": ("Share", "分享"),
    # A view alone, in another page.
    "embed.copy": ("Embed", "嵌入"),
    "embed.copy_label": (
        "Embed: copy the HTML that shows this view in another page",
        "嵌入：复制在其他网页中显示此视图的 HTML",
    ),
    "embed.copied": ("HTML copied. Paste it into your page.", "HTML 已复制，可粘贴到你的网页中。"),
    "embed.copied_here": (
        "HTML copied. Other sites can show the view once GOOGLENET_EMBED names them.",
        "HTML 已复制。用 GOOGLENET_EMBED 列出其他网站后，它们才能显示此视图。",
    ),
    "embed.copied_example": (
        "HTML copied. It doesn’t include your image; it shows an example instead.",
        "HTML 已复制。其中不含你的图像，显示的是一个示例。",
    ),
    "embed.by_hand": ("Copy this HTML", "请复制此 HTML"),
    "embed.full": ("Open the full page", "打开完整页面"),
    "link.reset": ("Reset", "重置"),
    "link.reset_label": ("Reset to the starting view", "重置为初始页面"),
    "link.unknown": (
        "Part of this link isn’t available here ({parts}), so the default is shown.",
        "链接中有些内容这里没有（{parts}），因此显示默认内容。",
    ),
    "link.and": (", ", "、"),
    "link.all": ("the link is too long", "链接过长"),
    "link.language": ("language", "语言"),
    "link.tab": ("tab", "标签页"),
    "link.image": ("image", "图像"),
    "link.network": ("network", "网络"),
    "link.class": ("class", "类别"),
    "link.prepare": ("matching the training images", "匹配训练图像"),
    "link.paths": ("branches or channels", "路径或通道"),
    "link.methods": ("attribution methods or their options", "归因方法或其选项"),
    # Influence of training images: what an experiment has shown.
    "influence.experiment": (
        "Does self-influence find wrong labels? With {flipped} of the training labels flipped at random, {self_influence} "
        "of the {flipped} it ranks highest were flipped; of the {flipped} with the largest loss, {loss} ({runs} runs; by "
        "chance {flipped}).",
        "自影响（self-influence）能找出错误的标签吗？随机改错 {flipped} 的训练标签后，它排在最前的 {flipped} 中有 "
        "{self_influence} 被改过；损失最大的 {flipped} 中则有 {loss}（{runs} 次训练；随机水平 {flipped}）。",
    ),
    "influence.experiment.more": (
        "It finds clearly more than the loss does.",
        "自影响找出的明显多于按损失排序找出的。",
    ),
    "influence.experiment.less": (
        "It finds clearly fewer than the loss does.",
        "自影响找出的明显少于按损失排序找出的。",
    ),
    "influence.experiment.tie": ("The difference is within noise.", "差异在随机波动之内。"),
}
