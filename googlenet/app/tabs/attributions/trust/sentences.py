"""Sentences of the checks that a map is faithful: the page's section and the command line."""

COMMAND = {}

SECTION = {
    "trust.title": ("Can it be trusted?", "这些图可信吗？"),
    "trust.sub": (
        "Cover the picture in the map’s order, and see whether the class goes. Take away what the network has learned, and "
        "see whether the map goes.",
        "按图中的顺序遮住图片，看这一类是否随之消失；抹去网络学到的东西，看这幅图是否随之改变。",
    ),
    "trust.method": ("Method", "方法"),
    "trust.check": ("Check this map", "检验这幅图"),
    "trust.stopped": ("Stopped. Press Check to start again.", "已停止。点“检验这幅图”可重新开始。"),
    "trust.working.curves": ("Covering the picture", "正在遮盖图片"),
    "trust.working.forgetting": ("Taking away what was learned", "正在抹去网络学到的东西"),
    "trust.deletion": ("Deletion", "删除"),
    "trust.insertion": ("Insertion", "插入"),
    "trust.random": ("Random", "随机"),
    "trust.gain": ("Insertion − deletion", "插入 − 删除"),
    "trust.infidelity": ("Infidelity", "不忠实度"),
    "trust.sensitivity": ("Max-sensitivity", "最大敏感度"),
    "trust.randomization": ("Similarity, all random", "全部随机后的相似度"),
    "trust.cpu_seconds": ("CPU seconds", "CPU 秒"),
    "trust.images_column": ("Images", "图像数"),
    "trust.covered": ("Part of the picture covered or shown", "遮住或显示的部分"),
    "trust.curves_alt": (
        "Probability of the class while the picture is covered and shown in the map’s order, and in random orders",
        "按图中的顺序及随机顺序遮盖、显示图片时，该类的概率",
    ),
    "trust.better": (
        "{method} finds what the class rests on: its order beats all five random ones, both ways",
        "“{method}”找到了这一类所依据的部分：删除和插入都胜过全部五种随机顺序",
    ),
    "trust.mixed": (
        "{method} beats all random orders in one way at most: see deletion and insertion apart",
        "“{method}”最多只在一个方面胜过全部随机顺序：请分别看删除和插入",
    ),
    "trust.random_like": ("{method} orders the picture about as well as chance", "“{method}”给出的顺序与随机相差无几"),
    "trust.worse": (
        "{method} orders the picture worse than all five random orders, both ways",
        "“{method}”给出的顺序在删除和插入上都不如全部五种随机顺序",
    ),
    "trust.curves_note": (
        "Deletion covers the map’s first cells, 14 × 14 in all: the smaller the area below, the better. Insertion shows "
        "them alone: the larger, the better. Grey: the range of five random orders, for each of the two. Infidelity: how badly the map foretells what covering "
        "a square costs, from 0 (exactly) to 1 (not at all). Covering makes pictures that the network has never seen.",
        "删除：先遮住图中排在最前的格子（共 14 × 14 格），曲线下面积越小越好。插入：只显示这些格子，面积越大越好。灰色：五种随机顺序的范围，两条曲线各一片。"
        "不忠实度：用这幅图预测遮住一个方块的代价时误差有多大，0 为完全准确，1 为毫无用处。遮盖后的图片是网络从未见过的。",
    ),
    "trust.trained": ("trained", "已训练"),
    "trust.forgotten": (
        "Weights drawn anew, from the head down to here",
        "从输出端起，到此为止的权重都已重新随机初始化",
    ),
    "trust.unchanged": ("unchanged", "未改变"),
    "trust.similarity_alt": (
        "Similarity of the map to that of the trained network, while more and more weights are drawn anew",
        "越来越多的权重被重新随机初始化时，图与训练好的网络所得图的相似度",
    ),
    "trust.stays": (
        "{method} hardly changes when nothing learned is left: it shows the picture",
        "学到的东西全部抹去后，“{method}”几乎不变：它显示的是图片本身",
    ),
    "trust.changes": (
        "{method} changes when the network forgets: it depends on what was learned",
        "网络遗忘后，“{method}”随之改变：它依赖于学到的东西",
    ),
    "trust.forgetting_note": (
        "Rank correlation of the maps’ strengths on a grid of 14 × 14. From {threshold} on the last map counts as unchanged: "
        "about half of what orders the cells then needs nothing learned. Max-sensitivity: the largest change of the map under "
        "noise of 2%, as a fraction of the map.",
        "在 14 × 14 的网格上比较各图强度的秩相关。最后一幅图达到 {threshold} 即视为未改变：此时排列格子的信息约有一半与学习无关。"
        "最大敏感度：加入 2% 的噪声时图的最大变化，占图本身的比例。",
    ),
    "trust.board": (
        "Over {images} test images, {method} leads in finding what a class rests on",
        "在 {images} 张测试图像上，“{method}”最能找到类别所依据的部分",
    ),
    "trust.board_close": (
        "Over {images} test images, {method} comes out first, but the intervals of the best overlap",
        "在 {images} 张测试图像上，“{method}”居首，但前几名的区间重叠",
    ),
    "trust.board_few": (
        "First numbers, of {images} test images: too few to rank the methods",
        "最初的数据，仅 {images} 张测试图像：还不足以给各方法排名",
    ),
    "trust.board_alt": ("Insertion minus deletion of each method", "各方法的“插入 − 删除”"),
    "trust.board_note": (
        "Random orders: area {area} over {images} test images (seed {seed}), difference 0. ± is the 95% interval of the mean, "
        "given from two images on. Layer methods explain the last block. Measured by",
        "随机顺序：{images} 张测试图像（种子 {seed}）的面积为 {area}，差为 0。± 为均值的 95% 区间，两张图像以上才给出。层方法解释最后一个模块。测量命令：",
    ),
    "trust.unmeasured": ("Not measured: {methods}.", "未测量：{methods}。"),
    "trust.save_png": ("Save the chart as PNG", "保存图表（PNG）"),
    "trust.save_svg": ("Save the chart as SVG", "保存图表（SVG）"),
    "trust.save_csv": ("Save the numbers as CSV", "保存数值（CSV）"),
}

SENTENCES = COMMAND | SECTION
