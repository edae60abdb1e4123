"""Uploads are judged by content; every refusal is a sentence; names and sizes are made for people."""

import contextlib
import hashlib
import io
import random
import struct
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.files import KINDS, FileRejected, extract_text, human_size, inspect, safe_name
from portal.files import zips as zips_module
from portal.files.kinds import MB
from portal.files.names import extension_of
from tests.file_samples import (
    SAMPLES,
    make_docx,
    make_gif,
    make_jpeg,
    make_ole,
    make_pdf,
    make_png,
    make_webp,
    members,
    zipped,
)

DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def refusal(data: bytes, name: str = "", **options: int) -> str:
    with pytest.raises(FileRejected) as caught:
        inspect(io.BytesIO(data), name, **options)
    assert str(caught.value).endswith("。")
    return str(caught.value)


def test_samples_cover_every_kind() -> None:
    assert set(SAMPLES) == set(KINDS)


@pytest.mark.parametrize("slug", KINDS)
def test_inspect_accepts_every_kind(slug: str) -> None:
    data = SAMPLES[slug]()
    file = io.BytesIO(data)
    file.seek(5)
    facts = inspect(file, f"附件.{KINDS[slug].extensions[-1].upper()}")
    assert (facts.kind, facts.mime, facts.size) == (slug, KINDS[slug].mime, len(data))
    assert facts.sha256 == hashlib.sha256(data).hexdigest()
    assert facts.pages == {"pdf": 2, "ofd": 2, "pptx": 3}.get(slug)
    assert file.tell() == 0


@pytest.mark.parametrize("slug", sorted(set(KINDS) - {"wps", "et", "csv", "vtt"}))
def test_inspect_without_an_extension_goes_by_content(slug: str) -> None:
    assert inspect(io.BytesIO(SAMPLES[slug]()), "附件").kind == slug


@pytest.mark.parametrize(
    ("slug", "name", "words"),
    [
        ("docx", "通知.pdf", (".pdf", "DOCX")),
        ("pdf", "通知.docx", (".docx", "PDF")),
        ("zip", "通知.docx", (".docx", "ZIP")),
        ("xlsx", "表.xls", (".xls", "XLSX")),
        ("doc", "表.xls", (".xls", "DOC")),
        ("png", "图.jpg", (".jpg", "PNG")),
        ("txt", "通知.doc", (".doc", "文本文件")),
        ("pdf", "数据.dat", (".dat", "PDF")),
    ],
)
def test_inspect_name_contradicts_content_says_both(slug: str, name: str, words: tuple[str, ...]) -> None:
    sentence = refusal(SAMPLES[slug](), name)
    assert all(word in sentence for word in words)


