"""Sentences of `googlenet.study_sentences`."""

SENTENCES = {
    "study.cli.which": ("which study: kernels", "哪项实验：kernels"),
    "study.cli.match": (
        "what the networks have in common: parameters or multiply-adds",
        "各网络的哪一项相同：参数量或乘加次数",
    ),
    "study.cli.networks": ("train only these", "只训练这些网络"),
    "study.cli.seeds": ("how many seeds, from 0, the same for each network", "随机种子个数，从 0 开始，各网络相同"),
    "study.cli.run_dir": (
        "folder of the study; finished runs in it are passed over. By default kernels in ./runs or $GOOGLENET_RUNS_DIR",
        "实验目录，其中已完成的训练会跳过。默认是 ./runs 或 $GOOGLENET_RUNS_DIR 里的 kernels",
    ),
    "study.cli.out": ("write the results here too", "把结果另存到这里"),
    "study.cli.known": (
        "results of the same study from elsewhere; their runs are not trained again",
        "同一实验已有的结果文件；其中的训练不再重复",
    ),
    "study.cli.collect": ("train nothing; tell of the runs that are there", "不训练，只汇总已有的训练"),
    "study.cli.epoch": (
        "{network}, seed {seed}, epoch {epoch}: {percent:.2f} % of the test images",
        "{network}，种子 {seed}，第 {epoch} 轮：测试准确率 {percent:.2f} %",
    ),
    "study.cli.columns": ("network|seed|test accuracy", "网络|种子|测试准确率"),
}
