"""How a file is called and how large it is, as people see it."""

import re
import unicodedata

from portal.files.kinds import KINDS

MAX_LENGTH = 120
_MAX_BYTES = 250  # Linux file systems stop at 255 bytes, which 85 Chinese characters fill
_RESERVED = re.compile(r'[<>:"|?*]')
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")
_EXTENSION = re.compile(r"[A-Za-z0-9]{1,8}")


def extension_of(name: str) -> str:
    """Lower-case extension of a file name without the dot; empty when there is none."""
    stem, dot, extension = basename(name).rpartition(".")
    extension = extension.strip().lower()
    return extension if dot and stem and _EXTENSION.fullmatch(extension) else ""


def basename(name: str) -> str:
    """The last path part, without control, format (bidi overrides, zero-width) and unassigned characters."""
    visible = "".join(" " if char.isspace() else char for char in name if unicodedata.category(char)[0] != "C")
    return re.split(r"[/\\]", visible)[-1].strip()


def safe_name(name: str, kind: str = "") -> str:
    """A download name of at most 120 characters that any system can save.

    With a kind slug the extension is one of that kind's; without, the name keeps its own.
    """
    base = _RESERVED.sub("_", unicodedata.normalize("NFC", basename(name)))
    extension = extension_of(base)
    stem = base.removesuffix(base[len(base) - len(extension) - 1 :]) if extension else base
    if kind and extension not in KINDS[kind].extensions:
        extension = KINDS[kind].extensions[0]
    suffix = f".{extension}" if extension else ""
    stem = re.sub(r"\s+", " ", stem).strip(". ") or "附件"
    if _DEVICE.fullmatch(stem):
        stem = f"_{stem}"
    stem = stem[: MAX_LENGTH - len(suffix)].encode()[: _MAX_BYTES - len(suffix)].decode(errors="ignore")
    return stem.rstrip(". ") + suffix


def human_size(size: int) -> str:
    """823 字节, 12 KB, 1.5 MB: 1024-based, three significant digits at most."""
    if size < 1024:
        return f"{size} 字节"
    value = float(size)
    for unit in ("KB", "MB", "GB"):
        value /= 1024
        if value < 1023.5 or unit == "GB":
            break
    return f"{value:.1f} {unit}".replace(".0 ", " ") if value < 10 else f"{value:.0f} {unit}"
