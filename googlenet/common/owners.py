"""Ownership of runs and data sets: the browser keeps a token, the folder the token's hash.

Locally everything belongs to everybody. Where visitors share one server (a Hugging Face Space, or GOOGLENET_PUBLIC=1),
only its owner sees a run, stops, renames, downloads or deletes it; what has no owner can be seen, but not changed.
"""

import hashlib
import hmac
import os
import re
from pathlib import Path

FILE = "owner"
TOKEN = re.compile(r"[0-9a-f]{32}")


def is_public() -> bool:
    """Whether visitors share this server."""
    return os.environ.get("GOOGLENET_PUBLIC", "1" if os.environ.get("SPACE_ID") else "0") not in ("", "0")


def read_token(value: object) -> str:
    """Returns `value` where it is a browser's token, else ""."""
    return value if isinstance(value, str) and TOKEN.fullmatch(value) else ""


def owner_for(token: str) -> str | None:
    """Returns the token that a new run or data set is marked with; None where everything belongs to everybody."""
    return token if is_public() and token else None


def hash_of(token: str) -> str:
    """Returns the hash of a token, which is what a folder keeps."""
    return hashlib.sha256(token.encode()).hexdigest()


def mark_of(folder: Path) -> bytes:
    """Returns the hash of the owner's token that the folder keeps; b"" where it has no owner."""
    path = folder / FILE
    return path.read_bytes() if path.is_file() else b""


def owned_by(folder: Path, token: str | None) -> bool | None:
    """Whether the folder belongs to the holder of `token`; None where it has no owner."""
    try:
        owner = (folder / FILE).read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        return False
    return token is not None and hmac.compare_digest(owner, hash_of(token).encode())


def sees(folder: Path, token: str | None) -> bool:
    """Whether the holder of `token` may look at the folder's run."""
    return not is_public() or owned_by(folder, token) is not False


def may_change(folder: Path, token: str | None) -> bool:
    """Whether the holder of `token` may stop, resume, rename, download or delete the folder's run."""
    return not is_public() or owned_by(folder, token) is True
