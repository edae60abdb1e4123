"""Checks of what the library itself knows: files of attachments, words in what is public."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from portal import notices
from portal.attachments import Attachment
from portal.inspection import Check, Found, register_check
from portal.models import SearchEntry, SearchPassage, WatchedWord
from portal.publishing import Publishable
from portal.registry import public_types

CHUNK = 1024 * 1024
HOME_LIMIT = dt.timedelta(weeks=2)
"""国办秘函〔2019〕19号 单项否决: 监测2周首页无更新."""


def attachments() -> Iterator[Found]:
    """Files of what is public that are gone, or are not what was published (SHA-256)."""
    for model in apps.get_models():
        if issubclass(model, Attachment) and (owner := _owner(model)):
            public = owner.related_model._default_manager.published().values("pk")
            rows = model._default_manager.filter(**{f"{owner.name}__in": public}).select_related(f"{owner.name}__unit")
            for row in rows.defer("text").iterator(chunk_size=500):
                if why := _fault(row):
                    item = getattr(row, owner.name)
                    yield Found(
                        f"{model._meta.label}:{row.pk}",
                        f"《{item}》的附件“{row}”{why}。",
                        item.unit,
                        notices.admin_url(item),
                    )


def _owner(model: type[models.Model]) -> Any:
    """The foreign key to what is published."""
    return next(
        (
            each
            for each in model._meta.fields
            if isinstance(each, models.ForeignKey) and issubclass(each.related_model, Publishable)
        ),
        None,
    )


def _fault(row: Any) -> str:
    digest = hashlib.sha256()
    try:
        with row.file.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except (OSError, ValueError):
        return "的文件不见了"
    return "" if digest.hexdigest() == row.sha256 else "与发布时不一样，可能被改动"


def words() -> Iterator[Found]:
    """Wrong and sensitive words in titles and texts as the search holds them, attachments among them."""
    labels = {each.model._meta.db_table: each for each in public_types()}
    for word in WatchedWord.objects.filter(active=True):
        entries: dict[int, str] = {}
        for pk, title in SearchEntry.objects.filter(title__contains=word.word).values_list("pk", "title"):
            if _counts(word, title):
                entries[pk] = "标题"
        passages = SearchPassage.objects.filter(text__contains=word.word).values_list("entry_id", "label", "text")
        for pk, label, text in passages.iterator(chunk_size=500):
            if pk not in entries and _counts(word, text):
                entries[pk] = label or "正文"
        rows = SearchEntry.objects.filter(pk__in=entries).values_list("pk", "kind", "object_id", "title")
        for pk, kind, object_id, title in rows:
            if kind not in labels:
                continue
            instead = f"，应写为“{word.instead}”" if word.instead else ""
            item = labels[kind].model._default_manager.select_related("unit").filter(pk=object_id).first()
            yield Found(
                f"{word.word}:{kind}:{object_id}",
                f"《{title}》{entries[pk]}有{word.get_kind_display()}“{word.word}”{instead}。",
                item.unit if item else None,
                notices.admin_url(item) if item else "",
            )


def _counts(word: WatchedWord, text: str) -> bool:
    return word.word in (text.replace(word.unless, "") if word.unless else text)


def home() -> Iterator[Found]:
    """首页两周内没有更新: nothing at all was published within the time."""
    last = max(
        filter(
            None,
            (
                each.model._default_manager.published().aggregate(last=models.Max("published_at"))["last"]
                for each in public_types()
            ),
        ),
        default=None,
    )
    if last is None:
        yield Found("home", "首页没有任何信息。")
    elif last < timezone.now() - HOME_LIMIT:
        yield Found("home", f"首页最近更新{timezone.localtime(last):%Y-%m-%d}，已超过两周。")


register_check(Check("home", "首页不更新", home, points=10, cap=20, veto=1, position=1))
register_check(Check("attachments", "附件缺失或被改动", attachments, points=1, cap=10, position=60))
register_check(Check("words", "错别字和敏感词", words, points=1, cap=10, position=70))
