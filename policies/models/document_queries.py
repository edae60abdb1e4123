"""Questions that lists and pages ask of policy documents."""

import datetime as dt
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, Func, OuterRef

from policies.citing.mentions import DROPPED
from policies.models.issuer import Issuer
from policies.validity import ENDED, Validity, validity_expression
from portal.publishing import PublishableQuerySet

TITLE_NOISE = "E'" + "".join(f"\\u{ord(char):04x}" for char in DROPPED) + "'"
LIST_COLUMNS = [
    "title", "number", "summary", "excerpt", "published_on", "published_at", "created_at", "corrected_at", "index_number",
    "category", "effective_on", "expires_on", "extended_to", "repealed_on", "amended_on", "noted", "unit",
]  # fmt: skip


class TitleKey(Func):
    """A title as policies/citing/mentions.py compares titles; the literal keeps it usable by the index."""

    template = f"translate(%(expressions)s, {TITLE_NOISE}, '')"
    output_field = models.TextField()


class DocumentQuerySet(PublishableQuerySet):
    def with_validity(self, on: dt.date | None = None) -> Self:
        """Adds `validity_state`, the SQL twin of Document.validity()."""
        return self.annotate(validity_state=validity_expression(on))

    def standing(self, on: dt.date | None = None) -> Self:
        """Not repealed and not expired: in force, amended, or to come."""
        return self.with_validity(on).exclude(validity_state__in=list(ENDED))

    def in_force(self, on: dt.date | None = None) -> Self:
        return self.with_validity(on).filter(validity_state__in=[Validity.IN_FORCE, Validity.AMENDED])

    def for_list(self) -> Self:
        """Only what a line of a list shows, with its issuers."""
        return self.only(*LIST_COLUMNS).with_issuers()

    def with_issuers(self) -> Self:
        """Adds `issuer_ids`, the units of 发文机关 in their order, in the same query."""
        issues = Issuer.objects.filter(document=OuterRef("pk")).order_by("position")
        return self.annotate(issuer_ids=ArraySubquery(issues.values("unit_id")))

    def with_tags(self) -> Self:
        """Adds `tag_ids`, in the order in which they were given, in the same query."""
        through: Any = self.model._meta.get_field("tagged").related_model
        given = through.objects.filter(content_object=OuterRef("pk")).order_by("pk")
        return self.annotate(tag_ids=ArraySubquery(given.values("tag_id")))

    def newest_first(self) -> Self:
        return self.order_by(F("published_on").desc(nulls_last=True), "-id")
