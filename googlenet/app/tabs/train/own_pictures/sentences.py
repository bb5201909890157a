"""Sentences about people's own pictures, what they start from, and networks that come and go as files."""

SENTENCES = {
    # The next run's sources.
    "pictures.data": ("Data", "数据"),
    "pictures.data.recipe": ("Recipe default", "方案默认"),
    "pictures.data.fashion_mnist_sample": ("Built-in sample: 5,500 images", "自带的样本：5,500 张"),
    "pictures.data.fashion_mnist": ("Fashion-MNIST: 70,000 images", "Fashion-MNIST：70,000 张"),
    "pictures.data.own": ("Your own: {name}", "自己的：{name}"),
    "pictures.start": ("Start from", "初始权重"),
    "pictures.start.fresh": ("Random weights", "随机权重"),
    "pictures.held_out_images": ("Validation images", "验证图像数"),
    "pictures.freeze": ("Freeze", "冻结"),
    "pictures.freeze.none": ("Nothing (train all layers)", "不冻结（训练所有层）"),
    "pictures.freeze.until": ("Up to {block}", "到 {block} 为止"),
    "pictures.freeze.all": ("All but the head (up to {block})", "只训练分类头（冻结到 {block}）"),
    # Own pictures.
    "pictures.title": ("Your own data set", "自己的数据集"),
    "pictures.limits": (
        "A zip with one folder of images per class: cats/1.jpg, dogs/1.jpg. Folders train and test (or val) "
        "inside keep their images apart; with all three, the images in val are the validation set, which selects "
        "the best epoch. Otherwise a fraction of each class is drawn for testing. PNG, JPEG, WEBP or GIF, up to "
        "20 MB each; the zip up to {limit} MB, 1,024 MB unpacked. Each image is cropped to its middle square and "
        "saved with the side below. For larger sets run python -m googlenet pictures FOLDER, and they show up "
        "here.",
        "一个 zip，每个类别的图像放在各自的文件夹里：cats/1.jpg、dogs/1.jpg。"
        "若其中已有 train 和 test（或 val）文件夹，就按它们划分；三者都有时，val 的图像作验证集，用来选出最好的一轮。"
        "否则从每一类中抽取一部分用于测试。接受 PNG、JPEG、WEBP、GIF，每张最多 20 MB；zip 最多 {limit} MB，"
        "解压后最多 1,024 MB。每张图像裁成中间的正方形，按下面的边长保存。"
        "更大的数据集请运行 python -m googlenet pictures 目录，之后会出现在这里。",
    ),
    "pictures.zip": ("Zip of class folders", "类别文件夹的 zip"),
    "pictures.side_px": ("Side, px", "边长（像素）"),
    "pictures.test_share": ("For testing, %", "用于测试，%"),
    "pictures.share_percent": (
        "The share of images for testing can’t be {value}%. Use {low} to {high}%.",
        "用于测试的图像比例不能是 {value}%。请用 {low}% 到 {high}%。",
    ),
    "pictures.encoding_of": ("Names in the zip", "zip 内文件名编码"),
    "pictures.encoding_auto": ("Detect", "自动识别"),
    "pictures.read": ("Reload", "重新读取"),
    "pictures.nothing": ("Choose a zip of class folders first.", "请先选择一个包含类别文件夹的 zip。"),
    "pictures.reading": ("Reading images: {done} of {total}", "正在读取图像：{done} / {total}"),
    "pictures.stop": ("Stop", "停止"),
    "pictures.found": (
        "{pictures} images in {classes} classes: {train} for training, {test} for testing",
        "{classes} 个类别共 {pictures} 张图像：{train} 张用于训练，{test} 张用于测试",
    ),
    "pictures.found_held_out": (
        "{pictures} images in {classes} classes: {train} for training, {held_out} for validation, {test} for testing",
        "{classes} 个类别共 {pictures} 张图像：{train} 张用于训练，{held_out} 张用于验证，{test} 张用于测试",
    ),
    "pictures.grey": ("grayscale", "灰度"),
    "pictures.colour": ("color", "彩色"),
    "pictures.kept_as": (
        "{source}, saved at {side} px, {kind}; mean {mean}, standard deviation {std}.",
        "{source}，按 {side} 像素保存，{kind}；均值 {mean}，标准差 {std}。",
    ),
    "pictures.split_given": ("The test images are those in the given folder.", "测试图像按给定的文件夹划分。"),
    "pictures.split_held_out": (
        "The test and validation images (val) are those in the given folders. A run keeps the epoch with the best "
        "validation accuracy.",
        "测试图像和验证图像（val）都按给定的文件夹划分。训练保留验证准确率最高的一轮。",
    ),
    "pictures.split_drawn": (
        "The test images were drawn at random from each class, the same ones each time.",
        "测试图像从每一类中随机抽取，每次结果相同。",
    ),
    "pictures.uneven": (
        "The largest class has {times} times as many images as the smallest. Look at the confusion matrix, not "
        "only at the accuracy.",
        "图像最多的类别是最少的 {times} 倍。请看混淆矩阵，不要只看准确率。",
    ),
    "pictures.few": (
        "The smallest class has only {count}. Start from trained weights and freeze most layers.",
        "最小的类别只有 {count} 张。请从训练好的权重开始，并冻结大部分层。",
    ),
    "pictures.balance_held_out": (
        "Images per class: training + validation + test",
        "各类别的图像数：训练 + 验证 + 测试",
    ),
    "pictures.balance": ("Images per class: training + test", "各类别的图像数：训练 + 测试"),
    "pictures.more_classes": ("and {count} more classes", "另有 {count} 个类别"),
    "pictures.samples": ("As the network will see them", "网络看到的样子"),
    "pictures.strip": ("A few images of “{name}”", "“{name}”的几张图像"),
    "pictures.all_read": ("Every file was read.", "所有文件都已读取。"),
    "pictures.left_out": ("{count} files were skipped", "有 {count} 个文件未采用"),
    "pictures.column.count": ("Files", "文件数"),
    "pictures.column.reason": ("Reason", "原因"),
    "pictures.column.names": ("First files", "前几个"),
    "pictures.column.file": ("File", "文件"),
    "pictures.more_files": ("and {count} more, whose names were not saved", "另有 {count} 个，文件名未保存"),
    "pictures.save_left_out": ("Save the list of skipped files and reasons", "保存所有未采用的文件及原因"),
    "pictures.next": (
        "These images are now selected for the next run, with suitable epochs and batch size. Select Start above.",
        "这些图像已选作下一次训练的数据，轮数和批量大小也已按数量设好。请点击上方的“开始”。",
    ),
    "pictures.delete": ("Delete these images…", "删除这些图像……"),
    "pictures.delete_ask": (
        "These images will be deleted from this machine. Networks trained on them stay.",
        "这些图像会从本机删除。用它们训练的网络会保留。",
    ),
    "pictures.delete_yes": ("Delete them", "删除"),
    # Networks from files, and whose they are.
    "pictures.bring": ("Import a trained network", "导入训练好的网络"),
    "pictures.bring_note": (
        "Choose the zip that “Download” in a run’s menu saves, or its two files: config.json and the weights as "
        ".safetensors (up to {limit} MB). Every value is checked; files that could run code (.pt, .pth, .pkl) "
        "can’t be imported.",
        "请选择训练菜单中“下载”得到的 zip，或其中的两个文件："
        "config.json 和 .safetensors 权重（最多 {limit} MB）。每个值都会检查；可能执行代码的文件（.pt、"
        ".pth、.pkl）无法导入。",
    ),
    "pictures.pair_label": ("Zip, or config.json and .safetensors", "zip，或 config.json 和 .safetensors"),
    "pictures.brought": (
        "The network was imported as “{name}”. You can now choose it in every tab.",
        "网络已导入，名为“{name}”。在每个标签页都可以选择它。",
    ),
    "pictures.imported": (
        "“{name}” was imported; its card says {percent}% accuracy",
        "“{name}”由文件导入；说明卡记载的准确率为 {percent}%",
    ),
    "pictures.caption": (
        "Imported · {classes} classes · {percent}% accuracy according to its card",
        "由文件导入 · {classes} 个类别 · 说明卡记载准确率 {percent}%",
    ),
    "pictures.own_sub": (
        "Run “{name}” on your own images: {network}, recipe “{recipe}”, {size} px. Accuracy on {images} test images.",
        "“{name}”用自己的图像训练：{network}，方案“{recipe}”，{size} 像素。准确率来自 {images} 张测试图像。",
    ),
    "pictures.own_start": ("It started from the weights of {start}.", "它从 {start} 的权重开始。"),
    "pictures.own_frozen": ("Everything up to {block} was frozen.", "到 {block} 为止的部分已冻结。"),
    "pictures.not_yours": (
        "The run {name} belongs to somebody else: you can view it, but not change it.",
        "训练 {name} 属于别人：可以查看，不能更改。",
    ),
    "pictures.no_room": (
        "This machine has less than {limit:,} MB of free disk space. Delete images or runs first.",
        "本机剩余的磁盘空间不足 {limit:,} MB。请先删除一些图像或训练。",
    ),
    # The report.
}
