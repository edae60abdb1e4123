"""ZIP containers: Office Open XML, OFD and plain archives, opened without trusting what they claim."""

import posixpath
import re
import stat
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, BinaryIO

from portal.files.kinds import MB, PROGRAM_EXTENSIONS, FileRejected
from portal.files.names import extension_of

MAX_ENTRIES = 5_000
MAX_EXPANDED = 512 * MB
MAX_RATIO = 200  # deflate of ordinary office XML stays under 50; zeros reach 1,000
RATIO_FLOOR = 8 * MB  # below this a high ratio harms nobody
MAX_DEPTH = 3  # archive > document > embedded table
CONTENT_TYPES = "[Content_Types].xml"

_MAIN_PARTS = {
    "wordprocessingml.document.main+xml": "docx",
    "spreadsheetml.sheet.main+xml": "xlsx",
    "presentationml.presentation.main+xml": "pptx",
    "presentationml.slideshow.main+xml": "pptx",
}
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"dex\n")
_DAMAGED = "文件不完整或已损坏，无法解开。请重新导出后上传。"
_MACROS = "文件中含有宏。请另存为不含宏的格式（DOCX、XLSX、PPTX）后再上传。"
_CHUNK = 256 * 1024
_READ_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    RuntimeError,
    MemoryError,
)


@dataclass
class _Budget:
    """What one upload may still unfold, shared by everything nested in it."""

    entries: int = MAX_ENTRIES
    expanded: int = MAX_EXPANDED


def judge_zip(file: BinaryIO) -> str:
    """Kind slug: docx, xlsx, pptx, ofd or zip. Every entry is unpacked once, so its checksum is proved."""
    return _survey(file, _Budget(), 1)


def _survey(file: IO[bytes], budget: _Budget, depth: int) -> str:
    if depth > MAX_DEPTH:
        raise FileRejected(f"压缩包层层嵌套超过 {MAX_DEPTH} 层，不能上传。请解开后重新打包。")
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except _READ_ERRORS:
        raise FileRejected(_DAMAGED) from None
    with archive:
        entries = archive.infolist()
        _check_listing(entries, budget)
        names = {entry.filename for entry in entries}
        slug = _kind(archive, names)
        for entry in entries:
            _check_entry(archive, entry, budget, depth, plain=slug == "zip")
    return slug


def _check_listing(entries: list[zipfile.ZipInfo], budget: _Budget) -> None:
    if not any(not entry.is_dir() for entry in entries):
        raise FileRejected("压缩包是空的。")
    budget.entries -= len(entries)
    if budget.entries < 0:
        raise FileRejected(f"压缩包内的文件超过 {MAX_ENTRIES} 个，不能上传。请分成几个包。")
    budget.expanded -= sum(entry.file_size for entry in entries)
    if budget.expanded < 0:
        raise FileRejected(f"文件解开后超过 {MAX_EXPANDED // MB} MB，疑似压缩炸弹，不能上传。")
    for entry in entries:
        _check_header(entry)


def _check_header(entry: zipfile.ZipInfo) -> None:
    parts = re.split(r"[/\\]", entry.orig_filename)
    if ".." in parts or not parts[0] or re.match(r"[A-Za-z]:", parts[0]) or "\0" in entry.orig_filename:
        raise FileRejected("压缩包内有指向包外的路径，不能上传。请重新打包。")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise FileRejected("压缩包内有符号链接，不能上传。请换成实际文件后重新打包。")
    if entry.flag_bits & 0x1:
        raise FileRejected("压缩包设有密码，公众无法打开。请取消密码后再上传。")
    if entry.file_size > RATIO_FLOOR and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise FileRejected("文件的压缩比异常，疑似压缩炸弹，不能上传。")


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    if any(posixpath.basename(name).lower() == "vbaproject.bin" for name in names):
        raise FileRejected(_MACROS)
    if CONTENT_TYPES in names:
        types = content_types(archive)
        if "macroEnabled" in types:
            raise FileRejected(_MACROS)
        for marker, slug in _MAIN_PARTS.items():
            if marker in types:
                return slug
        raise FileRejected("无法识别这个 Office 文件。可以上传 DOCX、XLSX、PPTX，模板和放映文件请先另存。")
    if "OFD.xml" in names:
        return "ofd"
    if "mimetype" in names:
        raise FileRejected("不接受 ODF、EPUB 格式，请另存为 DOCX、XLSX 或 PDF 后再上传。")
    return "zip"


def content_types(archive: zipfile.ZipFile) -> str:
    """The part list of an Office Open XML package, as text."""
    try:
        with archive.open(CONTENT_TYPES) as part:
            return part.read(2 * MB).decode("utf-8", errors="replace")
    except _READ_ERRORS:
        raise FileRejected(_DAMAGED) from None


def main_part(archive: zipfile.ZipFile, marker: str) -> str:
    """Name of the part whose content type contains `marker`; KeyError when the package has none."""
    for override in re.findall(r"<[\w:]*Override\b[^>]*>", content_types(archive)):
        if marker in override and (name := re.search(r"""PartName\s*=\s*["']/?([^"']+)""", override)):
            return name[1]
    raise KeyError(marker)


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: _Budget, depth: int, *, plain: bool) -> None:
    if plain and extension_of(entry.filename) in PROGRAM_EXTENSIONS:
        raise FileRejected(f"压缩包内有不允许发布的文件：{posixpath.basename(entry.filename)}。")
    try:
        with archive.open(entry) as source, tempfile.SpooledTemporaryFile(max_size=8 * MB) as copy:
            head = source.read(_CHUNK)
            if head.startswith(_PROGRAMS):
                raise FileRejected("文件内夹带可执行程序，不能上传。")
            nested = head.startswith(b"PK\x03\x04")
            while chunk := head or source.read(_CHUNK):
                head = b""
                if nested:
                    copy.write(chunk)
            if nested:
                _survey(copy, budget, depth + 1)
    except FileRejected:
        raise
    except _READ_ERRORS:
        raise FileRejected(_DAMAGED) from None
