"""Sentences of the presets in the form of the next run: what each is about, and what was measured of it."""

SENTENCES = {
    "presets.exercise": ("Exercise: {name}", "练习：{name}"),
    "presets.kernels": ("Kernel study: {name}", "卷积核实验：{name}"),
    "presets.measured.base": (
        "Measured by us: {percent} % of {images} test images, the mean of {seeds} seeds; 95 % interval {low} to {high} %.",
        "我们的测量：在 {images} 张测试图像上准确率 {percent} %（{seeds} 个种子的平均）；95 % 区间为 {low} 至 {high} %。",
    ),
    "presets.measured.exercise": (
        "Measured by us: {percent} % of {images} test images, {mean} points against the baseline over {seeds} paired seeds; 95 % interval {low} to {high}.",
        "我们的测量：在 {images} 张测试图像上准确率 {percent} %，{seeds} 个配对种子与基线平均相差 {mean} 个百分点；95 % 区间为 {low} 至 {high}。",
    ),
    "presets.measured.kernels": (
        "Measured by us: {percent} % of {images} test images, {mean} points against all four paths over {seeds} paired seeds; 95 % interval {low} to {high}.",
        "我们的测量：在 {images} 张测试图像上准确率 {percent} %，{seeds} 个配对种子与四条路径并用的网络平均相差 {mean} 个百分点；95 % 区间为 {low} 至 {high}。",
    ),
    "presets.clear": ("More than chance.", "超出了偶然的范围。"),
    "presets.open": ("It may be chance.", "可能只是偶然。"),
    "presets.compare": (
        "Start it, and start “{base}” too; tick both under Runs, and their curves lie over each other. Start it again for another seed.",
        "启动它，再启动“{base}”；在“训练记录”中勾选两者，曲线就画在一起。再次启动会换一个种子。",
    ),
    "presets.compare.base": (
        "The others are compared with it: tick runs under Runs, and their curves lie over each other. Start it again for another seed.",
        "其余各项都与它比较：在“训练记录”中勾选训练，曲线就画在一起。再次启动会换一个种子。",
    ),
    "presets.kernels.about": (
        "{network}: GoogLeNet with batch normalisation whose blocks keep no other paths, widened to as many parameters (within 2 %); everything else as in the kernel study.",
        "{network}：带批量规范化的 GoogLeNet，各模块去掉其余路径，再加宽到参数量相同（相差不超过 2 %）；其余设置与卷积核实验相同。",
    ),
    "presets.kernels.base": (
        "GoogLeNet with batch normalisation, all four paths, as the kernel study trained it.",
        "带批量规范化的 GoogLeNet，四条路径并用，设置与卷积核实验相同。",
    ),
    "presets.exercise.source": (
        "After Dive into Deep Learning, section 8.4, on the recipe “quick”.",
        "取自《动手学深度学习》含并行连结的网络一节，以“quick”方案为基础。",
    ),
    "presets.exercise.baseline": ("Baseline", "基线"),
    "presets.exercise.baseline.change": (
        "GoogLeNet with batch normalisation, as “quick” has it.",
        "带批量规范化的 GoogLeNet，即“quick”方案本身。",
    ),
    "presets.exercise.baseline.expect": (
        "Above 80 % after four epochs, and still rising: 5,000 images are few.",
        "四个 epoch 后超过 80 %，并且还在上升：5,000 张图像并不多。",
    ),
    "presets.exercise.without_bn": ("Without batch normalisation", "不用批量规范化"),
    "presets.exercise.without_bn.change": (
        "The paper’s own network: biases in the place of batch normalisation, Xavier initialisation, same learning rate.",
        "论文原本的网络：用偏置代替批量规范化，Xavier 初始化，学习率不变。",
    ),
    "presets.exercise.without_bn.expect": (
        "A slower start. At this learning rate the loss may stay near 2.3 nats, which is guessing among ten classes, or run away.",
        "起步更慢。在这个学习率下，损失可能停在 2.3 nat 附近（相当于在十类中瞎猜），也可能发散。",
    ),
    "presets.exercise.without_smoothing": ("Without label smoothing", "不用标签平滑"),
    "presets.exercise.without_smoothing.change": (
        "Targets of 0 and 1 in the place of 0.005 and 0.955.",
        "目标用 0 和 1，而不是 0.005 和 0.955。",
    ),
    "presets.exercise.without_smoothing.expect": (
        "A lower training loss, since nothing keeps it from 0; hardly another accuracy in four epochs. Smoothing pays in long trainings.",
        "训练损失更低，因为它可以趋近 0；四个 epoch 内准确率几乎不变。标签平滑在长时间训练中才见效。",
    ),
    "presets.exercise.residual": ("Residual connections around the blocks", "模块外加残差连接"),
    "presets.exercise.residual.change": (
        "Each block but the last adds its input to its output; a 1×1 convolution widens it where it must. 19 % more parameters.",
        "除最后一个外，每个模块都把输入加到输出上；通道数不同时用 1×1 卷积变换。参数多 19 %。",
    ),
    "presets.exercise.residual.expect": (
        "A quicker start, because gradients reach the stem on a short way. In the end little: 22 layers with batch normalisation train without it.",
        "起步更快，因为梯度能走捷径传到茎。最终差别不大：有批量规范化，22 层不加残差也能训练。",
    ),
    "presets.exercise.native": ("A stem for 28×28 pixels", "适配 28×28 像素的茎"),
    "presets.exercise.native.change": (
        "No enlargement to 64 px: a 3×3 convolution at stride 1 in the place of the 7×7 at stride 2.",
        "不再放大到 64 像素：第一层用步幅为 1 的 3×3 卷积，代替步幅为 2 的 7×7 卷积。",
    ),
    "presets.exercise.native.expect": (
        "About as accurate for about 15 % fewer multiply-adds: enlarging adds no information.",
        "乘加次数少约 15 %，准确率相近：放大图像并不增加信息。",
    ),
    "presets.exercise.auxiliary": ("Auxiliary heads", "辅助分类器"),
    "presets.exercise.auxiliary.change": (
        "Two small classifiers behind 4a and 4d add 0.3 of their loss; after training they are not used.",
        "在 4a 和 4d 之后各加一个小分类器，其损失乘 0.3 计入；训练完成后不再使用。",
    ),
    "presets.exercise.auxiliary.expect": (
        "A higher training loss, because it counts three heads; accuracy hardly moves. They were made for the time before batch normalisation (Szegedy et al. 2016, section 4).",
        "训练损失更高，因为计入了三个分类头；准确率几乎不变。它们是为批量规范化出现之前设计的（Szegedy 等，2016，第 4 节）。",
    ),
}
