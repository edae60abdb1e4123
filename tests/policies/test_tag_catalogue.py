"""Reading a catalogue file, planning its changes and applying them."""

import dataclasses
import io
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from policies import tag_catalogue
from policies.models import CatalogueVersion, Document, Tag, TagDimension, TaggedDocument
from policies.tag_catalogue import CatalogueRejected, application
from portal.models import User
from portal.publishing import Refused
from portal.spreadsheet import MAX_ROWS
from tests import factories
from tests.policies.catalogue_files import HEADER, catalogue, csv_file, load, plan, row, xlsx_file

DEMO = Path(tag_catalogue.__file__).parents[1] / "demo" / "tags.csv"
RETIRED = {"状态": "停用"}


def problems(content: bytes, name: str = "目录.csv") -> list[str]:
    with pytest.raises(CatalogueRejected) as caught:
        tag_catalogue.read(io.BytesIO(content), name)
    return [str(problem) for problem in caught.value.problems]


def faults(*rows: dict[str, str], header: list[str] | None = None) -> list[str]:
    return problems(csv_file(list(rows), header=header))


# -- reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_read_csv_in_each_encoding(encoding: str) -> None:
    content = csv_file([row("elderly", "老年人", 同义词="爸妈| 老人 |爸妈", 说明="六十岁，以上")], encoding)
    tag = tag_catalogue.read(io.BytesIO(content), "目录.csv").tags["elderly"]
    assert (tag.name, tag.synonyms, tag.description) == ("老年人", ("爸妈", "老人"), "六十岁，以上")


def test_read_xlsx_with_columns_in_any_order_and_one_unknown() -> None:
    content = xlsx_file([row("elderly", "老年人") | {"备注": "看看", "版本": 2026}], ["备注", *reversed(HEADER)])
    found = tag_catalogue.read(io.BytesIO(content), "目录.xlsx")
    assert found.version == "2026"
    assert found.tags["elderly"].name == "老年人"
    assert found.ignored_columns == ("备注",)


def test_read_demonstration_catalogue() -> None:
    found = tag_catalogue.read(io.BytesIO(DEMO.read_bytes()), DEMO.name)
    assert len(found.tags) >= 80
    assert len(found.dimensions) >= 6


def test_read_missing_columns_names_them() -> None:
    (problem,) = faults(row("a"), header=[column for column in HEADER if column not in ("面向", "并入")])
    assert problem.startswith("缺少列：面向、并入。")


def test_read_reports_every_fault_with_its_row() -> None:
    found = faults(
        row("A B"),
        row("child", 上级代码="nobody"),
        row("old", 并入="nowhere", 状态="停用"),
        row("child"),
        row("late") | {"版本": "2026-2"},
        row("odd", 状态="也许", 面向="谁"),
        row("", "无代码"),
    )
    assert [text.split("：")[0] for text in found] == [
        "第 2 行", "第 3 行", "第 4 行", "第 5 行", "第 6 行", "第 7 行", "第 7 行", "第 8 行",
    ]  # fmt: skip
    for text, words in zip(
        found,
        ["「A B」不合规定", "「nobody」在文件中没有", "「nowhere」在文件中没有", "「child」重复，第 3 行已有",
         "版本是「2026-2」", "面向「谁」", "状态「也许」", "标签代码为空"],
        strict=True,
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row("a", 并入="b", **RETIRED), row("b", 并入="a", **RETIRED)], "并入成环：a → b → a"),
        ([row("a", 并入="a", **RETIRED)], "并入成环：a → a"),
        ([row("a", 上级代码="b"), row("b", 上级代码="a")], "上级成环：a → b → a"),
        ([row("a", 并入="b"), row("b")], "状态应为停用"),
        ([row("a", 并入="b", **RETIRED), row("b", **RETIRED)], "已停用，文件不能转到停用的标签上"),
        ([row("a", 上级代码="b"), row("b", **RETIRED)], "启用的标签不能挂在它下面"),
        ([row("a", "老人"), row("b", "老人")], "标签名称「老人」重复，第 2 行已有（a）"),
        ([row("a"), row("b", 维度名称="别的")], "维度名称与第 2 行不一致"),
        ([row("a"), row("b", 维度代码="life")], "维度名称「服务对象」已由维度 audience 使用"),
        ([row("a", 上级代码="b"), row("b", 维度代码="life", 维度名称="人生事件")], "属于另一个维度"),
        ([row("a", 说明="长" * 301)], "说明超过 300 字"),
        ([row("a", 同义词="长" * 51)], "超过 50 字"),
        ([row("a", "两\n行")], "标签名称含有换行"),
    ],
)
def test_read_refuses(rows: list[dict[str, str]], words: str) -> None:
    found = faults(*rows)
    assert len(found) == 1
    assert words in found[0]


