"""The page of one document: its validity in sentences day by day, both ends of each relation, elements, files, machines."""

import datetime as dt
import io
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from policies.models import Document, DocumentAttachment, Relation
from policies.sentences import public_relations, relation_groups, validity_sentence
from portal.models.version import PerVersion
from portal.pagecache import store
from tests.factories import day, make_draft, make_policy, make_tag, make_unit, moment, relate, reopen, withdraw
from tests.file_samples import make_pdf

pytestmark = pytest.mark.django_db
Kind = Relation.Kind
PRINT = Path(__file__).resolve().parents[2] / "static/css/print.css"


@pytest.fixture
def read(client: Client, monkeypatch: pytest.MonkeyPatch) -> Any:
    """read(document, "2024-07-01"): the page as it stands on that day."""

    def on_day(document: Document, on: str) -> str:
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: day(on))
        store.clear()
        PerVersion.forget()
        response = client.get(document.get_absolute_url())
        assert response.status_code == 200
        return unescape(response.content.decode())

    return on_day


def sentences(page: str) -> list[str]:
    """The notices under the title, without their shapes."""
    notices = re.findall(r'<p class="notice notice--(\w+)">.*?<span>(.*?)</span></p>', page, flags=re.DOTALL)
    return [f"{tone}：{re.sub(r'<[^>]+>', '', text).strip()}" for tone, text in notices]


