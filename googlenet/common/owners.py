"""Whose a run or a data set is: the browser keeps a token, the folder its hash.

Locally everything is everybody's. Where strangers share one server (a Hugging Face Space, or GOOGLENET_PUBLIC=1), only its
owner sees a run, stops, renames, downloads or deletes it; what has no owner is there to be seen and not to be changed.
"""

import hashlib
import hmac
import os
import re
from pathlib import Path

FILE = "owner"
TOKEN = re.compile(r"[0-9a-f]{32}")


def is_public() -> bool:
    """Whether strangers share this server."""
    return os.environ.get("GOOGLENET_PUBLIC", "1" if os.environ.get("SPACE_ID") else "0") not in ("", "0")


def read_token(value: object) -> str:
    """A browser's token; "" for whatever is none."""
    return value if isinstance(value, str) and TOKEN.fullmatch(value) else ""


def owner_for(token: str) -> str | None:
    """The token that a new run or data set is marked with: None where everything is everybody's."""
    return token if is_public() and token else None


def hash_of(token: str) -> str:
    """What a folder keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def mark_of(folder: Path) -> bytes:
    """What the folder keeps of its owner; b"" where it is nobody's."""
    path = folder / FILE
    return path.read_bytes() if path.is_file() else b""


def owned_by(folder: Path, token: str | None) -> bool | None:
    """Whether the folder is that of whoever has `token`; None: it is nobody's."""
    try:
        owner = (folder / FILE).read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        return False
    return token is not None and hmac.compare_digest(owner, hash_of(token).encode())


def sees(folder: Path, token: str | None) -> bool:
    """Whether whoever has `token` may look at the folder's run."""
    return not is_public() or owned_by(folder, token) is not False


def may_change(folder: Path, token: str | None) -> bool:
    """Whether whoever has `token` may stop, resume, rename, download or delete it."""
    return not is_public() or owned_by(folder, token) is True
