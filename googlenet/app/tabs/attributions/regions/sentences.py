"""Sentences about regions of one's own."""

SENTENCES = {
    "section.attributions.regions": ("Your own regions", "自己的区域"),
    "regions.title": ("What is each part of the image worth? Draw regions", "图像的各个部分值多少？圈出区域看看"),
    "regions.sub": (
        "Every combination of your regions is tried, so the values are exact.",
        "区域的每种组合都会试一遍，所以数值是精确的。",
    ),
    "regions.how": (
        "Draw around up to {most} regions. With the keyboard, add a rectangle; arrows move it, Shift and arrows resize "
        "it. What two regions share belongs to the first.",
        "圈出最多 {most} 个区域。用键盘时先添加矩形，方向键移动，Shift 加方向键改变大小。两个区域重叠的部分归前一个。",
    ),
    "regions.canvas": (
        "The image as the network sees it. Draw around a region, or add a rectangle and move it with the arrow keys.",
        "网络看到的图像。圈出一个区域，或添加矩形后用方向键移动。",
    ),
    "regions.add": ("Add a rectangle", "添加矩形"),
    "regions.remove": ("Remove the last", "移除最后一个"),
    "regions.clear": ("Remove all", "全部移除"),
    "regions.count": ("Regions: {count}", "区域数：{count}"),
    "regions.baseline": ("A covered region becomes", "遮住的区域变为"),
    "regions.baseline.black": ("black", "黑色"),
    "regions.baseline.mean": ("gray", "灰色"),
    "regions.baseline.blur": ("blurred", "模糊"),
    "regions.start": ("Calculate", "计算"),
    "regions.stop": ("Stop", "停止"),
    "regions.waiting": ("Waiting for other work on this machine…", "等待本机的其他任务……"),
    "regions.busy": ("Combination {done} of {total}", "第 {done} / {total} 种组合"),
    "regions.none": ("Draw at least one region first.", "请先圈出至少一个区域。"),
    "regions.finding": (
        "Region {number} is worth the most: {value} of the {all} that all regions add to {label}",
        "区域 {number} 的价值最大：全部区域给“{label}”的得分增加 {all}，其中它占 {value}",
    ),
    "regions.column.region": ("Region", "区域"),
    "regions.column.value": ("Shapley value", "Shapley 值"),
    "regions.column.covered": ("When only it is covered", "只遮住它时"),
    "regions.covered": ("{before} → {after}", "{before} → {after}"),
    "regions.covered_other": ("{before} → {after}, predicted {now}", "{before} → {after}，预测为“{now}”"),
    "regions.sum": ("Sum", "合计"),
    "regions.note": (
        "In logits. The values add up to the score of {label} minus the score with all regions covered ({baseline}): "
        "{score} − {covered} = {all}. Each value is the sum of its branches. A Shapley value is what a region adds, "
        "averaged over all orders.",
        "单位为 logit。各值之和等于“{label}”的得分减去全部区域遮住（{baseline}）时的得分：{score} − {covered} = {all}。"
        "每个值等于各路径之和。Shapley 值是一个区域在所有添加顺序下平均增加的得分。",
    ),
}
