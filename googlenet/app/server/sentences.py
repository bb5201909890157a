"""Answers to refused requests: bad arguments, limits, a busy server."""

SENTENCES = {
    "api.argument": (
        "The argument {name} doesn’t fit this endpoint: {reason}.",
        "参数 {name} 不符合此接口的要求：{reason}。",
    ),
    "api.picture": (
        "An image can be an example’s name (such as {example}), a data: URI, or a file uploaded to "
        "/gradio_api/upload. Web addresses aren’t supported. Received: {received}.",
        "图像可以是示例的名称（例如 {example}）、data: URI，或先上传到 /gradio_api/upload 的文件。不支持网址。收到的"
        "是：{received}。",
    ),
    "api.not_fetched": (
        "The weights {name} are not on this machine. Select them once on the page to download them.",
        "本机没有权重 {name}。请先在网页中选择一次，网页会下载它们。",
    ),
    "api.work": (
        "This needs {passes} forward passes; the limit here is {most}. Reduce the work or run the app yourself.",
        "这需要 {passes} 次前向传播，这里最多允许 {most} 次。请减少计算量，或自行运行本应用。",
    ),
    "api.not_measured": (
        "There is no measurement for the weights {name}. Use {accepted}.",
        "权重 {name} 没有这项测量结果。可用：{accepted}。",
    ),
    "api.size": ("{name} can’t be {value}. Use {accepted}.", "{name} 不能是 {value}。可用：{accepted}。"),
    "api.request": (
        "The app doesn’t know this request. See /gradio_api/info for the endpoints and their arguments.",
        "应用不认识这个请求。接口及其参数见 /gradio_api/info。",
    ),
    "api.unknown_endpoint": (
        "There is no endpoint {name}. Use {accepted}.",
        "没有名为 {name} 的接口。可用：{accepted}。",
    ),
    "api.place": (
        "With branch, also give block. With channel, also give block and branch.",
        "给出 branch 时须同时给出 block；给出 channel 时须同时给出 block 和 branch。",
    ),
    "api.outlines": (
        "Argument outlines takes 1 to {most} regions: lists of points [x, y] from 0 to 1, at most {points} in all.",
        "参数 outlines 须为 1 到 {most} 个区域：由 0 到 1 的点 [x, y] 组成的列表，总共最多 {points} 个点。",
    ),
    "api.closed": ("Page not found.", "找不到这个页面。"),
    "api.host": (
        "This app isn’t set up to answer this address ({header}). If you run the app, allow it with GOOGLENET_HOSTS, a "
        "comma-separated list of names.",
        "应用未设置为响应这个地址（{header}）。如果应用由你运行，可以用 GOOGLENET_HOSTS 允许它（多个名称用逗号分隔）。",
    ),
    "api.port": (
        "Port {port} is already in use. Set GRADIO_SERVER_PORT to a free port, or unset it to use the first free one from 7860.",
        "端口 {port} 已被占用。请把 GRADIO_SERVER_PORT 设为空闲端口，或取消设置，从 7860 起自动选用空闲端口。",
    ),
    "api.body": ("Requests are limited to {limit} MB. Please send less.", "请求的上限为 {limit} MB。请减小后再发送。"),
    "api.disk": (
        "This machine’s disk is full, so nothing new can be saved. Everything on the page is safe. Please try again "
        "later.",
        "本机磁盘空间已满，无法保存新内容。页面上已有的内容不受影响，请稍后再试。",
    ),
    "api.too_fast": ("Too many requests. Please wait a few seconds and try again.", "请求过于频繁，请过几秒再试。"),
    "api.busy": (
        "The app is busy: {waiting} requests are waiting. Please try again in a few seconds.",
        "应用正忙：有 {waiting} 个请求在排队。请过几秒再试。",
    ),
    "api.crowd": (
        "The app has many visitors right now. This page will retry in a few seconds.",
        "现在访问的人很多。几秒后本页会自动重试。",
    ),
}
