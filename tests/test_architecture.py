"""The shape of the house: sizes, names, imports, words that must not appear. Reads files only, needs no database."""

import ast
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CONTENT_APPS = {"policies", "decisions", "disclosures", "interaction"}
APPS = {"portal", *CONTENT_APPS}
FORBIDDEN_NAMES = {
    "utils.py", "helpers.py", "services.py", "selectors.py", "managers.py", "constants.py", "signals.py", "base.py",
    "common.py", "misc.py",
}  # fmt: skip
BINARY = {".png", ".jpg", ".svg", ".ico", ".woff2", ".pdf", ".docx", ".xlsx", ".doc", ".wps", ".bin"}


@cache
def tracked() -> list[Path]:
    """Files of the repository; in a copy without git, all but what the .gitignore names."""
    asked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = [name for name in asked.stdout.split("\0") if name]
    if not names:
        hidden = {".venv", ".local", "staticfiles", "__pycache__", ".git", ".hypothesis", ".mypy_cache", ".ruff_cache"}
        names = [
            str(path.relative_to(ROOT))
            for path in ROOT.rglob("*")
            if path.is_file() and not hidden & set(path.relative_to(ROOT).parts)
        ]
    files = [ROOT / name for name in names if (ROOT / name).is_file()]
    assert len(files) > 200
    return files


def ending(*suffixes: str, under: str = "") -> list[Path]:
    found = [each for each in tracked() if each.suffix in suffixes and each.is_relative_to(ROOT / under)]
    assert found, f"no {suffixes} under {under or ROOT}"
    return found


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def hand_written() -> list[Path]:
    """Python files that people wrote; first migrations are made."""
    return [each for each in ending(".py") if "migrations" not in each.parts]


def test_no_file_is_longer_than_500_lines() -> None:
    long = {named(each): count for each in hand_written() if (count := each.read_text().count("\n")) > 500}
    assert not long


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [each for each in ast.walk(tree(path)) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_function_is_longer_than_50_lines() -> None:
    long, seen = {}, 0
    for path in hand_written():
        for each in functions(path):
            seen += 1
            if (lines := (each.end_lineno or 0) - each.lineno + 1) > 50:
                long[f"{named(path)}:{each.name}"] = lines
    assert seen > 500
    assert not long


def test_no_file_is_named_after_a_technical_kind() -> None:
    assert not [named(each) for each in ending(".py") if each.name in FORBIDDEN_NAMES]


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        return [node.module]
    return []


def test_no_import_inside_a_function_dodges_the_layers() -> None:
    found = [
        f"{named(path)}: {name}"
        for path in hand_written()
        for function in functions(path)
        if not (path.name == "apps.py" and function.name == "ready")  # registration, when every app is loaded
        for node in ast.walk(function)
        for name in imported(node)
        if name.split(".")[0] in APPS
    ]
    assert not found


def test_portal_names_no_content_model_in_a_string() -> None:
    """A string foreign key counts as an import."""
    reference = re.compile(rf"^({'|'.join(CONTENT_APPS)})\.[A-Z]\w+$")
    found = [
        f"{named(path)}: {node.value}"
        for path in hand_written()
        if path.is_relative_to(ROOT / "portal")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and reference.match(node.value)
    ]
    assert not found


def test_templates_are_short_and_carry_no_script_or_style() -> None:
    allowed = re.compile(r'<script type="application/ld\+json">')
    wrong = []
    for path in ending(".html", under="templates"):
        text = allowed.sub("", path.read_text())
        if text.count("\n") > 150:
            wrong.append(f"{named(path)} is long")
        if re.search(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)", text):
            wrong.append(f"{named(path)} has inline script or style")
    assert not wrong


def test_browser_modules_are_short() -> None:
    assert not {named(each): n for each in ending(".js") if (n := each.read_text().count("\n")) > 80}


def test_colours_are_written_in_the_tokens_only() -> None:
    literal = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lab)a?\(")
    # Paper is black on white; the staff screens stand in a theme with its own scale and share no sheet with the public.
    apart = {"print.css", *(each.name for each in (ROOT / "static/css").glob("staff*.css")), "prose.css"}
    found = [
        f"{named(path)}: {match[0]}"
        for path in ending(".css", under="static")
        if path.name != "tokens.css" and not (path.parent.name == "css" and path.name in apart)
        for match in literal.finditer(re.sub(r"/\*.*?\*/|url\([^)]*\)", "", path.read_text(), flags=re.DOTALL))
    ]
    assert not found


# Written in parts, so that this file does not hold what it looks for.
FOREIGN = re.compile("|".join(["/wor" + "k/", r"pypi\.or" + "g", r"pythonhosted\.or" + "g", r"npmjs\.or" + "g",
                               r"registry\.npm", "jsdel" + "ivr", r"unpkg\.com", "cdn" + "js"]))  # fmt: skip
OUR_TOOLS = re.compile("|".join(["\\.libra" + "ry", "issues sho" + "w", "find_rep" + "os", "brief" + r"\.md"]))


def test_no_registry_no_foreign_path_and_no_tool_of_ours_is_named() -> None:
    found, seen = [], 0
    for path in tracked():
        if path.suffix in BINARY:
            continue
        seen += 1
        text = path.read_text(errors="replace")
        found += [f"{named(path)}: {match[0]}" for each in (FOREIGN, OUR_TOOLS) for match in each.finditer(text)]
    assert seen > 200
    assert not found


def test_lock_pins_hashes_and_names_no_source() -> None:
    text = (ROOT / "requirements.lock").read_text()
    pinned = re.findall(r"^([a-z0-9._\[\]-]+)==", text, flags=re.MULTILINE)
    assert len(pinned) > 50
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text
    assert text.count("--hash=sha256:") >= len(pinned)


def dependency_lines() -> list[str]:
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)["project"]
    wanted = [
        *project["dependencies"],
        *(each for group in project["optional-dependencies"].values() for each in group),
    ]
    lines = [line for line in text.splitlines() if any(f'"{each}"' in line for each in wanted)]
    assert len(lines) == len(wanted) > 25
    return lines


