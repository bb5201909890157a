"""Sentences of the report: one page about one picture."""

SENTENCES = {
    "report.make": ("Report", "报告"),
    "report.make_label": (
        "Report: one page about this image, to print or send",
        "报告：关于这幅图像的一页文件，可打印、可转发",
    ),
    "report.wait": ("Making the report …", "正在生成报告……"),
    "report.done": ("The report is saved", "报告已保存"),
    "report.given": ("Image", "图像"),
    "report.seen": ("What the network sees", "网络看到的"),
    "report.where": ("Where the last block sees {label}", "最后一个模块在哪里看到“{label}”"),
    "report.sure": ("How sure it is", "它有多大把握"),
    "report.split": ("What each path adds to the score of {label}", "每条路径为“{label}”的得分贡献多少"),
    "report.map": ("What the {count} blocks do with it, path by path", "{count} 个模块的各条路径对它的响应"),
    "report.map_off": (
        "What the {count} blocks do with it, without {paths}",
        "{count} 个模块的各条路径对它的响应（关掉 {paths}）",
    ),
    "report.attributions": ("Where the score of {label} comes from, by method", "“{label}”的得分从何而来（按方法）"),
    "report.network": ("Network", "网络"),
    "report.explained": ("Class explained", "所解释的类别"),
    "report.off": ("Without {paths}", "关掉 {paths}"),
    "report.date": ("Date", "日期"),
    "report.link": ("Link", "链接"),
    "report.link_own": (
        "(opens with an example: an uploaded picture is in no link)",
        "（会用示例图像打开：上传的图像不在链接中）",
    ),
    "report.prepared": (
        "Photo prepared: grey, light ground inverted, centred",
        "照片已预处理：转为灰度，浅色背景反相，居中",
    ),
    "report.not_prepared": ("Photo not prepared", "照片未经预处理"),
    "report.how": ("How the numbers were computed", "这些数字是怎样算出来的"),
    "report.how.sure": (
        "Certainty: softmax of the scores (logits), float32.",
        "把握：得分（logit）的 softmax，float32。",
    ),
    "report.how.split": (
        "Score: after the last block come global average pooling and one linear layer, so the score is exactly the bias "
        "plus one term a path; here to within {error}. The small maps’ cells add up to their terms.",
        "得分：最后一个模块之后只有全局平均汇聚和一个线性层，所以得分恰好等于偏置加上每条路径的一项，此处误差不超过 {error}。小图各单元之和等于该项。",
    ),
    "report.how.map": (
        "Map: a tile’s colour is the mean activation of the path’s channels, on one scale for each block; bar: the "
        "path’s share of the block’s energy (squared activations); tick: its share of the channels.",
        "模块图：颜色是该路径各通道激活的均值，每个模块共用一个标度；横条：该路径占模块能量（激活的平方）的份额；短线：占通道的份额。",
    ),
    "report.how.attributions": (
        "Attributions: each method asks its own question and has its own scale; error: how far the map’s sum is from "
        "the score that it should add up to.",
        "归因：每种方法问的问题不同，标度也不同；误差：图中各值之和与应有得分之差。",
    ),
    "report.signs": ("Orange speaks for the class, violet against it.", "橙色表示支持该类别，紫色表示反对。"),
    "report.made_by": ("Made with Inside GoogLeNet", "由“透视 GoogLeNet”生成"),
}
