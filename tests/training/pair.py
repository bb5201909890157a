"""Two processes that train one tiny run together, forked from one that has imported torch. Run by child processes."""

import os
import sys
from dataclasses import replace

from googlenet.common.errors import UserError
from googlenet.training.distributed import joined
from googlenet.training.loop import fit
from tests.training.tiny import SPEC, register, tiny_config

SIZE = 2
NO_DROPOUT = replace(
    SPEC, name="pair", dropout=0.0, aux_heads=tuple(replace(head, dropout=0.0) for head in SPEC.aux_heads)
)


def work(run_dir: str, port: str, rank: int, changes: dict, *, resume: bool, most: int | None) -> int:
    """One process's part; closes the run after `most` records."""
    register()
    os.environ |= {"RANK": str(rank), "LOCAL_RANK": str(rank), "WORLD_SIZE": str(SIZE)}
    os.environ |= {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port}
    with joined() as world:
        assert (world.rank, world.size) == (rank, SIZE)
        try:
            records = fit(None if resume else tiny_config(**changes), run_dir, resume=resume)
            for count, _ in enumerate(records, 1):
                if count == most:
                    records.close()
        except UserError as error:
            print(f"{rank}: {error}", flush=True)
            return 2
    return 0


def together(
    run_dir: str, port: str, changes: dict | None = None, *, resume: bool = False, most: int | None = None
) -> None:
    """Leaves with the exit codes of both."""
    children = []
    for rank in range(SIZE):
        child = os.fork()
        if not child:
            os._exit(work(run_dir, port, rank, {"model": NO_DROPOUT, **(changes or {})}, resume=resume, most=most))
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    sys.exit(max(codes))
