"""Scheduled publication. The sweep asks the tables which items are due, so no lost job and no restart can lose one."""

import logging
from dataclasses import dataclass, field

from django.db import DatabaseError, transaction
from django.utils import timezone

from portal import notices
from portal.models import Notice
from portal.publishing import Publishable, Refused
from portal.registry import public_types

log = logging.getLogger(__name__)


@dataclass
class Sweep:
    """What one sweep did: titles that went out, and titles with the sentence that held them back."""

    published: list[str] = field(default_factory=list)
    held: list[tuple[str, str]] = field(default_factory=list)


def publish_due() -> Sweep:
    """Publishes everything whose minute has come, each item in its own transaction in the name of who scheduled it."""
    sweep = Sweep()
    for each in public_types():
        for pk in each.model._default_manager.due(timezone.now()).values_list("pk", flat=True):
            _publish_one(each.model, pk, sweep)
    if sweep.published or sweep.held:
        log.info("scheduled publication: %d published, %d held back", len(sweep.published), len(sweep.held))
    return sweep


def _publish_one(model: type[Publishable], pk: int, sweep: Sweep) -> None:
    """A second worker that sweeps at the same moment passes over what this one holds."""
    try:
        with transaction.atomic():
            due = model._default_manager.due().select_for_update(skip_locked=True, of=("self",))
            item = due.select_related("scheduled_by").filter(pk=pk).first()
            if item is None or item.scheduled_by is None:
                return
            item.publish(item.scheduled_by)
            sweep.published.append(item.title)
    except (Refused, DatabaseError) as error:
        _report(model._default_manager.get(pk=pk), str(error), sweep)


def _report(item: Publishable, why: str, sweep: Sweep) -> None:
    """The office is told once about an item that should be public and is not."""
    sweep.held.append((item.title, why))
    sentence = f"「{item.title[:80]}」已到定时发布时间，没有发布：{' '.join(why.split())}"[:400]
    url = notices.admin_url(item)
    if not Notice.objects.filter(url=url, text=sentence).exists():
        notices.tell(notices.office(), sentence, url)
