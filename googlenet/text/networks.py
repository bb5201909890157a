"""Sentences of `googlenet.networks`."""

SENTENCES = {
    "architecture.bad_width": (
        "A convolution puts out {low} to {high} channels; this was {value}.",
        "卷积的输出通道数应为 {low} 到 {high}，收到的是 {value}。",
    ),
    "architecture.no_convolution": ("There is no convolution {way} in this network.", "这个网络中没有卷积 {way}。"),
    "architecture.no_path": ("There is no path {path} in this network.", "这个网络中没有路径 {path}。"),
    "architecture.last_path": ("{block} needs at least one path.", "{block} 至少需要一条路径。"),
    "architecture.bad_name": (
        "{name} is no name for a network: up to 40 letters, digits, “-” and “_”, and none of the family’s own names.",
        "{name} 不能用作网络名：最多 40 个英文字母、数字、“-”和“_”，且不能与已有网络同名。",
    ),
}