def mark(page: str) -> str:
    found = re.search(r'<ul class="tags" aria-label="状态和标签">\s*<li>(.*?)</li>', page, flags=re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>|\s", "", found[1])


def policy(title: str, **fields: Any) -> Document:
    return make_policy(title, at=moment("2024-01-05T10:00"), **{"written_on": day("2024-01-02")} | fields)


def test_document_is_pending_until_the_morning_it_takes_effect(read: Any) -> None:
    item = policy("试行办法", effective_on=day("2024-07-01"))
    page = read(item, "2024-06-30")
    assert (mark(page), sentences(page)) == ("尚未施行", ["wait：本文件自2024年7月1日起施行，现在尚未施行。"])
    page = read(item, "2024-07-01")
    assert (mark(page), sentences(page)) == ("有效", [])


def test_document_lapses_on_the_day_after_its_last_day(read: Any) -> None:
    item = policy("有期限的办法", expires_on=day("2026-06-30"))
    page = read(item, "2026-06-30")
    assert (mark(page), sentences(page)) == ("有效", ["ok：本文件现行有效，有效期至2026年6月30日。"])
    page = read(item, "2026-07-01")
    assert (mark(page), sentences(page)) == ("失效", ["end：本文件有效期至2026年6月30日，现已失效。"])


@pytest.mark.parametrize(
    ("kind", "verb", "ending"),
    [(Kind.REPEALS, "废止", "失效"), (Kind.REPLACES, "替代", "失效")],
)
def test_repeal_is_announced_before_and_stated_after(read: Any, kind: str, verb: str, ending: str) -> None:
    old = policy("旧办法", number="岚厂〔2020〕1号")
    new = policy("新办法", number="岚厂〔2024〕9号")
    relate(new, kind, old, day("2024-08-01"))
    link = f'<a href="{new.get_absolute_url()}">'
    page = read(old, "2024-07-31")
    told = f"《新办法》（岚厂〔2024〕9号）{verb}，自2024年8月1日起{ending}。"
    assert (mark(page), sentences(page)) == ("有效", [f"warn：本文件将被{told}"])
    page = read(old, "2024-08-01")
    assert (mark(page), sentences(page)) == ("废止", [f"end：本文件已被{told}"])
    assert link in page
    other = read(new, "2024-08-01")
    assert old.get_absolute_url() in other
    assert f"本文件{verb}该文件" in other


def test_amendment_tells_from_when_to_read_the_new_wording(read: Any) -> None:
    old, new = policy("补助办法", number="岚厂〔2021〕2号"), policy("补助办法修改", number="岚厂〔2024〕3号")
    relate(new, Kind.AMENDS, old, day("2024-03-01"), articles="第五条")
    assert sentences(read(old, "2024-02-29")) == [
        "warn：本文件第五条将被《补助办法修改》（岚厂〔2024〕3号）修改，自2024年3月1日起施行。"
    ]
    page = read(old, "2024-03-01")
    assert (mark(page), sentences(page)) == (
        "已修改",
        ["warn：本文件第五条已被《补助办法修改》（岚厂〔2024〕3号）修改，自2024年3月1日起按修改后的规定执行。"],
    )
    assert "本文件修改第五条该文件" in read(new, "2024-03-01")


def test_repeal_of_a_part_leaves_the_rest_in_force(read: Any) -> None:
    old, new = policy("条款很多的办法", number="岚厂〔2021〕4号"), policy("清理决定", number="岚厂〔2024〕5号")
    relate(new, Kind.REPEALS, old, day("2024-03-01"), scope=Relation.Scope.PART, articles="第八条")
    page = read(old, "2024-03-02")
    assert mark(page) == "已修改"
    assert sentences(page) == ["warn：本文件第八条已被《清理决定》（岚厂〔2024〕5号）废止，自2024年3月1日起不再执行。"]


def test_extension_moves_the_last_day(read: Any) -> None:
    old = policy("到期的办法", expires_on=day("2024-12-31"), number="岚厂〔2022〕6号")
    new = policy("延长通知", number="岚厂〔2024〕7号")
    relate(new, Kind.EXTENDS, old, day("2024-12-01"), until=day("2026-12-31"))
    page = read(old, "2025-06-01")
    assert (mark(page), sentences(page)) == (
        "有效",
        [
            "ok：本文件现行有效，有效期至2026年12月31日（已延长）。",
            "ok：本文件有效期由《延长通知》（岚厂〔2024〕7号）延长至2026年12月31日。",
        ],
    )
    assert mark(read(old, "2027-01-01")) == "失效"
    assert "本文件延长有效期该文件" in read(new, "2025-06-01")


def test_basis_and_implementation_are_named_at_both_ends(read: Any) -> None:
    above, below = policy("上位规定"), policy("实施细则")
    relate(below, Kind.IMPLEMENTS, above, day("2024-01-02"))
    other = policy("依据的条例")
    relate(below, Kind.BASED_ON, other, day("2024-01-02"))
    today = day("2024-02-01")
    labels = {
        each.title: [group["label"] for group in relation_groups(each, *public_relations(each), today)]
        for each in (above, below, other)
    }
    assert labels == {"上位规定": ["配套落实文件"], "实施细则": ["贯彻落实", "依据"], "依据的条例": ["以本文件为依据"]}
    for one, two in ((above, below), (below, above), (other, below)):
        page = read(one, "2024-02-01")
        assert f'href="{two.get_absolute_url()}"' in page
        assert [each for each in sentences(page) if "更正说明" not in each] == []


def test_relation_of_a_hidden_document_says_nothing(read: Any) -> None:
    old = policy("还有效的办法")
    draft = make_draft("还没公开的废止决定")
    relate(draft, Kind.REPEALS, old, day("2024-03-01"))
    page = read(old, "2024-04-01")
    assert mark(page) == "有效"
    assert "废止决定" not in page


@pytest.mark.parametrize(
    ("noted", "sentence"),
    [("repealed", "来源标注本文件已废止"), ("expired", "来源标注本文件已失效"), ("amended", "来源标注本文件已修改")],
)
def test_status_without_a_date_is_said_to_come_from_the_source(noted: str, sentence: str) -> None:
    item = make_draft("迁移来的文件")
    item.noted = noted
    assert validity_sentence(item, day("2024-04-01")) == f"{sentence}，未注明日期和依据。"


def test_elements_stand_in_the_order_of_the_national_table(read: Any) -> None:
    item = policy("要素齐全的办法", number="岚厂(2024) 8", printed_on=day("2024-01-03"), keywords=["电梯", "补助"])
    page = read(item, "2024-02-01")
    labels = re.findall(r"<dt>(.*?)</dt>", page)
    assert labels[:4] == ["索引号", "发文字号", "发文机关", "公开主体"]
    assert labels.index("成文日期") < labels.index("印发日期") < labels.index("发布日期") < labels.index("施行日期")
    assert 'data-copy="岚厂〔2024〕8号"' in page
    for shown in (str(item.index_number), "2024年1月2日", "2024年1月3日", "2024年1月5日", "主动公开", "电梯 补助"):
        assert shown in page, shown
    assert labels.count("施行日期") == 1
    assert re.search(r"<dt>施行日期</dt>\s*<dd><span>未注明</span>", page)


def test_joint_issuers_are_named_in_their_order(read: Any) -> None:
    units = [make_unit("岚屿区牵头局"), make_unit("岚屿区配合局")]
    assert "岚屿区牵头局、岚屿区配合局" in read(policy("联合发文", issuers=units), "2024-02-01")


def linked_data(page: str) -> dict[str, Any]:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, flags=re.DOTALL)
    return json.loads(text)


