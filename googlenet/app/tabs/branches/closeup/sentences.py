"""Sentences about a channel closely seen: the images that excite it, its synthetic favourite, its effective field."""

SENTENCES = {
    "exemplars.levels": ("{zero} of this path’s cells are zero", "这条路径有 {zero} 的单元为零"),
    "exemplars.levels_alt": (
        "Histogram of the path’s activations from 0 to {peak}; {zero} of its cells are zero",
        "该路径激活值从 0 到 {peak} 的直方图；{zero} 的单元为零",
    ),
    "exemplars.levels_note": (
        "Bars: how many of the other cells are how strong, over all channels.",
        "条形：其余单元按激活强度的分布，所有通道合计。",
    ),
    "exemplars.never_none": (
        "None of its {width} channels is dead: each is active on some of {searched} training images.",
        "{width} 个通道都不是死通道：在 {searched} 张训练图像中，每个通道都至少被激活过一次。",
    ),
    "exemplars.never_one": (
        "One of its {width} channels is dead: active on none of {searched} training images.",
        "{width} 个通道中有 1 个死通道：对 {searched} 张训练图像都没有激活。",
    ),
    "exemplars.never_some": (
        "{count} of its {width} channels are dead: active on none of {searched} training images.",
        "{width} 个通道中有 {count} 个死通道：对 {searched} 张训练图像都没有激活。",
    ),
    "exemplars.title": ("What excites channel {channel} most", "最能激活通道 {channel} 的图像"),
    "exemplars.all_one": (
        "All {total} images that excite channel {channel} most are of one class: {label}",
        "最能激活通道 {channel} 的 {total} 张图像都属于同一类：{label}",
    ),
    "exemplars.most": (
        "Of the {total} images that excite channel {channel} most, {count} are of one class: {label}",
        "最能激活通道 {channel} 的 {total} 张图像中，{count} 张属于同一类：{label}",
    ),
    "exemplars.nothing": (
        "None of {searched} training images excites channel {channel}: it is dead",
        "{searched} 张训练图像都没有激活通道 {channel}：它是死通道",
    ),
    "exemplars.note": (
        "The strongest of {searched} training images. In the light: what the most active cell can see of the image, "
        "beside it the same enlarged where it is small. Bars and numbers: that cell’s activation.",
        "在 {searched} 张训练图像中激活最强的几张。亮处：激活最强的单元在图像上能看到的部分；较小时在旁边放大。"
        "条形和数字：该单元的激活值。",
    ),
    "exemplars.alt": (
        "{label}, activation {value}, training image {image}",
        "{label}，激活值 {value}，训练图像 {image}",
    ),
    "exemplars.alt_own": ("{label}, activation {value}", "{label}，激活值 {value}"),
    "exemplars.unknown": (
        "For this network the training images have not been searched yet.",
        "还没有为这个网络搜索训练图像。",
    ),
    "exemplars.search": ("Search {images} training images", "搜索 {images} 张训练图像"),
    "exemplars.searching": ("Searched {done} of {total} images", "已搜索 {done} / {total} 张图像"),
    "exemplars.foreign": (
        "The images that this network was trained on do not ship. Give up to {most} of your own: the more they are like "
        "those, the more they tell.",
        "这个网络的训练图像没有随附。可以提供自己的图像，最多 {most} 张：越接近它的训练图像，越能说明问题。",
    ),
    "exemplars.own": ("Search images of your own", "搜索自己的图像"),
    "exemplars.own_most": (
        "The {total} of your images that excite channel {channel} most",
        "在您的图像中，最能激活通道 {channel} 的 {total} 张",
    ),
    "exemplars.no_own": ("None of these files is an image that can be used.", "这些文件中没有可用的图像。"),
    "exemplars.nothing_own": (
        "None of your {searched} images excites channel {channel}",
        "您的 {searched} 张图像都没有激活通道 {channel}",
    ),
    "exemplars.note_own": (
        "The strongest of your {searched} images; they stay yours and go with this page. In the light: what the most "
        "active cell can see of the image, beside it the same enlarged where it is small.",
        "在您的 {searched} 张图像中激活最强的几张；只有您能看到，关闭页面后即消失。亮处：激活最强的单元在图像上能看到的部分；"
        "较小时在旁边放大。",
    ),
    "exemplars.stop": ("Stop", "停止"),
    "exemplars.field_show": ("Show the effective receptive field", "显示有效感受野"),
    "exemplars.field_hide": ("Hide the effective receptive field", "隐藏有效感受野"),
    "exemplars.field": (
        "95% of what moves this cell lies in {held} of its receptive field",
        "影响这个单元的 95% 集中在其感受野的 {held} 内",
    ),
    "exemplars.field_note": (
        "Colour: the size of the cell’s gradient at each pixel of this image (Luo et al. 2016). Square: the exact "
        "receptive field, cut at the image’s border; outside of it the gradient is zero.",
        "颜色：该单元对这幅图像每个像素的梯度大小（Luo 等人 2016）。方框：精确的感受野，在图像边缘处截断；框外梯度为零。",
    ),
    "exemplars.field_alt": (
        "Gradient of channel {channel}’s marked cell over the image",
        "通道 {channel} 中所标单元的梯度，叠在图像上",
    ),
    "exemplars.field_silent": (
        "This cell is silent: behind its ReLU nothing moves it. Choose a cell that is active.",
        "这个单元没有激活：ReLU 之后，任何像素的微小变化都影响不到它。请选择有激活的单元。",
    ),
    "exemplars.field_unmoved": (
        "Nothing in the picture moves this cell: what it is made of is switched off, by the mean in its place.",
        "图像中没有任何像素能影响这个单元：它所依据的部分已被关掉，代之以均值。",
    ),
    "exemplars.made_title": ("Images made for it", "为它合成的图像"),
    "exemplars.made_channel": ("Favourite of channel {channel}", "通道 {channel} 的偏好图像"),
    "exemplars.made_path": ("Favourite of the whole {path} path", "整条 {path} 路径的偏好图像"),
    "exemplars.make": ("Synthesize", "合成"),
    "exemplars.make_again": ("Once more", "重新合成"),
    "exemplars.make_label": ("Synthesize: {what}", "合成：{what}"),
    "exemplars.made_alt": ("Synthetic image: {what}", "合成图像：{what}"),
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
        "Climbed to from a grey image, wave by wave, while it is shifted and turned (Olah et al. 2017). It shows what the "
        "unit answers to, not what it ever meets: people predict a unit better from natural examples (Borowski et al. "
        "2021).",
        "从一幅灰图出发，逐个调整波的成分并不断平移、旋转，使激活越来越强（Olah 等人 2017）。它显示单元对什么有响应，"
        "而不是它真正见过什么：人们凭自然图像更能预测一个单元（Borowski 等人 2021）。",
    ),
}
