"""Sentences about people's own pictures, what they start from, and networks that come and go as files."""

SENTENCES = {
    # The next run's sources.
    "pictures.data": ("Data", "数据"),
    "pictures.data.recipe": ("as the recipe says", "按方案"),
    "pictures.data.fashion_mnist_sample": ("the sample that ships: 5,500 images", "随附的样本：5,500 张"),
    "pictures.data.fashion_mnist": ("Fashion-MNIST: 70,000 images", "Fashion-MNIST：70,000 张"),
    "pictures.data.own": ("own pictures: {name}", "自己的图片：{name}"),
    "pictures.start": ("Start from", "初始权重"),
    "pictures.start.fresh": ("fresh weights", "随机权重"),
    "pictures.held_out_images": ("Images held out", "留作验证的图片数"),
    "pictures.freeze": ("Keep as it is", "冻结"),
    "pictures.freeze.none": ("nothing: all of it learns", "不冻结：全部参与训练"),
    "pictures.freeze.until": ("up to {block}", "到 {block} 为止"),
    "pictures.freeze.all": ("all but the head (up to {block})", "只训练分类头（冻结到 {block}）"),
    # Own pictures.
    "pictures.title": ("Your own pictures", "用自己的图片"),
    "pictures.limits": (
        "A zip with a folder of pictures for each class: cats/1.jpg, dogs/1.jpg. Folders train and test (or val) inside are "
        "kept apart as they are, and of all three the pictures of val are held out, to choose the best epoch by; else a "
        "share of each class is drawn for testing. PNG, JPEG, WEBP or GIF, at most 20 MB each; the zip at most {limit} MB, 1,024 MB unpacked. Each picture is cut to its middle square and kept at the side "
        "below. Larger sets: python -m googlenet pictures FOLDER, and they show up here.",
        "一个 zip，每个类别的图片放在各自的文件夹里：cats/1.jpg、dogs/1.jpg。若其中已有 train 和 test（或 val）文件夹，就按它们划分；"
        "三者都有时，val 的图片留作验证，用来选出最好的 epoch；否则从每一类中抽取一部分用于测试。接受 PNG、JPEG、WEBP、GIF，每张最多 20 MB；zip 最多 {limit} MB，解压后最多 1,024 MB。"
        "每张图片裁成中间的正方形，按下面的边长保存。更大的数据集：python -m googlenet pictures 目录，之后会出现在这里。",
    ),
    "pictures.zip": ("Zip of class folders", "类别文件夹的 zip"),
    "pictures.side_px": ("Side, px", "边长（像素）"),
    "pictures.test_share": ("For testing, %", "用于测试，%"),
    "pictures.encoding_of": ("Names in the zip", "zip 内文件名编码"),
    "pictures.encoding_auto": ("Detect", "自动识别"),
    "pictures.read": ("Read again", "重新读取"),
    "pictures.nothing": ("Choose a zip of class folders first.", "请先选择一个包含类别文件夹的 zip。"),
    "pictures.reading": ("Reading the pictures: {done} of {total}", "正在读取图片：{done} / {total}"),
    "pictures.stop": ("Stop", "停止"),
    "pictures.found": (
        "{pictures} pictures of {classes} classes: {train} to train on, {test} to test on",
        "{classes} 个类别共 {pictures} 张图片：{train} 张用于训练，{test} 张用于测试",
    ),
    "pictures.found_held_out": (
        "{pictures} pictures of {classes} classes: {train} to train on, {held_out} held out, {test} to test on",
        "{classes} 个类别共 {pictures} 张图片：{train} 张用于训练，{held_out} 张留作验证，{test} 张用于测试",
    ),
    "pictures.grey": ("grey", "灰度"),
    "pictures.colour": ("in colour", "彩色"),
    "pictures.kept_as": (
        "{source}, kept at {side} px, {kind}; mean {mean}, deviation {std}.",
        "{source}，按 {side} 像素保存，{kind}；均值 {mean}，标准差 {std}。",
    ),
    "pictures.split_given": ("The folders said which pictures are for testing.", "测试图片按给定的文件夹划分。"),
    "pictures.split_held_out": (
        "The folders said which pictures are for testing and which are held out (val): of all epochs, the one that does "
        "best on those held out is kept.",
        "测试图片和验证图片（val）都按给定的文件夹划分：各 epoch 中，保留验证准确率最高的一个。",
    ),
    "pictures.split_drawn": (
        "The test pictures were drawn from each class at random, the same each time.",
        "测试图片从每一类中随机抽取，每次结果相同。",
    ),
    "pictures.uneven": (
        "The largest class has {times} times as many pictures as the smallest: read the confusion matrix, not the accuracy alone.",
        "最大的类别是最小类别的 {times} 倍：请看混淆矩阵，不要只看准确率。",
    ),
    "pictures.few": (
        "The smallest class has {count}. Start from trained weights and keep most of the network as it is: with so few, "
        "fresh weights learn little.",
        "最小的类别只有 {count} 张。建议从训练好的权重开始，并冻结大部分网络：图片这么少，随机权重学不到多少。",
    ),
    "pictures.balance_held_out": (
        "Pictures of each class: training + held out + test",
        "各类别的图片数：训练 + 验证 + 测试",
    ),
    "pictures.balance": ("Pictures of each class: training + test", "各类别的图片数：训练 + 测试"),
    "pictures.more_classes": ("and {count} classes more", "另有 {count} 个类别"),
    "pictures.samples": ("As the network will see them", "网络看到的样子"),
    "pictures.strip": ("A few pictures of “{name}”", "“{name}”的几张图片"),
    "pictures.all_read": ("Every file was read.", "所有文件都已读取。"),
    "pictures.left_out": ("{count} files were left out", "有 {count} 个文件未采用"),
    "pictures.column.count": ("Files", "文件数"),
    "pictures.column.reason": ("Why", "原因"),
    "pictures.column.names": ("The first of them", "前几个"),
    "pictures.column.file": ("File", "文件"),
    "pictures.more_files": ("and {count} more, whose names were not kept", "另有 {count} 个，文件名未保存"),
    "pictures.save_left_out": ("Save every file that was left out, with its reason", "保存所有未采用的文件及原因"),
    "pictures.next": (
        "They are chosen as the data of the next run, with epochs and batch that suit their number. Press Start above.",
        "它们已选为下一次训练的数据，并按数量设好了 epoch 数和批量大小。请按上方的“开始”。",
    ),
    "pictures.delete": ("Delete these pictures…", "删除这些图片…"),
    "pictures.delete_ask": (
        "They are deleted from this machine. Networks trained on them stay.",
        "它们会从本机删除。用它们训练的网络会保留。",
    ),
    "pictures.delete_yes": ("Delete them", "删除"),
    # Networks from files, and whose they are.
    "pictures.bring": ("Bring a trained network", "导入训练好的网络"),
    "pictures.bring_note": (
        "The zip that “Download” in a run’s menu makes, or its two files: config.json and weights as .safetensors; at most "
        "{limit} MB. Every value is checked; files that could run code (.pt, .pth, .pkl) are not taken.",
        "训练菜单中“下载”得到的 zip，或其中的两个文件：config.json 和 .safetensors 权重；最多 {limit} MB。"
        "每个值都会检查；可能执行代码的文件（.pt、.pth、.pkl）不接受。",
    ),
    "pictures.pair_label": ("Zip, or config.json and .safetensors", "zip，或 config.json 和 .safetensors"),
    "pictures.brought": (
        "The network is here as “{name}”, and can be chosen in every tab.",
        "网络已导入，名为“{name}”，在每个标签页都可以选择。",
    ),
    "pictures.imported": (
        "“{name}” was brought as files: {percent} %, as its card says",
        "“{name}”由文件导入：说明卡记载的准确率为 {percent} %",
    ),
    "pictures.caption": (
        "Brought as files · {classes} classes · {percent} % right, as its card says",
        "由文件导入 · {classes} 个类别 · 说明卡记载准确率 {percent} %",
    ),
    "pictures.own_sub": (
        "Run “{name}” on own pictures: {network}, recipe “{recipe}”, {size} px. Accuracy is on {images} test pictures.",
        "“{name}”用自己的图片训练：{network}，方案“{recipe}”，{size} 像素。准确率来自 {images} 张测试图片。",
    ),
    "pictures.own_start": ("It began with the weights of {start}.", "它从 {start} 的权重开始。"),
    "pictures.own_frozen": ("Everything up to {block} stayed as it was.", "到 {block} 为止的部分保持不变。"),
    "pictures.not_yours": (
        "The run {name} belongs to somebody else: it can be looked at, and not changed.",
        "训练 {name} 属于别人：可以查看，不能更改。",
    ),
    "pictures.no_room": (
        "This machine has less than {limit:,} MB of disk left: delete pictures or runs first.",
        "本机剩余的磁盘空间不足 {limit:,} MB：请先删除一些图片或训练。",
    ),
    # The report.
}
