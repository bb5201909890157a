"""Tables of GoogLeNet: the paper's, with batch normalisation, and as the study notes' code ran it."""

from dataclasses import replace

from googlenet.networks.spec import AuxHead, Branches, Conv, Layer, Pair, Pool, Spec


def inception(name: str, conv1x1: int, conv3x3: Pair, conv5x5: Pair, pool_proj: int) -> Branches:
    """Returns a block with dimension reduction (Szegedy et al. 2015, figure 2b); pairs are (reduce, out) of Table 1."""
    return Branches(
        name,
        (
            ("1x1", (Conv("1x1", conv1x1),)),
            ("3x3", (Conv("3x3_reduce", conv3x3[0]), Conv("3x3", conv3x3[1], 3))),
            ("5x5", (Conv("5x5_reduce", conv5x5[0]), Conv("5x5", conv5x5[1], 5))),
            ("pool", (Pool("pool", 3, 1, 1), Conv("pool_proj", pool_proj))),
        ),
    )


# Szegedy et al. 2015, "Going deeper with convolutions", Table 1:
#                          1x1   (3x3 reduce, 3x3)  (5x5 reduce, 5x5)  pool proj
TABLE_1 = {
    "inception3a": inception("inception3a", 64, (96, 128), (16, 32), 32),
    "inception3b": inception("inception3b", 128, (128, 192), (32, 96), 64),
    "inception4a": inception("inception4a", 192, (96, 208), (16, 48), 64),
    "inception4b": inception("inception4b", 160, (112, 224), (24, 64), 64),
    "inception4c": inception("inception4c", 128, (128, 256), (24, 64), 64),
    "inception4d": inception("inception4d", 112, (144, 288), (32, 64), 64),
    "inception4e": inception("inception4e", 256, (160, 320), (32, 128), 128),
    "inception5a": inception("inception5a", 256, (160, 320), (32, 128), 128),
    "inception5b": inception("inception5b", 384, (192, 384), (48, 128), 128),
}


def _body(*without: str) -> tuple[Layer, ...]:
    """Returns Table 1 from 3a to 5b with pools between the stages, padded as Dive into Deep Learning does."""
    layers: list[Layer] = []
    for name, block in TABLE_1.items():
        if layers and name[-2] != layers[-1].name[-2]:
            layers.append(Pool(f"pool{int(name[-2]) - 1}", 3, 2, 1))
        if name not in without:
            layers.append(block)
    return tuple(layers)


GOOGLENET = Spec(
    name="googlenet",
    source="Szegedy et al. 2015, Table 1 (arXiv:1409.4842); pools padded as in Dive into Deep Learning, section 8.4",
    layers=(
        Conv("conv1", 64, 7, 2),
        Pool("pool1", 3, 2, 1),
        Conv("conv2", 64),
        Conv("conv3", 192, 3),
        Pool("pool2", 3, 2, 1),
        *_body(),
    ),
    initialization="xavier",  # PyTorch's own lets the signal vanish in this depth without BN
    dropout=0.4,
    aux_heads=(AuxHead("inception4a"), AuxHead("inception4d")),
)

GOOGLENET_BN = replace(
    GOOGLENET,
    name="googlenet_bn",
    source=GOOGLENET.source + "; batch normalisation after each convolution (Ioffe & Szegedy 2015, section 3.2)",
    normalization="batch",
    initialization="kaiming",
)

GOOGLENET_NOTES = Spec(
    name="googlenet_notes",
    source="the study notes' code as it ran: stem without padding at stride 1, pools of stride 3, 4c missing",
    layers=(
        Conv("conv1", 64, 7, 1, 0),
        Pool("pool1", 3, 3),
        Conv("conv2", 64),
        Conv("conv3", 192, 3, 1, 0),
        Pool("pool2", 3, 3),
        *_body("inception4c"),
    ),
)
