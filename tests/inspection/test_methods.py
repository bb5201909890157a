"""The table of attribution methods."""

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

import googlenet.app.page
from googlenet.common.errors import UnknownName, UserError
from googlenet.inspection.methods import BASELINES, FIRST_METHODS, GUIDE_METHODS, METHODS, WAYS, Method
from googlenet.inspection.parameters import Parameter
from googlenet.text import SENTENCES


def class_of(key):
    """Captum's class of the same name; None where it has none."""
    from captum import attr

    classes = {name.lower(): one for name, one in vars(attr).items()}
    return classes.get(key.replace("_", ""))


def test_a_method_that_is_no_class_of_captum_s_has_a_run_of_its_own():
    (by_captum,) = (field.default for field in fields(Method) if field.name == "run")
    ours = [key for key in METHODS if class_of(key) is None]
    assert ours
    assert not [key for key in ours if METHODS[key].run is by_captum]


@pytest.mark.parametrize("key", [key for key in METHODS if class_of(key)])
def test_the_table_and_captum_agree_on_what_is_promised(key):
    from captum import attr

    explainer = class_of(key)
    assert issubclass(explainer, attr.LayerAttribution) == (METHODS[key].kind == "layer")
    if key != "noise_tunnel":  # noise promises what the method under it does
        assert explainer.has_convergence_delta(object()) == METHODS[key].has_delta


def literals(tree):
    """The texts in a file, without the defaults of arguments, which the documentation shows."""
    defaults = {
        one
        for node in ast.walk(tree)
        for one in (
            [*node.defaults, *node.kw_defaults]
            if isinstance(node, ast.arguments)
            else [node.value]
            if isinstance(node, ast.keyword) and node.arg == "default"
            else []
        )
    }
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in defaults)
    return {node.value for node in texts if isinstance(node.value, str)}


def test_no_method_is_named_outside_its_row():
    package = Path(googlenet.__file__).parent
    named = {}
    for path in package.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if found := literals(ast.parse(text)) & METHODS.keys():
            named[str(path.relative_to(package))] = found
    # The glossary's terms have names of their own.
    assert set(named) == {"inspection/methods.py", "text/glossary.py", "app/shell/glossary.py"}
    for path in package.rglob("*.js"):
        quoted = set(re.findall(r"""["'`]([a-z_]+)["'`]""", path.read_text(encoding="utf-8")))
        assert not quoted & METHODS.keys(), path


def test_selections_are_of_the_table_and_ways_run():
    for selection in (FIRST_METHODS, GUIDE_METHODS, WAYS):
        assert set(selection) <= METHODS.keys()
    assert [key for key in METHODS if METHODS[key].split] == list(WAYS[1:])


@pytest.mark.parametrize("key", METHODS)
def test_a_seed_is_the_mark_of_chance(key):
    assert METHODS[key].is_stochastic == ("seed" in METHODS[key].fill({}))


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
    with pytest.raises(UserError, match=re.escape(f"Use {parameter.accepted}.")):
        parameter.check(value)


def test_an_unknown_parameter_is_answered_with_the_known_ones():
    with pytest.raises(UnknownName, match=r"'n_stepz'.*n_steps, error_limit"):
        METHODS["integrated_gradients"].fill({"n_stepz": 8})
    with pytest.raises(UnknownName, match="saliency takes no parameters"):
        METHODS["saliency"].fill({"n_steps": 8})
