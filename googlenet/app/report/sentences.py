"""Sentences of the report, one page about one picture, and of the notebook."""

SENTENCES = {
    "report.make": ("Save report", "导出报告"),
    "report.make_label": (
        "Save a one-page report about this image, to print or send",
        "导出关于这幅图像的一页报告，可打印、可转发",
    ),
    "report.wait": ("Making the report…", "正在生成报告……"),
    "report.done": ("Report saved", "报告已保存"),
    "report.given": ("Image", "图像"),
    "report.seen": ("What the network sees", "网络看到的图像"),
    "report.where": ("Where the last block finds evidence for {label}", "最后一个块在哪里找到“{label}”的依据"),
    "report.sure": ("Class probabilities", "各类别的概率"),
    "report.split": ("What each branch adds to the score of {label}", "每条路径为“{label}”的得分贡献多少"),
    "report.map": ("How the branches of all {count} blocks respond", "{count} 个块的各条路径对它的响应"),
    "report.map_off": (
        "How the branches of all {count} blocks respond without {paths}",
        "{count} 个块的各条路径对它的响应（关闭 {paths}）",
    ),
    "report.attributions": ("Where the score of {label} comes from, by method", "“{label}”的得分从何而来（按方法）"),
    "report.network": ("Network", "网络"),
    "report.explained": ("Explained class", "所解释的类别"),
    "report.off": ("Without {paths}", "关闭 {paths}"),
    "report.date": ("Date", "日期"),
    "report.link": ("Link", "链接"),
    "report.link_own": (
        "(opens with an example, because links never include an uploaded image)",
        "（打开时显示示例图像，因为链接中不含上传的图像）",
    ),
    "report.prepared": (
        "Photo matched to the training images: grayscale, dark background, centered",
        "照片已匹配训练图像：转为灰度，深色背景，居中",
    ),
    "report.not_prepared": ("Photo used as it is", "照片未作处理"),
    "report.how": ("How the numbers are computed", "这些数字是怎样算出来的"),
    "report.how.sure": (
        "Probabilities: softmax of the scores (logits) in float32.",
        "概率：得分（logit）的 softmax，float32。",
    ),
    "report.how.split": (
        "Score: only global average pooling and a fully connected layer follow the last block. The score is "
        "therefore exactly the bias plus one term per branch (here within {error}). Each small map adds up to its "
        "term.",
        "得分：最后一个块之后只有全局平均池化和一个全连接层。因此得分恰好等于偏置加上每条路径的一项，此处误差不超过 "
        "{error}。每幅小图之和等于对应的项。",
    ),
    "report.how.map": (
        "Map: color is the mean activation of the branch’s channels, on one scale per block. Bar: the branch’s share "
        "of the block’s activation (squared). Tick: its share of the channels.",
        "网络图：颜色是该路径各通道激活的均值，每个块用一个色标。条形：该路径在块的激活（平方和）中的占比。刻线：它在"
        "通道数中的占比。",
    ),
    "report.how.attributions": (
        "Attributions: each method asks its own question and has its own scale. Error: the difference between the "
        "map’s sum and the value it should add up to. Sampling error: how much chance is in a map that draws at random.",
        "归因：每种方法问的问题不同，色标也不同。误差：图中各值之和与应有的值之差。抽样误差：随机抽样给图带来的偏差。",
    ),
    "report.maps_missing": (
        "Maps that were not ready and are not in this report: {count}.",
        "尚未算出、因而不在报告中的图：{count} 幅。",
    ),
    "report.signs": ("Orange raises the class’s score, violet lowers it.", "橙色提高该类别的得分，紫色降低它。"),
    "notebook.make": ("Notebook", "笔记本"),
    "notebook.make_label": (
        "Notebook: save Python that computes and draws this view",
        "笔记本：保存计算并画出此视图的 Python 代码",
    ),
    "notebook.wait": ("Making the notebook…", "正在生成笔记本……"),
    "notebook.done": ("Notebook saved", "笔记本已保存"),
    "notebook.agree": (
        "The notebook will contain your image as the network reads it. Select Notebook again to agree.",
        "笔记本将包含你的图像（网络读入的样子）。再次点击“笔记本”即表示同意。",
    ),
    "notebook.none": (
        "There is nothing here yet for a notebook. Notebooks show results from {tabs}.",
        "这里还没有可放进笔记本的结果。笔记本取自{tabs}。",
    ),
    "notebook.about": (
        "The first cell fetches the app’s code and the packages that it needs. The other cells compute what the page "
        "shows, and draw it.",
        "第一个单元格获取应用的代码和所需的软件包，其余单元格计算页面上的内容并画出来。",
    ),
    "notebook.page": ("This view on the page", "页面上的这一视图"),
    "notebook.address": (
        "First set `REPOSITORY` to the address of the app’s code.",
        "请先把 `REPOSITORY` 设为应用代码的地址。",
    ),
    "notebook.run": (
        "These weights aren’t part of the code. Copy the run’s folder from its machine.",
        "代码中没有这些权重，请从训练所在的机器复制该次训练的文件夹。",
    ),
    "notebook.embedded": ("Your image is included as the network reads it.", "笔记本包含你的图像（网络读入的样子）。"),
    "notebook.beside": ("Save your image beside the code as `{file}`.", "请把你的图像存为代码旁的 `{file}`。"),
    "report.made_by": ("Made with Inside GoogLeNet", "由“透视 GoogLeNet”生成"),
}
