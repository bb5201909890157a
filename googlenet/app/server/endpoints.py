"""What a program can ask: the Python API's functions, with images and networks by name, and answers as plain JSON."""

import base64
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import gradio as gr

from googlenet.app.kit.job import DeviceTurns, Job, follow
from googlenet.app.server.zerogpu import explain
from googlenet.app.shell.files import uploaded
from googlenet.app.shell.repository import IMAGENET, SHIPPED, Repository, is_cached
from googlenet.app.shell.runs import Runs
from googlenet.common.errors import UnknownName, UserError, look_up
from googlenet.common.json_values import json_values
from googlenet.inspection.methods import METHODS, STEPS
from googlenet.inspection.records import MOST_AT_ONCE, MOST_POINTS
from googlenet.networks.accounting import report, summary
from googlenet.networks.registry import find_spec, list_models

if TYPE_CHECKING:
    from PIL import Image

    from googlenet.networks.classifier import Classifier

Picture = gr.FileData | str  # an upload, "example:NAME" or a data: URI
MOST_PASSES = 800  # of one attribution: half a minute on two cores
MOST_SIDE_PX, MOST_IMAGES, MOST_CLASSES = 4096, 1024, 100_000
EXAMPLE = "example:ankle-boot"


class Endpoints:
    """The endpoints, by name; every method without a stroke in front is one, and its docstring describes it."""

    def __init__(self, repository: Repository):
        self._repository, self._runs, self._turns = repository, Runs(repository.runs), DeviceTurns()

    def models(self) -> dict:
        """Networks by name with their parameters and multiply-adds at 224 px, and the weights that `network` accepts."""
        networks = {name: report(find_spec(name), (1, 224, 224)) for name in list_models()}
        plain = {name: {"params": one.params, "macs": one.macs} for name, one in networks.items()}
        names = [name for _, name in self._repository.choices("en")]
        weights = {
            name: {"classes": card["classes"], "figures": card["figures"], "is_here": self._is_here(name)}
            for name, card in ((name, self._repository.card(name)) for name in names)
        }
        return {"networks": plain, "weights": weights}

    def methods(self) -> dict:
        """Attribution methods by name: what each explains, its paper and its parameters with defaults and bounds."""
        return {
            name: {
                "kind": row.kind,
                "paper": row.paper,
                "needs_baseline": row.needs_baseline,
                "adds_up_to": row.adds_up_to,
                "parameters": {one.name: {"default": one.default, "accepted": one.accepted} for one in row.parameters},
            }
            for name, row in METHODS.items()
        }

    def classify(self, image: Picture, network: str = SHIPPED, prepare: bool = True) -> dict:
        """Classes of an image, best first: `googlenet.classify`."""
        from googlenet.inspection.inference import classify

        return json_values(classify(*self._inputs(image, network), prepare=prepare))

    def branches(
        self,
        image: Picture,
        network: str = SHIPPED,
        block: str | None = None,
        branch: str | None = None,
        channel: int | None = None,
        prepare: bool = True,
    ) -> dict:
        """What branches put out: `googlenet.branch_activations`.

        Without a branch, shape, mean, largest value and part of the block's energy of each path; with block and branch
        its maps (C, H, W), with a channel that one's (H, W).
        """
        from googlenet.inspection.activations import branch_activations
        from googlenet.inspection.channels import energy_shares

        if (block is None and branch is not None) or (branch is None and channel is not None):
            raise UserError("api.place")
        maps = branch_activations(*self._inputs(image, network), prepare=prepare)
        chosen = maps if block is None else {block: look_up(maps, block, "error.block")}
        if block is None or branch is None:
            return {
                name: {
                    path: {
                        "shape": list(output.shape),
                        "mean": float(output.mean()),
                        "max": float(output.max()),
                        "energy": shares[path],
                    }
                    for path, output in outputs.items()
                }
                for name, outputs in chosen.items()
                for shares in [energy_shares(outputs)]
            }
        output = look_up(chosen[block], branch, "error.branch")
        if channel is not None:
            output = output[_channel(channel, len(output), f"{block} {branch}")]
        return {"block": block, "branch": branch, "channel": channel, "maps": output.tolist()}

    def cell(
        self,
        image: Picture,
        block: str,
        channel: int,
        row: int,
        column: int,
        branch: str | None = None,
        network: str = SHIPPED,
        layer: str | None = None,
        off: dict[str, list[str] | dict[str, list[int] | None]] | None = None,
        fill: str = "zero",
        prepare: bool = True,
    ) -> dict:
        """How one cell gets its activation, product by product: `googlenet.cell`."""
        from googlenet.inspection.cell import cell

        place = {"block": block, "branch": branch, "layer": layer, "channel": channel, "row": row, "column": column}
        return json_values(cell(*self._inputs(image, network), **place, off=off, fill=fill, prepare=prepare))

    def evidence(
        self,
        image: Picture,
        network: str = SHIPPED,
        target: int | str | None = None,
        against: int | str | None = None,
        prepare: bool = True,
    ) -> dict:
        """A class's logit as bias plus one term a branch: `googlenet.branch_evidence`; with `against`, why not that one."""
        from googlenet.inspection.evidence import branch_evidence, evidence_against

        inputs = self._inputs(image, network)
        if against is None:
            return json_values(branch_evidence(*inputs, target, prepare=prepare))
        return json_values(evidence_against(*inputs, target, against, prepare=prepare))

    def ablate(
        self,
        image: Picture,
        off: dict[str, list[str] | dict[str, list[int] | None]],
        network: str = SHIPPED,
        fill: str = "zero",
        prepare: bool = True,
    ) -> dict:
        """The classes with branches or channels turned off, as `googlenet.ablated` takes them, e.g. {"inception4c": ["5x5"]}."""
        from googlenet.inspection.ablation import observe_without

        return json_values(observe_without(*self._inputs(image, network), off, fill=fill, prepare=prepare).prediction)

    def attribute(
        self,
        image: Picture,
        network: str = SHIPPED,
        target: int | str | None = None,
        method: str = "integrated_gradients",
        block: str | None = None,
        branch: str | None = None,
        baseline: str = "black",
        parameters: dict[str, int | float | bool | str | None] | None = None,
        prepare: bool = True,
    ) -> dict:
        """Why the network gives the class its score, by one method of /methods: `googlenet.attribute`."""
        from googlenet.inspection.attribution import attribute

        classifier, picture = self._inputs(image, network)
        row = look_up(METHODS, method, "error.method")
        values = row.fill(parameters or {})
        # Steps are doubled until the error is small enough, at most up to the last doubling.
        most = values | ({"n_steps": 2 * STEPS[0].maximum} if values.get("error_limit") else {})
        passes = row.passes(most, classifier.preprocess.size_px)
        if passes > MOST_PASSES:
            raise UserError("api.work", passes=passes, most=MOST_PASSES)
        place = {"method": method, "block": block, "branch": branch, "baseline": baseline}
        work = partial(explain, attribute, classifier, picture, target, **place, prepare=prepare, **values)
        return self._in_turn(work, classifier, is_slow=row.is_slow)

    def regions(
        self,
        image: Picture,
        outlines: list[list[list[float]]],
        network: str = SHIPPED,
        target: int | str | None = None,
        baseline: str = "black",
        prepare: bool = True,
    ) -> dict:
        """What regions of an image are worth to a class, as exact Shapley values: `googlenet.regions`.

        A region is its outline, points [x, y] from 0 to 1; two points are the corners of a rectangle. At most 8 regions.
        """
        from googlenet.inspection.regions import outlined, regions

        points = [point for outline in outlines for point in outline]
        is_sound = all(len(point) == 2 and all(0 <= one <= 1 for one in point) for point in points)
        if not (is_sound and 0 < len(outlines) <= MOST_AT_ONCE and len(points) <= MOST_POINTS):
            raise UserError("api.outlines", most=MOST_AT_ONCE, points=MOST_POINTS)
        classifier, picture = self._inputs(image, network)
        masks = outlined(outlines, classifier.preprocess.size_px)
        work = partial(explain, regions, classifier, picture, masks, target, baseline=baseline, prepare=prepare)
        return self._in_turn(work, classifier, is_slow=True)

    def influence(
        self,
        image: Picture,
        network: str = SHIPPED,
        target: int | str | None = None,
        images: int = 200,
        raw: bool = False,
        count: int = 5,
        prepare: bool = True,
    ) -> dict:
        """The training images of the sample that speak most for an answer and most against it: `googlenet.influence`."""
        from googlenet.inspection.influence import influence

        for name, value in (("images", images), ("count", count)):
            if not 0 < value <= MOST_PASSES:
                raise UserError("api.size", name=name, value=str(value)[:80], accepted=f"1–{MOST_PASSES}")
        classifier, picture = self._inputs(image, network)
        how = {"images": images, "raw": raw, "count": count, "prepare": prepare}
        return self._in_turn(partial(explain, influence, classifier, picture, target, **how), classifier, is_slow=True)

    def flow(self, image: Picture, network: str = SHIPPED, block: str | None = None, prepare: bool = True) -> dict:
        """Where each branch's input comes from, as shares of the branches before it: `googlenet.branch_flows`."""
        from googlenet.inspection.flow import branch_flows

        blocks = None if block is None else [block]
        return json_values(branch_flows(*self._inputs(image, network), blocks=blocks, prepare=prepare))

    def summary(self, network: str, input_size: list[int] | None = None, num_classes: int = 10) -> list:
        """What runs in a network of /models, a row a layer: `googlenet.summary`; `input_size` is [N, C, H, W]."""
        size = tuple(input_size or (1, 3, 224, 224))
        bounds = (MOST_IMAGES, MOST_SIDE_PX, MOST_SIDE_PX, MOST_SIDE_PX)
        if len(size) != len(bounds) or not all(0 < side <= most for side, most in zip(size, bounds, strict=True)):
            accepted = f"[N, C, H, W], N 1–{MOST_IMAGES}, C H W 1–{MOST_SIDE_PX}"
            raise UserError("api.size", name="input_size", value=str(size)[:80], accepted=accepted)
        if not 0 < num_classes <= MOST_CLASSES:
            raise UserError("api.size", name="num_classes", value=str(num_classes)[:80], accepted=f"1–{MOST_CLASSES}")
        return json_values(summary(find_spec(network), size, num_classes=num_classes))

    def importance(self, network: str = SHIPPED, fill: str = "zero") -> dict:
        """What each branch is worth to the accuracy, as measured and stored: `googlenet.path_importance`."""
        from googlenet.inspection.importance import stored_importance

        return json_values(self._stored(stored_importance, network, fill))

    def exemplars(self, block: str, branch: str, channel: int, network: str = SHIPPED) -> list:
        """The training images that activate a channel most, as stored: index, place and value; `googlenet.find_exemplars`."""
        from googlenet.inspection.exemplars import stored_exemplars

        found = self._stored(stored_exemplars, network)
        rows = look_up(look_up(found.images, block, "error.block"), branch, "error.branch")
        return json_values(list(found.of(block, branch, _channel(channel, len(rows), f"{block} {branch}"))))

    def runs(self, run: str | None = None) -> dict:
        """Training runs with their state and accuracy; with the name of one, its records. Read only."""
        if run is not None:
            return {"run": run, "records": json_values(list(self._runs.records(run)))}
        return {
            view.name: {"state": view.state, "step": view.step, "test_accuracy": view.accuracy, "config": view.config}
            for view in self._runs.views()
        }

    def _inputs(self, image: Picture, network: str) -> tuple:
        return self._classifier(network), self._picture(image)

    def _in_turn(self, work: Callable[[], object], classifier: "Classifier", *, is_slow: bool) -> object:
        """The JSON values of `work()`, which waits for its turn on the device and gives way to the page's presses."""
        with self._turns.of(classifier.device.type, is_slow=is_slow).turn(Job()):
            *_, done = follow(lambda _job: work(), lambda: True)
        return json_values(done.value)

    def _is_here(self, network: str) -> bool:
        return network not in IMAGENET or is_cached(network)

    def _classifier(self, network: str) -> "Classifier":
        """The classifier; weights that are not on this machine are refused, not fetched."""
        if not self._is_here(network):
            raise UserError("api.not_fetched", name=network)
        self._repository.check_seen(network, "")  # a program has no owner's token, so it sees no visitor's run
        return self._repository.classifier(network)

    def _stored(self, read: Callable, network: str, *more: object) -> object:
        found = read(self._classifier(network), *more)
        if found is None:
            raise UserError("api.not_measured", name=network, accepted=SHIPPED)
        return found

    def _picture(self, image: Picture) -> "Image.Image":
        """The image, decoded as an upload.

        Raises:
            BadImage: it cannot be used.
            UserError: it is neither an upload, nor an example, nor a data: URI.
        """
        from googlenet.data.images import open_image

        if isinstance(image, gr.FileData):
            path = uploaded(image.path)
            if path:
                return open_image(path)
        elif image.startswith("example:"):
            return open_image(self._repository.picture_path(image))
        elif image.startswith("data:"):
            try:
                return open_image(base64.b64decode(image.partition(",")[2], validate=True))
            except ValueError:  # no base64, or not even ASCII
                pass
        received = image if isinstance(image, str) else image.path
        raise UserError("api.picture", example=EXAMPLE, received=ascii(received[:60]))


def _channel(index: int, width: int, where: str) -> int:
    if not 0 <= index < width:
        raise UnknownName("error.channel", name=str(index)[:20], where=where, accepted=f"0–{width - 1}")
    return index
