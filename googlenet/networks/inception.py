"""Tables of GoogLeNet's successors: torchvision's GoogLeNet, Inception-BN, Inception-v3."""

from dataclasses import replace

from googlenet.networks.googlenet import GOOGLENET, GOOGLENET_BN
from googlenet.networks.spec import AuxHead, Branches, Conv, Layer, Pair, Pool, Spec

# --- torchvision's GoogLeNet -----------------------------------------------------------------------------------------


def _as_torchvision(layer: Layer) -> Layer:
    """Returns torchvision's layer: pools round up, the last is 2x2; "5x5" has 3x3 kernels (vision issue 906)."""
    if isinstance(layer, Pool):
        return replace(layer, kernel=2 if layer.name == "pool4" else 3, padding=0, ceil_mode=True)
    if isinstance(layer, Branches):
        branches = dict(layer.branches)
        reduce, conv = branches["5x5"]
        return replace(layer, branches=tuple((branches | {"5x5": (reduce, replace(conv, kernel=3))}).items()))
    return layer


GOOGLENET_TORCHVISION = replace(
    GOOGLENET_BN,
    name="googlenet_torchvision",
    source="torchvision 0.29, models/googlenet.py; its third path has 3x3 kernels where the paper has 5x5",
    layers=tuple(_as_torchvision(layer) for layer in GOOGLENET.layers),
    bn_eps=0.001,
    dropout=0.2,
    aux_pool="adaptive",
)

# --- Inception-BN ----------------------------------------------------------------------------------------------------


def _double(reduce: int, out: int, stride: int = 1) -> tuple[Layer, ...]:
    """Returns a branch with two 3x3 convolutions in place of a 5x5."""
    return (Conv("3x3dbl_reduce", reduce), Conv("3x3dbl_1", out, 3), Conv("3x3dbl_2", out, 3, stride))


def inception_bn(name: str, conv1x1: int, conv3x3: Pair, double3x3: Pair, pool: tuple[str, int]) -> Branches:
    """Returns a block of Inception-BN; pairs are (reduce, out), `pool` is (kind, projection), as in figure 5.

    Without a 1x1 branch the block halves the map: its other branches end at stride 2, its pool is passed through.
    """
    kind, projection = pool
    stride = 1 if conv1x1 else 2
    branches = (
        ("1x1", (Conv("1x1", conv1x1),) if conv1x1 else ()),
        ("3x3", (Conv("3x3_reduce", conv3x3[0]), Conv("3x3", conv3x3[1], 3, stride))),
        ("3x3dbl", _double(*double3x3, stride)),
        ("pool", (Pool("pool", 3, stride, 1, kind=kind), *((Conv("pool_proj", projection),) if projection else ()))),
    )
    return Branches(name, tuple((branch, layers) for branch, layers in branches if layers))


# The paper prints 576 channels for 4c and 4d and 1024 for 4e, which its own widths (608, 608, 1056) don't sum to: the
# widths stand here, as in the public ports of the network.
INCEPTION_BN = Spec(
    name="inception_bn",
    source="Ioffe & Szegedy 2015, figure 5 (arXiv:1502.03167)",
    layers=(
        Conv("conv1", 64, 7, 2),
        Pool("pool1", 3, 2, 1),
        Conv("conv2_reduce", 64),
        Conv("conv2", 192, 3),
        Pool("pool2", 3, 2, 1),
        #                          1x1  (3x3 reduce, 3x3)  (double reduce, double)  (pool, projection)
        inception_bn("inception3a", 64, (64, 64), (64, 96), ("avg", 32)),
        inception_bn("inception3b", 64, (64, 96), (64, 96), ("avg", 64)),
        inception_bn("inception3c", 0, (128, 160), (64, 96), ("max", 0)),
        inception_bn("inception4a", 224, (64, 96), (96, 128), ("avg", 128)),
        inception_bn("inception4b", 192, (96, 128), (96, 128), ("avg", 128)),
        inception_bn("inception4c", 160, (128, 160), (128, 160), ("avg", 128)),
        inception_bn("inception4d", 96, (128, 192), (160, 192), ("avg", 128)),
        inception_bn("inception4e", 0, (128, 192), (192, 256), ("max", 0)),
        inception_bn("inception5a", 352, (192, 320), (160, 224), ("avg", 128)),
        inception_bn("inception5b", 352, (192, 320), (192, 224), ("max", 128)),
    ),
    normalization="batch",
    initialization="kaiming",
)

# --- Inception-v3 ----------------------------------------------------------------------------------------------------

MIXED_POOL = Pool("pool", 3, 1, 1, kind="avg")
GRID_POOL = Pool("pool", 3, 2)  # passed through: a grid reduction (figure 10)


