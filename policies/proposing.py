"""From what a text says to proposals that wait for staff, and from a confirmed proposal to a relation or a date."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from policies import bodytext, numbers
from policies.citing.clauses import Suggestion, suggestions
from policies.citing.dates import Known
from policies.citing.mentions import title_key, title_keys
from policies.citing.sentences import Named
from policies.models import Document, Proposal, Relation
from policies.models.document_queries import TitleKey
from portal import roles
from portal.models import User
from portal.publishing import EDITABLE, Refused, State

READ_FROM = {"body", "title", "number", "written_on", "printed_on", "published_on", "effective_on"}
"""Fields of a document from which its proposals are read."""
Answer = Proposal.State
MAX_EVIDENCE = 1_000


def on_saved(
    sender: Any, instance: Document, update_fields: Iterable[str] | None = None, raw: bool = False, **_: Any
) -> None:
    """Receiver of post_save of documents. What was imported from elsewhere is read when staff ask for it."""
    if not raw and not instance.source_id and (update_fields is None or READ_FROM & set(update_fields)):
        propose(instance)


@transaction.atomic
def propose(document: Document) -> int:
    """Reads the text again; decisions that were taken stay, what the text no longer says goes. Returns how many are open."""
    known = Known(document.written_on, document.printed_on, document.published_on, document.effective_on)
    own = Named(document.title, document.number)
    found = {each.key: each for each in suggestions(bodytext.plain(document.body), known, own)}
    held = {each.key: each for each in document.proposals.all()}
    gone = [each.pk for key, each in held.items() if key not in found and each.state == Answer.PROPOSED]
    if gone:
        Proposal.objects.filter(pk__in=gone).delete()
    targets = resolve(document, [each.named for each in found.values() if each.named.key])
    for key, each in found.items():
        values = _values(each, targets)
        old = held.get(key)
        if old is None:
            Proposal.objects.create(document=document, key=key, kind=each.kind, **values)
        elif old.state == Answer.PROPOSED and any(getattr(old, name) != value for name, value in values.items()):
            Proposal.objects.filter(pk=old.pk).update(**values)
    return document.proposals.ready().count()


def _values(each: Suggestion, targets: dict[str, int]) -> dict[str, Any]:
    return {
        "title": each.named.title[:300], "number": each.named.number[:160], "day": each.day,
        "target_id": targets.get(each.named.key), "articles": each.articles[:200],
        "evidence": each.evidence[:MAX_EVIDENCE],
    }  # fmt: skip


def resolve(document: Document, named: list[Named]) -> dict[str, int]:
    """Key of a name → the one document that bears it, among those that are public and those of the same unit."""
    by_number = {numbers.search_key(each.number): each.key for each in named if each.number}
    by_title = {key: each.key for each in named if not each.number for key in title_keys(title_key(each.title))}
    if not by_number and not by_title:
        return {}
    seen = Q(pk__in=Document.objects.published().values("pk")) | Q(unit=document.unit_id)
    rows = Document.objects.filter(seen).exclude(pk=document.pk).annotate(title_key=TitleKey("title"))
    rows = rows.filter(Q(number_key__in=by_number) | Q(title_key__in=by_title)).order_by()
    found: dict[str, set[int]] = {}
    for pk, number_key, title in rows.values_list("pk", "number_key", "title_key"):
        for key in (by_number.get(number_key), by_title.get(title)):
            if key:
                found.setdefault(key, set()).add(pk)
    return {key: next(iter(pks)) for key, pks in found.items() if len(pks) == 1}


def may_decide(user: User, document: Document) -> bool:
    """Whoever may edit the draft, and for what is published whoever corrects it."""
    return roles.may_edit(user, document) or (
        document.state == State.PUBLISHED and roles.may(user, "correct", document)
    )


def confirm(document: Document, chosen: list[Proposal], by: User, note: str = "") -> None:
    """Writes what the chosen proposals say: into the draft, or as one correction with a note. All of them or none."""
    with transaction.atomic():
        document._lock()
        _refuse_state(document, by)
        for each in chosen:
            if each.kind not in Proposal.FIELDS and each.target_id is None:
                raise Refused(f"本系统没有找到{each.object_name}，不能采用；先补录这份文件，或者选“不采用”。")
        fields: dict[str, Any] = {each.kind: each.day for each in chosen if each.kind in Proposal.FIELDS}
        if document.state in EDITABLE:
            changes = fields | {"edited_at": timezone.now(), "edited_by": by}
            for name, value in changes.items():
                setattr(document, name, value)
            document.save(update_fields=list(changes))
        else:
            document.correct(by, note, **fields)
        for each in chosen:
            if each.kind not in Proposal.FIELDS:
                _relate(document, each)
        _decided(chosen, Answer.CONFIRMED, by)


def dismiss(document: Document, chosen: list[Proposal], by: User) -> None:
    """不采用: nothing is written but who said so and when."""
    if not may_decide(by, document):
        raise Refused(f"您的角色不能处理「{document.title}」的识别结果。")
    _decided(chosen, Answer.DISMISSED, by)


def _refuse_state(document: Document, by: User) -> None:
    if document.state in (State.SUBMITTED, State.CLEARED):
        raise Refused(f"「{document.title}」正在审查，内容不能改动；退回起草人后再采用，或者发布后由政务公开办更正。")
    if document.state == State.WITHDRAWN:
        raise Refused(f"「{document.title}」已经撤回，不能再改动。")
    if not may_decide(by, document):
        raise Refused(f"您的角色不能采用「{document.title}」的识别结果：草稿由起草人采用，已发布的由政务公开办更正。")


def _relate(document: Document, each: Proposal) -> None:
    extends = each.kind == Proposal.Kind.EXTENDS
    since = document.effective_on or document.written_on or document.published_on
    since = since if extends or each.day is None else each.day
    if since is None:
        raise Refused("不知道从哪一天起：请先填写施行日期或成文日期。")
    if extends and each.day is not None and each.day < since:
        raise Refused(f"{each.object_name}的有效期只延长到{each.day:%Y-%m-%d}，早于本文件施行的日期，请核对。")
    values: dict[str, Any] = {"on": since, "until": each.day if extends else None, "articles": each.articles}
    values["scope"] = Relation.Scope.PART if each.articles else Relation.Scope.WHOLE
    Relation.objects.get_or_create(source=document, kind=each.kind, target_id=each.target_id, defaults=values)


def _decided(chosen: list[Proposal], state: str, by: User) -> None:
    Proposal.objects.filter(pk__in=[each.pk for each in chosen], state=Answer.PROPOSED).update(
        state=state, decided_by=by, decided_at=timezone.now()
    )
