"""Files in an untrusted folder or zip, read without unpacking it.

Nothing is written, no name is used as a path, no link is followed, and sizes are checked before and while a file is
read, because a zip may declare one size and hold another.
"""

import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from googlenet.common.errors import DataMissing
from googlenet.data.file_names import AUTO, decoded_names

MB = 2**20
MOST_DIRECTORY_BYTES = 8 * MB  # of a zip's table of contents: about 100,000 files
MOST_FILES = 100_000
MOST_DEPTH = 12
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MOST_RATIO = 100  # of a file's size to its size in the zip: pictures are packed already
SMALL_BYTES = 100_000  # below, any ratio will do
JUNK = {"__macosx", "thumbs.db", "desktop.ini", "ehthumbs.db", "@eadir"}
READ_ERRORS = (OSError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True)
class ArchiveLimits:
    """Upper limits of a folder or zip.

    Attributes:
        archive_bytes: of a zip.
        unpacked_bytes: of all files in it or in the folder.
        file_bytes: of a single file.
        cpu_seconds: of decoding; None: no limit.
    """

    archive_bytes: int
    unpacked_bytes: int
    file_bytes: int = 20 * MB
    cpu_seconds: float | None = None


@dataclass(frozen=True)
class Entry:
    """A file in a folder or zip.

    Attributes:
        parts: its path from the root, never empty, without "." and "..".
        size: in bytes, as declared.
        mark: changes with the content: the checksum in a zip, the modification time in a folder.
    """

    parts: tuple[str, ...]
    size: int
    mark: int
    key: object = field(repr=False)

    @property
    def name(self) -> str:
        """The path as it is shown."""
        return "/".join(self.parts)


