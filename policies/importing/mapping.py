"""One row of the source into the fields of a document, with flags for what staff should look at. Pure."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from policies import bodytext, numbers, topics
from policies.importing import genres, issuers
from policies.importing.reading import BadRow
from policies.importing.values import as_date, as_text, line_of, storable

VERSION = "1"
"""Part of every hash: a higher one makes the next import rewrite every row."""

MAX_ID, MAX_TITLE, MAX_NUMBER, MAX_SOURCE = 100, 300, 100, 500
DATES = ["written_on", "published_on", "effective_on", "expires_on"]
# Represented in full by columns; everything else of a row is kept as it came.
_REPRESENTED = {"id", "title", "number", "issuer", "body", "source", "source_url", *DATES}

_CATEGORIES = {
    **dict.fromkeys(["法律", "行政法规", "地方性法规", "宪法", "司法解释", "法律法规"], "law"),
    **dict.fromkeys(["政府规章", "部门规章", "规章"], "rule"),
    **dict.fromkeys(["其他", "其他文件"], "other"),
}
STATUS = {"有效": "", "已修改": "amended", "失效": "expired", "废止": "repealed", "尚未生效": "pending"}
_valid_url = URLValidator(schemes=["http", "https"])


@dataclass(slots=True)
class Record:
    """The fields of one document as the importer writes them, named as those of policies.models.Document."""

    line: int
    id: str
    hash: str
    title: str = ""
    number: str = ""
    issuers: list[str] = field(default_factory=list)
    genre: str = ""
    category: str = "other"
    topic: str | None = None
    """Code of the topic."""
    written_on: dt.date | None = None
    published_on: dt.date | None = None
    effective_on: dt.date | None = None
    expires_on: dt.date | None = None
    noted: str = ""
    body: bodytext.Body = field(default_factory=lambda: bodytext.Body("", "", [], [], []))
    source: str = ""
    source_url: str = ""
    replaced_by: str = ""
    flags: list[str] = field(default_factory=list)
    source_data: dict[str, Any] = field(default_factory=dict)


def row_hash(row: dict[str, Any]) -> str:
    """The same for the same content, in whatever order its keys come."""
    canonical = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{VERSION}\n{canonical}".encode("utf-8", "surrogatepass")).hexdigest()


def row_id(row: dict[str, Any]) -> str:
    """The identity of a row. Raises BadRow."""
    found = line_of(as_text(row.get("id"))[0])
    if not found:
        raise BadRow("缺少 id")
    if len(found) > MAX_ID:
        raise BadRow(f"id 超过 {MAX_ID} 个字符")
    return found


def from_row(row: dict[str, Any], *, line: int, today: dt.date, digest: str = "") -> Record:
    """The record of a row as of `today`. Raises BadRow when it has no id or no title."""
    return _Mapping(row, line, today, digest).map()


class _Mapping:
    def __init__(self, row: dict[str, Any], line: int, today: dt.date, digest: str) -> None:
        self.row, self.today = row, today
        self.record = Record(line, row_id(row), digest or row_hash(row))
        self.flags: set[str] = set()
        self.kept = {key: value for key, value in row.items() if key not in _REPRESENTED and value not in (None, "")}

    def map(self) -> Record:
        self._title()
        self._names()
        self._dates()
        self._validity()
        self._body()
        self._origin()
        self.record.flags = sorted(self.flags)
        self.record.source_data = {line_of(key)[:100]: storable(value) for key, value in self.kept.items()}
        return self.record

    def _flag(self, code: str, *raw: str) -> None:
        """Flags the row and keeps the fields named as they came."""
        self.flags.add(code)
        self.kept |= {name: self.row[name] for name in raw if name in self.row}

    def _text(self, name: str) -> str:
        text, right = as_text(self.row.get(name))
        if not right:
            self._flag("wrong-type", name)
        return text

    def _line(self, name: str, limit: int, code: str) -> str:
        line = line_of(self._text(name))
        if len(line) > limit:
            self._flag(code, name)
            line = line[: limit - 1] + "…"
        return line

    def _title(self) -> None:
        raw = self._text("title")
        self.record.title = self._line("title", MAX_TITLE, "title-cut")
        if not self.record.title:
            raise BadRow("缺少标题")
        self.flags.update(bodytext.title_flags(raw))
        self.record.genre = genres.of_title(self.record.title)

    def _names(self) -> None:
        record = self.record
        record.number = self._line("number", MAX_NUMBER, "number-cut")
        if record.number and numbers.parse(record.number) is None:
            self._flag("number-unreadable", "number")
        elif numbers.normalise(record.number) != self.row.get("number"):
            self.kept |= {"number": self.row["number"]} if record.number else {}
        record.issuers, flags = issuers.split(self._issuer_text())
        if flags:
            self._flag(flags[0], "issuer")
        self.flags.update(flags)
        if not record.issuers:
            self._flag("issuer-missing")
        self._category()
        self._topic()

    def _issuer_text(self) -> str:
        value = self.row.get("issuer")
        if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
            return "、".join(value)
        return self._text("issuer")

    def _category(self) -> None:
        name = line_of(self._text("category"))
        known = "normative" if "规范性文件" in name else _CATEGORIES.get(name)
        self.record.category = known or "other"
        if name and not known:
            self._flag("category-unmapped")

    def _topic(self) -> None:
        name = line_of(self._text("topic"))
        exact = topics.code_of(name)
        self.record.topic = exact or topics.code_of(name.replace("/", "\\").partition("\\")[0])
        if name and not exact:  # the first level is kept where the source names it exactly
            self._flag("topic-unmapped")

    def _dates(self) -> None:
        record = self.record
        for name in DATES:
            value = self.row.get(name)
            if value in (None, ""):
                continue
            day = as_date(value)
            setattr(record, name, day)
            if day is None:
                self._flag("date-unreadable", name)
        written, effective, expires = record.written_on, record.effective_on, record.expires_on
        checks = {
            "written-missing": not written,
            "published-missing": not record.published_on,
            "dates-out-of-order": written and effective and effective < written,
            "expires-before-effective": expires and effective and expires < effective,
            "published-in-future": record.published_on and record.published_on > self.today,
        }
        self.flags.update(code for code, found in checks.items() if found)

    def _validity(self) -> None:
        record = self.record
        status = line_of(self._text("status"))
        if status and status not in STATUS:
            self._flag("status-unknown")
        record.noted, flag = noted(STATUS.get(status), record.effective_on, record.expires_on, self.today)
        self.flags.update([flag] if flag else [])
        record.replaced_by = line_of(self._text("replaced_by"))
        if record.replaced_by == record.id:
            record.replaced_by = ""
            self._flag("replaced-without-date")
        if record.replaced_by:
            self.kept["replaced_by"] = record.replaced_by

    def _body(self) -> None:
        value = self.row.get("body")
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            self._flag("wrong-type")
            text = "\n".join(value)
        else:
            text = self._text("body")
        if not text.strip():
            self._flag("body-missing")
            return
        looks_like_html = text.lstrip()[:1] == "<" and "</" in text
        body = bodytext.from_html(text) if looks_like_html else bodytext.from_plain(text, self.record.title)
        self.flags.update(body.flags)
        # what is not stored need not travel between processes; the excerpt is made of the beginning
        self.record.body = bodytext.Body(body.html, body.text[:2000], body.toc, [], body.flags)

    def _origin(self) -> None:
        record = self.record
        record.source = self._line("source", MAX_SOURCE, "source-cut")
        record.source_url = line_of(self._text("source_url"))
        if record.source_url and not _usable(record.source_url):
            record.source_url = ""
            self._flag("url-unusable", "source_url")
        if self.row.get("attachments"):
            self._flag("attachments-not-imported")


def noted(
    stated: str | None, effective: dt.date | None, expires: dt.date | None, today: dt.date
) -> tuple[str, str | None]:
    """(validity to note, flag) for a stated validity: noted only where the dates do not already say it.

    stated: a value of Validity, "" for in force, None when the source states nothing that we know.
    """
    over = expires is not None and expires < today
    to_come = effective is not None and effective > today
    if stated == "":
        return "", "status-contradicts-dates" if over or to_come else None
    if stated == "pending" and effective:
        return "", None if to_come else "status-contradicts-dates"
    if stated == "expired" and over:
        return "", None
    if stated is None:
        return "", None
    return stated, "status-without-date"


def _usable(url: str) -> bool:
    try:
        _valid_url(url)
    except ValidationError:
        return False
    return len(url) <= MAX_SOURCE