def test_every_dependency_says_why_it_is_there() -> None:
    assert not [line for line in dependency_lines() if not re.search(r"#\s*\S.{3,}", line)]


def test_every_dependency_is_locked() -> None:
    locked = set(re.findall(r"^([a-z0-9.-]+)", (ROOT / "requirements.lock").read_text(), flags=re.MULTILINE))
    names = [re.match(r'\s*"([A-Za-z0-9._-]+)', line) for line in dependency_lines()]
    assert not [name[1] for name in names if name and name[1].lower().replace("_", "-") not in locked]


def test_readme_is_short_and_every_path_in_it_exists() -> None:
    text = (ROOT / "README.md").read_text()
    assert text.count("\n") < 100
    paths = re.findall(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:md|py|toml|lock))`|\]\(([\w./-]+)\)", text)
    wanted = {a or b for a, b in paths if not (a or b).startswith(("/", ".local"))}
    assert len(wanted) > 10
    assert not [each for each in wanted if not (ROOT / each).exists()]


@pytest.mark.parametrize("page", ["docs/operations.md", "docs/staff-guide.md"])
def test_documents_link_to_what_exists(page: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / page).read_text())
    assert links
    assert not [link for link in links if not (ROOT / page).parent.joinpath(link).exists()]


def test_operations_names_every_variable_of_the_environment() -> None:
    settings = "".join(each.read_text() for each in ending(".py", under="portal"))
    read = set(re.findall(r'env(?:ironment)?\.(?:text|flag|number|words|database)\(\s*"([A-Z_]+)"', settings))
    read |= set(re.findall(r'os\.environ(?:\.get\(|\[)"(PORTAL_[A-Z_]+)"', settings))
    described = (ROOT / "docs/operations.md").read_text()
    assert len(read) > 8
    assert not [name for name in sorted(read) if f"`{name}`" not in described]


def test_decisions_are_short_records() -> None:
    records = ending(".md", under="docs/decisions")
    assert any(each.name.startswith("0001-") for each in records)
    for each in records:
        text = each.read_text()
        assert re.match(r"# \d{4} \S", text), each.name
        assert {"## Context", "## Decision", "## Consequences"} <= set(text.splitlines()), each.name
        assert text.count("\n") <= 60, each.name


def operations_of(path: Path) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("RunPython", "RunSQL")
    ]


def test_migrations_are_named_by_hand_and_go_back() -> None:
    migrations = [each for each in ending(".py") if each.parent.name == "migrations" and each.name != "__init__.py"]
    assert len(migrations) >= 5
    assert not [named(each) for each in migrations if "_auto_" in each.name or re.search(r"_\d{8}_", each.name)]
    one_way = [
        f"{named(path)}:{call.lineno}"
        for path in migrations
        for call in operations_of(path)
        if len(call.args) < 2 and not {key.arg for key in call.keywords} & {"reverse_code", "reverse_sql"}
    ]
    assert not one_way
