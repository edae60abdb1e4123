"""What people type, and what the page answers."""

import json
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from policies.models import DocumentAttachment
from portal.models import User
from portal.registry import get
from portal.search.index import index_many
from portal.search.models import PinnedResult, SearchLog, Synonym
from tests.factories import day, make_draft, make_policy, make_tag, make_unit, publish

pytestmark = pytest.mark.django_db
Titles = Callable[..., list[str]]
Page = Callable[..., str]

LIFT = "关于既有住宅加装电梯补贴的通知"


def test_question_finds_the_article_that_answers_it(page: Page) -> None:
    make_policy(LIFT, body="第一条　为了便民，制定本办法。\n第二条　老房子加装电梯的，按楼层给予补贴。")
    shown = page("老房子装电梯有补贴吗")
    assert "第二条" in shown
    assert "#a2" in shown
    assert "<mark>补贴</mark>" in shown


@pytest.mark.parametrize("query", ["落户", "3月", "1000万", "AQI", "够精彩 GO 崇明", "ａｑｉ", "落戶"])
def test_short_and_mixed_words_are_found(titles: Titles, query: str) -> None:
    make_policy("关于人才工作的通知", body="人才落户在3月办理，奖励1000万元；AQI低于50。口号：够精彩GO崇明。")
    make_policy("关于植树的通知", body="各单位做好植树。")
    assert titles(query) == ["关于人才工作的通知"]


@pytest.mark.parametrize(
    "query",
    [
        "岚建规〔2025〕8号",
        "岚建规[2025]8号",
        "岚建规2025-8",
        "岚建规 2025 8号",
        "岚建规（２０２５）第8号",
        "文号：岚建规〔2025〕8号",
    ],
)
def test_number_in_any_spelling_comes_first_and_says_why(page: Page, query: str) -> None:
    make_policy("关于清理岚建规〔2025〕8号等文件的通知", body="岚建规〔2025〕8号岚建规〔2025〕8号", number="")
    make_policy("关于停车的通知", number="岚建规〔2025〕8号")
    shown = page(query)
    assert "直接命中：文号是岚建规〔2025〕8号" in shown
    assert 0 < shown.find("关于停车的通知") < (shown.find("关于清理") if "关于清理" in shown else len(shown))


def test_index_number_is_a_direct_hit(page: Page) -> None:
    document = make_policy("关于停车的通知")
    assert "直接命中：索引号相同" in page(document.index_number or "")


@pytest.mark.parametrize("query", ["住宅加装", "装电梯补", "关于既有", "梯补贴的通知"])
def test_any_fragment_of_a_title_finds_it(titles: Titles, query: str) -> None:
    make_policy(LIFT)
    make_policy("关于电梯维保的通知", body="既有电梯的加装部件和补贴，住宅关于。")
    assert titles(query)[0] == LIFT


def test_excluded_word_takes_results_away(titles: Titles) -> None:
    make_policy(LIFT)
    make_policy("关于电梯维保的通知")
    assert titles("电梯 -维保") == [LIFT]


def test_phrase_is_taken_as_it_stands(titles: Titles) -> None:
    make_policy(LIFT)
    make_policy("关于电梯的通知", body="电梯由业主加装。")
    assert titles("“加装电梯”") == [LIFT]


def test_field_narrows_to_an_issuer(titles: Titles) -> None:
    health = make_unit("岚屿区卫生健康委员会", short_name="区卫健委")
    make_policy("关于托育服务的通知", issuers=[health])
    make_policy("关于托育机构用地的通知")
    assert titles("发文机关:卫健委 托育") == titles("发文机关：卫生健康 托育") == ["关于托育服务的通知"]


def test_synonym_of_the_office_works_with_the_next_search(titles: Titles) -> None:
    make_policy("关于公共租赁住房的通知")
    Synonym.objects.all().delete()
    assert titles("公租房") == []
    Synonym.objects.create(words=["公租房", "公共租赁住房"])
    assert titles("公租房") == ["关于公共租赁住房的通知"]


def test_synonym_of_a_tag_finds_what_has_the_tag(titles: Titles) -> None:
    tag = make_tag("life-lift", "电梯事项")
    tag.synonyms = ["升降机安装"]
    tag.save()
    make_policy("关于老旧小区的通知", tags=[tag])
    assert titles("升降机安装") == ["关于老旧小区的通知"]


def test_in_force_stands_before_expired_of_the_same_words(titles: Titles) -> None:
    make_policy(
        "关于民宿管理的通知", number="岚文〔2020〕1号", written_on=day("2020-01-06"), expires_on=day("2021-12-31")
    )
    make_policy("关于民宿服务的通知", number="岚文〔2021〕1号")
    assert titles("民宿") == ["关于民宿服务的通知", "关于民宿管理的通知"]


