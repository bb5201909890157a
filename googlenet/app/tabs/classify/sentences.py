"""Sentences of the Classify tab."""

SENTENCES = {
    "frame.tab.classify": ("Classify", "分类"),
    "classify.headline": ("{label}, {percent} sure", "{label}，{percent} 的把握"),
    "classify.closest": (
        "This network only knows clothing. Closest label: {label}, {percent}",
        "这个网络只认识服饰。最接近的标签：{label}，{percent}",
    ),
    "classify.best_path": (
        "In the last block, the {path} branch provides {share} of the evidence for it.",
        "在最后一个块中，支持它的依据有 {share} 来自 {path} 路径。",
    ),
    "classify.no_path": (
        "In the last block, every branch lowers its score.",
        "在最后一个块中，每条路径都降低它的得分。",
    ),
    "classify.second": ("Second choice: {label}, {percent}.", "第二选择：{label}，{percent}。"),
    "classify.other": ("This explains {label}, not the top prediction.", "这里解释的是“{label}”，不是网络的首选。"),
    "classify.where": ("Where the evidence is", "依据在哪里"),
    "classify.map": ("Class map", "类激活图"),
    "classify.input": ("Input", "输入"),
    "classify.map_alt": ("Where the last block finds evidence for {label}", "最后一个块在哪里找到“{label}”的依据"),
    "classify.map_note": (
        "Class activation map for {label}: last block, {rows} × {columns} cells, smoothed.",
        "“{label}”的类激活图：最后一个块，{rows} × {columns} 个位置，经平滑。",
    ),
    "classify.sure": ("Class probabilities", "各类别的概率"),
    "classify.press": ("Select a class to see why.", "点击类别，看它的得分从何而来。"),
    "classify.all": ("Show all {count}", "显示全部 {count} 个"),
    "classify.adds": ("What each branch adds", "每条路径贡献多少"),
    "classify.bias": ("bias", "偏置"),
    "classify.score": ("score", "得分"),
    "classify.channels": ("{share} of channels", "占通道的 {share}"),
    "classify.path_alt": (
        "Where the {path} branch raises and lowers the score",
        "{path} 路径在哪里提高得分，在哪里降低得分",
    ),
    "classify.for": ("for {label}", "支持 {label}"),
    "classify.against": ("against", "反对"),
    "classify.adds_up": (
        "The bars add up to the score (in logits), and each small map adds up to its bar. Largest difference: {error}.",
        "各条之和等于得分（logit），每幅小图之和等于对应的条，误差不超过 {error}。",
    ),
    "classify.save": ("Save", "保存"),
    "classify.try.off": ("Turn a branch off", "关闭一条路径"),
    "classify.try.off.text": (
        "Under Branches, turn off one branch of a block and watch the bars move.",
        "在“路径”中关闭某个块的一条路径，看条形如何变化。",
    ),
    "classify.try.why": ("Why not {second}?", "为什么不是 {second}？"),
    "classify.try.why.text": ("See which branches decided between the two.", "看看是哪些路径在两者之间作了决定。"),
    "classify.try.photo": ("Try your own photo", "试试自己的照片"),
    "classify.try.photo.text": (
        "One garment on a plain, light background works best.",
        "纯净的浅色背景上放一件衣物，效果最好。",
    ),
    "classify.try.photo.any": (
        "Place one object near the center. This network knows {count} classes.",
        "把一件东西放在画面中央。这个网络认识 {count} 个类别。",
    ),
}
