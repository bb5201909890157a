"""Sentences of `googlenet.study`."""

SENTENCES = {
    "study.network.1x1": ("1×1 alone", "仅 1×1"),
    "study.network.3x3": ("3×3 alone", "仅 3×3"),
    "study.network.5x5": ("5×5 alone", "仅 5×5"),
    "study.network.pool": ("pool alone", "仅池化"),
    "study.network.no_pool": ("without pool", "去掉池化"),
    "study.network.all": ("all four branches", "四条路径"),
    "study.error.network": (
        "There is no network {name} in the kernel study. Choose from {accepted}.",
        "卷积核对比中没有名为 {name} 的网络。可选：{accepted}。",
    ),
    "study.error.match": (
        "Networks can’t be matched by {value}. Use {accepted}.",
        "不能按 {value} 使各网络相同。可用：{accepted}。",
    ),
    "study.error.unmatched": (
        "No width makes the network {name} as large as GoogLeNet by {match} (within 2%).",
        "没有哪种通道宽度能让网络 {name} 的 {match} 与 GoogLeNet 相差不超过 2%。",
    ),
    "study.error.value": ("{field} can’t be {value}. Use {accepted}.", "{field} 不能是 {value}。可用：{accepted}。"),
    "study.error.broken": (
        "The study’s results can’t be read: {reason}. Collect them again, with the settings of their runs: python "
        "-m googlenet study kernels --collect --out FILE",
        "无法读取实验结果：{reason}。请按训练时的设置重新汇总：python -m googlenet study kernels --collect --out 文件",
    ),
    "study.error.differs": (
        "{path} holds a run with {field} = {was}, not {now}. Choose another --run-dir.",
        "{path} 中的训练用的是 {field} = {was}，而不是 {now}。请换一个 --run-dir。",
    ),
    "study.error.other": (
        "These results come from runs with settings that differ from those in {path}.",
        "这些结果的训练设置与 {path} 中的不同。",
    ),
}
