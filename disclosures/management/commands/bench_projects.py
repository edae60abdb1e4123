"""A thousand projects with milestones and news: the list, its filters, one page, a special. Leaves nothing behind."""

import datetime as dt
import statistics
import time
from typing import Any

import pgtrigger
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from disclosures.models import Milestone, Project, ProjectCategory, ProjectUpdate
from disclosures.models.place import towns_now
from portal.pagecache import store

PROJECTS, POINTS, NEWS, ROUNDS = 1000, 5, 6, 15
TABLES = ("disclosures_project", "disclosures_milestone", "disclosures_projectupdate")


class Command(BaseCommand):
    help = "Measure the pages of projects with a thousand of them; needs the demonstration content."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            item = self.fill()
            for url in (
                "/projects/", "/projects/?page=20", "/projects/?state=late", "/projects/?category=care&state=doing",
                f"/projects/?town={towns_now()[0].pk}", item.get_absolute_url(), "/specials/carbon-neutral/",
                "/feeds/projects/", "/",
            ):  # fmt: skip
                self.page(url)
            transaction.set_rollback(True)
        store.clear()

    def fill(self) -> Project:
        """Copies of the demonstration's, spread over towns, kinds and time; straight into the tables."""
        first = Project.objects.published().filter(target=None, updates__isnull=False).first()
        if first is None:
            raise CommandError("there are no projects; load_demo brings some.")
        news, today = ProjectUpdate.objects.published().filter(project=first).first(), timezone.localdate()
        towns, kinds = towns_now(), list(ProjectCategory.objects.all())
        made = [
            copied(first, title=f"项目{n}", town_id=towns[n % len(towns)].pk, category_id=kinds[n % len(kinds)].pk,
                   ends_on=today + dt.timedelta(days=n % 700 - 100))
            for n in range(PROJECTS)
        ]  # fmt: skip
        day = dt.timedelta(days=40)
        with pgtrigger.ignore():
            rows = Project.objects.bulk_create(made)
            Milestone.objects.bulk_create([
                Milestone(project=each, name=f"节点{n}", planned_on=today + day * (n - 1), done_on=today if n < 2 else None)
                for each in rows for n in range(POINTS)
            ])  # fmt: skip
            ProjectUpdate.objects.bulk_create([
                copied(news, project_id=each.pk, title=f"进展{n}", done=n * 10, on=today - day * (NEWS - n))
                for each in rows for n in range(NEWS)
            ])  # fmt: skip
        ProjectCategory.objects.update(position=1)  # moves the version
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"ANALYZE {table}")
        return rows[-1]

    def page(self, url: str) -> None:
        """A page that no cache has: the median of some rounds, and its queries."""
        client, times = Client(HTTP_HOST="localhost"), []
        for _ in range(ROUNDS):
            store.clear()
            start = time.perf_counter()
            if client.get(url).status_code != 200:
                raise CommandError(f"{url} is not there")
            times.append((time.perf_counter() - start) * 1000)
        store.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        self.stdout.write(f"{url:45} {statistics.median(times):7.1f} ms   {len(queries)} queries   (wanted: under 150)")


def copied(row: Any, **changes: Any) -> Any:
    """The same once more, not yet saved."""
    values = {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields if not each.primary_key}
    return type(row)(**values | changes)
