"""manage.py import_tags."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from policies.models import CatalogueVersion, Tag
from portal.models import User
from portal.models.user import IMPORTER
from tests import factories
from tests.policies.catalogue_files import csv_file, load, row


def write(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "目录.csv"
    path.write_bytes(csv_file(list(rows)))
    return path


def test_import_tags_prints_plan_and_imports_as_named_user(
    qiu: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load(qiu, row("old", "旧称"), row("elderly", "老年人"), row("gone", "多余"), version="2025-1")
    factories.make_policy(tags=[Tag.objects.get(slug="old")])
    path = write(tmp_path, row("old", "旧称", 并入="elderly", 状态="停用"), row("elderly", "长者", 同义词="爸妈"))
    call_command("import_tags", path, user="qiu")
    printed = capsys.readouterr().out
    for line in [
        "更名  elderly  老年人 → 长者",
        "合并  old  旧称 → 长者，转移 1 件文件",
        "停用  gone  多余，0 件文件保留（文件中没有这个标签）",
        "修改  elderly  长者：同义词 （空） → 爸妈",
        "合计：新增 0，更名 1，合并 1，停用 1，恢复 0，修改 1，不变 0，顺序变化 0",
        "已导入标签目录 2026-1。",
    ]:
        assert line in printed.splitlines()
    assert CatalogueVersion.objects.get(version="2026-1").imported_by == qiu


def test_import_tags_without_user_imports_as_data_migration(db: None, tmp_path: Path) -> None:
    call_command("import_tags", write(tmp_path, row("a")))
    assert CatalogueVersion.objects.get().imported_by.username == IMPORTER


def test_import_tags_dry_run_changes_nothing(db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_tags", write(tmp_path, row("a")), "--dry-run")
    assert "新增  a  a" in capsys.readouterr().out
    assert not Tag.objects.exists()
    assert not User.objects.exists()


def test_import_tags_faulty_file_fails_with_every_row(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("import_tags", write(tmp_path, row("A"), row("b", 上级代码="c")))
    assert [line[:4] for line in str(caught.value).splitlines()] == ["没有导入", "第 2 ", "第 3 "]


@pytest.mark.parametrize("dry_run", [True, False])
def test_import_tags_known_version_with_other_content_fails(qiu: User, tmp_path: Path, dry_run: bool) -> None:
    load(qiu, row("a"))
    with pytest.raises(CommandError, match="请在文件中改用新的版本号"):
        call_command("import_tags", write(tmp_path, row("b")), dry_run=dry_run)
    assert Tag.objects.get().slug == "a"


def test_import_tags_missing_file_and_unknown_user_fail(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="无法读取"):
        call_command("import_tags", tmp_path / "none.csv")
    with pytest.raises(CommandError, match="没有名为「nobody」的用户"):
        call_command("import_tags", write(tmp_path, row("a")), user="nobody")
