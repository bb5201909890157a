"""Sentences of the attributions part of the page."""

METHODS = {
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
    "attributions.name.feature_ablation": ("Grid Ablation", "网格消融"),
    "attributions.question.feature_ablation": (
        "How far does the score fall without this square of a grid?",
        "去掉网格中的一格，得分下降多少？",
    ),
    "attributions.name.layer_grad_cam": ("Grad-CAM", "Grad-CAM"),
    "attributions.question.layer_grad_cam": (
        "Where does this block see the class?",
        "这个模块在哪里看到了这一类？",
    ),
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
    "attributions.name.layer_integrated_gradients": ("Layer Integrated Gradients", "层积分梯度"),
    "attributions.question.layer_integrated_gradients": (
        "What does each cell add on the way from the baseline to here?",
        "从基线走到这张图，每个位置贡献多少？",
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
    "attributions.parameter.cells": ("Squares a side", "每边格数"),
    "attributions.parameter.relu": ("Only what speaks for the class", "只看支持该类的部分"),
    "attributions.baseline.black": ("Black", "黑色"),
    "attributions.baseline.mean": ("Mean", "均值"),
    "attributions.baseline.blur": ("Blurred", "模糊"),
}

SENTENCES = METHODS
