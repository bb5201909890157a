"""Sentences of `googlenet.training`."""

SENTENCES = {
    "train.live_fixed": ("“{name}” is under way. Stop it first.", "“{name}”正在进行，请先停止。"),
    "lab.rates.range": (
        "The test goes from {low} to {high} in {count} steps; accepted: a lower rate first, and 10 to 1,000 steps.",
        "测试从 {low} 到 {high} 共 {count} 步；要求起点小于终点，步数在 10 到 1,000 之间。",
    ),
    "lab.rates.large": (
        "A batch of {batch} images of {size} px is too much for a test in the page; choose smaller ones, or: python -m googlenet rate-test.",
        "在页面里测试，每批 {batch} 张 {size} 像素的图像太大了；请调小，或使用 python -m googlenet rate-test。",
    ),
    "lab.board.missing": (
        "TensorBoard’s format needs the package tensorboard: pip install tensorboard. Without it a run keeps its own records all the same.",
        "要写 TensorBoard 格式需要安装 tensorboard：pip install tensorboard。不装它，训练也会照常保留自己的记录。",
    ),
    "pictures.held_out_twice": (
        "{name} comes with {own:,} held-out pictures of its own, and {field} asks for {count:,} more to be drawn "
        "from those to train on; accepted with these pictures: 0.",
        "{name} 自带 {own:,} 张验证图片，而 {field} 又要求从训练图片中另外留出 {count:,} 张；使用这个图片集时只接受 0。",
    ),
    "pictures.pair": (
        "A network comes as two files, a card (config.json) and weights (.safetensors), or as the zip of both that "
        "“Download” makes.",
        "一个网络由两个文件组成：说明卡（config.json）和权重（.safetensors）；也可以是“下载”得到的包含二者的 zip。",
    ),
    "pictures.pair_size": (
        "{path} is missing or too large; weights may have {limit} MB, a card half a MB.",
        "{path} 不存在或太大；权重最多 {limit} MB，说明卡最多 0.5 MB。",
    ),
    "pictures.pair_entry": (
        "{path} holds something that is not taken: {name}. Only a card (config.json) and weights (.safetensors) belong in it.",
        "{path} 中有不能接受的内容：{name}。其中只应有说明卡（config.json）和权重（.safetensors）。",
    ),
    "pictures.pickle": (
        "{path} is not taken: files of this kind can run code when they are opened. Weights come as .safetensors.",
        "不接受 {path}：这类文件在打开时可能执行代码。权重请用 .safetensors 格式。",
    ),
}
