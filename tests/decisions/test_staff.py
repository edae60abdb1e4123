"""The staff side: warnings before a rule is broken, letters entered on behalf, grouping many at once, who may see what."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from decisions.models import Opinion
from portal.models import AccessLog
from tests.decisions.factories import (
    DAY,
    make_activity,
    make_attendance,
    make_catalogue,
    make_consultation,
    make_decision,
    make_feedback,
    make_group,
    make_opinion,
    make_record,
    make_sign_up,
)
from tests.factories import make_user, publish

pytestmark = pytest.mark.django_db


def change(item: Any) -> str:
    return reverse(f"admin:decisions_{item._meta.model_name}_change", args=[item.pk])


def page(response: Any) -> str:
    assert response.status_code == 200, response
    return response.content.decode()


def test_a_draft_says_what_it_would_break_before_anybody_is_refused(staff: Any, lin: Any, construction: Any) -> None:
    decision = make_decision()
    short = make_consultation(decision, unit=construction, closes_at=timezone.now() + 5 * DAY, public=False)
    early = make_record(decision, "discussion", timezone.localdate(), unit=construction, public=False)
    assert "第十五条" in page(staff(lin).get(change(short)))
    shown = page(staff(lin).get(change(early)))
    assert "按现在的内容不能公开" in shown
    assert "第二十五条" in shown


def test_previews_show_the_public_page_and_take_no_post(staff: Any, lin: Any, construction: Any) -> None:
    mine = {"unit": construction, "public": False}
    decision = make_decision("停车收费", unit=construction)
    items = [
        make_decision("另一项", **mine), make_consultation(decision, **mine), make_activity(decision, **mine),
        make_record(decision, "initiation", timezone.localdate(), **mine), make_attendance(decision, **mine),
        make_feedback(make_consultation(decision), unit=construction), make_catalogue(2026, **mine),
    ]  # fmt: skip
    for item in items:
        shown = staff(lin).get(reverse(f"admin:decisions_{item._meta.model_name}_preview", args=[item.pk]))
        assert item.title in page(shown), item
        assert shown.headers["X-Robots-Tag"] == "noindex"
        assert 'method="post" action="/decisions/' not in shown.content.decode()


def test_who_may_only_read_sees_texts_without_their_markup(staff: Any, he: Any, construction: Any) -> None:
    consultation = make_consultation(unit=construction)
    for item in (consultation, make_activity(unit=construction), make_feedback(consultation, unit=construction)):
        shown = page(staff(he).get(change(item)))
        assert "&lt;p&gt;" not in shown, item
    read = page(staff(he).get(change(consultation)))
    assert read.count("停车每小时收费三元") == 1
    draft = make_consultation(unit=construction, public=False)
    assert "停车每小时收费三元" in page(staff(draft.created_by).get(change(draft)))


def test_letters_are_entered_on_behalf_until_the_feedback_is_public(staff: Any, lin: Any, construction: Any) -> None:
    consultation = make_consultation(unit=construction, opens_at=timezone.now() - 60 * DAY)
    add = reverse("admin:decisions_opinion_add")
    day = timezone.localdate(consultation.opens_at) + DAY
    fields = {
        "consultation": consultation.pk, "channel": "letter", "received_at_0": day.isoformat(), "received_at_1": "10:00",
        "article": "第二条", "text": "来信：三元太贵。", "name": "周建国", "contact": "岚城镇1号",
        "attachments-TOTAL_FORMS": 0, "attachments-INITIAL_FORMS": 0,
    }  # fmt: skip
    client = staff(lin)
    assert "请选来信、电子邮件、来电或当面" in page(client.post(add, fields | {"channel": "online"}))
    assert "请登记意见的内容" in page(client.post(add, fields | {"text": " "}))
    told = page(client.post(add, fields, follow=True))
    opinion = Opinion.objects.get()
    assert (opinion.channel, opinion.entered_by, opinion.article) == ("letter", lin, "第二条")
    assert opinion.receipt.number in told
    assert opinion.receipt.code in told
    feedback = make_feedback(consultation, unit=construction)
    Opinion.objects.update(group=make_group(feedback))
    publish(feedback)
    assert "件数不能再变" in page(client.post(add, fields, follow=True))
    assert Opinion.objects.count() == 1


def test_many_are_grouped_at_once_and_stay_when_reviewed(staff: Any, lin: Any, construction: Any) -> None:
    consultation = make_consultation(unit=construction, opens_at=timezone.now() - 60 * DAY)
    feedback = make_feedback(consultation, unit=construction)
    group = make_group(feedback)
    chosen = [make_opinion(consultation, f"第{n}条").pk for n in range(4)]
    other = make_opinion(make_consultation(unit=construction))
    client, url = staff(lin), reverse("admin:decisions_opinion_changelist")
    act = {"action": "put_into_group", "_selected_action": [*chosen, other.pk]}
    assert "一次只能归类同一次征求意见" in page(client.post(url, act, follow=True))
    asked = page(client.post(url, act | {"_selected_action": chosen}))
    assert "归入" in asked
    assert group.title in asked
    told = page(client.post(url, act | {"_selected_action": chosen, "target": group.pk}, follow=True))
    assert f"4 条意见已归入「{group.title}」" in told
    publish(feedback)
    second = act | {"_selected_action": chosen[:1], "target": group.pk}
    assert Opinion.objects.filter(group=group).count() == 4
    assert "1 条意见已归入" in page(client.post(url, second, follow=True)), "the same group again changes nothing"


def test_private_data_is_seen_by_its_unit_only_and_leaves_a_trace(
    staff: Any, lin: Any, health: Any, construction: Any
) -> None:
    opinion = make_opinion(make_consultation(unit=construction), name="司徒隐名", contact="13911112222")
    sign_up = make_sign_up(make_attendance(unit=construction), "欧阳隐名")
    stranger = staff(make_user("tang", health, "起草"))
    for item in (opinion, sign_up):
        assert stranger.get(change(item)).status_code in (302, 403, 404)
        assert "隐名" in page(staff(lin).get(change(item)))
    export = {"action": "export", "_selected_action": [opinion.pk]}
    listed = staff(lin).post(reverse("admin:decisions_opinion_changelist"), export)
    assert "13911112222" in listed.content.decode()
    assert "no-store" in listed.headers["Cache-Control"]
    assert AccessLog.objects.count() == 3
    assert set(AccessLog.objects.values_list("kind", flat=True)) == {AccessLog.Kind.OPENED, AccessLog.Kind.EXPORTED}


def test_desk_shows_what_waits_for_its_feedback(staff: Any, lin: Any, construction: Any) -> None:
    make_consultation(unit=construction, title="等答复的征集", opens_at=timezone.now() - 60 * DAY)
    assert "等答复的征集" in page(staff(lin).get("/admin/"))
