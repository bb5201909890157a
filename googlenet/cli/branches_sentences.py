"""Sentences of `googlenet.branches_sentences`."""

SENTENCES = {
    "paths.images": (
        "--images is {images}; accepted: 1 or more.",
        "--images 的值是 {images}；可接受：不小于 1 的整数。",
    ),
    "paths.accuracy": (
        "{name}: {percent:.2f} % of {images:,} test images of {dataset} with all paths. Percentage points lost without "
        "each ({fill}), with 95 % intervals:",
        "{name}：使用全部路径时，{dataset} 的 {images:,} 张测试图像中 {percent:.2f} % 正确。去掉每条路径（{fill}）后"
        "损失的百分点与 95 % 置信区间：",
    ),
    "paths.evidence": (
        "The score of “{label}”, in logits, and each path's share of the channels:",
        "“{label}”的得分（logit），以及各路径占通道的份额：",
    ),
    "paths.evidence_against": (
        "The score of “{label}” minus that of “{other}”, in logits, and each path's share of the channels:",
        "“{label}”与“{other}”的得分之差（logit），以及各路径占通道的份额：",
    ),
    "paths.columns.evidence": ("term|logits|channels", "项|logit|通道"),
    "paths.columns.flow": ("block|path|reads|path of it|share|channels", "模块|路径|读取|其中的路径|份额|通道"),
    "paths.columns.traits": ("block|path|trait|channels|p|q", "模块|路径|特性|通道占比|p|q"),
    "paths.untrained": (
        "The same network with fresh weights: {count} such traits.",
        "同一网络换成未训练的权重：这样的特性有 {count} 个。",
    ),
    "paths.columns": ("block|path|points lost|95 % interval", "模块|路径|损失的百分点|95 % 置信区间"),
}
