"""Whom a verb concerns, and the sentence they read. Written in the transaction of the verb; mail follows from the outbox."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from portal.models.notice import Notice
from portal.models.unit import Unit
from portal.models.user import OFFICE, REVIEWER, User

_SENTENCES = {
    "submit": "「{title}」送审，等待公开审查（{unit}，第{round}轮）。",
    "send_back": "「{title}」被退回：{reason}",
    "clear": "「{title}」已通过公开审查，可以发布（{unit}）。",
    "publish": "「{title}」已发布。",
    "publish_urgently": "「{title}」已应急发布，须由另一人补签：{reason}",
    "withdraw": "「{title}」已撤回：{reason}",
}


def announce(verb: str, item: Any, by: User) -> None:
    """Tells the people whose turn it is, never the one who did it. Migrated items concern nobody."""
    if verb not in _SENTENCES or item.source_id:
        return
    reason = {"send_back": item.sent_back_reason, "withdraw": item.withdrawal_reason}.get(verb, item.urgent_reason)
    sentence = _SENTENCES[verb].format(
        title=item.title[:80], unit=item.unit.label, round=item.round, reason=reason[:120]
    )
    tell(concerned(verb, item).exclude(pk=by.pk), sentence, admin_url(item))


def tell(people: models.QuerySet[User], sentence: str, url: str) -> int:
    """One notice each; returns how many."""
    return len(Notice.objects.bulk_create(Notice(recipient=each, text=sentence[:400], url=url) for each in people))


def concerned(verb: str, item: Any) -> models.QuerySet[User]:
    staff = User.objects.filter(is_active=True, is_staff=True)
    if verb == "submit":
        above = Unit.objects.above(item.unit)
        return staff.filter(groups__name=REVIEWER, unit__in=above).exclude(pk__in=item.writers).distinct()
    if verb in {"clear", "publish_urgently"}:
        return office().exclude(pk__in=item.writers)
    return staff.filter(Q(pk=item.created_by_id) | Q(pk=item.submitted_by_id))


def office() -> models.QuerySet[User]:
    return User.objects.filter(is_active=True, is_staff=True, groups__name=OFFICE).distinct()


def admin_url(item: models.Model) -> str:
    """The staff page of an item; empty for a model without one."""
    try:
        return reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_change", args=[item.pk])
    except NoReverseMatch:
        return ""


def list_url(model: type[models.Model], **filters: str) -> str:
    """The staff list of a model, filtered."""
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist", query=filters)
