"""Figures that sentences of the page and the command line state are those of the tables and records they come from."""

import json
import math
import re

import pytest

import googlenet.app.page
import googlenet.cli.main  # noqa: F401 - both for their sentences
from googlenet.app.tabs.train.own_pictures.view import UNPACKED_MB
from googlenet.common.files import ASSETS
from googlenet.data.fashion_mnist import MEAN, STD
from googlenet.inspection import ablation, faithfulness, similarity
from googlenet.inspection.records import MOST_Q
from googlenet.networks.accounting import report
from googlenet.networks.googlenet import GOOGLENET_BN
from googlenet.networks.registry import NETWORKS
from googlenet.networks.spec import AuxHead
from googlenet.study.exercises import NATIVE, RESIDUAL
from googlenet.study.variants import TOLERANCE
from googlenet.text import SENTENCES
from googlenet.training.recipes import RECIPES

FIGURE = re.compile(r"\d+\.\d+|\d+ ?%|\d[\d,]*\d{2}")
YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
GENERAL = {"95%", "100%"}  # a convention, and all of something
QUOTES = ("slips.", "quiz.", "api.port", "cli.train.precision", "cli.option.precision_test", "pictures.pair_size")
SAMPLE = json.loads((ASSETS / "fashion_mnist_sample" / "labels.json").read_text(encoding="utf-8"))
EXERCISES = json.loads((ASSETS / "studies" / "exercises.json").read_text(encoding="utf-8"))


def figures(text):
    """The figures that stand in a sentence itself, not in its gaps, as they are written; without years."""
    return set(FIGURE.findall(YEAR.sub("", re.sub(r"\{[^}]*\}|section \d+\.\d+", " ", text))))


def more(spec, side, what):
    """By what part `spec` has more of something than the network that ships has at 64 px."""
    one, other = report(spec, (1, side, side)), report(GOOGLENET_BN, (1, 64, 64))
    return getattr(one, what) / getattr(other, what) - 1


def table():
    """Key of a sentence -> the figures in it, each computed from where it comes from, as it is written."""
    train, test = 60_000, 10_000  # Xiao et al. 2017
    own, side = len(SAMPLE["train"]["labels"]), f"{GOOGLENET_BN.image_size}"
    smooth, classes = RECIPES["quick"]["label_smoothing"], 10
    tolerance, batch = f"{TOLERANCE:.0%}", f"{RECIPES['default']['batch_size']}"
    return {
        "cli.option.exemplar_images": [f"{own:,}"],
        "error.aux_size": [side, f"{NETWORKS['inception_v3'].image_size}"],
        "frame.caption_imagenet": ["1,000"],
        "glossary.batch.text": [batch],
        "frame.knows_clothes": ["1,000"],
        "frame.knows_clothes_here": ["1,000"],
        "glossary.nats.text": [f"{math.log(classes):.2f}"],
        "guide.body.text": [side],
        "guide.reduce.note": [side],
        "guide.train.note": [f"{test:,}"],
        "guide.train.text": [f"{train:,}", f"{RECIPES['notes']['learning_rate']}"],
        "lab.rates.range": ["1,000"],
        "paths.fill_note.mean": [f"{ablation.SAMPLE_IMAGES}"],
        "paths.traits_sub": [f"{MOST_Q}"],
        "pictures.data.fashion_mnist": [f"{train + test:,}"],
        "pictures.data.fashion_mnist_sample": [f"{own + len(SAMPLE['test']['labels']):,}"],
        "pictures.limits": [f"{UNPACKED_MB:,}"],
        "presets.exercise.auxiliary.change": [f"{AuxHead.loss_weight}"],
        "presets.exercise.baseline.expect": ["80%", f"{own:,}"],
        "presets.exercise.native.expect": [f"{-5 * round(20 * more(NATIVE, 28, 'macs')):.0f}%"],
        "presets.exercise.residual.change": [f"{more(RESIDUAL, 64, 'params'):.0%}"],
        "presets.exercise.without_bn.expect": [f"{math.log(classes):.1f}"],
        "presets.exercise.without_smoothing.change": [f"{smooth / classes}", f"{1 - smooth + smooth / classes}"],
        "presets.kernels.about": [tolerance],
        "slips.small.right": [f"{MEAN[0]:.4f}", f"{STD[0]:.4f}"],
        "slips.averages.right": [batch],
        "study.error.unmatched": [tolerance],
        "study.sub.macs": [tolerance],
        "study.sub.params": [tolerance],
        "train.recipe.quick": [f"{own:,}"],
        "train.sub.smaller": [f"{train:,}", f"{test:,}"],
        "trust.forgetting_note": [f"{faithfulness.RADIUS:.0%}"],
    }


@pytest.mark.parametrize("key", table())
@pytest.mark.parametrize("lang", [0, 1], ids=["en", "zh"])
def test_a_sentences_figures_are_those_of_their_source(key, lang):
    thousand = {"1000": "1,000"}  # Chinese writes it without a comma in two places
    assert {thousand.get(one, one) for one in figures(SENTENCES[key][lang])} - GENERAL == set(table()[key])


@pytest.mark.parametrize("lang", [0, 1], ids=["en", "zh"])
def test_no_other_sentence_states_a_figure(lang):
    stating = {key for key, pair in SENTENCES.items() if figures(pair[lang]) - GENERAL}
    assert {key for key in stating - table().keys() if not key.startswith(QUOTES)} == set()


def test_smaller_figures_are_those_of_their_source_too():
    for pair in (SENTENCES["trust.curves_note"], SENTENCES["trust.forgetting_note"]):
        for text in pair:
            assert f"{similarity.CELLS} × {similarity.CELLS}" in text
    assert faithfulness.CELLS == similarity.CELLS
    assert faithfulness.ORDERS == 5  # "five", "五" in six sentences
    assert min(run["accuracy"] for run in EXERCISES["baseline"].values()) > 0.8  # "over 80%"