def test_read_required_categories_by_name_and_code() -> None:
    header = [*HEADER, "必选类别"]
    found = catalogue(row("a", 必选类别="行政规范性文件|rule"), row("b"), header=header)
    assert found.dimensions["audience"].required_for == ("normative", "rule")
    assert catalogue(row("a")).dimensions["audience"].required_for is None
    assert "「布告」不是文件类别" in faults(row("a", 必选类别="布告"), header=header)[0]
    assert "没有启用的标签" in faults(row("a", 必选类别="rule", **RETIRED), header=header)[0]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "文件是空的"),
        (b"\n , \n", "a.csv", "表格是空的"),
        (csv_file([]), "a.csv", "只有表头"),
        (b"%PDF-1.7\n", "a.pdf", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "a.csv", "PNG"),
        (b"PK\x03\x04" + bytes(50), "a.xlsx", "损坏"),
        (bytes(range(256)), "a.csv", "无法识别"),
        (b"x" * (2 * 1024 * 1024 + 1), "a.csv", "超过"),
        (csv_file([row("a")]) + b'"open', "a.csv", "引号不成对"),
        (csv_file([row("a")], header=[*HEADER, "说明"]), "a.csv", "列名重复：说明"),
    ],
)
def test_read_refuses_file(content: bytes, name: str, words: str) -> None:
    (problem,) = problems(content, name)
    assert words in problem


def test_read_too_many_rows_is_refused() -> None:
    (problem,) = faults(*[row(f"t{number}") for number in range(MAX_ROWS + 1)])
    assert f"超过 {MAX_ROWS} 行" in problem


def test_read_row_longer_than_header_names_the_row() -> None:
    content = csv_file([row("a"), row("b")]).replace(b"\xe5\x90\xaf\xe7\x94\xa8\r\n", "启用,多,余\r\n".encode(), 1)
    assert problems(content) == ["第 2 行：这一行比表头多出 2 格；含逗号的内容要加英文双引号。"]


@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "a"]))
def test_read_any_bytes_gives_sentences(content: bytes, name: str) -> None:
    assert all(problems(content, name))


@given(
    st.lists(st.tuples(*[st.sampled_from(["", "a", "b", "c", "停用", "启用", "市民", "\x00", "A|b"])] * 11), min_size=1)
)
def test_read_any_cells_gives_catalogue_or_problems(cells: list[tuple[str, ...]]) -> None:
    content = csv_file([dict(zip(HEADER, each, strict=True)) for each in cells], "utf-8")
    try:
        found = tag_catalogue.read(io.BytesIO(content), "a.csv")
    except CatalogueRejected as refusal:
        found_or_refused = bool(refusal.problems)
    else:
        found_or_refused = bool(found.tags)
    assert found_or_refused


# -- planning ---------------------------------------------------------------------------------------------------------


