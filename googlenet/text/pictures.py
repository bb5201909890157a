"""Sentences about people's own pictures, what they start from, and networks that come and go as files."""

SENTENCES = {
    # What cannot be made into a data set.
    "pictures.missing": ("There is no folder or file {path}.", "找不到目录或文件 {path}。"),
    "pictures.no_zip": (
        "{path} is no zip file that can be read. Pack the folder of class folders as an ordinary .zip.",
        "{path} 不是可以读取的 zip 文件。请把含有类别文件夹的目录打包成普通的 .zip。",
    ),
    "pictures.archive_bytes": (
        "The zip is too large; at most {limit:,} MB are taken. Make the pictures smaller first, or use the command line.",
        "zip 文件太大，最多接受 {limit:,} MB。请先缩小图片，或改用命令行。",
    ),
    "pictures.unpacked": (
        "Unpacked, the files are larger than the {limit:,} MB that are taken in all.",
        "解压后的文件总大小超过上限 {limit:,} MB。",
    ),
    "pictures.files": ("There are more than {limit} files in it.", "其中的文件超过 {limit} 个。"),
    "pictures.unreadable": ("The folder {path} cannot be read: {reason}.", "无法读取目录 {path}：{reason}。"),
    "pictures.side": (
        "The side is {value}; accepted: a whole number of pixels, {low} to {high}.",
        "边长为 {value}；可接受：{low} 到 {high} 的整数（像素）。",
    ),
    "pictures.share": (
        "The share of test pictures is {value}; accepted: 0.05 to 0.5.",
        "测试图片所占比例为 {value}；可接受：0.05 到 0.5。",
    ),
    "pictures.classes": (
        "There are {count} class folders with pictures; {low} to {high} are taken. Put the pictures of each class into "
        "a folder of its own: cats/1.jpg, dogs/1.jpg.",
        "含有图片的类别文件夹有 {count} 个，应为 {low} 到 {high} 个。请把每一类的图片各放进一个文件夹：cats/1.jpg、dogs/1.jpg。",
    ),
    "pictures.sound": (
        "Only {count} classes have two pictures or more that can be read; {low} are needed.",
        "有两张以上可读图片的类别只有 {count} 个，至少需要 {low} 个。",
    ),
    "pictures.amount": (
        "{count} pictures of {side} px are too many to hold in memory; at most {limit} are taken. Choose a smaller side.",
        "{count} 张 {side} 像素的图片太多，内存放不下，最多 {limit} 张。请选较小的边长。",
    ),
    "pictures.unknown": (
        "There are no pictures {name} here. They may have been deleted.",
        "这里没有图片集 {name}，它可能已被删除。",
    ),
    "pictures.broken": ("The pictures in {path} are damaged: {reason}.", "{path} 中的图片集已损坏：{reason}。"),
    "pictures.held_out_twice": (
        "{name} comes with {own:,} held-out pictures of its own, and {field} asks for {count:,} more to be drawn "
        "from those to train on; accepted with these pictures: 0.",
        "{name} 自带 {own:,} 张验证图片，而 {field} 又要求从训练图片中另外留出 {count:,} 张；使用这个图片集时只接受 0。",
    ),
    "pictures.unwritable": ("The pictures cannot be kept: {reason}.", "无法保存图片集：{reason}。"),
    # A network that comes as files.
    "pictures.pair": (
        "A network comes as two files, a card (config.json) and weights (.safetensors), or as the zip of both that "
        "“Download” makes.",
        "一个网络由两个文件组成：说明卡（config.json）和权重（.safetensors）；也可以是“下载”得到的包含二者的 zip。",
    ),
    "pictures.pair_size": (
        "{path} is missing or too large; weights may have {limit} MB, a card half a MB.",
        "{path} 不存在或太大；权重最多 {limit} MB，说明卡最多 0.5 MB。",
    ),
    "pictures.pair_entry": (
        "{path} holds something that is not taken: {name}. Only a card (config.json) and weights (.safetensors) belong in it.",
        "{path} 中有不能接受的内容：{name}。其中只应有说明卡（config.json）和权重（.safetensors）。",
    ),
    "pictures.pickle": (
        "{path} is not taken: files of this kind can run code when they are opened. Weights come as .safetensors.",
        "不接受 {path}：这类文件在打开时可能执行代码。权重请用 .safetensors 格式。",
    ),
    # Why a file was left out.
    "pictures.too_long": (
        "Only {done:,} of {count:,} pictures could be decoded within {minutes:.0f} minutes: make them smaller, or use the command line.",
        "{minutes:.0f} 分钟内只解码了 {count:,} 张图片中的 {done:,} 张：请把图片缩小，或使用命令行。",
    ),
    "pictures.skip.kind": ("no picture by its name", "从文件名看不是图片"),
    "pictures.skip.no_class": ("not in a class folder", "不在类别文件夹里"),
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
    "pictures.skip.image_unknown": ("no picture, whatever its name", "虽有图片的文件名，但不是图片"),
    "pictures.skip.image_pixels": ("too many pixels", "像素太多"),
    "pictures.skip.image_aspect": ("too long and thin", "过于细长"),
    "pictures.skip.image_damaged": ("cut short or damaged", "不完整或已损坏"),
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
    "pictures.split_given": (
        "The folders said which pictures are for testing.",
        "测试图片按给定的文件夹划分。",
    ),
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
        "This machine has less than {limit:,} MB of disk left: delete pictures, runs or studies first.",
        "本机剩余的磁盘空间不足 {limit:,} MB：请先删除一些图片、训练或实验。",
    ),
    # The report.
    "pictures.columns": ("class|training|test", "类别|训练|测试"),
    "pictures.columns_held_out": ("class|training|held out|test", "类别|训练|验证|测试"),
    "pictures.all_names": ("--json tells all the names that were kept", "加 --json 可列出所有保存下来的文件名"),
    "pictures.skipped": ("left out: {count} × {reason} ({names})", "未采用：{count} 个，{reason}（{names}）"),
    "pictures.kept": (
        "kept at {side} px with {channels} channel(s); mean {mean}, deviation {std}",
        "按 {side} 像素、{channels} 个通道保存；均值 {mean}，标准差 {std}",
    ),
    "pictures.train_with": (
        "Train on it: python -m googlenet train --dataset {name}",
        "用它训练：python -m googlenet train --dataset {name}",
    ),
    "pictures.stream_tree": (
        "{path} holds no pictures to stream. Accepted: a folder with train/CLASS/… and val/CLASS/… or test/CLASS/…, or all "
        "three, the same two or more classes in each.",
        "{path} 里没有可供流式读取的图片。需要的结构：目录下有 train/类别/…，以及 val/类别/… 或 test/类别/…（也可以两者都有），"
        "各部分的类别相同且不少于两个。",
    ),
}
