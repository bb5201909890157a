"""Takes out of an answer what no two recordings share: times, addresses, folders, process numbers."""

import json
import math
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.recorder.workplace import FOLDER

DIGITS = 6
TIMES = r"(?<![\w.])\d[\d.,]*\s?(?:ms|s|min|h|毫秒|秒钟|秒|分钟)(?![A-Za-z])"
RATES = r"(?<![\w.])\d[\d.,]*\s?(?=images/s|images per second|images a second|幅/秒|幅图像/秒|张/秒)"
CLOCKS = r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?|(?<!\d)\d\d:\d\d:\d\d(?!\d)"
REPLACED = [
    (re.compile(r"http://127\.0\.0\.1:\d+|127\.0\.0\.1:\d+"), "<URL>"),
    (re.compile(RATES), "<N> "),
    (re.compile(TIMES), "<TIME>"),
    (re.compile(CLOCKS), "<DATE>"),
    (re.compile(r"0x[0-9a-f]{6,}"), "<ADDRESS>"),
    (re.compile(r"[0-9a-f]{64}/"), "<UPLOAD>/"),
]
NOISE_KEYS = {  # of records and answers
    "seconds",
    "cpu_seconds",
    "images_per_second",
    "milliseconds",
    "pid",
    "heartbeat",
    "host",
    "since",
    "event_id",
    "app_id",
}


def words(text: str) -> str:
    """`text` without times, folders and addresses of this machine."""
    for folder, name in ((FOLDER, "<WORK>"), (Path.cwd(), "<ROOT>"), (Path(tempfile.gettempdir()), "<TMP>")):
        text = text.replace(str(folder), name)
    for pattern, name in REPLACED:
        text = pattern.sub(name, text)
    return text


def value(told: object, text: Callable[[str], str] = words) -> object:
    """A JSON value with its noise taken out and floats of six digits."""
    if isinstance(told, dict):
        return {key: "<NOISE>" if key in NOISE_KEYS else value(one, text) for key, one in told.items()}
    if isinstance(told, list | tuple):
        return [value(one, text) for one in told]
    if isinstance(told, str):
        return text(told)
    if isinstance(told, float):
        return float(f"{told:.{DIGITS}g}") if math.isfinite(told) else str(told)
    return told


def printed(output: str) -> object:
    """What a program printed: JSON where it is that, line by line otherwise."""
    try:
        return value(json.loads(output))
    except ValueError:
        return [_line(line) for line in output.splitlines()]


def _line(line: str) -> object:
    if line.startswith("{"):
        try:
            return value(json.loads(line))
        except ValueError:
            pass
    return words(line)


def write_json(path: Path, told: object) -> None:
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
