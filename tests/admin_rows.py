"""One item in every state at two units, for tests that walk the staff screens."""

import datetime as dt
from typing import Any

from django.utils import timezone

from policies.models import Document
from portal.models import Unit, User
from tests.factories import make_draft, make_user


def one_of_each(unit: Unit, author: User, reviewer: User, office: User) -> dict[str, Document]:
    """State or situation → item of the unit."""
    other = make_user(f"feng{unit.pk}", office.unit, "发布")
    made: dict[str, Any] = {}
    for name in ("draft", "returned", "submitted", "cleared", "scheduled", "late", "published", "urgent", "withdrawn"):
        made[name] = make_draft(f"{unit.label}{name}", unit=unit, created_by=author)
    for name, item in made.items():
        if name != "draft":
            item.submit(author)
        if name not in ("draft", "submitted", "returned", "urgent"):
            item.clear(reviewer)
    made["returned"].send_back(reviewer, "附件缺页")
    for name in ("published", "withdrawn"):
        made[name].publish(office)
    made["withdrawn"].withdraw(office, "发布有误")
    made["urgent"].publish_urgently(other, "台风预警")
    for name in ("scheduled", "late"):
        made[name].schedule(office, timezone.now() + dt.timedelta(hours=5))
    Document.objects.filter(pk=made["late"].pk).update(publish_at=timezone.now() - dt.timedelta(hours=1))
    return made
