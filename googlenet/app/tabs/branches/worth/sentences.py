"""Sentences about the branches: importance, flow, specialization, two classes, two images."""

SENTENCES = {
    "paths.second_choose": ("Image", "图像"),
    "paths.second_none": ("None", "无"),
    "paths.second_title": ("Compare with another image", "与另一张图像对比"),
    "paths.second": (
        "The two images differ most in {path}: {first} of the block’s activation energy for the first, {second} for "
        "the second",
        "两张图像差别最大的是 {path}：在第一张上占所在块激活能量的 {first}，在第二张上占 {second}",
    ),
    "paths.second_sub": (
        "Same network, same branches off. The “Per block” color scale is now shared by both images.",
        "网络和关闭的路径都相同。色标“每块共用”此时由两张图像共用。",
    ),
    "paths.why": ("Why {label} and not {other}?", "为什么是 {label}，而不是 {other}？"),
    "paths.why_sub": (
        "The {path} branch contributes most: {term} of {total}, with {channels} of the channels.",
        "{path} 路径的贡献最大：{total} 中的 {term}，它占通道的 {channels}。",
    ),
    "paths.why_against": ("Compare with", "对比类别"),
    "paths.why_sum": ("difference", "得分之差"),
    "paths.why_note": (
        "Each bar is a term of the score of {label} minus the same term of {other}. The bars add up to the "
        "difference of the two scores, within {error}.",
        "每一条是“{label}”得分中的一项减去“{other}”的同一项。各条之和等于两个得分之差，误差不超过 {error}。",
    ),
    "paths.from": (
        "{path} gets {share} of its input from {source} ({channels} of the channels)",
        "{path} 的输入有 {share} 来自 {source}（占通道的 {channels}）",
    ),
    "paths.from_stem": (
        "{path} reads the stem, which has no branches",
        "{path} 读取起始层（stem）的输出，那里没有分出路径",
    ),
    "paths.from_nothing": ("{path} receives no input for this image", "对这幅图像，{path} 没有收到任何输入"),
    "paths.flow_note": (
        "The branch’s first convolution (before bias and normalization), split exactly by the branches it reads. The "
        "shares add up to 100%; a negative share counteracts the others. Tick: share of the channels.",
        "把该路径的第一个卷积（加偏置和规范化之前）精确地按所读取的路径拆分。各份额之和为 100%，负的份额与其余部分相"
        "抵。刻线：在通道数中的占比。",
    ),
    "paths.worth_path": (
        "Without {path}, accuracy drops {drop} percentage points",
        "没有 {path}，准确率下降 {drop} 个百分点",
    ),
    "paths.worth_harm": (
        "Without {path}, accuracy rises {rise} percentage points",
        "没有 {path}，准确率反而上升 {rise} 个百分点",
    ),
    "paths.worth_nothing": (
        "Without {path}, the change in accuracy is within noise",
        "没有 {path}，准确率的变化在随机波动之内",
    ),
    "paths.worth_unknown": ("The importance of {path} is not measured yet", "{path} 的重要性尚未测量"),
    "paths.worth_interval": (
        "Drop in accuracy: {drop} percentage points (95% confidence interval {low} to {high}, {images} test images).",
        "准确率下降 {drop} 个百分点（95% 置信区间 {low} 到 {high}，{images} 张测试图像）。",
    ),
    "paths.trait": (
        "{share} of its active channels are in the block’s most “{trait}” quarter, with random weights {low} to {high} (q {q}).",
        "它的活跃通道有 {share} 属于该块中最“{trait}”的四分之一，随机权重时为 {low} 到 {high}（q {q}）。",
    ),
    "paths.no_trait": (
        "This branch has no clear specialty: no trait is more common in its channels than chance explains.",
        "这条路径没有明显的专长：没有哪种特性在它的通道中比随机所能解释的更常见。",
    ),
    "paths.trait.oriented": ("oriented", "有方向性"),
    "paths.trait.fine": ("fine", "偏好细节"),
    "paths.trait.coarse": ("coarse", "偏好粗纹"),
    "paths.trait.edge": ("edge", "偏好边缘"),
    "paths.trait.spot": ("spot", "偏好斑点"),
    "paths.channel_on": ("Channel {channel} on", "通道 {channel} 开"),
    "paths.fill": ("Replace with", "替换为"),
    "paths.fill.zero": ("zeros", "零"),
    "paths.fill.mean": ("average activation", "平均激活"),
    "paths.fill_note.zero": (
        "Zeros: later layers get no signal from it, a situation they never saw in training.",
        "零：后面的层收不到它的任何信号，而训练中从未出现过这种情况。",
    ),
    "paths.fill_note.mean": (
        "Average activation: each channel’s mean over 100 training images. Only what is specific to this image is "
        "lost.",
        "平均激活：各通道在 100 张训练图像上的均值，因此只损失这幅图像特有的信息。",
    ),
    "paths.means": (
        "Computing average activations: {done} of {total} training images",
        "正在计算平均激活：{total} 张训练图像中的第 {done} 张",
    ),
    "paths.most_worth": (
        "{path} matters most: without it, accuracy drops {drop} percentage points",
        "{path} 最重要：没有它，准确率下降 {drop} 个百分点",
    ),
    "paths.most_worth_close": (
        "So far {path} matters most ({drop} percentage points), but others are too close to call",
        "目前 {path} 最重要（{drop} 个百分点），但与其他路径的差别还不足以下结论",
    ),
    "paths.none_worth": (
        "So far, every change in accuracy is within noise",
        "到目前为止，准确率的变化都在随机波动之内",
    ),
    "paths.worth_title": ("Branch importance", "路径重要性"),
    "paths.worth_none": (
        "Not measured for this network yet. Measuring turns off each branch in turn and computes the accuracy on "
        "test images.",
        "这个网络还没有测量。测量时逐条关闭路径，并在测试图像上统计准确率。",
    ),
    "paths.worth_sub": (
        "Drop in accuracy, in percentage points, when a branch is replaced by {fill} ({images} test images; "
        "{percent} with all branches). Pale cells: within noise. The 95% confidence interval shows on hover or in "
        "the opened branch; about one in twenty of the {count} intervals misses its true value.",
        "一条路径替换为{fill}后，准确率下降的百分点（{images} 张测试图像；使用全部路径时为 "
        "{percent}）。浅色：在随机波动之内。悬停或打开该路径可见 95% 置信区间；{count} 个区间中约有二十分之一不含真"
        "值。",
    ),
    "paths.worth_table": ("Drop in accuracy without each branch", "去掉每条路径后准确率下降多少"),
    "paths.worth_cell": (
        "Without {path}: {drop} percentage points lost (95% confidence interval {low} to {high}, {images} test images)",
        "没有 {path}：下降 {drop} 个百分点（95% 置信区间 {low} 到 {high}，{images} 张测试图像）",
    ),
    "paths.measuring": ("{done} of {total} test images", "{total} 张测试图像中的 {done} 张"),
    "paths.stop": ("Stop", "停止"),
    "paths.sample": ("Test images", "测试图像"),
    "paths.sample_again": ("Test images for a new measurement", "重新测量所用的测试图像数"),
    "paths.measure": ("Measure", "测量"),
    "paths.traits_title": ("Specialization", "各路径的专长"),
    "paths.traits_none": (
        "Not measured for this network yet. Measuring shows gratings, edges and spots to every channel.",
        "这个网络还没有测量。测量时给每个通道看光栅、边缘和斑点。",
    ),
    "paths.traits_found": (
        "Some branches specialize: {count} of {tests} tests find more of a trait than chance explains",
        "部分路径有专长：{tests} 项检验中有 {count} 项超出随机所能解释的范围",
    ),
    "paths.traits_not_found": (
        "No specialization found: none of {tests} tests finds more of a trait than chance explains",
        "没有发现专长：{tests} 项检验都没有超出随机所能解释的范围",
    ),
    "paths.traits_sub": (
        "A word marks a specialty: more of the branch’s channels than chance explains are among the block’s most "
        "oriented, fine, coarse, edge-loving or spot-loving quarter. Hypergeometric test; q < 0.05 by Benjamini and "
        "Yekutieli’s rule, which holds however the tests depend on each other.",
        "文字标出专长：该路径的通道中，属于块内最有方向性（或最偏好细节、粗纹、边缘、斑点）的四分之一的，比随机所能解释的更多。"
        "超几何检验；q < 0.05，按 Benjamini–Yekutieli 法校正，无论各检验如何相关都成立。",
    ),
    "paths.traits_table": ("Traits of each branch’s channels", "各路径通道的特性"),
    "paths.trait_cell": (
        "{trait} {share}, with random weights {low} to {high} (q = {q})",
        "{trait} {share}，随机权重时为 {low} 到 {high}（q = {q}）",
    ),
    "paths.caveat": (
        "After Voss et al. 2021, “Branch specialization”, who sorted channels by hand. A small q shows that a trait "
        "is unevenly spread, not why. Branches differ in kernel and receptive field before any training; the "
        "networks with random weights (batch normalization measured on {images} images) show how much that explains. "
        "Gratings test simple patterns, not what a channel does for a class.",
        "参照 Voss 等人 2021 年的“分支专门化”，他们是人工给通道分类的。q 小只说明特性分布不均，并不说明原因。各路径的"
        "卷积核和感受野在训练之前就不同，随机权重的网络（批量规范化在 {images} 张图像上测得）显示这能解释多少。光栅检"
        "验的是对简单图案的偏好，不是通道对类别的作用。",
    ),
}
