"""Sentences about a channel closely seen: the images that excite it, the image synthesized for it, its effective field."""

SENTENCES = {
    "exemplars.levels": ("{zero} of this branch’s activations are zero", "这条路径的激活值有 {zero} 为零"),
    "exemplars.levels_alt": (
        "Histogram of the branch’s activations from 0 to {peak}; {zero} of them are zero",
        "该路径激活值从 0 到 {peak} 的直方图；其中 {zero} 为零",
    ),
    "exemplars.levels_note": (
        "Histogram of the nonzero activations over all channels.",
        "非零激活值的直方图，所有通道合计。",
    ),
    "exemplars.never_none": (
        "None of the {width} channels is dead: each responds to some of {searched} training images.",
        "{width} 个通道都不是死通道：每个通道至少对 {searched} 张训练图像中的一张有激活。",
    ),
    "exemplars.never_one": (
        "One of the {width} channels is dead: it responds to none of {searched} training images.",
        "{width} 个通道中有 1 个死通道：它对 {searched} 张训练图像都没有激活。",
    ),
    "exemplars.never_some": (
        "{count} of the {width} channels are dead: they respond to none of {searched} training images.",
        "{width} 个通道中有 {count} 个死通道：它们对 {searched} 张训练图像都没有激活。",
    ),
    "exemplars.title": ("What activates channel {channel} most", "最能激活通道 {channel} 的图像"),
    "exemplars.all_one": (
        "All {total} images that activate channel {channel} most belong to one class: {label}",
        "最能激活通道 {channel} 的 {total} 张图像都属于同一类：{label}",
    ),
    "exemplars.most": (
        "Of the {total} images that activate channel {channel} most, {count} belong to one class: {label}",
        "最能激活通道 {channel} 的 {total} 张图像中，{count} 张属于同一类：{label}",
    ),
    "exemplars.nothing": (
        "Channel {channel} is dead: none of {searched} training images activates it",
        "通道 {channel} 是死通道：{searched} 张训练图像都没有激活它",
    ),
    "exemplars.note": (
        "The strongest of {searched} training images. Bright area: what the most active cell can see (enlarged if "
        "small). Bar and number: its activation.",
        "在 {searched} 张训练图像中激活最强的几张。亮处：激活最强的位置能看到的部分（较小时放大）。条形和数字：它的激"
        "活值。",
    ),
    "exemplars.alt": (
        "{label}, activation {value}, training image {image}",
        "{label}，激活值 {value}，训练图像 {image}",
    ),
    "exemplars.alt_own": ("{label}, activation {value}", "{label}，激活值 {value}"),
    "exemplars.unknown": (
        "The training images have not been searched for this network yet.",
        "还没有为这个网络搜索训练图像。",
    ),
    "exemplars.search": ("Search {images} training images", "搜索 {images} 张训练图像"),
    "exemplars.searching": ("Searched {done} of {total} images", "已搜索 {done} / {total} 张图像"),
    "exemplars.foreign": (
        "This network’s training images aren’t included. Add up to {most} of your own; images like the training images tell you more.",
        "这个网络的训练图像不在本应用中。可以添加最多 {most} 张自己的图像；与训练图像越像，越能说明问题。",
    ),
    "exemplars.own": ("Search your own images", "搜索自己的图像"),
    "exemplars.own_most": (
        "The {total} of your images that activate channel {channel} most",
        "在你的图像中，最能激活通道 {channel} 的 {total} 张",
    ),
    "exemplars.no_own": ("None of these files is a usable image.", "这些文件中没有可用的图像。"),
    "exemplars.nothing_own": (
        "None of your {searched} images activates channel {channel}",
        "你的 {searched} 张图像都没有激活通道 {channel}",
    ),
    "exemplars.note_own": (
        "The strongest of your {searched} images. Only you can see them, and they are gone when you close the page. "
        "Bright area: what the most active cell can see (enlarged if small).",
        "在你的 {searched} 张图像中激活最强的几张。只有你能看到它们，关闭页面后即消失。亮处：激活最强的位置能看到的部"
        "分（较小时放大）。",
    ),
    "exemplars.stop": ("Stop", "停止"),
    "exemplars.field_show": ("Show the effective receptive field", "显示有效感受野"),
    "exemplars.field_hide": ("Hide the effective receptive field", "隐藏有效感受野"),
    "exemplars.field": (
        "95% of the influence on this cell comes from {held} of its receptive field",
        "对这个位置的影响有 95% 来自其感受野的 {held}",
    ),
    "exemplars.field_note": (
        "Color: the size of the cell’s gradient at each pixel of this image (Luo et al. 2016). Square: its receptive "
        "field inside the image. Outside it the gradient is zero.",
        "颜色：该位置对这幅图像每个像素的梯度大小（Luo 等人 2016）。方框：感受野在图像内的部分；框外梯度为零。",
    ),
    "exemplars.field_alt": (
        "Gradient of the marked cell of channel {channel}, over the image",
        "通道 {channel} 中所标位置的梯度，叠在图像上",
    ),
    "exemplars.field_silent": (
        "This cell is inactive, so no pixel influences it through its ReLU. Choose an active cell.",
        "这个位置没有激活，经过 ReLU 后任何像素都影响不到它。请选择有激活的位置。",
    ),
    "exemplars.field_unmoved": (
        "No pixel influences this cell: the branches it reads are off and replaced by their average activation.",
        "没有像素能影响这个位置：它读取的路径都已关闭，替换成了平均激活。",
    ),
    "exemplars.made_title": ("What it responds to most (synthesized)", "使它响应最强的图像（合成）"),
    "exemplars.made_channel": ("Synthesized for channel {channel}", "为通道 {channel} 合成"),
    "exemplars.made_path": ("Synthesized for the whole {path} branch", "为整条 {path} 路径合成"),
    "exemplars.make": ("Generate", "生成"),
    "exemplars.make_again": ("Try again", "再试一次"),
    "exemplars.make_label": ("Generate: {what}", "生成：{what}"),
    "exemplars.made_alt": ("Synthesized image: {what}", "合成图像：{what}"),
    "exemplars.made_step": (
        "Step {step} of {steps}: mean activation {last}",
        "第 {step} / {steps} 步：平均激活 {last}",
    ),
    "exemplars.made_done": (
        "Mean activation {first} → {last} in {steps} steps",
        "经过 {steps} 步，平均激活 {first} → {last}",
    ),
    "exemplars.made_stopped": (
        "Stopped after {step} of {steps} steps: mean activation {first} → {last}",
        "在第 {step} / {steps} 步停止：平均激活 {first} → {last}",
    ),
    "exemplars.made_note": (
        "Found by gradient ascent in frequency space from a gray image, with random shifts and rotations (Olah et "
        "al. 2017). It may not look like anything the network has seen: people predict a unit’s responses "
        "better from natural images (Borowski et al. 2021).",
        "从灰色图像出发，在频域做梯度上升，同时随机平移、旋转（Olah 等人 2017）。它未必像网络见过的任何东西：人们凭自"
        "然图像更能预测一个单元的响应（Borowski 等人 2021）。",
    ),
    "cell.show": ("Calculate this cell", "计算这个位置"),
    "cell.hide": ("Hide the calculation", "收起计算"),
    "cell.how": (
        "Select a step to see how it is calculated; move the square with the pointer or the arrow keys. The sums are "
        "exact. A dot in a window is padding.",
        "点击一个步骤，看它怎样算出；用指针或方向键移动方框。各项之和是精确的。窗口中的点表示填充。",
    ),
    "cell.finding": (
        "{what} is {value} at row {row}, column {column}: the largest term is {input} ({sum})",
        "{what} 在第 {row} 行第 {column} 列是 {value}：最大的一项是 {input}（{sum}）",
    ),
    "cell.finding.negative": (
        "{what} is 0 at row {row}, column {column}: the sum is {sum}, and the ReLU turns it into 0",
        "{what} 在第 {row} 行第 {column} 列是 0：总和为 {sum}，ReLU 把它变成 0",
    ),
    "cell.finding.max": (
        "{what} is {value} at row {row}, column {column}: the largest of {cells} cells, from row {from_row}, column "
        "{from_column}",
        "{what} 在第 {row} 行第 {column} 列是 {value}：{cells} 个位置中的最大值，来自第 {from_row} 行第 {from_column} 列",
    ),
    "cell.finding.average": (
        "{what} is {value} at row {row}, column {column}: the average of {cells} cells",
        "{what} 在第 {row} 行第 {column} 列是 {value}：{cells} 个位置的平均值",
    ),
    "cell.finding.off": (
        "{what} is off: {value} replaces the result at row {row}, column {column}",
        "{what} 已关闭：第 {row} 行第 {column} 列的结果被替换为 {value}",
    ),
    "cell.at": ("All branches at row {row}, column {column}", "各条路径在第 {row} 行第 {column} 列的计算"),
    "cell.trails": ("The steps of each branch", "各条路径的步骤"),
    "cell.step": ("{layer}, row {row}, column {column}: {value}", "{layer}，第 {row} 行第 {column} 列：{value}"),
    "cell.channel": ("{layer}, channel {channel}", "{layer} 通道 {channel}"),
    "cell.short": ("channel {channel}", "通道 {channel}"),
    "cell.stem": ("stem", "起始层"),
    "cell.layer.max": ("max pool {rows}×{columns}", "最大池化 {rows}×{columns}"),
    "cell.layer.avg": ("average pool {rows}×{columns}", "平均池化 {rows}×{columns}"),
    "cell.layer.lrn": ("local response normalization", "局部响应规范化"),
    "cell.layer.proj": ("1×1 after the pool", "池化后的 1×1"),
    "cell.map": (
        "Map of {layer}; the square is at row {row}, column {column}. Arrow keys move it.",
        "{layer} 的特征图；方框在第 {row} 行第 {column} 列。方向键可移动。",
    ),
    "cell.where": ("Row {row}, column {column}: {value}", "第 {row} 行第 {column} 列：{value}"),
    "cell.play": ("Play", "播放"),
    "cell.pause": ("Pause", "暂停"),
    "cell.next": ("Next cell", "下一个位置"),
    "cell.product": ("{input}: {value} × {weight}", "{input}：{value} × {weight}"),
    "cell.others": ("The other {count} input channels together", "其余 {count} 个输入通道合计"),
    "cell.window": ("Window", "窗口"),
    "cell.kernel": ("Kernel", "卷积核"),
    "cell.products": ("Products", "乘积"),
    "cell.total": ("Sum of all products", "全部乘积之和"),
    "cell.bias": ("{bias} (bias)", "{bias}（偏置）"),
    "cell.norm": ("× {scale} {shift} (batch normalization)", "× {scale} {shift}（批量规范化）"),
    "cell.relu": ("ReLU: a negative number becomes 0", "ReLU：负数变为 0"),
    "cell.off": ("The branch is off; this replaces the result", "路径已关闭，结果被替换为"),
    "cell.shortcut": ("Shortcut: the block’s input is added", "残差连接：加上块的输入"),
}
