"""Word files come in readable: numbers that Word generates, headings, tables, images, footnotes; losses are said."""

import datetime as dt
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import bodytext
from policies.word import Converted, convert, recognise
from policies.word.numbering import Level, Numbering
from portal.files import FileRejected
from tests.word_samples import Sample, header_row, merged


def converted(sample: Sample) -> Converted:
    return convert(sample.data(), "通知.docx")


def text(sample: Sample) -> list[str]:
    return bodytext.plain(converted(sample).html).split("\n")


def test_chinese_numbers_of_three_levels_become_text() -> None:
    sample = Sample()
    counted = sample.new_list("chinese")
    for level, words in [
        (0, "总体要求"),
        (1, "指导思想"),
        (1, "基本原则"),
        (2, "便民"),
        (2, "高效"),
        (0, "主要任务"),
        (1, "修缮"),
    ]:
        sample.item(words, counted, level)
    assert text(sample) == [
        "一、总体要求",
        "（一）指导思想",
        "（二）基本原则",
        "1．便民",
        "2．高效",
        "二、主要任务",
        "（一）修缮",
    ]


def test_articles_and_chapters_count_on_over_other_paragraphs() -> None:
    sample = Sample()
    chapters, articles = sample.new_list("chapters"), sample.new_list("articles")
    sample.item("总则", chapters)
    sample.item("为了便民，制定本办法。", articles)
    sample.text("前款所称便民，是指少跑腿。")
    sample.item("附则", chapters)
    sample.item("本办法自公布之日起施行。", articles)
    assert text(sample) == [
        "第一章　总则", "第一条　为了便民，制定本办法。", "前款所称便民，是指少跑腿。",
        "第二章　附则", "第二条　本办法自公布之日起施行。",
    ]  # fmt: skip


def test_imported_articles_get_their_anchors() -> None:
    sample = Sample()
    articles = sample.new_list("articles")
    for words in ("为了便民，制定本办法。", "本办法适用于本区。"):
        sample.item(words, articles)
    body = bodytext.from_html(converted(sample).html)
    assert [article.anchor for article in body.articles] == ["a1", "a2"]


def test_restarted_list_begins_again() -> None:
    sample = Sample()
    first = sample.new_list("chinese")
    again = sample.new_list("chinese", start=1, again=first)
    for num_id in (first, first, again):
        sample.item("事项", num_id)
    assert text(sample) == ["一、事项", "二、事项", "一、事项"]


def test_second_list_of_the_same_pattern_counts_on() -> None:
    sample = Sample()
    first = sample.new_list("chinese")
    same = sample.new_list("chinese", again=first)
    for num_id in (first, same):
        sample.item("事项", num_id)
    assert text(sample) == ["一、事项", "二、事项"]


def test_numbers_of_a_style_are_not_lost() -> None:
    sample = Sample()
    sample.style_with_numbers("条文", sample.new_list("articles"))
    sample.text("本办法适用于本区。", "条文")
    assert text(sample) == ["第一条　本办法适用于本区。"]


def test_empty_numbered_paragraph_takes_no_number() -> None:
    sample = Sample()
    counted = sample.new_list("chinese")
    for words in ("甲", "", "乙"):
        sample.item(words, counted)
    assert text(sample) == ["一、甲", "二、乙"]


def test_plain_list_becomes_a_list() -> None:
    sample = Sample()
    plain = sample.new_list("plain")
    for level, words in [(0, "身份证"), (0, "户口簿"), (1, "首页"), (1, "本人页"), (0, "照片")]:
        sample.item(words, plain, level)
    html = converted(sample).html
    assert html == "<ol><li>身份证</li><li>户口簿<ol><li>首页</li><li>本人页</li></ol></li><li>照片</li></ol>"


def test_plain_list_that_goes_on_after_a_paragraph_keeps_its_numbers() -> None:
    sample = Sample()
    plain = sample.new_list("plain")
    sample.item("身份证", plain)
    sample.item("户口簿", plain)
    sample.text("以上为必交。")
    sample.item("照片", plain)
    sample.item("简历", plain)
    assert text(sample)[-3:] == ["以上为必交。", "3.照片", "4.简历"]


def test_bullets_stay_bullets() -> None:
    sample = Sample()
    bullets = sample.new_list("bullets")
    sample.item("甲", bullets)
    sample.item("乙", bullets)
    assert converted(sample).html == "<ul><li>甲</li><li>乙</li></ul>"