@pytest.mark.parametrize(
    ("data", "name", "word"),
    [
        (b"", "a.pdf", "空的"),
        (b"MZ\x90\0" + b"\0" * 200, "a.exe", "可执行"),
        (b"MZ\x90\0" + b"\0" * 200, "通知.pdf", "可执行"),
        (b"#!/bin/sh\nrm -rf /\n", "a.txt", "脚本"),
        (b"<!DOCTYPE html><html></html>", "a.html", "网页"),
        (b"\xef\xbb\xbf \n<!-- x -->\n<script>alert(1)</script>", "a.txt", "网页"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a.png", "网页"),
        (b'<?xml version="1.0"?><svg/>', "a.svg", "网页"),
        (b"<html><body>%PDF-1.7</body></html>", "a.pdf", "网页"),
        (b"alert(1)\n", "a.js", ".js"),
        (b"%PDF-1.4\n", "a.pdf.exe", ".exe"),
        (b"{\\rtf1 x}", "a.doc", "RTF"),
        (b"Rar!\x1a\x07\x01\0", "a.zip", "ZIP"),
        (b"BM" + b"\0" * 60, "a.png", "BMP"),
        (random.Random(1).randbytes(4000), "a.txt", "无法识别"),
        ("文本".encode("utf-16"), "a.txt", "无法识别"),
    ],
)
def test_inspect_refuses_forbidden_and_unknown_content(data: bytes, name: str, word: str) -> None:
    if name == "a.pdf.exe":
        data = make_pdf()
    assert word in refusal(data, name)


def test_inspect_limit_of_the_caller() -> None:
    assert "上限 1 KB" in refusal(b"x" * 1025, "a.txt", limit=1024)
    assert inspect(io.BytesIO(b"x" * 1024), "a.txt", limit=1024).size == 1024


def test_inspect_limit_of_the_kind() -> None:
    sentence = refusal(b"x" * (10 * MB + 1), "a.txt")
    assert "文本文件的上限 10 MB" in sentence


@pytest.mark.parametrize("slug", sorted(set(KINDS) - {"txt", "csv", "vtt", "mp3"}))  # these have no end that is missed
def test_inspect_refuses_a_truncated_file(slug: str) -> None:
    data = SAMPLES[slug]()
    assert refusal(data[: len(data) * 2 // 3], f"附件.{KINDS[slug].extensions[0]}")


@pytest.mark.parametrize("slug", ["docx", "xlsx", "ofd", "zip"])
def test_inspect_refuses_a_flipped_byte_inside(slug: str) -> None:
    data = bytearray(SAMPLES[slug]())
    data[len(data) // 3] ^= 0xFF
    assert "损坏" in refusal(bytes(data), f"附件.{slug}")


def test_inspect_refuses_pdf_with_a_password() -> None:
    assert "打开密码" in refusal(make_pdf(password="secret"), "a.pdf")


def test_inspect_refuses_pdf_that_is_only_a_shell() -> None:
    assert "损坏" in refusal(b"%PDF-1.7\nnothing here\n%%EOF\n", "a.pdf")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (make_ole("EncryptedPackage", "EncryptionInfo"), "密码"),
        (make_ole("WordDocument", start=b"\xec\xa5" + b"\0" * 8 + b"\x00\x01"), "密码"),
        (make_ole("Workbook", start=struct.pack("<HH", 0x809, 4) + b"\0" * 4 + struct.pack("<HH", 0x2F, 2)), "密码"),
        (make_ole("WordDocument", "Macros"), "宏"),
        (make_ole("Workbook", "_VBA_PROJECT_CUR"), "宏"),
        (make_ole("PowerPoint Document"), "PPTX"),
        (make_ole("__nameid_version1.0"), "没有文档"),
        (make_ole("WordDocument", claimed=9_000_000), "损坏"),
        (make_ole("WordDocument", directory=5000), "损坏"),
    ],
)
def test_inspect_refuses_old_office_files(data: bytes, word: str) -> None:
    assert word in refusal(data)


def test_inspect_workbook_that_begins_in_sector_zero() -> None:
    assert inspect(io.BytesIO(make_ole("Workbook", first=0)), "a.xls").kind == "xls"


def test_inspect_ole_directory_that_loops() -> None:
    data = bytearray(make_ole("WordDocument"))
    struct.pack_into("<I", data, 512 + 4, 1)  # the FAT says that the directory continues in itself
    assert "损坏" in refusal(bytes(data), "a.doc")


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "customXml/VBAPROJECT.BIN"])
def test_inspect_refuses_macros(part: str) -> None:
    assert "宏" in refusal(zipped({**members(make_docx()), part: b"x"}), "a.docx")


def test_inspect_refuses_macro_content_type() -> None:
    files = members(make_docx())
    types = files["[Content_Types].xml"].replace(
        DOCUMENT_TYPE.encode(), b"application/vnd.ms-word.document.macroEnabled.main+xml"
    )
    assert "宏" in refusal(zipped({**files, "[Content_Types].xml": types}), "a.docx")


def test_inspect_refuses_macros_inside_an_archive() -> None:
    inner = zipped({**members(make_docx()), "word/vbaProject.bin": b"x"})
    assert "宏" in refusal(zipped({"a.docx": inner}), "a.zip")


def test_inspect_refuses_ratio_bomb() -> None:
    assert "压缩炸弹" in refusal(zipped({"a.bin": b"\0" * (20 * MB)}), "a.zip")


def test_inspect_refuses_expanded_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips_module._Budget, "__init__", _budget(entries=10, expanded=1000))
    assert "压缩炸弹" in refusal(zipped({"a.bin": b"ab" * 400, "b.bin": b"cd" * 400}), "a.zip")


def test_inspect_shares_the_budget_with_nested_archives(monkeypatch: pytest.MonkeyPatch) -> None:
    inner = zipped({"a.bin": b"ab" * 400}, zipfile.ZIP_STORED)
    monkeypatch.setattr(zips_module._Budget, "__init__", _budget(entries=10, expanded=len(inner) + 700))
    assert "压缩炸弹" in refusal(zipped({"a.zip": inner}), "a.zip")


def _budget(entries: int, expanded: int) -> Callable[[zips_module._Budget], None]:
    def init(self: zips_module._Budget) -> None:
        self.entries, self.expanded = entries, expanded

    return init


def test_inspect_refuses_too_many_entries() -> None:
    many = {f"{index}.txt": b"" for index in range(zips_module.MAX_ENTRIES + 1)}
    assert "超过 5000 个" in refusal(zipped(many, zipfile.ZIP_STORED), "a.zip")


def test_inspect_nesting_three_deep_is_the_end() -> None:
    data = zipped({"a.txt": b"x"})
    for level in range(3):
        data = zipped({f"{level}.zip": data})
        if level < 2:
            assert inspect(io.BytesIO(data), "a.zip").kind == "zip"
    assert "嵌套" in refusal(data, "a.zip")


