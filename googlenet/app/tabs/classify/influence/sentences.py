"""Sentences about influential training images."""

SENTENCES = {
    "section.classify.influence": ("Training images", "训练图像"),
    "influence.title": (
        "Which training images support this answer, and which oppose it?",
        "哪些训练图像支持这个判断，哪些反对它？",
    ),
    "influence.sub": (
        "What a step of training on each image would do to this answer, by the last layer’s gradients.",
        "用每张图像再训练一步会怎样改变这个判断，由最后一层的梯度得出。",
    ),
    "influence.offer": (
        "Up to {images} training images go through the network once. The result is kept for all later answers.",
        "最多 {images} 张训练图像各通过网络一次。结果会保留，供之后的判断使用。",
    ),
    "influence.start": ("Search the training images", "查找训练图像"),
    "influence.stop": ("Stop", "停止"),
    "influence.waiting": ("Waiting for other work on this machine…", "等待本机的其他任务……"),
    "influence.busy": ("Image {done} of {total}", "第 {done} / {total} 张图像"),
    "influence.ranking": ("Ranked by", "排序依据"),
    "influence.ranking.cosine": ("cosine", "余弦"),
    "influence.ranking.product": ("product", "内积"),
    "influence.save": ("Save the data as CSV", "保存数据（CSV）"),
    "influence.finding": (
        "{count} of the {total} training images that support {label} most are labeled {label}",
        "最支持“{label}”的 {total} 张训练图像中，有 {count} 张的标签是“{label}”",
    ),
    "influence.for": ("For {label}", "支持“{label}”"),
    "influence.against": ("Against {label}", "反对“{label}”"),
    "influence.predicted": ("predicted {label}", "预测为“{label}”"),
    "influence.unusual": ("rank {rank} of {images} by unusualness", "异常程度：第 {rank} / {images} 名"),
    "influence.overlap": (
        "For {count} test images, no training image is in more than {supporting} of the lists for an answer, nor in more "
        "than {opposing} of the lists against one.",
        "在 {count} 张测试图像中，任何一张训练图像最多出现在 {supporting} 的支持列表和 {opposing} 的反对列表中。",
    ),
    "influence.how": (
        "TracIn (Pruthi et al. 2020), last layer only: the inner product of the gradients of this answer’s loss and of "
        "the training image’s loss, for {images} training images. The cosine leaves out how large the gradients are.",
        "TracIn（Pruthi 等，2020），只用最后一层：这个判断的损失与训练图像的损失，二者梯度的内积，共 {images} 张训练图像。"
        "余弦不计梯度的大小。",
    ),
    "influence.rank": (
        "Rank 1 is the most unusual training image: its own gradient is the largest.",
        "第 1 名是最异常的训练图像：它自身的梯度最大。",
    ),
    "influence.limits": (
        "The list says what the trained network would learn from an image now. It does not show what the network would "
        "answer without that image.",
        "列表说明训练好的网络现在能从一张图像学到什么，不说明没有这张图像时网络会怎样判断。",
    ),
}
