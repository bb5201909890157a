"""The batch of each step: seed and step number decide it, and each process has a share of it."""

from collections.abc import Iterator
from itertools import islice

import torch
from torch import Tensor

from googlenet.common.errors import UserError
from googlenet.data.dataset import Images
from googlenet.data.streaming import Streamed
from googlenet.training import steps
from googlenet.training.config import TrainConfig
from googlenet.training.distributed import World
from googlenet.training.recipes import AUGMENTATIONS


class MemoryLoader:
    """Batches of images that are on the device as bytes, and are augmented there.

    Each process augments the whole batch before it takes its share, so that many processes see what one would.
    """

    def __init__(self, images: Images, config: TrainConfig, world: World):
        self.images, self.config, self.world = images, config, world
        self.epoch, self.order, self.mirrored = -1, torch.empty(0), torch.empty(0)

    def batch(self, epoch: int, position: int, step: int) -> Images:
        """This process's share of batch `position` of `epoch`; `step` seeds what is random about it."""
        config, device = self.config, self.images.labels.device
        if epoch != self.epoch:
            self.epoch, self.order = epoch, steps.batch_order(len(self.images), config.seed, epoch).to(device)
            self.mirrored = steps.mirrored(len(self.images), config.seed, epoch).to(device)
        numbers = self.order[position * config.batch_size : (position + 1) * config.batch_size]
        whole, how = self.images[numbers], AUGMENTATIONS[config.augmentation]
        generator = steps.augmentation_generator(config.seed, step, device if config.draws == "device" else None)
        flipped = self.mirrored[numbers] if how.alternates else None
        pixels = steps.augment(whole.pixels, generator, how, flipped)
        return Images(pixels, whole.labels)[self.world.share(len(whole))]


class StreamLoader:
    """Batches of images that worker processes read from disk, ahead of the steps.

    Each process reads its own share alone and augments it with a seed of its own.
    """

    def __init__(self, images: Streamed, config: TrainConfig, world: World):
        self.images, self.config, self.world = images, config, world
        self.next_step, self.batches = -1, iter(())

    def batch(self, epoch: int, position: int, step: int) -> Images:
        """As `MemoryLoader.batch`."""
        if step != self.next_step or position == 0:
            self.batches = self._batches_from(epoch, position)
        self.next_step = step + 1
        numbers, pixels, labels = next(self.batches)
        if len(labels) < (2 if self.world.is_alone else 1):  # BN cannot be trained on a single image of one process
            raise UserError("pictures.stream_batch", count=len(labels))
        place = labels.device if self.config.draws == "device" else None
        generator = steps.augmentation_generator(self.config.seed, step * self.world.size + self.world.rank, place)
        how = AUGMENTATIONS[self.config.augmentation]
        flipped = steps.mirrored(len(self.images), self.config.seed, epoch)[numbers] if how.alternates else None
        return Images(steps.augment(pixels, generator, how, flipped), labels)

    def _batches_from(self, epoch: int, position: int) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
        """Yields the numbers of this process's images, and their pixels and labels, batch after batch."""
        order = steps.batch_order(len(self.images), self.config.seed, epoch)
        batches = islice(order.split(self.config.batch_size), position, None)
        return self.images.batches([batch[self.world.share(len(batch))].tolist() for batch in batches])


def data_loader(images: Images | Streamed, config: TrainConfig, world: World) -> MemoryLoader | StreamLoader:
    """The loader for `images`, in memory or streamed."""
    return (StreamLoader if isinstance(images, Streamed) else MemoryLoader)(images, config, world)
