"""Files as LibreOffice and WPS save them (ECMA-376-1): nothing that was written is lost in silence."""

from policies import bodytext
from policies.word import Converted, convert
from tests.word_packages import (
    box,
    cell,
    field,
    in_list,
    levels,
    note,
    numbers,
    package,
    paragraph,
    run,
    style,
    table,
)

STYLES = style("Normal", "Normal") + style("Heading1", "Heading 1") + style("Heading2", "Heading 2")
OUTLINE = levels(
    1, ("taiwaneseCountingThousand", "%1、", "Heading1"), ("taiwaneseCountingThousand", "（%2）", "Heading2")
)
ITEMS = levels(2, ("decimal", "%1.", ""), ("decimal", "（%2）", ""))


def read(*body: str, **parts: str) -> Converted:
    found = convert(package("".join(body), **{"styles": STYLES} | parts), "通知.docx")
    found.html = bodytext.from_html(found.html).html
    return found


def text(found: Converted) -> list[str]:
    return bodytext.plain(found.html).split("\n")


def contents() -> str:
    """A table of contents over three paragraphs, as a content control of LibreOffice holds it."""
    link = f'<w:hyperlink w:anchor="a">{run("一、总则")}<w:r><w:tab/><w:t>1</w:t></w:r></w:hyperlink>'
    return paragraph(run("目　录")) + paragraph(field('TOC \\f \\o "1-2" \\h', link + field("PAGEREF a", run("1"))))


def test_numbers_of_headings_and_lists_stand_in_the_text() -> None:
    found = read(
        paragraph(run("总则"), style="Heading1", more=in_list(1)),
        paragraph(run("适用范围"), style="Heading2", more=in_list(1, 1)),
        paragraph(run("列一"), more=in_list(2)),
        paragraph(run("列一之一"), more=in_list(2, 1)),
        paragraph(run("列二"), more=in_list(2)),
        numbering=OUTLINE + ITEMS + numbers(1, 2),
    )
    assert text(found) == ["一、总则", "（一）适用范围", "1.列一", "（1）列一之一", "2.列二"]
    assert "<h3" in found.html
    assert found.notes == []


def test_contents_list_is_left_out_and_said() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{contents()}</w:sdtContent></w:sdt>"
    )
    heading = paragraph('<w:bookmarkStart w:id="0" w:name="a"/>', run("总则"), style="Heading1")
    for listing in (control, contents()):
        found = read(listing, heading)
        assert found.html == '<h2 id="s1">总则</h2>'
        assert found.notes == ["目录未导入：页面按标题自动生成目录"]


