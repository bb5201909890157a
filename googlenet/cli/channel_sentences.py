"""Sentences of the commands about single units and paths of one picture."""

SENTENCES = {
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
    "units.columns.activations": (
        "block|path|energy|channels|of them|silent",
        "模块|路径|能量|通道份额|通道数|无激活",
    ),
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
}
