"""Names of things: classes, paths, networks, recipes."""

FASHION_MNIST = (
    ("T-shirt/top", "T 恤/上衣"),
    ("Trouser", "裤子"),
    ("Pullover", "套头衫"),
    ("Dress", "连衣裙"),
    ("Coat", "外套"),
    ("Sandal", "凉鞋"),
    ("Shirt", "衬衫"),
    ("Sneaker", "运动鞋"),
    ("Bag", "包"),
    ("Ankle boot", "短靴"),
)

SENTENCES = {f"class.{en}": (en, zh) for en, zh in FASHION_MNIST}
