"""The inspection: what is wrong is found with its owner, told once, over when it is mended, and counted."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from disclosures.models import Column
from portal import inspection
from portal.inspection import Check, Found, outside_links
from portal.inspection.running import inspect, results, score
from portal.models import InspectionRule, InspectionRun, Notice, OutsideLink, Problem, Unit, User, WatchedWord
from tests.decisions.conftest import move  # noqa: F401 - a clock
from tests.disclosures.rows import make_entry, make_file, office, publish_entry
from tests.factories import cleared, make_unit, make_user

pytestmark = pytest.mark.django_db


def problems(key: str) -> list[str]:
    return list(Problem.objects.filter(check_key=key, resolved_at=None).values_list("text", flat=True))


@pytest.fixture
def unit() -> Unit:
    return make_unit("岚屿区绿化市容局")


def column(unit: Unit, name: str, **fields: Any) -> Column:
    values = {"unit": unit, "description": "说明", "keywords": ["词"]} | fields
    return Column.place(name=name, slug=f"c{Column.objects.count()}", **values)


def test_exactly_the_right_columns_become_stale_and_owners_are_told_once(unit: Unit, move: Any) -> None:  # noqa: F811
    author = make_user("cao", unit, "起草")
    news, monthly, half = (
        column(unit, name, **fields)
        for name, fields in (
            ("动态栏目", {"rhythm": "news"}),
            ("月报栏目", {"rhythm": "notices", "limit_days": 31}),
            ("通知栏目", {"rhythm": "notices"}),
        )
    )
    for each in (news, monthly, half):
        publish_entry(each, title=f"{each.name}的信息")
    inspect()
    assert problems("stale-news") == []
    told = Notice.objects.filter(recipient=author).count()
    start = timezone.now()
    move(start + dt.timedelta(days=30))
    inspect()
    assert [each[:7] for each in problems("stale-news")] == ["栏目“动态栏目"]
    assert Notice.objects.filter(recipient=author).count() == told + 1
    inspect()
    assert Notice.objects.filter(recipient=author).count() == told + 1
    move(start + dt.timedelta(days=32))
    inspect()
    assert {each[3:7] for each in problems("stale-news")} == {"动态栏目", "月报栏目"}
    publish_entry(news, title="新的动态")
    run = inspect()
    assert {each[3:7] for each in problems("stale-news")} == {"月报栏目"}
    assert run.resolved >= 1
    assert Problem.objects.get(subject=f"column:{news.pk}", check_key="stale-news").resolved_at is not None


def test_empty_columns_and_missing_meta_tags(unit: Unit) -> None:
    parent = column(unit, "上级栏目")
    Column.place(parent, name="下级栏目", slug="below", unit=unit)
    inspect()
    assert {"栏目“上级栏目”没有内容。", "栏目“下级栏目”没有内容。"} <= set(problems("empty-columns"))
    assert "栏目“下级栏目”缺少栏目说明、关键词（页面标签）。" in problems("column-meta")
    publish_entry(Column.objects.get(slug="below"))
    inspect()
    assert not any("级栏目" in each for each in problems("empty-columns"))


def test_missing_and_altered_files(unit: Unit) -> None:
    place = column(unit, "栏目")
    items = []
    for name in ("完好", "改动", "丢失"):
        item = make_entry(place, title=f"{name}的信息")
        file = make_file(item)
        cleared(item).publish(office())
        items.append(file)
    Path(items[1].file.path).write_bytes(b"%PDF-1.4 other")
    Path(items[2].file.path).unlink()
    inspect()
    found = problems("attachments")
    assert len(found) == 2
    assert any("改动的信息" in each and "被改动" in each for each in found)
    assert any("丢失的信息" in each and "不见了" in each for each in found)


def test_words_in_what_is_public_alone(unit: Unit) -> None:
    WatchedWord.objects.create(word="布署", instead="部署", unless="公布署名")
    place = column(unit, "栏目")
    publish_entry(place, title="一号信息", body="<p>按照统一布署推进。</p>")
    publish_entry(place, title="二号信息", body="<p>公布署名的文章。</p>")
    make_entry(place, title="没有公开的布署")
    inspect()
    assert problems("words") == ["《一号信息》正文有错别字“布署”，应写为“部署”。"]
    with pytest.raises(IntegrityError), transaction.atomic():
        WatchedWord.objects.create(word="一")


def test_a_broken_check_does_not_keep_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> list[Found]:
        raise ZeroDivisionError

    monkeypatch.setattr(inspection, "_checks", {
        "bad": Check("bad", "坏检查", fails), "good": Check("good", "好检查", lambda: [Found("x", "问题")])
    })  # fmt: skip
    run = inspect()
    assert (run.failed, problems("good")) == ("坏检查", ["问题"])
    assert InspectionRun.objects.get().finished_at is not None


def test_score_and_vetoes_follow_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [Found(str(n), f"问题{n}") for n in range(4)]
    check = Check("some", "一项检查", lambda: found, points=2, cap=5, veto=5)
    monkeypatch.setattr(inspection, "_checks", {"some": check})
    inspect()
    result = results()[0]
    assert (result.deduction, result.is_veto, score([result])) == (Decimal(5), False, Decimal(95))
    InspectionRule.objects.create(check_key="some", points=1, cap=50, veto=4)
    result = results()[0]
    assert (result.deduction, result.is_veto) == (Decimal(4), True)
    assert inspect().vetoes == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Problem.objects.create(check_key="some", subject="1", text="twice")


def test_unit_staff_see_their_own_and_only_the_office_runs_it(staff: Any, lin: User, qiu: User, unit: Unit) -> None:
    Problem.objects.create(check_key="words", subject="a", text="本单位的问题", unit=lin.unit)
    Problem.objects.create(check_key="words", subject="b", text="别人的问题", unit=unit)
    page = staff(lin).get("/admin/portal/problem/").content.decode()
    assert "本单位的问题" in page
    assert "别人的问题" not in page
    assert "别人的问题" not in staff(lin).get("/admin/portal/problem/summary/?export=csv").content.decode()
    url = "/admin/portal/problem/summary/"
    assert staff(lin).post(url).status_code == 403
    assert "检查完成" in staff(qiu).post(url, follow=True).content.decode()
    assert Problem.objects.filter(resolved_at=None, subject__in=["a", "b"]).count() == 0
    assert staff(qiu).get("/admin/portal/inspectionrule/").status_code == 200
    assert InspectionRule.objects.filter(check_key="empty-columns", veto=5).exists()


def test_outside_links_are_asked_once_a_night_and_told_after_three(unit: Unit, move: Any) -> None:  # noqa: F811
    place = column(unit, "栏目")
    body = '<p><a href="https://www.example.org/gone">表格</a><a href="https://www.example.org/there">原文</a></p>'
    publish_entry(place, title="有外链的信息", body=body)
    make_entry(place, title="草稿", body='<p><a href="https://draft.example.org/">草稿链接</a></p>')
    asked: list[str] = []

    def failure(url: str) -> str:
        asked.append(url)
        return "对方回答 404" if url.endswith("/gone") else ""

    start = timezone.now()
    assert outside_links.ask(failure) == 2
    assert outside_links.ask(failure) == 0
    assert sorted(asked) == ["https://www.example.org/gone", "https://www.example.org/there"]
    for night in (1, 2):
        inspect()
        assert problems("outside-links") == []
        move(start + dt.timedelta(days=night))
        outside_links.ask(failure)
    inspect()
    assert problems("outside-links") == [
        "《有外链的信息》里的外部链接 https://www.example.org/gone 打不开：对方回答 404。"
    ]
    move(start + dt.timedelta(days=3))
    outside_links.ask(lambda url: "")
    inspect()
    assert problems("outside-links") == []


@pytest.mark.parametrize("url", ["http://10.1.2.3/a", "http://127.0.0.1:8000/", "http://intranet/x", "http://[::1]/"])
def test_inner_addresses_are_never_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside_links.urllib.request, "urlopen", lambda *_, **__: pytest.fail("asked"))
    assert outside_links.failure_of(url) == "是内部网络的地址，公众打不开"


def test_links_that_are_not_linked_any_more_are_forgotten() -> None:
    OutsideLink.objects.create(address="https://old.example.org/", failures=3, failure="对方回答 404")
    outside_links.ask(lambda url: "")
    assert not OutsideLink.objects.exists()


def test_dead_links_and_silent_pictures_of_every_text(unit: Unit) -> None:
    place = column(unit, "栏目")
    item = make_entry(place, title="坏链接", body='<p><a href="/policies/2026/1/999999/">不存在</a></p>')
    assert "正文链接 /policies/2026/1/999999/ 指向的文件没有公开或已撤回。" in item.blockers()


def test_a_home_page_without_news_for_two_weeks_is_a_veto(unit: Unit, move: Any) -> None:  # noqa: F811
    inspect()
    assert problems("home") == ["首页没有任何信息。"]
    publish_entry(column(unit, "栏目"), title="一条信息")
    inspect()
    assert problems("home") == []
    move(timezone.now() + dt.timedelta(days=15))
    inspect()
    assert problems("home")[0].startswith("首页最近更新")
    assert next(each for each in results() if each.check.key == "home").is_veto


@pytest.mark.parametrize(("hosts", "failures"), [(3, 0), (2, 1)])
def test_a_night_without_a_line_is_not_counted(hosts: int, failures: int, unit: Unit) -> None:
    """One host or two may well be gone; three at once are our own line."""
    links = "".join(f'<a href="https://{name}.example.org/">原文</a>' for name in "abc"[:hosts])
    publish_entry(column(unit, "栏目"), title="外链", body=f"<p>{links}</p>")
    outside_links.ask(lambda url: "连接不上（URLError）")
    assert set(OutsideLink.objects.values_list("failures", flat=True)) == {failures}
