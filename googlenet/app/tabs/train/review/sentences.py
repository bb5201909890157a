"""Sentences of what the Train tab looks back at: mistakes, paths over time, the time-lapse, learning rates."""

SENTENCES = {
    # Mistakes.
    "lab.mistakes.title": ("Look at the mistakes", "看看错在哪里"),
    "lab.mistakes.hint": (
        "Press a cell of the matrix, or one of these. “{run}” answers each of the {images} test images anew.",
        "点击混淆矩阵中的格子，或下面的按钮。“{run}”会重新回答全部 {images} 张测试图像。",
    ),
    "lab.mistakes.others": ("Other pairs", "其他混淆"),
    "lab.mistakes.pair": ("{true} called {answer}", "{true}认作{answer}"),
    "lab.mistakes.worst": ("The worst mistakes", "最严重的错误"),
    "lab.mistakes.working": ("{done} of {total} test images answered", "已回答 {done} / {total} 张测试图像"),
    "lab.mistakes.stop": ("Stop", "停止"),
    "lab.mistakes.found": (
        "{count} of {whole} “{true}” are called “{answer}”, the surest first",
        "{whole} 张“{true}”中有 {count} 张被认作“{answer}”，最有把握的排在前面",
    ),
    "lab.mistakes.no_pair": ("No “{true}” is called “{answer}”", "没有“{true}”被认作“{answer}”"),
    "lab.mistakes.worst_found": (
        "The {count} test images with the highest loss: sure, and wrong",
        "损失最大的 {count} 张测试图像：有把握，却错了",
    ),
    "lab.mistakes.first": ("The first {count} are shown.", "只显示前 {count} 张。"),
    "lab.mistakes.other_weights": (
        "The matrix counts {count}: it was made while training, in training precision; these answers are by the weights that are kept.",
        "混淆矩阵中是 {count} 张：矩阵是在训练中以训练精度得到的，这里用的是保存下来的权重。",
    ),
    "lab.mistakes.cell": (
        "Test image {index}: {true}, called {answer} with {percent}. Press to ask about it in the other tabs.",
        "第 {index} 张测试图像：{true}，以 {percent} 的概率认作{answer}。点击后可在其他标签页中继续提问。",
    ),
    "lab.mistakes.as": ("{answer} {percent}", "{answer} {percent}"),
    "lab.mistakes.is": ("is {true}", "实为{true}"),
    "lab.mistakes.press": (
        "Press a picture: it becomes the current image in all tabs, and this run the network.",
        "点击图片，它就成为所有标签页的当前图像，网络也换成这次训练的。",
    ),
    "lab.mistakes.save": ("Save as CSV", "保存为 CSV"),
    # Paths over time.
    "lab.paths.title": ("How the paths learned", "各条路径如何学习"),
    "lab.paths.none": (
        "This run has no records of its paths: it is older than they are, or about to begin.",
        "这次训练没有路径记录：它早于这项功能，或尚未开始。",
    ),
    "lab.paths.measure": ("What is drawn", "显示内容"),
    "lab.paths.gradient": ("Gradient", "梯度"),
    "lab.paths.energy": ("Energy", "能量"),
    "lab.paths.dead": ("Dead channels", "死通道"),
    "lab.paths.gradient.note": (
        "Length of the loss’s gradient by a path’s weights, on a logarithmic scale that all share. A path with a short one hardly moves.",
        "损失对路径权重的梯度的长度，所有小图共用同一对数刻度。梯度很短的路径几乎不再变化。",
    ),
    "lab.paths.energy.note": (
        "A path’s part of its block’s squared activations; the scale is 0 to 100 % in all.",
        "路径占所在模块激活值平方和的比例；所有小图的刻度都是 0 到 100 %。",
    ),
    "lab.paths.dead.note": (
        "Channels that are 0 everywhere in all {images} images that were looked at; the scale is 0 to 100 % in all.",
        "在所看的 {images} 张图像中处处为 0 的通道所占比例；所有小图的刻度都是 0 到 100 %。",
    ),
    "lab.paths.how": (
        "After each epoch one step on {images} training images is looked at and not taken.",
        "每个 epoch 结束后，在 {images} 张训练图像上计算一步，只看不更新。",
    ),
    "lab.paths.epoch": ("after epoch {epoch}", "第 {epoch} 个 epoch 后"),
    "lab.paths.start": ("before the first step", "第一步之前"),
    "lab.paths.slider": ("Epoch", "epoch"),
    "lab.paths.cell": (
        "{block}, {path} path: {first} at the start, {last} at the end",
        "{block} 的 {path} 路径：开始 {first}，最后 {last}",
    ),
    "lab.paths.finding.dead": (
        "After epoch {epoch} the most dead channels are in the {path} path of {block}: {share}",
        "第 {epoch} 个 epoch 后，死通道最多的是 {block} 的 {path} 路径：{share}",
    ),
    "lab.paths.finding.alive": ("After epoch {epoch} no channel is dead", "第 {epoch} 个 epoch 后没有死通道"),
    "lab.paths.finding.energy": (
        "After epoch {epoch} the {path} path of {block} carries the most of its block: {share}",
        "第 {epoch} 个 epoch 后，{block} 的 {path} 路径在本模块中占比最高：{share}",
    ),
    "lab.paths.finding.gradient": (
        "After epoch {epoch} the longest gradient is that of the {path} path of {block}",
        "第 {epoch} 个 epoch 后，梯度最长的是 {block} 的 {path} 路径",
    ),
    # Time-lapse.
    "lab.lapse.title": ("Time-lapse: the same image, epoch by epoch", "回放：同一张图像，逐个 epoch"),
    "lab.lapse.hint": (
        "{count} epochs of “{run}” are kept. Each looks at the image in the side panel.",
        "“{run}”保留了 {count} 个 epoch 的权重。每一个都会看侧栏中的图像。",
    ),
    "lab.lapse.none": (
        "Of “{run}” no epoch’s weights are kept. Runs from this page keep up to {most}; on the command line: --keep-epochs {most}.",
        "“{run}”没有保留各 epoch 的权重。从本页开始的训练最多保留 {most} 个；命令行用 --keep-epochs {most}。",
    ),
    "lab.lapse.examples": (
        "“{run}” keeps its time-lapse for the examples alone: choose one in the side panel. Runs from this page keep up to {most} epochs, for every image.",
        "“{run}”只为示例图像保留了回放：请在侧栏中选一张。从本页开始的训练最多保留 {most} 个 epoch，任何图像都可以看。",
    ),
    "lab.lapse.gone": (
        "What was kept of these epochs is gone or belongs to other weights.",
        "这些 epoch 保留的内容已不存在，或属于别的权重。",
    ),
    "lab.lapse.make": ("Show the time-lapse", "显示回放"),
    "lab.lapse.working": ("{done} of {total} epochs have looked", "已看完 {done} / {total} 个 epoch"),
    "lab.lapse.stop": ("Stop", "停止"),
    "lab.lapse.slider": ("Epoch", "epoch"),
    "lab.lapse.play": ("Play", "播放"),
    "lab.lapse.pause": ("Pause", "暂停"),
    "lab.lapse.says": ("{answer} {percent}", "{answer} {percent}"),
    "lab.lapse.headline": ("{label} from epoch {epoch} on, for good", "从第 {epoch} 个 epoch 起一直答作{label}"),
    "lab.lapse.never": ("The answer still changed at the end: {label}", "直到最后答案仍在变化：{label}"),
    "lab.lapse.always": ("{label} from the first epoch that is kept", "从保留的第一个 epoch 起就是{label}"),
    "lab.lapse.note": (
        "Each tile is a path’s mean activation over the image, scaled to its own hottest cell in that epoch; each epoch sees the image at the size it was trained at. Epoch 0 is the network before its first step.",
        "每一格是该路径在图像上的平均激活，颜色按该格自己在这个 epoch 中激活最强的单元缩放；每个 epoch 都按训练时的图像大小来看。epoch 0 是第一步之前的网络。",
    ),
    "lab.lapse.alt": ("Activations of every path after epoch {epoch}", "第 {epoch} 个 epoch 后各路径的激活"),
    "lab.lapse.save": ("Save as animation", "保存为动画"),
    # Learning rates.
    "lab.rates.title": ("Find a learning rate", "寻找学习率"),
    "lab.rates.hint": (
        "A range test (Smith 2015): {steps} steps with the settings above, at rates that grow from {low} to {high}. Nothing is kept of it.",
        "范围测试（Smith 2015）：用上面的设置走 {steps} 步，学习率从 {low} 逐步增大到 {high}。不保留任何结果。",
    ),
    "lab.rates.make": ("Test rates", "测试学习率"),
    "lab.rates.stop": ("Stop", "停止"),
    "lab.rates.working": ("step {done} of {total}", "第 {done} / {total} 步"),
    "lab.rates.note": (
        "Dots are the loss of each step’s batch, the line is their running mean. The slope is that of the straight line which fits a point’s nearest tenth of the steps best, over the logarithm of the rate, before the lowest point. One seed, few steps: a start for the search, not its end.",
        "圆点是每一步批量的损失，曲线是其滑动平均。斜率来自每点附近十分之一步数的最佳拟合直线（学习率取对数），且只看最低点之前。只有一个随机种子、步数很少：这是搜索的起点，不是终点。",
    ),
    "lab.rates.use": ("Use {rate}", "采用 {rate}"),
    "lab.rates.axis": ("learning rate", "学习率"),
    "lab.rates.loss": ("loss, nats", "损失，nat"),
    "lab.rates.mark": ("steepest", "最陡"),
    "lab.rates.lowest": ("lowest", "最低"),
    "lab.rates.alt": ("Loss over the learning rate, {low} to {high}", "损失随学习率的变化，{low} 到 {high}"),
}
