"""Sentences of the attributions part of the page."""

METHODS = {
    "section.attributions.maps": ("Maps", "归因图"),
    "section.attributions.trust": ("Can you trust them?", "可信吗"),
    "section.attributions.shares": ("Each branch’s share", "各路径的份额"),
    "section.attributions.ways": ("Other methods", "其他方法"),
    "frame.tab.attributions": ("Attributions", "归因"),
    "attributions.name.saliency": ("Saliency", "显著图"),
    "attributions.question.saliency": (
        "Which pixels, changed a little, change the score most?",
        "哪些像素稍一改变，得分变化最大？",
    ),
    "attributions.name.input_x_gradient": ("Input × Gradient", "输入 × 梯度"),
    "attributions.question.input_x_gradient": (
        "What would each pixel add if the network were linear?",
        "假如网络是线性的，每个像素贡献多少？",
    ),
    "attributions.name.integrated_gradients": ("Integrated Gradients", "积分梯度"),
    "attributions.question.integrated_gradients": (
        "What does each pixel add on the way from the baseline to this image?",
        "从基线走到这幅图像，每个像素贡献多少？",
    ),
    "attributions.name.deep_lift": ("DeepLift", "DeepLift"),
    "attributions.question.deep_lift": (
        "How much of the difference from the baseline comes through each pixel?",
        "与基线的得分差，有多少经由每个像素而来？",
    ),
    "attributions.name.deep_lift_shap": ("DeepLift SHAP", "DeepLift SHAP"),
    "attributions.question.deep_lift_shap": (
        "How much comes through each pixel, compared with several baselines?",
        "与多个基线比较，有多少经由每个像素而来？",
    ),
    "attributions.name.gradient_shap": ("Gradient SHAP", "Gradient SHAP"),
    "attributions.question.gradient_shap": (
        "What does each pixel add on the way from several baselines to this image?",
        "从多个基线走到这幅图像，每个像素贡献多少？",
    ),
    "attributions.name.guided_backprop": ("Guided Backprop", "导向反向传播"),
    "attributions.question.guided_backprop": (
        "Which edges reach the score through active units?",
        "哪些边缘经由被激活的单元影响得分？",
    ),
    "attributions.name.deconvolution": ("Deconvolution", "反卷积"),
    "attributions.question.deconvolution": (
        "What does the score look like when it is passed backward through the network?",
        "把得分反向传回输入，会画出什么？",
    ),
    "attributions.name.guided_grad_cam": ("Guided Grad-CAM", "导向 Grad-CAM"),
    "attributions.question.guided_grad_cam": (
        "Which edges lie where the block finds the class?",
        "在块找到该类的地方，有哪些边缘？",
    ),
    "attributions.name.lrp": ("LRP", "LRP"),
    "attributions.question.lrp": (
        "How much of the score does each pixel receive when it is passed back layer by layer?",
        "把得分逐层传回去，每个像素分得多少？",
    ),
    "attributions.name.noise_tunnel": ("SmoothGrad", "SmoothGrad"),
    "attributions.question.noise_tunnel": (
        "Which pixels still matter when the image is slightly noisy?",
        "图像带一点噪声时，哪些像素仍然重要？",
    ),
    "attributions.name.occlusion": ("Occlusion", "遮挡"),
    "attributions.question.occlusion": (
        "How much does the score drop when a patch is covered?",
        "遮住一小块，得分下降多少？",
    ),
    "attributions.name.feature_ablation": ("Feature Ablation", "特征消融"),
    "attributions.question.feature_ablation": (
        "How much does the score drop without this part of the image?",
        "去掉图像的这一块，得分下降多少？",
    ),
    "attributions.name.shapley_value_sampling": ("Shapley values", "Shapley 值"),
    "attributions.question.shapley_value_sampling": (
        "What does each part add on average, whichever parts are already there?",
        "不论其他部分是否已在，每一块平均贡献多少？",
    ),
    "attributions.name.kernel_shap": ("Kernel SHAP", "Kernel SHAP"),
    "attributions.question.kernel_shap": (
        "Which fair division among the parts best fits the scores of covered images?",
        "怎样在各块之间公平分配，最能拟合遮挡后的得分？",
    ),
    "attributions.name.lime": ("LIME", "LIME"),
    "attributions.question.lime": (
        "Which few parts best explain the scores of covered images in a linear model?",
        "用线性模型解释遮挡后的得分，哪几块最重要？",
    ),
    "attributions.name.layer_grad_cam": ("Grad-CAM", "Grad-CAM"),
    "attributions.question.layer_grad_cam": ("Where does this block find the class?", "这个块在哪里找到了这一类？"),
    "attributions.name.layer_activation": ("Activation", "激活值"),
    "attributions.question.layer_activation": (
        "Where is this block active, whatever the class?",
        "不论哪一类，这个块在哪里被激活？",
    ),
    "attributions.name.layer_gradient_x_activation": ("Gradient × Activation", "梯度 × 激活值"),
    "attributions.question.layer_gradient_x_activation": (
        "What would each cell add if the rest of the network were linear?",
        "假如后面的网络是线性的，每个位置贡献多少？",
    ),
    "attributions.name.layer_conductance": ("Conductance", "层传导"),
    "attributions.question.layer_conductance": (
        "How much of the difference from the baseline flows through each cell?",
        "与基线的得分差，有多少流经每个位置？",
    ),
    "attributions.name.internal_influence": ("Internal Influence", "内部影响"),
    "attributions.question.internal_influence": (
        "How strongly does each cell change the score, averaged on the way from the baseline?",
        "从基线一路走来，每个位置平均能使得分变动多少？",
    ),
    "attributions.name.layer_integrated_gradients": ("Layer Integrated Gradients", "层积分梯度"),
    "attributions.question.layer_integrated_gradients": (
        "What does each cell add on the way from the baseline to this image?",
        "从基线走到这幅图像，每个位置贡献多少？",
    ),
    "attributions.name.layer_deep_lift": ("Layer DeepLift", "层 DeepLift"),
    "attributions.question.layer_deep_lift": (
        "How much of the difference from the baseline comes through each cell?",
        "与基线的得分差，有多少经由每个位置而来？",
    ),
    "attributions.name.layer_feature_ablation": ("Layer Ablation", "层消融"),
    "attributions.question.layer_feature_ablation": (
        "How much does the score drop when a patch of one branch takes its baseline values?",
        "把一条路径的一小块换成基线时的值，得分下降多少？",
    ),
    "attributions.name.score_cam": ("Score-CAM", "Score-CAM"),
    "attributions.question.score_cam": (
        "Where are the channels active that raise the score when used as a mask on the image?",
        "用作遮罩时能提高得分的通道，在哪里被激活？",
    ),
    "attributions.family.gradient": ("Gradients", "梯度"),
    "attributions.family.baseline": ("Compared with a baseline", "与基线比较"),
    "attributions.family.modified": ("Modified gradients", "修改后的梯度"),
    "attributions.family.cover": ("Covering parts of the image", "遮住局部"),
    "attributions.family.activation": ("Activations", "激活"),
    "attributions.parameter.n_steps": ("Steps", "步数"),
    "attributions.parameter.error_limit": ("Largest error (fraction)", "误差上限（比例）"),
    "attributions.parameter.samples": ("Noisy copies", "加噪副本数"),
    "attributions.parameter.noise": ("Noise (fraction of the image’s range)", "噪声（占图像取值范围的比例）"),
    "attributions.parameter.seed": ("Random seed", "随机种子"),
    "attributions.parameter.window": ("Patch size (fraction of the side)", "遮挡块（占边长的比例）"),
    "attributions.parameter.stride": ("Patch stride (fraction of the side)", "移动步长（占边长的比例）"),
    "attributions.parameter.cells": ("Parts per side", "每边块数"),
    "attributions.parameter.follow_edges": ("Parts follow edges (superpixels)", "按边缘分块（超像素）"),
    "attributions.parameter.orders": ("Random orders of adding parts", "加入各块的随机次序数"),
    "attributions.parameter.trials": ("Covered images", "遮挡图像数"),
    "attributions.parameter.baselines": ("Noisy baselines", "加噪基线数"),
    "attributions.parameter.patches": ("Patches per side, for each branch", "每条路径每边的块数"),
    "attributions.parameter.channels": ("Channels (most active first)", "通道数（最活跃的优先）"),
    "attributions.parameter.of": ("Method applied to the noisy copies", "用于加噪副本的方法"),
    "attributions.parameter.relu": ("Only evidence for the class", "只看支持该类的部分"),
    "attributions.baseline.black": ("Black", "黑色"),
    "attributions.baseline.mean": ("Mean", "均值"),
    "attributions.baseline.blur": ("Blurred", "模糊"),
    "attributions.baseline.noise": ("Noise", "噪声"),
}

