"""Pixel size and completeness of raster images, read from their headers without decoding a pixel."""

import struct
from collections.abc import Callable
from typing import BinaryIO

from portal.files.kinds import FileRejected

MAX_SIDE = 30_000
MAX_PIXELS = 80_000_000  # a long infographic (一图读懂) of 1,080 × 30,000 is 32 million

# Start-of-frame markers carry the size; the three in between are tables.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class _BrokenImageError(ValueError):
    pass


def check_image(file: BinaryIO, slug: str, size: int) -> None:
    """FileRejected when the image is cut off, damaged or of giant dimensions; `size` is its length in bytes."""
    try:
        width, height = _READERS[slug](file, size)
    except (_BrokenImageError, struct.error, IndexError):
        raise FileRejected("图片不完整或已损坏，请重新导出后上传。") from None
    if not width or not height:
        raise FileRejected("图片的宽或高为零，文件已损坏。")
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise FileRejected(
            f"图片尺寸为 {width}×{height} 像素，过大；单边不超过 {MAX_SIDE} 像素、"
            f"总计不超过 {MAX_PIXELS // 10_000} 万像素，请缩小后上传。"
        )


def _tail(file: BinaryIO, size: int, length: int) -> bytes:
    file.seek(max(0, size - length))
    return file.read(length)


def _png(file: BinaryIO, size: int) -> tuple[int, int]:
    head = file.read(24)
    if head[12:16] != b"IHDR" or b"IEND" not in _tail(file, size, 64):
        raise _BrokenImageError
    return struct.unpack(">II", head[16:24])


def _gif(file: BinaryIO, size: int) -> tuple[int, int]:
    head = file.read(10)
    if b";" not in _tail(file, size, 16):
        raise _BrokenImageError
    return struct.unpack("<HH", head[6:10])


def _webp(file: BinaryIO, size: int) -> tuple[int, int]:
    head = file.read(30)
    if struct.unpack("<I", head[4:8])[0] + 8 > size:
        raise _BrokenImageError
    if head[12:16] == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if head[12:16] == b"VP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return width & 0x3FFF, height & 0x3FFF
    raise _BrokenImageError


def _jpeg(file: BinaryIO, size: int) -> tuple[int, int]:
    if b"\xff\xd9" not in _tail(file, size, 65536):  # cameras append previews after the end marker
        raise _BrokenImageError
    file.seek(2)
    while len(marker := file.read(2)) == 2 and marker[0] == 0xFF:
        if marker[1] == 0xFF:  # fill byte
            file.seek(-1, 1)
            continue
        (length,) = struct.unpack(">H", file.read(2))
        if marker[1] in _JPEG_FRAMES:
            height, width = struct.unpack(">xHH", file.read(5))
            return width, height
        file.seek(length - 2, 1)
    raise _BrokenImageError


_READERS: dict[str, Callable[[BinaryIO, int], tuple[int, int]]] = {
    "png": _png,
    "gif": _gif,
    "webp": _webp,
    "jpeg": _jpeg,
}
