"""Old and new side by side: every article once, nothing lost, moves and renumbering told, amending decisions carried out."""

import gzip
import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from policies import bodytext
from policies.comparison import Piece, amended, compare, difference, pieces
from policies.models import Correspondence, Relation
from tests.factories import day, make_policy, relate, withdraw

SENTENCES = [
    "本办法适用于本区行政区域内的住宅加装电梯。", "补助按照工程费用的百分之四十计算。", "申请人应当提交申请表和施工合同。",
    "区建管委负责审核和监督。", "资金分两次拨付。", "骗取补助的，责令退回。", "本办法自公布之日起施行。",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=0, max_size=9)


def articles(texts: list[str]) -> list[Piece]:
    return [Piece(f"第{place}条", f"a{place}", text) for place, text in enumerate(texts, 1)]


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_each_article_stands_in_exactly_one_row(old: list[str], new: list[str]) -> None:
    before, after = articles(old), articles(new)
    rows = compare(before, after)
    assert sorted(row.old.anchor for row in rows if row.old) == sorted(piece.anchor for piece in before)
    assert [row.new.anchor for row in rows if row.new] == [piece.anchor for piece in after]
    for row in rows:
        assert (row.kind == "added") == (row.old is None)
        assert (row.kind == "dropped") == (row.new is None)
        if row.old and row.new:
            assert (row.kind == "same") == (row.old.text == row.new.text)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="加装电梯补助百分之四十三万元，。\n 0123456789%", max_size=60), st.text(max_size=60))
def test_what_went_and_came_are_the_two_texts(old: str, new: str) -> None:
    parts = difference(old, new)
    assert "".join(text for kind, text in parts if kind != "new") == old
    assert "".join(text for kind, text in parts if kind != "gone") == new


def test_an_inserted_article_renumbers_and_moves_nothing() -> None:
    old = articles(SENTENCES[:4])
    new = articles([SENTENCES[0], "加装电梯应当由业主表决。", *SENTENCES[1:4]])
    rows = compare(old, new)
    assert [row.kind for row in rows] == ["same", "added", "same", "same", "same"]
    assert not any(row.moved for row in rows)
    assert rows[2].label == "未修改，原第2条"


def test_a_moved_article_and_a_dropped_one_are_told() -> None:
    rows = compare(articles(SENTENCES[:5]), articles([SENTENCES[3], SENTENCES[0], SENTENCES[1], SENTENCES[4]]))
    assert [(row.kind, row.moved) for row in rows] == [
        ("same", True), ("same", False), ("same", False), ("dropped", False), ("same", False),
    ]  # fmt: skip


def test_staff_can_say_which_article_became_which() -> None:
    old, new = articles(["甲乙丙丁戊己", "完全不同的一条"]), articles(["另外一回事情", "甲乙丙丁戊己"])
    assert [row.kind for row in compare(old, new)] == ["added", "same", "dropped"]
    fixed = compare(old, new, {"a1": None, "a2": "a1"})
    assert [(row.kind, row.old.anchor if row.old else "") for row in fixed] == [
        ("dropped", "a1"), ("changed", "a2"), ("added", ""),
    ]  # fmt: skip


OLD = (
    "第一条　为了便民，制定本办法。\n第二条　每台最高不超过二十八万元。\n同一小区五台以上的，提高一万元。\n"
    "第三条　资金分两次拨付。"
)
DECISION = (
    "一、第二条第一款修改为：“每台最高不超过三十二万元。”\n二、第三条增加一款，作为第二款：“老年人多的先拨百分之二十。”\n"
    "三、删去第一条。\n四、有关文字作相应修改。"
)


def test_an_amending_decision_is_carried_out_where_it_is_plain() -> None:
    old, decision = (pieces(bodytext.from_plain(text).html) for text in (OLD, DECISION))
    result = amended(old, decision)
    assert (result.done, result.ordered) == (3, 3)
    assert [piece.text for piece in result.pieces if piece.label] == [
        "每台最高不超过三十二万元。\n同一小区五台以上的，提高一万元。",
        "资金分两次拨付。\n老年人多的先拨百分之二十。",
    ]


@pytest.mark.django_db
def test_the_page_of_a_comparison_and_the_ways_to_it(client: Client) -> None:
    old = make_policy("旧办法", body=OLD)
    new = make_policy("新办法", body=OLD.replace("二十八", "三十二"))
    url = f"{new.get_absolute_url()}compare/{old.pk}/"
    assert client.get(url).status_code == 404
    relate(new, Relation.Kind.REPLACES, old, day("2025-01-01"))
    page = client.get(url).content.decode()
    assert "<del>二十八万</del>" in page or "<del>二十八</del>" in page
    assert "有修改 1 条" in page
    for each in (old, new):
        assert url in client.get(each.get_absolute_url()).content.decode()
    Correspondence.objects.create(newer=new, older=old, old_anchor="a2", new_anchor="")
    assert "删去 1 条" in client.get(f"{url}?again").content.decode()
    withdraw(old)
    assert client.get(f"{url}?gone").status_code == 410


@pytest.mark.django_db
def test_texts_that_cannot_be_compared_say_so(client: Client) -> None:
    old, new = make_policy("旧办法", body=OLD), make_policy("废止决定", body="经研究，决定废止《旧办法》。")
    relate(new, Relation.Kind.REPEALS, old, day("2025-01-01"))
    assert "不能逐条对照" in client.get(f"{new.get_absolute_url()}compare/{old.pk}/").content.decode()


def test_three_amended_laws_read_well(corpus: Any) -> None:
    """Versions of the same law in the corpus: most articles find their counterpart."""
    laws = ["中华人民共和国公司法", "中华人民共和国立法法", "中华人民共和国商标法"]
    wanted: dict[str, list[str]] = {law: [] for law in laws}
    with gzip.open(corpus / "documents.jsonl.gz", "rt") as lines:
        for line in lines:
            row = json.loads(line)
            if row["title"] in wanted and row.get("body"):
                wanted[row["title"]].append(row["body"])
    for title, bodies in wanted.items():
        old, new = sorted(bodies, key=len)[:2]
        before, after = (pieces(bodytext.from_plain(body, title).html) for body in (old, new))
        rows = compare(before, after)
        found = sum(row.kind in ("same", "changed") for row in rows)
        assert len(before) > 50, title
        assert found > 0.6 * len(before), (title, found, len(before), len(after))
