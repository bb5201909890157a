import contextlib
import signal
import threading
from dataclasses import replace

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from googlenet.common.errors import UnknownName
from googlenet.data.dataset import Images
from googlenet.data.images import to_input
from googlenet.networks.classifier import create_model
from googlenet.networks.devices import pick_device
from googlenet.training import steps
from googlenet.training.data_loader import data_loader
from googlenet.training.distributed import World
from googlenet.training.recipes import AUGMENTATIONS, Augmentation
from tests.training.tiny import SPEC, load_tiny, tiny_config

CPU = torch.device("cpu")


@pytest.fixture
def images():
    return load_tiny().train


@pytest.fixture
def network():
    return create_model(SPEC, num_classes=4, in_channels=1, aux_heads=True, seed=0)


@pytest.fixture
def preprocess():
    return load_tiny().preprocess(16)


def generator(seed=0):
    return torch.Generator().manual_seed(seed)


def test_without_augmentation_images_stay_as_they_are(images):
    assert torch.equal(steps.augment(images.pixels, generator(), AUGMENTATIONS["none"]), images.pixels)


def test_flip_mirrors_about_half_of_the_images(images):
    pixels = images.pixels.repeat(8, 1, 1, 1)
    flipped = steps.augment(pixels, generator(), AUGMENTATIONS["flip"])
    same = (flipped == pixels).flatten(1).all(1)
    mirrored = (flipped == pixels.flip(-1)).flatten(1).all(1)
    assert (same ^ mirrored).all()
    assert 0.4 < mirrored.float().mean() < 0.6


def test_over_two_epochs_each_image_is_mirrored_once(images):
    config = tiny_config(augmentation="alternate_flip", seed=3)
    loader = data_loader(images, config, World())
    mirrors = torch.zeros(2, len(images), dtype=torch.bool)
    for epoch in range(2):
        for position in range(5):
            numbers = steps.batch_order(len(images), 3, epoch)[position * 15 : (position + 1) * 15]
            seen, plain = loader.batch(epoch, position, 5 * epoch + position).pixels, images.pixels[numbers]
            same, turned = ((seen == one).flatten(1).all(1) for one in (plain, plain.flip(-1)))
            assert (same ^ turned).all()
            mirrors[epoch, numbers] = turned
    assert (mirrors[0] ^ mirrors[1]).all()
    assert 16 < mirrors[0].sum() < 48
    assert torch.equal(steps.mirrored(64, 3, 2), steps.mirrored(64, 3, 0))
    assert not torch.equal(steps.mirrored(64, 4, 0), steps.mirrored(64, 3, 0))


def test_shift_moves_each_image_by_up_to_two_pixels_into_the_black(images):
    # In a wide black margin a shift is a roll.
    pixels = F.pad(images.pixels[:, :, :8, :8], (4, 4, 4, 4))
    moved = steps.augment(pixels, generator(), Augmentation(shift_px=2))
    found = set()
    for before, after in zip(pixels, moved, strict=True):
        ways = [(y, x) for y in range(-2, 3) for x in range(-2, 3) if torch.equal(before.roll((y, x), (1, 2)), after)]
        assert len(ways) == 1
        found |= set(ways)
    assert len(found) > 12


