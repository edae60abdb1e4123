"""Drafts made from Word files: the text, its pictures as files of the draft, and what was recognised in it."""

import html as entities
import io
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pghistory
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from policies import bodytext
from policies.models import Document, DocumentAttachment, Issuer
from policies.word import Converted, Elements, Image, recognise
from portal.models import Unit, User
from portal.publishing import EDITABLE, Refused

_LEADING = re.compile(r"\s*<(p|h[1-6])>(?:(?!</?(?:p|h[1-6]|img|table)\b).)*</\1>", re.DOTALL)
_IMAGE = re.compile(r"<img\b[^>]*>")
_ALT = re.compile(r'\balt="([^"]*)"')
_SOURCE = re.compile(r'\bsrc="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of a body; `number` counts from 1 in the order of the text."""

    number: int
    address: str
    alt: str


@transaction.atomic
def draft_from_word(*, by: User, unit: Unit, converted: Converted, name: str) -> Document:
    """A new draft with the text; only the title, which no draft can be without, is taken from what was recognised."""
    with pghistory.context(verb="from_word", user=by.pk):
        found = recognise(bodytext.plain(converted.html).split("\n"), [])
        document = Document(unit=unit, created_by=by, title=(found.title or Path(name).stem)[:300])
        document.save()
        _write(document, converted, name)
    return document


@transaction.atomic
def replace_with_word(document: Document, *, by: User, converted: Converted, name: str) -> None:
    """The text of a draft, replaced; the history keeps the earlier one. Refused for anything but a draft."""
    with pghistory.context(verb="from_word", user=by.pk):
        document.refresh_from_db(from_queryset=Document.objects.select_for_update(of=("self",)))
        if document.state not in EDITABLE:
            raise Refused(f"「{document.title}」现在是{document.get_state_display()}，只有草稿可以导入正文。")
        document.edited_by, document.edited_at = by, timezone.now()
        _write(document, converted, name)


def _write(document: Document, converted: Converted, name: str) -> None:
    found = recognise(bodytext.plain(converted.html).split("\n"), [])
    html, letterhead = without_letterhead(converted.html, found.title)
    for image in converted.images:
        address = entities.escape(_stored(document, image).get_absolute_url())
        html = html.replace(f'src="{image.placeholder}"', f'src="{address}"')
    document.set_body(bodytext.from_html(html))
    word = {"name": name[:200], "notes": converted.notes[:100], "title": found.title, "number": found.number}
    document.source_data = document.source_data | {"word": word | {"letterhead": letterhead[:500]}}
    document.save()


def _stored(document: Document, image: Image) -> DocumentAttachment:
    row = DocumentAttachment(document=document, role=DocumentAttachment.Role.FIGURE)
    row.read(io.BytesIO(image.data), image.name)
    row.file.save(image.name, ContentFile(image.data), save=False)
    row.save()
    return row


def proposals(document: Document) -> Elements:
    """What the text itself says of its elements, to be taken over one by one."""
    found = recognise(bodytext.plain(document.body).split("\n"), Unit.objects.values_list("name", flat=True))
    word = document.source_data.get("word", {})
    return replace(found, title=word.get("title") or found.title, number=word.get("number") or found.number)


def without_letterhead(html: str, title: str) -> tuple[str, str]:
    """(HTML from below the title on, the words of letterhead, number and title): the page shows those by itself."""
    position, taken = 0, ""
    words: list[str] = []
    while title and (block := _LEADING.match(html, position)) and len(words) < 12:
        text = entities.unescape(re.sub("<[^>]+>", "", block[0])).strip()
        words.append(text)
        bare = re.sub(r"\s+", "", text)
        taken = taken + bare if title.startswith(taken + bare) else (bare if title.startswith(bare) else "")
        position = block.end()
        if taken == title:
            return html[position:].lstrip(), " ".join(filter(None, words))
    return html, ""


@transaction.atomic
def take_over(document: Document, *, by: User, chosen: set[str], alts: dict[int, str]) -> list[str]:
    """Sets the chosen elements and the words of pictures; returns the labels of what was set."""
    with pghistory.context(verb="from_word", user=by.pk):
        document.refresh_from_db(from_queryset=Document.objects.select_for_update(of=("self",)))
        if document.state not in EDITABLE:
            raise Refused(f"「{document.title}」现在是{document.get_state_display()}，不能再修改。")
        done = _take_elements(document, proposals(document), chosen)
        if alts:
            document.body = describe_pictures(document.body, alts)
            done.append(f"{len(alts)} 张图片的替代文字")
        document.edited_by, document.edited_at = by, timezone.now()
        document.save()
    return done


def _take_elements(document: Document, found: Elements, chosen: set[str]) -> list[str]:
    done = []
    if "title" in chosen and found.title:
        document.title = found.title[:300]
        done.append("标题")
    if "number" in chosen and found.number:
        document.set_number(found.number)
        done.append("发文字号")
    if "written_on" in chosen and found.written_on:
        document.written_on = found.written_on
        done.append("成文日期")
    if "issuers" in chosen and found.issuers:
        units = {unit.name: unit for unit in Unit.objects.filter(name__in=found.issuers)}
        document.issues.all().delete()
        for position, name in enumerate(found.issuers):
            Issuer.objects.create(document=document, unit=units[name], position=position)
        done.append("发文机关")
    return done


def pictures(body: str) -> list[Picture]:
    """Pictures of a body in their order."""
    return [
        Picture(number, entities.unescape(_first(_SOURCE, tag)), entities.unescape(_first(_ALT, tag)).strip())
        for number, tag in enumerate(_IMAGE.findall(body), start=1)
    ]


def describe_pictures(body: str, alts: dict[int, str]) -> str:
    """The body with alternative text for pictures by number; other pictures keep theirs."""
    numbers = iter(range(1, body.count("<img") + 1))

    def described(match: re.Match[str]) -> str:
        number = next(numbers)
        if number not in alts:
            return match[0]
        words = entities.escape(" ".join(alts[number].split())[:200])
        return f'<img alt="{words}"{_ALT.sub("", match[0])[4:]}'

    return bodytext.sanitise(_IMAGE.sub(described, body))


def undescribed(document: Any) -> list[str]:
    """What blocks publication: pictures that a screen reader cannot tell (GB/T 37668, 替代文本)."""
    missing = [picture.number for picture in pictures(document.body) if not picture.alt]
    if not missing:
        return []
    return [f"正文第{'、'.join(map(str, missing[:20]))}张图片没有替代文字，读屏软件读不出；请写明图片的内容。"]


def _first(pattern: re.Pattern[str], tag: str) -> str:
    match = pattern.search(tag)
    return match[1] if match else ""
