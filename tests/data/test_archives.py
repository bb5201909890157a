"""Folders and zips of strangers: what may be read is listed, the rest is named with its reason, nothing is unpacked."""

import os
import struct
import zipfile

import pytest

from googlenet.common.errors import DataMissing
from googlenet.data import archives
from googlenet.data.archives import MB, ArchiveLimits, UnreadableEntry, open_tree
from tests.zips import link, on_disk, png, renamed, sound, zipped

LIMITS = ArchiveLimits(archive_bytes=4 * MB, unpacked_bytes=2 * MB, file_bytes=MB)


def listed(path, limits=LIMITS):
    with open_tree(path, limits) as tree:
        return {entry.name: tree.read(entry) for entry in tree.entries}, dict(tree.refused)


def refusal(path, limits=LIMITS):
    with pytest.raises(DataMissing) as caught:
        listed(path, limits)
    assert all("\n" not in caught.value.message(lang) for lang in ("en", "zh"))
    return caught.value.key.removeprefix("pictures.")


def test_a_zip_and_the_folder_that_it_was_made_of_read_alike(tmp_path):
    files = sound() | {"notes.txt": b"words"}
    assert listed(zipped(tmp_path / "it.zip", files)) == listed(on_disk(tmp_path / "it", files)) == (files, {})


@pytest.mark.parametrize("name", ["../up.png", "a/../../up.png", "/etc/up.png", "C:/up.png", "\\\\host\\up.png", ".."])
def test_a_path_that_leads_out_is_refused_and_nothing_is_written(tmp_path, name):
    (tmp_path / "in").mkdir()
    found, refused = listed(zipped(tmp_path / "in" / "it.zip", sound() | {name: png(1)}))
    assert set(found) == set(sound())
    assert list(refused.values()) == ["outside"]
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "it.zip"]


def test_links_are_not_followed(tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(png(9))
    found, refused = listed(zipped(tmp_path / "it.zip", sound() | {link("a/link.png"): str(secret)}))
    assert refused == {"a/link.png": "link"}
    folder = on_disk(tmp_path / "it", sound())
    (folder / "a" / "link.png").symlink_to(secret)
    (folder / "around").symlink_to(folder)
    os.mkfifo(folder / "b" / "pipe.png")
    found_on_disk, refused = listed(folder)
    assert refused == {"a/link.png": "link", "around": "link", "b/pipe.png": "link"}
    assert found == found_on_disk == sound()


def test_a_link_put_there_after_the_listing_is_not_followed(tmp_path):
    folder = on_disk(tmp_path / "it", {"a/1.png": png(1)})
    with open_tree(folder, LIMITS) as tree:
        (folder / "a" / "1.png").rename(tmp_path / "moved.png")
        (folder / "a" / "1.png").symlink_to(tmp_path / "moved.png")
        with pytest.raises(UnreadableEntry):
            tree.read(tree.entries[0])


def test_what_systems_leave_behind_is_passed_over_in_silence(tmp_path):
    junk = dict.fromkeys(("__MACOSX/a/._1.png", "a/.DS_Store", "a/Thumbs.db", ".git/config", "a/._2.png"), b"")
    for path in (zipped(tmp_path / "it.zip", sound() | junk), on_disk(tmp_path / "it", sound() | junk)):
        assert listed(path) == (sound(), {})


def test_a_bomb_is_known_by_its_ratio_before_it_is_read(tmp_path):
    path = zipped(tmp_path / "it.zip", sound() | {"a/bomb.png": bytes(900_000)}, zipfile.ZIP_DEFLATED)
    assert listed(path)[1] == {"a/bomb.png": "packed"}


def test_one_file_too_large_is_left_out_and_all_together_are_refused(tmp_path):
    noise = os.urandom(MB)
    assert listed(zipped(tmp_path / "one.zip", sound() | {"a/0.jpg": noise + b"0"}))[1] == {"a/0.jpg": "large"}
    many = {f"a/{number}.jpg": noise for number in range(3)}
    assert refusal(zipped(tmp_path / "many.zip", many)) == "unpacked"
    assert refusal(on_disk(tmp_path / "many", many)) == "unpacked"


def test_a_file_that_holds_more_than_it_promised_is_not_believed(tmp_path):
    path = zipped(tmp_path / "it.zip", {"a/1.png": bytes(50_000)}, zipfile.ZIP_DEFLATED)
    data = bytearray(path.read_bytes())
    for signature, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):  # the size before packing, in both places
        struct.pack_into("<I", data, data.index(signature) + at, 10)
    path.write_bytes(data)
    with open_tree(path, LIMITS) as tree, pytest.raises(UnreadableEntry):
        tree.read(tree.entries[0])


def test_overlapping_entries_count_each_time_that_they_are_read(tmp_path):
    """Fifield's bomb (2019): many names share one file's bytes."""
    path = zipped(tmp_path / "it.zip", {"a/1.png": os.urandom(50_000)})
    with zipfile.ZipFile(path, "a") as archive:
        first = archive.filelist[0]
        for number in range(2, 80):
            twin = zipfile.ZipInfo(f"a/{number}.png")
            for name in ("CRC", "compress_size", "file_size", "header_offset", "external_attr"):
                setattr(twin, name, getattr(first, name))
            archive.filelist.append(twin)
        archive._didModify = True
    assert refusal(path) == "unpacked"


