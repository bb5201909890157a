"""What Gradio describes of the page's components, and when: once for all, not at each press for each visitor."""

import copy
from typing import Any

from gradio.blocks import Block, BlockFunction, BlocksConfig
from gradio.utils import is_prop_update

ONLY_FOR_DOCS = ("api_info", "api_info_as_input", "api_info_as_output", "example_inputs")
UPDATE = "__type__"


class SharedDescription(dict):
    """What describes a component or an event. Gradio copies it for each visitor; nobody changes it, so it is its own copy."""

    def __deepcopy__(self, _memo: dict) -> "SharedDescription":
        return self


class PageConfig(BlocksConfig):
    """Components and events, described when Gradio first needs it, which is after the last of them was made.

    It needs it several times more until the server answers. Endpoints, and what only documents them, reach no browser:
    `/config` has them.
    """

    built: dict | None = None

    def get_config(self, *_: object) -> dict:
        """Components, dependencies, layout, and of each page what a browser gets of them."""
        self.built = self.built or self._described()
        return self.built

    def _described(self) -> dict:
        built = super().get_config()
        hidden = {one["id"] for one in built["components"] if one["type"] == "api"}
        places = {one["id"]: {*one["inputs"], *one["outputs"]} for one in built["dependencies"]}
        endpoints = {one for one, where in places.items() if where and where <= hidden}
        public = {one["id"] for one in built["dependencies"] if one["api_visibility"] != "private"}
        described = hidden.union(*(places[one] for one in public))
        for page in built["page"].values():
            page["components"] = [one for one in page["components"] if one not in hidden]
            page["dependencies"] = [one for one in page["dependencies"] if one not in endpoints]
            children = [one for one in page["layout"]["children"] if one["id"] not in hidden]
            page["layout"] = page["layout"] | {"children": children}
        for one in built["components"]:
            for key in () if one["id"] in described else ONLY_FOR_DOCS:
                one.pop(key, None)
        return built | {
            kind: [SharedDescription(one) for one in built[kind]] for kind in ("components", "dependencies")
        }

    def __copy__(self) -> "SessionConfig":
        session = SessionConfig(self.root_block)
        session.__dict__ |= super().__copy__().__dict__
        return session


class SessionConfig(BlocksConfig):
    """A visitor's components. Their descriptions, which Gradio would make anew at each value, serve deep links alone."""

    @staticmethod
    def config_for_block(*_: object, **__: object) -> dict:
        """No description."""
        return {}


def changed_outputs(function: BlockFunction, values: Any) -> tuple[BlockFunction, Any, list[bool]] | None:
    """`function` with those outputs alone that `values` change, their values, and of each output whether it is one.

    Gradio would make the component of each other output anew. None: `values` are not of several outputs, or of others.
    """
    outputs = function.outputs
    if isinstance(values, dict) and values and all(isinstance(one, Block) for one in values):
        if not values.keys() <= {*outputs}:
            return None  # Gradio says so
        values = [values.get(one, {UPDATE: "update"}) for one in outputs]
    if not isinstance(values, (list, tuple)) or len(values) != len(outputs) or len(outputs) < 2:
        return None
    is_changed = [not (is_prop_update(value) and len(value) == 1) for value in values]
    lean = copy.copy(function)
    lean.outputs = [one for one, changed in zip(outputs, is_changed, strict=True) if changed]
    kept = [value for value, changed in zip(values, is_changed, strict=True) if changed]
    return lean, kept[0] if len(kept) == 1 else kept, is_changed
