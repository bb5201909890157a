"""Sentences of `googlenet.data`."""

SENTENCES = {
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
        "Class folders with pictures: {count}; {low} to {high} are taken. Put the pictures of each class into a folder of "
        "its own: cats/1.jpg, dogs/1.jpg.",
        "含有图片的类别文件夹有 {count} 个，应为 {low} 到 {high} 个。请把每一类的图片各放进一个文件夹：cats/1.jpg、dogs/1.jpg。",
    ),
    "pictures.sound": (
        "Classes with two pictures or more that can be read: {count}; {low} are needed. These have fewer: {names}.",
        "有两张以上可读图片的类别：{count} 个，至少需要 {low} 个。不足的类别：{names}。",
    ),
    "pictures.flat_part": (
        "The folder {folder}/ holds pictures and no class folders. Put the pictures of each class into a folder of its own "
        "there, too: {folder}/cats/1.jpg.",
        "{folder}/ 里直接放着图片，没有类别文件夹。请在其中也为每一类建一个文件夹：{folder}/cats/1.jpg。",
    ),
    "pictures.parts_differ": (
        "Fewer than {low} classes have pictures for training and for testing. Without pictures under train: {train}; under "
        "test: {test}.",
        "同时有训练图片和测试图片的类别不足 {low} 个。train 里没有图片的类别：{train}；test 里没有图片的类别：{test}。",
    ),
    "pictures.encoding": (
        "{value} is no encoding of file names. Accepted: {accepted}.",
        "{value} 不是文件名编码。可接受的值：{accepted}。",
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
    "pictures.too_long": (
        "Only {done:,} of {count:,} pictures could be decoded within {minutes:.0f} minutes: make them smaller, or use the command line.",
        "{minutes:.0f} 分钟内只解码了 {count:,} 张图片中的 {done:,} 张：请把图片缩小，或使用命令行。",
    ),
    "pictures.stream_classes": (
        "In {path} the class folders of train and {part} differ: {names}.",
        "{path} 中 train 和 {part} 的类别文件夹不一致：{names}。",
    ),
    "pictures.stream_batch": (
        "All pictures of a batch but {count} are damaged. damaged.txt in the run's folder names them.",
        "一个批次里除 {count} 张外全部损坏。训练文件夹中的 damaged.txt 列出了它们。",
    ),
    "pictures.stream_tree": (
        "{path} holds no pictures to stream. Accepted: a folder with train/CLASS/… and val/CLASS/… or test/CLASS/…, or all "
        "three, the same two or more classes in each.",
        "{path} 里没有可供流式读取的图片。需要的结构：目录下有 train/类别/…，以及 val/类别/… 或 test/类别/…（也可以两者都有），"
        "各部分的类别相同且不少于两个。",
    ),
}
