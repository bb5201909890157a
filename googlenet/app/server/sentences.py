"""Answers to refused requests: bad arguments, limits, a busy server."""

SENTENCES = {
    "api.argument": (
        "The argument {name} is not what this endpoint takes: {reason}.",
        "参数 {name} 不符合此接口的要求：{reason}。",
    ),
    "api.picture": (
        "An image is the name of an example (such as {example}), a data: URI of a picture, or a file that was uploaded "
        "to /gradio_api/upload before; addresses are not fetched. Received: {received}.",
        "图像可以是示例的名字（例如 {example}）、图片的 data: URI，或先上传到 /gradio_api/upload 的文件；不会去抓取网址。收到的是：{received}。",
    ),
    "api.not_fetched": (
        "The weights {name} are not on this machine. Choose them once in the page, which fetches them.",
        "本机没有权重 {name}。请先在网页中选择一次，网页会下载它们。",
    ),
    "api.work": (
        "This would take {passes} passes through the network; {most} are allowed here. Ask for less, or run the app "
        "yourself.",
        "这需要 {passes} 次网络前向传播，这里最多允许 {most} 次。请减少计算量，或自行运行本应用。",
    ),
    "api.not_measured": (
        "This was not measured for the weights {name}. Measured: {accepted}.",
        "没有为权重 {name} 测量过这一项。已测量：{accepted}。",
    ),
    "api.size": ("{name} is {value}; accepted: {accepted}.", "{name} 的值是 {value}；可接受：{accepted}。"),
    "api.request": (
        "This request is not one that the app knows. The endpoints and what they take stand in /gradio_api/info.",
        "应用不认识这个请求。接口及其参数见 /gradio_api/info。",
    ),
    "api.unknown_endpoint": (
        "There is no endpoint {name}. Known: {accepted}.",
        "没有名为 {name} 的接口。可选：{accepted}。",
    ),
    "api.place": (
        "A branch needs the block that it is in, a channel its block and branch.",
        "给出 branch 时须同时给出 block；给出 channel 时须同时给出 block 和 branch。",
    ),
    "api.closed": ("This address leads nowhere.", "此地址不存在。"),
    "api.body": (
        "This request is larger than {limit} MB, which is the most that is taken here. Please send less.",
        "请求超过 {limit} MB，这是此处接受的上限。请减小后再发送。",
    ),
    "api.disk": (
        "There is no room left on this machine's disk, so nothing new can be kept. What is on the page stays; please try "
        "again later.",
        "本机磁盘空间已满，无法保存新内容。页面上已有的内容不受影响，请稍后再试。",
    ),
    "api.too_fast": (
        "Too many requests from your address at once. Please wait a few seconds and try again.",
        "您的地址一次发送了太多请求。请等几秒再试。",
    ),
    "api.busy": (
        "The app is busy: {waiting} requests are waiting. Please try again in a few seconds.",
        "应用正忙：有 {waiting} 个请求在排队。请过几秒再试。",
    ),
    "api.crowd": (
        "Many people are arriving right now. This page tries again by itself in a few seconds.",
        "现在来访的人很多。几秒后本页会自动重试。",
    ),
}