def raw(client: Client, document: Document) -> str:
    return client.get(document.get_absolute_url()).content.decode()


def test_linked_data_states_the_force_of_the_day(read: Any, client: Client) -> None:
    old, new = policy("机读旧办法", number="岚厂〔2020〕11号"), policy("机读新办法", number="岚厂〔2024〕12号")
    relate(new, Kind.REPEALS, old, day("2024-08-01"))
    forces = []
    for on in ("2024-07-31", "2024-08-01"):
        read(old, on)
        data = linked_data(raw(client, old))
        assert (data["@type"], data["legislationIdentifier"]) == ("Legislation", "岚厂〔2020〕11号")
        assert data["legislationDate"] == "2024-01-02"
        forces.append(data["legislationLegalForce"].rsplit("/", 1)[1])
    assert forces == ["InForce", "NotInForce"]
    read(new, "2024-08-01")
    (repealed,) = linked_data(raw(client, new))["legislationRepeals"]
    assert repealed["legislationIdentifier"] == "岚厂〔2020〕11号"


def test_amended_document_is_partially_in_force_for_machines(read: Any, client: Client) -> None:
    old, new = policy("机读被改办法"), policy("机读修改决定")
    relate(new, Kind.AMENDS, old, day("2024-02-01"))
    read(old, "2024-02-01")
    assert linked_data(raw(client, old))["legislationLegalForce"].endswith("PartiallyInForce")


def test_title_cannot_break_out_of_the_page(client: Client) -> None:
    title = "坏标题</script><script>alert(1)</script>&\"'"
    item = make_policy(title)
    page = raw(client, item)
    assert "<script>alert" not in page
    assert linked_data(page)["name"] == title
    assert title in unescape(page)


def test_withdrawn_document_answers_410_with_a_neutral_sentence(client: Client) -> None:
    item = withdraw(make_policy("写错的通知"))
    response = client.get(item.get_absolute_url())
    page = response.content.decode()
    assert response.status_code == 410
    assert "内容已撤下" in page
    for secret in ("写错的通知", "发布有误", item.number, str(item.index_number)):
        assert secret not in page


def test_wrong_month_leads_to_the_address(client: Client) -> None:
    item = policy("地址唯一的通知")
    response = client.get(f"/policies/1999/12/{item.pk}/")
    assert (response.status_code, response.headers["Location"]) == (302, item.get_absolute_url())
    assert client.get("/policies/2024/1/999999/").status_code == 404


def test_previous_is_newer_and_next_is_older(read: Any) -> None:
    first, second, third = (make_policy(f"第{n}件", at=moment(f"2024-01-0{n}T10:00")) for n in (1, 2, 3))
    page = read(second, "2024-02-01")
    assert re.search(rf'href="{third.get_absolute_url()}" rel="prev"', page)
    assert re.search(rf'href="{first.get_absolute_url()}" rel="next"', page)
    assert 'rel="prev"' not in read(third, "2024-02-01")
    assert 'rel="next"' not in read(first, "2024-02-01")


