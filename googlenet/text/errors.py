"""What went wrong, what was received, what is accepted."""

SENTENCES = {
    "error.network": (
        "There is no network {name}. Choose from {accepted}.",
        "没有名为 {name} 的网络。可选：{accepted}。",
    ),
    "error.weights": (
        "There are no weights {name}. Choose from {accepted}, or give a run folder.",
        "没有名为 {name} 的权重。可选：{accepted}；也可以填训练目录。",
    ),
    "error.aux_size": (
        "The auxiliary heads fit one image size only: here their map is {height}×{width}, not {side}×{side}. Use "
        'the network’s own size (224 px; 299 px for Inception-v3), or a network with aux_pool="adaptive".',
        "辅助分类器只适合一种图像尺寸；当前尺寸下其特征图是 {height}×{width}，而不是 {side}×{side}。"
        '请用该网络自己的尺寸（224 像素；Inception-v3 为 299 像素），或选择 aux_pool="adaptive" 的网络。',
    ),
    "error.imagenet_offline": (
        "The weights {name} are not on this machine, and {url} cannot be reached. Connect to the internet and "
        "choose them again, or put the file at {path}.",
        "本机没有权重 {name}，也无法访问 {url}。请联网后重新选择，或把该文件放到 {path}。",
    ),
    "error.no_aux": (
        "This network was built without auxiliary heads. Build it with aux_heads=True.",
        "这个网络没有辅助分类器。请用 aux_heads=True 创建。",
    ),
    "error.input_small": (
        "An image of {height}×{width} px is too small for {network}: pooling leaves nothing of it. Use a larger one.",
        "{height}×{width} 像素的图像对 {network} 来说太小：经过池化层后什么也不剩。请用更大的图像。",
    ),
    "error.data_missing": (
        "Fashion-MNIST is not on this machine and could not be downloaded. Three ways to get it: put its four .gz "
        "files into ./data or into the folder named by GOOGLENET_DATA_DIR; install Debian’s package "
        "dataset-fashion-mnist; or connect to the internet and try again.",
        "本机没有 Fashion-MNIST，也无法下载。三种办法："
        "把四个 .gz 文件放进 ./data 或 GOOGLENET_DATA_DIR 指定的目录；"
        "安装 Debian 软件包 dataset-fashion-mnist；或联网后重试。",
    ),
    "error.data_broken": (
        "The file {path} is not a Fashion-MNIST file: {reason}.",
        "文件 {path} 不是 Fashion-MNIST 文件：{reason}。",
    ),
    "error.dataset": (
        "There is no data set {name}. Choose from {accepted}, or give a folder or zip of class folders.",
        "没有名为 {name} 的数据集。可选：{accepted}；也可以填含有类别文件夹的目录或 zip 文件。",
    ),
    "error.recipe": (
        "There is no recipe {name}. Choose from {accepted}.",
        "没有名为 {name} 的训练方案。可选：{accepted}。",
    ),
    "error.config": ("{field} can’t be {value}. Use {accepted}.", "{field} 不能是 {value}。可用：{accepted}。"),
    "error.config_whole": (
        "{field} can’t be {value}. Use a whole number from {low} to {high}.",
        "{field} 不能是 {value}。请用 {low} 到 {high} 的整数。",
    ),
    "error.config_between": (
        "{field} can’t be {value}. Use {low} to {high}.",
        "{field} 不能是 {value}。请用 {low} 到 {high} 的数。",
    ),
    "error.run_other_data": (
        "The images in {path} are not the ones this run started with, or their files have new times ({source}). "
        "Restore them, or start a new run.",
        "{path} 的图像与开始时不同，或文件时间已改变（{source}）。请恢复原来的图像，或开始新的训练。",
    ),
    "error.run_shares": (
        "A batch of {count} images is too small for {processes} processes. Use fewer processes, another batch size, or "
        "drop_last where it is the last batch of an epoch.",
        "一个批量有 {count} 张图像，不够 {processes} 个进程分。请减少进程、换一个批量大小；"
        "如果它是一轮的最后一个批量，也可以用 drop_last。",
    ),
    "error.stream_grey": (
        "{name} is read in color, but the network to start from takes grayscale images. Choose another network.",
        "{name} 按彩色读取，而起始网络只接受灰度图像。请换一个网络。",
    ),
    "error.run_exists": (
        "The folder {path} already contains a run. Resume it, or choose another folder.",
        "目录 {path} 里已有一次训练。请继续它，或换一个目录。",
    ),
    "error.run_no_checkpoint": (
        "The run in {path} is finished and has no checkpoint, so it can’t be trained further. Start another run "
        "from its weights: --init-from.",
        "{path} 里的训练已经完成，没有保留检查点，不能继续训练。可以用 --init-from 以它的权重另起一次训练。",
    ),
    "error.run_missing": ("There is no run to resume in {path}.", "{path} 里没有可以继续的训练。"),
    "error.run_broken": ("The run in {path} cannot be read: {reason}.", "无法读取 {path} 中的训练：{reason}。"),
    "error.run_diverged": (
        "Training diverged at step {step}. Lower the learning rate; the last checkpoint is saved.",
        "训练在第 {step} 步发散。请降低学习率；最近的检查点已保存。",
    ),
    "error.notice_damaged": (
        "{count} damaged images were skipped. damaged.txt in the run’s folder lists them.",
        "已跳过 {count} 张损坏的图像。训练目录中的 damaged.txt 列出了它们。",
    ),
    "error.notice_back": (
        "The loss diverged at step {step}. Training went back to step {back} and continues with half the learning rate.",
        "第 {step} 步的损失发散。训练已退回到第 {back} 步，并以一半的学习率继续。",
    ),
    "error.notice_parts": (
        "There was not enough memory for {batch} images at once. Training went back to step {back}; each batch is "
        "now split into {parts} parts, and their gradients are added.",
        "内存不足以同时处理 {batch} 张图像。训练已退回到第 {back} 步；现在每个批量分成 {parts} 份依次计算，再把梯度累加。",
    ),
    "error.checkpoint": ("The weights in {path} cannot be used: {reason}.", "无法使用 {path} 中的权重：{reason}。"),
    "error.lfs_pointer": (
        "{path} is a Git LFS pointer, not the weights. Run `git lfs install` and `git lfs pull` in the clone.",
        "{path} 只是 Git LFS 指针，不是权重文件。请在克隆的仓库中运行 `git lfs install` 和 `git lfs pull`。",
    ),
    # Why weights cannot be used: parts of the sentence above.
    "error.why.hash": (
        "the file received is not the expected one (its hash differs); it was not kept",
        "收到的不是应有的文件（散列值不同），没有保留",
    ),
    "error.why.missing": ("{name} is missing from the file", "文件中缺少 {name}"),
    "error.why.foreign": ("{name} is not part of the network", "网络中没有 {name}"),
    "error.why.shape": (
        "{name} has shape {given}, but the network needs {wanted}",
        "{name} 的形状是 {given}，网络需要 {wanted}",
    ),
    "error.why.type": (
        "{name} is {given}, but the network needs {wanted}",
        "{name} 的类型是 {given}，网络需要 {wanted}",
    ),
    "error.why.finite": ("{name} contains numbers that are not finite", "{name} 含有非有限的数"),
    "error.why.object": ("it isn’t a JSON object", "不是 JSON 对象"),
    "error.why.card_key": ("{name} is missing from the card", "说明卡缺少 {name}"),
    "error.why.count": (
        "the card asks for {count:,} numbers, and the weights have a different number",
        "说明卡需要 {count:,} 个数，权重的个数与此不同",
    ),
    "error.why.blocks": ("the card has no Inception block", "说明卡中没有 Inception 块"),
    "error.why.macs": (
        "one image needs {giga:.0f} billion multiply-adds; the limit is {most} billion",
        "每张图像需要 {giga:.0f}×10⁹ 次乘加；最多 {most}×10⁹ 次",
    ),
    "error.why.output": (
        "one of its layers outputs {millions:.0f} million numbers per image; the limit is {most} million",
        "有一层对每张图像输出 {millions:.0f}×10⁶ 个数；最多 {most}×10⁶ 个",
    ),
    "error.why.answer": ("its output for a black image is not finite", "对全黑图像的输出不是有限的数"),
    "error.why.text": (
        "a text in the card is too long, or contains angle brackets or control characters",
        "说明卡中有文字太长，或含有尖括号或控制字符",
    ),
    "error.why.classes": (
        "it has {count} class names; use 2 to {most:,} different ones",
        "有 {count} 个类别名；请用 2 到 {most:,} 个互不相同的",
    ),
    "error.why.class_name": (
        "a class name is too long, or is not a single plain line",
        "有类别名太长，或不是一行普通文字",
    ),
    "error.why.images": (
        "images need 1 or 3 channels and {low} to {high} px",
        "图像须有 1 或 3 个通道，{low} 到 {high} 像素",
    ),
    "error.why.native": ("images can have at most {high} px", "图像最多 {high} 像素"),
    "error.why.mean": (
        "mean and standard deviation must be those of values from 0 to 1",
        "均值和标准差须按 0 到 1 的像素值计算",
    ),
    "error.why.figure": ("the figure {name} is unknown, or not a number", "数值项 {name} 未知，或不是数"),
    "error.why.accuracy": ("test_accuracy must be between 0 and 1", "test_accuracy 须在 0 到 1 之间"),
    "error.why.initialization": ("initialization must be one of {accepted}", "initialization 须是 {accepted} 之一"),
    "error.device": (
        "There is no device {name} on this machine. Choose from {accepted}.",
        "本机没有设备 {name}。可选：{accepted}。",
    ),
    "error.block": ("There is no block {name}. Choose from {accepted}.", "没有名为 {name} 的块。可选：{accepted}。"),
    "error.branch": (
        "There is no branch {name} in this block. Choose from {accepted}.",
        "这个块里没有路径 {name}。可选：{accepted}。",
    ),
    "error.class": ("There is no class {name}. Choose from {accepted}.", "没有名为 {name} 的类别。可选：{accepted}。"),
    "error.layer": (
        "There is no layer {name} here. Choose from {accepted}.",
        "这里没有名为 {name} 的层。可选：{accepted}。",
    ),
    "error.channel": (
        "There is no channel {name} in {where}. Choose from {accepted}.",
        "{where} 里没有通道 {name}。可选：{accepted}。",
    ),
    "error.fill": (
        "There is no fill {name}. Choose from {accepted}.",
        "没有名为 {name} 的替换方式。可选：{accepted}。",
    ),
    "error.other_classes": (
        "{name} was not trained for the classes of {dataset}. These differ: {names}.",
        "{name} 不是用 {dataset} 的类别训练的。不一致的类别：{names}。",
    ),
    "error.other_means": (
        "The means are taken over Fashion-MNIST, and {name} was trained on other images. Fill with zeros, or in Python "
        "give ablated() the channel_means() over your own images.",
        "均值取自 Fashion-MNIST 的图像，而 {name} 是用其他图像训练的。请改用零，或在 Python 中把自己图像的 channel_means() 传给 ablated()。",
    ),
    "error.means": (
        "The sample’s images are grayscale, and this network takes images with {channels} channels. Compute "
        'means= by channel_means over your own images, or use fill="zero".',
        "样本是灰度图像，而这个网络的输入有 {channels} 个通道。"
        '请用 channel_means 在自己的图像上算出均值并传给 means=，或用 fill="zero"。',
    ),
    "error.no_split": (
        "The score of {network} can’t be split by branch: its head reads {layer}, which is not an Inception block.",
        "无法按路径拆分 {network} 的得分：分类头读取的是 {layer}，它不是 Inception 块。",
    ),
    "error.method": (
        "There is no attribution method {name}. Choose from {accepted}.",
        "没有名为 {name} 的归因方法。可选：{accepted}。",
    ),
    "error.method_place": (
        "{method} explains the input, so it takes neither a block nor a branch. Methods that do: {accepted}.",
        "{method} 解释的是输入，不能指定块或路径。可以指定的方法：{accepted}。",
    ),
    "error.parameter": (
        "This method has no parameter {name}. Choose from {accepted}.",
        "这个方法没有名为 {name} 的参数。可选：{accepted}。",
    ),
    "error.parameter_none": (
        "{method} takes no parameters, so there is no {name}.",
        "{method} 没有任何参数，因此没有 {name}。",
    ),
    "error.parameter_value": ("{name} can’t be {value}. Use {accepted}.", "{name} 不能是 {value}。可用：{accepted}。"),
    "error.baseline": (
        "There is no baseline {name}. Choose from {accepted}.",
        "没有名为 {name} 的基线。可选：{accepted}。",
    ),
    "error.input_size": (
        "input_size can’t be {value}. Use whole numbers above 0: (channels, height, width), or for a summary "
        "(images, channels, height, width).",
        "input_size 不能是 {value}。请用大于 0 的整数：（通道数，高，宽）；打印结构摘要时为（图像数，通道数，高，宽）。",
    ),
    "error.branch_sizes": (
        "The branches of {block} end in maps of different sizes and can’t be concatenated: {sizes}. Give them the "
        "same strides, and padding that keeps the size.",
        "{block} 各路径输出的特征图尺寸不同，无法在通道维上连结：{sizes}。请使用相同的步幅，以及保持尺寸不变的填充。",
    ),
    "error.residual_size": (
        "{block} adds its input to its output, which must have the same size: {sizes}. Give its branches stride 1.",
        "{block} 要把输入加到输出上，两者尺寸必须相同：{sizes}。请把各路径的步幅设为 1。",
    ),
    "error.groups": (
        "The convolution {name}, with {channels} input and {out} output channels, can’t have {groups} groups. Use "
        "a whole number that divides both.",
        "卷积 {name} 有 {channels} 个输入通道和 {out} 个输出通道，分组数不能是 {groups}。请用能同时整除两者的整数。",
    ),
    "error.regions": (
        "Regions can’t have the shape {shape}. Use 1 to {most} regions, as (R, H, W).",
        "区域的形状不能是 {shape}。请用 1 到 {most} 个区域，形状为 (R, H, W)。",
    ),
    "error.region_empty": (
        "Region {number} is empty. Draw it larger, or outside the regions before it.",
        "区域 {number} 是空的。请画大一些，或避开前面的区域。",
    ),
    "error.regions_overlap": (
        "Regions {first} and {second} overlap. Give each pixel to one region only.",
        "区域 {first} 和 {second} 重叠。每个像素只能属于一个区域。",
    ),
    "error.cell": (
        "There is no cell {name} in this map. Choose from {accepted}.",
        "特征图中没有位置 {name}。可选：{accepted}。",
    ),
    "error.config_broken": ("This is not the configuration of a run: {reason}.", "这不是训练配置：{reason}。"),
    "error.run_differs": (
        "The run was started with {field} = {was}, and you asked for {now}. Only epochs, size_schedule, threads, "
        "device, keep_epochs and tensorboard can change when a run resumes; for anything else start a new run.",
        "这次训练开始时 {field} = {was}，现在要求 {now}。继续训练时只能更改 epochs、size_schedule、"
        "threads、device、keep_epochs 和 tensorboard；其余更改请新建训练。",
    ),
    "error.run_live": (
        "The run in {path} is in progress in another process. Stop it first, or wait until it ends.",
        "{path} 中的训练正在另一个进程里进行。请先停止它，或等它结束。",
    ),
    "error.run_queue": (
        "{most} runs are already waiting. Wait until one starts, or stop one.",
        "已有 {most} 次训练在排队。请等其中一次开始，或停止一次。",
    ),
    "error.run_name": (
        "“{name}” can’t be used as a run’s name. Use up to 64 letters, digits, dots, hyphens and underscores, "
        "starting with a letter or digit.",
        "“{name}”不能作为训练的名字。请用最多 64 个字母、数字、点、连字符和下划线，以字母或数字开头。",
    ),
    "error.run_finished": (
        "The run in {path} is finished. To continue, ask for more epochs.",
        "{path} 中的训练已经完成。要继续，请增加轮数。",
    ),
    "error.run_unwritable": (
        "Can’t write to the folder {path}: {reason}. The last checkpoint is saved; free some space or choose "
        "another folder, then resume.",
        "无法写入目录 {path}：{reason}。最近的检查点已保留；请腾出空间或换一个目录，然后继续训练。",
    ),
    "error.run_memory": (
        "There is not enough memory. Use a smaller batch or smaller images; the last checkpoint is saved.",
        "内存不足。请减小批量或图像尺寸；最近的检查点已保留。",
    ),
    "error.run_failed": (
        "Training stopped because of an error in the program: {reason}. The last checkpoint is saved.",
        "训练因程序错误而中断：{reason}。最近的检查点已保留。",
    ),
    "error.run_died": (
        "The training process stopped unexpectedly (killed, or the machine restarted). Select Resume to continue "
        "from the last checkpoint.",
        "训练进程意外停止（被终止，或机器重启过）。点击“继续”即可从最近的检查点接着训练。",
    ),
    "error.run_silent": (
        "The training process stopped before training started; see {path} for the reason.",
        "训练进程还没开始训练就结束了；原因见 {path}。",
    ),
    "error.run_unfinished": (
        "There is no finished run in {path}. Let it finish first: train --resume --run-dir {path}.",
        "{path} 中没有已完成的训练。请先让它完成：train --resume --run-dir {path}。",
    ),
    "error.weights_exist": (
        "Weights named {name} already exist. Choose another name, or use --overwrite.",
        "已有名为 {name} 的权重。请换一个名字，或用 --overwrite 覆盖。",
    ),
    "error.other_start": (
        "The run did not begin from {name}, so its curves do not continue those. Leave out --continues.",
        "这次训练不是从 {name} 开始的，曲线无法接续。请去掉 --continues。",
    ),
    "error.image_missing": ("There is no image file {path}.", "找不到图像文件 {path}。"),
    "error.image_type": (
        "Give a PIL image, a path or a file’s bytes as the image, not {received}.",
        "图像应是 PIL 图像、路径或文件的字节，而不是 {received}。",
    ),
    "error.image_empty": ("The image is empty.", "图像是空的。"),
    "error.image_bytes": (
        "The image has {size} MB; the limit is {limit} MB. Use a smaller one.",
        "图像有 {size} MB，上限是 {limit} MB。请换一张较小的。",
    ),
    "error.image_heic": (
        "HEIC images, for example from an iPhone, aren’t supported. Share it as JPEG, or choose Most Compatible "
        "in the camera’s settings. Supported: {accepted}.",
        "不支持 HEIC 图像（例如 iPhone 拍摄的）。请以 JPEG 格式分享，或在相机设置中选择“兼容性最佳”。支持的格式：{accepted}。",
    ),
    "error.image_format": (
        "{name} files aren’t supported. Use {accepted}, or a screenshot.",
        "不支持 {name} 文件。请用 {accepted}，或截一张图。",
    ),
    "error.image_unknown": (
        "This file isn’t a readable image. Use {accepted}.",
        "无法把这个文件当作图像读取。请用 {accepted}。",
    ),
    "error.image_pixels": (
        "The image is too large ({received}); the limit is {limit} million pixels. Use a smaller one.",
        "图像太大（{received}），上限是 {limit}00 万像素。请换一张较小的。",
    ),
    "error.image_aspect": (
        "The image is too long and thin ({width}×{height} px); the limit is {limit}:1. Crop it first.",
        "图像过于细长（{width}×{height} 像素），长宽比最多 {limit}:1。请先裁剪。",
    ),
    "error.drawing": (
        "This drawing can’t be used: it must be a PNG of {side} × {side} px. Close the drawing and open it again.",
        "这幅画无法使用：必须是 {side} × {side} 像素的 PNG。请关闭画板后重新打开。",
    ),
    "error.image_damaged": (
        "This {name} image is incomplete or damaged. Save it again and choose it once more.",
        "这张 {name} 图像不完整或已损坏。请重新保存后再选择一次。",
    ),
}
