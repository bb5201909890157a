"""`python -m benchmarks.recorder record --out DIR`, then `python -m benchmarks.recorder compare DIR DIR`.

`record` starts the checkout in the current folder, part by part; each part leaves `PART.json` in DIR, "screens" also
pictures in `DIR/screens`, "runs" also a half-finished run in `DIR/old_run`, which the recording of another checkout
takes up with `--old-run`. `compare` prints each difference and ends with 1 where there is one.
"""

import argparse
import sys
import time
from pathlib import Path

from benchmarks.recorder import commands, difference, endpoints, links, runs, screens, workplace
from benchmarks.recorder.normal import write_json

PARTS = {
    "endpoints": endpoints.record,
    "commands": commands.record,
    "links": links.record,
    "runs": runs.record,
    "screens": screens.record,
}


def main() -> int:
    """Parses the command line; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recorder", description=__doc__.splitlines()[0])
    kinds = parser.add_subparsers(required=True)
    record = kinds.add_parser("record", help="record the checkout in the current folder")
    record.add_argument("--out", type=Path, required=True)
    record.add_argument("--parts", default=",".join(PARTS), help="by default all: %(default)s")
    record.add_argument("--old-run", type=Path, help="a stopped run that another checkout has left, to be resumed")
    record.set_defaults(do=_record)
    compare = kinds.add_parser("compare", help="print what differs between two recordings")
    compare.add_argument("before", type=Path)
    compare.add_argument("after", type=Path)
    compare.add_argument("--parts", default=",".join(PARTS), help="by default all: %(default)s")
    compare.add_argument("--most", type=int, default=40, help="differences told of each part (default: %(default)s)")
    compare.set_defaults(do=_compare)
    chosen = parser.parse_args()
    return chosen.do(chosen)


def _parts(chosen: argparse.Namespace) -> list[str]:
    parts = chosen.parts.split(",")
    if unknown := set(parts) - set(PARTS):
        raise SystemExit(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    return parts


def _record(chosen: argparse.Namespace) -> int:
    out, old_run = chosen.out.resolve(), chosen.old_run and chosen.old_run.resolve()
    out.mkdir(parents=True, exist_ok=True)
    with workplace.cleared() as place:
        for part in _parts(chosen):
            start = time.monotonic()
            write_json(out / f"{part}.json", PARTS[part](place, out, old_run))
            print(f"{part}: {time.monotonic() - start:.0f} s", flush=True)
    return 0


def _compare(chosen: argparse.Namespace) -> int:
    wrong = 0
    for part in _parts(chosen):
        found = list(difference.of_part(chosen.before, chosen.after, part))
        wrong += len(found)
        for line in found[: chosen.most]:
            print(f"{part}: {line}")
        if len(found) > chosen.most:
            print(f"{part}: … and {len(found) - chosen.most} more")
    print(f"{wrong} differences")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
