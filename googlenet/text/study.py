"""Sentences of the kernel study: its command, its tab and its charts."""

SENTENCES = {
    "study.error.network": (
        "There is no network {name} in the kernel study. Known: {accepted}.",
        "卷积核对比实验中没有名为 {name} 的网络。可选：{accepted}。",
    ),
    "study.error.match": (
        "Networks cannot be matched by {value}. Accepted: {accepted}.",
        "不能按 {value} 对齐网络。可接受：{accepted}。",
    ),
    "study.error.unmatched": (
        "No width makes the network {name} as large as GoogLeNet by {match} (within 2 %).",
        "没有哪种通道宽度能让网络 {name} 的 {match} 与 GoogLeNet 相差不超过 2 %。",
    ),
    "study.error.value": (
        "{field} is {value}; accepted: {accepted}.",
        "{field} 的值是 {value}；可接受：{accepted}。",
    ),
    "study.error.differs": (
        "{path} holds a run with {field} = {was}, not {now}. Choose another --run-dir.",
        "{path} 中的训练用的是 {field} = {was}，而不是 {now}。请换一个 --run-dir。",
    ),
    "study.cli.which": ("which study: kernels", "哪项实验：kernels"),
    "study.cli.match": (
        "what the networks have in common: parameters or multiply-adds",
        "网络之间对齐什么：参数量或乘加次数",
    ),
    "study.cli.networks": ("train only these", "只训练这些网络"),
    "study.cli.seeds": ("how many seeds, from 0, the same for each network", "随机种子个数，从 0 开始，各网络相同"),
    "study.cli.run_dir": (
        "folder of the study; finished runs in it are passed over. By default kernels in ./runs or $GOOGLENET_RUNS_DIR",
        "实验目录，其中已完成的训练会跳过。默认是 ./runs 或 $GOOGLENET_RUNS_DIR 里的 kernels",
    ),
    "study.cli.out": ("write the results here too", "把结果另存到这里"),
    "study.cli.collect": ("train nothing; tell of the runs that are there", "不训练，只汇总已有的训练"),
    "study.cli.epoch": (
        "{network}, seed {seed}, epoch {epoch}: {percent:.2f} % of the test images",
        "{network}，种子 {seed}，第 {epoch} 轮：测试准确率 {percent:.2f} %",
    ),
    "study.cli.columns": ("network|seed|test accuracy", "网络|种子|测试准确率"),
}
