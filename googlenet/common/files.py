"""Folders of the project's own files, and arrays as a file."""

import io
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "assets"


def npz(**arrays: object) -> bytes:
    """Returns a compressed NumPy archive of `arrays`, by name."""
    import numpy as np

    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()