def test_plan_of_second_version_tells_each_kind_of_change(qiu: User) -> None:
    load(
        qiu,
        row("elderly", "老年人"),
        row("old", "旧称"),
        row("gone"),
        row("kept"),
        row("stopped"),
        row("off", **RETIRED),
    )
    document = factories.make_policy(tags=[Tag.objects.get(slug="old"), Tag.objects.get(slug="gone")])
    second = plan(
        row("elderly", "长者"),
        row("old", "旧称", 并入="elderly", **RETIRED),
        row("kept"),
        row("stopped", **RETIRED),
        row("off", 同义词="又来"),
        row("fresh"),
        row("life-birth", 维度代码="life", 维度名称="人生事件"),
        version="2026-2",
    )
    assert [(each.before, each.after) for each in second.renamed] == [("老年人", "长者")]
    assert [(each.code, each.into, each.documents) for each in second.merged] == [("old", "elderly", 1)]
    assert [(each.code, each.missing, each.documents) for each in second.retired] == [
        ("stopped", False, 0), ("gone", True, 1),
    ]  # fmt: skip
    assert [each.code for each in second.revived] == ["off"]
    assert [each.summary for each in second.changed] == ["同义词 （空） → 又来"]
    assert [each.code for each in second.added] == ["fresh", "life-birth"]
    assert [each.code for each in second.new_dimensions] == ["life"]
    assert second.unchanged == 1
    assert TaggedDocument.objects.filter(content_object=document).count() == 2


def test_plan_of_dimension_name_that_another_keeps_is_rejected(qiu: User) -> None:
    load(qiu, row("a"))
    with pytest.raises(CatalogueRejected, match="已由系统中的维度 audience 使用"):
        plan(row("b", 维度代码="people"), version="2026-2")


# -- applying ---------------------------------------------------------------------------------------------------------


def test_apply_demonstration_catalogue_twice_changes_nothing_the_second_time(qiu: User) -> None:
    read = tag_catalogue.read(io.BytesIO(DEMO.read_bytes()), DEMO.name)
    version = tag_catalogue.apply(tag_catalogue.plan(read), qiu)
    assert version.added == Tag.objects.count() == len(read.tags)
    again = tag_catalogue.plan(read)
    assert again.is_empty
    assert tag_catalogue.apply(again, qiu) == version
    assert CatalogueVersion.objects.count() == 1
    merged = Tag.objects.get(slug="audience-peasant-worker")
    assert merged.merged_into is not None
    assert merged.merged_into.slug == "audience-newcomer"


def test_apply_merge_moves_documents_once_and_keeps_the_address(qiu: User, client: Client) -> None:
    load(qiu, row("peasant"), row("newcomer"))
    old, new = Tag.objects.get(slug="peasant"), Tag.objects.get(slug="newcomer")
    only_old, both = factories.make_policy(tags=[old]), factories.make_policy(tags=[old, new])
    version = load(qiu, row("peasant", 并入="newcomer", **RETIRED), row("newcomer"), version="2026-2")
    assert version.merged == 1
    assert sorted(TaggedDocument.objects.values_list("content_object", "tag")) == [
        (only_old.pk, new.pk),
        (both.pk, new.pk),
    ]
    response = client.get(old.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, new.get_absolute_url())


def test_apply_chain_of_merging_ends_at_the_last(qiu: User) -> None:
    load(qiu, row("a"), row("b"), row("c"))
    document = factories.make_policy(tags=list(Tag.objects.filter(slug__in=["a", "b"])))
    load(qiu, row("a", 并入="b", **RETIRED), row("b", 并入="c", **RETIRED), row("c"), version="2026-2")
    assert set(Tag.objects.filter(slug__in=["a", "b"]).values_list("merged_into__slug", flat=True)) == {"c"}
    assert list(document.tags.values_list("slug", flat=True)) == ["c"]


def test_apply_later_merge_takes_along_a_tag_merged_earlier_that_the_file_forgets(qiu: User) -> None:
    load(qiu, row("a", 并入="b", **RETIRED), row("b"), row("c"))
    load(qiu, row("b", 并入="c", **RETIRED), row("c"), version="2026-2")
    assert Tag.objects.get(slug="a").merged_into == Tag.objects.get(slug="c")


def test_apply_moves_document_that_was_given_a_merged_tag_afterwards(qiu: User) -> None:
    load(qiu, row("a", 并入="b", **RETIRED), row("b"))
    document = factories.make_policy(tags=[Tag.objects.get(slug="a")])
    load(qiu, row("a", 并入="b", **RETIRED), row("b"), version="2026-2")
    assert list(document.tags.values_list("slug", flat=True)) == ["b"]


def test_apply_never_deletes_and_keeps_documents_of_retired_tags(qiu: User, client: Client) -> None:
    load(qiu, row("a"), row("b"))
    tag = Tag.objects.get(slug="a")
    document = factories.make_policy(tags=[tag])
    load(qiu, row("b"), version="2026-2")
    tag.refresh_from_db()
    assert tag.retired
    assert document.tagged.get().tag == tag
    assert client.get(tag.get_absolute_url()).status_code == 200


