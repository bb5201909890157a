"""Sentences of the commands about branches, units, mistakes, own pictures and the study."""

SENTENCES = {
    "paths.images": (
        "--images is {images}; accepted: 1 or more.",
        "--images 的值是 {images}；可接受：不小于 1 的整数。",
    ),
    "paths.accuracy": (
        "{name}: {percent:.2f} % of {images:,} test images of {dataset} with all paths. Percentage points lost without "
        "each ({fill}), with 95 % intervals:",
        "{name}：使用全部路径时，{dataset} 的 {images:,} 张测试图像中 {percent:.2f} % 正确。去掉每条路径（{fill}）后"
        "损失的百分点与 95 % 置信区间：",
    ),
    "paths.evidence": (
        "The score of “{label}”, in logits, and each path's share of the channels:",
        "“{label}”的得分（logit），以及各路径占通道的份额：",
    ),
    "paths.evidence_against": (
        "The score of “{label}” minus that of “{other}”, in logits, and each path's share of the channels:",
        "“{label}”与“{other}”的得分之差（logit），以及各路径占通道的份额：",
    ),
    "paths.columns.evidence": ("term|logits|channels", "项|logit|通道"),
    "paths.columns.flow": ("block|path|reads|path of it|share|channels", "模块|路径|读取|其中的路径|份额|通道"),
    "paths.columns.traits": (
        "block|path|trait|channels|with random weights|p|q",
        "模块|路径|特性|通道占比|随机权重时|p|q",
    ),
    "paths.columns": ("block|path|points lost|95 % interval", "模块|路径|损失的百分点|95 % 置信区间"),
    "units.option.npz": ("NumPy archive (.npz) for the arrays", "保存数组的 NumPy 文件（.npz）"),
    "units.option.picture": ("PNG file for the image", "保存图像的 PNG 文件"),
    "units.option.off": (
        "what is switched off: inception4c/5x5 is a path, inception4c/5x5#7 its channel 7",
        "要关掉的部分：inception4c/5x5 是一条路径，inception4c/5x5#7 是其中的通道 7",
    ),
    "units.option.channel": (
        "index of a channel in its path; default: the most active one, or the whole path for `visualize`",
        "通道在路径中的序号；默认取最活跃的通道，visualize 则取整条路径",
    ),
    "units.option.cell": (
        "a cell of the channel's map; default: the most active one",
        "通道图中的单元；默认取最活跃的",
    ),
    "units.option.size": ("side of the image in px", "图像边长（像素）"),
    "units.option.steps": ("steps of Adam", "Adam 的步数"),
    "units.option.start_seed": ("of the image to begin with", "起始图像的随机种子"),
    "units.option.stored": (
        "tell what is kept beside the weights, search nothing",
        "只读出权重旁边保存的结果，不再搜索",
    ),
    "units.option.folder": (
        "a folder of images to search instead: for networks whose training images do not ship",
        "改为搜索这个文件夹中的图像：用于训练图像未随附的网络",
    ),
    "units.columns.activations": ("block|path|energy|channels|of them|silent", "模块|路径|能量|通道份额|通道数|无激活"),
    "units.columns.ablate": ("class|all paths|without", "类别|全部路径|关掉之后"),
    "units.off": (
        "--off {name}: accepted is BLOCK/PATH as in inception4c/5x5, or BLOCK/PATH#CHANNEL as in inception4c/5x5#7.",
        "--off {name}：可接受“模块/路径”，如 inception4c/5x5，或“模块/路径#通道”，如 inception4c/5x5#7。",
    ),
    "units.suffix": ("{path}: the name must end in {suffix}.", "{path}：文件名须以 {suffix} 结尾。"),
    "units.cell": (
        "{block} {branch}, channel {channel}, row {row}, column {column}: activation {value:.4g}",
        "{block} {branch}，通道 {channel}，第 {row} 行第 {column} 列：激活值 {value:.4g}",
    ),
    "units.sees": (
        "Receptive field: {height} × {width} px, of which {inside[height]} × {inside[width]} px lie on the image.",
        "感受野：{height} × {width} 像素，其中 {inside[height]} × {inside[width]} 像素在图像内。",
    ),
    "units.held": (
        "95 % of what moves the cell lies in {percent:.0f} % of that.",
        "影响该单元的 95 % 集中在其中的 {percent:.0f} % 内。",
    ),
    "units.silent": (
        "The cell is silent: behind its ReLU nothing moves it.",
        "该单元没有激活：ReLU 之后，任何像素的微小变化都影响不到它。",
    ),
    "units.made": (
        "Mean activation {first:.3g} → {last:.3g} in {steps} steps.",
        "经过 {steps} 步，平均激活 {first:.3g} → {last:.3g}。",
    ),
    "back.option.worst": ("how many mistakes to print", "显示多少个错误"),
    "back.option.verdicts": (
        "NumPy archive (.npz) for all answers; NAME.verdicts.npz beside weights that ship is what the page reads",
        "保存全部回答的 NumPy 文件（.npz）；附带权重旁边的 NAME.verdicts.npz 会被页面读取",
    ),
    "back.option.images": ("pictures; default: the examples", "图片；默认用示例图片"),
    "back.option.lapses": (
        "NumPy archive (.npz) for the maps; NAME.time_lapse.npz beside weights that ship is what the page reads",
        "保存各路径图的 NumPy 文件（.npz）；附带权重旁边的 NAME.time_lapse.npz 会被页面读取",
    ),
    "back.option.of": (
        "weights that ship which the run became; default: the run itself",
        "由该训练得到的附带权重；默认为训练本身",
    ),
    "back.columns.mistakes": ("image|class|answer|probability|loss", "图像|类别|回答|概率|损失"),
    "back.picture": ("picture", "图片"),
    "back.accuracy": (
        "{percent:.2f} % of {images:,} test images; {wrong:,} wrong",
        "{images:,} 张测试图像中 {percent:.2f} % 正确；{wrong:,} 张错误",
    ),
    "back.worst": ("--worst {worst}: accepted is 0 or more.", "--worst {worst}：可接受 0 或更大的数。"),
    "back.none_kept": (
        "{path} has kept no epoch’s weights. A run keeps them with --keep-epochs 8.",
        "{path} 没有保留任何 epoch 的权重。训练时加 --keep-epochs 8 即可保留。",
    ),
    "pictures.columns": ("class|training|test", "类别|训练|测试"),
    "pictures.columns_held_out": ("class|training|held out|test", "类别|训练|验证|测试"),
    "pictures.all_names": ("--json tells all the names that were kept", "加 --json 可列出所有保存下来的文件名"),
    "pictures.skipped": ("left out: {count} × {reason} ({names})", "未采用：{count} 个，{reason}（{names}）"),
    "pictures.kept": (
        "kept at {side} px with {channels} channel(s); mean {mean}, deviation {std}",
        "按 {side} 像素、{channels} 个通道保存；均值 {mean}，标准差 {std}",
    ),
    "pictures.train_with": (
        "Train on it: python -m googlenet train --dataset {name}",
        "用它训练：python -m googlenet train --dataset {name}",
    ),
    "study.cli.which": ("which study: kernels", "哪项实验：kernels"),
    "study.cli.match": (
        "what the networks have in common: parameters or multiply-adds",
        "各网络的哪一项相同：参数量或乘加次数",
    ),
    "study.cli.networks": ("train only these", "只训练这些网络"),
    "study.cli.seeds": ("how many seeds, from 0, the same for each network", "随机种子个数，从 0 开始，各网络相同"),
    "study.cli.run_dir": (
        "folder of the study; finished runs in it are passed over, and a study.json in it brings the settings. By default kernels in ./runs or $GOOGLENET_RUNS_DIR",
        "实验目录，其中已完成的训练会跳过；目录里若有 study.json，就采用其中的设置。默认是 ./runs 或 $GOOGLENET_RUNS_DIR 里的 kernels",
    ),
    "study.cli.out": ("write the results here too", "把结果另存到这里"),
    "study.cli.known": (
        "results of the same study from elsewhere; their runs are not trained again",
        "同一实验已有的结果文件；其中的训练不再重复",
    ),
    "study.cli.collect": ("train nothing; tell of the runs that are there", "不训练，只汇总已有的训练"),
    "study.cli.epoch": (
        "{network}, seed {seed}, epoch {epoch}: {percent:.2f} % of the test images",
        "{network}，种子 {seed}，第 {epoch} 轮：测试准确率 {percent:.2f} %",
    ),
    "study.cli.columns": ("network|seed|test accuracy", "网络|种子|测试准确率"),
    "study.cli.gaps": (
        "network|points against all|95 % interval, paired by seed|seeds",
        "网络|与 all 之差（百分点）|按种子配对的 95 % 区间|种子数",
    ),
}
