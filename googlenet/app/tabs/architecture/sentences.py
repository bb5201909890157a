"""Sentences of the Architecture tab, its drawing and its designer."""

SENTENCES = {
    "frame.tab.architecture": ("Architecture", "结构"),
    "section.architecture.board": ("Drawing", "结构图"),
    "section.architecture.opened": ("Numbers and redesign", "数字与改造"),
    "section.architecture.kernels": ("Replaced kernels", "卷积核的替换"),
    "section.architecture.tables": ("Cost", "计算量"),
    "section.architecture.compared": ("Comparison", "对比"),
    # Drawing.
    "architecture.drawing": (
        "{network}, drawn as {blocks} blocks and their branches",
        "{network} 的结构图：{blocks} 个块及其路径",
    ),
    "architecture.block": ("Block {block}: {inputs} → {channels} channels", "块 {block}：{inputs} → {channels} 通道"),
    "architecture.path": ("{block} {path}: {widths} channels", "{block} {path}：{widths} 通道"),
    "architecture.layer": (
        "{name}: {kernel}, stride {stride}, {channels} channels",
        "{name}：{kernel}，步幅 {stride}，{channels} 通道",
    ),
    "architecture.plain_layer": ("{name}: {channels} outputs", "{name}：{channels} 个输出"),
    "architecture.key": (
        "Height: channels. Pale: a branch’s earlier layers. Outline: pooling. Squares on top: map size.",
        "高度：通道数。浅色：路径中靠前的层。空心：池化层。上方方框：特征图大小。",
    ),
    # torchvision's third path has 3×3 kernels (pytorch/vision#906).
    # Controls.
    "architecture.network": ("Network", "网络"),
    "architecture.other": ("Compare with", "对比"),
    "architecture.none": ("none", "无"),
    "architecture.options": ("Input and classes", "输入与类别数"),
    "architecture.size": ("Input side, px", "输入边长（像素）"),
    "architecture.channels": ("Input channels", "输入通道"),
    "architecture.classes": ("Classes", "类别数"),
    "architecture.save.png": ("Save drawing (PNG)", "保存结构图（PNG）"),
    "architecture.save.svg": ("Save drawing (SVG)", "保存结构图（SVG）"),
    "architecture.save.csv": ("Save table (CSV)", "保存表格（CSV）"),
    # Headline.
    "architecture.title": (
        "{network}: {params} parameters, {macs} multiply-adds per image",
        "{network}：{params}个参数，每幅图像 {macs}次乘加",
    ),
    "architecture.title.compared": (
        "{network} has {params}× the parameters and {macs}× the multiply-adds of {other}",
        "{network} 的参数是 {other} 的 {params} 倍，乘加是它的 {macs} 倍",
    ),
    "architecture.title.designed": (
        "Your design: {params} parameters ({params_change}), {macs} multiply-adds per image ({macs_change})",
        "你的设计：{params}个参数（{params_change}），每幅图像 {macs}次乘加（{macs_change}）",
    ),
    "architecture.same": ("unchanged", "不变"),
    "architecture.saving": (
        "Without their 1×1 reductions, the blocks would need {factor}× the multiply-adds and {params}× the parameters.",
        "如果没有 1×1 降维，各块的乘加次数会是现在的 {factor} 倍，参数会是 {params} 倍。",
    ),
    "architecture.press": (
        "Select a branch, a block’s name or a layer to see its numbers.",
        "点击路径、块的名称或某一层，查看它的数字。",
    ),
    "architecture.keys": ("Keyboard: arrows move, Enter opens.", "键盘：方向键移动，回车打开。"),
    "architecture.designed": ("{name} (based on {base})", "{name}（由 {base} 改成）"),
    "architecture.scroll": ("Drawing (scrolls sideways)", "结构图（可左右滚动）"),
    # What is opened.
    "architecture.all_numbers": ("All numbers and redesign", "全部数字与改造"),
    "architecture.block_title": ("{title}: all numbers and redesign", "{title}：全部数字与改造"),
    "architecture.opened.path": ("{block} · {path}: {input} → {output}", "{block} · {path}：{input} → {output}"),
    "architecture.opened.block": ("{block}: {input} → {output}", "{block}：{input} → {output}"),
    "architecture.costs": (
        "{params} parameters ({params_share} of the network’s), {macs} multiply-adds ({macs_share}).",
        "{params}个参数（占全网的 {params_share}），{macs}次乘加（占 {macs_share}）。",
    ),
    "architecture.column.layer": ("Layer", "层"),
    "architecture.column.kernel": ("Kernel", "核"),
    "architecture.column.stride": ("Stride", "步幅"),
    "architecture.column.shape": ("Output", "输出"),
    "architecture.column.params": ("Parameters", "参数"),
    "architecture.column.macs": ("Multiply-adds", "乘加"),
    "architecture.column.field": ("Receptive field, px", "感受野（像素）"),
    "architecture.column.step": ("Field stride", "感受野步幅"),
    "architecture.column.start": ("Field offset", "感受野起点"),
    "architecture.start.note": (
        "Field offset: center of the first cell’s receptive field, in pixels from the image’s first pixel.",
        "感受野起点：第一个位置的感受野的中心，以图像第一个像素为 0。",
    ),
    # Tables.
    "architecture.table": ("Table", "表格"),
    "architecture.table.paths": ("Branches", "路径"),
    "architecture.table.layers": ("Layers", "各层"),
    "architecture.table.title": ("How {network} divides channels and cost", "{network} 如何分配通道与计算量"),
    "architecture.layers.title": ("{network}, layer by layer", "{network} 逐层列表"),
    "architecture.layers.note": (
        "In running order, as in googlenet.summary. Bias additions are not counted as multiply-adds.",
        "按运行顺序排列，与 googlenet.summary 相同。偏置的加法不计入乘加。",
    ),
    "architecture.column.path": ("Branch", "路径"),
    "architecture.column.width": ("Channels", "通道"),
    "architecture.column.reduce": ("1×1 reduction", "1×1 降维"),
    "architecture.column.naive": ("Multiply-adds without reduction", "不降维时的乘加"),
    "architecture.column.naive_params": ("Parameters without reduction", "不降维时的参数"),
    "architecture.column.whole": ("Kernel", "卷积核"),
    "architecture.column.parts": ("Replaced by", "替换为"),
    "architecture.column.where": ("Where", "位置"),
    "architecture.column.weights": ("Weights", "权重"),
    "architecture.column.whole_weights": ("With the large kernel", "用大卷积核时"),
    "architecture.column.saved_weights": ("Change in weights", "权重变化"),
    "architecture.column.saved_macs": ("Change in multiply-adds", "乘加变化"),
    "architecture.kernels": (
        "{network} builds {wholes} kernels from smaller ones: weights {weights}, multiply-adds {macs}",
        "{network} 用小卷积核拼出 {wholes}：权重 {weights}，乘加 {macs}",
    ),
    "architecture.kernels.kept": (
        "A true 5×5 convolution remains in blocks {blocks}, as in the released network.",
        "块 {blocks} 保留了真正的 5×5 卷积，与公开发布的网络一致。",
    ),
    "architecture.kernels.none": ("No block keeps a 5×5 convolution.", "没有块保留 5×5 卷积。"),
    "architecture.kernels.where": ("{blocks}, branch {path}", "{blocks}，{path} 路径"),
    "architecture.kernels.note": (
        "Compared with one large kernel of the same input and output channels. Dot: one after the other. Plus: side by "
        "side. Where a branch halves the map, the first small kernel still runs on the large map, so multiply-adds "
        "rise.",
        "与输入、输出通道相同的一个大卷积核相比。点：先后相接；加号：并排。路径把特征图缩小一半时，第一个小卷积核仍在大图上计"
        "算，乘加因此增加。",
    ),
    "architecture.column.type": ("Type", "类型"),
    "architecture.column.index": ("Depth", "层级"),
    "architecture.column.block": ("Block", "块"),
    "architecture.column.role": ("Role", "作用"),
    "architecture.row.block": (
        "{block}: {input} → {channels} channels at {cells}",
        "{block}：{input} → {channels} 通道，{cells}",
    ),
    "architecture.ratio": ("{widths} = {ratio}", "{widths} = {ratio}"),
    "architecture.table.found": (
        "The {path} branches take {share} of the multiply-adds in the blocks of {network}",
        "{network} 各块的乘加有 {share} 用在 {path} 路径上",
    ),
    "architecture.table.note": (
        "Bars: the branch’s share of its block. Without reduction: cost of a naive block with the same output, whose "
        "larger convolutions read all input channels (Szegedy et al. 2015, section 4).",
        "条形：该路径在块中的占比。不降维时：输出相同的朴素块的开销，其较大的卷积核直接读取全部输入通道（Szegedy "
        "等人 2015，第 4 节）。",
    ),
    # Differences.
    "architecture.compare.title": ("The two networks in numbers", "两个网络的数字对比"),
    "architecture.compare.what": ("Property", "项目"),
    "architecture.compare.params": ("Parameters", "参数"),
    "architecture.compare.macs": ("Multiply-adds per image", "每幅图像的乘加"),
    "architecture.compare.blocks": ("Inception blocks", "Inception 块"),
    "architecture.compare.paths": ("Branches", "路径"),
    "architecture.compare.convolutions": ("Convolutions", "卷积层"),
    "architecture.compare.last": ("Last feature map", "最后的特征图"),
    "architecture.compare.field": ("Its receptive field, px", "其感受野（像素）"),
    "architecture.compare.factor": ("Blocks’ multiply-adds without reductions", "各块不降维时的乘加"),
    # Designer.
    "architecture.design": ("Redesign {block}", "改造 {block}"),
    "architecture.design.note": (
        "Change a convolution’s output channels, or remove a branch or its 1×1 reduction. Later layers adapt.",
        "改变卷积的输出通道数，也可以去掉一条路径，或只去掉它的 1×1 降维。后面的层会随之适应。",
    ),
    "architecture.design.none": (
        "Select a block or branch in the first drawing to redesign it.",
        "点击第一幅图中的块或路径，即可改造它。",
    ),
    "architecture.design.out": ("The block outputs {channels} channels.", "该块输出 {channels} 个通道。"),
    "architecture.design.block_costs": (
        "Its parameters: {params}; its multiply-adds: {macs}.",
        "该块的参数：{params}个；乘加：{macs}次。",
    ),
    "architecture.design.costs": (
        "The network now has {params} parameters ({params_change}) and {macs} multiply-adds ({macs_change}).",
        "整个网络现有 {params}个参数（{params_change}），{macs}次乘加（{macs_change}）。",
    ),
    "architecture.design.reduce": ("reduction", "降维"),
    "architecture.design.width": ("{path}, {layer}: output channels", "{path}，{layer}：输出通道数"),
    "architecture.design.path": ("Use {block} {path}", "启用 {block} {path}"),
    "architecture.design.name": ("Name", "名称"),
    "architecture.design.reset": ("Undo all changes", "撤销全部改动"),
    "architecture.design.train": ("Train this network", "训练这个网络"),
    "architecture.bad_number": (
        "{field} can’t be {value}. Use a whole number from {low} to {high}.",
        "“{field}”不能是 {value}。请输入 {low} 到 {high} 的整数。",
    ),
    "architecture.nothing_designed": (
        "Change a block first. Then you can train the network.",
        "请先改动一个块，然后才能训练。",
    ),
    # In the Train tab.
    "architecture.train": (
        "Your design “{name}” will be trained ({params} parameters for Fashion-MNIST, based on {base}).",
        "将训练你的设计“{name}”（由 {base} 改成，用于 Fashion-MNIST 时有 {params} 个参数）。",
    ),
    "architecture.drop": ("Train the recipe’s own network instead", "改为训练方案自带的网络"),
}
