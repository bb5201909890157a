"""Exemplars: the images that excite each channel most, and the cell that responds: natural examples of its feature.

People predict a unit from such examples better than from synthetic images (Borowski et al. 2021).
"""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from googlenet.common.errors import BadCheckpoint, UserError, look_up
from googlenet.common.files import npz
from googlenet.data.archives import READ_ERRORS
from googlenet.data.dataset import Images, load_sample
from googlenet.data.fashion_mnist import CLASSES
from googlenet.data.images import open_image, to_input, to_pixels
from googlenet.inspection.activations import record
from googlenet.inspection.cache import CACHE
from googlenet.inspection.inference import Picture, hookable_copy
from googlenet.networks.checkpoint import write_atomically
from googlenet.networks.classifier import Classifier, find_weights

COUNT, BATCH = 9, 25
MOST_BYTES = 64 * 2**20  # of a file, unpacked: far more than any network needs
SAMPLE = "fashion_mnist_sample"

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Exemplar:
    """One image that excites a channel.

    Attributes:
        image: its index among the images that were searched.
        row, column: of the channel's cell with the largest value; the first of equals.
        value: that cell's.
    """

    image: int
    row: int
    column: int
    value: float


@dataclass(frozen=True)
class Exemplars:
    """The images that excite each channel of each branch most, strongest first; k a channel.

    Attributes:
        digest: of the weights.
        dataset: name of the data set that was searched; "" for other images.
        searched: number of images; of the sample, those of `sample_images(searched)`.
        images: block -> branch -> (C, k) indices of images; where two are equally strong, the earlier first.
        places: block -> branch -> (C, k, 2) row and column of the largest value.
        values: block -> branch -> (C, k) float32, that value; 0 or less: the image does not excite the channel.
    """

    digest: str
    dataset: str
    searched: int
    images: Mapping[str, Mapping[str, np.ndarray]]
    places: Mapping[str, Mapping[str, np.ndarray]]
    values: Mapping[str, Mapping[str, np.ndarray]]

    def of(self, block: str, branch: str, channel: int) -> tuple[Exemplar, ...]:
        """Returns a channel's exemplars; none for a channel that is never active.

        Raises:
            UnknownName: there is no such block or branch.
        """
        images, places, values = (
            look_up(look_up(one, block, "error.block"), branch, "error.branch")[channel]
            for one in (self.images, self.places, self.values)
        )
        rows = zip(images.tolist(), places.tolist(), values.tolist(), strict=True)
        return tuple(Exemplar(image, row, column, value) for image, (row, column), value in rows if value > 0)

    def never_active(self, block: str, branch: str) -> frozenset[int]:
        """Returns the indices of channels that none of the images excites: dead units on these images."""
        return frozenset((self.values[block][branch][:, 0] <= 0).nonzero()[0].tolist())


def of_one_class(found: Exemplars) -> dict[str, dict[str, float]]:
    """Returns block -> branch -> fraction of its active channels whose exemplars, of the sample, are all of one class.

    Raises:
        UserError: the images that were searched have no classes.
    """
    if not found.dataset:
        raise UserError("exemplars.no_classes")
    labels = sample_images(found.searched).labels.numpy()

    def fraction(block: str, branch: str) -> float:
        is_active = (found.values[block][branch] > 0).all(axis=1)
        classes = labels[found.images[block][branch].astype(np.int64)]
        return float((classes == classes[:, :1]).all(axis=1)[is_active].mean()) if is_active.any() else 0.0

    return {block: {branch: fraction(block, branch) for branch in branches} for block, branches in found.images.items()}


def takes_sample(classifier: Classifier) -> bool:
    """Whether the sample that ships fits these weights: grey images and the classes of Fashion-MNIST."""
    return classifier.preprocess.channels == 1 and classifier.classes == CLASSES


def sample_images(count: int | None = None) -> Images:
    """Returns `count` training images of the sample that ships, evenly spread; None: all 5,000. Reads it once."""
    train = CACHE.get(("sample to search",), load_sample).train
    return train if count is None else spread(train, count)


