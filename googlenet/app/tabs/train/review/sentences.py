"""Sentences of what the Train tab looks back at: mistakes, paths over time, the time-lapse, learning rates."""

SENTENCES = {
    # Mistakes.
    "lab.mistakes.title": ("Misclassified images", "分类错误的图像"),
    "lab.mistakes.hint": (
        "Select a cell of the matrix, or one of these. “{run}” will classify all {images} test images again.",
        "点击混淆矩阵中的格子，或下面的按钮。“{run}”会把全部 {images} 张测试图像重新分类。",
    ),
    "lab.mistakes.others": ("Other pairs", "其他混淆"),
    "lab.mistakes.pair": ("{true} predicted as {answer}", "{true} 判为 {answer}"),
    "lab.mistakes.worst": ("The worst mistakes", "最严重的错误"),
    "lab.mistakes.working": ("{done} of {total} test images classified", "已分类 {done} / {total} 张测试图像"),
    "lab.mistakes.stop": ("Stop", "停止"),
    "lab.mistakes.found": (
        "{count} of {whole} “{true}” images are predicted as “{answer}”, most confident first",
        "{whole} 张“{true}”中有 {count} 张被判为“{answer}”，最有把握的排在前面",
    ),
    "lab.mistakes.no_pair": ("No “{true}” image is predicted as “{answer}”", "没有“{true}”被判为“{answer}”"),
    "lab.mistakes.worst_found": (
        "The {count} test images with the highest loss: confident, but wrong",
        "损失最大的 {count} 张测试图像：有把握，却错了",
    ),
    "lab.mistakes.none": ("All {images} test images are classified correctly", "{images} 张测试图像全部分类正确"),
    "lab.mistakes.taught": ("Training images", "训练图像"),
    "lab.mistakes.taught_label": (
        "Training images for and against the prediction for test image {index}",
        "支持和反对测试图像 {index} 预测的训练图像",
    ),
    "lab.mistakes.first": ("Only the first {count} are shown.", "只显示前 {count} 张。"),
    "lab.mistakes.other_weights": (
        "The matrix counts {count}: it was computed during training, in training precision (such as bf16). These "
        "predictions come from the saved weights.",
        "混淆矩阵中是 {count} 张：矩阵是在训练中用训练时的数值精度（如 bf16）算出的。这里的预测来自保存下来的权重。",
    ),
    "lab.mistakes.cell": (
        "Test image {index}: {true}, predicted as {answer} with {percent}. Select it to use it in the other tabs.",
        "测试图像 {index}：{true}，以 {percent} 的概率判为 {answer}。点击后可在其他标签页中使用。",
    ),
    "lab.mistakes.as": ("{answer} {percent}", "{answer} {percent}"),
    "lab.mistakes.is": ("is {true}", "实为 {true}"),
    "lab.mistakes.press": (
        "Select an image to use it in all tabs, together with this run’s network.",
        "点击图像，它就成为所有标签页的当前图像，网络也换成这次训练的。",
    ),
    "lab.mistakes.save": ("Save as CSV", "保存为 CSV"),
    # Labels.
    "lab.labels.title": ("Labels worth a second look", "值得复查的标签"),
    "lab.labels.hint": (
        "Lists the training images with the largest {score}. Unless results are stored, “{run}” classifies up to {most} images first.",
        "列出{score}最大的训练图像。若没有已存的结果，“{run}”会先给最多 {most} 张图像分类。",
    ),
    "lab.labels.start": ("Check the labels", "检查标签"),
    "lab.labels.working": ("{done} of {total} images classified", "已分类 {done} / {total} 张图像"),
    "lab.labels.found": (
        "The {count} of {images} training images with the largest {score}",
        "{images} 张训练图像中{score}最大的 {count} 张",
    ),
    "lab.labels.loss": ("loss", "损失"),
    "lab.labels.self_influence": ("self-influence", "自影响"),
    "lab.labels.labeled": ("labeled {label}", "标签：{label}"),
    "lab.labels.predicted": ("predicted {answer}", "判为 {answer}"),
    "lab.labels.value": ("{score} {value}", "{score} {value}"),
    "lab.labels.misses": (
        "A wrong label that the network has memorized is not in this list, and an unusual image with the right label can "
        "be.",
        "网络已经记住的错误标签不会出现在这里；标签正确但不寻常的图像却可能出现。",
    ),
    # Paths over time.
    "lab.paths.title": ("Branches during training", "训练中的各条路径"),
    "lab.paths.none": (
        "This run has no branch records yet: it hasn’t started, or was made by an older version.",
        "这次训练还没有路径记录：它尚未开始，或来自旧版本。",
    ),
    "lab.paths.measure": ("Show", "显示内容"),
    "lab.paths.gradient": ("Gradient", "梯度"),
    "lab.paths.energy": ("Energy", "能量"),
    "lab.paths.dead": ("Dead channels", "死通道"),
    "lab.paths.gradient.note": (
        "Gradient norm of each branch’s weights (shared log scale). A small norm means the branch is hardly learning.",
        "各路径权重的梯度范数（对数刻度，各图共用）。范数很小说明这条路径几乎不再学习。",
    ),
    "lab.paths.energy.note": (
        "Each branch’s share of its block’s squared activations (0 to 100% in every chart).",
        "各路径占所在块激活值平方和的比例（每幅小图都是 0 到 100%）。",
    ),
    "lab.paths.dead.note": (
        "Channels that are 0 everywhere for all {images} images measured (0 to 100% in every chart).",
        "在测量的 {images} 张图像中处处为 0 的通道所占比例（每幅小图都是 0 到 100%）。",
    ),
    "lab.paths.how": (
        "After each epoch, gradients are measured on {images} training images without updating the weights.",
        "每轮结束后，在 {images} 张训练图像上测量梯度，不更新权重。",
    ),
    "lab.paths.epoch": ("after epoch {epoch}", "第 {epoch} 轮后"),
    "lab.paths.start": ("before the first step", "第一步之前"),
    "lab.paths.slider": ("Epoch", "轮"),
    "lab.paths.cell": (
        "{block}, {path} branch: {first} at the start, {last} at the end",
        "{block} 的 {path} 路径：开始 {first}，最后 {last}",
    ),
    "lab.paths.finding.dead": (
        "After epoch {epoch}, the {path} branch of {block} has the most dead channels: {share}",
        "第 {epoch} 轮后，死通道最多的是 {block} 的 {path} 路径：{share}",
    ),
    "lab.paths.finding.alive": ("After epoch {epoch}, no channel is dead", "第 {epoch} 轮后没有死通道"),
    "lab.paths.finding.energy": (
        "After epoch {epoch}, the {path} branch of {block} has the largest share of its block’s energy: {share}",
        "第 {epoch} 轮后，{block} 的 {path} 路径占所在块能量的比例最高：{share}",
    ),
    "lab.paths.finding.gradient": (
        "After epoch {epoch}, the {path} branch of {block} has the largest gradient",
        "第 {epoch} 轮后，梯度最大的是 {block} 的 {path} 路径",
    ),
    # Time-lapse.
    "lab.lapse.title": ("Time-lapse: the same image, epoch by epoch", "回放：同一张图像，逐轮来看"),
    "lab.lapse.hint": (
        "“{run}” kept the weights of {count} epochs. Each of them classifies the image in the side panel.",
        "“{run}”保留了 {count} 轮的权重。每一轮都会对侧栏中的图像分类。",
    ),
    "lab.lapse.none": (
        "“{run}” kept no weights from earlier epochs. Runs started on this page keep up to {most}; on the command "
        "line use --keep-epochs {most}.",
        "“{run}”没有保留各轮的权重。从本页开始的训练最多保留 {most} 轮；命令行请用 --keep-epochs {most}。",
    ),
    "lab.lapse.examples": (
        "“{run}” has a time-lapse only for the example images: choose one in the side panel. Runs started on this "
        "page keep up to {most} epochs, for any image.",
        "“{run}”只有示例图像的回放：请在侧栏中选一张。从本页开始的训练最多保留 {most} 轮，任何图像都可以看。",
    ),
    "lab.lapse.gone": (
        "The saved weights of these epochs are missing, or belong to a different network.",
        "这些轮保存的权重已不存在，或属于别的网络。",
    ),
    "lab.lapse.make": ("Show the time-lapse", "显示回放"),
    "lab.lapse.working": ("{done} of {total} epochs done", "已完成 {done} / {total} 轮"),
    "lab.lapse.stop": ("Stop", "停止"),
    "lab.lapse.slider": ("Epoch", "轮"),
    "lab.lapse.play": ("Play", "播放"),
    "lab.lapse.pause": ("Pause", "暂停"),
    "lab.lapse.says": ("{answer} {percent}", "{answer} {percent}"),
    "lab.lapse.headline": ("It settles on {label} at epoch {epoch}", "从第 {epoch} 轮起一直判为“{label}”"),
    "lab.lapse.never": ("The prediction still changed at the end: {label}", "直到最后预测仍在变化：{label}"),
    "lab.lapse.always": ("{label} from the first kept epoch on", "从保留的第一轮起就判为“{label}”"),
    "lab.lapse.note": (
        "Each tile: a branch’s mean activation over the image, on its own color scale in every epoch. Each epoch "
        "sees the image at the size it was trained at; epoch 0 is the network before its first step.",
        "每一格：该路径在图像上的平均激活，每格每轮各用自己的色标。每轮都按训练时的图像大小来看；第 0 轮是第一步之前的网络。",
    ),
    "lab.lapse.alt": ("Activations of every branch after epoch {epoch}", "第 {epoch} 轮后各路径的激活"),
    "lab.lapse.save": ("Save as animation", "保存为动画"),
    # Learning rates.
    "lab.rates.title": ("Learning-rate finder", "学习率搜索"),
    "lab.rates.hint": (
        "A range test (Smith 2015): {steps} steps with the settings above, while the rate grows from {low} to "
        "{high}. The weights are discarded.",
        "范围测试（Smith 2015）：用上面的设置走 {steps} 步，学习率从 {low} 逐步增大到 {high}。得到的权重不保留。",
    ),
    "lab.rates.make": ("Run test", "开始测试"),
    "lab.rates.stop": ("Stop", "停止"),
    "lab.rates.working": ("step {done} of {total}", "第 {done} / {total} 步"),
    "lab.rates.note": (
        "Dots: the loss of each step’s batch. Line: its running mean. The suggestion is where a line fitted to "
        "the nearest tenth of the steps falls most steeply, over the logarithm of the rate and before the lowest "
        "point. With one seed and few steps, take it as a starting point.",
        "圆点：每一步批量的损失；曲线：其移动平均。建议值取附近十分之一步数的拟合直线下降最陡之处（学习率取对数，只看最低点之前）。只有一个随机种子、"
        "步数很少，请只当作起点。",
    ),
    "lab.rates.use": ("Use {rate}", "采用 {rate}"),
    "lab.rates.axis": ("learning rate", "学习率"),
    "lab.rates.loss": ("loss, nats", "损失，nat"),
    "lab.rates.mark": ("steepest", "最陡"),
    "lab.rates.lowest": ("lowest", "最低"),
    "lab.rates.alt": ("Loss over the learning rate, {low} to {high}", "损失随学习率的变化，{low} 到 {high}"),
}
