"""Bodies: structure is found, dirt is flagged, no character is lost, and only the allow-list comes out."""

import gzip
import json
import os
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.bodytext import Article, TocEntry, from_html, from_plain, plain, sanitise, title_flags

CORPUS = Path(os.environ.get("PORTAL_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
TITLE = "岚屿区老旧住房更新办法"
pieces = st.sampled_from(
    [
        *(
            "第一章　总则",
            "第二节 申请",
            "第一条 为了方便群众，制定本办法。",
            "第十二条之一 有下列情形的：",
            "第三条、第四条",
        ),
        *("一、总体要求", "（一）工作目标", "（二）受理；", "1.提出申请。", "附件：1.申请表", "附件1", "申请表", TITLE),
        *(
            "各乡镇人民政府：",
            "岚屿区人民政府",
            "2024年3月1日",
            "|甲|乙|",
            "|---|---|",
            "|1|2|",
            "项目\t数量",
            "床位\t30",
        ),
        *(
            "<b>&amp;</b>",
            "**重点**",
            "## 标题",
            "\u200b",
            "\x00\x0b",
            "\ud800",
            "　　缩进的一段",
            "本办法自2024年5月1日起施行。",
        ),
    ]
)
texts = st.text(max_size=200) | st.lists(pieces | st.text(max_size=8), max_size=24).map("\n".join)

markup = st.lists(
    st.sampled_from(
        [
            *(
                "<p>",
                "</p>",
                "<b",
                "<b>",
                "</b>",
                '<a href="',
                '">',
                "</a>",
                ">",
                "&",
                "甲",
                "第一条 乙",
                "<h1>",
                "<H2>",
                "</h2>",
            ),
            *(
                "<div>",
                "</div>",
                "<ul>",
                "<li>",
                "</ul>",
                "<table>",
                "<td>",
                "</table>",
                "<br>",
                "<!--",
                "<hr>",
                "一、丙",
            ),
        ]
    ),
    max_size=16,
).map("".join)


def significant(text: str) -> str:
    """Characters that must survive: no blanks, controls, marks of Markdown, separators after labels."""
    invisible = (
        r"\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff"
    )
    return re.sub(rf"[\s{invisible}#*|:：-]", "", text)


def assert_sound(html: str) -> None:
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert all(2 <= level <= previous + 1 for previous, level in zip([1, *levels], levels, strict=False))
    assert sanitise(html) == html


@given(texts)
def test_any_text_keeps_its_characters_and_is_sound(text: str) -> None:
    body = from_plain(text)
    assert significant(body.text) == significant(text)
    assert significant(plain(body.html)) == significant(text)
    assert_sound(body.html)


@given(texts | markup)
def test_any_html_is_read_without_error_and_is_stable(text: str) -> None:
    body = from_html(text)
    assert_sound(body.html)
    assert from_html(body.html).html == body.html


def test_chapters_and_articles_get_headings_and_anchors() -> None:
    body = from_plain(
        "第一章　总则\n第一条　为了方便群众，制定本办法。\n第二章　申请\n第一节　条件\n第二条　可以申请。\n申请不收费。"
    )
    assert [(entry.label, entry.level) for entry in body.toc] == [
        ("第一章\u3000总则", 2),
        ("第二章\u3000申请", 2),
        ("第一节\u3000条件", 3),
    ]
    assert '<p id="a2"><b>第二条</b>\u3000可以申请。</p>' in body.html
    assert body.articles[1] == Article("a2", "第二条", 2, "第二条\u3000可以申请。\n申请不收费。")


def test_chapter_heading_on_two_lines_is_one_heading() -> None:
    assert from_plain("第一章\n总　则\n第一条 为了方便群众。").toc == [TocEntry("s1", "第一章\u3000总\u3000则", 2)]


def test_inserted_article_has_its_own_anchor() -> None:
    body = from_plain("第十二条 甲。\n第十二条之一 乙。\n第一百零三条 丙。")
    assert [article.anchor for article in body.articles] == ["a12", "a12-1", "a103"]


def test_articles_of_an_appended_act_get_another_prefix() -> None:
    body = from_plain("第一条 甲。\n第二条 乙。\n附件\n第一条 丙。\n第二条 丁。\n第二条 重复。")
    assert [article.anchor for article in body.articles] == ["a1", "a2", "b-a1", "b-a2", "b-a2x2"]


@pytest.mark.parametrize(
    "line", ["第三条、第四条规定的情形除外。", "第三条的规定不适用。", "第三条第二款规定的情形除外。"]
)
def test_citation_of_an_article_is_no_article(line: str) -> None:
    assert from_plain(line).articles == []


def test_counted_lines_are_headings_only_when_they_head_something() -> None:
    body = from_plain(
        "一、总体要求\n坚持便民。\n（一）工作目标\n全面覆盖。\n二、申请材料如下。\n三、甲\n四、乙\n五、丙"
    )
    assert [(entry.label, entry.level) for entry in body.toc] == [("一、总体要求", 2), ("（一）工作目标", 3)]


def test_items_inside_an_article_stay_paragraphs() -> None:
    body = from_plain("第一条 有下列情形之一的：\n（一）年满六十周岁\n并且独居的；\n（二）残疾的。")
    assert body.toc == []
    assert "<p>（一）年满六十周岁</p>" in body.html


def test_salutation_and_signature_are_marked() -> None:
    body = from_plain(
        "各乡镇人民政府，区政府各部门：\n现将办法印发给你们。\n岚屿区人民政府\n2024年3月1日\n（此件公开发布）"
    )
    assert '<p class="to">各乡镇人民政府，区政府各部门：</p>' in body.html
    assert '<p class="sign">岚屿区人民政府</p>\n<p class="sign">2024年3月1日</p>' in body.html


def test_reasons_before_a_colon_are_no_salutation() -> None:
    assert 'class="to"' not in from_plain("为了方便群众，提出以下意见：\n一、便民。").html


def test_history_of_an_act_is_a_note() -> None:
    assert from_plain("2019年5月31日 岚屿区人民政府第10次常务会议通过\n第一条 甲。").html.startswith('<p class="note">')


def test_annex_lists_and_annexes_are_told_apart() -> None:
    body = from_plain("请认真执行。\n附件：1.申请表\n岚屿区人民政府\n2024年3月1日\n附件1\n申请表\n姓名和住址。")
    assert '<p class="attach">附件：1.申请表</p>' in body.html
    assert [entry.label for entry in body.toc] == ["附件1\u3000申请表"]


def test_act_printed_below_its_notice_is_a_heading_above_its_chapters() -> None:
    body = from_plain(
        f"现予印发。\n岚屿区人民政府\n2024年3月1日\n{TITLE}\n第一章 总则\n第一条 为了安居。",
        f"关于印发《{TITLE}》的通知",
    )
    assert [(entry.label, entry.level) for entry in body.toc] == [(TITLE, 2), ("第一章\u3000总则", 3)]


@pytest.mark.parametrize("leading", [TITLE, f"《{TITLE}》", "岚屿区老旧住房\n更新办法", " 岚屿区 老旧住房更新办法 "])
def test_leading_title_is_dropped(leading: str) -> None:
    assert from_plain(f"{leading}\n第一条 甲。", TITLE).text == "第一条\u3000甲。"


def test_other_leading_line_is_kept() -> None:
    assert from_plain("岚府发〔2024〕1号\n第一条 甲。", TITLE).text.startswith("岚府发〔2024〕1号\n")


def test_pipe_table_has_header_cells_with_scope() -> None:
    html = from_plain("| 项目 | 数量 |\n|-----|-----|\n| 床位 | 30 |").html
    assert html == (
        '<table><thead><tr><th scope="col">项目</th><th scope="col">数量</th></tr></thead>'
        "<tbody><tr><td>床位</td><td>30</td></tr></tbody></table>"
    )


def test_tab_table_without_evident_header_has_none() -> None:
    body = from_plain("施行日期\t2024-05-01\n失效日期\t2029-04-30")
    assert "<th" not in body.html
    assert body.text == "施行日期\t2024-05-01\n失效日期\t2029-04-30"


def test_single_line_with_tabs_is_a_paragraph() -> None:
    assert from_plain("姓名\t\t性别").html == "<p>姓名 性别</p>"


def test_full_width_indentation_is_removed() -> None:
    assert from_plain("　　为了安居。").html == "<p>为了安居。</p>"


def test_markup_in_plain_text_is_escaped_and_flagged() -> None:
    body = from_plain("甲<script>alert(1)</script>乙 & <br>")
    assert body.html == "<p>甲&lt;script&gt;alert(1)&lt;/script&gt;乙 &amp; &lt;br&gt;</p>"
    assert body.flags == ["markup-in-text"]


SENTENCE = "申请人应当如实提供材料，受理机构应当一次告知需要补正的全部内容，并为老年人和残疾人提供必要的帮助。" * 3


def test_lost_line_breaks_before_articles_are_restored_and_flagged() -> None:
    body = from_plain(
        f"第一章总则第一条为了安居，制定本办法。{SENTENCE}第二条有下列情形之一的：（一）独居的；（二）残疾的。第三条{SENTENCE}"
    )
    assert [article.label for article in body.articles] == ["第一条", "第二条", "第三条"]
    assert body.toc[0].label == "第一章总则"
    assert "<p>（二）残疾的。</p>" in body.html
    assert body.flags == ["line-breaks-lost"]


def test_lost_line_breaks_do_not_split_citations() -> None:
    text = f"第一条为了安居。{SENTENCE}违反本办法第二条、第三条第（一）项规定的，依照第四条处理。{SENTENCE}"
    assert len(from_plain(text).articles) == 1


def test_short_lines_are_never_split() -> None:
    assert from_plain("条件如下：（一）独居的；（二）残疾的。").html.count("<p>") == 1


def test_one_long_line_without_structure_is_flagged_and_left() -> None:
    body = from_plain("甲，" * 1200)
    assert body.html.count("<p>") == 1
    assert body.flags == ["line-breaks-lost", "very-long-paragraph"]


def test_hard_wrapped_lines_are_joined_and_flagged() -> None:
    width = 24
    flowing = [SENTENCE[start : start + 100] for start in range(0, 100, 20)]
    wrapped = "\n".join("\n".join(f"　　{text}。"[i : i + width] for i in range(0, 103, width)) for text in flowing)
    body = from_plain(wrapped)
    assert body.text.split("\n") == [f"{text}。" for text in flowing]
    assert body.flags == ["lines-joined"]


def test_line_that_begins_with_a_comma_joins_the_one_before() -> None:
    assert from_plain("根据有关法律\n、法规，制定本办法。").text == "根据有关法律、法规，制定本办法。"


def test_list_without_punctuation_is_not_joined() -> None:
    lines = [
        "岚屿区人民政府办公室综合科信息公开岗",
        "岚屿区住房和城乡建设委员会房屋管理科",
        "岚屿区民政局养老服务科负责人",
    ]
    assert from_plain("\n".join(lines)).text.split("\n") == lines


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("", "empty-body"),
        (" \n　", "empty-body"),
        ("甲\x07乙", "control-characters"),
        ("锟斤拷", "mojibake"),
        ("高程103\ue0105米", "mojibake"),
        ("罚ú渍?请", "mojibake"),
    ],
)
def test_dirt_is_flagged(text: str, flag: str) -> None:
    assert flag in from_plain(text).flags


