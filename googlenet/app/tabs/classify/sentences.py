"""Sentences of the Classify tab."""

SENTENCES = {
    "frame.tab.classify": ("Classify", "分类"),
    "classify.headline": ("{label}, {percent} sure", "{label}，把握 {percent}"),
    "classify.best_path": (
        "In the last block, the {path} path gives {share} of what speaks for it.",
        "在最后一个模块中，{path} 路径贡献了支持部分的 {share}。",
    ),
    "classify.no_path": ("In the last block, every path speaks against it.", "在最后一个模块中，所有路径都反对它。"),
    "classify.second": ("Second choice: {label}, {percent}.", "第二选择：{label}，{percent}。"),
    "classify.other": ("Explaining {label}, which is not its first choice.", "正在解释“{label}”，它不是网络的首选。"),
    "classify.where": ("Where it looks", "它看哪里"),
    "classify.map": ("Class map", "类激活图"),
    "classify.input": ("Input", "输入"),
    "classify.map_alt": ("Where the last block sees {label}", "最后一个模块在哪里看到{label}"),
    "classify.map_note": (
        "Class activation map for {label}: the last block, {rows} × {columns} cells, smoothed.",
        "“{label}”的类激活图：最后一个模块，{rows} × {columns} 个单元，经平滑。",
    ),
    "classify.sure": ("How sure it is", "它有多大把握"),
    "classify.press": ("Press a class to explain it.", "按一个类别来解释它。"),
    "classify.adds": ("What each path adds", "每条路径贡献多少"),
    "classify.bias": ("bias", "偏置"),
    "classify.score": ("score", "得分"),
    "classify.channels": ("{share} of channels", "占通道的 {share}"),
    "classify.path_alt": ("Where the {path} path speaks for and against", "{path} 路径在哪里支持、在哪里反对"),
    "classify.for": ("for {label}", "支持{label}"),
    "classify.against": ("against", "反对"),
    "classify.adds_up": (
        "The terms, in logits, add up to the score, the cells of a picture to its term, to within {error}. Computed in {milliseconds} ms.",
        "各项（单位 logit）之和等于得分，每幅小图各单元之和等于该项，误差不超过 {error}。用时 {milliseconds} 毫秒。",
    ),
    "classify.save": ("Save", "保存"),
    "classify.try.off": ("Switch a path off", "关掉一条路径"),
    "classify.try.off.text": (
        "Under Branches, turn off one path of a block and watch the bars move.",
        "在“路径”中关掉某个模块的一条路径，看条形如何变化。",
    ),
    "classify.try.why": ("Why not {second}?", "为什么不是{second}？"),
    "classify.try.why.text": ("The difference of the two scores, term by term.", "把两个得分之差逐项拆开。"),
    "classify.try.photo": ("Try your own photo", "试试自己的照片"),
    "classify.try.photo.text": ("One piece of clothing on a light ground is enough.", "浅色背景上的一件衣物就够了。"),
    "classify.try.photo.any": (
        "One thing near the middle: the network knows {count} classes.",
        "画面中央放一件东西：网络认识 {count} 个类别。",
    ),
}
