"""Sentences of the Guide tab: its steps and their live views. Questions, slips and terms stand in their own files."""

SENTENCES = {
    "frame.tab.guide": ("Guide · start here", "导读 · 从这里开始"),
    # Frame of the steps.
    "guide.steps": ("Steps of the guide", "导读的各个步骤"),
    "guide.step": ("Step {number} of {count}", "第 {number} 步，共 {count} 步"),
    "guide.answered": ("answered correctly", "已答对"),
    "guide.previous": ("Back: {title}", "上一步：{title}"),
    "guide.next": ("Next: {title}", "下一步：{title}"),
    "guide.keys": ("Keyboard: ← and → change the step.", "键盘：← → 换步骤。"),
    "guide.unknown": ("{name} isn’t an option. Choose from {accepted}.", "没有“{name}”。可选：{accepted}。"),
    # 1. Parallel paths.
    "guide.paths": ("Parallel branches", "并行路径"),
    "guide.paths.title": ("Which kernel size is right? Several, side by side", "多大的卷积核合适？几种并用"),
    "guide.paths.text": (
        "Small kernels catch seams, large ones catch sleeves, and you can’t know in advance which you need. So "
        "GoogLeNet uses several at once: 1×1, 3×3 and 5×5 convolutions and a 3×3 max pool. Padding keeps all "
        "outputs the same size, so they stack as channels. The view shows your image in one block: each branch "
        "picks out something different.",
        "小卷积核看得清缝线，大卷积核看得到袖子，而事先说不准需要哪一种。所以 GoogLeNet 几种一起用：1×1、3×3、"
        "5×5 卷积和 3×3 最大池化。填充使各路输出大小相同，才能在通道维上连结。图中是你的图像经过一个块：每条路径响应的东西各不相同。",
    ),
    "guide.paths.live": ("Your image in block {block}, branch by branch", "你的图像在块 {block} 中逐条路径的样子"),
    "guide.paths.block": ("Block", "块"),
    "guide.paths.field": ("each cell sees {field} px", "每个位置看到 {field} 像素"),
    "guide.paths.energy": ("{share} of the energy", "占能量 {share}"),
    "guide.paths.tile": ("{path} branch of {block} over the image", "图像上 {block} 的 {path} 路径"),
    "guide.paths.note": (
        "Color: mean activation of the branch’s channels, on one scale per block ({cells} cells). Energy: squared "
        "activations. Later blocks have fewer cells, and each of them sees more.",
        "颜色：该路径各通道激活的均值，块内共用一个色标，共 {cells} 个位置。能量：激活的平方和。块越靠后，位置越少，每个位置看到的范围越大。",
    ),
    # 2. The reduce.
    "guide.reduce": ("1×1 reduction", "1×1 降维"),
    "guide.reduce.title": ("1×1 reductions make large kernels affordable", "先用 1×1 卷积降维，大卷积核才用得起"),
    "guide.reduce.text": (
        "A 5×5 convolution over all {inputs} input channels of block 3a would need {naive} multiply-adds per "
        "image. GoogLeNet first mixes them into {reduced} channels with a 1×1 convolution. Both "
        "together need {macs}, {factor} times fewer, for the same {channels} output channels. The 3×3 branch is reduced "
        "in the same way; on the pool branch the 1×1 comes last, since a pool can’t change the number of "
        "channels. Without reductions, the nine blocks would cost {whole} times as much.",
        "在块 3a 中，5×5 卷积若直接读取全部 {inputs} 个输入通道，每幅图像需要 {naive} 次乘加。"
        "GoogLeNet 先用 1×1 卷积把它们混合成 {reduced} 个通道。两个卷积合计只需 {macs} 次乘加，"
        "是原来的 1/{factor}，输出的仍是 {channels} 个通道。3×3 路径也这样降维；池化路径的 1×1 卷积放在最后，"
        "因为池化层改变不了通道数。九个块如果都不降维，总计算量是现在的 {whole} 倍。",
    ),
    "guide.reduce.live": (
        "Block {block}: without the 1×1 reductions, {factor} times as many multiply-adds",
        "块 {block}：不降维时的计算量是现在的 {factor} 倍",
    ),
    "guide.reduce.with": ("with the 1×1 reduction", "先降维"),
    "guide.reduce.without": ("without it", "不降维"),
    "guide.reduce.note": (
        "Multiply-adds per image at 224 px, in millions: input channels × output channels × kernel area × cells.",
        "每幅 224 像素图像的乘加次数，单位百万：输入通道数 × 输出通道数 × 卷积核面积 × 位置数。",
    ),
    # 3. One cell.
    "guide.cell": ("One cell", "一个位置"),
    "guide.cell.title": ("Every cell is one sum of products", "每个位置的值都是许多乘积之和"),
    "guide.cell.text": (
        "A kernel lies over a window of each input channel. Every number is multiplied by the weight above it, and "
        "all products are added: {area} × {inputs} = {right} for one cell of the 3×3 branch of block 3a. Batch "
        "normalization scales and shifts the sum, and the ReLU turns a negative result into 0. Then the window moves "
        "on to the next cell, with the same weights.",
        "卷积核罩住每个输入通道上的一个窗口，每个数乘以对应的权重，再把全部乘积加起来：块 3a 的 3×3 路径上，一个位置就有 "
        "{area} × {inputs} = {right} 个乘积。批量规范化把总和缩放、平移，ReLU 把负的结果变成 0。"
        "然后窗口移到下一个位置，权重不变。",
    ),
    "guide.cell.live": (
        "{path}: {products} products make the {value} of this cell",
        "{path}：{products} 个乘积得出这个位置的 {value}",
    ),
    "guide.cell.window": ("Window", "窗口"),
    "guide.cell.kernel": ("Kernel", "卷积核"),
    "guide.cell.products": ("Products", "乘积"),
    "guide.cell.first": ("Input channel {channel} (above), the strongest", "输入通道 {channel}（上图），影响最大"),
    "guide.cell.others": ("The other {count} input channels", "其余 {count} 个输入通道"),
    "guide.cell.total": ("Sum of all products", "全部乘积之和"),
    "guide.cell.bias": ("with the bias", "加上偏置"),
    "guide.cell.norm": ("× {scale} {shift} (batch normalization)", "× {scale} {shift}（批量规范化）"),
    "guide.cell.relu": ("ReLU", "ReLU"),
    "guide.cell.note": (
        "Your image, channel {channel}: the most active cell, row {row}, column {column}.",
        "你的图像，通道 {channel}：激活最强的位置，第 {row} 行第 {column} 列。",
    ),
    # 4. Concatenation.
    "guide.concat": ("Concatenation", "通道连结"),
    "guide.concat.title": ("Four outputs become one stack of channels", "四条路径的输出连结成一叠通道"),
    "guide.concat.text": (
        "Concatenation puts the branches’ channels one after another; nothing is added or averaged. How many "
        "channels a branch gets is a design choice: {sum} = {total} in block 3a, a ratio of {ratio}. So {main} of "
        "what the next layer reads comes from the 3×3 branch and {small} from the 5×5 branch. These widths are "
        "the hyperparameters of an Inception block. They grow from {total} channels in 3a to {last} in 5b.",
        "连结就是把各路径的通道一个接一个排好，既不相加也不平均。每条路径分到多少通道，由设计决定：3a 中是 {sum} = {total}，"
        "最简比为 {ratio}。所以下一层读到的内容有 {main} 来自 3×3 路径，{small} 来自 5×5 路径。"
        "这些通道数就是 Inception 块的超参数，从 3a 的 {total} 个增加到 5b 的 {last} 个。",
    ),
    "guide.concat.live": ("How the nine blocks divide their channels", "九个块如何分配通道"),
    "guide.concat.note": (
        "Length: channels. In numbers: channels of 1×1 : 3×3 : 5×5 : pool, and their ratio in lowest terms.",
        "长度：通道数。数字：1×1、3×3、5×5、池化四条路径的通道数，以及约成的最简比。",
    ),
    # 5. Nine blocks.
    "guide.body": ("Nine blocks", "九个块"),
    "guide.body.title": ("Nine blocks between a stem and a head", "起始层、主体、头部：九个块叠成一个网络"),
    "guide.body.text": (
        "GoogLeNet was arguably the first network with three clearly distinct parts: a stem that reads the image, "
        "a body that processes it and a head that predicts. The stem (7×7, pool, 1×1, 3×3, pool) turns 224 × 224 "
        "pixels into {cells} × {cells} cells with {stem} channels. The body has nine Inception blocks in groups "
        "of two, five and two, with max pools between them: {sizes}. The head averages and has one linear layer. "
        "With one input channel and ten classes, that makes {params} parameters.",
        "GoogLeNet 可以说是第一个三部分分得清清楚楚的网络：起始层（stem）读入图像，主体（body）加工处理，头部（head）给出预测。"
        "起始层（7×7、池化、1×1、3×3、池化）把 224 × 224 像素变成 {cells} × {cells} 个位置、"
        "{stem} 个通道。主体是九个 Inception 块，分成两个、五个、两个三组，组间用最大池化：{sizes}。头部先求平均，"
        "再接一个全连接层。单通道输入、十个类别时，一共 {params} 个参数。",
    ),
    "guide.body.built": ("Built from", "按哪一个搭建"),
    "guide.body.built.prose": ("The paper’s table", "论文的表格"),
    "guide.body.built.code": ("The study notes’ code", "学习笔记的代码"),
    "guide.body.live": (
        "{blocks} blocks, {params} parameters, last map {last} × {last}",
        "{blocks} 个块，{params} 个参数，最后的特征图 {last} × {last}",
    ),
    "guide.body.stem": ("Stem", "起始层"),
    "guide.body.body": ("Body", "主体"),
    "guide.body.head": ("Head", "头部"),
    "guide.body.third": (
        "{layers}: {cells} cells per side, {params} parameters",
        "{layers}：边长 {cells}，{params} 个参数",
    ),
    # 6. Global average pooling.
    "guide.pool": ("Averaging", "全局平均池化"),
    "guide.pool.title": ("Averaging turns the class score into a simple sum", "有了全局平均池化，类别得分就是简单相加"),
    "guide.pool.text": (
        "Global average pooling replaces each of the last {channels} maps by its mean; one linear "
        "layer with {fc} parameters follows. If that layer read every cell, it would need {flat}. Since both steps are "
        "linear, the score is exactly the bias plus the sum of weight × mean over all channels. Grouped by "
        "branch, that makes four numbers. They are not estimates: with the bias, they add up to the score. Draw on the image (in the "
        "side panel) and watch them: do they follow the edges or the filled area?",
        "全局平均池化把最后 {channels} 张特征图各自换成平均值，后面只接一个 {fc} 个参数的全连接层；如果让它直接读取每个位置，"
        "就需要 {flat} 个参数。两步都是线性运算，所以类别得分恰好等于偏置加上各通道“权重 × 平均值”之和。按路径归拢就是四个数："
        "它们不是估计，加上偏置正好等于得分。在侧栏里的图像上画几笔，看看这些数：它们跟着边缘走，还是跟着填满的面积走？",
    ),
    "guide.pool.live": ("The score of {label}, term by term", "“{label}”的得分，逐项相加"),
    "guide.pool.note": (
        "Next to each row: the cells that add up to its number. Hatched: the branch lowers the score.",
        "每行右侧：各位置相加就是这一行的数。斜线：该路径降低这个类别的得分。",
    ),
    # 7. Training.
    "guide.train": ("Training", "训练"),
    "guide.train.title": (
        "Training: {epochs} epochs here, {theirs} in a student’s study notes",
        "训练：这里的 {epochs} 轮，与一份学习笔记的 {theirs} 轮",
    ),
    "guide.train.text": (
        "In an epoch the network sees each of the 60,000 training images once; accuracy is measured on test images, "
        "which it never trains on. For reference: the network of a student’s study notes on GoogLeNet (one run; Adam, "
        "learning rate 0.001) went from {first}% after the first epoch to {last}% after the tenth. The built-in "
        "network reached {ours}% after {epochs} epochs in three stages, with batch normalization, one-cycle learning "
        "rates, and images that grew from {small} to {large} px. The runs differ in many ways at once, so the curves "
        "compare two recipes, not single ingredients.",
        "一轮（epoch）就是让网络把 60,000 张训练图像各看一遍；准确率在测试图像上测得，它们从不参与训练。作为参考："
        "一名学生关于 GoogLeNet 的学习笔记含一次训练（Adam，学习率 0.001），"
        "准确率从第一轮后的 {first}% 升到第十轮后的 {last}%。自带的网络分三个阶段训练，共 {epochs} 轮，达到 {ours}%，"
        "用了批量规范化和单周期学习率，图像从 {small} 像素逐渐放大到 {large} 像素。两次训练有许多地方同时不同，"
        "因此曲线比较的是两套方案，而不是其中某一项。",
    ),
    "guide.train.curve": ("Curve", "曲线"),
    "guide.train.curve.accuracy": ("Accuracy", "准确率"),
    "guide.train.curve.loss": ("Loss", "损失"),
    "guide.train.live.accuracy": ("Test accuracy, epoch by epoch", "逐轮的测试准确率"),
    "guide.train.live.loss": ("Test loss, epoch by epoch", "逐轮的测试损失"),
    "guide.train.ours": ("built-in network", "自带的网络"),
    "guide.train.theirs": ("study notes (reference)", "学习笔记（参考）"),
    "guide.train.epochs": ("epoch", "轮"),
    "guide.train.note": (
        "10,000 test images. Each epoch of the built-in network is tested at its own image size; the curve drops where "
        "a new stage begins.",
        "10,000 张测试图像。自带的网络每一轮都按当轮的图像尺寸测试；曲线下降处是新阶段的开始。",
    ),
    # 8. Batch normalisation.
    "guide.bn": ("Inception-BN", "Inception-BN"),
    "guide.bn.title": ("Batch normalization puts all branches on one scale", "批量规范化：让各条路径尺度一致"),
    "guide.bn.text": (
        "Before normalization, the branches’ channels differ a lot: for your image their means range from {low} "
        "to {high}. Batch normalization subtracts each channel’s mean and divides by its standard deviation: "
        "those of the batch in training, running averages afterward. A learned scale γ and shift β follow. Then, "
        "before the ReLU, the means range from {after_low} to {after_high}, which allows larger learning rates. "
        "Inception-BN (2015) also changes the blocks: two 3×3 in a row replace every 5×5, a third block works at 28 "
        "× 28, some pools average, and 3c and 4e have stride 2 and no 1×1. Its separable first layer is an "
        "ordinary one here.",
        "规范化之前，各路径的通道相差很远：对你的图像，均值从 {low} 到 {high}。批量规范化从每个通道减去均值、除以标准差："
        "训练时用当前小批量的，训练后用移动平均；再乘以学到的 γ、加上 β。"
        "这样，在 ReLU 之前，均值从 {after_low} 到 {after_high}，也就可以用更大的学习率。"
        "Inception-BN（2015）还改了块：两个连续的 3×3 代替每个 5×5，28 × 28 处多一个块，部分池化取平均，"
        "3c 和 4e 步幅为 2 且没有 1×1。论文中它的第一层是可分离卷积，这里用普通卷积。",
    ),
    "guide.bn.live": (
        "Block {block}: the means are {factor} times closer together after BN",
        "块 {block}：规范化之后，均值的范围缩小到 1/{factor}",
    ),
    "guide.bn.live_no_closer": (
        "Block {block}: here BN does not bring the channels closer together",
        "块 {block}：在这里，规范化没有让各通道靠得更近",
    ),
    "guide.bn.before": ("before", "规范化前"),
    "guide.bn.after": ("after", "规范化后"),
    "guide.bn.note": (
        "One line per channel: mean ± standard deviation over its cells, for the last convolution of each branch.",
        "每个通道一条竖线：各位置的均值 ± 标准差，取每条路径的最后一个卷积。",
    ),
    "guide.bn.other": (
        "The network you chose has no batch normalization, or hasn’t learned any yet. This view uses {network}.",
        "当前网络没有批量规范化，或还没有学到。这里用的是 {network}。",
    ),
    # 9. Inception-v3.
    "guide.v3": ("Inception-v3", "Inception-v3"),
    "guide.v3.title": ("Inception-v3 builds large kernels from small ones", "Inception-v3：用小卷积核拼出大卷积核"),
    "guide.v3.text": (
        "Two 3×3 convolutions in a row see 5×5 cells with {double} weights instead of {five}: {save}% fewer per "
        "pair of channels. A 1×n followed by an n×1 sees n×n cells with 2n weights instead of n²; for n = 7 that "
        "is {save7}% fewer. Inception-v3 uses both. On its smallest maps it also places a 1×3 and a 3×1 side by "
        "side. Since another ReLU stands between the small kernels, they also compute a different function.",
        "两个连续的 3×3 卷积看到 5×5 个位置，每对通道只要 {double} 个权重，而不是 {five} 个：少 {save}%。"
        "先 1×n 再 n×1，看到 n×n 个位置，只要 2n 个权重，而不是 n² 个；n = 7 时少 {save7}%。"
        "Inception-v3 两种办法都用，在最小的特征图上还把 1×3 和 3×1 并排放置。小卷积核之间多了一个 ReLU，"
        "所以算出的也是另一个函数。",
    ),
    "guide.v3.factor": ("Replace", "分解"),
    "guide.v3.live.row": ("{whole} becomes {parts}: {saved}% fewer weights", "{whole} 换成 {parts}：权重少 {saved}%"),
    "guide.v3.live.beside": (
        "3×3 becomes {parts} side by side: {saved}% fewer weights",
        "3×3 换成并排的 {parts}：权重少 {saved}%",
    ),
    "guide.v3.note": (
        "Weights per pair of an input and an output channel. {where}",
        "每对输入通道与输出通道的权重数。{where}",
    ),
    "guide.v3.blocks": (
        "Blocks {blocks} have {parts} in place of a {whole}, which saves {weights} weights and {macs} multiply-adds per image.",
        "块 {blocks} 用 {parts} 代替 {whole}，共省去 {weights} 个权重，每幅图像少 {macs} 次乘加。",
    ),
    "guide.v3.kept": (
        "Blocks {kept} also keep one {whole} branch as it is.",
        "块 {kept} 另外还保留了一条 {whole} 路径。",
    ),
    "guide.v3.where.5x5": ("In v3: at 35 × 35 cells.", "v3 中用于 35 × 35 的特征图。"),
    "guide.v3.where.7x7": ("In v3: at 17 × 17 cells.", "v3 中用于 17 × 17 的特征图。"),
    "guide.v3.where.3x3": (
        "In v3: at 8 × 8 cells. Here the two outputs are concatenated, so together they do not see 3×3 cells.",
        "v3 中用于 8 × 8 的特征图；这里两个输出连结在一起，所以合起来并不等于看 3×3。",
    ),
    "guide.v3.where.stem": (
        "In v3: the stem, whose first 3×3 has stride 2.",
        "v3 中用在起始层里，其中第一个 3×3 的步幅为 2。",
    ),
    # 10. Attribution.
    "guide.attribution": ("Attribution", "归因"),
    "guide.attribution.title": ("Attribution: which part of the image did it?", "归因：是图像的哪一部分起了作用？"),
    "guide.attribution.text": (
        "An attribution gives each pixel or cell its share of a class’s score. Thanks to averaging, the last "
        "block can be split exactly: its cells add up to the score without the bias. Grad-CAM weights the same "
        "maps by their mean gradients (shown with its negative part, which the paper’s last ReLU removes); input "
        "× gradient goes back to the pixels. Integrated Gradients averages the gradient on the way from a black "
        "image and multiplies it by the difference from black, so its cells add up to the difference in score, the better the more steps it takes: that is "
        "completeness. A map that adds up need not be faithful. Attributions measures that by hiding pixels. "
        "At the end of Classify, training images take the place of pixels: which of them support the answer?",
        "归因就是给每个像素或位置分一份类别得分。多亏求平均，最后一个块可以精确拆分：各位置之和等于得分减去偏置。"
        "Grad-CAM 用平均梯度给这些特征图加权（这里保留负值，论文最后的 ReLU 会去掉它）；“输入 × 梯度”一直回溯到像素。"
        "积分梯度从全黑图像走到原图，沿途对梯度求平均，再乘以与全黑图像之差，各位置之和等于两端得分之差，步数越多越准：这就是完备性。加得起来的图不一定可信；"
        "“归因”页用遮挡像素来测量可信与否。“分类”页末尾换成训练图像来问：哪些图像支持这个判断？",
    ),
    "guide.attribution.method": ("Method", "方法"),
    "guide.attribution.method.split": ("Exact split", "精确拆分"),
    "guide.attribution.method.layer_grad_cam": ("Grad-CAM", "Grad-CAM"),
    "guide.attribution.method.input_x_gradient": ("Input × gradient", "输入 × 梯度"),
    "guide.attribution.method.integrated_gradients": ("Integrated Gradients", "积分梯度"),
    "guide.attribution.live": ("Why {label}? {method}", "为什么是“{label}”？{method}"),
    "guide.attribution.alt": ("{method} for {label}, over the image", "图像上“{label}”的{method}"),
    "guide.attribution.sum": ("its cells add up to", "各位置之和"),
    "guide.attribution.due": ("expected", "应当等于"),
    "guide.attribution.due.split": ("score {score} − bias {bias}", "得分 {score} − 偏置 {bias}"),
    "guide.attribution.due.baseline": (
        "score {score} − score of a black image {black}",
        "得分 {score} − 全黑图像的得分 {black}",
    ),
    "guide.attribution.due.none": ("not applicable (this method promises no sum)", "不适用（该方法不保证加和）"),
    "guide.attribution.cells": ("{rows} × {columns} cells", "{rows} × {columns} 个位置"),
    # 11. Findings.
    "guide.findings": ("Findings", "发现"),
    "guide.findings.title": ("A few branches are essential; most are not", "少数路径不可或缺，多数并非如此"),
    "guide.findings.text": (
        "How much does a branch matter? Turn it off and measure. On {images} test images, accuracy drops {worst} percentage points without {worst_path}, a branch of {worst_channels} channels. Without {least_path}, {times}× as wide, the change ({least}) is within noise (95% confidence interval {low} to {high}). The two that matter most are {worst_path} and {other_path}. A few branches specialize: of {tests} tests (five traits: oriented, fine, coarse, edge, spot), {found} find more of a trait in a branch than chance explains. {beyond} of them are stronger than in each of {seeds} networks with random weights, which show {fresh} each.",
        "一条路径有多重要？关掉它，量一量。在 {images} 张测试图像上，关掉只有 {worst_channels} 个通道的 {worst_path}，准确率下降 {worst} 个百分点；关掉宽度是它 {times} 倍的 {least_path}，变化（{least}）在随机波动之内（95% 置信区间 {low} 到 {high}）。影响最大的两条是 {worst_path} 和 {other_path}。少数路径有专长：{tests} 项检验（五种特性：有方向性、偏好细节、偏好粗纹、偏好边缘、偏好斑点）中，有 {found} 项的频率超出随机所能解释的范围，其中 {beyond} 项强于 {seeds} 个随机权重网络中的每一个；这些网络各有 {fresh} 项。",
    ),
    "guide.findings.none": (
        "How much does a branch matter? Turn it off and measure. The measurements stored beside the weights are "
        "missing; the view next to this text works without them.",
        "一条路径有多重要？关掉它，量一量。权重旁边保存的测量结果不在这里，旁边的演示仍可使用。",
    ),
    "guide.findings.off": ("Turn off", "关掉"),
    "guide.findings.nothing": ("nothing", "不关"),
    "guide.findings.live": ("With all branches: {now}, {percent}", "路径全开：{now}，{percent}"),
    "guide.findings.live.same": ("Without {path}: still {now}, {percent}", "关掉 {path}：仍是 {now}，{percent}"),
    "guide.findings.live.changed": (
        "Without {path}: {now}, {percent}, instead of {before}",
        "关掉 {path}：{before} 变成了 {now}，{percent}",
    ),
    "guide.findings.note": (
        "Upper bar: all branches. Lower bar: without the branch that is off (its output is zero).",
        "上条：路径全开。下条：关掉一条之后（它的输出为零）。",
    ),
    # Ways to the other tabs.
    "guide.go": ("See it at work", "去看看"),
    "guide.go.path_off": ("Turn off 4c 5×5 and compare", "关掉 4c 5×5，看看变化"),
    "guide.go.study": ("Compare kernel sizes", "比较卷积核尺寸"),
    "guide.go.reduce": ("See 3a 5×5 under Architecture", "在“结构”中看 3a 5×5"),
    "guide.go.cell": ("Slide the window under Branches", "在“路径”中滑动窗口"),
    "guide.go.widths": ("Redesign 3a under Architecture", "在“结构”中改造 3a"),
    "guide.go.notes": ("Compare GoogLeNet with the study notes’ network", "对比 GoogLeNet 与学习笔记的网络"),
    "guide.go.score": ("See the whole score under Classify", "在“分类”中看完整的得分"),
    "guide.go.curves": ("See all curves under Train", "在“训练”中看全部曲线"),
    "guide.go.bn": ("Compare Inception-BN with GoogLeNet", "对比 Inception-BN 与 GoogLeNet"),
    "guide.go.v3": ("See Inception-v3 under Architecture", "在“结构”中看 Inception-v3"),
    "guide.go.grad_cam": ("See Grad-CAM on the last block", "看最后一个块的 Grad-CAM"),
    "guide.go.missed": ("Turn off 3a 3×3 and compare", "关掉 3a 3×3，看看变化"),
}