def test_clean_text_has_no_flags() -> None:
    assert from_plain("第一条　为了安居（café），制定本办法。").flags == []


@pytest.mark.parametrize(
    ("title", "flags"),
    [
        ("关于印发工作方案的通知.doc", ["title-is-file-name"]),
        ("工作方案_终稿", ["title-is-file-name"]),
        ("01-关于印发工作方案的通知", ["title-has-leading-number"]),
        ("20240301", ["title-only-digits"]),
        ("岚屿区教育局关于印发《招生...", ["title-cut-off"]),
        ("", ["title-empty"]),
        ("2013-2014年积分制入学情况公布", []),
        ("2024年岚屿区政务公开工作要点", []),
    ],
)
def test_title_flags(title: str, flags: list[str]) -> None:
    assert title_flags(title) == flags


def test_html_is_sanitised_and_analysed() -> None:
    body = from_html(
        '<h1 onclick="x()">通知</h1><div style="color:red">第一条 <b>老年人</b>免费。<br>不收费。</div>'
        '<script>alert(1)</script><ul><li>甲</li></ul><p><a href="javascript:x()">乙</a></p>'
    )
    assert body.html == (
        '<h2 id="s1">通知</h2>\n<p id="a1"><b>第一条</b> <b>老年人</b>免费。</p>\n<p>不收费。</p>\n'
        '<ul><li>甲</li></ul>\n<p><a rel="noopener noreferrer">乙</a></p>'
    )
    assert body.articles[0].text == "第一条\u3000老年人免费。\n不收费。\n甲\n乙"


