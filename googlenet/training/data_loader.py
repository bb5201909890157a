"""Batches on their way into a step: each process's share of the batch that seed and step number decide."""

from collections.abc import Iterator
from itertools import islice

import torch
from torch import Tensor

from googlenet.data.dataset import Images
from googlenet.data.streaming import Streamed
from googlenet.training import steps
from googlenet.training.config import TrainConfig
from googlenet.training.distributed import World
from googlenet.training.recipes import AUGMENTATIONS


class MemoryLoader:
    """Of images that lie on the device as bytes: cut, mirrored and moved there.

    The whole batch is augmented and each process takes its share, so that many processes see what one would.
    """

    def __init__(self, images: Images, config: TrainConfig, world: World):
        self.images, self.config, self.world = images, config, world
        self.epoch, self.order = -1, torch.empty(0)

    def take(self, epoch: int, position: int, step: int) -> Images:
        """This process's share of batch `position` of `epoch`; `step` seeds what is random about it."""
        config, device = self.config, self.images.labels.device
        if epoch != self.epoch:
            self.epoch, self.order = epoch, steps.batch_order(len(self.images), config.seed, epoch).to(device)
        batch = self.images[self.order[position * config.batch_size : (position + 1) * config.batch_size]]
        generator = steps.augmentation_generator(config.seed, step)
        pixels = steps.augment(batch.pixels, generator, AUGMENTATIONS[config.augmentation])
        return Images(pixels, batch.labels)[self.world.share(len(batch))]


class StreamFeed:
    """Of images that are read from disk as they are needed, by worker processes that run ahead of the steps.

    A process reads its own share alone and augments it by a seed of its own.
    """

    def __init__(self, images: Streamed, config: TrainConfig, world: World):
        self.images, self.config, self.world = images, config, world
        self.next_step, self.batches = -1, iter(())

    def take(self, epoch: int, position: int, step: int) -> Images:
        """As `MemoryLoader.take`."""
        if step != self.next_step or position == 0:
            self.batches = self._from(epoch, position)
        self.next_step = step + 1
        pixels, labels = next(self.batches)
        generator = steps.augmentation_generator(self.config.seed, step * self.world.size + self.world.rank)
        return Images(steps.augment(pixels, generator, AUGMENTATIONS[self.config.augmentation]), labels)

    def _from(self, epoch: int, position: int) -> Iterator[tuple[Tensor, Tensor]]:
        order = steps.batch_order(len(self.images), self.config.seed, epoch)
        whole = islice(order.split(self.config.batch_size), position, None)
        return self.images.batches([batch[self.world.share(len(batch))].tolist() for batch in whole])


def feed_of(images: Images | Streamed, config: TrainConfig, world: World) -> MemoryLoader | StreamFeed:
    """The feed that suits `images`."""
    return (StreamFeed if isinstance(images, Streamed) else MemoryLoader)(images, config, world)
