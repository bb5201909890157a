"""Slips of the study notes that the Guide corrects: what they say, what is right, with its arithmetic."""

SENTENCES = {
    "slips.title": (
        "Corrections to a student’s study notes on GoogLeNet ({count})",
        "一份 GoogLeNet 学习笔记的勘误（{count} 处）",
    ),
    "slips.said": ("Notes say", "笔记写的是"),
    "slips.right": ("Correct", "应为"),
    "slips.place": ("{block} {what}", "{block} {what}"),
    "slips.ratio": ("ratio", "比例"),
    "slips.nin": (
        "GoogLeNet takes over the idea of networks in series from NiN.",
        "GoogLeNet 吸收了 NiN 中串联网络的思想。",
    ),
    "slips.nin.right": (
        "The 1×1 convolution comes from NiN, and so does global average pooling before the classifier. "
        "GoogLeNet’s own idea is the opposite of a series: branches side by side, concatenated.",
        "来自 NiN 的是 1×1 卷积和分类器之前的全局平均池化。GoogLeNet 自己的想法恰恰不是串联：几条路径并行，再连结。",
    ),
    "slips.stem": (
        "Code: Conv2d(1, 64, 7), MaxPool2d(3), Conv2d(64, 192, 3), MaxPool2d(3).",
        "代码：Conv2d(1, 64, 7)、MaxPool2d(3)、Conv2d(64, 192, 3)、MaxPool2d(3)。",
    ),
    "slips.stem.right": (
        "As the notes’ prose says: stride 2 and padding 3 for the 7×7, stride 2 and padding 1 for the pools, "
        "padding 1 for the 3×3. The maps are then {right} cells wide; the printed code gives {printed}.",
        "应照笔记的文字：7×7 步幅 2、填充 3；池化层步幅 2、填充 1；3×3 填充 1。这样特征图的边长依次是 {right}；"
        "照打印的代码则是 {printed}。",
    ),
    "slips.missing": ("Code and summary: eight blocks, {code} parameters.", "代码和 summary：八个块，{code} 个参数。"),
    "slips.missing.right": (
        "The prose’s nine are correct. Between 4b and 4d comes 4c, Inception(512, (128, (128, 256), (24, 64), "
        "64)): {code} + {missing} = {prose}. Without it, 4d reads 4b, which happens to have the same width.",
        "笔记文字中的九个才对。4b 与 4d 之间是 4c，"
        "即 Inception(512, (128, (128, 256), (24, 64), 64))："
        "{code} + {missing} = {prose}。缺了它，4d 直接读 4b，碰巧一样宽，所以没有报错。",
    ),
    "slips.flatten": (
        "Code: AdaptiveAvgPool2d followed by Linear; the last parenthesis of Sequential is missing.",
        "代码：AdaptiveAvgPool2d 后直接是 Linear；Sequential 少了最后的括号。",
    ),
    "slips.flatten.right": (
        "nn.Flatten() belongs in between, as in the prose and summary. Without it, a matrix of {channels} × 1 "
        "meets one of {channels} × 10.",
        "中间要有 nn.Flatten()，文字和 summary 里都有：否则 {channels} × 1 的矩阵与 {channels} × 10 的矩阵无法相乘。",
    ),
    "slips.macs": ("Total mult-adds (G): 1.43.", "乘加总数（G）：1.43。"),
    "slips.macs.right": (
        "{macs} multiply-adds. torchinfo also counts {biases} additions of biases: {total}.",
        "乘加为 {macs} 次。torchinfo 还把 {biases} 次偏置加法算了进去：{total}。",
    ),
    "slips.order": (
        "The summary lists a block’s pool after its third branch.",
        "summary 把块里的池化层列在第三条路径之后。",
    ),
    "slips.order.right": (
        "torchinfo lists layers in the order in which they run, not as they are written.",
        "这是各层运行的顺序，不是书写的顺序：torchinfo 按运行顺序列出。",
    ),
    "slips.omitted": (
        "Normalization in the stem, auxiliary heads and dropout are not mentioned.",
        "没有提到起始层里的规范化、辅助分类器和暂退法。",
    ),
    "slips.omitted.right": (
        "The paper uses local response normalization in the stem (left out here, too), two auxiliary heads for "
        "training (after 4a and 4d), and dropout of {dropout} before the classifier.",
        "论文在起始层里用了局部响应规范化（这里也省略了），训练时在 4a 和 4d 之后各接一个辅助分类器，分类器之前用概率 {dropout} 的暂退法。",
    ),
    "slips.fc": ("Averaging avoids fully connected layers at the end.", "全局平均池化层避免了在最后使用全连接层。"),
    "slips.fc.right": (
        "It avoids several large ones. One remains: {channels} × 10 + 10 = {fc} parameters for ten classes, "
        "{fc1000} for 1,000.",
        "避免的是几个大的全连接层，还剩一个：十个类别时 {channels} × 10 + 10 = {fc} 个参数，1000 个类别时 {fc1000} 个。",
    ),
    "slips.loop": ("Training loop: forward pass and loss only.", "训练循环：只有前向传播和损失。"),
    "slips.loop.right": (
        "zero_grad(), backward() and step() belong after the loss. As printed, accuracy would stay at about {chance}%.",
        "损失之后还要梯度清零、反向传播、更新参数。照打印的代码运行，准确率会一直在 {chance}% 左右。",
    ),
    "slips.modes": ("train() and eval() are not called.", "没有切换训练模式和评估模式。"),
    "slips.modes.right": (
        "Call train() before training and eval() before testing. It makes no difference for this network, but it "
        "does with BN or dropout.",
        "训练前切到训练模式，测试前切到评估模式。对这个网络没有影响，但有 BN 或暂退法时必不可少。",
    ),
    "slips.averages": ("Loss = sum of the batches’ means / number of batches.", "损失 = 各批量均值之和 / 批量数。"),
    "slips.averages.right": (
        "Weight by size: {train} = {full} · 128 + {rest}. Of the {test} test images, the last batch has only "
        "{last}, but would weigh as much as 128.",
        "应按图像数加权：{train} = {full} · 128 + {rest}；"
        "{test} 张测试图像的最后一个批量只有 {last} 张，却与 128 张的权重相同。",
    ),
    "slips.running": (
        "Training accuracy is summed while the weights change.",
        "训练准确率是在权重变化的过程中累计的。",
    ),
    "slips.running.right": (
        "That is an average over the epoch and lags behind. Say so, or measure again at its end.",
        "那是整轮的平均，会滞后：要么说明这一点，要么在轮末重新统计一遍。",
    ),
    "slips.plot": (
        "Losses and accuracies on one axis; labels, but no legend.",
        "损失和准确率画在同一坐标轴上；写了标签，却没有图例。",
    ),
    "slips.plot.right": ("Two plots, one per unit, and plt.legend().", "单位不同，分两幅图，并调用 plt.legend()。"),
    "slips.small": (
        "Smaller things: a notebook’s “!pip” in a script, shuffled test images, no normalization of the pixels, "
        "misspelled names.",
        "小问题：脚本里写了笔记本命令“!pip”，测试集也打乱了，像素没有标准化，变量名拼写有误。",
    ),
    "slips.small.right": (
        "“!pip” is a syntax error outside a notebook. The rest is harmless: test images need no shuffling, "
        "Normalize(0.2860, 0.3530) is usual (its benefit here was not measured), and the names are “optimizer”, "
        "“epoch” and “in_channels”.",
        "“!pip”在笔记本之外是语法错误；其余无害：测试集不必打乱；用 Normalize(0.2860, 0.3530) 标准化是惯例，"
        "在这里有多大帮助没有测量；变量名应为 “optimizer”“epoch”“in_channels”。",
    ),
    "slips.sevens": ("Inception-v3 replaces the 5×5 by 1×7 and 7×1.", "Inception-v3 替换 5×5 为 1×7 和 7×1。"),
    "slips.sevens.right": (
        "1×7 and 7×1 replace a 7×7: {two} weights instead of {whole}. The 5×5 becomes two 3×3 ({double} instead "
        "of {five}), the 3×3 a 1×3 and a 3×1 side by side. torchvision’s v3 also keeps one real 5×5 branch in its "
        "first three blocks.",
        "1×7 和 7×1 代替的是 7×7：{two} 个权重，而不是 {whole} 个。5×5 换成两个 3×3（{double} 个，"
        "而不是 {five} 个），3×3 换成并排的 1×3 和 3×1。另外，"
        "torchvision 的 v3 在前三个块里还保留着一条真正的 5×5 路径。",
    ),
    "slips.relu": ("One self.relu serves all six places in a block.", "一个 self.relu 在块里用了六次。"),
    "slips.relu.right": (
        "Use six separate nn.ReLU(). The outputs are the same, but DeepLift tracks each activation by its module "
        "and refuses one that is used twice.",
        "应有六个各自的 nn.ReLU()。输出相同，但 DeepLift 按 ReLU 对象跟踪每个激活，遇到重复使用的会报错。",
    ),
    "slips.fractions": (
        "Fractions of the reductions, printed wrong or torn apart:",
        "降维的分数，有的写错，有的串在了一起：",
    ),
    "slips.ratios": ("Ratios of the channels, missing their colons:", "通道的比例，丢了冒号："),
    "slips.column.where": ("Where", "位置"),
}
