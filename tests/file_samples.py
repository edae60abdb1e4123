"""Small files of every kind that the portal accepts, made byte by byte or by the usual libraries."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import docx
import openpyxl
from reportlab.pdfgen.canvas import Canvas


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def make_pdf(pages: int = 2, password: str = "") -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, encrypt=password or None)
    for page in range(pages):
        canvas.drawString(72, 720, f"Page {page + 1} of the plan")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def make_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("第一条 为了保护湿地，制定本办法。")
    table = document.add_table(2, 2)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells], ["项目", "金额", "补贴", "28万元"], strict=True
    ):
        cell.text = text
    document.add_paragraph("第二条 本办法自公布之日起施行。")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make_xlsx(rows: int = 2) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "补贴名单"
    for index in range(rows):
        book.active.append([f"农户{index}", index, None, "水稻"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def make_pptx() -> bytes:
    kind = "x.presentationml.presentation.main+xml"
    types = f'<Types><Override PartName="/ppt/presentation.xml" ContentType="{kind}"/></Types>'
    slide = '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:sld>'
    slides = {f"ppt/slides/slide{n}.xml": slide.format(f"第{n}页").encode() for n in (1, 2, 10)}
    return zipped({"[Content_Types].xml": types.encode(), **slides})


def make_ofd() -> bytes:
    text = '<ofd:TextObject Boundary="10 {} 90 6"><ofd:TextCode>{}</ofd:TextCode></ofd:TextObject>'
    page = '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016">{}</ofd:Page>'
    document = (
        '<ofd:Document xmlns:ofd="o"><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_1/Content.xml"/>'
        '<ofd:Page ID="2" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>'
    )
    root = '<ofd:OFD xmlns:ofd="o"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>'
    first = page.format(text.format(20, "岚屿区") + text.format(20, "人民政府") + text.format(40, "通知"))
    return zipped(
        {
            "OFD.xml": root.encode(),
            "Doc_0/Document.xml": document.encode(),
            "Doc_0/Pages/Page_1/Content.xml": first.encode(),
            "Doc_0/Pages/Page_0/Content.xml": page.format(text.format(20, "附件")).encode(),
        }
    )


def make_png(width: int = 3, height: int = 2) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + b"\0" * 3 * 3 for _ in range(2)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def make_jpeg(width: int = 640, height: int = 480) -> bytes:
    app = b"\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03\x01\x22\0\x02\x11\x01\x03\x11\x01"
    return b"\xff\xd8" + app + frame + b"\xff\xda\x00\x08\x01\x01\0\0\x3f\0" + b"\x55" * 40 + b"\xff\xd9"


def make_gif(width: int = 4, height: int = 4) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0" + b"\x2c" + b"\0" * 20 + b";"


def make_webp(width: int = 5, height: int = 5) -> bytes:
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0" * 4
    body += (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little") + b"\0" * 8
    return b"RIFF" + struct.pack("<I", len(body)) + body


def make_ole(*names: str, start: bytes = b"\0" * 16, claimed: int = 4096, directory: int = 1, first: int = 2) -> bytes:
    """A compound file of 512-byte sectors: the FAT in sector 0, the directory in one sector, then each stream."""

    def entry(name: str, kind: int, first: int, size: int) -> bytes:
        encoded = name.encode("utf-16-le") + b"\0\0"
        return (
            encoded.ljust(64, b"\0")
            + struct.pack("<HB", len(encoded), kind)
            + b"\0" * 49
            + struct.pack("<IQ", first, size)
        )

    entries = [entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    entries += [entry(name, 2, first, claimed if index == 0 else 10) for index, name in enumerate(names)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + b"\0" * 10
    header += struct.pack("<IIIIIIII", 1, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE, *[0xFFFFFFFF] * 118)
    return header + fat + b"".join(entries).ljust(512, b"\0") + start.ljust(4096, b"\0")


SAMPLES: dict[str, Callable[[], bytes]] = {
    "pdf": make_pdf,
    "ofd": make_ofd,
    "docx": make_docx,
    "xlsx": make_xlsx,
    "pptx": make_pptx,
    "doc": lambda: make_ole("WordDocument"),
    "wps": lambda: make_ole("WordDocument"),
    "xls": lambda: make_ole("Workbook"),
    "et": lambda: make_ole("Workbook"),
    "zip": lambda: zipped({"图纸.dwg": b"AC1032" + b"\0" * 50, "说明.docx": make_docx()}),
    "png": make_png,
    "jpeg": make_jpeg,
    "gif": make_gif,
    "webp": make_webp,
    "mp3": lambda: b"ID3\x04\0\0\0\0\0\0" + b"\xff\xfb\x90\x64" + b"\0" * 400,
    "mp4": lambda: struct.pack(">I", 24) + b"ftypisom" + b"\0\0\2\0isommp42" + b"\0\0\0\x08mdat",
    "vtt": lambda: "WEBVTT\n\n1\n00:00.000 --> 00:04.000\n<v 主持人>加装电梯有补助\n".encode(),
    "csv": lambda: "姓名,金额\n张三,28\n".encode("gb18030"),
    "txt": lambda: "岚屿区人民政府\n".encode(),
}