def test_pinyin_of_a_title_word_finds_it_and_says_so(page: Page) -> None:
    make_policy("关于公积金提取的通知")
    shown = page("gongjijin")
    assert "按拼音查找：公积金" in shown
    assert "提取的通知" in shown


@pytest.mark.parametrize(("typed", "meant"), [("gongzufang", "公租房"), ("shengtaihuanjingju", "生态环境局")])
def test_pinyin_of_a_synonym_and_of_a_unit_without_its_place(page: Page, typed: str, meant: str) -> None:
    """No title has them as a word: one stands in the list of the office, the other in the name of the issuer."""
    Synonym.objects.create(words=["公租房", "公共租赁住房"])
    make_policy("关于公共租赁住房的通知", unit=make_unit("岚屿区生态环境局", short_name="区生态环境局"))
    shown = page(typed)
    assert f"按拼音查找：{meant}" in shown
    assert "关于" in shown


@pytest.mark.parametrize(("typed", "meant"), [("公级金", "公积金"), ("公积斤提取", "公积金提取")])
def test_mistyped_word_gets_one_suggestion_and_no_silent_rewrite(page: Page, typed: str, meant: str) -> None:
    make_policy("关于公积金提取的通知")
    call_command("reindex", "--all", verbosity=0)
    shown = page(typed)
    assert f">{meant}</a>" in shown
    assert f'value="{typed}"' in shown


def test_nothing_found_offers_the_filter_to_drop(page: Page) -> None:
    make_policy(LIFT, written_on=day("2024-05-06"))
    make_policy("关于桥梁的通知", expires_on=day("2025-01-01"))
    shown = page("电梯", validity="expired")
    assert "没有找到符合的结果" in shown
    assert "不限“失效”" in shown


def test_facets_count_what_their_click_returns(client: Client) -> None:
    one, other = make_unit("岚屿区民政局"), make_unit("岚屿区教育局")
    for number in range(3):
        make_policy(f"关于养老第{number}件事的通知", issuers=[one])
    make_policy("关于养老教育的通知", issuers=[other], expires_on=day("2025-01-01"))
    response = client.get(reverse("search:page"), {"q": "养老"})
    options = [option for facet in response.context["facets"] for option in facet.options]
    assert len(options) >= 4
    for option in options:
        assert client.get(option.url).context["total"] == option.count


def test_filters_combine_and_chips_take_them_off(client: Client) -> None:
    unit = make_unit("岚屿区民政局")
    make_policy("关于养老的通知", issuers=[unit])
    make_policy("关于养老院的通知", issuers=[unit], expires_on=day("2025-01-01"))
    response = client.get(reverse("search:page"), {"q": "养老", "issuer": unit.pk, "validity": "in_force"})
    assert response.context["total"] == 1
    assert [chip.label for chip in response.context["chips"]] == ["有效", unit.label]
    assert client.get(response.context["chips"][0].url).context["total"] == 2


def test_attachment_text_is_found_with_its_page(page: Page) -> None:
    document = make_draft("关于鸟类名录的通知")
    DocumentAttachment.objects.create(
        document=document, title="名录", name="a.pdf", kind="pdf", mime="application/pdf", size=1, sha256="0", pages=2,
        text="第一页文字\n\n黑脸琵鹭全年保护", page_starts=[0, 7], file="x.pdf",
    )  # fmt: skip
    publish(document)
    index_many(get("policy"), [document.pk])
    shown = page("黑脸琵鹭")
    assert "附件：名录（第 2 页）" in shown
    assert "#page=2" in shown


@pytest.mark.parametrize("number", ["-1", "0", "999999999999", "abc", ""])
def test_any_page_number_gives_a_page(page: Page, number: str) -> None:
    make_policy(LIFT)
    assert "共 <strong>1</strong> 条结果" in page("电梯", page=number)


def test_deep_page_has_the_rest_and_nothing_twice(client: Client) -> None:
    for number in range(45):
        make_policy(f"关于绿化第{number}件事的通知", body="绿化。", number="")
    seen: list[str] = []
    for number in (1, 2, 3):
        response = client.get(reverse("search:page"), {"q": "绿化", "page": number})
        seen += [result.name for result in response.context["results"]]
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.parametrize(
    "query",
    ["' OR 1=1 --", "a & b | !c:*", "((((", "电梯" * 5000, "\x00\x01\u202e", "😀😀", "%_%", "<script>alert(1)</script>", "-",
     '""', "《》", "：", "发文机关:", "'; DROP TABLE portal_searchentry; --", "\\", "to_tsquery('a')", "A" * 10000, "１" * 300],
)  # fmt: skip
def test_hostile_query_gets_a_proper_page(page: Page, query: str) -> None:
    make_policy(LIFT)
    shown = page(query)
    assert "<script>alert" not in shown
    assert "<h1>" in shown


