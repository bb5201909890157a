"""Sentences of links: what the header offers, and what is said of a link that does not fit."""

SENTENCES = {
    "link.copy": ("Copy link", "复制链接"),
    "link.copied": ("Copied", "已复制"),
    "link.copied_example": (
        "Copied. Your own picture stays here: the link opens with an example.",
        "已复制。您自己的图像不会随链接发出：链接会用示例图像打开。",
    ),
    "link.by_hand": ("Copy this link", "请复制此链接"),
    "link.more": ("Share", "分享"),
    "link.reset": ("Reset", "重置"),
    "link.reset_label": ("Reset: the page as it opened first", "重置：恢复页面最初的样子"),
    "link.unknown": (
        "This link names something that is not here ({parts}). The page shows its usual choice instead.",
        "链接中有些内容这里没有（{parts}），页面改用默认的选择。",
    ),
    "link.and": (", ", "、"),
    "link.all": ("it is too long", "链接过长"),
    "link.language": ("language", "语言"),
    "link.tab": ("tab", "标签页"),
    "link.image": ("image", "图像"),
    "link.network": ("network", "网络"),
    "link.class": ("class", "类别"),
    "link.prepare": ("preparation of photos", "照片预处理"),
    "link.paths": ("paths or channels", "路径或通道"),
    "link.methods": ("attribution methods or their options", "归因方法或其选项"),
}
