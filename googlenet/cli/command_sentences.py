"""Sentences of the commands about branches, units, mistakes, own pictures and the study."""

SENTENCES = {
    "paths.accuracy": (
        "{name}: {percent:.2f}% accuracy on {images:,} test images of {dataset} with all branches. Percentage "
        "points lost without each branch ({fill}), with 95% confidence intervals:",
        "{name}：使用全部路径时，在 {dataset} 的 {images:,} 张测试图像上准确率 {percent:.2f}%。"
        "去掉每条路径（{fill}）后损失的百分点与 95% 置信区间：",
    ),
    "paths.evidence": (
        "The score of “{label}”, in logits, and each branch’s share of the channels:",
        "“{label}”的得分（logit），以及各路径占通道的比例：",
    ),
    "paths.evidence_against": (
        "The score of “{label}” minus that of “{other}”, in logits, and each branch’s share of the channels:",
        "“{label}”与“{other}”的得分之差（logit），以及各路径占通道的比例：",
    ),
    "paths.columns.evidence": ("term|logits|channels", "项|logit|通道"),
    "paths.columns.flow": ("block|branch|reads from|branch of it|share|channels", "块|路径|读取|其中的路径|占比|通道"),
    "paths.columns.traits": (
        "block|branch|trait|channels|with random weights|p|q",
        "块|路径|特性|通道占比|随机权重时|p|q",
    ),
    "paths.columns": (
        "block|branch|percentage points lost|95% confidence interval",
        "块|路径|损失的百分点|95% 置信区间",
    ),
    "units.option.npz": ("NumPy archive (.npz) for the arrays", "保存数组的 NumPy 文件（.npz）"),
    "units.option.picture": ("PNG file for the image", "保存图像的 PNG 文件"),
    "units.option.off": (
        "what to turn off: inception4c/5x5 is a branch, inception4c/5x5#7 its channel 7",
        "要关掉的部分：inception4c/5x5 是一条路径，inception4c/5x5#7 是其中的通道 7",
    ),
    "units.option.channel": (
        "index of a channel in its branch; default: the most active one, for `visualize` the whole branch",
        "通道在路径中的序号；默认取最活跃的通道，visualize 则取整条路径",
    ),
    "units.option.cell": (
        "a cell of the channel’s map; default: the most active one",
        "通道图中的位置；默认取最活跃的",
    ),
    "units.option.region": (
        "outline of a region: two corners of a rectangle or more points, 0,0 to 1,1; repeat it for each region, at most "
        "10",
        "一个区域的轮廓：矩形的两个角，或更多的点，从 0,0 到 1,1；每个区域写一次，最多 10 个",
    ),
    "units.point": (
        "{point} isn’t a point. Use X,Y between 0 and 1.",
        "{point} 不是一个点。请写成 0 到 1 之间的 X,Y。",
    ),
    "units.columns.regions": (
        "region|Shapley value|lost when covered|probability then|prediction then",
        "区域|Shapley 值|遮住后损失|此时的概率|此时的预测",
    ),
    "units.regions": (
        "{label}: {score:.4g} logits, {covered:.4g} with all regions covered ({baseline}). The Shapley values add up to "
        "the difference, {difference:+.4g}.",
        "{label}：{score:.4g}（logit），全部区域遮住（{baseline}）后为 {covered:.4g}。各 Shapley 值之和等于两者之差 "
        "{difference:+.4g}。",
    ),
    "units.option.layer": (
        "a layer within the branch, such as 5x5_reduce (channel and cell then start at 0); default: its last",
        "路径中的某一层，如 5x5_reduce（此时通道和位置默认为 0）；默认取最后一层",
    ),
    "units.option.strongest": (
        "how many input channels to print; the others are one sum",
        "逐个显示多少个输入通道；其余合计为一项",
    ),
    "units.columns.cell": (
        "input channel|sum of products|largest at row, column",
        "输入通道|乘积之和|最大乘积所在的行、列",
    ),
    "units.worked": (
        "{where}, channel {channel}, row {row}, column {column}: {value:.6g} (calculated here to within {error:.1g})",
        "{where}，通道 {channel}，第 {row} 行第 {column} 列：{value:.6g}（这里的计算误差为 {error:.1g}）",
    ),
    "units.others": ("The other {count} channels: {value:+.4g}", "其余 {count} 个通道：{value:+.4g}"),
    "units.total": ("Sum of all products: {value:.6g}", "所有乘积之和：{value:.6g}"),
    "units.bias": ("Bias: {value:+.4g}", "偏置：{value:+.4g}"),
    "units.normalized": (
        "Batch normalization, × {scale:.4g} {shift:+.4g}: {value:.6g}",
        "批量规范化，× {scale:.4g} {shift:+.4g}：{value:.6g}",
    ),
    "units.shortcut": ("Shortcut: {value:+.4g}", "残差连接：{value:+.4g}"),
    "units.option.size": ("side of the image in px", "图像边长（像素）"),
    "units.option.steps": ("number of optimization steps (Adam)", "优化步数（Adam）"),
    "units.option.start_seed": ("random seed for the starting image", "起始图像的随机种子"),
    "units.option.stored": (
        "print the results stored beside the weights; search nothing",
        "只读出权重旁边保存的结果，不再搜索",
    ),
    "units.option.folder": (
        "folder of images to search instead, for networks whose training images aren’t included",
        "改为搜索这个文件夹中的图像：用于不含训练图像的网络",
    ),
    "units.columns.activations": (
        "block|branch|energy|channels|of them|inactive",
        "块|路径|能量|通道占比|通道数|无激活",
    ),
    "units.columns.ablate": ("class|all branches|turned off", "类别|全部路径|关掉之后"),
    "units.off": (
        "--off can’t be {name}. Use BLOCK/BRANCH, such as inception4c/5x5, or BLOCK/BRANCH#CHANNEL, such as "
        "inception4c/5x5#7.",
        "--off 不能是 {name}。请用“块/路径”，如 inception4c/5x5，或“块/路径#通道”，如 inception4c/5x5#7。",
    ),
    "units.suffix": (
        "{path} must end in {suffix}. Choose another name.",
        "{path} 须以 {suffix} 结尾。请换一个文件名。",
    ),
    "units.cell": (
        "{block} {branch}, channel {channel}, row {row}, column {column}: activation {value:.4g}",
        "{block} {branch}，通道 {channel}，第 {row} 行第 {column} 列：激活值 {value:.4g}",
    ),
    "units.sees": (
        "Receptive field: {height} × {width} px, of which {inside[height]} × {inside[width]} px are inside the image.",
        "感受野：{height} × {width} 像素，其中 {inside[height]} × {inside[width]} 像素在图像内。",
    ),
    "units.held": (
        "95% of the influence on this cell comes from {percent:.0f}% of that.",
        "对这个位置的影响有 95% 来自其中的 {percent:.0f}%。",
    ),
    "units.silent": (
        "This cell is inactive: behind its ReLU, no small change of a pixel affects it.",
        "这个位置没有激活：ReLU 之后，任何像素的微小变化都影响不到它。",
    ),
    "units.made": (
        "Mean activation {first:.3g} → {last:.3g} in {steps} steps.",
        "经过 {steps} 步，平均激活 {first:.3g} → {last:.3g}。",
    ),
    "taught.option.image": (
        "image file: PNG, JPEG, WEBP or GIF; not used with --labels",
        "图像：PNG、JPEG、WEBP 或 GIF；使用 --labels 时不需要",
    ),
    "taught.option.labels": (
        "instead, the training images with the largest gradients of their own loss (self-influence)",
        "改为显示自身损失梯度最大的训练图像（自影响，self-influence）",
    ),
    "taught.option.raw": (
        "rank by the product of the last layer’s gradients; default: by their cosine",
        "按最后一层梯度的内积排序；默认按余弦",
    ),
    "taught.option.count": ("how many images to print of each kind", "每一类显示多少张图像"),
    "taught.option.images": (
        "number of training images to search, evenly spread; default: all of the sample, at most {most} of another data set",
        "搜索多少张训练图像（等间隔抽取）；默认为整个样本，其他数据集最多 {most} 张",
    ),
    "taught.option.dataset": (
        "data set to search; default: the built-in sample, or what the network was trained on",
        "搜索的数据集；默认为自带的样本，或网络训练所用的数据集",
    ),
    "taught.option.output": (
        "with --labels: NumPy archive (.npz) for the gradients; the page reads NAME.gradients.npz beside built-in weights",
        "与 --labels 一起：保存梯度的 NumPy 文件（.npz）；页面会读取自带权重旁边的 NAME.gradients.npz",
    ),
    "taught.output_alone": (
        "--output keeps what --labels finds. Give --labels, too.",
        "--output 保存 --labels 的结果，请同时给出 --labels。",
    ),
    "taught.no_image": (
        "No image was given. Name one, or use --labels.",
        "没有给出图像。请给出一张，或使用 --labels。",
    ),
    "taught.cosine": (
        "{label}: of {searched:,} training images, these speak most for it (+) and most against it (−), by the cosine "
        "of the last layer’s gradients.",
        "{label}：在 {searched:,} 张训练图像中，最支持（+）与最反对（−）它的图像，按最后一层梯度的余弦排序。",
    ),
    "taught.raw": (
        "{label}: of {searched:,} training images, these speak most for it (+) and most against it (−), by the product "
        "of the last layer’s gradients.",
        "{label}：在 {searched:,} 张训练图像中，最支持（+）与最反对（−）它的图像，按最后一层梯度的内积排序。",
    ),
    "taught.columns.influence": (
        "image|class|prediction|value|product of errors|product of features",
        "图像|类别|预测类别|数值|误差之积|特征之积",
    ),
    "taught.columns.labels": (
        "image|class|prediction|self-influence|loss|rank by loss",
        "图像|类别|预测类别|自影响|损失|按损失的名次",
    ),
    "back.option.worst": ("how many mistakes to print", "显示多少个错误"),
    "back.option.verdicts": (
        "NumPy archive (.npz) for all predictions; the page reads NAME.verdicts.npz beside built-in weights",
        "保存全部预测的 NumPy 文件（.npz）；页面会读取自带权重旁边的 NAME.verdicts.npz",
    ),
    "back.option.images": ("image files; default: the examples", "图像；默认用示例图像"),
    "back.option.lapses": (
        "NumPy archive (.npz) for the maps; the page reads NAME.time_lapse.npz beside built-in weights",
        "保存各路径图的 NumPy 文件（.npz）；页面会读取自带权重旁边的 NAME.time_lapse.npz",
    ),
    "back.option.after": (
        "such a file of the weights that this run began from; its epochs come first",
        "本次训练所用起始权重的同类文件；其各轮接在前面",
    ),
    "back.no_picture": (
        "That file has no image named {name}. It has: {accepted}.",
        "该文件中没有名为 {name} 的图像。其中有：{accepted}。",
    ),
    "back.option.of": (
        "built-in weights that this run became; default: the run itself",
        "由该训练得到的自带权重；默认为训练本身",
    ),
    "back.columns.mistakes": ("image|class|prediction|probability|loss", "图像|类别|预测类别|概率|损失"),
    "back.picture": ("image", "图像"),
    "back.accuracy": (
        "{percent:.2f}% accuracy on {images:,} test images; {wrong:,} misclassified",
        "在 {images:,} 张测试图像上准确率 {percent:.2f}%；{wrong:,} 张分类错误",
    ),
    "back.worst": ("--worst can’t be {worst}. Use 0 or more.", "--worst 不能是 {worst}。请用 0 或更大的整数。"),
    "back.none_kept": (
        "{path} has no weights from earlier epochs. Train with --keep-epochs 8 to save some.",
        "{path} 没有保留任何一轮的权重。训练时加 --keep-epochs 8 即可保留。",
    ),
    "pictures.columns": ("class|training|test", "类别|训练|测试"),
    "pictures.columns_held_out": ("class|training|validation|test", "类别|训练|验证|测试"),
    "pictures.all_names": ("--json lists all the names that were saved", "加 --json 可列出所有保存下来的文件名"),
    "pictures.skipped": ("skipped: {count} × {reason} ({names})", "未采用：{count} 个，{reason}（{names}）"),
    "pictures.kept": (
        "saved at {side} px with {channels} channel(s); mean {mean}, standard deviation {std}",
        "按 {side} 像素、{channels} 个通道保存；均值 {mean}，标准差 {std}",
    ),
    "pictures.train_with": (
        "To train on it: python -m googlenet train --dataset {name}",
        "用它训练：python -m googlenet train --dataset {name}",
    ),
    "study.cli.which": ("which study: kernels", "哪项实验：kernels"),
    "study.cli.match": (
        "what is equal for all networks: parameters or multiply-adds",
        "各网络的哪一项相同：参数量或乘加次数",
    ),
    "study.cli.networks": ("train only these networks", "只训练这些网络"),
    "study.cli.seeds": (
        "number of seeds, counted from 0 and the same for each network",
        "随机种子个数，从 0 开始，各网络相同",
    ),
    "study.cli.run_dir": (
        "folder of the study; its finished runs are skipped, and a study.json in it provides the settings. "
        "Default: kernels in ./runs or $GOOGLENET_RUNS_DIR",
        "实验目录，其中已完成的训练会跳过；目录里若有 study.json，就采用其中的设置。"
        "默认是 ./runs 或 $GOOGLENET_RUNS_DIR 里的 kernels",
    ),
    "study.cli.out": ("also write the results to this file", "把结果另存到这里"),
    "study.cli.known": (
        "results of the same study from another file; their runs are not trained again",
        "同一实验已有的结果文件；其中的训练不再重复",
    ),
    "study.cli.collect": ("train nothing; only collect the runs that exist", "不训练，只汇总已有的训练"),
    "study.cli.epoch": (
        "{network}, seed {seed}, epoch {epoch}: test accuracy {percent:.2f}%",
        "{network}，种子 {seed}，第 {epoch} 轮：测试准确率 {percent:.2f}%",
    ),
    "study.cli.columns": ("network|seed|test accuracy", "网络|种子|测试准确率"),
    "study.cli.gaps": (
        "network|percentage points from all|95% confidence interval, paired by seed|seeds",
        "网络|与 all 之差（百分点）|按种子配对的 95% 置信区间|种子数",
    ),
}