@pytest.mark.parametrize(
    ("form", "value", "label"),
    [
        ("decimalEnclosedCircleChinese", 3, "③"), ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 1, "子"), ("upperRoman", 14, "XIV"), ("lowerLetter", 28, "bb"), ("decimalZero", 7, "07"),
        ("decimalFullWidth", 10, "１０"), ("chineseCounting", 21, "二十一"), ("unknownFormat", 5, "5"),
    ],
)  # fmt: skip
def test_every_format_is_spelt(form: str, value: int, label: str) -> None:
    numbering = Numbering({"1": {0: Level(form, "%1", value)}}, {"1": "1"})
    found = numbering.next_label("1", 0)
    assert found is not None
    assert found.text == label


@given(st.lists(st.tuples(st.sampled_from("12"), st.integers(0, 3)), max_size=60))
def test_labels_never_fail_and_count_up(steps: list[tuple[str, int]]) -> None:
    levels = {at: Level("decimal", ".".join(f"%{n + 1}" for n in range(at + 1))) for at in range(4)}
    numbering = Numbering({"1": levels, "2": levels}, {"1": "a", "2": "a"})
    labels = [numbering.next_label(num_id, level) for num_id, level in steps]
    assert all(label is not None and label.text.count(".") == label.level for label in labels)
    top = [label.value for label in labels if label is not None and label.level == 0]
    assert top == list(range(1, len(top) + 1)) or not top or labels[0].level > 0


def test_headings_by_style_and_by_outline_level() -> None:
    sample = Sample()
    sample.text("总体要求", "Heading 1")
    sample.text("指导思想", "Heading 2")
    sample.outline("主要任务", 0)
    assert converted(sample).html == "<h2>总体要求</h2><h3>指导思想</h3><h2>主要任务</h2>"


def test_numbered_heading_style_keeps_its_number() -> None:
    sample = Sample()
    counted = sample.new_list("chinese")
    sample.item("总体要求", counted, style="Heading 1")
    assert converted(sample).html == "<h2>一、总体要求</h2>"


def test_table_with_head_and_merged_cells() -> None:
    sample = Sample()
    grid = sample.table(["序号", "事项", "金额"], ["1", "甲", "100"], ["2", "乙", "200"], ["合计", "", "300"])
    merged(grid, (3, 0), (3, 1))
    html = converted(sample).html
    assert '<thead><tr><th scope="col">序号</th><th scope="col">事项</th><th scope="col">金额</th></tr></thead>' in html
    assert '<td colspan="2">合计</td><td>300</td>' in html


def test_marked_head_row_and_vertical_merge() -> None:
    sample = Sample()
    grid = sample.table(["街镇", "小区"], ["岚城", "一村"], ["", "二村"])
    header_row(grid)
    merged(grid, (1, 0), (2, 0))
    html = converted(sample).html
    assert "<thead>" in html
    assert '<td rowspan="2">' in html


def test_numbers_inside_tables_are_not_lost() -> None:
    sample = Sample()
    counted = sample.new_list("chinese")
    grid = sample.table(["序号", "事项"], ["", "甲"])
    sample.item("受理", counted)
    grid.cell(1, 0).paragraphs[0]._p.getparent().append(sample.word.paragraphs[-1]._p)
    assert "一、受理" in bodytext.plain(converted(sample).html)


def test_pictures_are_kept_in_place_and_their_missing_words_are_known() -> None:
    sample = Sample()
    sample.text("现状图如下。")
    sample.picture(alt="图片 1")
    sample.picture(alt="岚城镇改造范围图")
    result = converted(sample)
    assert [image.name for image in result.images] == ["插图1.png", "插图2.png"]
    assert 'src="word-image-1"' in result.html
    assert 'alt="岚城镇改造范围图"' in result.html
    assert "图片 1" not in result.html


def test_formulas_keep_their_text_and_are_reported() -> None:
    sample = Sample()
    sample.raw("<w:r><w:t>补贴=</w:t></w:r><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>")
    result = converted(sample)
    assert "补贴=a+b" in result.html
    assert result.notes == ["公式 1 个，只保留了其中的文字，请核对"]


def test_tracked_changes_are_accepted_and_reported() -> None:
    sample = Sample()
    sample.raw(
        '<w:r><w:t>期限</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>十日</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>五日</w:t></w:r></w:ins>'
    )
    result = converted(sample)
    assert "期限五日" in result.html
    assert "十日" not in result.html
    assert len(result.notes) == 2


