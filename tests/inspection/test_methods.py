"""The table of attribution methods."""

import re

import pytest

import googlenet.app.page  # noqa: F401 - it says what a method is called
from googlenet.common.errors import UnknownName, UserError
from googlenet.inspection.methods import BASELINES, METHODS, Parameter
from googlenet.text import SENTENCES


@pytest.mark.parametrize("key", METHODS)
def test_each_row_names_a_class_of_captum_and_is_called_after_it(key):
    attr = pytest.importorskip("captum.attr")
    explainer = getattr(attr, METHODS[key].captum)
    words = re.findall(r"[A-Z]+$|[A-Z][a-z]*", explainer.__name__)
    assert key == "_".join(words).lower()


@pytest.mark.parametrize("key", METHODS)
def test_the_table_and_captum_agree_on_what_is_promised(key):
    from captum import attr

    explainer = getattr(attr, METHODS[key].captum)
    assert issubclass(explainer, attr.LayerAttribution) == (METHODS[key].kind == "layer")
    # Noise promises what the method under it does; Shapley values and their kernel are exact by theorem.
    if key not in {"noise_tunnel", "shapley_value_sampling", "kernel_shap"}:
        assert explainer.has_convergence_delta(object()) == METHODS[key].has_delta


@pytest.mark.parametrize("key", METHODS)
def test_each_row_has_a_name_a_question_and_its_parameters_in_both_languages(key):
    for sentence in ("name", "question"):
        assert all(SENTENCES[f"attributions.{sentence}.{key}"])
    assert f"attributions.family.{METHODS[key].family}" in SENTENCES
    for parameter in METHODS[key].parameters:
        assert f"attributions.parameter.{parameter.name}" in SENTENCES


def test_each_baseline_has_a_name():
    assert all(f"attributions.baseline.{name}" in SENTENCES for name in BASELINES)


@pytest.mark.parametrize("key", METHODS)
def test_defaults_are_within_their_limits(key):
    row = METHODS[key]
    assert row.fill({}) == {parameter.name: parameter.default for parameter in row.parameters}


def test_a_parameter_keeps_its_type():
    assert METHODS["integrated_gradients"].fill({"n_steps": 8.0})["n_steps"] == 8
    assert METHODS["layer_grad_cam"].fill({"relu": True}) == {"relu": True}


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        (Parameter("n_steps", 32, 2, 512), 1),
        (Parameter("n_steps", 32, 2, 512), 513),
        (Parameter("n_steps", 32, 2, 512), 8.5),
        (Parameter("n_steps", 32, 2, 512), float("nan")),
        (Parameter("n_steps", 32, 2, 512), float("inf")),
        (Parameter("n_steps", 32, 2, 512), "8"),
        (Parameter("n_steps", 32, 2, 512), True),
        (Parameter("n_steps", 32, 2, 512), None),
        (Parameter("relu", default=False), 1),
        (Parameter("error_limit", None, 0.0001, 1), 2),
    ],
)
def test_a_value_that_does_not_fit_is_answered_with_what_does(parameter, value):
    with pytest.raises(UserError, match=re.escape(f"accepted: {parameter.accepted}")):
        parameter.check(value)


def test_an_unknown_parameter_is_answered_with_the_known_ones():
    with pytest.raises(UnknownName, match=r"'n_stepz'.*n_steps, error_limit"):
        METHODS["integrated_gradients"].fill({"n_stepz": 8})
    with pytest.raises(UnknownName, match="saliency takes no parameters"):
        METHODS["saliency"].fill({"n_steps": 8})
