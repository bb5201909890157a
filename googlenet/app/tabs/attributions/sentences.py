"""Sentences of the attributions part of the page."""

METHODS = {
    "frame.tab.attributions": ("Attributions", "归因"),
    "attributions.name.saliency": ("Saliency", "显著图"),
    "attributions.question.saliency": (
        "Which pixels, changed a little, change the score most?",
        "哪些像素稍一改变，得分变化最大？",
    ),
    "attributions.name.input_x_gradient": ("Input × Gradient", "输入 × 梯度"),
    "attributions.question.input_x_gradient": (
        "What would each pixel add if the network were a straight line?",
        "假如网络是线性的，每个像素贡献多少？",
    ),
    "attributions.name.integrated_gradients": ("Integrated Gradients", "积分梯度"),
    "attributions.question.integrated_gradients": (
        "What does each pixel add on the way from the baseline to here?",
        "从基线走到这张图，每个像素贡献多少？",
    ),
    "attributions.name.deep_lift": ("DeepLift", "DeepLift"),
    "attributions.question.deep_lift": (
        "How much of the difference to the baseline comes through each pixel?",
        "与基线的得分差，有多少经由每个像素而来？",
    ),
    "attributions.name.deep_lift_shap": ("DeepLift SHAP", "DeepLift SHAP"),
    "attributions.question.deep_lift_shap": (
        "How much comes through each pixel, compared with several baselines?",
        "与多个基线比较，有多少经由每个像素而来？",
    ),
    "attributions.name.gradient_shap": ("Gradient SHAP", "Gradient SHAP"),
    "attributions.question.gradient_shap": (
        "What does each pixel add on the way from several baselines to here?",
        "从多个基线走到这张图，每个像素贡献多少？",
    ),
    "attributions.name.guided_backprop": ("Guided Backprop", "导向反向传播"),
    "attributions.question.guided_backprop": (
        "Which edges reach the score through active units?",
        "哪些边缘经由被激活的单元影响得分？",
    ),
    "attributions.name.deconvolution": ("Deconvolution", "反卷积"),
    "attributions.question.deconvolution": (
        "What does the score look like when it is run backwards?",
        "把得分倒着传回去，会画出什么？",
    ),
    "attributions.name.guided_grad_cam": ("Guided Grad-CAM", "导向 Grad-CAM"),
    "attributions.question.guided_grad_cam": (
        "Which edges lie where the block sees the class?",
        "在模块看到该类的地方，有哪些边缘？",
    ),
    "attributions.name.lrp": ("LRP", "LRP"),
    "attributions.question.lrp": (
        "How much of the score does each pixel account for, handed back layer by layer?",
        "把得分逐层传回去，每个像素分得多少？",
    ),
    "attributions.name.noise_tunnel": ("SmoothGrad", "SmoothGrad"),
    "attributions.question.noise_tunnel": (
        "Which pixels matter still when the image is a little noisy?",
        "图像带一点噪声时，哪些像素仍然重要？",
    ),
    "attributions.name.occlusion": ("Occlusion", "遮挡"),
    "attributions.question.occlusion": (
        "How far does the score fall when a patch is covered?",
        "遮住一小块，得分下降多少？",
    ),
    "attributions.name.feature_ablation": ("Feature Ablation", "特征消融"),
    "attributions.question.feature_ablation": (
        "How far does the score fall without this part of the image?",
        "去掉图像的这一块，得分下降多少？",
    ),
    "attributions.name.shapley_value_sampling": ("Shapley values", "Shapley 值"),
    "attributions.question.shapley_value_sampling": (
        "What does each part add, whichever parts are there already?",
        "不论其他部分是否已在，每一块平均贡献多少？",
    ),
    "attributions.name.kernel_shap": ("Kernel SHAP", "Kernel SHAP"),
    "attributions.question.kernel_shap": (
        "Which weights of the parts fit the score of covered images best, shared out fairly?",
        "要公平分配，各块取什么权重最能拟合遮挡后的得分？",
    ),
    "attributions.name.lime": ("LIME", "LIME"),
    "attributions.question.lime": (
        "Which few parts explain the score of covered images by a straight line?",
        "用线性模型解释遮挡后的得分，哪几块最要紧？",
    ),
    "attributions.name.layer_grad_cam": ("Grad-CAM", "Grad-CAM"),
    "attributions.question.layer_grad_cam": ("Where does this block see the class?", "这个模块在哪里看到了这一类？"),
    "attributions.name.layer_activation": ("Activation", "激活值"),
    "attributions.question.layer_activation": (
        "Where is this block active, whatever the class?",
        "不论哪一类，这个模块在哪里被激活？",
    ),
    "attributions.name.layer_gradient_x_activation": ("Gradient × Activation", "梯度 × 激活值"),
    "attributions.question.layer_gradient_x_activation": (
        "What would each cell add if the rest of the network were a straight line?",
        "假如后面的网络是线性的，每个位置贡献多少？",
    ),
    "attributions.name.layer_conductance": ("Conductance", "层传导"),
    "attributions.question.layer_conductance": (
        "How much of the difference to the baseline flows through each cell?",
        "与基线的得分差，有多少流经每个位置？",
    ),
    "attributions.name.internal_influence": ("Internal Influence", "内部影响"),
    "attributions.question.internal_influence": (
        "How strongly would each cell move the score, on average on the way from the baseline?",
        "从基线一路走来，每个位置平均能使得分变动多少？",
    ),
    "attributions.name.layer_integrated_gradients": ("Layer Integrated Gradients", "层积分梯度"),
    "attributions.question.layer_integrated_gradients": (
        "What does each cell add on the way from the baseline to here?",
        "从基线走到这张图，每个位置贡献多少？",
    ),
    "attributions.name.layer_deep_lift": ("Layer DeepLift", "层 DeepLift"),
    "attributions.question.layer_deep_lift": (
        "How much of the difference to the baseline comes through each cell?",
        "与基线的得分差，有多少经由每个位置而来？",
    ),
    "attributions.name.layer_feature_ablation": ("Layer Ablation", "层消融"),
    "attributions.question.layer_feature_ablation": (
        "How far does the score fall when a patch of one path is as it is for the baseline?",
        "把一条路径的一小块换成基线时的值，得分下降多少？",
    ),
    "attributions.name.score_cam": ("Score-CAM", "Score-CAM"),
    "attributions.question.score_cam": (
        "Where are the channels active that raise the score when they alone show the image?",
        "哪些通道单独显示图像时能提高得分？它们在哪里被激活？",
    ),
    "attributions.family.gradient": ("Gradients", "梯度"),
    "attributions.family.baseline": ("Compared with a baseline", "与基线比较"),
    "attributions.family.modified": ("Gradients changed on their way", "修改后的梯度"),
    "attributions.family.cover": ("Parts covered", "遮去局部"),
    "attributions.family.activation": ("Activations", "激活"),
    "attributions.parameter.n_steps": ("Steps", "步数"),
    "attributions.parameter.error_limit": ("Largest error, as a fraction", "误差上限（比例）"),
    "attributions.parameter.samples": ("Noisy copies", "加噪副本数"),
    "attributions.parameter.noise": ("Noise, as a fraction of the image's range", "噪声（占图像取值范围的比例）"),
    "attributions.parameter.seed": ("Random seed", "随机种子"),
    "attributions.parameter.window": ("Patch, as a fraction of the side", "遮挡块（占边长的比例）"),
    "attributions.parameter.stride": ("Step of the patch, as a fraction of the side", "移动步长（占边长的比例）"),
    "attributions.parameter.cells": ("Parts a side", "每边块数"),
    "attributions.parameter.follow_edges": ("Parts follow edges (superpixels)", "按边缘分块（超像素）"),
    "attributions.parameter.orders": ("Orders in which parts are added", "加入各块的随机次序数"),
    "attributions.parameter.trials": ("Covered images", "遮挡图像数"),
    "attributions.parameter.baselines": ("Noisy baselines", "加噪基线数"),
    "attributions.parameter.patches": ("Patches of a path a side", "每条路径每边块数"),
    "attributions.parameter.channels": ("Channels, the most active first", "通道数（最活跃的优先）"),
    "attributions.parameter.of": ("Method under the noise", "加噪后所用的方法"),
    "attributions.parameter.relu": ("Only what speaks for the class", "只看支持该类的部分"),
    "attributions.baseline.black": ("Black", "黑色"),
    "attributions.baseline.mean": ("Mean", "均值"),
    "attributions.baseline.blur": ("Blurred", "模糊"),
    "attributions.baseline.noise": ("Noise", "噪声"),
}

