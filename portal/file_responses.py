"""A stored file as a response: whole, or the part that a player asks for (RFC 9110, 14)."""

import io
import re
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from portal.attachments import Attachment

SHOWN = {"pdf", "mp3", "mp4", "vtt"}
"""Kinds that open in the browser; what else a link leads to is saved. Images are shown where a page names them."""
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class _Part(io.RawIOBase):
    """The next `length` bytes of an open file."""

    def __init__(self, file: Any, length: int) -> None:
        self.file, self.left = file, length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.file.read(min(self.left, len(buffer)))
        buffer[: len(data)] = data
        self.left -= len(data)
        return len(data)

    def close(self) -> None:
        self.file.close()
        super().close()


def file_response(
    request: HttpRequest, attachment: Attachment, *, shown: set[str] = SHOWN, cache: str = "no-cache"
) -> HttpResponseBase:
    """200, 206 for one range, 416 for a range that lies outside; several ranges are answered as a whole."""
    span = byte_range(request.headers.get("Range", ""), attachment.size)
    if span == ():
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{attachment.size}"})
    file = attachment.file.open("rb")
    if span:
        file.seek(span[0])
    response = FileResponse(
        _Part(file, span[1] - span[0] + 1) if span else file,
        as_attachment=attachment.kind not in shown,
        filename=attachment.name,
        content_type=attachment.mime,
    )
    if span:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {span[0]}-{span[1]}/{attachment.size}"
        response.headers["Content-Length"] = str(span[1] - span[0] + 1)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = cache
    return response


def byte_range(header: str, size: int) -> tuple[int, int] | tuple[()] | None:
    """(first, last) of the one range of a header; () when it lies outside; None when the whole is meant."""
    match = _RANGE.fullmatch(header.strip()) if len(header) < 60 else None
    if not match or not (match[1] or match[2]):
        return None
    if not match[1]:
        return (max(0, size - int(match[2])), size - 1) if int(match[2]) else ()
    first, last = int(match[1]), min(int(match[2] or size - 1), size - 1)
    if match[2] and int(match[2]) < first:
        return None
    return (first, last) if first < size else ()