VIEW = {
    "attributions.agree": ("{one} and {other} agree most about {label}", "关于“{label}”，“{one}”与“{other}”最为一致"),
    "attributions.agree_all": ("The methods agree about {label}", "关于“{label}”，各种方法看法一致"),
    "attributions.disagree": ("The methods disagree about {label}", "关于“{label}”，各种方法看法不一"),
    "attributions.unproven": (
        "{finding}, but none is known to pass both checks",
        "{finding}，但没有哪种已知能通过两项检验",
    ),
    "attributions.why": ("Why {label}?", "为什么是“{label}”？"),
    "attributions.similarity": (
        "Similarity of the maps (1 means identical): {high} for {one} and {other}, {low} for {third} and {fourth}. "
        "Each method asks its own question, so each map has its own scale.",
        "图的相似度（1 为完全相同）：“{one}”与“{other}”为 {high}，“{third}”与“{fourth}”为 "
        "{low}。每种方法问的问题不同，因此各用各的色标。",
    ),
    "attributions.one_pair": (
        "Similarity of the two maps (1 means identical): {high}. Each method asks its own question, so each map has "
        "its own scale.",
        "两幅图的相似度（1 为完全相同）：{high}。每种方法问的问题不同，因此各用各的色标。",
    ),
    "attributions.each": (
        "Each method asks its own question, so each map has its own scale. Add a method of another kind to compare "
        "them.",
        "每种方法问的问题不同，因此各用各的色标。再选一种不同类的方法，即可比较。",
    ),
    "attributions.similarity_note": (
        "Similarity: rank correlation of the maps’ magnitudes on a {cells} × {cells} grid, for methods of different "
        "kinds only. In pixel maps, the strongest {percent}% have full color.",
        "相似度：在 {cells} × {cells} 的网格上比较各图强度（不论正负）的秩相关，只比较不同类的方法。像素图中最强的 "
        "{percent}% 用满色。",
    ),
    "attributions.for": ("for {label}", "支持“{label}”"),
    "attributions.against": ("against", "反对"),
    "attributions.unsigned": ("magnitude, without sign", "强度，不分正负"),
    "attributions.block": ("Block", "块"),
    "attributions.path": ("Branch", "路径"),
    "attributions.all_paths": ("all", "全部"),
    "attributions.baseline": ("Baseline", "基线"),
    "attributions.compare": ("Compare with", "对比"),
    "attributions.compare_none": ("nothing", "不对比"),
    "attributions.compare_class": ("Class", "类别"),
    "attributions.compare_network": ("Network", "网络"),
    "attributions.overlay": ("Overlay", "叠加强度"),
    "attributions.parameters": ("Parameters", "参数"),
    "attributions.no_parameters": ("The selected methods have no parameters.", "所选方法没有参数。"),
    "attributions.subject": ("{label} · {network}", "{label} · {network}"),
    "attributions.about": ("≈ {seconds} s", "约 {seconds} 秒"),
    "attributions.estimate": ("takes about {seconds} s", "约需 {seconds} 秒"),
    "attributions.file_png": ("Save as PNG", "保存为 PNG"),
    "attributions.file_svg": ("Save as SVG", "保存为 SVG"),
    "attributions.file_npz": ("Save raw values as NPZ", "保存原始数值（NPZ）"),
    "attributions.maps": ("Maps by method", "各种方法的归因图"),
    "attributions.methods": ("Methods · {count}", "方法 · {count}"),
    "attributions.most": (
        "Up to {count} side by side. Remove one to add another.",
        "最多并排 {count} 种。要选别的，请先去掉一种。",
    ),
    "attributions.slow": ("slow", "较慢"),
    "attributions.save_picture": ("Save image", "保存图像"),
    "attributions.save_numbers": ("Save data", "保存数据"),
    "attributions.alt": ("{method}: evidence for {label}", "{method}：“{label}”的依据"),
    "attributions.path_alt": ("{path} branch: its part of the map above", "{path} 路径在上图中的部分"),
    "attributions.paths_add_up": ("The branches’ maps add up to the block’s map.", "各路径相加即为整个块的图。"),
    "attributions.patch": ("{method}, {side} px", "{method}，{side} 像素"),
    "attributions.time": ("time", "用时"),
    "attributions.seconds": ("{seconds} s", "{seconds} 秒"),
    "attributions.error": ("completeness error", "完备性误差"),
    "attributions.cells": ("cells", "位置"),
    "attributions.smoothed": ("{rows} × {columns}, smoothed", "{rows} × {columns}，经平滑"),
    "attributions.waiting": ("Queued", "排队中"),
    "attributions.queued": ("Queued ({ahead} ahead)", "排队中，前面还有 {ahead} 项"),
    "attributions.starting": ("Starting", "正在开始"),
    "attributions.progress": ("{done} of {total} images", "第 {done}/{total} 张"),
    "attributions.progress_blocks": ("{done} of {total} blocks", "第 {done}/{total} 个块"),
    "attributions.progress_steps": ("Step {done} of {total}", "第 {done}/{total} 步"),
    "attributions.left": ("about {seconds} s left", "还需约 {seconds} 秒"),
    "attributions.stop": ("Stop", "停止"),
    "attributions.stopped": ("Stopped. Only this map is missing.", "已停止，只缺这一幅图。"),
    "attributions.again": ("Retry", "重试"),
    "attributions.failed": ("not computed", "未算出"),
    "attributions.refused": ("Use {low} to {high}.", "请用 {low} 到 {high}。"),
    "attributions.sampling_error": ("sampling error", "抽样误差"),
}

