"""Snapshots: small files with the weights of some epochs, to look back at how a network learned."""

from googlenet.networks.checkpoint import save_weights
from googlenet.training.runs.folder import RunFolder
from googlenet.training.trainer import Trainer


def spaced(epochs: int, most: int) -> list[int]:
    """At most `most` of the epochs 0..`epochs`, evenly spaced, first and last among them; one: the last."""
    if most < 2:
        return [epochs][:most]
    most = min(most, epochs + 1)
    return [round(at * epochs / (most - 1)) for at in range(most)]


def save_snapshot(trainer: Trainer, run: RunFolder) -> None:
    """Saves the weights, half in float16 and without the optimizer, if this is an epoch to keep.

    Removes files of later epochs and, where there are more than may be kept, those of another spacing.

    Raises:
        RunRefused: the folder cannot be written.
    """
    config, epoch = trainer.config, trainer.step // trainer.steps_in_epoch
    wanted = spaced(config.epochs, config.keep_epochs)
    if epoch not in wanted:
        return
    with run.writing():
        run.epochs.mkdir(exist_ok=True)
        save_weights(run.epochs / f"{epoch:04d}.safetensors", trainer.evaluated, half=True)
        kept = run.kept_epochs()
        strays = [path for number, path in kept.items() if number > epoch or number not in wanted]
        later = [path for number, path in kept.items() if number > epoch]
        for path in dict.fromkeys(later + strays[: max(0, len(kept) - config.keep_epochs)]):
            path.unlink(missing_ok=True)
