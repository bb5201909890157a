"""Sentences of the kernel study: its command, its tab and its charts."""

SENTENCES = {
    "frame.tab.study": ("Kernel sizes", "卷积核对比"),
    "section.study.finding": ("Finding", "结论"),
    "section.study.cost": ("Cost", "计算量"),
    "section.study.both": ("Parameters or compute", "参数量或计算量"),
    "section.study.sees": ("What each network sees", "各网络看到什么"),
    "section.study.widths": ("Network widths", "通道数"),
    "section.study.own": ("Train them here", "在本机训练"),
    "study.and": ("{first} and {last}", "{first}、{last}"),
    # Headline: what the intervals allow one to say.
    "study.head.none": ("Which kernel size is right? Not measured yet", "哪种卷积核尺寸更合适？尚未测量"),
    "study.head.first": (
        "Which kernel size is right? One seed is too few to tell",
        "哪种卷积核尺寸更合适？只有一个随机种子，还无法判断",
    ),
    "study.head.waits": (
        "Which kernel size is right? The network with all four branches is not trained yet",
        "哪种卷积核尺寸更合适？四条路径并用的网络尚未训练完",
    ),
    "study.head.worse": (
        "{equal}, {worse} scored below all four branches",
        "{equal}，{worse} 的准确率低于四条路径并用",
    ),
    "study.head.better": (
        "{equal}, {better} scored above all four branches",
        "{equal}，{better} 的准确率高于四条路径并用",
    ),
    "study.head.both": (
        "{equal}, {better} scored above all four branches, {worse} below",
        "与四条路径并用相比，{equal}，{better} 的准确率更高，{worse} 更低",
    ),
    "study.head.open": (
        "{equal}, there is no clear difference between {open} and all four branches",
        "{equal}，{open} 与四条路径并用没有明显差别",
    ),
    "study.equal.params": ("With equal parameters", "参数量相同时"),
    "study.equal.macs": ("With equal multiply-adds", "乘加次数相同时"),
    "study.head.alone": (
        "Networks that keep only some branches, trained the same way",
        "只保留部分路径、训练方式相同的网络",
    ),
    "study.sub.params": (
        "Each network keeps only some of GoogLeNet’s branches, with the same number of parameters ({params}, "
        "within 2%). {trained}",
        "各网络只保留 GoogLeNet 的部分路径，参数量与它相同（{params}，相差不超过 2%）。{trained}",
    ),
    "study.sub.macs": (
        "Each network keeps only some of GoogLeNet’s branches, with the same number of multiply-adds ({macs}, "
        "within 2%). {trained}",
        "各网络只保留 GoogLeNet 的部分路径，乘加次数与它相同（{macs}，相差不超过 2%）。{trained}",
    ),
    "study.trained": (
        "Each was trained on {images} images at {size} px for {epochs} epochs and tested on {tests} images. Seeds "
        "per network: {seeds}.",
        "每个网络用 {images} 张 {size} 像素的训练图像训练 {epochs} 轮，在 {tests} 张图像上测试；"
        "每个网络的随机种子数：{seeds}。",
    ),
    "study.partial": (
        "This study is not finished: {done} of {planned} runs are done.",
        "实验尚未完成：共 {planned} 次训练，目前有 {done} 次的结果。",
    ),
    "study.none": (
        "No results yet. To measure them (about two hours on two cores), run: {command}",
        "还没有结果。要测量（两个 CPU 核约需两小时），请运行：{command}",
    ),
    "study.series": ("Equal for all networks", "各网络相同的是"),
    "study.series.params": ("Parameters", "参数量"),
    "study.series.macs": ("Multiply-adds", "乘加次数"),
    # Charts.
    "study.chart.rows": ("Accuracy by network", "各网络的准确率"),
    "study.chart.against.params": ("Accuracy against parameters", "准确率与参数量"),
    "study.chart.against.macs": ("Accuracy against multiply-adds", "准确率与乘加次数"),
    "study.chart.accuracy": ("test accuracy (%)", "测试准确率（%）"),
    "study.chart.params": ("parameters (million)", "参数量（百万）"),
    "study.chart.macs": ("multiply-adds per image (million)", "每张图像的乘加次数（百万）"),
    "study.chart.empty": ("No run has finished yet.", "还没有完成的训练。"),
    "study.chart.key": (
        "Large dot: mean over the seeds. Line: 95% confidence interval. Small dots: single seeds. Dashed: all four branches.",
        "大点：各种子的平均值；横线：95% 置信区间；小点：单个种子；虚线：四条路径并用。",
    ),
    "study.chart.key.first": (
        "One run per network, so there is no interval. Dashed: all four branches.",
        "每个网络只有一次训练，因此没有置信区间。虚线：四条路径并用。",
    ),
    "study.save": ("Save", "保存"),
    # Both series beside each other.
    "study.both": ("Equal parameters or equal compute?", "参数量相同，还是计算量相同？"),
    "study.both.same": (
        "The answer is the same: every change is within noise.",
        "结论不变：各网络的变化都在随机波动之内。",
    ),
    "study.both.some": (
        "For {names}, the difference from all four branches clearly changes.",
        "{names} 与四条路径并用的差值有明显变化。",
    ),
    "study.both.few": ("The two series share too few seeds to tell.", "两组实验共有的种子太少，还无法判断。"),
    "study.both.note": (
        "How the difference from all four branches changes from equal parameters to equal multiply-adds.",
        "从参数量相同改为乘加次数相同时，与四条路径并用的差值如何变化。",
    ),
    "study.both.whole": (
        "All four branches are the same network in both series. Trained again with the same seed but other "
        "rounding (another machine, build or number of threads), it differed by up to {points} percentage points.",
        "四条路径并用在两组实验中是同一个网络。种子相同，只因舍入不同（换了机器、软件版本或线程数），重新训练的结果最多相差 {points} 个百分点。",
    ),
    "study.chart.gaps": ("Difference from all four branches", "与四条路径并用的差值"),
    "study.chart.points": ("difference in test accuracy (percentage points)", "测试准确率之差（百分点）"),
    # What can and cannot be concluded.
    "study.conclude": ("What the results show", "能下什么结论"),
    "study.how": ("How the intervals are computed", "区间是怎样计算的"),
    "study.points": ("{points} percentage points ({low} to {high})", "{points} 个百分点（{low} 到 {high}）"),
    "study.lower": ("lower than all four branches", "低于四条路径并用"),
    "study.higher": ("higher than all four branches", "高于四条路径并用"),
    "study.same": ("no clear difference from all four branches", "与四条路径并用没有明显差别"),
    "study.single": (
        "{points} percentage points (one seed, so no interval)",
        "{points} 个百分点（只有一个种子，没有置信区间）",
    ),
    "study.basis": (
        "Differences are paired: with the same seed, all networks see the same images in the same order. If "
        "differences between seeds are roughly normal, 95% of such intervals contain the true difference; "
        "the probability that at least one of {count} misses it is up to {percent}%. The intervals "
        "cover chance in training, not the choice of test images.",
        "差值按种子配对：种子相同时，各网络以相同顺序看到相同的图像。若种子之间的差异大致服从正态分布，这样的区间有 95% 包含真值；"
        "{count} 个区间中至少有一个不含真值的概率最高可达 {percent}%。区间只反映训练的随机性，不反映测试图像的选取。",
    ),
    "study.basis.first": (
        "With one seed, a difference between networks can’t be separated from chance in training.",
        "只有一个种子时，无法分辨差异来自网络本身还是训练的随机性。",
    ),
    "study.limits": (
        "This holds for short training on small images ({native} px, enlarged to {size} px) with one learning "
        "rate for all networks. Longer training, larger images or a tuned learning rate could change the order.",
        "结论只适用于小图像（{native} 像素放大到 {size} 像素）上的短时间训练，且各网络使用同一学习率。训练更久、图像更大，"
        "或为每个网络单独调学习率，排序都可能改变。",
    ),
    "study.costs.params": (
        "Parameters are equal, but multiply-adds are not: {low} to {high}.",
        "参数量相同，但乘加次数不同：{low}到 {high}。",
    ),
    "study.costs.macs": (
        "Multiply-adds are equal, but parameters are not: {low} to {high}.",
        "乘加次数相同，但参数量不同：{low}到 {high}。",
    ),
    # Table.
    "study.table": ("Network widths", "各网络的通道数"),
    "study.table.note": (
        "Every width in the blocks is that of Table 1 times one factor, rounded to a multiple of 8; the stem is "
        "the same in all networks. “pool alone” is the max pool with its 1×1 projection. “48→96” means reduced to "
        "48 channels, then 96 output channels.",
        "块内的每个通道数都是表 1 的数值乘以同一个倍数，再舍入到 8 的整数倍；起始层在各网络中相同。“仅池化”是最大池化及其 1×1 投影。"
        "“48→96”表示先降到 48 个通道，再输出 96 个。",
    ),
    "study.column.network": ("network", "网络"),
    "study.column.factor": ("factor", "倍数"),
    "study.column.params": ("parameters", "参数量"),
    "study.column.macs": ("multiply-adds", "乘加次数"),
    "study.column.accuracy": ("test accuracy", "测试准确率"),
    "study.column.seeds": ("by seed", "各种子"),
    # What each network sees.
    "study.sees.found": (
        "A cell in block 3b sees {least_px} px of the image in “{least}”, {most_px} px in “{most}”",
        "块 3b 的一个位置在“{least}”中看到 {least_px} 像素，在“{most}”中看到 {most_px} 像素",
    ),
    "study.sees.note": (
        "With seed 0; each map has its own color scale, so compare shapes, not strengths. Receptive field: the "
        "influence of each pixel on the middle cell of block 3b (mean over {images} test images, square root; the "
        "square is the theoretical field). 3b and 4e: mean over their channels. Class map: the cells of the last "
        "block that support the class named below.",
        "种子为 0；每幅图各用自己的色标，请比较形状，不要比较强弱。感受野：每个像素对块 3b 中心位置的影响（{images} 张测试图像的平均，"
        "取平方根；方框是理论感受野）。3b、4e：各通道的平均。类激活图：最后一个块中支持下方类别的位置。",
    ),
    "study.sees.field": ("receptive field in 3b", "3b 的感受野"),
    "study.sees.side": ("{side} px", "{side} 像素"),
    "study.sees.class": ("class map", "类激活图"),
    "study.sees.choose": ("Image", "图像"),
    "study.sees.alt": ("{map} of {network}", "{network}的{map}"),
    # One's own.
    "study.own_title": ("Train all six networks on this machine", "在本机训练全部六个网络"),
    "study.own": (
        "To train all six networks here and compare them by seed, with confidence intervals, run this command "
        "(nine minutes on two cores): {command}. Single networks are presets under Recipe in Train.",
        "要在本机训练全部六个网络，并按种子配对比较、给出置信区间，请运行这条命令（两个 CPU 核约九分钟）：{command}。"
        "单个网络可在“训练”页的“方案”中选择。",
    ),
}