SHARES = {
    "attributions.shares.leader": (
        "The {path} branch contributes most to the score of {label} in {count} of {total} blocks",
        "{total} 个块中有 {count} 个，{path} 路径对“{label}”得分的贡献最大",
    ),
    "attributions.shares.lowers": (
        "The {path} branch lowers the score of {label} most in {count} of {total} blocks",
        "{total} 个块中有 {count} 个，{path} 路径使“{label}”的得分下降最多",
    ),
    "attributions.shares.too_small": (
        "{label} scores about the same as the baseline, so there is little to divide",
        "“{label}”的得分与基线几乎相同，没有多少可以分摊",
    ),
    "attributions.shares.tie": (
        "No branch leads: {paths} each contribute most in {count} of {total} blocks",
        "没有一条路径领先：{paths}各在 {total} 个块中的 {count} 个里贡献最大",
    ),
    "attributions.shares.and": (" and ", "、"),
    "attributions.shares.waiting": ("How much each branch contributes to the score", "每条路径对得分贡献多少"),
    "attributions.shares.sub": (
        "The score of {label} is {difference} higher than for {baseline}. Area is a branch’s share of that "
        "difference. Filled squares raise the score, hollow ones lower it. Each block adds up to 100%, apart from "
        "the remainder.",
        "“{label}”的得分比输入{baseline}时高 {difference}。面积是每条路径在这个差值中的份额。"
        "实心方块提高得分，空心方块降低得分。除余项外，每个块合计 100%。",
    ),
    "attributions.shares.sub_lower": (
        "The score of {label} is {difference} lower than for {baseline}. Area is a branch’s share of that "
        "difference. Filled squares lower the score too, hollow ones raise it. Each block adds up to 100%, apart "
        "from the remainder.",
        "“{label}”的得分比输入{baseline}时低 {difference}。面积是每条路径在这个差值中的份额。"
        "实心方块同样降低得分，空心方块提高得分。除余项外，每个块合计 100%。",
    ),
    "attributions.shares.black": ("a black image", "全黑图像"),
    "attributions.shares.mean": ("a uniform mean-gray image", "均值灰度的图像"),
    "attributions.shares.blur": ("the blurred image", "模糊后的图像"),
    "attributions.shares.noise": ("a noise image", "噪声图像"),
    "attributions.shares.left_over": ("remainder", "余项"),
    "attributions.shares.note": (
        "Layer Integrated Gradients on the whole block ({steps} steps), split by the branches’ channels. Largest "
        "remainder: {largest}.",
        "对整个块求层积分梯度（{steps} 步），按各路径的通道拆分。最大的余项：{largest}。",
    ),
    "attributions.shares.small": (
        "The two scores differ by only {difference}, so shares would mislead. The numbers are logits.",
        "两个得分只差 {difference}，用份额会误导。这里的数值直接以得分（logit）为单位。",
    ),
    "attributions.ways.waiting": ("Do other methods divide the score the same way?", "其他方法也会这样分配得分吗？"),
    "attributions.ways.offer": (
        "Conductance, DeepLift and ablation each divide the same difference in their own way.",
        "层传导、DeepLift 和消融各用自己的办法分配同一个差值。",
    ),
    "attributions.ways.ask": ("Compare methods", "对比方法"),
    "attributions.ways.agree": (
        "All {methods} methods name the same leading branch in {count} of {total} blocks",
        "{total} 个块中有 {count} 个，{methods} 种方法得出的领先路径相同",
    ),
    "attributions.ways.note": (
        "Each field has one bar per method, in this order and on one scale. Hollow bars are negative. Largest "
        "remainder of a block: {off}. Ablation need not add up, because branches that help each other count twice.",
        "每格自上而下依次是各方法的份额，刻度相同。空心条形表示负的份额。各方法在一个块中最大的余项：{off}。"
        "消融的各项之和不必等于总差值，因为互相配合的路径会被重复计算。",
    ),
    "attributions.ways.off": ("{method} {percent}%", "{method} {percent}%"),
    "attributions.ways.sep": (", ", "，"),
    "attributions.shares.alt": ("{block}, {path} branch: {share}", "{block}，{path} 路径：{share}"),
}

SENTENCES = METHODS | VIEW | SHARES
