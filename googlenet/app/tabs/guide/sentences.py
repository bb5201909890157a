"""Sentences of the Guide tab: its ten steps and their live views. Questions, slips and terms stand in their own files."""

SENTENCES = {
    "frame.tab.guide": ("Guide", "导读"),
    # Frame of the steps.
    "guide.steps": ("Steps of the guide", "导读的各个步骤"),
    "guide.step": ("Step {number} of {count}", "第 {number} 步，共 {count} 步"),
    "guide.answered": ("question answered", "已答对"),
    "guide.previous": ("Back: {title}", "上一步：{title}"),
    "guide.next": ("Next: {title}", "下一步：{title}"),
    "guide.keys": ("Keyboard: ← and → change the step.", "键盘：← → 换步骤。"),
    "guide.unknown": ("The page asked for {name}; known: {accepted}.", "页面请求了 {name}；可选：{accepted}。"),
    # 1. Parallel paths.
    "guide.paths": ("Parallel paths", "并行路径"),
    "guide.paths.title": ("Which kernel size is right? Several, side by side", "多大的卷积核合适？几种并用"),
    "guide.paths.text": (
        "A small kernel sees a seam, a large one a sleeve, and nobody knows beforehand which of the two a picture will "
        "need. GoogLeNet does not choose: every Inception block reads its input through four paths at once, 1×1, 3×3 and "
        "5×5 convolutions and a 3×3 max pool. All are padded so that height and width stay as they are; only then can "
        "their outputs be laid upon one another as channels. The view beside this text sends the same picture through "
        "the four paths of one block, and each path responds to something else.",
        "小卷积核看得清一条缝线，大卷积核看得到一只袖子；面对一幅图像，事先谁也说不准该用哪一种。GoogLeNet 的回答是不必选："
        "每个 Inception 模块都让输入同时走四条路径，即 1×1、3×3、5×5 卷积和 3×3 最大汇聚。四条路径都用合适的填充保持高和宽不变，"
        "这样输出才能在通道维上连结。图中是同一幅图像经过一个模块的四条路径，每条路径响应的东西各不相同。",
    ),
    "guide.paths.live": ("Your picture in block {block}, path by path", "您的图像在模块 {block} 的四条路径中"),
    "guide.paths.block": ("Block", "模块"),
    "guide.paths.field": ("a cell sees {field} px", "每个单元看到 {field} 像素"),
    "guide.paths.energy": ("{share} of the energy", "占能量 {share}"),
    "guide.paths.tile": ("{path} path of {block} over the picture", "图像上 {block} 的 {path} 路径"),
    "guide.paths.note": (
        "Colour: mean activation of the path’s channels; one scale for the block, {cells} cells. "
        "Energy: squared activations. The later the block, the fewer its cells and the more each of them sees.",
        "颜色：该路径各通道激活的均值，模块内共用一个标度，共 {cells} 个单元。能量：激活的平方和。模块越靠后，单元越少，每个单元看到的范围越大。",
    ),
    # 2. The reduce.
    "guide.reduce": ("1×1 reduce", "1×1 降维"),
    "guide.reduce.title": (
        "A 1×1 convolution first, and large kernels become affordable",
        "先用 1×1 卷积降维，大卷积核才用得起",
    ),
    "guide.reduce.text": (
        "A 5×5 convolution over all {inputs} input channels of block 3a would take {naive} multiply-adds for each image. "
        "GoogLeNet first mixes the {inputs} channels into {reduced} with a 1×1 convolution, and the 5×5 kernel reads only "
        "those: {macs} multiply-adds, {factor} times fewer, for the same {channels} channels at the end. The 3×3 path has "
        "such a reduce too; on the pool path the 1×1 comes last, because a pool cannot change the number of channels. "
        "Without their reduces the nine blocks together would cost {whole} times as much.",
        "在模块 3a 中，5×5 卷积若直接读取全部 {inputs} 个输入通道，每幅图像需要 {naive} 次乘加。GoogLeNet 先用 1×1 卷积把 {inputs} "
        "个通道混合成 {reduced} 个，5×5 卷积核只读这 {reduced} 个：{macs} 次乘加，只有原来的 1/{factor}，最后输出的仍是 {channels} 个通道。"
        "3×3 路径也有这样的降维；汇聚路径的 1×1 卷积放在最后，因为汇聚层改变不了通道数。九个模块如果都不降维，总计算量是现在的 {whole} 倍。",
    ),
    "guide.reduce.live": (
        "Block {block}: without the reduces, {factor} times as many multiply-adds",
        "模块 {block}：不降维时的计算量是现在的 {factor} 倍",
    ),
    "guide.reduce.with": ("with the 1×1 reduce", "先降维"),
    "guide.reduce.without": ("without it", "不降维"),
    "guide.reduce.note": (
        "Multiply-adds of one image at 224 px, in millions: input channels × output channels × kernel area × cells.",
        "每幅 224 像素图像的乘加次数，单位百万：输入通道数 × 输出通道数 × 卷积核面积 × 单元数。",
    ),
    # 3. Concatenation.
    "guide.concat": ("Concatenation", "通道连结"),
    "guide.concat.title": ("Four outputs become one stack of channels", "四条路径的输出连结成一叠通道"),
    "guide.concat.text": (
        "Concatenation sets the paths’ channels one after another; nothing is added or averaged. How many channels a path "
        "gets is the block’s design: in 3a they are {sum} = {total}, in lowest terms {ratio}. So {main} of what the next "
        "layer reads comes from the 3×3 path and {small} from the 5×5. These widths are the hyperparameters of an "
        "Inception block; towards the end they grow, from {total} channels in 3a to {last} in 5b.",
        "连结就是把各路径的通道一个接一个排好，既不相加也不平均。每条路径分到多少通道，是模块的设计：3a 中是 {sum} = {total}，"
        "约成最简比为 {ratio}。也就是说，下一层读到的内容有 {main} 来自 3×3 路径，{small} 来自 5×5 路径。这些通道数就是 Inception "
        "模块的超参数；越往后越多，从 3a 的 {total} 个增加到 5b 的 {last} 个。",
    ),
    "guide.concat.live": ("How the nine blocks share out their channels", "九个模块如何分配通道"),
    "guide.concat.note": (
        "Length: channels. At the right: channels of 1×1 : 3×3 : 5×5 : pool, and their ratio in lowest terms.",
        "长度：通道数。右侧：1×1、3×3、5×5、汇聚四条路径的通道数，以及约成的最简比。",
    ),
    # 4. Nine blocks.
    "guide.body": ("Nine blocks", "九个模块"),
    "guide.body.title": ("Nine blocks between a stem and a head", "茎、体、头：九个模块叠成一个网络"),
    "guide.body.text": (
        "GoogLeNet was arguably the first network with three clearly distinct parts: a stem that takes the image in, a body "
        "that processes it, a head that predicts. The stem (7×7 convolution, pool, 1×1, 3×3, pool) makes {cells} × {cells} "
        "cells with {stem} channels of 224 × 224 pixels. The body is nine Inception blocks in groups of two, five and two; "
        "a max pool between the groups halves the map: {sizes}. The head averages and has one linear layer. With one input "
        "channel and ten classes that makes {params} parameters.",
        "GoogLeNet 可以说是第一个把三个部分分得清清楚楚的网络：茎（stem）读入图像，体（body）加工处理，头（head）给出预测。"
        "茎由 7×7 卷积、汇聚、1×1、3×3 卷积和汇聚组成，把 224 × 224 像素变成 {cells} × {cells} 个单元、{stem} 个通道。体是九个 Inception "
        "模块，分成两个、五个、两个三组，组间的最大汇聚层把特征图的边长减半：{sizes}。头先求平均，再接一个全连接层。单通道输入、十个类别时，"
        "一共 {params} 个参数。",
    ),
    "guide.body.built": ("Built from", "按哪一个搭建"),
    "guide.body.built.prose": ("The notes’ prose", "笔记的文字"),
    "guide.body.built.code": ("The notes’ code", "笔记的代码"),
    "guide.body.live": (
        "{blocks} blocks, {params} parameters, last map {last} × {last}",
        "{blocks} 个模块，{params} 个参数，最后的特征图 {last} × {last}",
    ),
    "guide.body.stem": ("Stem", "茎"),
    "guide.body.body": ("Body", "体"),
    "guide.body.head": ("Head", "头"),
    "guide.body.third": (
        "{layers}: {cells} cells a side, {params} parameters",
        "{layers}：边长 {cells}，{params} 个参数",
    ),
    # 5. Global average pooling.
    "guide.pool": ("Averaging", "全局平均汇聚"),
    "guide.pool.title": ("Averaging turns the class score into a plain sum", "全局平均汇聚：类别得分成了一个简单的和"),
    "guide.pool.text": (
        "Global average pooling replaces each of the {channels} last maps by its mean; one linear layer with {fc} "
        "parameters follows. Had that layer to read every cell instead, it would need {flat}. Mean and linear layer are "
        "both linear, so the score is exactly the bias plus weight × mean, summed over the channels. Grouped by path, "
        "these are four numbers, and they are no estimate: they add up.",
        "全局平均汇聚层把最后 {channels} 张特征图各自换成平均值，后面只接一个 {fc} 个参数的全连接层；如果让它直接读取每个单元，"
        "就需要 {flat} 个参数。求平均和全连接都是线性运算，所以类别得分恰好等于偏置加上各通道“权重 × 平均值”之和。"
        "按路径归拢，就是四个数：它们不是估计，加起来正好等于得分。",
    ),
    "guide.pool.live": ("The score of {label}, term by term", "“{label}”的得分，逐项相加"),
    "guide.pool.note": (
        "Beside each row: the cells whose sum is its number. Hatched: the path speaks against the class.",
        "每行右侧：各单元相加就是这一行的数。斜线：该路径反对这个类别。",
    ),
    # 6. Training.
    "guide.train": ("Training", "训练"),
    "guide.train.title": (
        "Training: the notes’ {theirs} epochs beside our {epochs}",
        "训练：笔记的 {theirs} 轮与我们的 {epochs} 轮",
    ),
    "guide.train.text": (
        "In an epoch the network meets each of the 60,000 training images once; the test images only count how often it is "
        "right. The notes train with Adam at a learning rate of 0.001: {first} % after the first epoch, {last} % after "
        "the tenth. The network that ships here has batch normalisation, a learning rate that rises and falls in one "
        "cycle, and images that grow from {small} to {large} px: {ours} % after {epochs} epochs. The two runs differ in "
        "many things at once, so the curves compare two recipes and do not say which ingredient made the difference.",
        "一轮（epoch）就是让网络把 60,000 张训练图像各看一遍；测试图像只用来统计答对多少。笔记用 Adam，学习率 0.001：第一轮后 {first} %，"
        "第十轮后 {last} %。本应用自带的网络加了批量规范化，学习率先升后降（单周期），图像从 {small} 像素逐渐放大到 {large} 像素：{epochs} "
        "轮后 {ours} %。两次训练有许多地方同时不同，因此曲线比较的是两套方案，说不出是哪一项起了作用。",
    ),
    "guide.train.curve": ("Curve", "曲线"),
    "guide.train.curve.accuracy": ("Accuracy", "准确率"),
    "guide.train.curve.loss": ("Loss", "损失"),
    "guide.train.live.accuracy": ("Test accuracy, epoch by epoch", "逐轮的测试准确率"),
    "guide.train.live.loss": ("Test loss, epoch by epoch", "逐轮的测试损失"),
    "guide.train.ours": ("ours", "我们的"),
    "guide.train.theirs": ("the notes’", "笔记的"),
    "guide.train.epochs": ("epoch", "轮"),
    "guide.train.note": (
        "10,000 test images. A point of ours before the last is measured at that epoch’s smaller image size.",
        "10,000 张测试图像。我们的曲线在最后一轮之前，各点按当轮较小的图像尺寸测得。",
    ),
    # 7. Batch normalisation.
    "guide.bn": ("Inception-BN", "Inception-BN"),
    "guide.bn.title": ("Inception-BN: all paths speak equally loud", "Inception-BN：让各条路径音量一致"),
    "guide.bn.text": (
        "Each path ends in a convolution of its own, and before normalisation their channels lie far apart: for your "
        "picture the means reach from {low} to {high}. Batch normalisation subtracts each channel’s mean and divides by "
        "its standard deviation, in training those of the batch, afterwards running averages; then a learned scale γ and "
        "shift β follow. After that, before the ReLU, the means reach from {after_low} to {after_high}, and larger "
        "learning rates become possible. Inception-BN of 2015 also changes the blocks: two 3×3 in a row replace the 5×5, a third "
        "block works at 28 × 28, some pools average, and 3c and 4e have stride 2 and no 1×1. Its separable first layer is a plain one here.",
        "每条路径末尾都是自己的卷积，规范化之前，各通道相差很远：对您的图像，均值从 {low} 到 {high}。批量规范化从每个通道减去均值、"
        "除以标准差（训练时用当前小批量的，之后用移动平均），再乘以学到的拉伸参数 γ、加上偏移参数 β。之后（ReLU 之前），"
        "均值从 {after_low} 到 {after_high}，也就可以用更大的学习率。2015 年的 Inception-BN 还改了块：两个连续的 3×3 代替 5×5，"
        "28 × 28 处多一个块，部分汇聚取平均，3c 和 4e 步幅为 2 且没有 1×1。它可分离的第一层在这里是普通卷积。",
    ),
    "guide.bn.live": (
        "Block {block}: {factor} times closer together after BN",
        "模块 {block}：规范化之后，均值的范围缩小到 1/{factor}",
    ),
    "guide.bn.live_no_closer": (
        "Block {block}: here BN does not bring the channels closer together",
        "模块 {block}：在这里，规范化没有让各通道靠得更近",
    ),
    "guide.bn.before": ("before", "规范化前"),
    "guide.bn.after": ("after", "规范化后"),
    "guide.bn.note": (
        "A stroke a channel, from mean − to mean + standard deviation over its cells; last convolution of each path.",
        "每个通道一条竖线：单元均值 ± 标准差；取每条路径的最后一个卷积。",
    ),
    "guide.bn.other": (
        "The chosen network has no batch normalisation, or has learned none yet; shown with {network}.",
        "当前网络没有批量规范化，或还没有学到；这里用的是 {network}。",
    ),
    # 8. Inception-v3.
    "guide.v3": ("Inception-v3", "Inception-v3"),
    "guide.v3.title": ("Inception-v3: large kernels out of small ones", "Inception-v3：用小卷积核拼出大卷积核"),
    "guide.v3.text": (
        "Two 3×3 convolutions in a row see 5×5 cells with {double} weights instead of {five}: {save} % fewer for each pair "
        "of channels. A 1×n and an n×1 in a row see n×n cells with 2n weights instead of n²; for n = 7 that is {save7} % "
        "fewer. Inception-v3 uses both, and where the map is smallest it sets a 1×3 and a 3×1 side by side. Between the "
        "small kernels stands another ReLU, so the row is not only cheaper, it is a different function.",
        "两个连续的 3×3 卷积看到 5×5 个单元，每对通道只要 {double} 个权重，而不是 {five} 个：少 {save} %。先 1×n 再 n×1，看到 n×n 个单元，"
        "只要 2n 个权重，而不是 n² 个；n = 7 时少 {save7} %。Inception-v3 两种办法都用，在特征图最小的地方还把 1×3 和 3×1 并排放置。"
        "小卷积核之间多了一个 ReLU，所以它不仅更省，也是另一个函数。",
    ),
    "guide.v3.factor": ("Replace", "分解"),
    "guide.v3.live.row": ("{whole} becomes {parts}: {saved} % fewer weights", "{whole} 换成 {parts}：权重少 {saved} %"),
    "guide.v3.live.beside": (
        "3×3 becomes {parts} side by side: {saved} % fewer weights",
        "3×3 换成并排的 {parts}：权重少 {saved} %",
    ),
    "guide.v3.note": (
        "Weights for each pair of an input and an output channel. {where}",
        "每对输入通道与输出通道的权重数。{where}",
    ),
    "guide.v3.where.5x5": ("In v3: at 35 × 35 cells.", "v3 中用于 35 × 35 的特征图。"),
    "guide.v3.where.7x7": ("In v3: at 17 × 17 cells.", "v3 中用于 17 × 17 的特征图。"),
    "guide.v3.where.3x3": (
        "In v3: at 8 × 8 cells; here the two outputs are concatenated, so together they do not see 3×3.",
        "v3 中用于 8 × 8 的特征图；这里两个输出连结在一起，所以合起来并不等于看 3×3。",
    ),
    "guide.v3.where.stem": (
        "In v3: the stem, whose first 3×3 has stride 2.",
        "v3 中用在茎里，其中第一个 3×3 的步幅为 2。",
    ),
    # 9. Attribution.
    "guide.attribution": ("Attribution", "归因"),
    "guide.attribution.title": ("Attribution: which part of the picture did it?", "归因：是图像的哪一部分起了作用？"),
    "guide.attribution.text": (
        "An attribution gives each pixel or cell its share in a class’s score. Thanks to the averaging, the last block "
        "can be split exactly: its cells add up to the score without the bias. Grad-CAM weights the same maps by "
        "their mean gradients (shown with its negative part, which the paper’s last ReLU removes); input × gradient goes back to the pixels. Integrated "
        "Gradients averages the gradient on the way from a black image, and its cells add up to the difference of the two "
        "scores, the better the more steps it takes: that is completeness. A map that adds up need not be faithful; "
        "that is measured, under Attributions, by covering pixels.",
        "归因就是给每个像素或单元分一份类别得分。多亏求平均，最后一个模块可以精确拆分：各单元之和等于得分减去偏置。Grad-CAM "
        "用平均梯度给这些特征图加权（这里保留负值，论文最后的 ReLU 会去掉它）；“输入 × 梯度”一直回溯到像素。积分梯度从全黑图像走到原图，沿途对梯度求平均，各单元之和等于两端得分之差，"
        "步数越多越准：这就是完备性。加得起来的图不一定可信；可信与否要靠遮挡像素来测量，见“归因”页。",
    ),
    "guide.attribution.method": ("Method", "方法"),
    "guide.attribution.method.split": ("Exact split", "精确拆分"),
    "guide.attribution.method.layer_grad_cam": ("Grad-CAM", "Grad-CAM"),
    "guide.attribution.method.input_x_gradient": ("Input × gradient", "输入 × 梯度"),
    "guide.attribution.method.integrated_gradients": ("Integrated Gradients", "积分梯度"),
    "guide.attribution.live": ("Why {label}? {method}", "为什么是“{label}”？{method}"),
    "guide.attribution.alt": ("{method} for {label} over the picture", "图像上“{label}”的{method}"),
    "guide.attribution.sum": ("its cells add up to", "各单元之和"),
    "guide.attribution.due": ("they should add up to", "应当等于"),
    "guide.attribution.due.split": ("score {score} − bias {bias}", "得分 {score} − 偏置 {bias}"),
    "guide.attribution.due.baseline": (
        "score {score} − score of a black image {black}",
        "得分 {score} − 全黑图像的得分 {black}",
    ),
    "guide.attribution.due.none": ("nothing: it makes no such promise", "没有规定：它不保证相加"),
    "guide.attribution.cells": ("{rows} × {columns} cells", "{rows} × {columns} 个单元"),
    # 10. Findings.
    "guide.findings": ("Findings", "发现"),
    "guide.findings.title": ("A few paths cannot be spared, most can", "少数路径缺不得，多数可以缺席"),
    "guide.findings.text": (
        "What is a path worth? Switch it off and count. Over {images} test images, accuracy falls by {worst} points "
        "without {worst_path}, a path of {worst_channels} channels. Without {least_path}, {times} times as wide, it changes by "
        "{least}, which is within chance (95 % interval {low} to {high}). The three that are missed most are {top}: width "
        "says little about worth. A few paths specialize: of {tests} traits tested (oriented, fine, coarse, edge, spot) {found} "
        "are more frequent in a path than chance explains, {beyond} of them stronger than in each of {seeds} networks with random "
        "weights, which show {fresh}.",
        "一条路径值多少？关掉它，数一数。在 {images} 张测试图像上，关掉只有 {worst_channels} 个通道的 {worst_path}，准确率下降 {worst} "
        "个百分点；关掉宽度是它 {times} 倍的 {least_path}，只变化 {least} 个百分点，属于随机波动（95 % 置信区间 {low} 到 {high}）。最缺不得的三条是 "
        "{top}：通道多少说明不了价值。少数路径有专长：检验的 {tests} 项特性（有方向、精细、粗略、边缘、斑点）中，有 {found} "
        "项的频率超出随机所能解释的范围，其中 {beyond} 项强于 {seeds} 个随机权重网络中的每一个；这些网络有 {fresh} 项。",
    ),
    "guide.findings.none": (
        "What is a path worth? Switch it off and count. The measurements that ship beside the weights are not here; the view "
        "beside this works without them.",
        "一条路径值多少？关掉它，数一数。随权重附带的测量结果不在这里，旁边的演示仍可使用。",
    ),
    "guide.findings.off": ("Switch off", "关掉"),
    "guide.findings.nothing": ("nothing", "不关"),
    "guide.findings.live": ("With all paths: {now}, {percent}", "路径全开：{now}，{percent}"),
    "guide.findings.live.same": ("Without {path}: still {now}, {percent}", "关掉 {path}：仍是{now}，{percent}"),
    "guide.findings.live.changed": (
        "Without {path}: {now}, {percent}, instead of {before}",
        "关掉 {path}：{before}变成了{now}，{percent}",
    ),
    "guide.findings.note": (
        "Upper bar: all paths. Lower bar: without the one that is off, which puts out zeros.",
        "上条：路径全开。下条：关掉一条之后，被关的路径只输出零。",
    ),
    # Ways to the other tabs.
    "guide.go": ("See it at work", "去看看"),
    "guide.go.path_off": ("Branches without 4c 5×5", "在“路径”中关掉 4c 5×5"),
    "guide.go.study": ("The kernel study", "卷积核实验"),
    "guide.go.reduce": ("3a 5×5 under Architecture", "在“结构”中看 3a 5×5"),
    "guide.go.widths": ("Redesign 3a under Architecture", "在“结构”中改造 3a"),
    "guide.go.notes": ("GoogLeNet beside the notes’ network", "GoogLeNet 与笔记的网络对比"),
    "guide.go.score": ("The whole score under Classify", "在“分类”中看完整的得分"),
    "guide.go.curves": ("All curves under Train", "在“训练”中看全部曲线"),
    "guide.go.bn": ("Inception-BN beside GoogLeNet", "Inception-BN 与 GoogLeNet 对比"),
    "guide.go.v3": ("Inception-v3 under Architecture", "在“结构”中看 Inception-v3"),
    "guide.go.grad_cam": ("Grad-CAM on the last block", "最后一个模块的 Grad-CAM"),
    "guide.go.missed": ("Branches without 3b 3×3", "在“路径”中关掉 3b 3×3"),
}
