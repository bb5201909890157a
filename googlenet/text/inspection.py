"""Sentences of `googlenet.inspection`."""

SENTENCES = {
    "attributions.needs.own_relus": (
        "{method} can’t be used on this network: it changes the gradient at each ReLU module, and here the ReLUs "
        "are not separate modules.",
        "这个网络不能使用 {method}：它要在每个 ReLU 模块处修改梯度，而这里的 ReLU 不是各自独立的模块。",
    ),
    "attributions.needs.no_lrn": (
        "{method} can’t be used on this network: it has no rule for local response normalization, so its numbers "
        "would be wrong.",
        "这个网络不能使用 {method}：它没有局部响应规范化的规则，得到的数值会是错的。",
    ),
    "attributions.needs.bn_after_convolution": (
        "{method} can’t be used on this network: one batch normalization has no convolution before it to be merged into.",
        "这个网络不能使用 {method}：有的批量规范化层前面没有卷积，无法并入卷积。",
    ),
    "attributions.rough": (
        "This map is rough: another seed would change it. Use more samples or fewer parts.",
        "这幅图较粗略：换一个随机种子，结果就会明显不同。请增加样本数，或减少每边块数。",
    ),
    "trust.images": ("--images can’t be {images}. Use 1 or more.", "--images 不能是 {images}。请用不小于 1 的整数。"),
    "trust.start": (
        "This record was made with different weights, images, seed or baseline. Choose another file.",
        "该记录来自其他权重、图像、种子或基线。请换一个文件。",
    ),
    "trust.not_a_record": (
        "{path} isn’t a record of a method ranking. Choose another file.",
        "{path} 不是方法排行的记录。请换一个文件。",
    ),
    "paths.start": (
        "This record was made with different weights, images or fill. Start over, or use the matching file.",
        "这份记录所用的权重、图像或替换方式不同。请重新开始，或换用与之相符的文件。",
    ),
    "paths.one_class": (
        "Both classes are {name}. Choose two different ones.",
        "两个类别都是“{name}”。请选两个不同的类别。",
    ),
    "paths.untrained": (
        "The same network with random weights shows {low} to {high} (in {seeds} draws); {beyond} of those in the "
        "trained network are stronger than in every draw (bold).",
        "同一网络换成随机权重时有 {low} 到 {high} 项（共 {seeds} 次抽取）；训练后的特性中有 {beyond} 项强于每一次抽取（粗体）。",
    ),
    "influence.own_images": (
        "Influential images for {name} can only be found among its training images, which aren’t included. In Python, "
        "pass them with their labels: googlenet.influence(…, images=…).",
        "要查找对 {name} 影响最大的训练图像，须有它的训练图像，而本项目不含这些图像。"
        "请在 Python 中连同标签一并给出：googlenet.influence(…, images=…)。",
    ),
    "influence.none": (
        "Can’t search {images} images and list {count}. Use 1 or more for both.",
        "无法搜索 {images} 张图像、列出 {count} 张。两者都须不小于 1。",
    ),
    "influence.labels": (
        "The training images have a label {label}. This network’s classes are 0–{most}.",
        "训练图像中有标签 {label}，而这个网络的类别为 0–{most}。",
    ),
    "exemplars.own_images": (
        "Exemplars for a channel of {name} come from its training images, which aren’t included. Give image files "
        "to googlenet.find_exemplars in Python, or use --folder on the command line.",
        "要找最能激活 {name} 各通道的图像，须用它的训练图像，而本项目不含这些图像。"
        "请在 Python 中把图像文件交给 googlenet.find_exemplars，或在命令行使用 --folder。",
    ),
    "exemplars.none": (
        "Can’t search {images} images and keep {count} per channel. Use 1 or more for both.",
        "无法搜索 {images} 张图像、每个通道保留 {count} 张。两者都须不小于 1。",
    ),
    "exemplars.no_classes": (
        "Only the built-in sample has classes to count; your own images have none here.",
        "只有自带的样本才能统计“同属一类”：其他图像在这里没有类别。",
    ),
    "exemplars.bounds": ("{name} can’t be {value}. Use {low}–{high}.", "{name} 不能是 {value}。请用 {low}–{high}。"),
}