def test_neighbours_of_one_day_go_by_their_number_and_skip_the_hidden(read: Any) -> None:
    at = moment("2024-01-05T10:00")
    first, hidden, last = (make_policy(f"同日{n}", at=at) for n in (1, 2, 3))
    withdraw(hidden)
    assert f'href="{last.get_absolute_url()}" rel="prev"' in read(first, "2024-02-01")
    assert f'href="{first.get_absolute_url()}" rel="next"' in read(last, "2024-02-01")


def attach(document: Document, name: str, data: bytes, title: str) -> DocumentAttachment:
    reopen(document)
    row = DocumentAttachment(document=document, title=title)
    row.read(io.BytesIO(data), name)
    row.file.save(name, ContentFile(data), save=False)
    row.save()
    return row


def test_attachment_is_listed_with_type_and_size_and_served(read: Any, client: Client) -> None:
    item = policy("带附件的通知")
    data = make_pdf()
    row = attach(item, "申请表.pdf", data, "补助申请表")
    page = read(item, "2024-02-01")
    line = re.search(r"<li><span class=\"kind\">PDF</span>.*?</li>", page, flags=re.DOTALL)
    assert line
    assert "补助申请表" in line[0]
    assert row.human_size in line[0]
    response = client.get(row.get_absolute_url())
    assert b"".join(response.streaming_content) == data
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_articles_have_anchors_and_the_contents_list_names_them(read: Any) -> None:
    item = policy(
        "有条文的办法",
        body="第一章　总则\n第一条　为了便民。\n第二条　适用本区。\n第二章　附则\n第三条　自发布之日起施行。",
    )
    page = read(item, "2024-02-01")
    anchors = re.findall(r'<a class="level-\d" href="#([^"]+)">([^<]+)</a>', page)
    assert [label for _, label in anchors] == ["第一章　总则", "第二章　附则"]
    assert all(f'id="{anchor}"' in page for anchor, _ in anchors)
    assert [f'id="a{n}"' in page for n in (1, 2, 3, 4)] == [True, True, True, False], "one anchor per article"


def test_tags_lead_to_their_pages_and_retired_ones_are_gone(read: Any) -> None:
    kept, gone = make_tag("kept", "留用标签"), make_tag("gone", "停用标签")
    gone.retired = True
    gone.save()
    page = read(policy("有标签的通知", tags=[kept, gone]), "2024-02-01")
    assert kept.get_absolute_url() in page
    assert "停用标签" not in page


@pytest.mark.parametrize("address", ["岚厂〔2024〕88号", "岚厂[2024]88号", "岚厂（2024）第88号"])
def test_number_in_any_spelling_leads_to_the_document(client: Client, address: str) -> None:
    item = policy("按文号找的通知", number="岚厂〔2024〕88号")
    response = client.get(f"/policies/number/{address}/")
    assert (response.status_code, response.headers["Location"]) == (302, item.get_absolute_url())


def test_print_keeps_the_validity_sentence_and_the_elements() -> None:
    css = PRINT.read_text()
    hidden = re.findall(r"([^{}]+)\{[^}]*display: none[^}]*\}", css)
    assert hidden
    names = {each.strip() for rule in hidden for each in rule.split(",")}
    assert not names & {".notice", ".elements", ".mark", ".prose", ".main", ".head", "h1"}
    assert ".notice" in css
    assert "@page" in css


def test_validity_of_the_page_needs_no_save(read: Any) -> None:
    item = policy("只写一次的办法", effective_on=day("2024-02-01"), expires_on=day("2024-03-01"))
    stamp = Document.objects.values_list("edited_at", "published_at").get(pk=item.pk)
    assert [mark(read(item, on)) for on in ("2024-01-31", "2024-02-01", "2024-03-01", "2024-03-02")] == [
        "尚未施行", "有效", "有效", "失效",
    ]  # fmt: skip
    assert Document.objects.values_list("edited_at", "published_at").get(pk=item.pk) == stamp
    assert isinstance(item.published_on, dt.date)
