"""Published questions and FAQs as one body of knowledge, the same everywhere: with content hashes, a cursor, deletions.

An item's place in the order moves to the end whenever its content changes or it is withdrawn; a client that comes with
the cursor of the last item it has gets exactly what it lacks. Coming with it is also its receipt, which is kept.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from interaction.models import FAQ, Exchange, KnowledgeFetch, KnowledgeItem
from policies.models import Document
from portal.models import SiteProfile

MOST = 2000
COLUMNS = {
    "key": "标识",
    "kind": "类型",
    "question": "问",
    "answer": "答",
    "grounds": "依据",
    "policy": "政策文件",
    "policy_number": "发文字号",
    "policy_validity": "政策有效性",
    "unit": "答复单位",
    "updated_on": "更新日期",
    "url": "网址",
    "hash": "内容摘要",
}


def items() -> Iterator[dict[str, Any]]:
    """Everything that is public now, FAQs first."""
    domain = SiteProfile.load().domain
    documents = {each.pk: each for each in Document.objects.published().only(*NEEDED)}
    for faq in FAQ.objects.published().select_related("unit").order_by("pk"):
        yield _item(f"faq-{faq.pk}", "常见问题", faq, faq.title, faq.answer, faq.article, documents, domain)
    for each in Exchange.objects.published().select_related("unit").order_by("pk"):
        asked = f"{each.title}\n{each.asked}" if each.asked != each.title else each.asked
        yield _item(
            f"exchange-{each.pk}",
            "留言答复",
            each,
            asked,
            each.answered,
            f"{each.article} {each.grounds}".strip(),
            documents,
            domain,
        )


NEEDED = [
    "title", "number", "effective_on", "expires_on", "extended_to", "repealed_on", "amended_on", "noted",
]  # fmt: skip


def _item(
    key: str, kind: str, row: Any, asked: str, answered: str, grounds: str, documents: dict[int, Document], domain: str
) -> dict[str, Any]:
    document = documents.get(row.document_id)
    content = {
        "key": key,
        "kind": kind,
        "question": asked,
        "answer": answered,
        "grounds": grounds,
        "policy": document.title if document else "",
        "policy_number": document.number if document else "",
        "policy_validity": document.validity().label if document else "",
        "unit": row.unit.name,
        "updated_on": timezone.localtime(row.corrected_at or row.published_at).date().isoformat(),
        "url": f"https://{domain}{row.get_absolute_url()}",
    }
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    return content | {"hash": digest}


def page(cursor: int, limit: int | None, client: str = "") -> dict[str, Any]:
    """What changed after `cursor`, at most `limit` items (None: all), with the cursor to come with next time."""
    with transaction.atomic():
        current = _noted()
        rows = list(
            KnowledgeItem.objects.filter(cursor__gt=cursor).order_by("cursor")[: None if limit is None else limit + 1]
        )
        given, more = rows[:limit], limit is not None and len(rows) > limit
        upto = given[-1].cursor if given else cursor
        if client.strip():
            KnowledgeFetch.objects.create(client=client.strip()[:60], since=cursor, given=len(given), upto=upto)
    return {
        "cursor": upto,
        "more": more,
        "items": [{"cursor": row.cursor, "deleted": row.is_deleted} | _given(row, current) for row in given],
    }


def _given(row: KnowledgeItem, current: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {"key": row.key, "hash": row.hash} if row.is_deleted else current[row.key]


def _noted() -> dict[str, dict[str, Any]]:
    """Brings the table up to what is public now; one writer at a time."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE interaction_knowledgeitem IN SHARE ROW EXCLUSIVE MODE")
    current = {item["key"]: item for item in items()}
    known = {row.key: row for row in KnowledgeItem.objects.all()}
    last = max((row.cursor for row in known.values()), default=0)
    changed = [
        key
        for key, item in current.items()
        if key not in known or known[key].hash != item["hash"] or known[key].is_deleted
    ]
    gone = [key for key, row in known.items() if key not in current and not row.is_deleted]
    now = timezone.now()
    rows = [
        KnowledgeItem(key=key, cursor=last + place, hash=current[key]["hash"], is_deleted=False, changed_at=now)
        for place, key in enumerate(changed, 1)
    ]
    last += len(rows)
    rows += [
        KnowledgeItem(key=key, cursor=last + place, hash=known[key].hash, is_deleted=True, changed_at=now)
        for place, key in enumerate(gone, 1)
    ]
    KnowledgeItem.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key"], update_fields=["cursor", "hash", "is_deleted", "changed_at"]
    )
    return current
