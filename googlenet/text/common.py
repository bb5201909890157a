"""Sentences of `googlenet.common`."""

SENTENCES = {
    "architecture.really": ("{kernel} (where the paper has {name})", "{kernel}（论文中为 {name}）"),
    "architecture.pool": ("pool", "池化"),
}
