"""Importing files: bad rows, damaged files, killed and simultaneous imports, progress."""

import gzip
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from policies.importing import reading, run, writing
from policies.importing.report import Progress
from policies.models import Document, Issuer
from portal.models import PublicationVersion, Unit
from tests.policies.import_rows import imported, row

ROOT = Path(__file__).resolve().parents[2]


DIRTY = b"\n".join(
    [
        b"\xef\xbb\xbf" + json.dumps(row(1)).encode() + b"\r",
        b"",
        b"{bad",
        json.dumps(row(2)).encode("utf-8")[:-1],
        '{"id":"t-9","title":"中文"}'.encode("gbk"),
        b"[1]",
        b'{"id":"t-8","title":"nan","x":NaN}',
        json.dumps({"title": "无标识"}).encode(),
        json.dumps({"id": "t-7", "title": ["x"]}).encode(),
        json.dumps(row(1, title="另一个")).encode(),
        b'{"id":"t-6","title":"deep","x":' + b"[" * 90_000 + b"]" * 90_000 + b"}",
        json.dumps(row(3, title="好的\x00通知", body="\ud800第一条　好。", extra={"\x00": "\ud800"})).encode(),
    ]
)


@pytest.mark.django_db
def test_bad_rows_go_to_the_report_and_the_rest_is_imported(load: Any, tmp_path: Path) -> None:
    status, out = load(DIRTY, report=tmp_path / "bad.csv")
    assert (status, "新增 2" in out) == (3, True)
    assert imported(3).title == "好的通知"
    lines = [line.split(",", 2) for line in (tmp_path / "bad.csv").read_text("utf-8-sig").splitlines()]
    assert lines[0] == ["行号", "标识", "原因"]
    assert [line[0] for line in lines[1:]] == ["3", "4", "5", "6", "7", "8", "9", "10", "11"]
    reasons = "".join(line[2] for line in lines)
    for reason in ("JSON（第", "UTF-8", "不是一个 JSON 对象", "NaN", "缺少 id", "缺少标题", "第 1 行相同", "嵌套太深"):
        assert reason in reasons


@pytest.mark.django_db
def test_report_in_the_summary_when_no_file_is_asked_for(load: Any) -> None:
    _, out = load([row(1), *({"id": n} for n in range(30))])
    assert "第 2 行 0：缺少标题" in out
    assert "还有 10 行" in out