def _chain(branch: str, *convs: tuple[int, int | Pair]) -> tuple[Conv, ...]:
    """Returns a branch's convolutions of stride 1, each (out channels, kernel); the first is the branch's reduce."""
    names = [f"{branch}_reduce", *(f"{branch}_{place}" for place in range(1, len(convs)))]
    return tuple(Conv(name, *conv) for name, conv in zip(names, convs, strict=True))


def mixed_a(name: str, pool_proj: int) -> Branches:
    """Returns a block for 35x35 maps: a 5x5 beside two stacked 3x3 (Szegedy et al. 2016, figure 5)."""
    return Branches(
        name,
        (
            ("1x1", (Conv("1x1", 64),)),
            ("5x5", _chain("5x5", (48, 1), (64, 5))),
            ("3x3dbl", _chain("3x3dbl", (64, 1), (96, 3), (96, 3))),
            ("pool", (MIXED_POOL, Conv("pool_proj", pool_proj))),
        ),
    )


def mixed_b(name: str) -> Branches:
    """Returns the grid reduction from 35x35 to 17x17 (figure 10)."""
    double = (*_chain("3x3dbl", (64, 1), (96, 3)), Conv("3x3dbl_2", 96, 3, 2, 0))
    return Branches(name, (("3x3", (Conv("3x3", 384, 3, 2, 0),)), ("3x3dbl", double), ("pool", (GRID_POOL,))))


def mixed_c(name: str, width: int) -> Branches:
    """Returns a block for 17x17 maps: 7x7 as 1x7 then 7x1, once and twice (figure 6)."""
    return Branches(
        name,
        (
            ("1x1", (Conv("1x1", 192),)),
            ("7x7", _chain("7x7", (width, 1), (width, (1, 7)), (192, (7, 1)))),
            ("7x7dbl", _chain("7x7dbl", (width, 1), (width, (7, 1)), (width, (1, 7)), (width, (7, 1)), (192, (1, 7)))),
            ("pool", (MIXED_POOL, Conv("pool_proj", 192))),
        ),
    )


def mixed_d(name: str) -> Branches:
    """Returns the grid reduction from 17x17 to 8x8."""
    seven = (*_chain("7x7x3", (192, 1), (192, (1, 7)), (192, (7, 1))), Conv("7x7x3_3", 192, 3, 2, 0))
    return Branches(
        name, (("3x3", (Conv("3x3_reduce", 192), Conv("3x3", 320, 3, 2, 0))), ("7x7x3", seven), ("pool", (GRID_POOL,)))
    )


def mixed_e(name: str) -> Branches:
    """Returns a block for 8x8 maps: 1x3 beside 3x1, both after the same convolution (figure 7)."""
    fork = Branches("fork", (("1x3", (Conv("1x3", 384, (1, 3)),)), ("3x1", (Conv("3x1", 384, (3, 1)),))))
    return Branches(
        name,
        (
            ("1x1", (Conv("1x1", 320),)),
            ("3x3", (Conv("3x3_reduce", 384), fork)),
            ("3x3dbl", (*_chain("3x3dbl", (448, 1), (384, 3)), fork)),
            ("pool", (MIXED_POOL, Conv("pool_proj", 192))),
        ),
    )


INCEPTION_V3 = Spec(
    name="inception_v3",
    source="Szegedy et al. 2016, Table 1 (arXiv:1512.00567), as torchvision builds it",
    layers=(
        Conv("Conv2d_1a_3x3", 32, 3, 2, 0),
        Conv("Conv2d_2a_3x3", 32, 3, 1, 0),
        Conv("Conv2d_2b_3x3", 64, 3),
        Pool("maxpool1", 3, 2),
        Conv("Conv2d_3b_1x1", 80),
        Conv("Conv2d_4a_3x3", 192, 3, 1, 0),
        Pool("maxpool2", 3, 2),
        mixed_a("Mixed_5b", 32),
        mixed_a("Mixed_5c", 64),
        mixed_a("Mixed_5d", 64),
        mixed_b("Mixed_6a"),
        mixed_c("Mixed_6b", 128),
        mixed_c("Mixed_6c", 160),
        mixed_c("Mixed_6d", 160),
        mixed_c("Mixed_6e", 192),
        mixed_d("Mixed_7a"),
        mixed_e("Mixed_7b"),
        mixed_e("Mixed_7c"),
    ),
    normalization="batch",
    bn_eps=0.001,
    initialization="kaiming",
    dropout=0.5,
    image_size=299,
    aux_heads=(AuxHead("Mixed_6e", hidden=0, dropout=0.0, loss_weight=0.4, side=5, whole_map=768),),
)
