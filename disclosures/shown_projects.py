"""Projects as readers see them: a card in lists, plan beside reality, the milestones and the updates of one."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from disclosures.models import Completion, Project, ProjectUpdate, UpdatePicture
from disclosures.project_state import (
    TONES,
    ProjectState,
    is_done,
    is_late,
    lateness_words,
    money,
    number,
    progress_words,
    share,
    with_reached,
)
from policies.sentences import chinese_date
from portal.models.unit import units_now

DISTRICT = "全区"


def mark_of(state: str) -> dict[str, str]:
    return {"label": ProjectState(state).label, "tone": TONES[ProjectState(state)]}


def town_name(project: Project) -> str:
    town = units_now().get(project.town_id or 0)
    return town.label if town else DISTRICT


def bar(project: Any) -> dict[str, Any]:
    """The bar of a project that was read through with_state(): per cent, at most 100, and the words beside it."""
    done = share(project.progress_now, project.goal)
    return {"share": min(done, 100), "words": progress_words(project, project.progress_now)}


def card(project: Any) -> dict[str, Any]:
    """No query; of a project that was read through with_state()."""
    return {
        "item": project,
        "mark": mark_of(project.state_now),
        "bar": bar(project),
        "town": town_name(project),
        "unit": units_now()[project.unit_id].label,
        "money": money(project.budget),
        "due": end_words(project),
        "late_count": project.late_count if project.state_now == ProjectState.LATE else 0,
    }


def end_words(project: Any) -> str:
    """The planned end, and how the real one compares."""
    if project.ends_on is None:
        return ""
    words = lateness_words(project.ends_on, project.finished_now, timezone.localdate())
    return f"计划{chinese_date(project.ends_on)}完工（{words}）"


def timeline(project: Project) -> list[dict[str, Any]]:
    """Milestones by their planned day, with what the clock says of each; one query."""
    today = timezone.localdate()
    return [
        {
            "item": each,
            "done": is_done(each.reached_on, today),
            "late": is_late(each.planned_on, each.reached_on, today),
            "slow": is_done(each.reached_on, today) and each.reached_on > each.planned_on,
            "words": lateness_words(each.planned_on, each.reached_on, today),
        }
        for each in with_reached(project.milestones.all())
    ]


def beside(project: Any, milestones: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """Plan beside reality: amount, milestones, time."""
    today, points = timezone.localdate(), list(milestones)
    rows = []
    if project.target is not None:
        plan, real = f"{number(project.target)}{project.measure}", f"{number(project.progress_now)}{project.measure}"
        rows.append(_row("数量", plan, real, f"{share(project.progress_now, project.goal)}%"))
    else:
        rows.append(_row("进度", "100%", f"{number(project.progress_now)}%", ""))
    if points:
        due = sum(each["item"].planned_on <= today for each in points)
        done, late = sum(each["done"] for each in points), sum(each["late"] for each in points)
        plan = f"共{len(points)}个，到今天应完成{due}个"
        rows.append(_row("节点", plan, f"已完成{done}个", f"{late}个已延期" if late else "没有延期"))
    if project.starts_on and project.ends_on:
        rows.append(_row("工期", *_time(project.starts_on, project.ends_on, today), ""))
        real = chinese_date(project.finished_now) if is_done(project.finished_now, today) else "还没有完工"
        words = lateness_words(project.ends_on, project.finished_now, today)
        rows.append(_row("完工", chinese_date(project.ends_on), real, words))
    return rows


def _row(name: str, plan: str, real: str, words: str) -> dict[str, str]:
    return {"name": name, "plan": plan, "real": real, "words": words}


def _time(starts_on: dt.date, ends_on: dt.date, today: dt.date) -> tuple[str, str]:
    whole, gone = (ends_on - starts_on).days + 1, (today - starts_on).days
    plan = f"{chinese_date(starts_on)}至{chinese_date(ends_on)}，{whole}天"
    return plan, "还没有到开工日期" if gone < 0 else f"已过{min(gone * 100 // whole, 100)}%"


def updates_of(project: Project) -> Any:
    """Published ones, the newest first, with pictures and milestones: two queries more when they are read."""
    return with_parts(project.updates.published().newest_first())


def with_parts(rows: Any) -> Any:
    return rows.prefetch_related(
        Prefetch("attachments", queryset=UpdatePicture.objects.defer("text")),
        Prefetch("completions", queryset=Completion.objects.select_related("milestone").order_by("done_on", "pk")),
    )


def shown_update(update: ProjectUpdate, project: Project) -> dict[str, Any]:
    return {
        "item": update,
        "words": progress_words(project, update.done) if update.done is not None else "",
        "pictures": list(update.attachments.all()),
        "reached": list(update.completions.all()),
    }
