"""Sentences of `googlenet.training`."""

SENTENCES = {
    "train.live_fixed": ("“{name}” is still training. Stop it first.", "“{name}”正在进行，请先停止。"),
    "lab.rates.range": (
        "A test can’t go from {low} to {high} in {count} steps. Use a lower rate first, and 10 to 1,000 steps.",
        "测试不能从 {low} 到 {high} 走 {count} 步。起点须小于终点，步数为 10 到 1,000。",
    ),
    "lab.rates.large": (
        "A batch of {batch} images at {size} px is too large for a test on the page. Use smaller values, or the "
        "command line: python -m googlenet rate-test.",
        "在页面上测试时，每批 {batch} 张 {size} 像素的图像太大了。请调小，或使用命令行：python -m googlenet rate-test。",
    ),
    "lab.board.missing": (
        "TensorBoard’s format needs the package tensorboard: pip install tensorboard. A run also keeps its own "
        "records without it.",
        "要写 TensorBoard 格式需要安装 tensorboard：pip install tensorboard。不装它，训练也会照常保留自己的记录。",
    ),
    "pictures.held_out_twice": (
        "{name} has {own:,} validation images of its own, so {field} can’t be {count:,}. Use 0.",
        "{name} 自带 {own:,} 张验证图像，因此 {field} 不能是 {count:,}。请用 0。",
    ),
    "pictures.pair": (
        "To import a network, choose a card (config.json) and weights (.safetensors), or the zip of both that "
        "“Download” saves.",
        "要导入网络，请选择说明卡（config.json）和权重（.safetensors），或“下载”得到的包含二者的 zip。",
    ),
    "pictures.pair_size": (
        "{path} is missing or too large. The limit is {limit} MB for weights and half a MB for a card.",
        "{path} 不存在或太大；权重最多 {limit} MB，说明卡最多 0.5 MB。",
    ),
    "pictures.pair_entry": (
        "{path} contains {name}, which can’t be imported. Only a card (config.json) and weights (.safetensors) can.",
        "{path} 中的 {name} 无法导入。其中只能有说明卡（config.json）和权重（.safetensors）。",
    ),
    "pictures.pickle": (
        "{path} can’t be imported: files of this kind can run code when opened. Use weights as .safetensors.",
        "无法导入 {path}：这类文件在打开时可能执行代码。权重请用 .safetensors 格式。",
    ),
}
