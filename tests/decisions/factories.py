"""Plain functions that make decisions and what belongs to them; whatever a test does not care about is believable."""

import datetime as dt
import itertools
from typing import Any

from django.utils import timezone

from decisions.models import (
    Activity,
    Attendance,
    AttendanceResult,
    Attendee,
    Catalogue,
    CatalogueItem,
    Consultation,
    Decision,
    Draft,
    Feedback,
    Opinion,
    OpinionGroup,
    SignUp,
    StageRecord,
)
from decisions.models.attendance import PREFIX, PURPOSE
from decisions.models.opinion import PREFIX as OPINION_PREFIX
from decisions.models.opinion import PURPOSE as OPINION_PURPOSE
from policies import bodytext
from portal.models import Receipt, User
from portal.publishing import Publishable
from tests.factories import _people, make_unit, publish

_serial = itertools.count(1)
DRAFT = "第一条　为了便民，制定本办法。\n第二条　停车每小时收费三元。\n第三条　本办法自公布之日起施行。"
DAY = dt.timedelta(days=1)


def _author(fields: dict[str, Any]) -> dict[str, Any]:
    return {"created_by": _people()[0], "unit": make_unit("岚屿区工厂局"), "disclosure_basis": "20-1"} | fields


def make_decision(title: str = "", *, public: bool = True, excused: tuple[str, ...] = (), **fields: Any) -> Decision:
    number = fields.setdefault("number", next(_serial))
    values = {"year": 2025, "summary": f"第{number}项决策的一句话说明。"} | _author(fields)
    decision = Decision.objects.create(title=title or f"第{number}项决策", **values)
    decision.lay_out()
    decision.stages.filter(kind__in=excused).update(excuse="不涉及专业技术问题和重大风险。")
    return publish(decision) if public else decision  # type: ignore[type-var]


def make_part(model: Any, decision: Decision | None, **fields: Any) -> Any:
    return model.objects.create(decision=decision or make_decision(), **_author(fields))


def make_consultation(
    decision: Decision | None = None, *, public: bool = True, opens_at: dt.datetime | None = None, **fields: Any
) -> Consultation:
    opens_at = opens_at or timezone.now() - DAY
    values = {
        "title": f"关于第{next(_serial)}号草案公开征求意见的公告", "body": "<p>现公开征求意见。</p>", "opens_at": opens_at,
        "closes_at": opens_at + 31 * DAY, "post": "岚城镇望海大道1号", "phone": "6200-0101",
    } | fields  # fmt: skip
    consultation = make_part(Consultation, decision, **values)
    make_draft_text(consultation)
    return publish(consultation) if public else consultation


def make_draft_text(consultation: Consultation, title: str = "停车管理办法（草案）", text: str = DRAFT) -> Draft:
    position = consultation.drafts.count()
    draft = Draft(consultation=consultation, title=title, position=position, drafting_note="<p>说明</p>")
    draft.interpretation = "<p>解读</p>"
    draft.set_body(bodytext.from_plain(text))
    draft.save()
    return draft


def make_opinion(consultation: Consultation, text: str = "三元太贵了。", **fields: Any) -> Opinion:
    received_at = fields.pop("received_at", None) or consultation.opens_at
    receipt = Receipt.give(OPINION_PURPOSE, OPINION_PREFIX)
    return Opinion.objects.create(
        consultation=consultation, receipt=receipt, text=text, received_at=received_at, **fields
    )


def make_feedback(consultation: Consultation, *, public: bool = False, **fields: Any) -> Feedback:
    values = {
        "title": f"{consultation.title}的采纳情况",
        "body": "<p>认真研究。</p>",
        "consultation": consultation,
    } | fields
    feedback = make_part(Feedback, consultation.decision, **values)
    return publish(feedback) if public else feedback


def make_group(feedback: Feedback, result: str = "rejected", title: str = "收费太高", **fields: Any) -> OpinionGroup:
    values = {"reason": "成本测算为每小时二元八角。", "position": feedback.groups.count()} | fields
    return OpinionGroup.objects.create(feedback=feedback, result=result, title=title, **values)


