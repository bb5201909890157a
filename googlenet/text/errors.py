"""What went wrong, what was received, what is accepted."""

SENTENCES = {
    "error.network": (
        "There is no network {name}. Known: {accepted}.",
        "没有名为 {name} 的网络。可选：{accepted}。",
    ),
    "error.weights": (
        "There are no weights {name}. Known: {accepted}; a run folder works too.",
        "没有名为 {name} 的权重。可选：{accepted}；也可以填训练目录。",
    ),
    "error.aux_size": (
        "The auxiliary heads were drawn for 224 px; at this image size their map is {height}×{width}, not 4×4. "
        "Choose 224 px, or a network with aux_pool=\"adaptive\".",
        "辅助分类头按 224 像素设计；当前尺寸下其特征图是 {height}×{width}，而不是 4×4。请用 224 像素，或选择 aux_pool=\"adaptive\" 的网络。",
    ),
    "error.no_aux": (
        "This network was built without auxiliary heads. Build it with aux_heads=True.",
        "这个网络没有辅助分类头。请用 aux_heads=True 创建。",
    ),
    "error.input_small": (
        "An image of {height}×{width} px is too small for {network}: nothing is left after its pools.",
        "{height}×{width} 像素的图像对 {network} 来说太小：经过池化后什么也不剩。",
    ),
    "error.data_missing": (
        "Fashion-MNIST is not on this machine and could not be downloaded. Three ways to get it: put its four .gz files "
        "into ./data or into the folder named by GOOGLENET_DATA_DIR; install Debian's package dataset-fashion-mnist; "
        "or connect to the internet and try again.",
        "本机没有 Fashion-MNIST，也无法下载。三种办法：把四个 .gz 文件放进 ./data 或 GOOGLENET_DATA_DIR 指定的目录；"
        "安装 Debian 软件包 dataset-fashion-mnist；或联网后重试。",
    ),
    "error.data_broken": (
        "The file {path} is not a Fashion-MNIST file: {reason}.",
        "文件 {path} 不是 Fashion-MNIST 文件：{reason}。",
    ),
    "error.dataset": (
        "There is no data set {name}. Known: {accepted}.",
        "没有名为 {name} 的数据集。可选：{accepted}。",
    ),
    "error.recipe": (
        "There is no recipe {name}. Known: {accepted}.",
        "没有名为 {name} 的训练方案。可选：{accepted}。",
    ),
    "error.config": (
        "{field} is {value}; accepted: {accepted}.",
        "{field} 的值是 {value}；可接受：{accepted}。",
    ),
    "error.run_exists": (
        "The folder {path} already holds a run. Resume it, or choose another folder.",
        "目录 {path} 里已有一次训练。请继续它，或换一个目录。",
    ),
    "error.run_missing": (
        "There is no run to resume in {path}.",
        "{path} 里没有可以继续的训练。",
    ),
    "error.run_broken": (
        "The run in {path} cannot be read: {reason}.",
        "无法读取 {path} 中的训练：{reason}。",
    ),
    "error.run_diverged": (
        "The loss is no longer a number at step {step}. Choose a lower learning rate; the last checkpoint is kept.",
        "第 {step} 步的损失已不是数值。请降低学习率；最近的检查点已保留。",
    ),
    "error.checkpoint": (
        "The weights in {path} cannot be used: {reason}.",
        "无法使用 {path} 中的权重：{reason}。",
    ),
    "error.device": (
        "There is no device {name} on this machine. Known: {accepted}.",
        "本机没有设备 {name}。可选：{accepted}。",
    ),
    "error.block": (
        "There is no block {name}. Known: {accepted}.",
        "没有名为 {name} 的模块。可选：{accepted}。",
    ),
    "error.branch": (
        "There is no path {name} in this block. Known: {accepted}.",
        "这个模块里没有路径 {name}。可选：{accepted}。",
    ),
    "error.class": (
        "There is no class {name}. Known: {accepted}.",
        "没有名为 {name} 的类别。可选：{accepted}。",
    ),
}
