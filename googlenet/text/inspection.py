"""Sentences of `googlenet.inspection`."""

SENTENCES = {
    "attributions.needs.own_relus": (
        "{method} is not offered on this network: it changes the gradient at each ReLU module, and here a ReLU is no module of its own.",
        "这个网络不提供 {method}：它要在每个 ReLU 模块处修改梯度，而这里的 ReLU 并非各自独立的模块。",
    ),
    "attributions.needs.no_lrn": (
        "{method} is not offered on this network: it has no rule for local response normalisation and would give wrong numbers.",
        "这个网络不提供 {method}：它没有局部响应规范化的规则，得到的数值会是错的。",
    ),
    "attributions.needs.bn_after_convolution": (
        "{method} is not offered on this network: a batch normalisation without a convolution before it cannot be made part of one.",
        "这个网络不提供 {method}：有的批量规范化层前面没有卷积，无法并入卷积。",
    ),
    "attributions.needs.scikit_learn": (
        "{method} needs the package scikit-learn: pip install scikit-learn.",
        "{method} 需要 scikit-learn 包：pip install scikit-learn。",
    ),
    "trust.images": ("--images is {images}; accepted: 1 or more.", "--images 的值是 {images}；可接受：1 或更大。"),
    "trust.start": (
        "The record was made with other weights, images, seed or baseline. Choose another file.",
        "该记录来自其他权重、图像、种子或基线。请换一个文件。",
    ),
    "trust.not_a_record": ("{path} holds no leader board.", "{path} 中没有排行榜记录。"),
    "paths.start": (
        "That record is of other weights, other images or another fill. Start anew, or give the one that belongs here.",
        "这份记录属于另一组权重、另一批图像或另一种填充方式。请重新开始，或给出与之相符的记录。",
    ),
    "paths.other_classes": (
        "{name} was not trained for the classes of {dataset}. Choose a data set with its classes.",
        "{name} 的类别与 {dataset} 不同。请选择类别相同的数据集。",
    ),
    "paths.one_class": (
        "Both classes are {name}. Choose two different ones.",
        "两个类别都是“{name}”。请选两个不同的类别。",
    ),
    "paths.untrained": (
        "The same network with random weights shows {low} to {high} (in {seeds} draws); {beyond} of the trained one’s are "
        "stronger than in every one of them (bold).",
        "同一网络换成随机权重时有 {low} 到 {high} 项（共 {seeds} 次抽取）；训练后的特性中有 {beyond} 项强于每一次抽取（粗体）。",
    ),
    "exemplars.own_images": (
        "The images that excite a channel of {name} are to be sought among those it was trained on, and these do not "
        "ship: give image files to googlenet.find_exemplars in Python, or --folder on the command line.",
        "要找最能激活 {name} 各通道的图像，须用它自己的训练图像，而本项目不附带这些图像："
        "请在 Python 中把图像文件交给 googlenet.find_exemplars，或在命令行使用 --folder。",
    ),
    "exemplars.none": (
        "There are {images} images to search and {count} to keep a channel; accepted: 1 or more of both.",
        "要搜索的图像有 {images} 张，每个通道保留 {count} 张；两者都须不小于 1。",
    ),
    "exemplars.no_classes": (
        "Exemplars of one class are told of the sample only: other images have no classes here.",
        "只有随附的样本才能统计“同属一类”：其他图像在这里没有类别。",
    ),
    "exemplars.bounds": ("{name} is {value}; accepted: {low}–{high}.", "{name} 的值是 {value}；可接受：{low}–{high}。"),
}
