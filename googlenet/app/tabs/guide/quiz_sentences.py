"""The questions of the Guide tab: one a step, its answers a to d, and the reason shown after an answer."""

SENTENCES = {
    "quiz.title": ("Check yourself", "想一想"),
    "quiz.right": ("Right.", "答对了。"),
    "quiz.wrong": ("Not quite.", "再想想。"),
    "quiz.paths": (
        "A 5×5 convolution with stride 1 reads a map of {side} × {side} cells. Which padding keeps its size?",
        "步幅为 1 的 5×5 卷积作用于 {side} × {side} 的特征图，填充取多少才能保持大小不变？",
    ),
    "quiz.paths.a": ("0", "0"),
    "quiz.paths.b": ("1", "1"),
    "quiz.paths.c": ("2", "2"),
    "quiz.paths.d": ("4", "4"),
    "quiz.paths.reason": (
        "Padding p leaves {side} + 2p − 5 + 1 cells per side: {none} for p = 0, {one} for 1, {side} for (5 − 1) / "
        "2 = 2, {four} for 4. So the 3×3 branch has padding 1 and the 1×1 branch none.",
        "填充 p 时每边输出 {side} + 2p − 5 + 1 个位置：p = 0 得 {none}，p = 1 得 {one}，"
        "p = (5 − 1) / 2 = 2 得 {side}，p = 4 得 {four}。所以 3×3 路径的填充是 1，1×1 路径不填充。",
    ),
    "quiz.reduce": (
        "The 5×5 branch of block 4a reads {inputs} channels and reduces them to {reduced}. What fraction is left?",
        "块 4a 的 5×5 路径读取 {inputs} 个通道，先降到 {reduced} 个。剩下几分之几？",
    ),
    "quiz.reduce.a": ("1/12", "1/12"),
    "quiz.reduce.b": ("{right}", "{right}"),
    "quiz.reduce.c": ("1/10", "1/10"),
    "quiz.reduce.d": ("1/5", "1/5"),
    "quiz.reduce.reason": (
        "{reduced}/{inputs} = {right}. 1/12 would be right in block 3a, which reads 192 channels; 4a reads the "
        "output of 3b, {sum} = {inputs}.",
        "{reduced}/{inputs} = {right}。1/12 适用于块 3a，它读取 192 个通道；4a 读取的是 3b 的输出，{sum} = {inputs}。",
    ),
    "quiz.cell": (
        "The 3×3 convolution of block 3a reads {inputs} channels and has {outputs} output channels. How many "
        "products are added up in one cell of one of them?",
        "块 3a 的 3×3 卷积读取 {inputs} 个通道，输出 {outputs} 个通道。其中一个输出通道的一个位置由多少个乘积相加而成？",
    ),
    "quiz.cell.a": ("{area}", "{area}"),
    "quiz.cell.b": ("{inputs}", "{inputs}"),
    "quiz.cell.c": ("{right}", "{right}"),
    "quiz.cell.d": ("{all}", "{all}"),
    "quiz.cell.reason": (
        "The window has 3 × 3 = {area} cells on each of the {inputs} input channels: {area} × {inputs} = {right}. All "
        "{outputs} output channels together take {all} at this place.",
        "窗口在 {inputs} 个输入通道上各有 3 × 3 = {area} 个位置：{area} × {inputs} = {right}。"
        "{outputs} 个输出通道在这里合计 {all} 个。",
    ),
    "quiz.concat": (
        "The four branches of block 4a have {sum} channels. What is their ratio in lowest terms?",
        "块 4a 四条路径的通道数是 {sum}。最简比是多少？",
    ),
    "quiz.concat.a": ("1 : 2 : 1 : 3", "1 : 2 : 1 : 3"),
    "quiz.concat.b": ("121 : 33 : 3 : 4", "121 : 33 : 3 : 4"),
    "quiz.concat.c": ("{flipped}", "{flipped}"),
    "quiz.concat.d": ("{right}", "{right}"),
    "quiz.concat.reason": (
        "All four numbers share the divisor {divisor}: {terms}.",
        "四个数的最大公约数是 {divisor}：{terms}。",
    ),
    "quiz.body": (
        "GoogLeNet should have {prose} parameters, but someone’s code has only {code}, and runs without an error. "
        "What was forgotten?",
        "GoogLeNet 应有 {prose} 个参数，有人写的代码却只有 {code} 个，运行时也没有报错。漏了什么？",
    ),
    "quiz.body.a": ("Block 4c", "块 4c"),
    "quiz.body.b": ("The padding in the stem", "起始层里的填充"),
    "quiz.body.c": ("The last linear layer", "最后的全连接层"),
    "quiz.body.d": ("Block 5b", "块 5b"),
    "quiz.body.reason": (
        "{prose} − {code} = {missing}, exactly the parameters of 4c. There is no error because 4b and 4c both "
        "have {width} output channels. Padding has no parameters, the linear layer has {fc}, and 5b has {other}.",
        "{prose} − {code} = {missing}，正好是 4c 的参数量。"
        "没报错是因为 4b 和 4c 都输出 {width} 个通道。填充没有参数，全连接层有 {fc} 个，5b 有 {other} 个。",
    ),
    "quiz.pool": (
        "Global average pooling makes large fully connected layers unnecessary. How many parameters does the "
        "classifier still have, for ten classes?",
        "全局平均池化省去了大的全连接层。十个类别时，分类器还有多少个参数？",
    ),
    "quiz.pool.a": ("None", "一个也没有"),
    "quiz.pool.b": ("{flat}", "{flat}"),
    "quiz.pool.c": ("{right}", "{right}"),
    "quiz.pool.d": ("{no_bias}", "{no_bias}"),
    "quiz.pool.reason": (
        "One linear layer remains, with {channels} weights per class and ten biases: {channels} × 10 + 10 = "
        "{right}. Reading all {cells} × {cells} cells instead would take {flat}.",
        "还剩一个全连接层：每个类别 {channels} 个权重，再加十个偏置，{channels} × 10 + 10 = {right}。"
        "如果读取全部 {cells} × {cells} 个位置，就要 {flat} 个。",
    ),
    "quiz.train": (
        "A training loop computes the loss, but never calls backward() or step(). What test accuracy does it "
        "report after ten epochs?",
        "一个训练循环只计算损失，没有反向传播，也没有更新参数。运行十轮后，测试准确率会是多少？",
    ),
    "quiz.train.a": ("{last}%", "{last}%"),
    "quiz.train.b": ("About {chance}%", "约 {chance}%"),
    "quiz.train.c": ("{first}%, as after the first epoch", "{first}%，停在第一轮"),
    "quiz.train.d": ("50%", "50%"),
    "quiz.train.reason": (
        "Without these calls the weights never change. With ten equally frequent classes, guessing gets 1/10 = "
        "{chance}%. Learning needs all three: zero_grad(), backward() and step().",
        "没有这些步骤，权重就永远不变。十个类别的测试图像一样多，瞎猜能对 1/10 = {chance}%。"
        "要学到东西，梯度清零、反向传播和更新三步缺一不可。",
    ),
    "quiz.bn": (
        "With BN, GoogLeNet has only {more} more parameters: {bn} instead of {plain}. Why so few?",
        "加上 BN 后，GoogLeNet 只多了 {more} 个参数：从 {plain} 到 {bn}。为什么这么少？",
    ),
    "quiz.bn.a": (
        "It adds a mean and a standard deviation per channel, which are parameters",
        "每个通道增加均值和标准差两个参数",
    ),
    "quiz.bn.b": (
        "It adds γ and β per channel, and the convolutions lose their bias",
        "每个通道增加 γ 和 β，而卷积不再需要偏置",
    ),
    "quiz.bn.c": ("Only the last block is normalized", "只规范化最后一个块"),
    "quiz.bn.reason": (
        "All convolutions together have {channels} output channels. γ and β add 2 × {channels} parameters, and "
        "{channels} biases are dropped: a bias before BN would be subtracted with the mean, and β replaces it. "
        "Running means and variances are stored, but not learned.",
        "所有卷积一共输出 {channels} 个通道。γ 和 β 增加 2 × {channels}，去掉的偏置是 {channels}："
        "BN 之前的偏置会随均值一起被减掉，由 β 代替。移动平均的均值和方差只是保存下来，不参与学习。",
    ),
    "quiz.v3": (
        "Inception-v3 uses a 1×7 followed by a 7×1. Which kernel do they replace?",
        "Inception-v3 先用 1×7 再用 7×1。它们代替的是多大的卷积核？",
    ),
    "quiz.v3.a": ("7×7", "7×7"),
    "quiz.v3.b": ("5×5", "5×5"),
    "quiz.v3.c": ("3×3", "3×3"),
    "quiz.v3.d": ("1×1", "1×1"),
    "quiz.v3.reason": (
        "A 1×7 followed by a 7×1 sees seven cells in each direction: {two} weights instead of 7 × 7 = {whole}, "
        "{saved}% fewer. The 5×5 is replaced by two 3×3: {double} weights instead of {five}.",
        "先 1×7 再 7×1，两个方向各看七个位置：{two} 个权重，而不是 7 × 7 = {whole} 个，少 {saved}%。"
        "5×5 换成的是两个 3×3：{double} 个权重，而不是 {five} 个。",
    ),
    "quiz.attribution": (
        "Which method guarantees values that add up to a difference in score (up to an error that shrinks with more steps)?",
        "哪种方法保证各值之和等于得分之差（步数越多，误差越小）？",
    ),
    "quiz.attribution.a": ("Saliency: the size of the gradient", "显著图：梯度的绝对值"),
    "quiz.attribution.b": ("Grad-CAM with its ReLU", "带 ReLU 的 Grad-CAM"),
    "quiz.attribution.c": ("Occlusion", "遮挡"),
    "quiz.attribution.d": ("Integrated Gradients", "积分梯度"),
    "quiz.attribution.reason": (
        "Integrated from baseline to image, the gradient gives the difference between the two scores: the "
        "fundamental theorem of calculus. A gradient at a single point guarantees nothing, and the paper’s ReLU in "
        "Grad-CAM removes what lowers the score.",
        "沿基线到图像的路径对梯度积分，得到的就是两端得分之差：这是微积分基本定理。单独一点的梯度不保证什么；论文中 Grad-CAM 的 ReLU 会截掉反对的部分。",
    ),
    "quiz.findings": (
        "Without {least_path}, the change in accuracy is within noise. What follows?",
        "关掉 {least_path}，准确率的变化在随机波动之内。这说明什么？",
    ),
    "quiz.findings.a": ("All its channels are dead", "它的通道都是死通道"),
    "quiz.findings.b": ("3×3 kernels are useless", "3×3 卷积核没有用"),
    "quiz.findings.c": (
        "The other branches can make up for it, on this data set",
        "在这个数据集上，其他路径足以弥补它",
    ),
    "quiz.findings.reason": (
        "An ablation measures what can’t be replaced, not what is computed. The same kernel size matters "
        "elsewhere: without {other_path}, accuracy drops {other} percentage points.",
        "消融测的是无可替代的部分，而不是计算了什么。同样的卷积核在别处就很重要：关掉 {other_path}，准确率下降 {other} 个百分点。",
    ),
}