@pytest.mark.django_db
def test_cut_gzip_imports_what_can_be_read(load: Any) -> None:
    rows = [row(n, body=os.urandom(3000).hex()) for n in range(40)]
    whole = gzip.compress(b"".join(json.dumps(each).encode() + b"\n" for each in rows))
    status, out = load(whole[: len(whole) // 2])
    assert (status, "压缩文件不完整" in out) == (3, True)
    assert 5 < Document.objects.count() < 40


@pytest.mark.django_db
def test_overlong_line_is_skipped(load: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_LINE", 1000)
    status, out = load([row(1), row(2, body="x" * 5000), row(3)])
    assert (status, "第 2 行 ：这一行超过" in out, Document.objects.count()) == (3, True, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data", [b"", b"\n\n", bytes(range(256)) * 9, b'[\n{"id": "1",\n"title": "x"}\n]', b"\x1f\x8b\x08no"]
)
def test_unusable_file_is_one_sentence_and_status_1(load: Any, data: bytes) -> None:
    status, out = load(data)
    assert (status, out.count("\n"), out.count("。")) == (1, 0, 1)
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_missing_file_and_unwritable_report_are_one_sentence(load: Any, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="文件不存在"):
        call_command("import_documents", tmp_path / "none.jsonl")
    assert load([row(1)], report=tmp_path / "no" / "report.csv")[0] == 1
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_dry_run_counts_and_writes_nothing(load: Any) -> None:
    load([row(1), row(2)])
    version, units = PublicationVersion.current(), Unit.objects.count()
    status, out = load([row(1), row(2, title="改了的通知"), row(3, issuer="新的机关局"), {"id": "x"}], dry_run=True)
    assert (status, "将新增 1，将更新 1，未变 1，未导入 1" in out) == (3, True)
    assert (Document.objects.count(), Unit.objects.count(), PublicationVersion.current()) == (2, units, version)


@pytest.mark.django_db
def test_limit_reads_only_the_first_rows(load: Any) -> None:
    load([row(n) for n in range(5)], limit=2)
    assert list(Document.objects.order_by("pk").values_list("source_id", flat=True)) == ["t-0", "t-1"]


@pytest.mark.django_db
def test_workers_give_the_same_in_the_same_order(load: Any) -> None:
    rows: list[Any] = [row(n) for n in range(100)]
    rows[50] = {"id": "bad"}
    status, out = load(rows, workers=2)
    assert (status, "新增 99" in out, "第 51 行" in out) == (3, True, True)
    ids = Document.objects.order_by("pk").values_list("source_id", flat=True)
    assert list(ids) == [f"t-{n}" for n in range(100) if n != 50]


@pytest.mark.django_db
def test_row_the_database_refuses_does_not_take_its_batch_along(load: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    fill = writing.Writer._fill

    def too_long(self: Any, document: Document, record: Any) -> None:
        fill(self, document, record)
        document.source_hash = "x" * (65 if record.id == "t-2" else 64)

    monkeypatch.setattr(writing.Writer, "_fill", too_long)
    status, out = load([row(1), row(2), row(3)])
    assert (status, "第 2 行 t-2：数据库没有接受" in out) == (3, True)
    assert set(Document.objects.values_list("source_id", flat=True)) == {"t-1", "t-3"}


@pytest.mark.django_db
def test_batch_that_breaks_leaves_no_half_rows(load: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "BATCH_ROWS", 2)
    seen: list[int] = []

    def break_off(documents: list[Document]) -> None:
        seen.append(len(documents))
        if len(seen) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(writing, "written", [break_off])
    status, _ = load([row(n) for n in range(6)])
    assert (status, seen) == (130, [2, 2])
    assert (Document.objects.count(), Issuer.objects.count()) == (2, 2)
    monkeypatch.setattr(writing, "written", [])
    assert "新增 4，更新 0，未变 2" in load([row(n) for n in range(6)])[1]
    assert Document.objects.count() == Issuer.objects.count() == 6


@pytest.mark.django_db
def test_second_import_at_once_says_so(load: Any) -> None:
    with psycopg.connect(_address(connection.settings_dict["NAME"])) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [run._LOCK])
        status, out = load([row(1)])
    assert (status, out) == (1, "另一个导入正在进行，请等它结束后再运行。")
    assert not Document.objects.exists()


def _address(name: str) -> str:
    parts = connection.settings_dict
    login = f"{parts['USER']}:{parts['PASSWORD']}" if parts["PASSWORD"] else parts["USER"]
    return f"postgresql://{login}@/{name}?host={parts['HOST']}&port={parts['PORT']}"


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Address of a copy of the test database, for a process of its own."""
    with django_db_blocker.unblock():
        connection.close()  # a database in use cannot be copied
        name = f"{connection.settings_dict['NAME']}_killed"
        with psycopg.connect(_address("postgres"), autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{connection.settings_dict["NAME"]}"')
            yield _address(name)
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_killed_import_is_finished_by_the_next(own_database: str, tmp_path: Path) -> None:
    path = tmp_path / "killed.jsonl"
    rows = (row(n, body="第一条　试点。\n" * 200) for n in range(3000))
    path.write_text("".join(json.dumps(each) + "\n" for each in rows))
    environment = os.environ | {"DATABASE_URL": own_database, "SECRET_KEY": "k" * 50, "PORTAL_DATA": str(tmp_path)}
    command = [sys.executable, "manage.py", "import_documents", str(path)]
    with psycopg.connect(own_database, autocommit=True) as database:

        def count(table: str) -> int:
            found = database.execute(f"SELECT count(*) FROM policies_{table}").fetchone()
            return found[0] if found else 0

        with subprocess.Popen([*command, "--workers", "1"], cwd=ROOT, env=environment) as process:
            end = time.monotonic() + 30
            while not count("document") and process.poll() is None and time.monotonic() < end:
                time.sleep(0.02)
            process.kill()
        held = count("document")
        assert 0 < held < 3000
        assert held % run.BATCH_ROWS == 0
        assert count("issuer") == count("documenttextevent") == held
        again = [*command, "--workers", "0", "--limit", str(held + 100)]
        out = subprocess.run(again, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert f"新增 100，更新 0，未变 {held}，未导入 0" in out.stdout, out.stderr
        assert count("document") == count("issuer") == count("documenttextevent") == held + 100


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_one_moving_line_on_a_terminal_and_plain_lines_elsewhere() -> None:
    moments = iter([0.0, 1.0, 10.0] * 2)
    terminal, file = Terminal(), io.StringIO()
    for stream in (terminal, file):
        progress = Progress(stream, clock=lambda: next(moments))
        progress.show(10, 0.1)
        progress.show(100, 0.5)
    assert "100 行，每秒 10 行，还需约 10 秒" in terminal.getvalue()
    assert terminal.getvalue().count("\r") == 2
    assert "\n" not in terminal.getvalue()
    assert file.getvalue() == " 50% 100 行，每秒 10 行，还需约 10 秒\n"
