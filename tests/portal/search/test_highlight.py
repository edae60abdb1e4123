from portal.search.highlight import LENGTH, excerpt, marked


def test_words_are_marked_whole_and_text_is_escaped() -> None:
    assert marked("<b>加装电梯</b>的补贴", ["加装电梯", "补贴"]) == (
        "&lt;b&gt;<mark>加装电梯</mark>&lt;/b&gt;的<mark>补贴</mark>"
    )


def test_traditional_and_wide_text_is_marked_as_it_stands() -> None:
    assert "<mark>電梯</mark>" in marked("加裝 電梯", ["电梯"])


def test_number_inside_a_longer_number_is_not_marked() -> None:
    assert "<mark>" not in marked("共1300元", ["300"])


def test_excerpt_shows_the_stretch_with_most_words() -> None:
    text = "甲" * 300 + "。申请补贴的居民应当提交加装电梯协议。" + "乙" * 300
    shown = excerpt(text, ["补贴", "加装电梯"])
    assert "<mark>补贴</mark>" in shown
    assert "<mark>加装电梯</mark>" in shown
    assert len(shown) < LENGTH + 80
