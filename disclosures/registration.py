"""What the disclosures app tells the library about itself; imported by DisclosuresConfig.ready()."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse

from disclosures import (
    checks,  # noqa: F401 - registers the checks of the inspection
    contents,
    dataset_contents,
    indicator_contents,
    project_contents,
    searching,
    special_contents,
    special_parts,
)
from disclosures.home_panels import home_projects, home_specials, unit_projects
from disclosures.models import (
    Alert,
    Dataset,
    Entry,
    Indicator,
    Placement,
    Project,
    ProjectUpdate,
    Special,
    VersionStanding,
)
from disclosures.models.alert import alerts_now, open_alerts
from disclosures.models.column import tree
from disclosures.models.project_update import withdraw_with
from policies.dead_links import dead_links
from policies.drafting import undescribed
from portal.context import add_banners, add_nav
from portal.models.user import OFFICE, REVIEWER
from portal.moments import register_moments
from portal.panels import Panel, register_panel
from portal.piles import Pile, register_piles
from portal.publication_companions import Companion, register_companion
from portal.publication_gates import Gate, register_gate
from portal.publication_statistics import Breakdown, register_breakdown
from portal.registry import PublicType, register
from portal.screening import findings, open_sentences

BARS = ("progress", "explain")
"""Style sheets of what shows projects."""


def urls(item: Any) -> list[str]:
    """Its page and its files."""
    files = item.attachments.defer("text") if hasattr(item, "attachments") else []
    return [item.get_absolute_url(), *(each.get_absolute_url() for each in files)]


def moments() -> Iterator[dt.datetime]:
    """Beginnings and ends of public warnings."""
    for each in open_alerts():
        yield from (each.starts_at, each.ends_at)


register(
    PublicType(
        key="entry",
        model=Entry,
        label="公开信息",
        list_url="disclosures:tree",
        updated=lambda item: item.corrected_at or item.published_at,
        summary=lambda item: item.summary,
        urls=urls,
        position=40,
        search=searching.SEARCH,
    )
)
register(
    PublicType(
        key="alert",
        model=Alert,
        label="预警和提示",
        list_url="disclosures:alerts",
        updated=lambda item: item.corrected_at or item.published_at,
        summary=lambda item: item.summary,
        urls=urls,
        position=42,
        search=searching.ALERTS,
    )
)
register(
    PublicType(
        key="indicator",
        model=Indicator,
        label="指标",
        list_url="disclosures:indicators",
        updated=lambda item: item.corrected_at or item.published_at,
        summary=lambda item: item.summary,
        urls=lambda item: [
            item.get_absolute_url(),
            *(reverse("disclosures:indicator-values", args=[item.code, kind]) for kind in ("csv", "xlsx", "json")),
        ],
        position=41,
        needs=("code",),
        search=indicator_contents.SEARCH,
    )
)
for key, model, label, list_url, position, needs, searched in (
    ("project", Project, "实事和建设项目", "disclosures:projects", 38, (), project_contents.SEARCH),
    (
        "project-update",
        ProjectUpdate,
        "项目进展",
        "disclosures:projects",
        39,
        ("project_id",),
        project_contents.UPDATES,
    ),
    ("special", Special, "专题", "disclosures:specials", 37, ("slug",), special_contents.SEARCH),
):
    register(
        PublicType(
            key=key,
            model=model,
            label=label,
            list_url=list_url,
            updated=lambda item: item.corrected_at or item.published_at,
            summary=lambda item: item.summary,
            urls=urls,
            position=position,
            needs=needs,
            search=searched,
        )
    )
register(
    PublicType(
        key="dataset",
        model=Dataset,
        label="数据集",
        list_url="disclosures:datasets",
        updated=lambda item: item.corrected_at or item.published_at,
        summary=lambda item: item.summary,
        urls=lambda item: [
            item.get_absolute_url(),
            *(reverse("disclosures:dataset-rows", args=[item.slug, kind]) for kind in ("csv", "xlsx", "json")),
            reverse("disclosures:dataset-dictionary", args=[item.slug]),
        ],
        position=41,
        needs=("slug",),
        search=dataset_contents.SEARCH,
    )
)
register_moments(moments)
register_moments(special_contents.moments)
register_companion(Project, Companion(lambda *_: None, withdraw_with))
for kind in special_contents.KINDS:
    special_parts.register(kind)
add_banners(alerts_now)
register_gate(Alert, Gate("personal-data", lambda each: open_sentences(findings(each, searching.alert_passages(each)))))
contents.register(
    contents.ColumnContent(
        "entry",
        "公开信息",
        "",
        searching.of_columns,
        searching.updated,
        contents.counted(Placement, "entry__"),
        10,
    )
)
register_gate(Entry, Gate("personal-data", lambda each: open_sentences(findings(each, searching.passages(each)))))
register_gate(Entry, Gate("dead-links", dead_links))
register_gate(Entry, Gate("pictures", undescribed))
contents.register(
    contents.ColumnContent(
        "indicator",
        "指标",
        "disclosures/_indicators.html",
        indicator_contents.of_columns,
        indicator_contents.updated,
        contents.counted(Indicator),
        5,
        ("chart",),
    )
)
contents.register(
    contents.ColumnContent(
        "project",
        "项目",
        "disclosures/_projects.html",
        project_contents.of_columns,
        project_contents.updated,
        contents.counted(Project),
        6,
        ("progress",),
    )
)
register_gate(
    Project, Gate("personal-data", lambda each: open_sentences(findings(each, project_contents.passages(each))))
)
register_gate(
    ProjectUpdate,
    Gate("personal-data", lambda each: open_sentences(findings(each, project_contents.update_passages(each)))),
)
register_gate(
    Special, Gate("personal-data", lambda each: open_sentences(findings(each, special_contents.passages(each))))
)
register_gate(
    Indicator,
    Gate("personal-data", lambda each: open_sentences(findings(each, indicator_contents.passages(each)))),
)
register_panel("home", Panel("projects", "实事和建设项目", 20, home_projects, "disclosures/_home_projects.html", BARS))
register_panel("home", Panel("specials", "专题专栏", 30, home_specials, "disclosures/_home_specials.html"))
register_panel("unit", Panel("projects", "项目", 40, unit_projects, "disclosures/_unit_projects.html", BARS))
contents.register(
    contents.ColumnContent(
        "dataset",
        "数据集",
        "disclosures/_datasets.html",
        dataset_contents.of_columns,
        dataset_contents.updated,
        contents.counted(Dataset),
        6,
    )
)
ROWS_WAITING = Pile(
    "rows-waiting",
    "数据待确认",
    lambda who: Q(versions__standing=VersionStanding.WAITING) & ~Q(versions__imported_by=who),
    frozenset({REVIEWER, OFFICE}),
)
register_piles(Dataset, ROWS_WAITING)
register_gate(
    Dataset,
    Gate("personal-data", lambda each: open_sentences(findings(each, dataset_contents.passages(each)))),
)
register_breakdown(
    Breakdown(
        "column",
        "按栏目",
        "同一条信息可以放在几个栏目里，这里每个栏目各算一次，合计里只算一次。",
        lambda span, units: [
            (tree().by_pk[pk].name, count) for pk, count in contents.published_by_column(span, units).items()
        ],
    )
)
add_nav(18, "信息公开", "disclosures:tree", "/columns/")