def spread(images: Images, count: int) -> Images:
    """Returns `count` of the images, evenly spread; all of them where there are not more."""
    return images if count >= len(images) else images[torch.arange(count) * len(images) // count]


def find_exemplars(
    classifier: Classifier,
    images: Images | Sequence[Picture] | int | None = None,
    *,
    count: int = COUNT,
    progress: Progress | None = None,
) -> Exemplars:
    """Returns the images that excite each channel most, by one forward pass an image.

    Args:
        images: a data set's images; or pictures, for example a network's own training images:
            `sorted(Path("images").glob("*.jpg"))`; None: `sample_images()`; a number: `sample_images` of it.
        count: how many to keep a channel; fewer where there are fewer images.
        progress: called with images done and images to do; an exception in it stops the work and is passed on.
    Raises:
        UserError: no images were given, and the sample is not what the network was trained on; or there are none.
        BadImage: a picture cannot be used.
    """
    dataset = SAMPLE if images is None or isinstance(images, int) else ""
    if dataset:
        if not takes_sample(classifier):
            raise UserError("exemplars.own_images", name=classifier.name)
        images = sample_images(None if images is None else max(0, images))
    if not len(images) or count < 1:
        raise UserError("exemplars.none", images=len(images), count=count)
    network, best = hookable_copy(classifier), {}
    with torch.inference_mode(), record(network) as seen:
        for start in range(0, len(images), BATCH):
            network(_batch(classifier, images, start))
            for block, branches in seen.items():
                for branch, output in branches.items():
                    best[block, branch] = _merged(best.get((block, branch)), _tops(output, start), count)
            if progress:
                progress(min(start + BATCH, len(images)), len(images))
    found = [{block: {} for block in network.blocks} for _ in range(3)]
    for (block, branch), tops in best.items():
        values, indices, places = (one.transpose(0, 1).cpu().numpy() for one in tops)
        for table, one in zip(found, (indices, places, values), strict=True):
            table[block][branch] = one
    return Exemplars(classifier.digest, dataset, len(images), *found)


def _batch(classifier: Classifier, images: Images | Sequence[Picture], start: int) -> Tensor:
    batch = images[start : start + BATCH]
    preprocess = classifier.preprocess
    pixels = (
        batch.pixels
        if isinstance(batch, Images)
        else torch.stack([to_pixels(open_image(one), preprocess, prepare=False) for one in batch])
    )
    x = to_input(pixels.to(classifier.device), preprocess)
    return x.contiguous(memory_format=torch.channels_last)


Tops = tuple[Tensor, Tensor, Tensor]  # (n, C) values, (n, C) images, (n, C, 2) rows and columns


def _tops(output: Tensor, start: int) -> Tops:
    """Returns each image's largest value in each channel of (N, C, H, W), and its place."""
    values, cells = output.float().contiguous().flatten(2).max(2)
    width = output.shape[3]
    images = torch.arange(start, start + len(output), device=output.device)[:, None].expand_as(cells)
    return values, images, torch.stack([cells // width, cells % width], dim=2)


def _merged(best: Tops | None, new: Tops, count: int) -> Tops:
    """Returns the `count` strongest of both; the sort is stable, so that of equals the earlier image comes first."""
    values, images, places = new if best is None else (torch.cat(pair) for pair in zip(best, new, strict=True))
    values, order = values.sort(dim=0, descending=True, stable=True)
    order = order[:count]
    return values[:count], images.gather(0, order), places.gather(0, order[..., None].expand(-1, -1, 2))


def exemplars_path(name: str | Path) -> Path:
    """Returns the file of the exemplars of weights or of a run folder, which lies beside the weights.

    Raises:
        UnknownName, BadCheckpoint: as `classifier.find_weights`.
    """
    return find_weights(name)[1].with_suffix(".exemplars.npz")


def stored_exemplars(classifier: Classifier) -> Exemplars | None:
    """Returns the exemplars that are stored beside these weights; None where there are none."""
    try:
        found = read_exemplars(exemplars_path(classifier.name))
    except UserError:  # a damaged file counts as none: exemplars can be computed again
        return None
    return found if found.digest == classifier.digest else None


def write_exemplars(path: Path, found: Exemplars) -> None:
    """Writes a compressed NumPy archive without pickles: indices as uint16, places as uint8, values as float16."""
    arrays = {"about": np.array([found.digest, found.dataset, str(found.searched)])}
    for block, branches in found.images.items():
        for branch, images in branches.items():
            key = f"{block}/{branch}"
            arrays[f"{key}/images"] = images.astype(np.uint16 if found.searched <= 2**16 else np.uint32)
            places = found.places[block][branch]
            arrays[f"{key}/places"] = places.astype(np.uint8 if places.max(initial=0) < 2**8 else np.uint16)
            arrays[f"{key}/values"] = found.values[block][branch].astype(np.float16)
    write_atomically(path, npz(**arrays))


def _check_size(path: Path) -> None:
    """Refuses an archive that is too large unpacked: a few bytes may unpack to gigabytes."""
    with zipfile.ZipFile(path) as archive:
        if sum(one.file_size for one in archive.infolist()) > MOST_BYTES:
            raise ValueError(f"more than {MOST_BYTES} bytes")


def read_exemplars(path: Path) -> Exemplars:
    """Reads what `write_exemplars` wrote.

    Raises:
        BadCheckpoint: the file is damaged or of another kind.
    """
    found = {"images": {}, "places": {}, "values": {}}
    try:
        _check_size(path)
        with np.load(path, allow_pickle=False) as arrays:
            digest, dataset, searched = arrays["about"].tolist()
            for key in arrays.files:
                if key == "about":
                    continue
                # A fork's branch has a slash in its name; a block has none.
                (block, rest), kind = key.rsplit("/", 1)[0].split("/", 1), key.rsplit("/", 1)[1]
                one = arrays[key]
                found[kind].setdefault(block, {})[rest] = one.astype(np.float32) if kind == "values" else one
        return Exemplars(digest, dataset, int(searched), **found)
    except (*READ_ERRORS, KeyError, TypeError) as error:
        raise BadCheckpoint("error.checkpoint", path=path, reason=error) from None
