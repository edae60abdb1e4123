"""Document numbers: every spelling reads the same, nothing is guessed, nothing raises, nothing is slow."""

import gzip
import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.numbers import (
    DocumentNumber,
    DocumentNumberQuery,
    Kind,
    find,
    normalise,
    parse,
    parse_query,
    search_key,
    spellings,
)

CORPUS = Path(os.environ.get("PORTAL_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
codes = st.sampled_from(
    ["岚府", "岚府办", "岚府规", "岚府办规", "岚建规", "岚教委基", "国办函", "粤国土资（利用）字", "中发"]
)
years = st.integers(1950, 2099)
serials = st.integers(1, 9999)
bracketed = st.builds(DocumentNumber, codes, years, serials)
orders = st.builds(
    DocumentNumber, st.sampled_from(["国务院令", "市政府令", "主席令"]), st.none(), serials, st.just(Kind.ORDER)
)
yearly = st.builds(
    DocumentNumber, st.sampled_from(["财政部公告", "海关总署公告", "商务部令"]), years, serials, st.just(Kind.YEARLY)
)
numbers = bracketed | orders | yearly
# Text made of what numbers are made of finds more than arbitrary text does.
numberish = st.text(
    alphabet="国发办函令公告岚府规的通知关于第号年〔〕[]()（）《 　0123２〇二十百-—\u200b、和按人民政府", max_size=60
)


@pytest.mark.parametrize(
    ("written", "standard"),
    [
        ("岚府规【2023】014号", "岚府规〔2023〕14号"),
        ("岚府规［２０２３］第１４号", "岚府规〔2023〕14号"),
        ("岚府规「2023」14", "岚府规〔2023〕14号"),
        ("岚 府 规 〔2 0 2 3〕 1 4 号", "岚府规〔2023〕14号"),
        ("沪府发2023 14号", "沪府发〔2023〕14号"),
        ("沪府发 2023-14", "沪府发〔2023〕14号"),
        ("沪府发2023年第14号", "沪府发〔2023〕14号"),
        ("岚府规〔二〇二三〕十四号", "岚府规〔2023〕14号"),
        ("岚府规(2023〕14号文件。", "岚府规〔2023〕14号"),
        ("岚府规〔2023〕号14", "岚府规〔2023〕14号"),
        ("法(研)发[1987]32号", "法（研）发〔1987〕32号"),
        ("发文字号：岚府规〔2023〕14号", "岚府规〔2023〕14号"),
        ("某某区人民政府沪府发〔2023〕14号", "沪府发〔2023〕14号"),
        ("国务院令第 656 号", "国务院令第656号"),
        ("国务院第656号令", "国务院令第656号"),
        ("市政府令（第17号）", "市政府令第17号"),
        ("主席令第七十四号", "主席令第74号"),
        ("国家税务总局公告2015年第76号", "国家税务总局公告2015年第76号"),
        ("公安部1995年第25号令", "公安部令1995年第25号"),
        ("省政府令〔2015〕第5号", "省政府令〔2015〕5号"),
    ],
)
def test_normalise_reads_real_spellings(written: str, standard: str) -> None:
    assert normalise(written) == standard


@pytest.mark.parametrize(
    "written",
    [
        "",
        "〔2023〕14号",
        "无",
        "（1993）法民字第9号",
        "总体规划2021-2035",
        "沪府发〔2023〕1号、沪府发〔2023〕2号",
        "岚府规〔23〕14号",
        "岚府规〔2023〕号",
        "岚府规〔2023〕0号",
        "岚府规〔2023〕十百号",
        "市政府令2023",
        "某某海关已发布2019年第1号",
        "2023",
    ],
)
def test_parse_refuses_what_is_no_single_number(written: str) -> None:
    assert parse(written) is None


def test_normalise_keeps_unreadable_text_cleaned() -> None:
    assert normalise(" 暂\u200b无\n　文号 ") == "暂无 文号"


def test_order_kind_has_no_year() -> None:
    assert parse("国务院令第656号") == DocumentNumber("国务院令", None, 656, Kind.ORDER)


@given(numbers)
def test_standard_spelling_round_trips(number: DocumentNumber) -> None:
    assert parse(str(number)) == number


@given(numbers)
def test_spellings_are_thirty_and_all_parse_back(number: DocumentNumber) -> None:
    written = spellings(number)
    assert len(set(written)) >= 30
    assert [text for text in written if parse(text) != number] == []


@given(numbers)
def test_search_key_is_equal_for_all_spellings(number: DocumentNumber) -> None:
    assert {search_key(text) for text in spellings(number)} == {number.key}


@given(numbers, numbers)
def test_search_key_differs_for_different_numbers(one: DocumentNumber, other: DocumentNumber) -> None:
    assert (one == other) == (search_key(str(one)) == search_key(str(other)))


def test_search_key_ignores_the_full_name_of_the_state() -> None:
    assert search_key("中华人民共和国国务院令第656号") == search_key("国务院令 第656号")


@given(st.text() | numberish)
def test_nothing_raises_and_normalise_is_idempotent(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert search_key(once) == search_key(text)
    parse_query(text)


@given(numberish)
def test_found_numbers_lie_in_order_and_read_the_same_alone(text: str) -> None:
    last = 0
    for number, start, end in find(text):
        assert last <= start < end <= len(text)
        assert parse(str(number)) == number
        last = end


@given(st.lists(bracketed, max_size=4))
def test_find_sees_every_number_between_brackets(cited: list[DocumentNumber]) -> None:
    text = "".join(f"《关于某事的通知》（{number}）规定的事项，" for number in cited)
    assert [(number, text[start:end]) for number, start, end in find(text)] == [(n, str(n)) for n in cited]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("按照国务院国发〔1986〕26号文", ["国发〔1986〕26号"]),
        ("1日某市人民政府令第5号公布", ["某市人民政府令第5号"]),
        ("2001年国务院令第311号修订", ["国务院令第311号"]),
        ("原国家环境保护总局令第15号废止", ["国家环境保护总局令第15号"]),
        ("深挖国发〔2022〕2号、国函〔2022〕61号", ["国发〔2022〕2号", "国函〔2022〕61号"]),
        ("执行国办发[2006]　100　号规定", ["国办发〔2006〕100号"]),
        ("《报告（2023）》和（2024）3个项目，见（1993）法民字第9号", []),
        ("5月1号公告", []),
    ],
)
def test_find_in_running_text(text: str, expected: list[str]) -> None:
    assert [str(number) for number, _, _ in find(text)] == expected


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("14号 2023", (None, 2023, 14)),
        ("2023 14", (None, 2023, 14)),
        ("沪岚府办发2023 14", ("沪岚府办发", 2023, 14)),
        ("沪府发202314", ("沪府发", 2023, 14)),
        ("沪府发〔2023〕", ("沪府发", 2023, None)),
        ("2023 沪府发 14", ("沪府发", 2023, 14)),
        ("沪府发14号", ("沪府发", None, 14)),
        ("沪府发", ("沪府发", None, None)),
        ("第14号", (None, None, 14)),
        ("656号令", ("令", None, 656)),
        ("岚府规[2023]14号 老旧小区", ("岚府规", 2023, 14)),
    ],
)
def test_query_names_parts_of_a_number(query: str, parts: tuple[str | None, int | None, int | None]) -> None:
    assert parse_query(query) == [DocumentNumberQuery(*parts)]


@pytest.mark.parametrize(
    "query", ["养老", "云计算 2023", "10号线", "5月1号", "2023年养老服务补贴", "云南路14号", "2023", "14", ""]
)
def test_query_of_words_is_no_number(query: str) -> None:
    assert parse_query(query) == []


@pytest.mark.parametrize(
    "piece", ["〔2023〕", "〔 ", "中", "令第", "2023年", "(", "一", "中(中)", "第1号", "〔2023 ", "和", "的通知"]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    list(find(text))
    for take in (parse, normalise, search_key, parse_query):
        take(text)
        take(text[:640])
    assert time.process_time() - started < 2


@pytest.mark.corpus
def test_corpus_numbers_parse_nearly_all() -> None:
    if not CORPUS.exists():
        assert not os.environ.get("CI"), f"no corpus at {CORPUS}"
        pytest.skip("no corpus")
    for name, least in (("documents", 0.999), ("catalogue", 0.9999)):
        with gzip.open(CORPUS / f"{name}.jsonl.gz", "rt") as rows:
            written = [number for row in rows if (number := json.loads(row)["number"])]
        assert len(written) > 1000
        assert sum(parse(number) is not None for number in written) / len(written) >= least
