"""The look holds its own rules: small templates, values in tokens.css only, readable colours, harmless scripts."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from policies.validity import Validity
from portal.styleguide import SAMPLES, STATES
from portal.templatetags.ui import SHAPES, TONES, initial, scrollable_tables

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = [path for path in sorted((ROOT / "templates").rglob("*.html")) if "admin" not in path.parts]
STAFF = {"staff.css", "staff-account.css", "prose.css"}
"""Sheets of the staff screens at the top of static/css, beside the admin theme with tokens of its own."""
STYLES = [
    path
    for path in sorted((ROOT / "static" / "css").rglob("*.css"))
    if not (path.name in STAFF and path.parent.name == "css")
]
RULED = [path for path in STYLES if path.name not in ("tokens.css", "print.css")]
TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text()
MODES = ["", "elder", "contrast"]


class Outline(HTMLParser):
    """Heading levels, classes, ids and elements in the order of the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.classes: set[str] = set()
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.add(tag)
        self.classes |= set((values.get("class") or "").split())
        self.ids += [values["id"]] if values.get("id") else []
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


def styleguide(reading: str = "") -> str:
    return render_to_string("portal/styleguide.html", SAMPLES | {"reading": reading})


def declarations(css: str) -> str:
    """Style rules without comments, media conditions and the drawings' addresses."""
    return re.sub(r"/\*.*?\*/|@(?:media|supports|page)[^{]*|url\([^)]*\)", "", css, flags=re.DOTALL)


def theme(mode: str) -> dict[str, str]:
    """Colours of a reading mode: the root's, overridden by the mode's own block."""
    blocks = re.findall(r"^(:root[^{,]*)\{(.*?)^\}", TOKENS, re.DOTALL | re.MULTILINE)
    wanted = [body for head, body in blocks if head.strip() == ":root" or f'"{mode}"' in head]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", "".join(wanted)))


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two #rrggbb colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_templates_stay_small() -> None:
    lengths = [len(path.read_text().splitlines()) for path in TEMPLATES]
    assert len(lengths) > 30
    assert median(lengths) < 25
    assert max(lengths) <= 150


def test_stylesheets_and_modules_stay_small() -> None:
    modules = list((ROOT / "static" / "js").glob("*.js"))
    assert modules
    assert max(len(path.read_text().splitlines()) for path in modules) < 80
    assert max(len(path.read_text().splitlines()) for path in STYLES) < 300


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_has_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", text)
    assert set(re.findall(r"<script([^>]*)>", text)) <= {' type="application/ld+json"'}


@pytest.mark.parametrize("path", RULED, ids=lambda path: path.name)
def test_stylesheet_takes_colours_and_sizes_from_tokens(path: Path) -> None:
    literals = r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(|\b\d*\.?\d+(?:px|rem|pt)\b"
    assert not re.findall(literals, declarations(path.read_text()))


def test_every_custom_property_in_use_is_a_token() -> None:
    used = {name for path in STYLES for name in re.findall(r"var\(--([\w-]+)", path.read_text())}
    assert len(used) > 40
    assert used <= set(re.findall(r"--([\w-]+):", TOKENS))


def test_every_token_is_used() -> None:
    everything = "".join(path.read_text() for path in STYLES)
    assert [name for name in set(re.findall(r"--([\w-]+):", TOKENS)) if f"var(--{name}" not in everything] == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("front", "back"),
    [
        ("ink", "paper"), ("ink", "wash"), ("ink", "hit"), ("ink", "target"), ("ink-2", "paper"), ("ink-2", "wash"),
        ("ink-2", "mist"), ("link", "paper"), ("link", "wash"), ("link", "mist"), ("link", "brand-wash"),
        ("on-brand", "brand"), ("on-header", "header"), ("on-bar", "bar"), ("on-accent", "accent"),
        ("brand", "brand-wash"), ("ok", "ok-wash"), ("warn", "warn-wash"), ("end", "end-wash"), ("wait", "wait-wash"),
    ],
)  # fmt: skip
def test_text_contrast_reaches_level_aa(mode: str, front: str, back: str) -> None:
    colours = theme(mode)
    assert contrast(colours[front], colours[back]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_focus_ring_stands_out_from_the_page(mode: str) -> None:
    colours = theme(mode)
    assert contrast(colours["focus"], colours["paper"]) >= 3


def test_elder_mode_doubles_the_text_and_enlarges_targets() -> None:
    regular, elder = (
        {name: float(size) for name, size in re.findall(r"--(text|touch|row): ([\d.]+)rem", part)}
        for part in (TOKENS.split("@media")[0], TOKENS.split('[data-reading="elder"] {')[1])
    )
    assert elder["text"] == 2 * regular["text"]
    assert (regular["touch"], elder["touch"], elder["row"]) == (44 / 16, 60 / 16, 60 / 16)


def test_every_validity_has_its_own_shape_and_word() -> None:
    labels = [state.label for state in Validity]
    assert set(labels) == set(SHAPES) == set(TONES)
    assert len({SHAPES[label] for label in labels}) == len(labels)
    assert [state.tone for state in Validity] == [TONES[state.label] for state in Validity]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state["label"])
