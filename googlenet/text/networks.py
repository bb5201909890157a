"""Sentences of `googlenet.networks`."""

SENTENCES = {
    "architecture.bad_width": (
        "A convolution can’t have {value} output channels. Use {low} to {high}.",
        "卷积的输出通道数不能是 {value}。请用 {low} 到 {high} 的整数。",
    ),
    "architecture.no_convolution": ("There is no convolution {way} in this network.", "这个网络中没有卷积 {way}。"),
    "architecture.no_path": ("There is no branch {path} in this network.", "这个网络中没有路径 {path}。"),
    "architecture.no_reduce": ("There is no 1×1 reduction in {path}.", "{path} 没有 1×1 降维。"),
    "architecture.last_path": ("{block} needs at least one branch.", "{block} 至少需要一条路径。"),
    "architecture.bad_name": (
        "“{name}” can’t be used. Use up to 40 letters, digits, “-” or “_”, and not the name of an existing network.",
        "不能使用“{name}”。请用最多 40 个英文字母、数字、“-”或“_”，且不能与已有网络同名。",
    ),
}
