"""Uploaded files, judged by content and never by name. Pure: no Django, any seekable binary file will do."""

from portal.files.inspection import FileFacts, inspect
from portal.files.kinds import KINDS, TOTAL_LIMIT, FileRejected, Kind
from portal.files.names import human_size, safe_name
from portal.files.text import Extraction, extract_text

__all__ = [
    "KINDS",
    "TOTAL_LIMIT",
    "Extraction",
    "FileFacts",
    "FileRejected",
    "Kind",
    "extract_text",
    "human_size",
    "inspect",
    "safe_name",
]
