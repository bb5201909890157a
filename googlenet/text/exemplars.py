"""Sentences about a channel closely seen: the images that excite it, its synthetic favourite, its effective field."""

SENTENCES = {
    "exemplars.own_images": (
        "The images that excite a channel of {name} are to be sought among those it was trained on, and these do not "
        "ship: give a list of image files to googlenet.find_exemplars in Python.",
        "要找最能激活 {name} 各通道的图像，须用它自己的训练图像，而本项目不附带这些图像："
        "请在 Python 中把图像文件列表交给 googlenet.find_exemplars。",
    ),
    "exemplars.none": (
        "There are {images} images to search and {count} to keep a channel; accepted: 1 or more of both.",
        "要搜索的图像有 {images} 张，每个通道保留 {count} 张；两者都须不小于 1。",
    ),
    "exemplars.bounds": (
        "{name} is {value}; accepted: {low}–{high}.",
        "{name} 的值是 {value}；可接受：{low}–{high}。",
    ),
    "exemplars.columns": ("block|path|channels|never active", "模块|路径|通道|从不激活"),
    "exemplars.searched": (
        "{searched:,} images searched for {channels:,} channels; {dead} of the channels are active on none of them.",
        "为 {channels:,} 个通道搜索了 {searched:,} 张图像；其中 {dead} 个通道对任何一张都没有激活。",
    ),
}
