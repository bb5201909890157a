"""Formats of picture files by their first bytes: those that are accepted, and names for the others."""

import re

from googlenet.common.errors import BadImage

ACCEPTED = ("PNG", "JPEG", "WEBP", "GIF")
# A file of the ISO media family names its brand and those that it is compatible with.
BRANDS = {
    "AVIF": (b"avif", b"avis"),
    "HEIC": (
        *(b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs"),
        *(b"mif1", b"mif2", b"mif3", b"msf1", b"heif", b"unif"),
    ),
    "JPEG XL": (b"jxl ",),
    "JPEG 2000": (b"jp2 ", b"jpx ", b"jph "),
    "RAW": (b"crx ",),
}
STARTS = {  # the longer ones first: most cameras' raw files are TIFF files of a kind
    b"II*\0\x10\0\0\0CR": "RAW",
    b"IIRO": "RAW",
    b"IIRS": "RAW",
    b"MMOR": "RAW",
    b"IIU\0": "RAW",
    b"FUJIFILMCCD-RAW": "RAW",
    b"FOVb": "RAW",
    b"\0MRM": "RAW",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"II+\0": "TIFF",
    b"MM\0+": "TIFF",
    b"BM": "BMP",
    b"%PDF": "PDF",
    b"8BPS": "PSD",
    b"\0\0\1\0": "ICO",
    b"\0\0\2\0": "ICO",
    b"\xff\x0a": "JPEG XL",
    b"\xff\x4f\xff\x51": "JPEG 2000",
    b"qoif": "QOI",
}
MAKERS = re.compile(
    rb"NIKON|Canon|SONY|PENTAX|OLYMPUS|Panasonic|SAMSUNG|DNG|Adobe DNG|LEICA|Hasselblad|Phase One", re.IGNORECASE
)
HEAD_BYTES = 4096


def format_of(data: bytes) -> str:
    """Returns the name among `ACCEPTED` that the first bytes declare.

    Raises:
        BadImage: it is another format, which the sentence names where it is a well-known one.
    """
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    name, accepted = _other_format(data[:HEAD_BYTES]), ", ".join(ACCEPTED)
    if name == "HEIC":
        raise BadImage("error.image_heic", accepted=accepted)
    if name:
        raise BadImage("error.image_format", name=name, accepted=accepted)
    raise BadImage("error.image_unknown", accepted=accepted)


def _other_format(head: bytes) -> str | None:
    """Returns the name of a well-known format that is not accepted."""
    kind = head[4:8]
    if kind in (b"JXL ", b"jP  "):
        return "JPEG XL" if kind == b"JXL " else "JPEG 2000"
    if kind == b"ftyp":
        box = head[8 : max(16, int.from_bytes(head[:4], "big"))]
        brands = {box[:4], *(box[at : at + 4] for at in range(8, len(box), 4))}
        return next((name for name, known in BRANDS.items() if brands & set(known)), None)
    if b"<svg" in head[:1000]:
        return "SVG"
    name = next((name for start, name in STARTS.items() if head.startswith(start)), None)
    return "RAW" if name == "TIFF" and MAKERS.search(head) else name