def test_erasing_puts_one_rectangle_of_noise_into_about_half_of_the_images():
    pixels = torch.full((400, 1, 28, 28), 44, dtype=torch.uint8)
    erased = steps.augment(pixels, generator(), Augmentation(erases=0.5))
    changed = erased != pixels
    touched = changed.flatten(1).any(1)
    assert 0.4 < touched.float().mean() < 0.6
    shares = []
    for one in changed[touched][:, 0]:
        rows, columns = one.any(1).nonzero(), one.any(0).nonzero()
        box = one[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        assert box.float().mean() > 0.8  # by chance a noisy pixel has its old value
        shares.append(box.numel() / one.numel())
    assert max(shares) < 0.5
    assert 0.1 < sum(shares) / len(shares) < 0.3
    assert 120 < erased[changed].float().mean() < 136


def test_augmentation_is_a_function_of_seed_and_step(images):
    def at(seed, step):
        return steps.augment(images.pixels, steps.augmentation_generator(seed, step), AUGMENTATIONS["flip_shift"])

    assert torch.equal(at(1, 5), at(1, 5))
    assert not torch.equal(at(1, 5), at(1, 6))
    assert not torch.equal(at(1, 5), at(2, 5))


def test_each_epoch_sees_every_image_once_in_an_order_of_its_own():
    first, second = steps.batch_order(100, 0, 0), steps.batch_order(100, 0, 1)
    assert sorted(first.tolist()) == sorted(second.tolist()) == list(range(100))
    assert first.tolist() != second.tolist()


@pytest.mark.parametrize(("images", "batches"), [(30, 2), (31, 2), (32, 3), (2, 1), (1, 0)])
def test_a_last_batch_of_one_image_is_left_out(images, batches):
    assert steps.batches_in_epoch(images, 15) == batches


def test_dropout_is_a_function_of_seed_and_step_and_leaves_the_caller_s_numbers_alone():
    def drop(seed, step):
        with steps.dropout_seed(CPU, seed, step):
            return F.dropout(torch.ones(50))

    torch.manual_seed(7)
    expected = torch.rand(3)
    torch.manual_seed(7)
    assert torch.equal(drop(0, 1), drop(0, 1))
    assert not torch.equal(drop(0, 1), drop(0, 2))
    assert torch.equal(torch.rand(3), expected)


def test_auxiliary_heads_add_three_tenths_of_their_loss(network, images, preprocess):
    # Szegedy et al. 2015, section 5: "weighted by 0.3".
    x = to_input(images.pixels, preprocess)
    network.eval()
    loss, logits = steps.training_loss(network, x, images.labels, 0.0)
    aux = network.forward_with_aux(x).aux["inception3a"]
    expected = F.cross_entropy(logits, images.labels) + 0.3 * F.cross_entropy(aux, images.labels)
    torch.testing.assert_close(loss, expected)


def test_a_score_is_what_a_plain_count_gives(network, images, preprocess):
    score = steps.score(network, images, preprocess, batch_size=25)
    network.eval()
    with torch.no_grad():
        logits = network(to_input(images.pixels, preprocess))
    confusion = np.zeros((4, 4), dtype=int)
    for true, guess in zip(images.labels.tolist(), logits.argmax(1).tolist(), strict=True):
        confusion[true, guess] += 1
    assert score.images == 64
    assert score.loss == pytest.approx(F.cross_entropy(logits, images.labels).item(), rel=1e-5)
    assert score.accuracy == np.trace(confusion) / 64
    assert (score.confusion == confusion).all()


def test_evaluating_puts_every_module_back_into_its_own_mode(network):
    network.train()
    network.layers.conv1.eval()
    before = [module.training for module in network.modules()]
    with contextlib.suppress(ZeroDivisionError), steps.evaluating(network):
        assert not any(module.training for module in network.modules())
        1 / 0  # noqa: B018
    assert [module.training for module in network.modules()] == before


def test_recalibration_gives_the_mean_over_the_batches_by_their_sizes(network, images, preprocess):
    network.train()
    batches = list(steps.input_batches(images, preprocess, 20))
    shares = torch.tensor([[len(x) / len(images)] for x, _ in batches])  # 20, 20, 20 and 4 of 64
    steps.recalibrate(network, batches, CPU, "fp32")
    norm = network.layers.conv1.bn
    with torch.no_grad():
        seen = [network.layers.conv1.conv(x).permute(1, 0, 2, 3).flatten(1) for x, _ in batches]
    torch.testing.assert_close(norm.running_mean, (torch.stack([x.mean(1) for x in seen]) * shares).sum(0))
    torch.testing.assert_close(norm.running_var, (torch.stack([x.var(1) for x in seen]) * shares).sum(0))
    assert norm.momentum == 0.1
    assert network.training


def test_without_bn_there_is_nothing_to_recalibrate():
    plain = replace(SPEC, normalization="none", initialization="default")
    network = create_model(plain, num_classes=4, in_channels=1).train()
    steps.recalibrate(network, (pytest.fail("a batch was read") for _ in range(1)), CPU, "fp32")


def test_recalibration_leaves_frozen_layers_and_heads_as_they_are(network, images, preprocess):
    network.train()
    network.layers.conv1.eval()
    kept = [network.layers.conv1.bn, network.aux["inception3a"].conv.bn]
    before = [norm.running_mean.clone() for norm in kept]
    moving = network.layers.inception4a.branches["1x1"][0].bn
    steps.recalibrate(network, steps.input_batches(images, preprocess, 20), CPU, "fp32")
    assert all(torch.equal(norm.running_mean, mean) for norm, mean in zip(kept, before, strict=True))
    assert moving.running_mean.abs().sum() > 0


def test_signals_that_python_handles_do_not_interrupt_the_block():
    received, before = [], signal.getsignal(signal.SIGTERM)
    with steps.undisturbed(received):
        assert signal.getsignal(signal.SIGTERM) == before == signal.SIG_DFL  # the system's: it ends the process
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with steps.undisturbed(received):
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGTERM)
        assert received == [signal.SIGINT, signal.SIGTERM]
        handlers = {signal.getsignal(one) for one in received}
        assert handlers == {signal.default_int_handler}
    finally:
        signal.signal(signal.SIGTERM, before)


def test_the_block_runs_in_a_thread_too():
    done = []

    def work():
        with steps.undisturbed([]):
            done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [1]


def test_an_unknown_device_is_told_in_a_sentence():
    assert pick_device("cpu") == CPU
    with pytest.raises(UnknownName, match=r"no device 'abacus'.*Choose from auto"):
        pick_device("abacus")


def test_inputs_come_in_their_order(images, preprocess):
    assert isinstance(images, Images)
    labels = torch.cat([labels for _, labels in steps.input_batches(images, preprocess, 15)])
    assert torch.equal(labels, images.labels)
