"""Sentences of the command line: commands, options, `train` and the results of most commands."""

SENTENCES = {
    "cli.about": (
        "GoogLeNet and its Inception family: train, classify, explain.",
        "GoogLeNet 与 Inception 家族：训练、分类、解释。",
    ),
    "cli.train": (
        "train a network; Ctrl-C stops with a checkpoint, --resume goes on",
        "训练网络；按 Ctrl-C 会保存检查点后停止，用 --resume 继续",
    ),
    "cli.evaluate": ("accuracy of weights on the test images", "计算权重在测试图像上的准确率"),
    "cli.classify": ("the classes of pictures, best first", "对图片分类，最可能的类别在前"),
    "cli.explain": ("where in a picture a class's score comes from", "解释类别得分来自图片的哪些部分"),
    "cli.summary": ("a network's layers: shapes, parameters, multiply-adds", "网络各层：形状、参数量、乘加次数"),
    "cli.models": ("the networks and weights that there are", "列出可用的网络和权重"),
    "cli.ship": ("make a finished run into weights that ship", "把完成的训练做成随项目附带的权重"),
    "cli.study": (
        "which kernel size is right? networks with only some paths, equally large or costly, trained alike",
        "哪种卷积核尺寸更合适？训练只保留部分路径、参数量或乘加次数相同的网络",
    ),
    "cli.evidence": (
        "a class's score, or the difference of two, split exactly by path",
        "把类别得分（或两个类别的得分之差）精确地按路径拆分",
    ),
    "cli.option.against": ("the class that it is held against, by name or index", "用来对比的类别（名称或序号）"),
    "cli.flow": (
        "where each path's input comes from: shares of the paths of the block before",
        "每条路径的输入来自哪里：上一模块各路径所占的份额",
    ),
    "cli.option.flow_block": ("only this block's paths", "只看这个模块的路径"),
    "cli.importance": (
        "accuracy lost when each path is switched off, over test images",
        "在测试图像上，逐条关掉路径后损失的准确率",
    ),
    "cli.specialization": (
        "whether the paths divide the work: traits of their channels against chance",
        "各路径是否分工：把通道的特性与随机分布作比较",
    ),
    "cli.option.traits": ("JSON file for the traits", "保存特性的 JSON 文件"),
    "cli.mistakes": ("the test images that are answered wrong with the highest loss", "损失最高的错误：答错的测试图像"),
    "cli.time-lapse": (
        "what a run's network answered to pictures after each epoch that is kept",
        "训练中保留的每个 epoch 对图片的回答",
    ),
    "cli.exemplars": (
        "the training images that excite each channel most, of the sample that ships",
        "在随附的训练样本中，找出最能激活每个通道的图像",
    ),
    "cli.activations": (
        "each path's share of its block's energy and channels; --output keeps every activation",
        "各路径占其模块能量与通道的份额；--output 保存全部激活",
    ),
    "cli.ablate": (
        "a picture's classes without some paths or channels, before and after",
        "关掉若干路径或通道前后，一张图片的分类结果",
    ),
    "cli.field": (
        "what a unit sees of a picture: receptive field, and effective receptive field",
        "一个单元在图片上能看到什么：感受野与有效感受野",
    ),
    "cli.visualize": (
        "an image made for a channel or a whole path (feature visualization)",
        "为一个通道或整条路径合成图像（特征可视化）",
    ),
    "cli.option.exemplar_images": (
        "how many training images of the sample to search; default: all 5,000",
        "搜索样本中的多少张训练图像；默认全部 5,000 张",
    ),
    "cli.option.exemplar_output": (
        "NumPy archive (.npz) to keep them in; default: beside the weights, where the page finds them",
        "保存结果的 NumPy 文件（.npz）；默认放在权重旁边，页面会自动读取",
    ),
    "cli.attribution-benchmark": (
        "a leader board of attribution methods over test images",
        "在测试图像上比较各归因方法，列出排行榜",
    ),
    "cli.option.test_images": ("how many test images, drawn at random", "随机抽取多少张测试图像"),
    "cli.option.fill": (
        "what stands in the place of what is switched off: zero, or each channel's mean over training images",
        "被关掉的部分用什么代替：零，或各通道在训练图像上的均值",
    ),
    "cli.option.draw_seed": ("seed of the draw", "抽样的随机种子"),
    "cli.option.record": (
        "JSON file to keep the counts in; where it has some already, they are gone on with",
        "保存计数的 JSON 文件；若已有计数，则接着算",
    ),
    "cli.export": ("a finished run as one zip of its card and its weights", "把完成的训练打包成一个 zip：说明卡和权重"),
    "cli.import": (
        "a network that came as card and weights, or as the zip of both, into the runs folder",
        "把别人给的网络（说明卡和权重，或包含二者的 zip）放进训练目录",
    ),
    "cli.option.export_to": ("the zip to write", "要写出的 zip"),
    "cli.option.import_files": (
        "the zip, or config.json and the .safetensors file",
        "zip，或 config.json 和 .safetensors 文件",
    ),
    "cli.option.import_name": ("what the run is called; default: as the file", "训练的名字；默认与文件同名"),
    "cli.imported": ("A network of {classes} classes: {path}", "有 {classes} 个类别的网络：{path}"),
    "cli.pictures": (
        "make a folder or zip of your own pictures, a folder a class, into a data set",
        "把自己的图片（每类一个文件夹的目录或 zip）做成数据集",
    ),
    "cli.option.pictures_path": ("folder or zip of class folders", "含有类别文件夹的目录或 zip"),
    "cli.option.pictures_side": ("side in px of what is kept of each picture", "每张图片保存的边长（像素）"),
    "cli.option.pictures_encoding": (
        "encoding of the file names in a zip that does not say it",
        "zip 未注明时，其中文件名的编码",
    ),
    "cli.option.pictures_share": (
        "fraction of each class kept for testing; folders train and test go before it",
        "每类留作测试的比例；若已有 train 和 test 文件夹，则以它们为准",
    ),
    "cli.option.json": ("print JSON, for a program", "输出 JSON，供程序读取"),
    "cli.option.run_dir": (
        "folder of the run; by default a new one in ./runs or $GOOGLENET_RUNS_DIR, with --resume the newest one there",
        "训练目录；默认在 ./runs 或 $GOOGLENET_RUNS_DIR 里新建，用 --resume 时取其中最新的",
    ),
    "cli.option.resume": ("go on with the run in that folder", "继续该目录中的训练"),
    "cli.option.weights": ("weights that ship, or a run's folder", "随项目附带的权重，或训练目录"),
    "cli.option.on": (
        "data set to test on; by default the one that it was trained on",
        "测试用的数据集；默认是训练所用的数据集",
    ),
    "cli.option.limit": ("only the first so many test images", "只用前若干张测试图像"),
    "cli.option.precision_test": (
        "bf16, fp32, or auto: bf16 where the device has it",
        "bf16、fp32，或 auto：设备支持时用 bf16",
    ),
    "cli.option.images": ("pictures: PNG, JPEG, WEBP or GIF", "图片：PNG、JPEG、WEBP 或 GIF"),
    "cli.option.top": ("how many classes to print", "显示多少个类别"),
    "cli.option.no_prepare": (
        "show the picture as it is, instead of as the data set's pictures are",
        "直接使用原图，不转换成数据集图像的样子",
    ),
    "cli.option.method": ("attribution method", "归因方法"),
    "cli.option.set": ("the method's parameters, as listed below", "归因方法的参数（见下表）"),
    "cli.columns.methods": ("method|explains|parameters|paper", "方法|解释对象|参数|论文"),
    "cli.parameter_form": (
        "--set got {value}; accepted: NAME=VALUE, as in n_steps=64.",
        "--set 收到 {value}；可接受：名称=值，例如 n_steps=64。",
    ),
    "cli.option.block": ("block to explain, for a layer method", "要解释的模块（用于层归因方法）"),
    "cli.option.branch": ("path of that block", "该模块中的路径"),
    "cli.option.target": (
        "class to explain, by name or index; by default the predicted one",
        "要解释的类别（名称或序号）；默认是预测的类别",
    ),
    "cli.option.baseline": ("what the picture is compared with", "用来比较的基线"),
    "cli.option.output": (
        "where to put the map: .png over the picture, or .npz with the numbers",
        "保存位置：.png 叠加在图片上，.npz 保存数值",
    ),
    "cli.option.model": ("name of a network", "网络的名字"),
    "cli.option.classes": ("number of classes", "类别数"),
    "cli.classes": ("A network has at least one class; this was {value}.", "网络至少要有一个类别，收到的是 {value}。"),
    "cli.option.input_size": ("images, channels, height, width", "图像数、通道数、高、宽"),
    "cli.option.ship_name": ("name of the weights: network.tag", "权重的名字：network.tag"),
    "cli.option.overwrite": ("in the place of weights of that name", "覆盖同名权重"),
    "cli.train.model": ("name of a network", "网络的名字"),
    "cli.train.dataset": (
        "data set, by name; or a folder or zip of class folders of pictures",
        "数据集的名字；或含有类别文件夹的图片目录、zip 文件",
    ),
    "cli.train.image_size": ("side of the input in px", "输入边长（像素）"),
    "cli.train.epochs": ("passes over the training images", "训练轮数"),
    "cli.train.batch_size": ("images a step", "每步的图像数"),
    "cli.train.seed": ("of weights, order, augmentation and dropout", "随机种子：决定权重、顺序、增广和 dropout"),
    "cli.train.recipe": ("what fills in the rest", "训练方案：其余设置由它给出"),
    "cli.train.size_schedule": ("side in each epoch, ending with the image size", "每轮的边长，最后一个等于输入边长"),
    "cli.train.optimizer": ("optimizer", "优化器"),
    "cli.train.learning_rate": ("learning rate; the peak where the schedule has one", "学习率；有峰值的日程取峰值"),
    "cli.train.schedule": ("course of the learning rate", "学习率日程"),
    "cli.train.weight_decay": ("weight decay", "权重衰减"),
    "cli.train.label_smoothing": ("share of the target given to the other classes", "标签平滑：分给其他类别的比例"),
    "cli.train.augmentation": ("what is done to the training images", "训练图像的增广"),
    "cli.train.precision": (
        "bf16, fp16, fp32, or auto: bf16 where the device has it, else fp16 on a CUDA card",
        "bf16、fp16、fp32，或 auto：设备支持时用 bf16，否则在 CUDA 显卡上用 fp16",
    ),
    "cli.train.draws": (
        "where random numbers come from: the device (new runs), or the cpu (as in earlier versions)",
        "随机数的来源：device（新的训练），或 cpu（与早期版本相同）",
    ),
    "cli.train.recalibrate_images": (
        "training images over which BN statistics are computed anew before testing",
        "测试前用多少张训练图像重新计算 BN 统计量",
    ),
    "cli.train.threads": ("CPU threads", "CPU 线程数"),
    "cli.train.device": ("auto, cuda, mps or cpu", "auto、cuda、mps 或 cpu"),
    "cli.train.train_images": ("use only so many training images", "只用这么多训练图像"),
    "cli.train.validation_images": (
        "training images kept apart to choose the best epoch by",
        "留出多少张训练图像，用来选择最好的一轮",
    ),
    "cli.train.aux_heads": ("train with the auxiliary heads", "同时训练辅助分类器"),
    "cli.train.init_from": (
        "weights to start from: a name, a run's folder or a file",
        "初始权重：名字、训练目录或文件",
    ),
    "cli.train.freeze_until": ("a block; it and all before it stay as they are", "一个模块：它和它之前的层保持不变"),
    "cli.train.keep_epochs": (
        "keep the weights of so many epochs at most, evenly spaced, to look back at; 0: none",
        "最多保留多少个 epoch 的权重（均匀间隔），供日后回看；0 表示不保留",
    ),
    "cli.train.tensorboard": (
        "also write the records in TensorBoard’s format, into the run’s folder",
        "同时以 TensorBoard 的格式写入记录，放在训练目录里",
    ),
    "cli.train.selective_decay": (
        "weight decay on convolution and linear weights alone, not on batch normalisation and biases",
        "权重衰减只作用于卷积和线性层的权重，不作用于批归一化和偏置",
    ),
    "cli.train.drop_last": (
        "leave out an epoch’s last batch where it is smaller than the others",
        "每轮最后一个批次不满时丢弃它",
    ),
    "cli.train.deterministic": (
        "on a CUDA card, use only kernels that give the same bits every time (slower)",
        "在 CUDA 显卡上只使用每次结果逐位相同的算法（较慢）",
    ),
    "cli.train.ema_decay": (
        "evaluate and save a moving average of the weights that keeps so much of itself a step; 0: none",
        "评估并保存权重的滑动平均，每步保留这么大的比例；0 表示不用",
    ),
    "cli.rate-test": (
        "learning-rate range test: a few steps at rates that grow, and where to begin",
        "学习率范围测试：用逐步增大的学习率走若干步，给出起点建议",
    ),
    "cli.option.lowest": ("learning rate of the first step", "第一步的学习率"),
    "cli.option.highest": ("learning rate of the last step", "最后一步的学习率"),
    "cli.option.steps": ("how many steps", "步数"),
    "cli.columns.rates": ("learning rate|loss|smoothed", "学习率|损失|平滑后"),
    "cli.stopped": (
        "Stopped, with a checkpoint. Go on: python -m googlenet train --resume --run-dir {path}",
        "已停止，检查点已保存。继续：python -m googlenet train --resume --run-dir {path}",
    ),
    "cli.finished": ("Finished: {path}", "训练完成：{path}"),
    "cli.interrupted": ("Stopped.", "已停止。"),
    "cli.epoch": (
        "epoch {epoch}: loss {train_loss:.3f}, training {train_percent:.2f} %, test {test_percent:.2f} % at {image_size} px",
        "第 {epoch} 轮：损失 {train_loss:.3f}，训练 {train_percent:.2f} %，测试 {test_percent:.2f} %，{image_size} 像素",
    ),
    "cli.score": (
        "{name}: {percent:.2f} % of {images:,} test images of {dataset} (loss {loss:.4f} nats, {precision})",
        "{name}：{dataset} 的 {images:,} 张测试图像中 {percent:.2f} % 正确（损失 {loss:.4f} nat，{precision}）",
    ),
    "cli.other_classes": (
        "{name} was not trained for the classes of {dataset}. Choose --dataset {own}.",
        "{name} 的类别与 {dataset} 不同。请用 --dataset {own}。",
    ),
    "cli.explained": (
        "{method}: the score of “{target}” ({percent:.1f} %), map of {height}×{width}",
        "{method}：“{target}”的得分（{percent:.1f} %），{height}×{width} 的图",
    ),
    "cli.completeness": (
        "completeness error {delta:+.4f} logits, {percent:.2f} %",
        "完备性误差 {delta:+.4f} logit，即 {percent:.2f} %",
    ),
    "cli.written": ("written to {path}", "已写入 {path}"),
    "cli.output_kind": (
        "--output is {path}; accepted: a name that ends in .png or .npz.",
        "--output 的值是 {path}；可接受：以 .png 或 .npz 结尾的文件名。",
    ),
    "cli.not_written": ("{path} cannot be written: {reason}.", "无法写入 {path}：{reason}。"),
    "cli.columns.summary": (
        "type|layer|block|role|output|parameters|multiply-adds",
        "类型|层|模块|作用|输出|参数量|乘加次数",
    ),
    "cli.columns.networks": ("network|blocks|parameters|multiply-adds|source", "网络|模块|参数量|乘加次数|出处"),
    "cli.columns.weights": ("weights|test accuracy|images|size|licence", "权重|测试准确率|图像数|尺寸|许可"),
    "cli.total": ("{params:,} parameters, {macs:,} multiply-adds", "共 {params:,} 个参数，{macs:,} 次乘加"),
    "cli.shipped": (
        "{path}: {megabytes:.1f} MB, {percent:.2f} % of {images:,} test images",
        "{path}：{megabytes:.1f} MB，{images:,} 张测试图像中 {percent:.2f} % 正确",
    ),
}
