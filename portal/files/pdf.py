"""PDF through PDFium, one call at a time: the library keeps global state and must not run in two threads."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import BinaryIO

import pypdfium2 as pdfium

from portal.files.kinds import FileRejected

_LOCK = Lock()
_TAIL = 8192
_SCREEN = str.maketrans({"\r": None, "\x00": None, "\x02": None, "\ufffe": None, "\uffff": None})


def check_pdf(file: BinaryIO, size: int) -> int:
    """Page count; FileRejected when the file is locked, cut off or has no page."""
    file.seek(max(0, size - _TAIL))
    if b"%%EOF" not in file.read(_TAIL):
        raise FileRejected("PDF 文件不完整（缺少结尾），可能没有传完或下载中断。请重新导出后上传。")
    try:
        with opened(file) as document, _LOCK:
            count = len(document)
            if count:
                document[0].close()
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise FileRejected("这个 PDF 设有打开密码，公众无法打开。请取消密码后再上传。") from None
        if "security" in str(error).lower():
            raise FileRejected("这个 PDF 使用了不支持的加密方式，公众无法打开。请取消加密后再上传。") from None
        raise FileRejected("PDF 文件已损坏，无法打开。请重新导出后上传。") from None
    if not count:
        raise FileRejected("PDF 文件没有一页内容，请重新导出后上传。")
    return count


def page_texts(file: BinaryIO) -> Iterator[str]:
    """Text of each page in order."""
    with opened(file) as document:
        for index in range(len(document)):
            with _LOCK:
                page = document[index]
                textpage = page.get_textpage()
                text = textpage.get_text_range()
                textpage.close()
                page.close()
            yield text.translate(_SCREEN)


@contextmanager
def opened(file: BinaryIO) -> Iterator[pdfium.PdfDocument]:
    """The document, closed afterwards. PdfiumError when it cannot be opened."""
    file.seek(0)
    with _LOCK:
        document = pdfium.PdfDocument(file if hasattr(file, "readinto") else file.read())
    try:
        yield document
    finally:
        with _LOCK:
            document.close()