def test_header_is_reported_not_imported() -> None:
    sample = Sample()
    sample.text("正文")
    sample.word.sections[0].header.paragraphs[0].text = "内部资料"
    result = converted(sample)
    assert "内部资料" not in result.html
    assert result.notes == ["页眉“内部资料”，未导入"]


def footnoted() -> bytes:
    """python-docx writes no footnotes; the part is added by hand as Word writes it."""
    sample = Sample()
    sample.raw('<w:r><w:t>本区居民</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>')
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = (
        f'<?xml version="1.0"?><w:footnotes {space}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
        "<w:r><w:t>指户籍在本区的人。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample.data())) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            data = source.read(name).decode() if name.endswith((".xml", ".rels")) else source.read(name)
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
                added = f'<Relationship Id="rIdF" Type="{kind}" Target="footnotes.xml"/></Rel'
                data = data.replace("</Rel", added, 1)
            if name == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
                data = data.replace(
                    "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
                )
            copy.writestr(name, data)
        copy.writestr("word/footnotes.xml", notes)
    return target.getvalue()


def test_footnotes_lead_there_and_back() -> None:
    html = bodytext.from_html(convert(footnoted(), "通知.docx").html).html
    assert 'href="#n1"' in html
    assert 'id="n1"' in html
    assert 'href="#nr1"' in html
    assert "指户籍在本区的人。" in html


@pytest.mark.parametrize(("data", "name"), [(b"hello", "a.docx"), (b"PK\x03\x04broken", "a.docx"), (b"text", "a.txt")])
def test_what_is_no_word_file_is_refused_with_a_sentence(data: bytes, name: str) -> None:
    with pytest.raises(FileRejected):
        convert(data, name)


LINES = [
    "岚屿区建设和管理委员会文件", "岚建〔2026〕8号", "关于做好老旧住房加装电梯", "工作的通知", "各镇人民政府：",
    "现通知如下。",
    "岚屿区建设和管理委员会", "2026年3月5日",
]  # fmt: skip


def test_elements_are_recognised() -> None:
    found = recognise(LINES, ["岚屿区建设和管理委员会", "岚屿区财政局"])
    assert found.number == "岚建〔2026〕8号"
    assert found.title == "关于做好老旧住房加装电梯工作的通知"
    assert found.issuers == ("岚屿区建设和管理委员会",)
    assert found.written_on == dt.date(2026, 3, 5)


def test_two_issuers_on_one_line_and_a_chinese_date() -> None:
    found = recognise(
        ["正文。", "岚屿区财政局　　岚屿区民政局", "二〇二六年十二月三十一日"], ["岚屿区财政局", "岚屿区民政局"]
    )
    assert found.issuers == ("岚屿区财政局", "岚屿区民政局")
    assert found.written_on == dt.date(2026, 12, 31)


def test_nothing_is_invented() -> None:
    found = recognise(
        ["会议于2026年3月5日召开。", "讨论了岚建〔2026〕8号文件的落实问题，形成以下共识。"], ["岚屿区财政局"]
    )
    assert (found.number, found.issuers, found.written_on) == ("", (), None)


@given(st.lists(st.text(max_size=40), max_size=20))
def test_any_text_is_read_without_error(lines: list[str]) -> None:
    recognise(lines, ["岚屿区财政局"])


def without(sample: Sample, name: str = "", rewritten: tuple[str, bytes, bytes] | None = None) -> bytes:
    """The package without the parts of that name, or with one part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample.data())) as source, zipfile.ZipFile(target, "w") as copy:
        for entry in source.infolist():
            data = source.read(entry)
            if rewritten and entry.filename == rewritten[0]:
                data = data.replace(rewritten[1], rewritten[2])
            if not (name and name in entry.filename):
                copy.writestr(entry, data)
    return target.getvalue()


def test_a_picture_that_the_package_lacks_is_told_and_the_text_comes_in() -> None:
    sample = Sample()
    sample.text("正文还在。")
    sample.picture("示意图")
    found = convert(without(sample, "word/media/"), "通知.docx")
    assert "图片 1 张在 Word 文件里缺失，未导入" in found.notes
    assert bodytext.plain(found.html).strip() == "正文还在。"


def test_a_style_that_does_not_say_its_type_is_a_paragraph_style() -> None:
    sample = Sample()
    sample.text("正文。")
    data = without(sample, rewritten=("word/styles.xml", b' w:type="paragraph"', b""))
    assert bodytext.plain(convert(data, "通知.docx").html).strip() == "正文。"