VIEW = {
    "attributions.agree": (
        "{one} and {other} agree most on where the score of {label} comes from",
        "“{label}”的得分来自哪里：“{one}”与“{other}”最为一致",
    ),
    "attributions.agree_all": (
        "The methods agree on where the score of {label} comes from",
        "“{label}”的得分来自哪里：各种方法看法一致",
    ),
    "attributions.disagree": (
        "The methods disagree on where the score of {label} comes from",
        "“{label}”的得分来自哪里：各种方法看法不一",
    ),
    "attributions.why": ("Why {label}?", "为什么是“{label}”？"),
    "attributions.similarity": (
        "Similarity of the maps, from −1 to 1: {high} for {one} and {other}, {low} for {third} and {fourth}. "
        "Each method asks its own question, so each has its own scale.",
        "图的相似度（−1 到 1）：“{one}”与“{other}”为 {high}，“{third}”与“{fourth}”为 {low}。每种方法问的问题不同，因此各用各的标度。",
    ),
    "attributions.one_pair": (
        "Similarity of the two maps, from −1 to 1: {high}. Each method asks its own question, so each has its own scale.",
        "两幅图的相似度（−1 到 1）：{high}。每种方法问的问题不同，因此各用各的标度。",
    ),
    "attributions.each": (
        "Each method asks its own question, so each has its own scale. With methods of two kinds, this line compares them.",
        "每种方法问的问题不同，因此各用各的标度。选两类方法后，这里会比较它们。",
    ),
    "attributions.similarity_note": (
        "Similarity: rank correlation of the maps’ strengths, whatever the sign, on a grid of {cells} × {cells}; "
        "only methods of different kinds are compared. Pixel maps are drawn so that their strongest {percent}% are full.",
        "相似度：在 {cells} × {cells} 的网格上比较各图强度（不论正负）的秩相关，只比较不同类的方法。像素图中最强的 {percent}% 画成满色。",
    ),
    "attributions.for": ("for {label}", "支持“{label}”"),
    "attributions.against": ("against", "反对"),
    "attributions.unsigned": ("strength without sign", "强度，不分正负"),
    "attributions.block": ("Block", "模块"),
    "attributions.path": ("Path", "路径"),
    "attributions.all_paths": ("all", "全部"),
    "attributions.baseline": ("Baseline", "基线"),
    "attributions.compare": ("Compare with", "对比"),
    "attributions.compare_none": ("nothing", "不对比"),
    "attributions.compare_class": ("Class", "类别"),
    "attributions.compare_network": ("Network", "网络"),
    "attributions.overlay": ("Overlay", "叠加强度"),
    "attributions.parameters": ("Parameters", "参数"),
    "attributions.no_parameters": ("The chosen methods take none.", "所选方法没有参数。"),
    "attributions.subject": ("{label} · {network}", "{label} · {network}"),
    "attributions.about": ("≈ {seconds} s", "约 {seconds} 秒"),
    "attributions.estimate": ("takes about {seconds} s", "约需 {seconds} 秒"),
    "attributions.file_png": ("Drawing as PNG", "图（PNG）"),
    "attributions.file_svg": ("Drawing as SVG", "图（SVG）"),
    "attributions.file_npz": ("Raw map as NPZ", "原始数值（NPZ）"),
    "attributions.maps": ("The maps, method by method", "各种方法的归因图"),
    "attributions.methods": ("Methods · {count}", "方法 · {count}"),
    "attributions.most": (
        "Up to {count} side by side; take one away to choose another.",
        "最多并排 {count} 种；要选别的，请先去掉一种。",
    ),
    "attributions.slow": ("slow", "较慢"),
    "attributions.save_picture": ("Save picture", "保存图片"),
    "attributions.save_numbers": ("Save numbers", "保存数值"),
    "attributions.alt": ("{method}: what speaks for {label}", "{method}：哪里支持“{label}”"),
    "attributions.path_alt": ("{path} path: its part of the map above", "{path} 路径在上图中的部分"),
    "attributions.paths_add_up": ("Together they add up to the block’s map.", "各路径相加即为整个模块的图。"),
    "attributions.patch": ("{method}, {side} px", "{method}，{side} 像素"),
    "attributions.time": ("time", "用时"),
    "attributions.seconds": ("{seconds} s", "{seconds} 秒"),
    "attributions.error": ("error", "误差"),
    "attributions.undefined": ("not defined", "无定义"),
    "attributions.cells": ("cells", "单元"),
    "attributions.smoothed": ("{rows} × {columns}, smoothed", "{rows} × {columns}，经平滑"),
    "attributions.waiting": ("Waiting for its turn", "排队中"),
    "attributions.starting": ("Starting", "正在开始"),
    "attributions.progress": ("{done} of {total} images", "第 {done}/{total} 张"),
    "attributions.progress_blocks": ("{done} of {total} blocks", "第 {done}/{total} 个模块"),
    "attributions.progress_steps": ("Step {done} of {total}", "第 {done}/{total} 步"),
    "attributions.left": ("about {seconds} s left", "还需约 {seconds} 秒"),
    "attributions.stop": ("Stop", "停止"),
    "attributions.stopped": ("Stopped. Nothing is lost but this map.", "已停止，只缺这一幅图。"),
    "attributions.again": ("Start again", "重新开始"),
    "attributions.failed": ("not computed", "未算出"),
}

