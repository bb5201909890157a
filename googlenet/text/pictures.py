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
    # The report.
    "pictures.columns": ("class|training|test", "类别|训练|测试"),
    "pictures.skipped": ("left out: {count} × {reason} ({names})", "未采用：{count} 个，{reason}（{names}）"),
    "pictures.kept": (
        "kept at {side} px with {channels} channel(s); mean {mean}, deviation {std}",
        "按 {side} 像素、{channels} 个通道保存；均值 {mean}，标准差 {std}",
    ),
    "pictures.train_with": (
        "Train on it: python -m googlenet train --dataset {name}",
        "用它训练：python -m googlenet train --dataset {name}",
    ),
}
