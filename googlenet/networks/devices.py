"""Devices by name: which one is taken, and what it can do."""

import os
from collections.abc import Collection

import torch

from googlenet.common.errors import UnknownName

# PyTorch's words where the CPU has no memory left. An illegal access on a GPU is another matter: it has no remedy.
NO_MEMORY = ("not enough memory", "can't allocate memory", "backend out of memory")
DEVICE_VARIABLE = "GOOGLENET_DEVICE"
LENT = "cuda"  # the device of a lent call
PAGE_SHARE = 0.5  # of a card's memory that a page takes at most: the rest is for a training run


def pick_device(name: str = "auto", busy: Collection[str] = ()) -> torch.device:
    """Returns the device called `name`.

    Args:
        name: "cpu", "mps", "cuda", "cuda:1", or "auto": the one that `GOOGLENET_DEVICE` names, else the best: the CUDA
            card with the most free memory, then MPS, then the CPU. Where GPUs are lent for a call (`SPACES_ZERO_GPU`)
            "auto" is the CPU: a lent call asks for its GPU by name.
        busy: names of cards that "auto" takes only where there is no other.
    Raises:
        UnknownName: this machine has no such device.
    """
    wanted = (os.environ.get(DEVICE_VARIABLE) or "auto") if name == "auto" else name
    if wanted == "auto" and os.environ.get("SPACES_ZERO_GPU"):
        wanted = "cpu"
    cards = torch.cuda.device_count() if wanted != "cpu" and torch.cuda.is_available() else 0
    present = ["cuda"] * bool(cards) + [f"cuda:{index}" for index in range(cards)]
    present += ["mps"] * torch.backends.mps.is_available() + ["cpu"]
    if wanted not in ("auto", *present):
        raise UnknownName("error.device", name=repr(wanted), accepted=", ".join(["auto", *present]))
    if wanted == "auto":
        is_given = "LOCAL_RANK" in os.environ  # by `torchrun`: the process has its card
        wanted = present[0]
        if cards > 1 and not is_given:  # asking a card for its memory takes some of it
            rank = {card: (f"cuda:{card}" in busy, -torch.cuda.mem_get_info(card)[0]) for card in range(cards)}
            wanted = f"cuda:{min(rank, key=rank.get)}"
    return torch.device(wanted)


def device_name(name: str, busy: Collection[str] = ()) -> str:
    """Returns the name of `pick_device(name, busy)`, the same for all names of one GPU.

    Raises:
        UnknownName: this machine has no such device.
    """
    device = pick_device(name, busy)
    return f"cuda:{device.index or 0}" if device.type == "cuda" else device.type


def keep_float32(device: torch.device) -> None:
    """Switches TF32 off where a card would round float32 to 10 bits: sums that must come out exactly would not."""
    if device.type == "cuda":
        torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = False


def leave_room(device: torch.device) -> None:
    """Bounds what this process takes of a card to `PAGE_SHARE`; beyond that PyTorch says that memory is short."""
    if device.type == "cuda":
        torch.cuda.set_per_process_memory_fraction(PAGE_SHARE, device.index)


def release_memory(device: torch.device) -> None:
    """Gives memory that PyTorch keeps for later back to a GPU, for other processes."""
    if device.type != "cpu":
        torch.accelerator.empty_cache()


def has_bf16(device: torch.device) -> bool:
    """Returns whether the device gains by bfloat16: a card that has it, a CPU with AMX, one of AMD's with AVX-512's.

    Elsewhere autocast only slows, on an Intel Xeon with AVX-512's bfloat16 but without AMX too.
    """
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    if device.type == "cpu":
        # Older PyTorch has no such function, or does not name the CPU: float32 is never wrong.
        found = getattr(torch.cpu, "get_capabilities", dict)()
        is_amd = str(found.get("cpu_name", "")).startswith("AMD")
        return bool(found.get("amx_bf16") or (is_amd and found.get("avx512_bf16")))
    return False


def is_out_of_memory(error: BaseException) -> bool:
    """Returns whether an error says that memory was short."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and any(words in str(error) for words in NO_MEMORY)
