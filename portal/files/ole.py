"""Old Office and WPS files (OLE2 compound files, [MS-CFB]): what is inside, and whether it is locked or has macros."""

import struct
from typing import BinaryIO

from portal.files.kinds import FileRejected

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA
_MAX_DIRECTORY_SECTORS = 4096
_ENTRY = 128
_MINI_CUTOFF = 4096  # shorter streams are stored inside the root entry's stream
_MAX_FAT_SECTORS = 8192
_FILEPASS = 0x2F
_DAMAGED = "旧版 Office 文件不完整或已损坏，请用原软件打开后另存再上传。"
_MACROS = {"Macros", "_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"}


def judge_ole(file: BinaryIO, extension: str) -> str:
    """Kind slug: doc or wps, xls or et (same content, the name decides). FileRejected for everything else."""
    try:
        sector_size, streams = _directory(file)
    except (struct.error, IndexError, ValueError, OverflowError):
        raise FileRejected(_DAMAGED) from None
    if "EncryptedPackage" in streams or "EncryptionInfo" in streams:
        raise FileRejected("这是设有打开密码的 Office 文件，公众无法打开。请取消密码后另存再上传。")
    if _MACROS & streams.keys():
        raise FileRejected("文件中含有宏。请另存为不含宏的格式（如 DOCX、XLSX）后再上传。")
    if "WordDocument" in streams:
        _refuse_locked_word(_peek(file, streams["WordDocument"], sector_size))
        return "wps" if extension == "wps" else "doc"
    sheet = streams.get("Workbook", streams.get("Book"))
    if sheet is not None:  # a workbook may well begin in sector 0
        _refuse_locked_sheet(_peek(file, sheet, sector_size))
        return "et" if extension == "et" else "xls"
    if "PowerPoint Document" in streams:
        raise FileRejected("不接受旧版演示文稿（PPT、DPS），请另存为 PPTX 或 PDF 后再上传。")
    raise FileRejected("这个旧版格式的文件里没有文档或表格，不能上传。")


def _directory(file: BinaryIO) -> tuple[int, dict[str, int]]:
    """Sector size and the first sector of each stream or storage by name."""
    file.seek(0)
    header = file.read(512)
    sector_size = 1 << struct.unpack_from("<H", header, 30)[0]
    if sector_size not in (512, 4096):
        raise ValueError("sector size")
    fat_sectors = _fat_sectors(file, header, sector_size)
    sector = struct.unpack_from("<I", header, 48)[0]
    streams: dict[str, int] = {}
    total = 0
    for _ in range(_MAX_DIRECTORY_SECTORS):
        if sector > _LAST_SECTOR:
            if total > file.seek(0, 2):
                raise ValueError("cut off")
            return sector_size, streams
        data = _sector(file, sector, sector_size)
        for start in range(0, sector_size, _ENTRY):
            length, kind = struct.unpack_from("<HB", data, start + 64)
            if kind and 2 <= length <= 64:
                name = data[start : start + length - 2].decode("utf-16-le")
                first, size = struct.unpack_from("<II", data, start + 116)
                streams.setdefault(name, first)
                total += size if size >= _MINI_CUTOFF else 0
        fat = _sector(file, fat_sectors[sector * 4 // sector_size], sector_size)
        sector = struct.unpack_from("<I", fat, sector * 4 % sector_size)[0]
    raise ValueError("directory does not end")


def _fat_sectors(file: BinaryIO, header: bytes, sector_size: int) -> list[int]:
    """Where the allocation table lies: 109 sectors named in the header, the rest in a chain of their own."""
    found = list(struct.unpack_from("<109I", header, 76))
    sector = struct.unpack_from("<I", header, 68)[0]
    while sector <= _LAST_SECTOR and len(found) < _MAX_FAT_SECTORS:
        *more, sector = struct.unpack(f"<{sector_size // 4}I", _sector(file, sector, sector_size))
        found += more
    return found


def _sector(file: BinaryIO, number: int, size: int) -> bytes:
    file.seek((number + 1) * size)
    data = file.read(size)
    if len(data) < size:
        raise ValueError("cut off")
    return data


def _peek(file: BinaryIO, sector: int, sector_size: int) -> bytes:
    """First sector of a stream. Both main streams are longer than 4 KB, so they never live in the mini stream."""
    try:
        return _sector(file, sector, sector_size)
    except ValueError:
        raise FileRejected(_DAMAGED) from None


def _refuse_locked_word(start: bytes) -> None:
    if struct.unpack_from("<H", start, 10)[0] & 0x0100:  # FibBase.fEncrypted
        raise FileRejected("这个 Word 文档设有打开密码，公众无法打开。请取消密码后再上传。")


def _refuse_locked_sheet(start: bytes) -> None:
    """A FILEPASS record among the first records of the workbook means an opening password."""
    position = 0
    while position + 4 <= len(start):
        record, length = struct.unpack_from("<HH", start, position)
        if record == _FILEPASS:
            raise FileRejected("这个 Excel 工作簿设有打开密码，公众无法打开。请取消密码后再上传。")
        position += 4 + length
