"""Names of files: plain ones to show, the order in which people sort them, and those in a zip.

Tools write names into a zip in the encoding of their system, without saying which. One encoding serves the whole
archive: that of a single name can seldom be recognized.
"""

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Sequence

ENCODINGS = ("utf-8", "gb18030", "big5", "shift_jis", "cp949", "cp866", "cp1252", "cp437")
AUTO = "auto"
MOST_NAME = 60  # characters of a class's name
UTF8_FLAG = 0x800
UNICODE_PATH = 0x7075  # Info-ZIP's extra field: version, checksum of the raw name, the name in UTF-8


def plain_name(text: str, most: int = MOST_NAME) -> str:
    """Returns `text` as a safe name: one line, no control characters, no angle brackets, of bounded length."""
    kept = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in unicodedata.normalize("NFC", text))
    shown = "".join(c for c in kept if unicodedata.category(c)[0] != "C").translate({60: "‹", 62: "›"})
    return " ".join(shown.split())[:most] or "?"


def natural(name: str) -> tuple:
    """Returns the key by which people sort names: 2 before 10, upper and lower case alike."""
    pieces = re.split(r"([0-9]+)", name.casefold())
    return tuple((int(one), "") if number % 2 else (-1, one) for number, one in enumerate(pieces)), name


def decoded_names(infos: Sequence[zipfile.ZipInfo], encoding: str = AUTO) -> tuple[list[str], str]:
    """Returns the entries' names, and the encoding of those that do not say theirs; "" where there are none.

    Args:
        encoding: one of `ENCODINGS`, or "auto": the first that fits all names and makes words of them.
    """
    raws = [_raw(info) for info in infos]
    unflagged = [raw for raw in raws if raw is not None and not raw.isascii()]
    chosen = encoding if encoding != AUTO else guess_encoding(unflagged)
    names = [
        (_unicode_path(info) or info.filename) if raw is None else raw.decode(chosen, errors="replace")
        for info, raw in zip(infos, raws, strict=True)
    ]
    return names, chosen if unflagged else ""


def _raw(info: zipfile.ZipInfo) -> bytes | None:
    """The name's bytes where it does not say that it is UTF-8; Python reads them as code page 437."""
    if info.flag_bits & UTF8_FLAG or _unicode_path(info):
        return None
    try:
        return info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return None


def _unicode_path(info: zipfile.ZipInfo) -> str | None:
    extra = info.extra
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if kind == UNICODE_PATH and size > 5:
            try:
                return extra[9 : 4 + size].decode("utf-8")
            except UnicodeDecodeError:
                return None
        extra = extra[4 + size :]
    return None


def guess_encoding(names: Iterable[bytes]) -> str:
    """Returns the first of `ENCODINGS` that fits all `names`, which are not ASCII, and makes words of them."""
    names = list(names)
    texts = {encoding: decoded for encoding in ENCODINGS if (decoded := _decoded(names, encoding))}
    return next(
        (encoding for encoding in TESTS if encoding in texts and TESTS[encoding](names, texts[encoding])), "cp437"
    )


def _decoded(names: list[bytes], encoding: str) -> list[str] | None:
    """The names, or None where one does not fit or has other signs than words have."""
    try:
        texts = [name.decode(encoding) for name in names]
    except UnicodeDecodeError:
        return None
    beyond = {one for text in texts for one in text if ord(one) > 127}
    is_words = all(unicodedata.category(one)[0] in "LMN" or one in PUNCTUATION for one in beyond)
    return texts if is_words or encoding == "utf-8" else None


def _folders(names: Iterable[bytes]) -> list[bytes]:
    """The folders in the names; of a name without any, itself."""
    return [part for name in names for part in (name.replace(b"\\", b"/").split(b"/")[:-1] or [name])]


def _has_plain_letters(names: Iterable[bytes]) -> bool:
    """Whether a folder has ASCII letters that are no second byte of a pair."""
    return any(re.search(rb"[A-Za-z]", PAIR.sub(b"", part)) for part in _folders(names))


def _is_utf8(names: list[bytes], texts: list[str]) -> bool:
    """Whether it is UTF-8 and not a Chinese character or two, whose bytes are those of accented letters by themselves."""
    is_latin = all(ord(one) < 256 for text in texts for one in text)
    return not is_latin or _has_plain_letters(names) or _decoded(names, "gb2312") is None


def _is_japanese(_: list[bytes], texts: list[str]) -> bool:
    """Whether there are kana of full width; those of half width are what Chinese bytes look like."""
    whole = "".join(texts)
    return any("\u3040" <= one <= "\u30ff" for one in whole) and not any("\uff61" <= one <= "\uff9f" for one in whole)


def _is_chinese(names: list[bytes], _: list[str]) -> bool:
    """Whether second bytes are mostly beyond ASCII, or no plain letter stands in a name.

    A Western word read as Chinese pairs each accented letter with the plain one that follows.
    """
    seconds = [pair[1] for part in _folders(names) for pair in PAIR.findall(part)]
    return sum(byte > 127 for byte in seconds) * 2 >= len(seconds) or not _has_plain_letters(names)


def _is_cyrillic(names: list[bytes], texts: list[str]) -> bool:
    beyond = [one for text in texts for one in text if ord(one) > 127]
    return all("\u0400" <= one <= "\u04ff" for one in beyond) and not _has_plain_letters(names)


def _is_western(*_: object) -> bool:
    return True


PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
PUNCTUATION = "·—…、。《》「」『』【】（）！，：；？～・ー–‘’“”"
# In this order; each has what distinguishes it from those after it. Korean and Chinese bytes look alike.
TESTS: dict[str, Callable[[list[bytes], list[str]], bool]] = {
    "utf-8": _is_utf8,
    "shift_jis": _is_japanese,
    "gb18030": _is_chinese,
    "big5": _is_chinese,
    "cp949": _is_chinese,
    "cp866": _is_cyrillic,
    "cp437": _is_western,
    "cp1252": _is_western,
}
