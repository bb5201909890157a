"""Sentences of the exercises: what each changes, what to expect, what came out."""

SENTENCES = {
    "exercises.title": ("Exercises", "练习"),
    "exercises.sub": (
        "After Dive into Deep Learning, section 8.4. Each changes one thing of the recipe “quick” and leaves the rest: 5,000 training images, four epochs, a few minutes. Start with the baseline.",
        "取自《动手学深度学习》含并行连结的网络一节。每个练习只改变“quick”方案中的一处：5,000 张训练图像，四个 epoch，几分钟即可。请先跑基线。",
    ),
    "exercises.expect": ("What to expect", "预期"),
    "exercises.measured": ("Measured by us", "我们的测量"),
    "exercises.measured.base": (
        "{percent} % of {images} test images, the mean of {seeds} seeds; 95 % interval {low} to {high} %.",
        "在 {images} 张测试图像上准确率 {percent} %（{seeds} 个种子的平均）；95 % 区间为 {low} 至 {high} %。",
    ),
    "exercises.measured.apart": (
        "{percent} % of {images} test images, {mean} points against the baseline over {seeds} paired seeds; 95 % interval {low} to {high}.",
        "在 {images} 张测试图像上准确率 {percent} %，{seeds} 个配对种子与基线平均相差 {mean} 个百分点；95 % 区间为 {low} 至 {high}。",
    ),
    "exercises.measured.clear": ("More than chance.", "超出了偶然的范围。"),
    "exercises.measured.open": ("It may be chance.", "可能只是偶然。"),
    "exercises.came": ("What came out", "结果"),
    "exercises.start": ("Start", "开始"),
    "exercises.again": ("Again, another seed", "换个种子再来一次"),
    "exercises.watch": ("Watch", "查看"),
    "exercises.runs": ("Runs: {names}", "训练：{names}"),
    "exercises.not_yet": ("Not run yet.", "还没有跑过。"),
    "exercises.under_way": ("“{name}” is under way.", "“{name}”正在进行。"),
    "exercises.failed": ("“{name}” failed: {message}", "“{name}”失败了：{message}"),
    "exercises.stopped": ("“{name}” was stopped before its end.", "“{name}”提前停止了。"),
    "exercises.baseline_is": (
        "{percent} % of {images} test images in {time}; each number below is held against it.",
        "在 {images} 张测试图像上准确率 {percent} %，用时 {time}；下面的结果都与它比较。",
    ),
    "exercises.alone": (
        "{percent} % of {images} test images in {time}. Run the baseline to compare.",
        "在 {images} 张测试图像上准确率 {percent} %，用时 {time}。跑完基线即可比较。",
    ),
    "exercises.compared": (
        "{percent} % of {images} test images in {time}: {difference} points against the baseline’s {baseline} %.",
        "在 {images} 张测试图像上准确率 {percent} %，用时 {time}；与基线的 {baseline} % 相差 {difference} 个百分点。",
    ),
    "exercises.noise": (
        "With so few test images a difference within ± {margin} points may be chance, and this one is; another seed would move it too.",
        "测试图像这么少，± {margin} 个百分点以内的差别可能只是偶然，这里正是如此；换个随机种子也会变。",
    ),
    "exercises.clear": (
        "Chance alone on so few test images would stay within ± {margin} points nineteen times in twenty: this difference is larger. It is still one seed.",
        "测试图像这么少，仅凭偶然，二十次中有十九次差别在 ± {margin} 个百分点以内：这次的差别更大。不过仍只有一个随机种子。",
    ),
    "exercises.loss": (
        "Training loss of the last epoch {train}, test loss {test}.",
        "最后一个 epoch 的训练损失 {train}，测试损失 {test}。",
    ),
    "exercises.baseline": ("Baseline", "基线"),
    "exercises.baseline.change": (
        "GoogLeNet with batch normalisation, as “quick” has it.",
        "带批量规范化的 GoogLeNet，即“quick”方案本身。",
    ),
    "exercises.baseline.expect": (
        "Above 80 % after four epochs, and still rising: 5,000 images are few.",
        "四个 epoch 后超过 80 %，并且还在上升：5,000 张图像并不多。",
    ),
    "exercises.without_bn": ("Without batch normalisation", "不用批量规范化"),
    "exercises.without_bn.change": (
        "The paper’s own network: biases in the place of batch normalisation, Xavier initialisation, same learning rate.",
        "论文原本的网络：用偏置代替批量规范化，Xavier 初始化，学习率不变。",
    ),
    "exercises.without_bn.expect": (
        "A slower start. At this learning rate the loss may stay near 2.3 nats, which is guessing among ten classes, or run away.",
        "起步更慢。在这个学习率下，损失可能停在 2.3 nat 附近（相当于在十类中瞎猜），也可能发散。",
    ),
    "exercises.without_smoothing": ("Without label smoothing", "不用标签平滑"),
    "exercises.without_smoothing.change": (
        "Targets of 0 and 1 in the place of 0.005 and 0.955.",
        "目标用 0 和 1，而不是 0.005 和 0.955。",
    ),
    "exercises.without_smoothing.expect": (
        "A lower training loss, since nothing keeps it from 0; hardly another accuracy in four epochs. Smoothing pays in long trainings.",
        "训练损失更低，因为它可以趋近 0；四个 epoch 内准确率几乎不变。标签平滑在长时间训练中才见效。",
    ),
    "exercises.residual": ("Residual connections around the blocks", "模块外加残差连接"),
    "exercises.residual.change": (
        "Each block but the last adds its input to its output; a 1×1 convolution widens it where it must. 19 % more parameters.",
        "除最后一个外，每个模块都把输入加到输出上；通道数不同时用 1×1 卷积变换。参数多 19 %。",
    ),
    "exercises.residual.expect": (
        "A quicker start, because gradients reach the stem on a short way. In the end little: 22 layers with batch normalisation train without it.",
        "起步更快，因为梯度能走捷径传到茎。最终差别不大：有批量规范化，22 层不加残差也能训练。",
    ),
    "exercises.native": ("A stem for 28×28 pixels", "适配 28×28 像素的茎"),
    "exercises.native.change": (
        "No enlargement to 64 px: a 3×3 convolution at stride 1 in the place of the 7×7 at stride 2.",
        "不再放大到 64 像素：第一层用步幅为 1 的 3×3 卷积，代替步幅为 2 的 7×7 卷积。",
    ),
    "exercises.native.expect": (
        "About as accurate for about 15 % fewer multiply-adds: enlarging adds no information.",
        "乘加次数少约 15 %，准确率相近：放大图像并不增加信息。",
    ),
    "exercises.auxiliary": ("Auxiliary heads", "辅助分类器"),
    "exercises.auxiliary.change": (
        "Two small classifiers behind 4a and 4d add 0.3 of their loss; after training they are not used.",
        "在 4a 和 4d 之后各加一个小分类器，其损失乘 0.3 计入；训练完成后不再使用。",
    ),
    "exercises.auxiliary.expect": (
        "A higher training loss, because it counts three heads; accuracy hardly moves. They were made for the time before batch normalisation (Szegedy et al. 2016, section 4).",
        "训练损失更高，因为计入了三个分类头；准确率几乎不变。它们是为批量规范化出现之前设计的（Szegedy 等，2016，第 4 节）。",
    ),
}
