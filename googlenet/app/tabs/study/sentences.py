"""Sentences of the kernel study: its command, its tab and its charts."""

SENTENCES = {
    "frame.tab.study": ("Kernel study", "卷积核实验"),
    "study.and": ("{first} and {last}", "{first}、{last}"),
    # Headline: what the intervals allow one to say.
    "study.head.none": ("Which kernel size is right? Not measured yet", "哪种卷积核尺寸更合适？尚未测量"),
    "study.head.first": (
        "Which kernel size is right? With one seed, nobody can tell yet",
        "哪种卷积核尺寸更合适？只有一个随机种子，还无法判断",
    ),
    "study.head.waits": (
        "Which kernel size is right? All four paths have not been trained yet",
        "哪种卷积核尺寸更合适？四条路径并用的网络尚未训练完",
    ),
    "study.head.worse": (
        "{equal}, {worse} fell short of all four paths together",
        "{equal}，不及四条路径并用的：{worse}",
    ),
    "study.head.better": (
        "{equal}, {better} did better than all four paths together",
        "{equal}，优于四条路径并用的：{better}",
    ),
    "study.head.both": (
        "{equal}, {better} did better than all four paths together, {worse} worse",
        "{equal}，优于四条路径并用的有：{better}；不及的有：{worse}",
    ),
    "study.head.open": (
        "{equal}, {open} cannot be told apart from all four paths together",
        "{equal}，无法断定与四条路径并用的网络有差别的：{open}",
    ),
    "study.equal.params": ("At equal size", "参数量相同时"),
    "study.equal.macs": ("At equal multiply-adds", "乘加次数相同时"),
    "study.head.alone": ("Networks of some paths, trained alike", "只保留部分路径、训练方式相同的网络"),
    "study.sub.params": (
        "Networks as large as GoogLeNet ({params} parameters, within 2 %), each with only some of its paths. {trained}",
        "各网络只保留 GoogLeNet 的部分路径，参数量与它相同（{params}，相差不超过 2 %）。{trained}",
    ),
    "study.sub.macs": (
        "Networks that cost as much as GoogLeNet ({macs} multiply-adds, within 2 %), each with only some of its "
        "paths. {trained}",
        "各网络只保留 GoogLeNet 的部分路径，乘加次数与它相同（{macs}，相差不超过 2 %）。{trained}",
    ),
    "study.trained": (
        "Each saw {images} training images at {size} px for {epochs} epochs and was tested on {tests} images; "
        "seeds for each network: {seeds}.",
        "每个网络用 {images} 张 {size} 像素的训练图像训练 {epochs} 轮，在 {tests} 张图像上测试；每个网络的随机种子数：{seeds}。",
    ),
    "study.partial": (
        "This study is not finished: {done} of {planned} runs are in it.",
        "实验尚未完成：共 {planned} 次训练，目前有 {done} 次的结果。",
    ),
    "study.none": (
        "No results are here yet. To measure, about two hours on two cores: {command}",
        "还没有结果。要测量（两个 CPU 核约需两小时）：{command}",
    ),
    "study.series": ("What the networks have in common", "各网络相同的是"),
    "study.series.params": ("same parameters", "参数量相同"),
    "study.series.macs": ("same multiply-adds", "乘加次数相同"),
    # Charts.
    "study.chart.rows": ("Accuracy by network", "各网络的准确率"),
    "study.chart.against.params": ("Accuracy against parameters", "准确率与参数量"),
    "study.chart.against.macs": ("Accuracy against multiply-adds", "准确率与乘加次数"),
    "study.chart.accuracy": ("test accuracy (%)", "测试准确率（%）"),
    "study.chart.params": ("parameters (million)", "参数量（百万）"),
    "study.chart.macs": ("multiply-adds for one image (million)", "每张图像的乘加次数（百万）"),
    "study.chart.empty": ("No run has finished yet.", "还没有完成的训练。"),
    "study.chart.key": (
        "Large dot: mean over the seeds. Line: its 95 % interval. Small dots: the single seeds. Dashed: all four paths.",
        "大点：各种子的平均值；横线：95 % 置信区间；小点：单个种子；虚线：四条路径并用。",
    ),
    "study.chart.key.first": (
        "One run each, so there is no interval. Dashed: all four paths.",
        "每个网络只有一次训练，因此没有置信区间。虚线：四条路径并用。",
    ),
    "study.save": ("Save", "保存"),
    # Both series beside each other.
    "study.both": ("Does it matter what is equal?", "参数量相同与乘加次数相同，结论一样吗？"),
    "study.both.same": (
        "No change can be told: no network moves, against all four paths, by more than chance may do.",
        "看不出变化：没有哪个网络与四条路径并用的网络之差的变化超出随机波动。",
    ),
    "study.both.some": (
        "For {names} the difference from all four paths changes by more than chance may do.",
        "对以下网络有影响：{names}。其与四条路径并用的网络之差的变化超出了随机波动。",
    ),
    "study.both.few": ("Too few seeds in common to tell.", "两组实验共有的种子太少，还无法判断。"),
    "study.both.note": (
        "Listed: how the difference from all four paths changes from equal parameters to equal multiply-adds.",
        "所列为从参数量相同改为乘加次数相同时，与四条路径并用的网络之差的变化。",
    ),
    "study.both.whole": (
        "All four paths are the same network in both series: trained anew with the same seed where rounding "
        "differs (another machine, build or number of threads), it came out up to {points} percentage points apart.",
        "四条路径并用的网络在两组实验中是同一个：种子相同，只因舍入不同（换了机器、软件版本或线程数），重新训练的结果最多相差 {points} 个百分点。",
    ),
    "study.chart.gaps": ("Difference from all four paths", "与四条路径并用时的准确率之差"),
    "study.chart.points": ("difference in test accuracy (percentage points)", "测试准确率之差（百分点）"),
    # What can and cannot be concluded.
    "study.conclude": ("What can be concluded, and what cannot", "能得出什么结论，不能得出什么结论"),
    "study.points": ("{points} percentage points ({low} to {high})", "{points} 个百分点（{low} 到 {high}）"),
    "study.lower": ("lower than all four paths", "低于四条路径并用的网络"),
    "study.higher": ("higher than all four paths", "高于四条路径并用的网络"),
    "study.same": ("cannot be told apart from all four paths", "无法断定与四条路径并用的网络有差别"),
    "study.single": (
        "{points} percentage points; one seed, so no interval",
        "{points} 个百分点；只有一个种子，没有置信区间",
    ),
    "study.basis": (
        "Differences are paired: with one seed, all networks see the same images in the same order. Taken alone, "
        "each interval covers the true difference with 95 % probability, if differences between seeds are roughly normal; "
        "among {count}, the chance that at least one misses is up to {percent} %. They tell of chance in the training, not "
        "of the choice of test images.",
        "差值按种子配对：种子相同时，各网络以相同顺序看到相同的图像。若种子之间的差异大致服从正态分布，单独一个区间有 95 % 的概率包含真值；{count} 个区间中至少有一个不含真值的概率最高可达 {percent} %。区间只反映训练的随机性，不反映测试图像的选取。",
    ),
    "study.basis.first": (
        "With one seed there is no way to tell a difference between networks from chance in their training.",
        "只有一个种子时，无法分辨差异来自网络本身还是训练的随机性。",
    ),
    "study.limits": (
        "This holds for short training on small pictures ({native} px, enlarged to {size} px) with one learning rate "
        "for all networks. Longer training, larger pictures or a rate tuned for each may order them otherwise.",
        "结论只适用于小图像（{native} 像素放大到 {size} 像素）上的短时间训练，且各网络使用同一学习率。训练更久、图像更大，或为每个网络单独调学习率，排序都可能改变。",
    ),
    "study.costs.params": (
        "Parameters are equal, multiply-adds are not: {low} to {high}.",
        "参数量相同，但乘加次数不同：{low}到 {high}。",
    ),
    "study.costs.macs": (
        "Multiply-adds are equal, parameters are not: {low} to {high}.",
        "乘加次数相同，但参数量不同：{low}到 {high}。",
    ),
    # Table.
    "study.table": ("The networks", "各网络"),
    "study.table.note": (
        "Every width in the blocks, reduction and output alike, is Table 1’s times one factor, rounded to a multiple of 8. "
        "The stem is the same in all; “pool + 1×1” is the max pool with its projection. “48→96” reads: reduced to 48 channels, then 96 come out.",
        "模块内的每个通道数，不论降维还是输出，都是表 1 的数值乘以同一个倍数，再舍入到 8 的整数倍；茎在各网络中相同；“汇聚 + 1×1”是最大汇聚及其 1×1 投影。“48→96”表示先降到 48 个通道，再输出 96 个。",
    ),
    "study.column.network": ("network", "网络"),
    "study.column.factor": ("factor", "倍数"),
    "study.column.params": ("parameters", "参数量"),
    "study.column.macs": ("multiply-adds", "乘加次数"),
    "study.column.accuracy": ("test accuracy", "测试准确率"),
    "study.column.seeds": ("by seed", "各种子"),
    # What each network sees.
    "study.sees": ("What each network sees in the same image", "同一张图像，各网络看到什么"),
    "study.sees.note": (
        "With seed 0. Receptive field: how strongly each pixel moves the middle cell of block 3b (mean over {images} test "
        "images; the square is the theoretical field). 3b and 4e: mean over their channels. Class map: the last block’s "
        "cells that speak for the class named below. Each map is on its own scale, the field as a square root: compare shapes, "
        "not strengths.",
        "种子为 0。感受野：每个像素对模块 3b 中心单元的影响（{images} 张测试图像的平均，方框是理论感受野）。3b、4e：各通道的平均。类激活图：最后一个模块中支持下方类别的单元。"
        "每幅图各用自己的标度，感受野取平方根：请比较形状，不要比较强弱。",
    ),
    "study.sees.field": ("receptive field in 3b", "3b 的感受野"),
    "study.sees.side": ("{side} px", "{side} 像素"),
    "study.sees.class": ("class map", "类激活图"),
    "study.sees.choose": ("Image", "图像"),
    "study.sees.alt": ("{map} of {network}", "{network}的{map}"),
    # One's own.
    "study.own": (
        "To train all six here and hold them against each other by seed, with intervals, nine minutes on two cores: {command}. A single one is a choice under Recipe in Train.",
        "要在本机训练全部六个网络，并按种子配对比较、给出置信区间（两个 CPU 核约九分钟）：{command}。单个网络可在“训练”页的“方案”中选择。",
    ),
}
