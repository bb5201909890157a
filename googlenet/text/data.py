"""Sentences of `googlenet.data`."""

SENTENCES = {
    "pictures.missing": ("There is no folder or file {path}.", "找不到目录或文件 {path}。"),
    "pictures.no_zip": (
        "{path} isn’t a readable zip file. Pack the folder of class folders as an ordinary .zip.",
        "{path} 不是可以读取的 zip 文件。请把含有类别文件夹的目录打包成普通的 .zip。",
    ),
    "pictures.archive_bytes": (
        "The zip is too large; the limit is {limit:,} MB. Make the images smaller first, or use the command line.",
        "zip 文件太大，上限是 {limit:,} MB。请先缩小图像，或改用命令行。",
    ),
    "pictures.unpacked": (
        "Unpacked, the files are larger than {limit:,} MB, the limit for all of them. Make the images smaller, or "
        "use the command line.",
        "解压后的文件总大小超过上限 {limit:,} MB。请缩小图像，或改用命令行。",
    ),
    "pictures.files": (
        "The zip contains more than {limit} files. Use fewer images, or the command line.",
        "zip 中的文件超过 {limit} 个。请减少图像，或改用命令行。",
    ),
    "pictures.unreadable": ("Can’t read {path}: {reason}.", "无法读取目录 {path}：{reason}。"),
    "pictures.side": (
        "The side can’t be {value}. Use a whole number of pixels from {low} to {high}.",
        "边长不能是 {value}。请用 {low} 到 {high} 的整数（像素）。",
    ),
    "pictures.share": (
        "The fraction of test images can’t be {value}. Use {low} to {high}.",
        "测试图像的比例不能是 {value}。请用 {low} 到 {high} 的数。",
    ),
    "pictures.classes": (
        "The number of class folders with images is {count}; it must be {low} to {high}. Put the images of each "
        "class into their own folder: cats/1.jpg, dogs/1.jpg.",
        "含有图像的类别文件夹有 {count} 个，应为 {low} 到 {high} 个。请把每一类的图像各放进一个文件夹：cats/1.jpg、"
        "dogs/1.jpg。",
    ),
    "pictures.sound": (
        "The number of classes with at least two readable images is {count}; at least {low} are needed. These "
        "classes have fewer: {names}.",
        "至少有两张可读图像的类别有 {count} 个，需要至少 {low} 个。不足两张的类别：{names}。",
    ),
    "pictures.flat_part": (
        "The folder {folder}/ contains images but no class folders. Put the images of each class into their own "
        "folder there, too: {folder}/cats/1.jpg.",
        "{folder}/ 里直接放着图像，没有类别文件夹。请在其中也为每一类建一个文件夹：{folder}/cats/1.jpg。",
    ),
    "pictures.parts_differ": (
        "Fewer than {low} classes have images for both training and testing. Without images under train: {train}; "
        "under test: {test}.",
        "同时有训练图像和测试图像的类别不足 {low} 个。train 里没有图像的类别：{train}；test 里没有图像的类别：{test}。",
    ),
    "pictures.encoding": (
        "{value} isn’t an encoding for file names. Use {accepted}.",
        "{value} 不是文件名编码。可用：{accepted}。",
    ),
    "pictures.amount": (
        "{count} images of {side} px don’t fit into memory; the limit is {limit}. Choose a smaller side.",
        "{count} 张 {side} 像素的图像太多，内存放不下，最多 {limit} 张。请选较小的边长。",
    ),
    "pictures.unknown": (
        "There is no image set {name} here. It may have been deleted.",
        "这里没有图像集 {name}，它可能已被删除。",
    ),
    "pictures.broken": ("The image set in {path} is damaged: {reason}.", "{path} 中的图像集已损坏：{reason}。"),
    "pictures.unwritable": ("The images can’t be saved: {reason}.", "无法保存图像集：{reason}。"),
    "pictures.too_long": (
        "Only {done:,} of {count:,} images could be decoded in {minutes:.0f} minutes. Make them smaller, or use "
        "the command line.",
        "{minutes:.0f} 分钟内只解码了 {count:,} 张图像中的 {done:,} 张。请把图像缩小，或使用命令行。",
    ),
    "pictures.stream_classes": (
        "In {path}, train and {part} don’t have the same class folders: {names}.",
        "{path} 中 train 和 {part} 的类别文件夹不一致：{names}。",
    ),
    "pictures.stream_batch": (
        "All but {count} images of a batch are damaged. damaged.txt in the run’s folder lists them.",
        "一个批量里除 {count} 张外全部损坏。训练目录中的 damaged.txt 列出了它们。",
    ),
    "pictures.stream_damaged": (
        "All {count} images of the test or validation set are damaged.",
        "测试集或验证集的 {count} 张图像全部损坏。",
    ),
    "pictures.stream_empty": (
        "In {path}, these classes have no images under {part}: {names}.",
        "{path} 中，以下类别在 {part} 里没有图像：{names}。",
    ),
    "pictures.stream_tree": (
        "There are no images to stream in {path}. Use a folder with train/CLASS/…, and val/CLASS/… or "
        "test/CLASS/… (or both), with the same two or more classes in each.",
        "{path} 里没有可供流式读取的图像。需要的结构：目录下有 train/类别/…，"
        "以及 val/类别/… 或 test/类别/…（也可以两者都有），各部分的类别相同且不少于两个。",
    ),
}
