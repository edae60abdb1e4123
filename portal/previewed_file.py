"""A file between its preview and the button below it: it travels in the page, signed, so that nothing waits on the server."""

import base64
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import HttpRequest

from portal.publication_states import Refused

VALID_SECONDS = 30 * 60
SALT = "portal.previewed-file"


@dataclass(frozen=True)
class PreviewedFile:
    name: str
    content: bytes
    digest: str = ""
    """Of what the file would change, as it stood at the preview."""


def seal(request: HttpRequest, purpose: str, file: PreviewedFile) -> str:
    """A token for this person and this purpose; it grows with the file."""
    held = {"user": request.user.pk, "purpose": purpose, "name": file.name, "digest": file.digest}
    held["content"] = base64.b64encode(file.content).decode()
    return signing.dumps(held, salt=SALT, compress=True)


def opened(request: HttpRequest, purpose: str) -> PreviewedFile:
    """The file of the posted token. Refused when it is older than half an hour, somebody else's or for something else."""
    try:
        held: dict[str, Any] = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=VALID_SECONDS)
    except signing.BadSignature:
        held = {}
    if (held.get("user"), held.get("purpose")) != (request.user.pk, purpose):
        raise Refused("预览已过期（30 分钟），什么都没有导入。请重新选择表格。")
    return PreviewedFile(held["name"], base64.b64decode(held["content"]), held["digest"])