@pytest.mark.parametrize(
    "params", ["issuer=abc", "validity=x", "year=%00", "kind=none", "sort=drop", "tag=%F0%9F%98%80", "page=1e9"]
)
def test_hostile_filter_is_ignored_with_a_note(client: Client, params: str) -> None:
    make_policy(LIFT)
    response = client.get(f"{reverse('search:page')}?q=电梯&{params}")
    assert response.status_code == 200
    assert response.context["total"] == 1


def test_export_has_every_result_as_csv_and_json(client: Client) -> None:
    make_policy(LIFT, number="岚建规〔2025〕8号")
    make_policy("=危险公式电梯")
    text = client.get(reverse("search:csv"), {"q": "电梯"}).content.decode("utf-8-sig")
    assert "岚建规〔2025〕8号" in text
    assert "'=危险公式电梯" in text
    found = json.loads(client.get(reverse("search:json"), {"q": "电梯"}).content)
    assert {row["标题"] for row in found["结果"]} == {LIFT, "=危险公式电梯"}


def test_recommended_result_is_shown_until_its_last_day(page: Page) -> None:
    today = timezone.localdate()
    pin = PinnedResult.objects.create(queries=["电梯"], title="加装电梯办事指南", url="/policies/", until=today)
    assert "加装电梯办事指南" in page("电梯")
    assert "加装电梯办事指南" not in page("电梯补贴")
    PinnedResult.objects.filter(pk=pin.pk).update(since=day("2020-01-01"), until=day("2020-12-31"))
    pin.refresh_from_db()
    pin.save()
    assert "加装电梯办事指南" not in page("电梯")


def test_suggestions_offer_titles_numbers_tags_and_units(client: Client) -> None:
    make_policy(
        LIFT, number="岚建规〔2025〕8号", tags=[make_tag("lift", "电梯安装")], issuers=[make_unit("岚屿区电梯所")]
    )

    def kinds(query: str) -> set[str]:
        found = client.get(reverse("search:suggest"), {"q": query}).json()["suggestions"]
        return {each["kind"] for each in found}

    assert kinds("电梯") == {"标题", "标签", "单位"}
    assert kinds("岚建规2025") == {"文号"}
    assert kinds("dianti") == {"标签"}
    assert kinds("") == kinds("\x00") == set()


def test_page_works_without_script_and_in_reading_modes(client: Client) -> None:
    make_policy(LIFT)
    shown = client.get("/elder/search/", {"q": "电梯"}).content.decode()
    assert 'action="/elder/search/"' in shown
    assert "/elder/policies/" in shown


def test_search_leaves_no_cookie_and_is_not_kept(client: Client) -> None:
    response = client.get(reverse("search:page"), {"q": "电梯"})
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]


def test_log_keeps_words_and_position_and_nothing_of_the_sender(client: Client) -> None:
    make_policy(LIFT)
    response = client.get(reverse("search:page"), {"q": "电梯 13812345678 a@b.cn"}, headers={"User-Agent": "geheim"})
    client.post(
        reverse("search:click"),
        json.dumps({"token": response.context["token"], "position": 3}),
        content_type="text/plain",
    )
    row = SearchLog.objects.get()
    assert (row.query, row.clicked) == ("电梯 *** ***", 3)
    assert {field.name for field in SearchLog._meta.fields} == {
        "id", "token", "asked_on", "query", "total", "milliseconds", "clicked",
    }  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b'{"token": 1}', b'{"token": "x", "position": "a"}', b"\xff", b'{"token":"x","position":1e999}'],
)
def test_any_click_is_answered_quietly(client: Client, body: bytes) -> None:
    assert client.post(reverse("search:click"), body, content_type="text/plain").status_code == 204


def test_staff_screens_open_for_the_office(staff: Callable[[User], Client], qiu: User) -> None:
    make_policy(LIFT)
    Client().get(reverse("search:page"), {"q": "电梯"})
    browser = staff(qiu)
    assert "电梯" in browser.get(reverse("admin:portal_searchlog_changelist")).content.decode()
    explained = browser.get(reverse("admin:portal_search_explain"), {"q": "电梯"}).content.decode()
    assert LIFT in explained
    assert "标题词" in explained
    for name in ("synonym", "pinnedresult", "judgedquery", "judgedrun"):
        assert browser.get(reverse(f"admin:portal_{name}_changelist")).status_code == 200


def test_explanation_is_for_staff_only(client: Client) -> None:
    assert client.get(reverse("admin:portal_search_explain")).status_code == 302
    assert settings.LOGIN_URL


def test_explain_leads_from_any_search_to_its_parts(client: Client, staff: Callable[[User], Client], qiu: User) -> None:
    make_policy(LIFT)
    leads = client.get(reverse("search:page"), {"q": "电梯 补贴", "explain": "1"})
    assert leads.status_code == 302
    assert client.get(leads.url).status_code == 302
    assert LIFT in staff(qiu).get(leads.url).content.decode()