@pytest.mark.parametrize("name", ["../a.txt", "x/../../a.txt", "/etc/passwd", "..\\a.txt", "C:\\a.txt", "\\\\host\\a"])
def test_inspect_refuses_paths_that_leave_the_archive(name: str) -> None:
    assert "包外" in refusal(zipped({name: b"x"}), "a.zip")


def test_inspect_accepts_colons_in_an_entry_name() -> None:
    assert inspect(io.BytesIO(zipped({"会议/12:30 记录.txt": b"x"})), "a.zip").kind == "zip"


def test_inspect_refuses_symbolic_links() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert "符号链接" in refusal(buffer.getvalue(), "a.zip")


def test_inspect_refuses_encrypted_archive() -> None:
    data = bytearray(zipped({"a.txt": b"x"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "密码" in refusal(bytes(data), "a.zip")


@pytest.mark.parametrize(
    ("files", "word"),
    [
        ({}, "空的"),
        ({"folder/": b""}, "空的"),
        ({"setup.EXE": b"data"}, "setup.EXE"),
        ({"photo.jpg": b"MZ\x90\0"}, "可执行"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}, "ODF"),
        ({"[Content_Types].xml": b"<Types/>"}, "无法识别"),
    ],
)
def test_inspect_refuses_archives_by_what_is_inside(files: dict[str, bytes], word: str) -> None:
    assert word in refusal(zipped(files), "a.zip")


@pytest.mark.parametrize("maker", [make_png, make_jpeg, make_gif, make_webp])
def test_inspect_refuses_giant_and_empty_images(maker: Callable[[int, int], bytes]) -> None:
    assert "31000×10 像素" in refusal(maker(31_000, 10))
    assert "20000×20000 像素" in refusal(maker(20_000, 20_000))
    assert inspect(io.BytesIO(maker(1080, 20_000)), "长图").kind in KINDS


def test_inspect_refuses_image_without_height() -> None:
    assert "为零" in refusal(make_png(5, 0))


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(sorted(KINDS)), st.data())
def test_inspect_damaged_files_are_accepted_or_refused_never_crash(slug: str, data: st.DataObject) -> None:
    content = bytearray(_cached(slug))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(content[: data.draw(st.integers(0, len(content)))])
    with contextlib.suppress(FileRejected):
        assert inspect(io.BytesIO(cut), "附件").kind in KINDS
    assert isinstance(extract_text(io.BytesIO(cut), slug).note, str)


_made: dict[str, bytes] = {}


def _cached(slug: str) -> bytes:
    return _made.setdefault(slug, SAMPLES[slug]())


# Names and sizes


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("../../etc/passwd", "", "passwd"),
        ("C:\\Users\\王\\通知.docx", "docx", "通知.docx"),
        ("通知\u202excod.exe", "pdf", "通知xcod.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "pdf", "aSet-Cookie_ x.pdf"),
        ("照片.JPEG", "jpeg", "照片.jpeg"),
        ("照片.png", "jpeg", "照片.jpg"),
        ("沪府〔2024〕3号.通知", "pdf", "沪府〔2024〕3号.通知.pdf"),
        ("", "pdf", "附件.pdf"),
        ("...", "zip", "附件.zip"),
        ("CON.txt", "txt", "_CON.txt"),
        ("　第一　章 .pdf", "pdf", "第一 章.pdf"),
    ],
)
def test_safe_name(name: str, kind: str, expected: str) -> None:
    assert safe_name(name, kind) == expected


@given(st.text(max_size=300), st.sampled_from(["", *KINDS]))
def test_safe_name_is_always_savable(name: str, kind: str) -> None:
    safe = safe_name(name, kind)
    assert 1 <= len(safe) <= 120
    assert len(safe.encode()) <= 255
    assert not set(safe) & set('/\\<>:"|?*\0\n\u202e\u200b')
    assert safe == safe.strip()
    if kind:
        assert extension_of(safe) in KINDS[kind].extensions
        assert safe_name(safe, kind) == safe


def test_safe_name_cuts_the_stem_not_the_extension() -> None:
    safe = safe_name("岚" * 300 + ".docx", "docx")
    assert safe.endswith("岚.docx")
    assert len(safe_name("a" * 300 + ".docx", "docx")) == 120


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, "0 字节"),
        (823, "823 字节"),
        (1024, "1 KB"),
        (1536, "1.5 KB"),
        (12 * 1024, "12 KB"),
        (1024 * 1024 - 1, "1 MB"),
        (10 * MB, "10 MB"),
        (5 * 1024 * MB, "5 GB"),
        (5000 * 1024 * MB, "5000 GB"),
    ],
)
def test_human_size(size: int, expected: str) -> None:
    assert human_size(size) == expected