SHARES = {
    "attributions.shares.leader": (
        "The {path} path has the largest part in the score of {label} in {count} of {total} blocks",
        "{total} 个模块中有 {count} 个，{path} 路径对“{label}”得分的贡献最大",
    ),
    "attributions.shares.lowers": (
        "The {path} path lowers the score of {label} most in {count} of {total} blocks",
        "{total} 个模块中有 {count} 个，{path} 路径使“{label}”的得分下降最多",
    ),
    "attributions.shares.too_small": (
        "{label} scores hardly more or less than the baseline: there is little to share out",
        "“{label}”的得分与基线几乎没有差别，没有多少可以分摊",
    ),
    "attributions.shares.tie": (
        "No path leads: {paths} each have the largest part in {count} of {total} blocks",
        "没有一条路径领先：{paths}各在 {total} 个模块中的 {count} 个里贡献最大",
    ),
    "attributions.shares.and": (" and ", "、"),
    "attributions.shares.waiting": (
        "What each path of each block has in the score",
        "每个模块的每条路径在得分中占多少",
    ),
    "attributions.shares.sub": (
        "The score of {label} is {difference} higher than for {baseline}. Area is a path’s share of that; filled squares "
        "raise the score, hollow ones lower it. Each block adds up to 100% but for what is left over.",
        "“{label}”的得分比{baseline}高 {difference}。面积是每条路径在其中的份额；实心方块提高得分，空心方块降低得分。除余数外，每个模块合计 100%。",
    ),
    "attributions.shares.sub_lower": (
        "The score of {label} is {difference} lower than for {baseline}. Area is a path’s share of that; filled squares "
        "lower the score too, hollow ones raise it. Each block adds up to 100% but for what is left over.",
        "“{label}”的得分比{baseline}低 {difference}。面积是每条路径在其中的份额；实心方块同样降低得分，空心方块提高得分。除余数外，每个模块合计 100%。",
    ),
    "attributions.shares.black": ("a black image", "全黑图像"),
    "attributions.shares.mean": ("an image of the mean grey", "均值灰度的图像"),
    "attributions.shares.blur": ("the image blurred", "模糊后的图像"),
    "attributions.shares.noise": ("an image of noise", "噪声图像"),
    "attributions.shares.left_over": ("left over", "余数"),
    "attributions.shares.note": (
        "Layer Integrated Gradients on the whole block, {steps} steps, split by the paths’ widths. "
        "Largest part left over: {largest}.",
        "对整个模块求层积分梯度，{steps} 步，按各路径的通道数拆分。最大的余数：{largest}。",
    ),
    "attributions.shares.small": (
        "The two scores differ by {difference} only, so shares would mislead; the numbers are in the score’s own unit (logits).",
        "两个得分只差 {difference}，用份额会误导；这里的数值直接以得分（logit）为单位。",
    ),
    "attributions.ways.waiting": ("Do other methods share the score out alike?", "换用其他方法，份额还一样吗？"),
    "attributions.ways.offer": (
        "Conductance, DeepLift and ablation split the same difference in their own ways.",
        "层传导、DeepLift 和消融各用自己的办法分配同一个差值。",
    ),
    "attributions.ways.ask": ("Ask them", "算一算"),
    "attributions.ways.agree": (
        "All {methods} methods name the same leading path in {count} of {total} blocks",
        "{total} 个模块中有 {count} 个，{methods} 种方法得出的领先路径相同",
    ),
    "attributions.ways.note": (
        "Each field has a bar a method, in this order, on one scale; hollow bars are parts against. Largest part of a block "
        "that its paths do not account for: {off}. Ablation need not add up: paths that help each other count twice.",
        "每格自上而下依次是各方法的份额，标度相同；空心条表示负的份额。各路径之和与总差值之间最大的偏差：{off}。消融的各项不必相加为总数：互相配合的路径会被重复计算。",
    ),
    "attributions.ways.off": ("{method} {percent}%", "{method} {percent}%"),
    "attributions.ways.sep": (", ", "，"),
    "attributions.shares.alt": ("{block}, {path} path: {share}", "{block}，{path} 路径：{share}"),
}

SENTENCES = METHODS | VIEW | SHARES
