"""Sentences of `googlenet.pictures_sentences`."""

SENTENCES = {
    "pictures.columns": ("class|training|test", "类别|训练|测试"),
    "pictures.columns_held_out": ("class|training|held out|test", "类别|训练|验证|测试"),
    "pictures.all_names": ("--json tells all the names that were kept", "加 --json 可列出所有保存下来的文件名"),
    "pictures.skipped": ("left out: {count} × {reason} ({names})", "未采用：{count} 个，{reason}（{names}）"),
    "pictures.kept": (
        "kept at {side} px with {channels} channel(s); mean {mean}, deviation {std}",
        "按 {side} 像素、{channels} 个通道保存；均值 {mean}，标准差 {std}",
    ),
    "pictures.train_with": (
        "Train on it: python -m googlenet train --dataset {name}",
        "用它训练：python -m googlenet train --dataset {name}",
    ),
}
