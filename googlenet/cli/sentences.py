"""Sentences of the command line: commands, options, `train` and the results of most commands."""

SENTENCES = {
    "cli.about": (
        "GoogLeNet and its Inception family: train, classify, explain.",
        "GoogLeNet 与 Inception 家族：训练、分类、解释。",
    ),
    "cli.train": (
        "train a network; Ctrl-C stops it with a checkpoint, --resume continues it",
        "训练网络；按 Ctrl-C 会保存检查点后停止，用 --resume 继续",
    ),
    "cli.evaluate": ("accuracy of trained weights on the test images", "计算权重在测试图像上的准确率"),
    "cli.classify": ("the classes of images, most likely first", "对图像分类，最可能的类别在前"),
    "cli.explain": ("where in an image a class’s score comes from", "解释类别得分来自图像的哪些部分"),
    "cli.summary": ("a network’s layers: shapes, parameters, multiply-adds", "网络各层：形状、参数量、乘加次数"),
    "cli.models": ("the available networks and weights", "列出可用的网络和权重"),
    "cli.ship": ("publish a finished run as built-in weights", "把完成的训练发布为自带的权重"),
    "cli.study": (
        "which kernel size is right? trains networks that keep only some branches, with equal parameters or multiply-adds",
        "哪种卷积核尺寸更合适？训练只保留部分路径、参数量或乘加次数相同的网络",
    ),
    "cli.evidence": (
        "a class’s score, or the difference of two, split exactly by branch",
        "把类别得分（或两个类别的得分之差）精确地按路径拆分",
    ),
    "cli.option.against": ("class to compare with, by name or index", "用来对比的类别（名称或序号）"),
    "cli.flow": (
        "where each branch’s input comes from: shares of the previous block’s branches",
        "每条路径的输入来自哪里：上一个块各路径所占的比例",
    ),
    "cli.option.flow_block": ("only this block’s branches", "只看这个块的路径"),
    "cli.importance": (
        "accuracy lost when each branch is turned off, on test images",
        "在测试图像上，逐条关掉路径后损失的准确率",
    ),
    "cli.specialization": (
        "whether the branches specialize: traits of their channels compared with chance",
        "各路径是否有专长：把其通道的特性与随机水平作比较",
    ),
    "cli.option.traits": ("JSON file for the traits", "保存特性的 JSON 文件"),
    "cli.mistakes": ("the misclassified test images with the highest loss", "分类错误且损失最高的测试图像"),
    "cli.time-lapse": (
        "how a run’s predictions for images change over its saved epochs",
        "一次训练对图像的预测，怎样随保留的各轮变化",
    ),
    "cli.exemplars": (
        "the training images that activate each channel most, from the built-in sample",
        "在自带的训练样本中，找出最能激活每个通道的图像",
    ),
    "cli.influence": (
        "the training images that speak most for a prediction and most against it; --labels: labels worth a second look",
        "最支持与最反对某个预测的训练图像；--labels：值得复查的标签",
    ),
    "cli.activations": (
        "each branch’s share of its block’s activation energy and channels; --output saves every activation",
        "各路径占其所在块能量与通道的比例；--output 保存全部激活",
    ),
    "cli.ablate": (
        "an image’s classes before and after turning off branches or channels",
        "关掉若干路径或通道前后，一张图像的分类结果",
    ),
    "cli.cell": (
        "how one cell gets its activation: inputs × kernel, bias, batch normalization, ReLU",
        "一个位置的激活值是怎样算出来的：输入 × 卷积核、偏置、批量规范化、ReLU",
    ),
    "cli.regions": (
        "what regions of an image are worth to a class: covered one by one, and as exact Shapley values",
        "图像的若干区域对某个类别值多少：逐个遮住，以及精确的 Shapley 值",
    ),
    "cli.field": (
        "what a unit sees of an image: its receptive field and effective receptive field",
        "一个单元在图像上能看到什么：感受野与有效感受野",
    ),
    "cli.visualize": (
        "generates an image for a channel or a whole branch (feature visualization)",
        "为一个通道或整条路径生成图像（特征可视化）",
    ),
    "cli.option.exemplar_images": (
        "number of training images of the sample to search; default: all 5,000",
        "搜索样本中的多少张训练图像；默认全部 5,000 张",
    ),
    "cli.option.exemplar_output": (
        "NumPy archive (.npz) for the results; default: beside the weights, where the page finds it",
        "保存结果的 NumPy 文件（.npz）；默认放在权重旁边，页面会自动读取",
    ),
    "cli.attribution-benchmark": (
        "a ranking of attribution methods on test images",
        "在测试图像上比较各归因方法，给出排行",
    ),
    "cli.option.test_images": ("number of test images, drawn at random", "随机抽取多少张测试图像"),
    "cli.option.fill": (
        "what replaces a part that is turned off: zeros, or each channel’s mean over training images",
        "被关掉的部分用什么代替：零，或各通道在训练图像上的均值",
    ),
    "cli.option.draw_seed": ("random seed for drawing the images", "抽样的随机种子"),
    "cli.option.record": (
        "JSON file for the counts; an existing file is continued",
        "保存计数的 JSON 文件；若已有计数，则接着算",
    ),
    "cli.export": (
        "save a finished run as one zip of its card and weights",
        "把完成的训练打包成一个 zip：说明卡和权重",
    ),
    "cli.import": (
        "add a network to the runs folder, from its card and weights or the zip of both",
        "把别人给的网络（说明卡和权重，或包含二者的 zip）放进训练目录",
    ),
    "cli.option.export_to": ("zip file to write", "要写出的 zip"),
    "cli.option.import_files": (
        "the zip, or config.json and the .safetensors file",
        "zip，或 config.json 和 .safetensors 文件",
    ),
    "cli.option.import_name": ("name of the run; default: the file’s name", "训练的名字；默认与文件同名"),
    "cli.imported": ("A network of {classes} classes: {path}", "有 {classes} 个类别的网络：{path}"),
    "cli.pictures": (
        "turn your own images (a folder or zip with one folder per class) into a data set",
        "把自己的图像（每类一个文件夹的目录或 zip）做成数据集",
    ),
    "cli.option.pictures_path": ("folder or zip of class folders", "含有类别文件夹的目录或 zip"),
    "cli.option.pictures_side": ("side in px at which each image is saved", "每张图像保存的边长（像素）"),
    "cli.option.pictures_share": (
        "fraction of each class used for testing; existing train and test folders take precedence",
        "每类留作测试的比例；若已有 train 和 test 文件夹，则以它们为准",
    ),
    "cli.option.pictures_encoding": (
        "encoding of file names in a zip that does not state it",
        "zip 未注明时，其中文件名的编码",
    ),
    "cli.option.json": ("print JSON for use by programs", "输出 JSON，供程序读取"),
    "cli.option.run_dir": (
        "folder of the run; default: a new one in ./runs or $GOOGLENET_RUNS_DIR, with --resume the newest one there",
        "训练目录；默认在 ./runs 或 $GOOGLENET_RUNS_DIR 里新建，用 --resume 时取其中最新的",
    ),
    "cli.option.run": ("folder of the run", "训练目录"),
    "cli.option.resume": ("continue the run in that folder", "继续该目录中的训练"),
    "cli.option.weights": ("built-in weights, or a run’s folder", "自带的权重，或训练目录"),
    "cli.option.on": (
        "data set to test on; default: the one used for training",
        "测试用的数据集；默认是训练所用的数据集",
    ),
    "cli.option.limit": ("use only this many test images, from the first on", "只用前若干张测试图像"),
    "cli.option.precision_test": (
        "bf16, fp32, or auto: bf16 where the device gains by it",
        "bf16、fp32，或 auto：设备用 bf16 更快时用它",
    ),
    "cli.option.images": ("image files: PNG, JPEG, WEBP or GIF", "图像：PNG、JPEG、WEBP 或 GIF"),
    "cli.option.top": ("how many classes to print", "显示多少个类别"),
    "cli.option.no_prepare": (
        "use the image as it is, without matching it to the data set’s images",
        "直接使用原图，不转换成数据集图像的样子",
    ),
    "cli.option.method": ("attribution method", "归因方法"),
    "cli.option.set": ("the method’s parameters, as listed below", "归因方法的参数（见下表）"),
    "cli.columns.methods": ("method|explains|parameters|paper", "方法|解释对象|参数|论文"),
    "cli.parameter_form": (
        "--set can’t be {value}. Use NAME=VALUE, as in n_steps=64.",
        "--set 不能是 {value}。请用 名称=值，例如 n_steps=64。",
    ),
    "cli.option.block": ("block to explain, for a layer method", "要解释的块（用于层归因方法）"),
    "cli.option.a_block": ("name of the block, such as inception4c", "块的名称，例如 inception4c"),
    "cli.option.branch": ("branch of that block", "该块中的路径"),
    "cli.option.target": (
        "class to explain, by name or index; default: the predicted one",
        "要解释的类别（名称或序号）；默认是预测的类别",
    ),
    "cli.option.baseline": ("baseline that the image is compared with", "用来比较的基线"),
    "cli.option.output": (
        "file for the map: .png over the image, or .npz with the numbers",
        "保存位置：.png 叠加在图像上，.npz 保存数值",
    ),
    "cli.option.model": ("name of a network", "网络的名字"),
    "cli.option.classes": ("number of classes", "类别数"),
    "cli.classes": (
        "A network can’t have {value} classes. Use 1 or more.",
        "网络的类别数不能是 {value}。请用不小于 1 的整数。",
    ),
    "cli.option.input_size": ("images, channels, height, width", "图像数、通道数、高、宽"),
    "cli.option.ship_name": ("name of the weights: network.tag", "权重的名字：network.tag"),
    "cli.option.overwrite": ("replace existing weights of that name", "覆盖同名权重"),
    "cli.option.continues": (
        "replace the weights of that name, from which the run began, and put their curves before its own",
        "替换同名权重，并把其曲线接在前面；这次训练须从该权重开始",
    ),
    "cli.train.model": ("name of a network", "网络的名字"),
    "cli.train.dataset": (
        "data set, by name; or a folder or zip with one folder of images per class",
        "数据集的名字；或含有类别文件夹的图像目录、zip 文件",
    ),
    "cli.train.image_size": ("side of the input in px", "输入边长（像素）"),
    "cli.train.epochs": ("passes over the training images", "训练轮数"),
    "cli.train.batch_size": ("images per step", "每步的图像数"),
    "cli.train.seed": (
        "random seed for weights, order, augmentation and dropout",
        "随机种子：决定权重、顺序、增广和暂退法",
    ),
    "cli.train.recipe": ("recipe that provides all other settings", "训练方案：其余设置由它给出"),
    "cli.train.size_schedule": (
        "side in each epoch; the last one is the image size",
        "每轮的边长，最后一个等于输入边长",
    ),
    "cli.train.optimizer": ("optimizer", "优化器"),
    "cli.train.learning_rate": ("learning rate; for schedules with a peak, the peak", "学习率；调度有峰值时指峰值"),
    "cli.train.schedule": ("learning rate schedule", "学习率调度"),
    "cli.train.weight_decay": ("weight decay", "权重衰减"),
    "cli.train.label_smoothing": (
        "label smoothing: fraction of the target spread over the other classes",
        "标签平滑：分给其他类别的比例",
    ),
    "cli.train.augmentation": ("augmentation of the training images", "训练图像的增广"),
    "cli.train.precision": (
        "bf16, fp16, fp32, or auto: bf16 where the device gains by it, else fp16 on a CUDA card",
        "bf16、fp16、fp32，或 auto：设备用 bf16 更快时用它，否则在 CUDA 显卡上用 fp16",
    ),
    "cli.train.draws": (
        "where random numbers come from: the device (new runs), or the cpu (as in earlier versions)",
        "随机数的来源：device（新的训练），或 cpu（与早期版本相同）",
    ),
    "cli.train.recalibrate_images": (
        "number of training images for recomputing BN statistics before testing",
        "测试前用多少张训练图像重新计算 BN 统计量",
    ),
    "cli.train.threads": ("CPU threads", "CPU 线程数"),
    "cli.train.device": ("auto, cuda, mps or cpu", "auto、cuda、mps 或 cpu"),
    "cli.train.train_images": ("use only this many training images", "只用这么多训练图像"),
    "cli.train.validation_images": (
        "number of training images used as the validation set, which selects the best epoch",
        "从训练图像中划出多少张作验证集，用来选择最好的一轮",
    ),
    "cli.train.aux_heads": ("train with the auxiliary heads", "同时训练辅助分类器"),
    "cli.train.init_from": (
        "weights to start from: a name, a run’s folder or a file",
        "初始权重：名字、训练目录或文件",
    ),
    "cli.train.freeze_until": ("freeze this block and everything before it", "冻结这个块及其之前的所有层"),
    "cli.train.keep_epochs": (
        "save the weights of up to this many epochs, evenly spaced, for the time-lapse; 0: none",
        "最多保留多少轮的权重（均匀间隔），供回放使用；0 表示不保留",
    ),
    "cli.train.tensorboard": (
        "also write TensorBoard records into the run’s folder",
        "同时以 TensorBoard 的格式写入记录，放在训练目录里",
    ),
    "cli.train.selective_decay": (
        "apply weight decay only to convolution and linear weights, not to batch normalization and biases",
        "权重衰减只作用于卷积层和全连接层的权重，不作用于批量规范化和偏置",
    ),
    "cli.train.drop_last": (
        "drop an epoch’s last batch if it is smaller than the others",
        "每轮最后一个批量不满时丢弃它",
    ),
    "cli.train.deterministic": (
        "on a CUDA card, use only kernels that give the same bits every time (slower)",
        "在 CUDA 显卡上只使用每次结果逐位相同的算法（较慢）",
    ),
    "cli.train.ema_decay": (
        "evaluate and save a moving average of the weights; the value is what it keeps of itself per step, 0: none",
        "评估并保存权重的移动平均，每步保留这么大的比例；0 表示不用",
    ),
    "cli.rate-test": (
        "learning-rate range test: some steps at growing rates, and a suggestion where to start",
        "学习率范围测试：用逐步增大的学习率走若干步，给出起点建议",
    ),
    "cli.option.lowest": ("learning rate of the first step", "第一步的学习率"),
    "cli.option.highest": ("learning rate of the last step", "最后一步的学习率"),
    "cli.option.steps": ("number of steps", "步数"),
    "cli.columns.rates": ("learning rate|loss|smoothed", "学习率|损失|平滑后"),
    "cli.stopped": (
        "Stopped; the checkpoint is saved. To continue: python -m googlenet train --resume --run-dir {path}",
        "已停止，检查点已保存。继续：python -m googlenet train --resume --run-dir {path}",
    ),
    "cli.finished": ("Finished: {path}", "训练完成：{path}"),
    "cli.interrupted": ("Stopped.", "已停止。"),
    "cli.guessing": (
        "The test loss has stayed at {loss}, that of guessing among {classes} classes. Try another --learning-rate "
        "(rate-test suggests one), --model googlenet_bn, or --init-from trained weights.",
        "测试损失停在 {loss}，相当于在 {classes} 个类别中瞎猜。可以换一个 --learning-rate（rate-test 会给出建议），使用 --model "
        "googlenet_bn，或用 --init-from 从训练好的权重开始。",
    ),
    "cli.epoch": (
        "epoch {epoch}: loss {train_loss:.3f}, training {train_percent:.2f}%, test {test_percent:.2f}% at {image_size} px",
        "第 {epoch} 轮：损失 {train_loss:.3f}，训练 {train_percent:.2f}%，测试 {test_percent:.2f}%，{image_size} 像素",
    ),
    "cli.past_notes": (
        "past the study notes’ {percent:.2f}% after {epochs} epochs",
        "已超过学习笔记 {epochs} 轮后的 {percent:.2f}%",
    ),
    "cli.score": (
        "{name}: {percent:.2f}% accuracy on {images:,} test images of {dataset} (loss {loss:.4f} nats, {precision})",
        "{name}：在 {dataset} 的 {images:,} 张测试图像上准确率 {percent:.2f}%（损失 {loss:.4f} nat，{precision}）",
    ),
    "cli.explained": (
        "{method}: the score of “{target}” ({percent:.1f}%), map of {height}×{width}",
        "{method}：“{target}”的得分（{percent:.1f}%），{height}×{width} 的图",
    ),
    "cli.completeness": (
        "completeness error {delta:+.4f} logits, {percent:.2f}%",
        "完备性误差 {delta:+.4f} logit，即 {percent:.2f}%",
    ),
    "cli.sampling": (
        "sampling error {percent:.2g}% of the map’s standard deviation",
        "抽样误差为整幅图标准差的 {percent:.2g}%",
    ),
    "cli.written": ("written to {path}", "已写入 {path}"),
    "cli.output_kind": (
        "--output can’t be {path}. Use a name that ends in .png or .npz.",
        "--output 不能是 {path}。请用以 .png 或 .npz 结尾的文件名。",
    ),
    "cli.not_written": (
        "Can’t write {path}: {reason}. Choose another place.",
        "无法写入 {path}：{reason}。请换一个位置。",
    ),
    "cli.columns.summary": (
        "type|layer|block|role|output|parameters|multiply-adds",
        "类型|层|块|作用|输出|参数量|乘加次数",
    ),
    "cli.columns.networks": ("network|blocks|parameters|multiply-adds|source", "网络|块|参数量|乘加次数|出处"),
    "cli.columns.weights": ("weights|test accuracy|images|size|license", "权重|测试准确率|图像数|尺寸|许可"),
    "cli.total": ("{params:,} parameters, {macs:,} multiply-adds", "共 {params:,} 个参数，{macs:,} 次乘加"),
    "cli.shipped": (
        "{path}: {megabytes:.1f} MB, {percent:.2f}% accuracy on {images:,} test images",
        "{path}：{megabytes:.1f} MB，在 {images:,} 张测试图像上准确率 {percent:.2f}%",
    ),
}