def make_record(decision: Decision | None, kind: str, held_on: dt.date, *, public: bool = True, **fields: Any) -> Any:
    values = {"title": f"{StageRecord.Kind(kind).label}（第{next(_serial)}号）", "summary": "要点。"} | fields
    if kind in ("expert", "risk", "evaluation"):
        values = {"organisations": ["望海大学"]} | values
    if kind != "initiation":
        values = {"conclusion": "approved"} | values
    record = make_part(StageRecord, decision, kind=kind, held_on=held_on, **values)
    return publish(record) if public else record


def make_activity(decision: Decision | None = None, *, public: bool = True, **fields: Any) -> Activity:
    values = {
        "title": f"第{next(_serial)}次座谈会", "kind": "forum", "held_on": dt.date(2025, 4, 10), "participants": "居民代表8名",
        "chosen": "街镇推荐。", "opinions": "<p>希望便宜些。</p>", "adoption": "<p>采纳。</p>",
    } | fields  # fmt: skip
    activity = make_part(Activity, decision, **values)
    return publish(activity) if public else activity  # type: ignore[type-var]


def make_attendance(decision: Decision | None = None, *, public: bool = True, **fields: Any) -> Attendance:
    now = timezone.now()
    values = {
        "title": f"邀请公众代表列席第{next(_serial)}次会议", "body": "<p>邀请列席。</p>", "place": "行政中心", "invited": "居民",
        "opens_at": now - DAY, "closes_at": now + DAY, "meets_at": now + 5 * DAY, "conditions": "年满18周岁。",
        "rule": "以截止次日公布的数字为种子。", "quota": 2,
    } | fields  # fmt: skip
    attendance = make_part(Attendance, decision, **values)
    return publish(attendance) if public else attendance  # type: ignore[type-var]


def make_sign_up(attendance: Attendance, name: str = "陈小明", **fields: Any) -> SignUp:
    values = {"phone": "13900000000", "is_adult": True, "received_at": attendance.opens_at} | fields
    return SignUp.objects.create(attendance=attendance, receipt=Receipt.give(PURPOSE, PREFIX), name=name, **values)


def make_result(attendance: Attendance, seed: str = "20260318", *, public: bool = True) -> AttendanceResult:
    result = AttendanceResult(
        decision=attendance.decision, attendance=attendance, seed=seed, **_author({"title": "列席名单"})
    )
    result.draw()
    result.save()
    for place, number in enumerate(result.drawn[: attendance.quota]):
        Attendee.objects.create(result=result, position=place, number=number, name="陈某某", said="希望加快。")
    return publish(result) if public else result  # type: ignore[type-var]


def make_catalogue(year: int = 2025, version: int = 1, *, public: bool = True, **fields: Any) -> Catalogue:
    titles = fields.pop("items", ["停车管理办法"])
    values = {"title": f"{year}年度重大行政决策事项目录"} | _author(fields)
    catalogue = Catalogue.objects.create(year=year, version=version, **values)
    for number, title in enumerate(titles, start=1):
        add_item(catalogue, number, title)
    return publish(catalogue) if public else catalogue  # type: ignore[type-var]


def add_item(catalogue: Catalogue, number: int, title: str, **fields: Any) -> CatalogueItem:
    values = {"unit": catalogue.unit, "procedures": ["participation", "legality", "discussion"]} | fields
    return CatalogueItem.objects.create(catalogue=catalogue, number=number, title=title, **values)


def office() -> User:
    return _people()[2]


def one_of_each() -> list[Publishable]:
    """Every publishable of this app, public, around one decision with private data planted."""
    decision = make_decision("停车收费", excused=("expert", "risk"))
    past = timezone.now() - 60 * DAY
    consultation = make_consultation(decision, opens_at=past)
    feedback = make_feedback(consultation)
    group = make_group(feedback)
    make_opinion(consultation, "绝密意见原话", name="隐名氏", contact="13911112222", group=group)
    record = make_record(decision, "legality", dt.date(2025, 5, 20), sent_on=dt.date(2025, 5, 6))
    attendance = make_attendance(decision)
    make_sign_up(attendance, "司徒隐名", phone="13933334444")
    catalogue = make_catalogue(decision.year)
    return [decision, consultation, publish(feedback), record, make_activity(decision), attendance, catalogue]  # type: ignore[list-item, type-var]
