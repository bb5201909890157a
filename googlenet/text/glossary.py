"""The glossary: a term and a sentence that explains it, in both languages; the Chinese terms are d2l's."""

SENTENCES = {
    "glossary.title": ("Glossary", "术语表"),
    "glossary.close": ("Close the glossary", "关闭术语表"),
    "glossary.search": ("Search {count} terms in English or Chinese", "搜索 {count} 个术语，中英文均可"),
    "glossary.none": ("No matching term.", "没有符合的术语。"),
    "glossary.found": ("{shown} of {count} terms", "{count} 个术语中的 {shown} 个"),
    "glossary.ablation": ("ablation", "消融"),
    "glossary.ablation.text": (
        "Turning a part off to see what is lost without it.",
        "关掉某一部分，看缺了它会损失什么。",
    ),
    "glossary.activation": ("activation", "激活值"),
    "glossary.activation.text": (
        "The output of a unit for an input; after a ReLU, never below 0.",
        "一个单元对某个输入的输出；经过 ReLU 之后不小于 0。",
    ),
    "glossary.adam": ("Adam", "Adam 算法"),
    "glossary.adam.text": (
        "An optimizer that gives every parameter a step size of its own, from running averages of its gradients.",
        "一种优化算法，用梯度的移动平均为每个参数确定各自的步长。",
    ),
    "glossary.attribution": ("attribution", "归因"),
    "glossary.attribution.text": (
        "Dividing a class’s score among the pixels, cells or branches that it comes from.",
        "把某个类别的得分分摊到它所来自的像素、位置或路径上。",
    ),
    "glossary.auxiliary": ("auxiliary head", "辅助分类器"),
    "glossary.auxiliary.text": (
        "A small classifier on a middle block that adds its loss in training and is dropped afterwards.",
        "接在中间块上的小分类器，训练时加入自己的损失，之后去掉。",
    ),
    "glossary.baseline": ("baseline", "基线"),
    "glossary.baseline.text": (
        "The image that stands for “nothing there”, which an attribution compares with; often black.",
        "代表“什么都没有”的图像，归因以它为参照，常用全黑图像。",
    ),
    "glossary.batch": ("minibatch", "小批量"),
    "glossary.batch.text": (
        "The images whose gradients are averaged for one step; usually 128 here.",
        "每走一步时一起求平均梯度的若干图像，这里通常是 128 张。",
    ),
    "glossary.batch_norm": ("batch normalization (BN)", "批量规范化（BN）"),
    "glossary.batch_norm.text": (
        "Brings every channel to mean 0 and variance 1 over the batch, then scales and shifts it by learned γ and β.",
        "在小批量上把每个通道变成均值 0、方差 1，再用学到的 γ 拉伸、β 偏移。",
    ),
    "glossary.bias": ("bias", "偏置"),
    "glossary.bias.text": (
        "A learned number that is added whatever the input.",
        "无论输入是什么都要加上的一个学到的数。",
    ),
    "glossary.channel": ("channel", "通道"),
    "glossary.channel.text": (
        "One of the maps stacked in a layer’s output; each responds to one pattern.",
        "一层的输出由许多张图叠成，每一张就是一个通道，响应一种模式。",
    ),
    "glossary.class_map": ("class activation map", "类激活图"),
    "glossary.class_map.text": (
        "The last block’s maps, weighted by their weights for the class and added up cell by cell.",
        "把最后一个块的各特征图乘以该类别的权重，再逐位置相加得到的图。",
    ),
    "glossary.completeness": ("completeness", "完备性"),
    "glossary.completeness.text": (
        "An attribution has it if its values add up to the difference in score between image and baseline.",
        "归因的一种性质：各值之和等于图像与基线的得分之差。",
    ),
    "glossary.concatenation": ("concatenation", "连结"),
    "glossary.concatenation.text": (
        "Stacking outputs along the channels; nothing is added.",
        "沿通道维把几个输出依次排在一起，不做加法。",
    ),
    "glossary.convolution": ("convolution", "卷积"),
    "glossary.convolution.text": (
        "A weighted sum over a small window and all channels, with the same weights at every position.",
        "在小窗口和全部通道上做加权和，每个位置用同一组权重。",
    ),
    "glossary.cross_entropy": ("cross-entropy loss", "交叉熵损失"),
    "glossary.cross_entropy.text": (
        "Minus the logarithm of the probability that the network gives the right class.",
        "网络给正确类别的概率取对数，再取负号。",
    ),
    "glossary.dropout": ("dropout", "暂退法"),
    "glossary.dropout.text": (
        "Setting random units to 0 during training, so that no unit relies on any single other one.",
        "训练时随机把一些单元置零，使任何单元都不依赖某一个别的单元。",
    ),
    "glossary.epoch": ("epoch", "轮（迭代周期）"),
    "glossary.epoch.text": ("One pass over all training images.", "把全部训练图像用过一遍。"),
    "glossary.factorisation": ("factorization", "卷积分解"),
    "glossary.factorisation.text": (
        "Replacing a large kernel by several smaller ones in a row: the same field of view with fewer weights.",
        "用几个连续的小卷积核代替一个大卷积核，看到的范围相同，权重更少。",
    ),
    "glossary.feature_map": ("feature map", "特征图"),
    "glossary.feature_map.text": (
        "The output of one channel, laid out in rows and columns as in the image.",
        "一个通道的输出，按图像的行列排布；d2l 也称特征映射。",
    ),
    "glossary.fully_connected": ("fully connected layer", "全连接层"),
    "glossary.fully_connected.text": (
        "A layer in which each output reads every input, with its own weight for each.",
        "每个输出都读取全部输入、各有各的权重的层。",
    ),
    "glossary.global_pool": ("global average pooling", "全局平均池化"),
    "glossary.global_pool.text": (
        "Replaces every map by the mean of its cells, whatever the map’s size.",
        "把每张特征图换成它所有位置的平均值，与图的大小无关。",
    ),
    "glossary.grad_cam": ("Grad-CAM", "Grad-CAM（梯度加权类激活图）"),
    "glossary.grad_cam.text": (
        "A map of a block: its channels, weighted by their mean gradients for the class and added up. The paper’s "
        "final ReLU, which removes what lowers the score, is off here unless chosen.",
        "某个块的图：各通道按该类别的平均梯度加权后相加。论文最后用 ReLU 去掉反对该类别的部分，这里默认不用，可自行打开。",
    ),
    "glossary.gradient": ("gradient", "梯度"),
    "glossary.gradient.text": (
        "How much a number changes when each of its inputs changes a little.",
        "各个输入稍有变化时，结果变化多少。",
    ),
    "glossary.inception": ("Inception block", "Inception 块"),
    "glossary.inception.text": (
        "Parallel branches over one input, whose outputs are concatenated along the channels: four in GoogLeNet, "
        "three or four in Inception-BN and v3.",
        "同一输入走几条并行路径，输出沿通道维连结：GoogLeNet 中为四条，Inception-BN 和 v3 中为三到四条。",
    ),
    "glossary.integrated_gradients": ("Integrated Gradients", "积分梯度"),
    "glossary.integrated_gradients.text": (
        "Input difference × the mean gradient along the straight line from baseline to image.",
        "输入之差乘以从基线到图像的直线路径上的平均梯度。",
    ),
    "glossary.kernel": ("kernel", "卷积核"),
    "glossary.kernel.text": (
        "The weights of a convolution’s window; 3×3 means three rows and three columns.",
        "卷积窗口里的一组权重；3×3 表示三行三列。",
    ),
    "glossary.learning_rate": ("learning rate", "学习率"),
    "glossary.learning_rate.text": (
        "How far the parameters move against the gradient in one step.",
        "每一步沿梯度反方向移动多远。",
    ),
    "glossary.logit": ("logit", "未规范化的预测（logit）"),
    "glossary.logit.text": (
        "A class’s score before the softmax; it may be any number.",
        "softmax 之前的类别得分，可以是任何数。",
    ),
    "glossary.lrn": ("local response normalization", "局部响应规范化"),
    "glossary.lrn.text": (
        "Divides a channel by the strength of its neighbors. The stem of the paper’s GoogLeNet has it; it is left "
        "out here, as VGG did in 2014 after finding no benefit.",
        "把每个通道除以相邻通道的强度。论文中 GoogLeNet 的起始层里用了它，这里省略：2014 年的 VGG 已发现它没有帮助。",
    ),
    "glossary.max_pool": ("max pooling", "最大池化"),
    "glossary.max_pool.text": (
        "Keeps the largest value in each window; with stride 2 it halves the map’s side.",
        "每个窗口只留最大值；步幅为 2 时特征图边长减半。",
    ),
    "glossary.multiply_adds": ("multiply-adds", "乘加"),
    "glossary.multiply_adds.text": (
        "Multiplications, each followed by an addition: a measure of how much a network computes.",
        "一次乘法接一次加法，用来衡量网络的计算量。",
    ),
    "glossary.one_by_one": ("1×1 convolution", "1×1 卷积"),
    "glossary.one_by_one.text": (
        "Mixes the channels at each position without looking at neighboring positions.",
        "在每个位置上混合各个通道，不看相邻位置。",
    ),
    "glossary.overfitting": ("overfitting", "过拟合"),
    "glossary.overfitting.text": (
        "Improving on the training images while no longer improving, or getting worse, on others.",
        "在训练图像上越来越好，在其他图像上却不再变好，甚至变差。",
    ),
    "glossary.padding": ("padding", "填充"),
    "glossary.padding.text": (
        "Zeros around a map, so that a window also fits at its edge.",
        "在特征图四周补零，让窗口在边缘也放得下。",
    ),
    "glossary.parameter": ("parameter", "参数"),
    "glossary.parameter.text": (
        "A number that training changes: weights, biases, γ and β.",
        "训练所改变的数：权重、偏置、γ 和 β。",
    ),
    "glossary.path": ("branch (path)", "路径（分支）"),
    "glossary.path.text": (
        "One of the parallel chains of layers in an Inception block.",
        "Inception 块中并行的几条支路之一，由若干层依次相接而成。",
    ),
    "glossary.pooling": ("pooling", "池化（汇聚）"),
    "glossary.pooling.text": (
        "Replaces each window by its maximum or mean; it has no weights.",
        "把每个窗口换成一个数，取最大值或平均值；没有权重。",
    ),
    "glossary.receptive_field": ("receptive field", "感受野"),
    "glossary.receptive_field.text": (
        "The part of the image that a cell’s value can depend on.",
        "一个位置的值可能依赖的那部分图像。",
    ),
    "glossary.reduce": ("reduction (1×1)", "降维"),
    "glossary.reduce.text": (
        "A 1×1 convolution to fewer channels before a larger kernel, which saves multiply-adds.",
        "在大卷积核之前用 1×1 卷积减少通道数，以节省乘加。",
    ),
    "glossary.relu": ("ReLU", "修正线性单元（ReLU）"),
    "glossary.relu.text": ("max(0, x): negative values become 0.", "max(0, x)：负数变成 0。"),
    "glossary.saliency": ("saliency", "显著图"),
    "glossary.saliency.text": (
        "The size of the gradient at each pixel: where a small change would change the score.",
        "每个像素处梯度的绝对值：哪里稍加改动就会影响得分。",
    ),
    "glossary.softmax": ("softmax", "softmax 函数"),
    "glossary.softmax.text": (
        "Turns logits into probabilities: their exponentials, divided by the sum.",
        "把 logit 变成概率：取指数，再除以总和。",
    ),
    "glossary.stem": ("stem, body, head", "起始层（stem）、主体、头部"),
    "glossary.stem.text": (
        "The parts of a network that read the image, process it and predict.",
        "网络中读入图像、加工、预测的三个部分。",
    ),
    "glossary.stride": ("stride", "步幅"),
    "glossary.stride.text": (
        "How many cells a window moves from one output to the next.",
        "相邻两个输出之间窗口移动的位置数。",
    ),
    "glossary.weight": ("weight", "权重"),
    "glossary.weight.text": ("A learned number that an input is multiplied by.", "与输入相乘的一个学到的数。"),
    "glossary.cell": ("cell", "位置"),
    "glossary.cell.text": (
        "One position in a feature map. It sees a window of the image, its receptive field.",
        "特征图中的一个位置，它能看到图像的一个窗口，即它的感受野。",
    ),
    "glossary.confidence": ("95% confidence interval", "95% 置信区间"),
    "glossary.confidence.text": (
        "The range in which the true value lies in nineteen of twenty such measurements.",
        "这样测量二十次，约有十九次区间里包含真实值。",
    ),
    "glossary.dead": ("inactive, dead", "没有激活、死通道"),
    "glossary.dead.text": (
        "A channel is inactive if it outputs 0 everywhere for this image, and dead if it does so for every image.",
        "一个通道在这幅图像上处处为 0 称为没有激活，在所有图像上都如此称为死通道。",
    ),
    "glossary.deletion": ("insertion, deletion", "插入、删除"),
    "glossary.deletion.text": (
        "Two tests of a map: show or hide its strongest pixels first, and see how fast the class’s probability changes.",
        "检验归因图的两种方法：先显示（或先遮住）最强的像素，看类别概率变化得多快。",
    ),
    "glossary.effective_field": ("effective receptive field", "有效感受野"),
    "glossary.effective_field.text": (
        "The part of the receptive field that really moves a cell’s value; usually much smaller.",
        "感受野中真正影响该位置的值的部分，通常小得多。",
    ),
    "glossary.energy": ("energy", "能量"),
    "glossary.energy.text": (
        "Squared activation, summed over the channels and cells of a branch.",
        "激活值的平方，对一条路径的所有通道和位置求和。",
    ),
    "glossary.freeze": ("freeze", "冻结"),
    "glossary.freeze.text": (
        "Keep the weights of the first layers as they are while the others are trained.",
        "训练其余各层时，保持前面若干层的权重不变。",
    ),
    "glossary.infidelity": ("infidelity", "不忠实度"),
    "glossary.infidelity.text": (
        "How badly a map predicts what hiding part of the image does to the score: 0 is exact, 1 is useless.",
        "归因图预测遮挡后得分变化的误差：0 为完全准确，1 为毫无用处。",
    ),
    "glossary.max_sensitivity": ("max-sensitivity", "最大敏感度"),
    "glossary.max_sensitivity.text": (
        "How much a map can change when the image changes a little; lower is steadier.",
        "图像稍有变化时，归因图最多变化多少；越低越稳定。",
    ),
    "glossary.nats": ("nats", "奈特（nat）"),
    "glossary.nats.text": (
        "The unit of a loss with natural logarithms. Guessing among K classes costs ln K, which is 2.30 for 10.",
        "取自然对数的损失的单位。在 K 个类别中瞎猜的损失是 ln K，10 类时为 2.30。",
    ),
    "glossary.one_cycle": ("one-cycle schedule", "单周期学习率"),
    "glossary.one_cycle.text": (
        "A learning rate that rises early in the run and then falls to almost zero.",
        "学习率在训练初期升高，随后降到接近零。",
    ),
    "glossary.percentage_point": ("percentage point", "百分点"),
    "glossary.percentage_point.text": (
        "The difference between two percentages, as opposed to their ratio.",
        "两个百分比之差，而不是它们的比值。",
    ),
    "glossary.q": ("q", "q 值"),
    "glossary.q.text": (
        "A p-value corrected for testing many hypotheses: the expected share of false "
        "findings if all with this q or less are accepted.",
        "对多次检验作了校正的 p 值：以它为界时，发现中错误的预期占比。",
    ),
    "glossary.recipe": ("recipe", "方案"),
    "glossary.recipe.text": (
        "All settings of a training run under one name: data, network, optimizer, schedule, augmentation.",
        "一次训练的全部设置及其名称：数据、网络、优化算法、学习率调度、增广。",
    ),
    "glossary.remainder": ("remainder", "余项"),
    "glossary.remainder.text": (
        "The part of a score’s difference that a method assigns to nothing.",
        "得分之差中，归因方法没有分配出去的部分。",
    ),
    "glossary.seed": ("seed", "随机种子"),
    "glossary.seed.text": (
        "The number that fixes all random choices of a run. Other seeds show how much is chance.",
        "决定一次训练中所有随机选择的数；换种子可以看出随机波动有多大。",
    ),
    "glossary.smoothing": ("label smoothing", "标签平滑"),
    "glossary.smoothing.text": (
        "Training targets a little below 1 for the right class and a little above 0 for the others.",
        "训练目标对正确类别略小于 1，对其余类别略大于 0。",
    ),
    "glossary.traits": ("trait", "特性"),
    "glossary.traits.text": (
        "What a channel responds to most: a direction (oriented), small or large detail (fine, coarse), an edge or a spot.",
        "一个通道对什么响应最强：方向、细节的粗细、边缘或斑点。",
    ),
    "glossary.validation": ("validation set", "验证集"),
    "glossary.validation.text": (
        "Images kept out of training to choose the best epoch, so that the test images need not be used for choosing.",
        "不参与训练、用来选出最好一轮的图像，这样就不必用测试图像来作选择。",
    ),
}