def test_html_table_keeps_caption_spans_and_scope() -> None:
    table = (
        '<table><caption>床位</caption><thead><tr><th scope="col" colspan="2">镇</th></tr></thead>'
        "<tbody><tr><td>甲</td><td>30</td></tr></tbody></table>"
    )
    body = from_html(table)
    assert body.html == table
    assert body.text == "床位\n镇\n甲\t30"


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ('<p id="a12" class="sign big">甲</p>', '<p id="a12" class="sign">甲</p>'),
        ('<p id="menu" class="big">甲</p>', "<p>甲</p>"),
        ('<p id="b-a12-1">甲</p>', '<p id="b-a12-1">甲</p>'),
        ('<img src="/a.png" alt="图" onerror="x()">', '<img src="/a.png" alt="图">'),
        ('<img src="data:image/png;base64,AAAA" alt="图">', '<img alt="图">'),
        ('<th scope="x" colspan="9e9">甲</th>', "甲"),
        ("<h1>甲</h1>", "<h2>甲</h2>"),
        ("<iframe src='/x'></iframe><p style='x'>甲</p>", "<p>甲</p>"),
    ],
)
def test_sanitise_keeps_only_the_allow_list(dirty: str, clean: str) -> None:
    assert sanitise(dirty) == clean


@given(st.text(max_size=100) | markup)
def test_sanitise_is_idempotent(html: str) -> None:
    assert sanitise(sanitise(html)) == sanitise(html)


def test_plain_separates_blocks_and_cells() -> None:
    assert (
        plain("<h2>甲</h2><p>乙<b>丙</b><br>丁 &amp; 戊</p><table><tr><td>1</td><td>2</td></tr></table>")
        == "甲\n乙丙\n丁 & 戊\n1\t2"
    )


@pytest.mark.parametrize(
    "piece",
    ["第一条", "一、", "（一）", "|", "\t", "甲\n", " ", "。 ", "附件", "第一章甲", "<p>", "**", "&", "[", "\n第"],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    from_plain(text)
    assert time.process_time() - started < 3


@pytest.mark.corpus
def test_corpus_documents_keep_every_character() -> None:
    if not CORPUS.exists():
        assert not os.environ.get("CI"), f"no corpus at {CORPUS}"
        pytest.skip("no corpus")
    with gzip.open(CORPUS / "documents.jsonl.gz", "rt") as rows:
        documents = [json.loads(row) for number, row in enumerate(rows) if number % 17 == 0]
    assert len(documents) > 300
    articles = 0
    for document in documents:
        body = from_plain(document["body"])
        assert significant(body.text) == significant(document["body"]), document["title"]
        assert_sound(body.html)
        articles += len(body.articles)
    assert articles > 5000
