"""One row of the source into a record: every rule, and rows as nobody would write them."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.flags import LABELS
from policies.importing import genres, issuers
from policies.importing.mapping import Record, from_row, noted, row_hash
from policies.importing.reading import BadRow
from policies.importing.values import MAX_KEPT, as_date, storable
from policies.models import Document
from policies.topics import code_of, rows
from policies.validity import Validity
from tests.factories import day

TODAY = day("2026-06-15")
COMPLETE: dict[str, Any] = {
    "id": "x-1",
    "title": "岚屿区人民政府关于试办老年食堂的通知",
    "number": "岚府发[2024]5号",
    "issuer": "岚屿区人民政府",
    "category": "规范性文件",
    "topic": "民政、扶贫、救灾",
    "written_on": "2024-05-06",
    "published_on": "2024-05-08",
    "effective_on": "2024-06-01",
    "status": "有效",
    "body": "第一条　为了方便老人。\n第二条　本区适用。",
    "source": "岚屿旧站",
    "source_url": "https://old.lanyu.example/1.html",
}


def record(**changes: Any) -> Record:
    return from_row({**COMPLETE, **changes}, line=1, today=TODAY)


def test_complete_row_has_every_field_and_no_flag() -> None:
    found = record()
    assert (found.id, found.title, found.issuers) == ("x-1", COMPLETE["title"], ["岚屿区人民政府"])
    assert (found.genre, found.category, found.topic) == ("notice", "normative", code_of("民政、扶贫、救灾"))
    assert (found.written_on, found.published_on) == (day("2024-05-06"), day("2024-05-08"))
    assert (found.effective_on, found.expires_on, found.noted) == (day("2024-06-01"), None, "")
    assert 'id="a1"' in found.body.html
    assert found.flags == []
    assert found.source_data["number"] == "岚府发[2024]5号"
    assert found.source_data["status"] == "有效"


@pytest.mark.parametrize("value", [None, "", "  ", [], {}, True, "\u200b\x00"])
def test_row_without_usable_id_or_title_is_refused(value: Any) -> None:
    with pytest.raises(BadRow, match="缺少 id"):
        record(id=value)
    if value != "\u200b\x00":
        with pytest.raises(BadRow, match="缺少标题"):
            record(title=value)


def test_id_longer_than_the_column_is_refused() -> None:
    assert record(id="x" * 100).id == "x" * 100
    with pytest.raises(BadRow, match="100"):
        record(id="x" * 101)


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        *[(name, "law") for name in ("法律", "行政法规", "地方性法规", "宪法", "司法解释", "法律法规")],
        *[(name, "rule") for name in ("政府规章", "部门规章")],
        *[(name, "normative") for name in ("规范性文件", "厅规范性文件")],
        ("其他", "other"),
        (None, "other"),
    ],
)
def test_category_known(category: str | None, expected: str) -> None:
    assert record(category=category).category == expected
    assert "category-unmapped" not in record(category=category).flags


def test_category_unknown_is_other_and_flagged() -> None:
    found = record(category="师资建设")
    assert (found.category, found.source_data["category"]) == ("other", "师资建设")
    assert "category-unmapped" in found.flags


def test_topic_only_when_exact() -> None:
    assert record(topic="综合政务\\应急管理").topic == code_of("综合政务\\应急管理") != code_of("综合政务")
    assert record(topic="税务").topic == code_of("财政、金融、审计\\税务")
    assert record(topic="山东").topic is None
    assert record(topic="山东").source_data["topic"] == "山东"
    assert "topic-unmapped" in record(topic="山东").flags


def test_topic_with_unknown_second_level_keeps_the_first_and_is_flagged() -> None:
    found = record(topic="科技、教育\\科技")
    assert found.topic == code_of("科技、教育")
    assert "topic-unmapped" in found.flags


def test_every_topic_is_found_by_its_full_name() -> None:
    names = {code: name for code, name, _ in rows()}
    for code, name, parent in rows():
        assert code_of(f"{names[parent]}\\{name}" if parent else name) == code


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("岚屿区关于做好防汛工作的通知", "notice"),
        ("岚屿区关于做好防汛工作的通知（试行）", "notice"),
        ("关于做好防汛工作的通知（岚府办〔2024〕3号）", "notice"),
        ("关于同意设置渡口的批复", "reply"),
        ("关于同意设置渡口的复函", "letter"),
        ("岚屿区人民政府令", "order"),
        ("关于统一计量单位的命令", "order"),
        ("2024年国民经济统计公报", "communique"),
        ("2024年政府工作报告", "report"),
        ("关于废止部分文件的决定", "decision"),
        ("第三次会议纪要", "minutes"),
        ("岚屿区老年食堂管理办法", ""),
        ("岚屿区人民政府公报", ""),
        ("内务条令", ""),
        ("关于禁止吸烟的禁令", ""),
        ("关于公开征求渡口管理办法意见", ""),
        ("关于做好防汛工作的通知（征求意见稿）", ""),
        ("一图读懂《防汛通知》政策解读通知", ""),
        ("关于《防汛工作的通知》", ""),
        ("可行性研究报告", ""),
    ],
)
def test_genre_only_when_certain(title: str, genre: str) -> None:
    assert genres.of_title(title) == genre


def test_genres_and_notes_are_values_of_the_model() -> None:
    assert {value for _, value in genres._WORDS} == set(Document.Genre.values)
    assert {noted(value, None, None, TODAY)[0] for value in Validity.values} <= set(Validity.values)


@pytest.mark.parametrize(
    ("text", "names", "flags"),
    [
        ("最高人民法院 最高人民检察院", ["最高人民法院", "最高人民检察院"], []),
        ("财政部、科技部", ["财政部", "科技部"], []),
        ("岚屿区人民政府办公室", ["岚屿区人民政府办公室"], []),
        ("财政部、财政部", ["财政部"], []),
        ("财政部、银监会关于贯彻国务院", ["财政部、银监会关于贯彻国务院"], ["issuer-unclear"]),
        ("望 海 市 教 育 局", ["望 海 市 教 育 局"], ["issuer-unclear"]),
        ("海北省民政厅海北省财政厅", ["海北省民政厅海北省财政厅"], ["issuer-unclear"]),
        ("海北省人力资源和社会保障厅", ["海北省人力资源和社会保障厅"], []),
        ("机" * 150, ["机" * 100], ["issuer-cut"]),
        ("", [], []),
    ],
)
def test_issuers_are_split_only_where_clear(text: str, names: list[str], flags: list[str]) -> None:
    assert issuers.split(text) == (names, flags)


@pytest.mark.parametrize(
    "text",
    ["2024-05-06", "2024/5/6", "2024.5.6", "2024年5月6日", "20240506", "2024-05-06T08:30:00", "2024-05-05T16:00:00Z",
     20240506],
)  # fmt: skip
def test_date_in_a_usual_spelling(text: Any) -> None:
    assert as_date(text) == day("2024-05-06")


@pytest.mark.parametrize(
    "text",
    ["2024-02-30", "2024-05", "9999-12-31", "0001-01-01", "长期", "6/5/2024", "2024-13-01", 1714953600, 1.5, True,
     ["2024-05-06"]],
)  # fmt: skip
def test_date_impossible_or_unclear_is_none_flagged_and_kept(text: Any) -> None:
    found = record(effective_on=text)
    assert found.effective_on is None
    assert "date-unreadable" in found.flags
    assert found.source_data["effective_on"] == text


@pytest.mark.parametrize(
    ("changes", "flag"),
    [
        ({"effective_on": "2024-05-05"}, "dates-out-of-order"),
        ({"expires_on": "2024-05-31"}, "expires-before-effective"),
        ({"published_on": "2026-06-16"}, "published-in-future"),
        ({"published_on": None}, "published-missing"),
        ({"written_on": ""}, "written-missing"),
        ({"issuer": None}, "issuer-missing"),
        ({"body": None}, "body-missing"),
        ({"attachments": ["1.doc"]}, "attachments-not-imported"),
        ({"number": "无文号可考"}, "number-unreadable"),
        ({"number": "号" * 101}, "number-cut"),
        ({"title": "标" * 301}, "title-cut"),
        ({"title": "岚屿区通知.docx"}, "title-is-file-name"),
        ({"source": "s" * 501}, "source-cut"),
        ({"source_url": "javascript:alert(1)"}, "url-unusable"),
        ({"source_url": "https://x.example/" + "a" * 500}, "url-unusable"),
        ({"issuer": {"name": "局"}}, "wrong-type"),
        ({"status": "很有效"}, "status-unknown"),
        ({"replaced_by": "x-1"}, "replaced-without-date"),
        ({"body": "第一条\x00　好。"}, "control-characters"),
    ],
)
def test_dirt_is_flagged(changes: dict[str, Any], flag: str) -> None:
    assert flag in record(**changes).flags


@pytest.mark.parametrize(
    ("status", "effective", "expires", "expected"),
    [
        ("", None, None, ("", None)),
        ("", "2026-06-16", None, ("", "status-contradicts-dates")),
        ("", None, "2026-06-14", ("", "status-contradicts-dates")),
        ("", None, "2026-06-15", ("", None)),
        ("amended", None, None, ("amended", "status-without-date")),
        ("expired", None, None, ("expired", "status-without-date")),
        ("expired", None, "2026-06-14", ("", None)),
        ("repealed", "2020-01-01", None, ("repealed", "status-without-date")),
        ("pending", None, None, ("pending", "status-without-date")),
        ("pending", "2026-06-16", None, ("", None)),
        ("pending", "2026-06-15", None, ("", "status-contradicts-dates")),
        (None, None, None, ("", None)),
    ],
)
def test_validity_is_noted_only_where_dates_do_not_say_it(
    status: str | None, effective: str | None, expires: str | None, expected: tuple[str, str | None]
) -> None:
    dates = [dt.date.fromisoformat(text) if text else None for text in (effective, expires)]
    assert noted(status, dates[0], dates[1], TODAY) == expected


def test_body_of_html_is_sanitised() -> None:
    found = record(body="<div><p>第一条 好。</p><script>alert(1)</script></div>")
    assert "script" not in found.body.html
    assert 'id="a1"' in found.body.html


def test_body_of_a_list_of_paragraphs_is_joined_and_flagged() -> None:
    found = record(body=["第一条　甲。", "第二条　乙。"])
    assert 'id="a2"' in found.body.html
    assert "wrong-type" in found.flags


def test_raw_values_are_kept_in_a_form_the_database_takes() -> None:
    assert storable({"a\x00": ["\ud800", 1, None, True]}) == {"a\ufffd": ["\ufffd", 1, None, True]}
    assert storable(float("inf")) == "inf"
    assert len(storable(["x" * 2 * MAX_KEPT])) <= MAX_KEPT + 2


def test_hash_depends_on_content_and_not_on_the_order_of_keys() -> None:
    assert row_hash({"id": "1", "title": "甲"}) == row_hash({"title": "甲", "id": "1"})
    assert row_hash({"id": "1", "title": "甲"}) != row_hash({"id": "1", "title": "乙"})


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
fields = ["number", "issuer", "category", "topic", "status", "written_on", "published_on", "effective_on", "expires_on",
          "body", "source", "source_url", "basis", "replaced_by", "attachments", "extra"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(fields), values))
def test_any_json_is_mapped_within_the_limits_of_the_columns(row: dict[str, Any]) -> None:
    found = from_row({**row, "id": "1", "title": "一份文件"}, line=1, today=TODAY)
    assert set(found.flags) <= LABELS.keys()
    assert len(found.number) <= 100
    assert len(found.source) <= 500
    assert all(0 < len(name) <= 100 for name in found.issuers)
    json.dumps(found.source_data, allow_nan=False).encode()
    assert found.category in Document.Category.values
    assert found.genre in ["", *Document.Genre.values]


def test_flag_codes_fit_their_column() -> None:
    assert max(map(len, LABELS)) <= 30