def test_apply_names_change_places(qiu: User) -> None:
    life = {"维度代码": "life", "维度名称": "人生事件"}
    load(qiu, row("a", "甲"), row("b", "乙"), row("c", "丙"), row("d", **life))
    load(
        qiu,
        row("a", "乙", 维度名称="人生事件"),
        row("b", "甲", 维度名称="人生事件"),
        row("c-2", "丙", 维度名称="人生事件"),
        row("c", "丙", 维度名称="人生事件", 并入="c-2", **RETIRED),
        row("d", 维度代码="life", 维度名称="服务对象"),
        version="2026-2",
    )
    assert dict(Tag.objects.in_use().values_list("slug", "name")) == {"a": "乙", "b": "甲", "c-2": "丙", "d": "d"}
    assert dict(TagDimension.objects.values_list("code", "name")) == {"audience": "人生事件", "life": "服务对象"}


def test_apply_new_parents_before_children_whatever_the_order(qiu: User) -> None:
    load(qiu, row("c", 上级代码="b"), row("b", 上级代码="a"), row("a"))
    assert Tag.objects.get(slug="c").parent.parent.slug == "a"


def test_apply_required_categories_and_lets_them_go_with_the_dimension(qiu: User) -> None:
    header = [*HEADER, "必选类别"]
    load(qiu, row("a", 必选类别="行政规范性文件"), header=header)
    assert TagDimension.objects.get().required_for == [Document.Category.NORMATIVE]
    load(qiu, row("a"), version="2026-2")
    assert TagDimension.objects.get().required_for == [Document.Category.NORMATIVE]
    load(qiu, row("x", 维度代码="life", 维度名称="人生事件"), version="2026-3")
    assert TagDimension.objects.get(code="audience").required_for == []


def test_apply_refused_when_tags_changed_since_the_plan(qiu: User) -> None:
    load(qiu, row("a"))
    shown = plan(row("a", "甲"), version="2026-2")
    Tag.objects.filter(slug="a").update(synonyms=["新"])
    with pytest.raises(Refused, match="预览已经过时"):
        tag_catalogue.apply(shown, qiu)
    assert Tag.objects.get(slug="a").name == "a"
    assert CatalogueVersion.objects.count() == 1


def test_apply_refused_for_known_version_with_other_content(qiu: User) -> None:
    load(qiu, row("a"))
    with pytest.raises(Refused, match="请在文件中改用新的版本号"):
        load(qiu, row("a", "甲"))


def test_apply_refused_for_known_file_after_tags_changed(qiu: User) -> None:
    load(qiu, row("a"))
    Tag.objects.filter(slug="a").update(synonyms=["新"])
    with pytest.raises(Refused, match="请改用新的版本号"):
        load(qiu, row("a"))


def test_apply_failure_halfway_leaves_nothing(qiu: User) -> None:
    shown = plan(row("a"))
    broken = dataclasses.replace(shown, catalogue=dataclasses.replace(shown.catalogue, file_name="长" * 201))
    with pytest.raises(Exception, match="too long"), transaction.atomic():
        tag_catalogue.apply(broken, qiu)
    assert not Tag.objects.exists()


def test_apply_history_names_verb_and_person(qiu: User) -> None:
    load(qiu, row("a"))
    context = Tag.pgh_event_model.objects.get().pgh_context
    assert context.metadata == {"verb": "import_tags", "user": qiu.pk}


def test_apply_waits_for_another_import_and_then_refuses(qiu: User, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = plan(row("a"))
    monkeypatch.setattr(application, "LOCK", application.LOCK.replace("10s", "200ms"))
    with closing(connection.copy()) as other, other.cursor() as cursor:
        other.set_autocommit(False)
        cursor.execute(application.LOCK)
        with pytest.raises(Refused, match="其他人正在修改标签"):
            tag_catalogue.apply(shown, qiu)
        other.rollback()
    assert tag_catalogue.apply(shown, qiu).added == 1
