"""Sentences about what the paths are worth: importance, flow, specialisation, two classes, two images."""

SENTENCES = {
    "paths.second_choose": ("A second picture", "第二张图片"),
    "paths.second_none": ("None", "不要"),
    "paths.second": (
        "The two pictures differ most in {path}: {first} of the block’s energy for the first, {second} for the second",
        "两张图片差别最大的是 {path}：第一张占模块能量的 {first}，第二张占 {second}",
    ),
    "paths.second_sub": (
        "The same network and the same paths off. “Shared by a block” now also means shared by both pictures.",
        "网络和关掉的路径都相同。“同一模块共用”此时也指两张图片共用。",
    ),
    "paths.why": ("Why {label} and not {other}?", "为什么是{label}，而不是{other}？"),
    "paths.why_sub": (
        "The {path} path has the largest part in it, {term} of {total}, with {channels} of the channels.",
        "两个得分相差 {total}，其中 {path} 路径的贡献最大，为 {term}，它占通道的 {channels}。",
    ),
    "paths.why_against": ("Held against", "对比类别"),
    "paths.why_sum": ("difference", "得分之差"),
    "paths.why_note": (
        "Each bar is a term of the score of {label} minus the same term of {other}; together they are the difference of "
        "the two scores, to within {error}.",
        "每一条是“{label}”得分中的一项减去“{other}”的同一项；各项之和就是两个得分之差，误差不超过 {error}。",
    ),
    "paths.from": (
        "{path} takes {share} of its input from {source}, which has {channels} of the channels",
        "{path} 的输入有 {share} 来自 {source}，后者占通道的 {channels}",
    ),
    "paths.from_stem": ("{path} reads the stem, which has no paths", "{path} 读取茎的输出，那里没有分支路径"),
    "paths.from_nothing": ("{path} receives nothing on this image", "在这幅图像上，{path} 没有收到任何输入"),
    "paths.flow_note": (
        "The path’s first convolution, before bias and normalisation, split exactly by the paths that it reads; the "
        "shares add up to 100%, and a share below 0 works against the others. Tick: share of the channels.",
        "把该路径的第一个卷积（加偏置和规范化之前）精确地按所读取的路径拆分；各份额之和为 100%，负的份额与其余部分相抵。"
        "刻线：占通道的份额。",
    ),
    "paths.worth_path": ("Without {path}, accuracy falls by {drop} points", "没有 {path}，准确率下降 {drop} 个百分点"),
    "paths.worth_harm": (
        "Without {path}, accuracy rises by {rise} points",
        "没有 {path}，准确率反而上升 {rise} 个百分点",
    ),
    "paths.worth_nothing": (
        "Without {path}, accuracy changes no more than chance explains",
        "没有 {path}，准确率的变化不超出随机波动",
    ),
    "paths.worth_unknown": ("What {path} is worth is not measured yet", "{path} 的作用尚未测量"),
    "paths.worth_interval": (
        "Accuracy lost: {drop} points, 95% interval {low} to {high}, over {images} test images.",
        "损失的准确率：{drop} 个百分点，95% 置信区间 {low} 到 {high}，共 {images} 张测试图像。",
    ),
    "paths.trait": (
        "{share} of its active channels are among the quarter of the block that is most “{trait}” (q {q}).",
        "它的活跃通道有 {share} 属于该模块中最“{trait}”的四分之一（q {q}）。",
    ),
    "paths.no_trait": (
        "None of the traits is more frequent among its channels than a blind draw from the block would make it.",
        "没有哪种特性在它的通道中比从该模块随机抽取时更常见。",
    ),
    "paths.trait.oriented": ("oriented", "有方向性"),
    "paths.trait.fine": ("fine", "偏好细节"),
    "paths.trait.coarse": ("coarse", "偏好粗纹"),
    "paths.trait.edge": ("edge", "偏好边缘"),
    "paths.trait.spot": ("spot", "偏好斑点"),
    "paths.without": ("What is switched off", "关掉的部分"),
    "paths.channel_on": ("Channel {channel} on", "通道 {channel} 开"),
    "paths.fill": ("In its place", "用什么代替"),
    "paths.fill.zero": ("zero", "零"),
    "paths.fill.mean": ("its mean", "均值"),
    "paths.fill_note.zero": (
        "Zero: the rest of the network hears nothing from it, which it may never have met before.",
        "零：网络的其余部分收不到它的任何信号，而这种情况可能从未出现过。",
    ),
    "paths.fill_note.mean": (
        "Its mean: each channel’s average over 100 training images, so only what it says about this image is lost.",
        "均值：各通道在 100 张训练图像上的平均值，因此只损失它关于这幅图像的信息。",
    ),
    "paths.means": (
        "Computing the channels’ means: {done} of {total} training images",
        "正在计算各通道的均值：{total} 张训练图像中的第 {done} 张",
    ),
    "paths.most_worth": (
        "The path that accuracy depends on most is {path}: {drop} points fall without it",
        "准确率最依赖的路径是 {path}：没有它会下降 {drop} 个百分点",
    ),
    "paths.most_worth_close": (
        "Without {path} most points fall so far, {drop}; others come within its interval",
        "目前去掉 {path} 下降最多，{drop} 个百分点；但其他路径落在它的区间之内",
    ),
    "paths.none_worth": (
        "So far no path makes a difference that chance does not explain",
        "到目前为止，没有哪条路径带来超出随机波动的差别",
    ),
    "paths.worth_title": ("What each path is worth", "每条路径值多少"),
    "paths.worth_none": (
        "Not measured for this network yet: switch off each path in turn and count the test images it still gets right.",
        "这个网络还没有测量：逐条关掉路径，统计仍能答对的测试图像。",
    ),
    "paths.worth_sub": (
        "Percentage points of accuracy lost when a path is switched off ({fill} in its place), over {images} test "
        "images; {percent} with all paths. Pale: chance may explain it (95% interval: on hover, or open the path; of {count} such intervals "
        "about one in twenty misses its value).",
        "关掉一条路径（以{fill}代替）后损失的百分点，共 {images} 张测试图像；使用全部路径时为 {percent}。"
        "浅色：可能只是随机波动（悬停或打开该路径可见 95% 置信区间；{count} 个这样的区间中约有二十分之一不含真值）。",
    ),
    "paths.worth_table": ("Accuracy lost without each path", "去掉每条路径后损失的准确率"),
    "paths.worth_cell": (
        "Without {path}: {drop} points lost, 95% interval {low} to {high}, {images} test images",
        "没有 {path}：损失 {drop} 个百分点，95% 置信区间 {low} 到 {high}，{images} 张测试图像",
    ),
    "paths.measuring": ("{done} of {total} test images", "{total} 张测试图像中的 {done} 张"),
    "paths.stop": ("Stop", "停止"),
    "paths.sample": ("Test images", "测试图像"),
    "paths.measure": ("Measure", "测量"),
    "paths.traits_title": ("Do the paths divide the work?", "各路径是否分工？"),
    "paths.traits_none": (
        "Not measured for this network yet: gratings, edges and spots are shown to every channel.",
        "这个网络还没有测量：给每个通道看光栅、边缘和斑点。",
    ),
    "paths.traits_found": (
        "The paths divide the work: {count} of {tests} traits are no blind draw",
        "各路径有分工：{tests} 项特性中有 {count} 项不像随机分布",
    ),
    "paths.traits_not_found": (
        "No division of work is seen: none of {tests} traits differs from a blind draw",
        "看不出分工：{tests} 项特性都与随机分布没有差别",
    ),
    "paths.traits_sub": (
        "A word stands where more of a path’s channels than chance explains are among the most extreme quarter of their "
        "block: selective for orientation, for fine or coarse gratings, for edges or spots (hypergeometric test; q < 0.05 by Benjamini and Yekutieli’s rule, which holds however the tests depend on each other).",
        "写有文字之处，该路径落入模块中最极端四分之一的通道多于随机所能解释：对方向、细或粗的光栅、边缘或斑点有选择性"
        "（超几何检验；q < 0.05，按 Benjamini–Yekutieli 法校正，无论各检验如何相关都成立）。",
    ),
    "paths.traits_table": ("Traits of each path’s channels", "各路径通道的特性"),
    "paths.trait_cell": (
        "{trait} {share}, with random weights {low} to {high} (q {q})",
        "{trait} {share}，随机权重时为 {low} 到 {high}（校正值 q 为 {q}）",
    ),
    "paths.caveat": (
        "After Voss et al. 2021, “Branch specialization”, who sorted channels by hand. A small q says that a trait is "
        "unevenly spread, not why: paths differ in kernel and receptive field before any training. The networks with random "
        "weights show how much of it that explains (their batch normalization is measured on {images} images). Gratings show a "
        "taste for simple patterns, not what a channel does for a class.",
        "参照 Voss 等人 2021 年的“分支专门化”，他们是人工给通道分类的。q 小只说明特性分布不均，并不说明原因："
        "各路径的卷积核和感受野在训练之前就不同，随机权重的网络（批量规范化在 {images} 张图像上测得）显示这能解释多少。"
        "光栅显示的是对简单图案的偏好，而不是通道对类别的作用。",
    ),
}