@dataclass
class Tree:
    """The files of a folder or zip.

    Attributes:
        entries: files that may be read, in a fixed order.
        refused: (name, reason) of those that may not: "outside", "link", "locked", "method", "large", "packed", "deep".
        folders: all folders, as parts of paths, empty ones too.
        encoding: of a zip's names that do not say theirs; "" without any, and of a folder.
    """

    entries: list[Entry] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    folders: set[tuple[str, ...]] = field(default_factory=set)
    encoding: str = ""
    limits: ArchiveLimits = field(kw_only=True)
    _zip: zipfile.ZipFile | None = None
    _bytes_read: int = 0

    def read(self, entry: Entry) -> bytes:
        """Returns the file's bytes.

        Raises:
            UnreadableEntry: the file is damaged, or larger than `limits` allow.
            DataMissing: all files read so far are larger than `limits` allow.
        """
        try:
            with self._open(entry) as file:
                data = file.read(self.limits.file_bytes + 1)
        except READ_ERRORS:
            raise UnreadableEntry from None
        self._bytes_read += len(data)
        if self._bytes_read > self.limits.unpacked_bytes:
            raise DataMissing("pictures.unpacked", limit=self.limits.unpacked_bytes // MB)
        if len(data) > self.limits.file_bytes:
            raise UnreadableEntry
        return data

    def _open(self, entry: Entry) -> io.BufferedIOBase:
        if self._zip is not None:
            return self._zip.open(entry.key)
        # O_NOFOLLOW: nor is a link followed that was made after the folder was listed.
        number = os.open(entry.key, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        return os.fdopen(number, "rb")


class UnreadableEntry(Exception):
    """A single file cannot be read; the others can."""


@contextmanager
def open_tree(path: Path, limits: ArchiveLimits, encoding: str = AUTO) -> Iterator[Tree]:
    """Yields the files in the folder or zip at `path`.

    Args:
        encoding: of a zip's names; see `file_names.decoded_names`.
    Raises:
        DataMissing: there is no such file, it is neither folder nor zip, it is damaged, or it exceeds `limits`.
    """
    if path.is_dir():
        yield _folder(path, limits)
        return
    if not path.is_file():
        raise DataMissing("pictures.missing", path=path.name[-80:])
    if path.stat().st_size > limits.archive_bytes:
        raise DataMissing("pictures.archive_bytes", limit=limits.archive_bytes // MB)
    with _Bounded(path) as file:
        try:
            archive = zipfile.ZipFile(file)
        except READ_ERRORS:
            raise DataMissing("pictures.no_zip", path=path.name[-80:]) from None
        file.is_listed = True
        with archive:
            infos = archive.infolist()
            names, chosen = decoded_names(infos, encoding)
            tree = Tree(limits=limits, _zip=archive, encoding=chosen)
            yield _listed(tree, _zip_entries(zip(infos, names, strict=True), tree.folders))


class _Bounded(io.FileIO):
    """A zip file whose table of contents, which is read in one piece, is bounded; its files have their own limits."""

    is_listed = False

    def read(self, size: int = -1) -> bytes:
        size = size if size >= 0 else os.fstat(self.fileno()).st_size - self.tell()
        if size > MOST_DIRECTORY_BYTES and not self.is_listed:
            raise ValueError("the table of contents is too large")
        return super().read(max(0, size))


def _listed(tree: Tree, found: Iterator[tuple[Entry, str]]) -> Tree:
    """Sorts `found` into entries to read and refused ones; operating systems' junk is skipped without a record."""
    total = 0
    for count, (entry, reason) in enumerate(found, 1):
        if count > MOST_FILES:
            raise DataMissing("pictures.files", limit=f"{MOST_FILES:,}")
        if is_junk(entry.parts):
            continue
        refused = reason or _reason(entry, tree.limits)
        if refused:
            tree.refused.append((entry.name, refused))
            continue
        total += entry.size
        if total > tree.limits.unpacked_bytes:
            raise DataMissing("pictures.unpacked", limit=tree.limits.unpacked_bytes // MB)
        tree.entries.append(entry)
    tree.entries.sort(key=lambda entry: entry.parts)
    return tree


def is_junk(parts: tuple[str, ...]) -> bool:
    """Whether an operating system made the file: hidden files, macOS's and Windows' own."""
    return any(part.startswith(".") or part.casefold() in JUNK for part in parts if part not in (".", ".."))


def _reason(entry: Entry, limits: ArchiveLimits) -> str:
    if not entry.parts or ".." in entry.parts:
        return "outside"
    if len(entry.parts) > MOST_DEPTH:
        return "deep"
    return "large" if entry.size > limits.file_bytes else ""


def _zip_entries(
    infos: Iterable[tuple[zipfile.ZipInfo, str]], folders: set[tuple[str, ...]]
) -> Iterator[tuple[Entry, str]]:
    for info, name in infos:
        parts = tuple(part for part in name.replace("\\", "/").split("/") if part not in ("", "."))
        if info.is_dir():
            folders.add(parts)
            continue
        entry = Entry(parts, info.file_size, info.CRC, info)
        is_absolute = name.startswith(("/", "\\")) or name[1:2] == ":"
        mode = info.external_attr >> 16
        if is_absolute:
            yield entry, "outside"
        elif stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            yield entry, "link"
        elif info.flag_bits & 1:
            yield entry, "locked"
        elif info.compress_type not in PACKINGS:  # Python decompresses the others without a limit
            yield entry, "method"
        elif info.file_size > max(SMALL_BYTES, MOST_RATIO * info.compress_size):
            yield entry, "packed"
        else:
            yield entry, ""


def _folder(root: Path, limits: ArchiveLimits) -> Tree:
    try:
        tree = Tree(limits=limits)
        return _listed(tree, _folder_entries(root, (), tree.folders))
    except OSError as error:
        raise DataMissing("pictures.unreadable", path=root.name[-80:], reason=error.strerror or error) from None


def _folder_entries(folder: Path, parts: tuple[str, ...], folders: set[tuple[str, ...]]) -> Iterator[tuple[Entry, str]]:
    with os.scandir(folder) as listing:
        for one in sorted(listing, key=lambda entry: entry.name):
            here = (*parts, one.name.encode(errors="replace").decode())
            if is_junk(here):
                continue
            if one.is_symlink() or not (one.is_file(follow_symlinks=False) or one.is_dir(follow_symlinks=False)):
                yield Entry(here, 0, 0, one.path), "link"
            elif one.is_file(follow_symlinks=False):
                status = one.stat(follow_symlinks=False)
                yield Entry(here, status.st_size, status.st_mtime_ns, one.path), ""
            elif len(here) < MOST_DEPTH:
                folders.add(here)
                yield from _folder_entries(Path(one.path), here, folders)
            else:
                yield Entry(here, 0, 0, one.path), "deep"
