"""Small things that every policy page needs to know, in memory per publication version."""

from dataclasses import dataclass

from django.db.models import Count

from interaction.models import FAQ, Channel, Exchange
from portal.models.version import PerVersion


@dataclass(frozen=True)
class Reference:
    channels: list[Channel]
    """Offered to the public, in order."""
    faqs: dict[int | None, int]
    """document → public FAQs; None: general ones."""
    exchanges: dict[int | None, int]
    """document → published questions."""


def _load() -> Reference:
    def counted(model: type[FAQ] | type[Exchange]) -> dict[int | None, int]:
        rows = model.objects.published().order_by().values("document").annotate(count=Count("pk"))
        return dict(rows.values_list("document", "count"))

    return Reference(list(Channel.objects.filter(is_offered=True)), counted(FAQ), counted(Exchange))


reference = PerVersion(_load)
