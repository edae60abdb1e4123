"""One run of all checks: what is new, what is still there, what is over; who is told; what it costs."""

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal import notices
from portal.inspection import Check, Found, checks
from portal.models import InspectionRule, InspectionRun, Problem, Unit, User
from portal.models.user import AUTHOR, REVIEWER
from portal.publication_states import Refused

LOCK = 7_301_177
"""Advisory lock: one inspection at a time."""
FULL = Decimal(100)
PASS = Decimal(60)
"""Below this the site fails the national check."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Result:
    """A check as it stands: how many problems, what they cost, whether they are a veto."""

    check: Check
    count: int
    points: Decimal
    cap: Decimal
    veto: int | None

    @property
    def deduction(self) -> Decimal:
        return min(self.points * self.count, self.cap)

    @property
    def is_veto(self) -> bool:
        return self.veto is not None and self.count >= self.veto


def inspect() -> InspectionRun:
    """Runs every check. Refused when another run is under way; a check that fails leaves its problems as they were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise Refused("另一次检查正在进行，请稍后再看结果。")
        try:
            return _inspect()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _inspect() -> InspectionRun:
    run = InspectionRun.objects.create()
    failed: list[str] = []
    new: list[Problem] = []
    for check in checks():
        try:
            with transaction.atomic():
                found = {each.subject[:300]: each for each in check.find()}
                made, over = _note(check, found)
        except Exception:  # one broken check must not keep the others from running
            log.exception("check %s failed", check.key)
            failed.append(check.label)
            continue
        new += made
        run.resolved += over
    tell_owners(new)
    table = results()
    run.found, run.failed, run.finished_at = len(new), "、".join(failed)[:300], timezone.now()
    run.score, run.vetoes = score(table), sum(each.is_veto for each in table)
    run.save()
    return run


def _note(check: Check, found: dict[str, Found]) -> tuple[list[Problem], int]:
    """The new problems, and how many are over."""
    now = timezone.now()
    held = {each.subject: each for each in Problem.objects.filter(check_key=check.key, resolved_at=None)}
    gone = [each.pk for subject, each in held.items() if subject not in found]
    Problem.objects.filter(pk__in=gone).update(resolved_at=now)
    still = []
    for subject, problem in held.items():
        if subject in found:
            each = found[subject]
            problem.text, problem.unit, problem.url, problem.last_seen = each.text[:500], each.unit, each.url[:300], now
            still.append(problem)
    Problem.objects.bulk_update(still, ["text", "unit", "url", "last_seen"], batch_size=500)
    new = [
        Problem(check_key=check.key, subject=subject, text=each.text[:500], unit=each.unit, url=each.url[:300],
                first_seen=now, last_seen=now)
        for subject, each in found.items() if subject not in held
    ]  # fmt: skip
    return Problem.objects.bulk_create(new), len(gone)


def tell_owners(new: Iterable[Problem]) -> None:
    """One notice for each unit and run, to its people; what belongs to nobody, to the office. Never twice for a problem."""
    counted = Counter(each.unit for each in new)
    for unit, count in counted.items():
        people = _people(unit) if unit else notices.office()
        if unit and not people.exists():
            people = notices.office()
        notices.tell(
            people,
            f"网站检查新发现{count}个问题，请整改。",
            notices.list_url(Problem, **({"unit__id__exact": str(unit.pk)} if unit else {})),
        )


def _people(unit: Unit) -> QuerySet[User]:
    return User.objects.filter(is_active=True, is_staff=True, unit=unit, groups__name__in=[AUTHOR, REVIEWER]).distinct()


def results(unit: Unit | None = None) -> list[Result]:
    """Every check with its open problems; two queries."""
    rows = Problem.objects.filter(resolved_at=None)
    counted = Counter((rows.filter(unit=unit) if unit else rows).values_list("check_key", flat=True))
    rules = {each.check_key: each for each in InspectionRule.objects.all()}
    found = []
    for check in checks():
        rule = rules.get(check.key)
        found.append(
            Result(
                check,
                counted[check.key],
                rule.points if rule else Decimal(str(check.points)),
                rule.cap if rule else Decimal(str(check.cap)),
                rule.veto if rule else check.veto,
            )
        )
    return found


def score(found: Iterable[Result]) -> Decimal:
    """扣分100分: never below nothing."""
    return max(FULL - sum((each.deduction for each in found), Decimal(0)), Decimal(0))