def test_contents_list_in_several_paragraphs_and_by_style_is_left_out() -> None:
    begin, close, end = contents().rpartition('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    listing = f"{begin}{end}{paragraph(run('二、附则'))}{paragraph(close)}"
    assert text(read(listing, paragraph(run("正文。")))) == ["正文。"]
    wps = paragraph(run("第一章 总则 1"), style="10")
    assert text(read(wps, paragraph(run("正文。")), styles=STYLES + style("10", "toc 1"))) == ["正文。"]


def test_field_that_is_never_closed_takes_no_text_away() -> None:
    broken = contents().replace('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "")
    assert "正文。" in text(read(broken, paragraph(run("正文。"))))


def test_links_to_bookmarks_that_do_not_come_along_are_plain_text() -> None:
    found = read(paragraph(run("见"), f'<w:hyperlink w:anchor="_Ref1">{run("附件一")}</w:hyperlink>', run("。")))
    assert found.html == "<p>见附件一。</p>"


def test_footnotes_and_endnotes_of_the_same_number_are_kept_apart() -> None:
    marks = [f'<w:r><w:{kind}Reference w:id="2"/></w:r>' for kind in ("footnote", "endnote")]
    found = read(
        paragraph(run("甲"), marks[0], run("乙"), marks[1]),
        footnotes=note("footnote", 2, "脚注内容"),
        endnotes=note("endnote", 2, "尾注内容"),
    )
    for number, words in ((1, "脚注内容"), (2, "尾注内容")):
        assert found.html.count(f'id="n{number}"') == found.html.count(f'href="#n{number}"') == 1
        assert f'<li id="n{number}"><p>{words}' in found.html
    assert found.notes == []


def test_head_of_two_rows_stays_one_head() -> None:
    rows = [
        cell("序号", merge="restart") + cell("金额", span=2),
        cell(merge="continue") + cell("上限") + cell("下限"),
        cell("1") + cell("100") + cell("50", "元"),
    ]
    found = read(table(*rows, heads=1))
    assert (
        '<thead><tr><th rowspan="2">序号</th><th colspan="2">金额</th></tr><tr><th>上限</th><th>下限</th></tr></thead>'
        "<tbody><tr><td>1</td>" in found.html
    )


def test_rows_marked_as_no_head_are_none_and_a_head_never_takes_the_whole_table() -> None:
    rows = [cell("甲", merge="restart") + cell("1"), cell(merge="continue") + cell("2")]
    assert "<thead>" not in read(table(*rows, heads=1)).html
    assert (
        "<thead>"
        not in read(table(*rows).replace("<w:trPr></w:trPr>", '<w:trPr><w:tblHeader w:val="0"/></w:trPr>', 1)).html
    )


def test_text_boxes_are_read_in_the_old_form_and_without_it() -> None:
    for shape in (box("咨询电话见附件"), box("咨询电话见附件", old_form=False)):
        found = read(paragraph(run("正文"), shape))
        assert text(found).count("咨询电话见附件") == 1
        assert found.notes == ["文本框 1 个，其中的文字排在所在段落之后，请核对位置"]


def test_values_of_simple_fields_and_words_with_pronunciation_stay() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('lán')}</w:rt><w:rubyBase>{run('岚')}</w:rubyBase></w:ruby></w:r>"
    found = read(paragraph(run("表"), f'<w:fldSimple w:instr="SEQ 表">{run("3")}</w:fldSimple>', ruby, run("屿区")))
    assert text(found) == ["表3岚屿区"]


def test_soft_hyphens_go_and_raised_figures_stay_raised() -> None:
    found = read(
        paragraph(run("申请\u00ad人"), "<w:r><w:softHyphen/></w:r>", run("住40m"), run("2", '<w:position w:val="8"/>'))
    )
    assert found.html == "<p>申请人住40m<sup>2</sup></p>"


def test_moved_and_changed_words_stand_where_they_ended() -> None:
    found = read(
        paragraph(
            f'<w:moveFrom w:id="1" w:author="甲">{run("移走")}</w:moveFrom>',
            f'<w:ins w:id="2" w:author="甲">{run("新增")}</w:ins>',
            '<w:del w:id="3" w:author="甲"><w:r><w:delText>删去</w:delText></w:r></w:del>',
            f'<w:moveTo w:id="4" w:author="甲">{run("移来")}</w:moveTo>',
        )
    )
    assert text(found) == ["新增移来"]
    assert len(found.notes) == 3


def test_linked_picture_is_not_lost_in_silence() -> None:
    blip = '<a:graphic><a:graphicData><a:blip r:link="rId9"/></a:graphicData></a:graphic>'
    picture = f"<w:r><w:drawing><wp:inline>{blip}</wp:inline></w:drawing></w:r>"
    assert read(paragraph(run("图"), picture)).notes == [
        "链接的图片 1 张，文件里没有图片本身，未导入，请插入图片后再导入"
    ]


def test_everyday_styles_are_no_news_and_headings_are_known_by_their_names() -> None:
    styles = style("2", "heading 1") + style("TextBody", "Body Text") + style("a5", "标题 2") + style("own", "附件标题")
    found = read(
        paragraph(run("总则"), style="2"),
        paragraph(run("范围"), style="a5"),
        paragraph(run("正文。"), style="TextBody"),
        paragraph(run("附件1"), style="own"),
        styles=styles,
    )
    assert '<h2 id="s1">总则</h2>' in found.html
    assert '<h3 id="s2">范围</h3>' in found.html
    assert found.notes == ["自定义样式“附件标题”的版式没有保留，文字已导入"]
