"""Which items are public, planned, late or unsigned: the named sets of everything publishable."""

import datetime as dt
from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.models.group import DisclosureGroup
from portal.publication_states import Audience, Disclosure, State

LATE_AFTER = dt.timedelta(minutes=2)
"""A planned publication that the sweep of every minute has missed twice is late."""


class PublishableQuerySet(models.QuerySet):
    def published(self, at: dt.datetime | None = None) -> Self:
        """The only door to the public: what everyone may see at the moment `at` (now)."""
        return self.filter(
            self.lasting(at),
            state=State.PUBLISHED,
            disclosure=Disclosure.PUBLIC,
            audience=Audience.EVERYONE,
            published_at__lte=at or timezone.now(),
        )

    def lasting(self, at: dt.datetime | None = None) -> Q:
        """What has not ended by the clock alone; for kinds that end (a period of publicity, a warning)."""
        return Q()

    def withdrawn(self) -> Self:
        """What was public once and answers 410 now: taken back, or ended."""
        ended = Q(state=State.PUBLISHED) & ~self.lasting() if self.lasting() else Q(pk__in=[])
        return self.filter(Q(state=State.WITHDRAWN) | ended, audience=Audience.EVERYONE)

    def directed(self, at: dt.datetime | None = None) -> Self:
        """定点、定向公开: what opens with the access code of one of its groups, and nowhere else."""
        return self.filter(
            self.lasting(at),
            state=State.PUBLISHED,
            disclosure=Disclosure.PUBLIC,
            audience=Audience.GROUP,
            named_groups__overlap=ArraySubquery(DisclosureGroup.objects.filter(active=True).values("pk")),
            published_at__lte=at or timezone.now(),
        )

    def scheduled(self) -> Self:
        return self.filter(state=State.CLEARED, scheduled_at__isnull=False)

    def due(self, at: dt.datetime | None = None) -> Self:
        """Scheduled items whose planned moment has come."""
        return self.scheduled().filter(publish_at__lte=at or timezone.now())

    def late(self, at: dt.datetime | None = None) -> Self:
        """Due, and passed over: the worker stands still, or something stands in the way."""
        return self.due((at or timezone.now()) - LATE_AFTER)

    def unsigned(self) -> Self:
        """Published urgently and not yet signed by a second person."""
        return self.filter(state=State.PUBLISHED, signed_at=None).exclude(urgent_reason="")