def test_a_giant_table_of_contents_is_not_read(tmp_path, monkeypatch):
    path = zipped(tmp_path / "it.zip", sound())
    monkeypatch.setattr(archives, "MOST_DIRECTORY_BYTES", 100)
    assert refusal(path) == "no_zip"


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_file_larger_than_any_table_of_contents_is_read(tmp_path, monkeypatch, compression):
    monkeypatch.setattr(archives, "MOST_DIRECTORY_BYTES", 10_000)
    noise = {"a/1.jpg": os.urandom(500_000)}
    assert listed(zipped(tmp_path / "it.zip", noise, compression)) == (noise, {})


def test_too_many_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MOST_FILES", 9)
    assert refusal(zipped(tmp_path / "it.zip", sound())) == "files"
    assert refusal(on_disk(tmp_path / "it", sound())) == "files"


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all", b"PK\5\6" + bytes(16), b"\0" * 5000])
def test_what_is_no_zip_is_refused_in_words(tmp_path, data):
    path = tmp_path / "it.zip"
    path.write_bytes(data)
    assert refusal(path) == "no_zip"


def test_a_zip_cut_anywhere_is_refused_and_one_with_a_wrong_bit_loses_a_file_at_most(tmp_path):
    whole = zipped(tmp_path / "it.zip", sound()).read_bytes()
    for end in range(1, len(whole), len(whole) // 50):
        (tmp_path / "cut.zip").write_bytes(whole[:end])
        assert refusal(tmp_path / "cut.zip") == "no_zip"
    data = bytearray(whole)
    data[whole.index(b"\x89PNG") + 60] ^= 1
    (tmp_path / "bent.zip").write_bytes(data)
    with open_tree(tmp_path / "bent.zip", LIMITS) as tree:
        outcomes = []
        for entry in tree.entries:
            try:
                outcomes.append(tree.read(entry))
            except UnreadableEntry:
                outcomes.append(None)
    assert outcomes.count(None) == 1


def test_a_missing_path_and_a_zip_over_the_limit_are_refused(tmp_path):
    assert refusal(tmp_path / "nowhere") == "missing"
    assert refusal(zipped(tmp_path / "it.zip", sound()), ArchiveLimits(100, 2 * MB)) == "archive_bytes"


def test_a_locked_file_is_named_as_such(tmp_path):
    path = zipped(tmp_path / "it.zip", {"a/1.png": png(1)})
    data = bytearray(path.read_bytes())
    for signature, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(signature) + at] |= 1
    path.write_bytes(data)
    assert listed(path) == ({}, {"a/1.png": "locked"})


WRITTEN = {  # by tools that do not say in which encoding
    "utf-8": ("猫", "狗"),
    "gbk": ("猫", "狗", "镕堃", "喆"),
    "gb2312": ("猫",),
    "gb18030": ("喆",),
    "big5": ("貓", "狗"),
    "shift_jis": ("ねこ", "犬"),
    "cp866": ("кот", "собака"),
    "cp437": ("café", "Ärger"),
    "cp1252": ("naïve", "Ärger"),
}


def written(path, names, encoding):
    """A zip of one picture in each of the folders `names`."""
    raws = [name.encode(encoding) for name in names]
    fillers = [bytes([81 + number]) * len(raw) for number, raw in enumerate(raws)]
    zipped(path, {f"{filler.decode()}/1.png": png(number) for number, filler in enumerate(fillers)})
    for filler, raw in zip(fillers, raws, strict=True):
        renamed(path, filler, raw)
    return path


@pytest.mark.parametrize("encoding", WRITTEN)
def test_names_are_read_in_the_encoding_of_the_whole_archive(tmp_path, encoding):
    path = written(tmp_path / "it.zip", WRITTEN[encoding], encoding)
    assert sorted(listed(path)[0]) == sorted(f"{name}/1.png" for name in WRITTEN[encoding])


def test_an_encoding_can_be_chosen(tmp_path):
    path = written(tmp_path / "it.zip", ["고양이"], "cp949")
    with open_tree(path, LIMITS, "cp949") as tree:
        assert ([entry.name for entry in tree.entries], tree.encoding) == (["고양이/1.png"], "cp949")


def test_names_that_say_their_encoding_are_left_as_they_are(tmp_path):
    path = tmp_path / "it.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Ärger/1.png", png(1))  # flagged as UTF-8
        info = zipfile.ZipInfo("xx/1.png")
        info.extra = (
            b"\x75\x70" + (5 + len("猫/1.png".encode())).to_bytes(2, "little") + b"\1" + bytes(4) + "猫/1.png".encode()
        )
        archive.writestr(info, png(2))
    with open_tree(path, LIMITS) as tree:
        assert (sorted(entry.name for entry in tree.entries), tree.encoding) == (["Ärger/1.png", "猫/1.png"], "")


def test_folders_nested_without_end_are_cut_off(tmp_path):
    deep = "/".join("d" * 20)
    for path in (
        zipped(tmp_path / "it.zip", {f"{deep}/1.png": png(1)}),
        on_disk(tmp_path / "it", {f"{deep}/1.png": b""}),
    ):
        found, refused = listed(path)
        assert not found
        assert set(refused.values()) == {"deep"}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_python_would_unpack_without_a_limit_is_not_opened(tmp_path, method):
    """Few bytes of it can be gigabytes, whatever size it declares."""
    path = tmp_path / "it.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/1.png", png(1), zipfile.ZIP_DEFLATED)
        archive.writestr("a/2.png", bytes(1_000_000), method)
    assert listed(path) == ({"a/1.png": png(1)}, {"a/2.png": "method"})
