"""Loads the fictional district. Composition: it names the content of every app."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from decisions.demo.load import load_decisions
from disclosures.demo.datasets import load_datasets
from disclosures.demo.indicators import load_indicators
from disclosures.demo.load import load_alerts, load_columns, load_entries
from disclosures.demo.projects import load_projects
from disclosures.demo.standards import load_standards
from interaction.demo.load import load_questions
from policies.demo.bundles import load_bundles
from policies.demo.courseware import load_courseware
from policies.demo.guides import load_services
from policies.demo.load import load_documents, load_tags
from portal.demo.search import load_search
from portal.demo.units import STAFF, load_staff, load_units
from portal.models import User


class Command(BaseCommand):
    help = "Load demonstration content of a fictional district; run again it adds only what is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        units = load_units()
        password = load_staff(units, settings.DATA_DIR)
        office = User.objects.get(username="office")
        load_tags(office)
        made = load_documents(units, office)
        bundled = load_bundles(units, office) + load_services(units, office) + load_courseware(units, office)
        decided = load_decisions(units, office)
        disclosed = load_columns(units, office) + load_entries(units, office) + load_alerts(units, office)
        disclosed += load_indicators(units, office) + load_datasets(units, office) + load_standards(office)
        disclosed += load_projects(units, office)
        asked = load_questions(units, office)
        sought = load_search(office)
        self.stdout.write(
            f"{len(units)} units, {made} new documents, {bundled} new bundles, guides and courseware, "
            f"{decided} new decisions, {disclosed} new columns, entries, warnings, indicators, datasets, catalogue items, "
            f"projects and specials, "
            f"{asked} new questions, {sought} rows about the search."
        )
        self.stdout.write(f"Staff accounts at /admin/: {', '.join(STAFF)}; password {password}")
