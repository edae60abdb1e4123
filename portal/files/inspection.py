"""What an uploaded file really is."""

import codecs
import hashlib
import re
from dataclasses import dataclass
from typing import BinaryIO

from portal.files.images import check_image
from portal.files.kinds import FORBIDDEN_EXTENSIONS, KINDS, TOTAL_LIMIT, FileRejected
from portal.files.names import extension_of, human_size
from portal.files.ole import MAGIC as OLE_MAGIC
from portal.files.ole import judge_ole
from portal.files.pdf import check_pdf
from portal.files.text import count_pages
from portal.files.zips import judge_zip

_CHUNK = 1024 * 1024
_HEAD = 4096
_ACCEPTED = "可以上传：PDF、OFD、Word、Excel、PPTX、WPS、ZIP、图片、MP3、MP4、字幕（VTT）、CSV 和文本文件。"
_IMAGES = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF87a", "gif"), (b"GIF89a", "gif"))
_MP4_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"M4A ", b"dash"}
_REFUSED = (
    ((b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa", b"#!"), "文件是可执行程序或脚本"),
    ((b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ"), "不接受这种压缩格式，请改用 ZIP"),
    ((b"{\\rtf",), "内容是 RTF 格式，请另存为 DOCX"),
    ((b"BM", b"II*\x00", b"MM\x00*"), "不接受 BMP、TIFF 图片，请另存为 PNG、JPEG 或 PDF"),
)
# What a browser would take for a page (WHATWG MIME Sniffing 7.1), plus other markup that can carry script.
_MARKUP = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype|\?xml|\?php|%|/?(?:html|head|body|script|iframe|h1|div|font|table|a|style|"
    rb"title|b|br|p|svg|meta|link|img|form|object|embed)[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")


@dataclass(frozen=True)
class FileFacts:
    """`kind` is a slug of KINDS, `size` in bytes, `sha256` in hex; `pages` None where the kind has no pages."""

    kind: str
    mime: str
    size: int
    sha256: str
    pages: int | None


def inspect(file: BinaryIO, name: str, *, limit: int = TOTAL_LIMIT, stored: bool = True) -> FileFacts:
    """Facts of a seekable binary file; its position is at the start again afterwards.

    FileRejected with a sentence for staff when its content, size or name may not be published. `limit` in bytes
    holds beside the limit of the kind, and alone for a file that is only read (not `stored`).
    """
    try:
        return _facts(file, name, limit, stored)
    finally:
        file.seek(0)


def _facts(file: BinaryIO, name: str, limit: int, stored: bool) -> FileFacts:
    size, sha256 = _digest(file, limit)
    extension = extension_of(name)
    slug = _judge(file, extension, size)
    kind = KINDS[slug]
    if extension in FORBIDDEN_EXTENSIONS:
        raise FileRejected(f"不允许发布 .{extension} 类型的文件。{_ACCEPTED}")
    if extension and extension not in kind.extensions:
        raise FileRejected(
            f"文件名的扩展名是 .{extension}，内容却是{kind.label}。请核对文件，改用扩展名 .{kind.extensions[0]}。"
        )
    if stored and size > kind.limit:
        raise _too_large(size, kind.limit, kind.label)
    return FileFacts(slug, kind.mime, size, sha256, _pages(file, slug, size))


def _digest(file: BinaryIO, limit: int) -> tuple[int, str]:
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise _too_large(max(size, _length(file)), limit, "文件")
        digest.update(chunk)
    if not size:
        raise FileRejected("文件是空的，没有任何内容。")
    return size, digest.hexdigest()


def _length(file: BinaryIO) -> int:
    file.seek(0, 2)
    return file.tell()


def _too_large(size: int, limit: int, label: str) -> FileRejected:
    return FileRejected(f"文件大小为 {human_size(size)}，超过{label}的上限 {human_size(limit)}。请压缩或拆分后上传。")


def _judge(file: BinaryIO, extension: str, size: int) -> str:
    file.seek(0)
    head = file.read(_HEAD)
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK"):
        return judge_zip(file)
    if head.startswith(OLE_MAGIC):
        return judge_ole(file, extension)
    if head.startswith(b"ID3") or (extension == "mp3" and _is_mpeg_audio(head)):
        return "mp3"
    if head[4:8] == b"ftyp":
        return _judge_mp4(file, head, size)
    for magic, slug in _IMAGES:
        if head.startswith(magic):
            return slug
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    for magics, reason in _REFUSED:
        if head.startswith(magics):
            raise FileRejected(f"{reason}。{_ACCEPTED}")
    return _judge_text(file, extension)


def _is_mpeg_audio(head: bytes) -> bool:
    """A frame of MPEG audio: eleven bits set, and neither a reserved version nor a reserved layer (ISO/IEC 11172-3)."""
    return (
        len(head) > 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x18 != 0x08 and head[1] & 0x06 != 0
    )


def _judge_mp4(file: BinaryIO, head: bytes, size: int) -> str:
    """Only the brands that browsers play, and whole: 3GP, QuickTime and HEIF share the container (ISO/IEC 14496-12, 4)."""
    if head[8:12] not in _MP4_BRANDS:
        raise FileRejected(f"不是浏览器能播放的 MP4，请转换成 MP4（H.264、AAC）后上传。{_ACCEPTED}")
    at = 0
    while 0 <= at < size:
        file.seek(at)
        box = file.read(16)
        length = int.from_bytes(box[:4], "big")
        if length == 1:
            length = int.from_bytes(box[8:16], "big")
        at = size if length == 0 else at + length if length >= 8 else -1
    if at != size:
        raise FileRejected("MP4 不完整或已损坏，请重新导出后上传。")
    return "mp4"


def _judge_text(file: BinaryIO, extension: str) -> str:
    file.seek(0)
    head = file.read(_HEAD).removeprefix(codecs.BOM_UTF8)
    if _MARKUP.match(head):
        raise FileRejected(f"内容是网页、SVG 或 XML，可能带有脚本，不能上传。{_ACCEPTED}")
    file.seek(0)
    decoders = [codecs.getincrementaldecoder(charset)() for charset in ("utf-8", "gb18030")]
    while decoders:
        chunk = file.read(_CHUNK)
        if _CONTROLS.search(chunk):
            break
        decoders = [decoder for decoder in decoders if _decodes(decoder, chunk)]
        if decoders and not chunk:
            if extension == "vtt" and re.match(rb"WEBVTT[ \t\r\n]", head + b"\n"):
                return "vtt"
            return "csv" if extension == "csv" else "txt"
    raise FileRejected(f"无法识别这个文件的类型，或文件已损坏。{_ACCEPTED}")


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk, final=not chunk)
    except UnicodeDecodeError:
        return False
    return True


def _pages(file: BinaryIO, slug: str, size: int) -> int | None:
    file.seek(0)
    if slug == "pdf":
        return check_pdf(file, size)
    if slug in {"png", "jpeg", "gif", "webp"}:
        check_image(file, slug, size)
        return None
    return count_pages(file, slug)
