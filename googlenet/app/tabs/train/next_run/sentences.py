"""Sentences of the presets in the form of the next run: what each is about, and what was measured of it."""

SENTENCES = {
    "presets.exercise": ("Exercise: {name}", "练习：{name}"),
    "presets.kernels": ("Kernel sizes: {name}", "卷积核对比：{name}"),
    "presets.measured.base": (
        "Our measurement: {percent}% accuracy on {images} test images, the mean of {seeds} seeds (95% confidence "
        "interval {low} to {high}%).",
        "我们的测量：在 {images} 张测试图像上准确率 {percent}%（{seeds} 个种子的平均，95% 置信区间 {low} 至 {high}%）。",
    ),
    "presets.measured.exercise": (
        "Our measurement: {percent}% accuracy on {images} test images, {mean} percentage points from the baseline "
        "over {seeds} paired seeds (95% confidence interval {low} to {high}).",
        "我们的测量：在 {images} 张测试图像上准确率 {percent}%，"
        "{seeds} 个配对种子与基线平均相差 {mean} 个百分点（95% 置信区间 {low} 至 {high}）。",
    ),
    "presets.measured.kernels": (
        "Our measurement: {percent}% accuracy on {images} test images, {mean} percentage points from all four "
        "branches over {seeds} paired seeds (95% confidence interval {low} to {high}).",
        "我们的测量：在 {images} 张测试图像上准确率 {percent}%，"
        "{seeds} 个配对种子与四条路径并用平均相差 {mean} 个百分点（95% 置信区间 {low} 至 {high}）。",
    ),
    "presets.clear": ("A clear difference.", "差别明显。"),
    "presets.open": ("Within noise.", "在随机波动之内。"),
    "presets.compare": (
        "Start this run and “{base}”, then tick both under All runs to draw their curves together. Start it again for "
        "another seed.",
        "启动它，再启动“{base}”；在“训练记录”中勾选两者，曲线就画在一起。再次启动会换一个种子。",
    ),
    "presets.compare.base": (
        "The other presets are compared with this one: tick runs under All runs to draw their curves together. Start "
        "it again for another seed.",
        "其余各项都与它比较：在“训练记录”中勾选训练，曲线就画在一起。再次启动会换一个种子。",
    ),
    "presets.kernels.about": (
        "{network}: GoogLeNet with batch normalization whose blocks keep no other branches, widened to the same "
        "number of parameters (within 2%). Everything else is as in the kernel size study.",
        "{network}：带批量规范化的 GoogLeNet，各块去掉其余路径，再加宽到参数量相同（相差不超过 2%）。其余设置与卷积核对比相同。",
    ),
    "presets.kernels.base": (
        "GoogLeNet with batch normalization and all four branches, trained as in the kernel size study.",
        "带批量规范化的 GoogLeNet，四条路径并用，设置与卷积核对比相同。",
    ),
    "presets.exercise.source": (
        "Based on Dive into Deep Learning, section 8.4, and the recipe “quick”.",
        "取自《动手学深度学习》含并行连结的网络一节，以“quick”方案为基础。",
    ),
    "presets.exercise.baseline": ("Baseline", "基线"),
    "presets.exercise.baseline.change": (
        "GoogLeNet with batch normalization, exactly as in the recipe “quick”.",
        "带批量规范化的 GoogLeNet，即“quick”方案本身。",
    ),
    "presets.exercise.baseline.expect": (
        "Over 80% after four epochs and still rising, since 5,000 images are few.",
        "四轮后超过 80%，并且还在上升：5,000 张图像并不多。",
    ),
    "presets.exercise.without_bn": ("Without batch normalization", "不用批量规范化"),
    "presets.exercise.without_bn.change": (
        "As in the paper, biases instead of batch normalization (but no local response normalization); Xavier "
        "initialization, same learning rate.",
        "与论文一样用偏置代替批量规范化（但没有局部响应规范化）；Xavier 初始化，学习率不变。",
    ),
    "presets.exercise.without_bn.expect": (
        "A slower start. At this learning rate the loss may diverge, or stay near 2.3 nats (guessing among ten classes).",
        "起步更慢。在这个学习率下，损失可能停在 2.3 nat 附近（相当于在十类中瞎猜），也可能发散。",
    ),
    "presets.exercise.without_smoothing": ("Without label smoothing", "不用标签平滑"),
    "presets.exercise.without_smoothing.change": (
        "Targets of 0 and 1 instead of 0.005 and 0.955.",
        "目标用 0 和 1，而不是 0.005 和 0.955。",
    ),
    "presets.exercise.without_smoothing.expect": (
        "A lower training loss, since it can approach 0, but almost the same accuracy in four epochs.",
        "训练损失更低，因为它可以趋近 0；四轮内准确率几乎不变。",
    ),
    "presets.exercise.residual": ("Residual connections around the blocks", "块外加残差连接"),
    "presets.exercise.residual.change": (
        "Each block except the last adds its input to its output, through a 1×1 convolution where the widths "
        "differ. 19% more parameters.",
        "除最后一个外，每个块都把输入加到输出上；通道数不同时用 1×1 卷积变换。参数多 19%。",
    ),
    "presets.exercise.residual.expect": (
        "A faster start, because gradients reach the stem by a shortcut. Little difference in the end: with batch "
        "normalization, 22 layers train well without it.",
        "起步更快，因为梯度能走捷径传到起始层。最终差别不大：有批量规范化，22 层不加残差也能训练。",
    ),
    "presets.exercise.native": ("A stem for 28×28 pixels", "适配 28×28 像素的起始层"),
    "presets.exercise.native.change": (
        "No enlargement to 64 px: a 3×3 convolution with stride 1 replaces the 7×7 with stride 2.",
        "不再放大到 64 像素：第一层用步幅为 1 的 3×3 卷积，代替步幅为 2 的 7×7 卷积。",
    ),
    "presets.exercise.native.expect": (
        "Similar accuracy with about 15% fewer multiply-adds, since enlarging adds no information.",
        "乘加次数少约 15%，准确率相近：放大图像并不增加信息。",
    ),
    "presets.exercise.auxiliary": ("Auxiliary heads", "辅助分类器"),
    "presets.exercise.auxiliary.change": (
        "Two small classifiers after 4a and 4d contribute 0.3 of their loss; they are not used after training.",
        "在 4a 和 4d 之后各加一个小分类器，其损失乘 0.3 计入；训练完成后不再使用。",
    ),
    "presets.exercise.auxiliary.expect": (
        "A higher training loss, because it counts three heads, and almost the same accuracy. They were designed "
        "before batch normalization (Szegedy et al. 2016, section 4).",
        "训练损失更高，因为计入了三个分类头；准确率几乎不变。它们是在批量规范化出现之前设计的（Szegedy 等，2016，第 4 节）。",
    ),
}
