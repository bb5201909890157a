"""Sentences of the commands that look back at a training."""

SENTENCES = {
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
}
