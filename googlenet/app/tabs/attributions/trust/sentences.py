"""Sentences of the checks that a map is faithful: the page's section and the command line."""

SENTENCES = {
    "trust.check_one": ("Check one of your maps", "检验一幅图"),
    "trust.title": ("Can you trust these maps?", "这些图可信吗？"),
    "trust.sub": (
        "Hide the most important pixels first: does the prediction change? Randomize the weights: does the map "
        "change? For a good map, both answers are yes.",
        "先遮住最重要的像素，看预测变不变；再把权重随机化，看图变不变。好的图，两者都会变。",
    ),
    "trust.method": ("Method", "方法"),
    "trust.check": ("Check this map", "检验这幅图"),
    "trust.stopped": ("Stopped. Select “Check this map” to retry.", "已停止。点击“检验这幅图”可重试。"),
    "trust.working.curves": ("Hiding the image step by step", "正在逐步遮住图像"),
    "trust.working.forgetting": ("Randomizing the weights", "正在随机化权重"),
    "trust.deletion": ("Deletion", "删除"),
    "trust.insertion": ("Insertion", "插入"),
    "trust.random": ("Random", "随机"),
    "trust.gain": ("Insertion − deletion", "插入 − 删除"),
    "trust.infidelity": ("Infidelity", "不忠实度"),
    "trust.sensitivity": ("Max-sensitivity", "最大敏感度"),
    "trust.randomization": ("Similarity, random weights", "随机权重下的相似度"),
    "trust.sampling_error": ("Sampling error", "抽样误差"),
    "trust.cpu_seconds": ("CPU seconds", "CPU 秒"),
    "trust.images_column": ("Images", "图像数"),
    "trust.covered": ("Part of the image hidden or shown", "遮住或显示的部分"),
    "trust.curves_alt": (
        "Probability of the class while the image is hidden and shown in the map’s order and in random orders",
        "按图中的顺序及随机顺序遮住、显示图像时，该类的概率",
    ),
    "trust.better": (
        "{method} finds the pixels that matter: it beats all five random orders, for deletion and insertion",
        "“{method}”找到了关键像素：删除和插入都胜过全部五种随机顺序",
    ),
    "trust.mixed": (
        "{method} beats all five random orders in at most one of the two tests, deletion and insertion",
        "在删除和插入这两项检验中，“{method}”最多有一项胜过全部五种随机顺序",
    ),
    "trust.random_like": (
        "{method} orders the pixels about as well as chance",
        "“{method}”给出的像素顺序与随机相差无几",
    ),
    "trust.worse": (
        "{method} orders the pixels worse than all five random orders, for deletion and insertion",
        "“{method}”给出的像素顺序在删除和插入上都不如全部五种随机顺序",
    ),
    "trust.curves_note": (
        "Deletion hides the map’s top cells first (of 14 × 14); a smaller area is better. Insertion shows them "
        "first; a larger area is better. Gray: the range of five random orders, for each test. Infidelity: how far "
        "the map is from predicting the effect of hiding a square (0 = exact, 1 = useless). Partly hidden images are "
        "unlike any that the network was trained on.",
        "删除：先遮住图中排在最前的位置（共 14 × 14 个），曲线下面积越小越好。插入：先显示这些位置，面积越大越好。灰"
        "色：五种随机顺序的范围，两项检验各一片。不忠实度：用这幅图预测遮住一个方块的影响时误差有多大，0 为完全准确，"
        "1 为毫无用处。网络在训练中没有见过这样遮挡的图像。",
    ),
    "trust.trained": ("trained", "已训练"),
    "trust.forgotten": (
        "Weights randomized from the head down to this layer",
        "从头部起，到这一层为止的权重都已随机化",
    ),
    "trust.unchanged": ("unchanged", "未改变"),
    "trust.similarity_alt": (
        "Similarity of the map to the trained network’s map as more and more weights are randomized",
        "越来越多的权重被随机化时，图与训练好的网络所得图的相似度",
    ),
    "trust.stays": (
        "{method} hardly changes when all weights are random: much of it shows the image, not what was learned",
        "权重全部随机化后，“{method}”几乎不变：它在很大程度上显示的是图像本身，不是学到的东西",
    ),
    "trust.changes": (
        "{method} changes when the weights are random: it depends on what was learned",
        "权重随机化后，“{method}”随之改变：它依赖于学到的东西",
    ),
    "trust.forgetting_note": (
        "Rank correlation of the maps’ magnitudes on a 14 × 14 grid. At {threshold} or more, the last map counts as "
        "unchanged, since about half of its order then needs nothing learned. Max-sensitivity: the largest change of "
        "the map under 2% noise, as a fraction of the map.",
        "在 14 × 14 的网格上比较各图强度的秩相关。最后一幅图达到 {threshold} 即视为未改变，因为此时约有一半的排序与学"
        "习无关。最大敏感度：加入 2% 的噪声时图的最大变化，占图本身的比例。",
    ),
    "trust.board": (
        "On {images} test images, {method} finds the important pixels best",
        "在 {images} 张测试图像上，“{method}”最能找到关键像素",
    ),
    "trust.board_close": (
        "On {images} test images, {method} ranks first, but the best methods’ intervals overlap",
        "在 {images} 张测试图像上，“{method}”居首，但前几名的区间重叠",
    ),
    "trust.board_few": (
        "First results on {images} test images, too few to rank the methods",
        "最初的数据，仅 {images} 张测试图像：还不足以给各方法排名",
    ),
    "trust.board_alt": ("Insertion minus deletion of each method", "各方法的“插入 − 删除”"),
    "trust.board_note": (
        "Random orders: area {area} on average over {images} test images, difference 0. ± is the 95% confidence interval "
        "of the mean. Slow methods are measured on fewer images and get no rank. Layer methods explain the last block. "
        "Reproduce with",
        "随机顺序：{images} 张测试图像的平均面积为 {area}，差为 0。± 为均值的 95% 置信区间。较慢的方法所用图像较少，不参与排"
        "名。层方法解释最后一个块。复现命令：",
    ),
    "trust.rank": ("Rank", "名次"),
    "trust.verdicts": (
        "Can you trust these maps? Both checks are passed by {both} of {known} methods",
        "这些图可信吗？{known} 种方法中有 {both} 种通过两项检验",
    ),
    "trust.no_verdicts": (
        "Can you trust these maps? Too few images have been measured to judge",
        "这些图可信吗？测量的图像太少，还不能评判",
    ),
    "trust.by_weights": ("Random weights", "随机权重"),
    "trust.by_order": ("Deletion and insertion", "删除与插入"),
    "trust.similarity_limit": ("similarity {similarity}, limit {limit}", "相似度 {similarity}，界限 {limit}"),
    "trust.hardly": ("hardly changes", "几乎不变"),
    "trust.gains": ("gain {deletion} and {insertion}", "增益 {deletion} 和 {insertion}"),
    "trust.sort": ("Sort by this column", "按此列排序"),
    "trust.rule": (
        "Random weights: the limit is the 95th percentile of the similarity between a method’s maps of different images of "
        "one class. A method passes if its maps with random weights resemble the trained network’s less than that (test of "
        "Adebayo et al. 2018). Deletion and insertion: it passes if it beats random orders, a gain above 0, in both, and "
        "fails if in neither. What counts is the whole 95% confidence interval, in parentheses; borderline: the limit is "
        "inside, or the interval of only one gain lies above 0. Where images of a class look alike, their maps do, too, and the limit is high; a "
        "map with a similarity of {unchanged} or more is marked “hardly changes”, even if it passes. The rules were fixed before the limits were computed. "
        "Nothing is corrected for the number of methods. "
        "Test images drawn with seed {seed}.",
        "随机权重：界限是一种方法对同一类别不同图像所得的图之间相似度的第 95 百分位数；随机权重下的图与训练好的网络所得图的相"
        "似度低于界限，即为通过（检验出自 Adebayo 等，2018）。删除与插入：两项都胜过随机顺序（增益大于 0）为通过，两项都未"
        "胜过为未通过。均以括号中的整个 95% 置信区间为准；临界：区间包含界限，或只有一项增益的区间全部大于 0。同一类别的图像若彼此相像，所得"
        "的图也相像，界限就高；相似度达到 {unchanged} 时，即使通过，图也几乎不变。规则在界限算出之前就已确定，未按方法的数目作校正。测试图像按种"
        "子 {seed} 抽取。",
    ),
    "trust.rough": ("rough maps", "图较粗略"),
    "trust.rough_note": (
        "Rough maps: on average, the maps of two seeds correlate by less than {same}, so another seed can change what one shows.",
        "图较粗略：两个随机种子所得的图平均相关不到 {same}，换一个种子，图可能就不同。",
    ),
    "trust.two_counts": (
        "Where a method has two numbers of images, the first is for random weights, the second in all.",
        "图像数有两个时，前一个用于随机权重，后一个为总数。",
    ),
    "trust.range": ("{mean} ({low} to {high})", "{mean}（{low} 到 {high}）"),
    "trust.steady": (
        "{methods}: the parts add up, yet the map hardly changes. Each pixel is multiplied by its difference from the "
        "baseline, so with any weights the map follows the image’s brightness, and black background gets 0 (Adebayo et "
        "al. 2018 saw the same). The sum stays right, but such a map alone says little about what was learned; how much "
        "the test proves is disputed, since any network can only look at the object (Yona and Greenfeld 2021) and mere "
        "noise passes (Binder et al. 2023).",
        "{methods}：各部分之和准确，图却几乎不变。每个像素都要乘上它与基线之差，所以不论权重如何，图都跟着图像的明暗走，黑"
        "色背景总是 0（Adebayo 等，2018，也观察到这一点）。总和仍然正确，但仅凭这样的图看不出多少学到的东西；这项检验能说"
        "明多少尚有争议：任何网络能看的都只有物体（Yona 和 Greenfeld，2021），而纯噪声也能通过（Binder 等，2023）。",
    ),
    "trust.unmeasured": ("Not measured: {methods}.", "未测量：{methods}。"),
    "trust.save_png": ("Save the chart as PNG", "保存图表（PNG）"),
    "trust.save_svg": ("Save the chart as SVG", "保存图表（SVG）"),
    "trust.save_csv": ("Save the data as CSV", "保存数据（CSV）"),
}
