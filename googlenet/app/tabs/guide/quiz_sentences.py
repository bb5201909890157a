"""The questions of the Guide tab: one a step, its answers a to d, and the reason shown after an answer."""

SENTENCES = {
    "quiz.title": ("A question", "想一想"),
    "quiz.right": ("Right.", "答对了。"),
    "quiz.wrong": ("Not quite.", "不对。"),
    "quiz.paths": (
        "A 5×5 convolution with stride 1 reads a map of {side} × {side} cells. Which padding keeps its size?",
        "步幅为 1 的 5×5 卷积作用于 {side} × {side} 的特征图，填充取多少才能保持大小不变？",
    ),
    "quiz.paths.a": ("0", "0"),
    "quiz.paths.b": ("1", "1"),
    "quiz.paths.c": ("2", "2"),
    "quiz.paths.d": ("4", "4"),
    "quiz.paths.reason": (
        "Padding p leaves {side} + 2p − 5 + 1 cells: {none} for 0, {one} for 1, {side} for p = (5 − 1) / 2 = 2, {four} for 4. "
        "The 3×3 path therefore has padding 1 and the 1×1 path none.",
        "填充 p 时输出 {side} + 2p − 5 + 1 个单元：p = 0 得 {none}，p = 1 得 {one}，p = (5 − 1) / 2 = 2 得 {side}，p = 4 得 {four}。"
        "所以 3×3 路径的填充是 1，1×1 路径不填充。",
    ),
    "quiz.reduce": (
        "Block 4a reads {inputs} channels; its 5×5 path reduces them to {reduced}. The notes write 16/192 = 1/12. "
        "What is the right fraction?",
        "模块 4a 的输入有 {inputs} 个通道，5×5 路径先降到 {reduced} 个。笔记写的是 16/192 = 1/12，正确的分数是多少？",
    ),
    "quiz.reduce.a": ("1/12", "1/12"),
    "quiz.reduce.b": ("{right}", "{right}"),
    "quiz.reduce.c": ("1/10", "1/10"),
    "quiz.reduce.d": ("1/5", "1/5"),
    "quiz.reduce.reason": (
        "{reduced}/{inputs} = {right}. 192 are the input channels of 3a, where {reduced}/192 = 1/12 is right; 4a reads what "
        "3b puts out, {sum} = {inputs}.",
        "{reduced}/{inputs} = {right}。192 是 3a 的输入通道数，在那里 {reduced}/192 = 1/12 没错；4a 读的是 3b 的输出，{sum} = {inputs}。",
    ),
    "quiz.concat": (
        "For 4a the notes print the ratio “{printed}” of {sum} channels. Which ratio is meant?",
        "笔记把 4a 的通道 {sum} 的比例写成“{printed}”，指的是哪个比？",
    ),
    "quiz.concat.a": ("1 : 2 : 1 : 3", "1 : 2 : 1 : 3"),
    "quiz.concat.b": ("121 : 33 : 3 : 4", "121 : 33 : 3 : 4"),
    "quiz.concat.c": ("{flipped}", "{flipped}"),
    "quiz.concat.d": ("{right}", "{right}"),
    "quiz.concat.reason": (
        "All four numbers share the divisor {divisor}: {terms}. The colons were lost in the notes.",
        "四个数的最大公约数是 {divisor}：{terms}。笔记里丢了冒号。",
    ),
    "quiz.body": (
        "The notes’ code has {code} parameters, the network of their prose {prose}. What is missing in the code?",
        "笔记的代码有 {code} 个参数，按笔记文字搭建应有 {prose} 个。代码里缺了什么？",
    ),
    "quiz.body.a": ("Block 4c", "模块 4c"),
    "quiz.body.b": ("The padding of the stem", "茎里的填充"),
    "quiz.body.c": ("The last linear layer", "最后的全连接层"),
    "quiz.body.d": ("Block 5b", "模块 5b"),
    "quiz.body.reason": (
        "{prose} − {code} = {missing}, and 4c has exactly that many. It goes unnoticed because 4b and 4c both put out "
        "{width} channels. Padding has no parameters, the linear layer has {fc}, 5b has {other}.",
        "{prose} − {code} = {missing}，正好是 4c 的参数量。没报错是因为 4b 和 4c 都输出 {width} 个通道。填充没有参数，全连接层有 {fc} 个，"
        "5b 有 {other} 个。",
    ),
    "quiz.pool": (
        "The notes say that averaging avoids fully connected layers at the end. How many parameters does the "
        "classifier still have, for ten classes?",
        "笔记说全局平均汇聚避免了最后的全连接层。十个类别时，分类器还有多少个参数？",
    ),
    "quiz.pool.a": ("None", "一个也没有"),
    "quiz.pool.b": ("{flat}", "{flat}"),
    "quiz.pool.c": ("{right}", "{right}"),
    "quiz.pool.d": ("{no_bias}", "{no_bias}"),
    "quiz.pool.reason": (
        "One linear layer remains: {channels} weights for each of ten classes, and ten biases: {channels} × 10 + 10 = "
        "{right}. What is avoided is a stack of large ones; reading all {cells} × {cells} cells would take {flat}.",
        "还剩一个全连接层：十个类别各 {channels} 个权重，再加十个偏置：{channels} × 10 + 10 = {right}。省掉的是一摞大的全连接层；"
        "如果读取全部 {cells} × {cells} 个单元，就要 {flat} 个。",
    ),
    "quiz.train": (
        "The notes’ loop, as printed, has no backward() and no step(). Which test accuracy would it print after ten epochs?",
        "笔记打印的训练循环里没有反向传播，也没有更新参数。照此运行十轮，测试准确率会是多少？",
    ),
    "quiz.train.a": ("{last} %", "{last} %"),
    "quiz.train.b": ("About {chance} %", "约 {chance} %"),
    "quiz.train.c": ("{first} %, as after the first epoch", "{first} %，停在第一轮"),
    "quiz.train.d": ("50 %", "50 %"),
    "quiz.train.reason": (
        "Without them the weights never change. Ten classes with equally many test images: guessing gets 1/10 = {chance} %. "
        "The printed log climbs to {last} %, so the run itself had zero_grad(), backward() and step().",
        "不更新，权重就永远不变。十个类别的测试图像一样多，瞎猜能对 1/10 = {chance} %。打印的日志升到了 {last} %，"
        "说明实际运行时有梯度清零、反向传播和更新这三步。",
    ),
    "quiz.bn": (
        "With BN, GoogLeNet has {more} parameters more: {bn} instead of {plain}. Why only so few?",
        "加上 BN 后，GoogLeNet 只多了 {more} 个参数：从 {plain} 到 {bn}。为什么这么少？",
    ),
    "quiz.bn.a": (
        "It adds a mean and a standard deviation for each channel, which are parameters",
        "每个通道增加均值和标准差两个参数",
    ),
    "quiz.bn.b": (
        "It adds γ and β for each channel, and the convolutions lose their bias",
        "每个通道增加 γ 和 β，而卷积不再需要偏置",
    ),
    "quiz.bn.c": ("Only the last block is normalised", "只规范化最后一个模块"),
    "quiz.bn.reason": (
        "All convolutions together put out {channels} channels. γ and β add 2 × {channels}, the biases that go are "
        "{channels}: a bias before BN would be subtracted again with the mean, and β takes its place. Running means and "
        "variances are kept, but not learned.",
        "所有卷积一共输出 {channels} 个通道。γ 和 β 增加 2 × {channels}，去掉的偏置是 {channels}：BN 之前的偏置会随均值一起被减掉，"
        "由 β 代替。移动平均的均值和方差只是保存下来，不参与学习。",
    ),
    "quiz.v3": (
        "The notes say that 1×7 and 7×1 replace the 5×5. Which kernel do they stand for?",
        "笔记说用 1×7 和 7×1 代替 5×5。它们实际代替的是多大的卷积核？",
    ),
    "quiz.v3.a": ("7×7", "7×7"),
    "quiz.v3.b": ("5×5", "5×5"),
    "quiz.v3.c": ("3×3", "3×3"),
    "quiz.v3.d": ("1×1", "1×1"),
    "quiz.v3.reason": (
        "A 1×7 and then a 7×1 see seven cells in each direction: {two} weights instead of 7 × 7 = {whole}, {saved} % fewer. "
        "The 5×5 becomes two 3×3: {double} weights instead of {five}.",
        "先 1×7 再 7×1，两个方向各看七个单元：{two} 个权重，而不是 7 × 7 = {whole} 个，少 {saved} %。5×5 换成的是两个 3×3：{double} "
        "个权重，而不是 {five} 个。",
    ),
    "quiz.attribution": (
        "Whose values are sure to add up to a difference of scores, up to the step size?",
        "哪种方法保证各单元之和等于得分之差（只差步长误差）？",
    ),
    "quiz.attribution.a": ("Saliency: the gradient’s size", "Saliency：梯度的绝对值"),
    "quiz.attribution.b": ("Grad-CAM with its ReLU", "带 ReLU 的 Grad-CAM"),
    "quiz.attribution.c": ("Occlusion", "遮挡法"),
    "quiz.attribution.d": ("Integrated Gradients", "积分梯度"),
    "quiz.attribution.reason": (
        "The gradient, integrated from baseline to image, is the difference of the two scores: the fundamental theorem of "
        "calculus. A gradient at one place promises nothing, and Grad-CAM’s ReLU cuts off what speaks against the class.",
        "沿基线到图像的路径对梯度积分，得到的就是两端得分之差：这是微积分基本定理。单独一点的梯度不保证什么；Grad-CAM 的 ReLU 会截掉反对的部分。",
    ),
    "quiz.findings": (
        "Without {least_path} accuracy changes by no more than chance brings. What follows?",
        "关掉 {least_path}，准确率的变化不超出随机波动。这说明什么？",
    ),
    "quiz.findings.a": ("Its channels are silent", "它的通道都没有激活"),
    "quiz.findings.b": ("3×3 kernels are of no use", "3×3 卷积核没有用"),
    "quiz.findings.c": (
        "The other paths know enough to make up for it, on this data set",
        "在这个数据集上，其他路径的信息足以弥补它",
    ),
    "quiz.findings.reason": (
        "An ablation measures what cannot be replaced, not what is computed. The same kernel size counts elsewhere: without "
        "{other_path} accuracy falls by {other} points.",
        "消融测的是无可替代的部分，不是算了多少。同样的卷积核换个位置就很重要：关掉 {other_path}，准确率下降 {other} 个百分点。",
    ),
}
