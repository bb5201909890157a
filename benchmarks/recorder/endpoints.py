"""What programs are answered over HTTP: the list of endpoints, and fixed questions to each."""

import base64
import json
from pathlib import Path

import httpx

from benchmarks.recorder import normal
from benchmarks.recorder.workplace import served

SHIPPED = "googlenet_bn.fashion_mnist"
BOOT, BAG, CAT = "example:ankle-boot", "example:bag-on-sky", "example:cat"
LANGUAGES = {"en": "en-GB,en", "zh": "zh-CN,zh"}

QUESTIONS: dict[str, list[list]] = {
    "models": [[]],
    "methods": [[]],
    "classify": [[BOOT], [BAG], [BAG, SHIPPED, False], [CAT, "inception_v3.untrained"], [CAT, "googlenet.untrained"]],
    "branches": [
        [BOOT],
        [BAG, SHIPPED, "inception4c"],
        [BOOT, SHIPPED, "inception5b", "5x5", 7],
        [BOOT, SHIPPED, "inception5a", "pool", None, False],
        [BOOT, SHIPPED, None, "5x5"],
        [BOOT, SHIPPED, "inception9z"],
        [BOOT, SHIPPED, "inception4c", "7x7"],
        [BOOT, SHIPPED, "inception4c", "5x5", 9999],
    ],
    "evidence": [
        [BOOT],
        [BAG, SHIPPED, "Bag"],
        [BOOT, SHIPPED, 9, 7],
        [BOOT, SHIPPED, 9, 9],
        [BOOT, SHIPPED, "Aeroplane"],
        [BOOT, SHIPPED, 99],
    ],
    "ablate": [
        [BOOT, {"inception4c": ["5x5"]}],
        [BOOT, {"inception4c": ["5x5"], "inception5b": ["1x1", "pool"]}, SHIPPED, "mean"],
        [BAG, {"inception3a": {"3x3": [0, 1, 2]}}],
        [BOOT, {}],
        [BOOT, {"inception4c": ["9x9"]}],
        [BOOT, {"inception4c": {"5x5": [9999]}}],
        [BOOT, {"inception4c": ["5x5"]}, SHIPPED, "noise"],
    ],
    "attribute": [
        [BOOT],
        [BOOT, SHIPPED, None, "saliency"],
        [BAG, SHIPPED, "Bag", "lrp"],
        [BOOT, SHIPPED, 9, "layer_grad_cam", "inception4c", "3x3"],
        [BOOT, SHIPPED, None, "integrated_gradients", None, None, "blur", {"n_steps": 16}],
        [BOOT, SHIPPED, None, "occlusion", None, None, "mean", {"window": 0.5, "stride": 0.25}],
        [BOOT, SHIPPED, None, "layer_activation", "inception5b", None, "black", None, False],
        [BOOT, SHIPPED, None, "tea_leaves"],
        [BOOT, SHIPPED, None, "saliency", "inception4c"],
        [BOOT, SHIPPED, None, "integrated_gradients", None, None, "plaid"],
        [BOOT, SHIPPED, None, "integrated_gradients", None, None, "black", {"n_steps": 100000}],
        [BOOT, SHIPPED, None, "integrated_gradients", None, None, "black", {"steps": 3}],
        [BOOT, SHIPPED, None, "shapley_value_sampling", None, None, "black", {"orders": 64, "cells": 14}],
    ],
    "flow": [[BOOT], [BAG, SHIPPED, "inception4c"], [BOOT, SHIPPED, "stem"]],
    "summary": [
        ["googlenet"],
        ["googlenet_bn", [2, 1, 96, 96], 4],
        ["inception_v3"],
        ["alexnet"],
        ["googlenet", [1, 3]],
        ["googlenet", None, 0],
    ],
    "importance": [[], [SHIPPED, "mean"], [SHIPPED, "noise"], ["googlenet.untrained"]],
    "exemplars": [
        ["inception4c", "5x5", 7],
        ["inception5b", "pool", 0],
        ["inception4c", "5x5", -1],
        ["inception9z", "5x5", 0],
        ["inception4c", "5x5", 0, "googlenet.untrained"],
    ],
    "runs": [[], ["../../etc"], ["no-such-run"]],
}
BAD_PICTURES = [
    "example:no-such",
    "/etc/passwd",
    "data:image/png;base64,AAAA",
    "data:image/png;base64,?",
    {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}},
    "https://example.com/a.png",
]
TOLD_TWICE = 60_000  # characters of an answer that is asked for in both languages


def record(place: Path, _out: Path, _old_run: Path | None) -> dict:
    """The named endpoints as the app describes them, and each answer or sentence."""
    with served(place, "endpoints") as url, httpx.Client(base_url=f"{url}/gradio_api", timeout=300) as http:
        info = http.get("/info").raise_for_status().json()
        described = dict(sorted(info["named_endpoints"].items()))
        answers = {}
        for name in sorted({*QUESTIONS, *(endpoint.strip("/") for endpoint in described)}):
            for question in QUESTIONS.get(name, [[]]):
                answers[f"{name} {_short(question)}"] = _both(http, name, question)
        for picture in [*BAD_PICTURES, _data_uri()]:
            answers[f"classify {_short([picture])}"] = _both(http, "classify", [picture])
        answers["classify upload"] = _both(http, "classify", [_uploaded(http)])
        for wrong in ("no_such_endpoint", "_private"):
            answers[wrong] = _both(http, wrong, [])
        answers["classify without arguments"] = _both(http, "classify", [])
    return {"info": normal.value({"named": described, "unnamed": info["unnamed_endpoints"]}), "answers": answers}


def _short(question: list) -> str:
    return json.dumps(question)[:160]


def _both(http: httpx.Client, name: str, question: list) -> object:
    """The answer; where it differs by language, both."""
    first = _ask(http, name, question, "en")
    if len(json.dumps(first)) > TOLD_TWICE:
        return first
    second = _ask(http, name, question, "zh")
    return first if second == first else {"en": first, "zh": second}


def _ask(http: httpx.Client, name: str, question: list, lang: str) -> object:
    headers = {"accept-language": LANGUAGES[lang]}
    joined = http.post(f"/call/{name}", json={"data": question}, headers=headers)
    if joined.status_code != httpx.codes.OK:
        return normal.value({"status": joined.status_code, "told": normal.printed(joined.text)})
    told = http.get(f"/call/{name}/{joined.json()['event_id']}", headers=headers).text
    kind, _, data = told.rpartition("event: ")[2].partition("\ndata: ")
    return normal.value({kind: json.loads(data)})


def _example() -> bytes:
    return Path("assets/examples/bag.png").read_bytes()


def _data_uri() -> str:
    return "data:image/png;base64," + base64.b64encode(_example()).decode()


def _uploaded(http: httpx.Client) -> dict:
    (path,) = http.post("/upload", files={"files": ("bag.png", _example())}).raise_for_status().json()
    return {"path": path, "meta": {"_type": "gradio.FileData"}}