def test_mark_says_the_word_and_hides_the_drawing(state: dict[str, str]) -> None:
    html = Template("{% mark state %}").render(Context({"state": state}))
    assert state["label"] in re.sub(r"<[^>]+>", "", html)
    assert f"mark--{state['tone']}" in html
    assert 'aria-hidden="true"' in html


def test_mark_takes_a_validity_and_escapes_a_label() -> None:
    assert "已修改" in Template("{% mark state %}").render(Context({"state": Validity.AMENDED}))
    assert "<b>" not in Template("{% mark state %}").render(Context({"state": {"label": "<b>", "tone": "ok"}}))


@pytest.mark.parametrize("reading", MODES)
def test_styleguide_is_well_formed_in_every_reading_mode(reading: str) -> None:
    page = Outline(styleguide(reading))
    assert page.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(page.headings))
    assert len(page.ids) == len(set(page.ids))
    assert {"header", "main", "footer", "nav"} <= page.tags
    assert (f'data-reading="{reading}"' in styleguide(reading)) is bool(reading)


def test_every_class_on_the_styleguide_is_styled() -> None:
    known = {name for path in STYLES for name in re.findall(r"\.([a-z][\w-]*)", declarations(path.read_text()))}
    structural = {"to", "level-2"}  # 主送机关 and the first level of a contents list look like their surroundings
    assert Outline(styleguide()).classes - known <= structural


@pytest.mark.parametrize("name", ["404.html", "410.html", "500.html"])
def test_error_page_renders_without_context(name: str) -> None:
    page = Outline(render_to_string(name, {}))
    assert page.headings[0] == 1


def test_page_offers_search_and_skip_link_before_anything_else() -> None:
    html = render_to_string("404.html", {})
    assert html.index('class="skip" href="#main"') < html.index("<header") < html.index('<main id="main"')
    assert 'role="search"' in html


def test_outer_table_scrolls_and_inner_one_stays() -> None:
    html = scrollable_tables("<table><tr><td><table><tr><td>1</td></tr></table></td></tr></table><table></table>")
    assert html.count('role="region"') == 2
    assert html.count("</div>") == 2
    assert 'aria-label="表格 2" tabindex="0"><table></table></div>' in html


def test_tables_filter_leaves_text_without_tables_alone() -> None:
    assert scrollable_tables("<p>表格 &lt;table&gt;</p></table>") == "<p>表格 &lt;table&gt;</p></table>"


@pytest.mark.parametrize(("name", "expected"), [("老年人", "老"), ("我要办证", "办"), ("我是学生", "学"), ("我", "我")])
def test_initial_picks_the_telling_character(name: str, expected: str) -> None:
    assert initial(name) == expected
