"""Importing files: what is written, run again, changed, killed in the middle, refused."""

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
from django.test import Client
from django.urls import reverse

from policies.importing import reading, run, writing
from policies.importing.report import Progress
from policies.models import Document, DocumentEvent, DocumentTextEvent, Issuer, Relation
from policies.validity import Validity
from portal.models import PublicationVersion, Unit
from tests.factories import day, moment

ROOT = Path(__file__).resolve().parents[2]


def row(serial: int, **fields: Any) -> dict[str, Any]:
    """A row in which nothing is wrong."""
    return {
        "id": f"t-{serial}",
        "title": f"岚屿区关于第{serial}项试点的通知",
        "number": f"岚试〔2024〕{serial + 1}号",
        "issuer": "望海市试点委员会",
        "category": "规范性文件",
        "topic": "其他",
        "written_on": "2024-05-06",
        "published_on": "2024-05-08",
        "body": f"各单位：\n第一条　试点{serial}。\n第二条　照办。",
    } | fields


@pytest.fixture
def load(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """load(rows or bytes, ...) imports a file of them; gives (exit status, what was printed)."""

    def run_it(rows: Any, packed: bool = False, **options: Any) -> tuple[int, str]:
        path = tmp_path / "rows.jsonl"
        data = rows if isinstance(rows, bytes) else b"".join(json.dumps(each).encode() + b"\n" for each in rows)
        path.write_bytes(gzip.compress(data) if packed else data)
        out = io.StringIO()
        try:
            call_command("import_documents", path, **{"workers": 0, **options}, stdout=out)
        except SystemExit as end:
            return int(str(end.code)), out.getvalue()
        except CommandError as error:
            return error.returncode, str(error)
        return 0, out.getvalue()

    return run_it


def imported(serial: int) -> Document:
    return Document.objects.get(source_id=f"t-{serial}")


@pytest.mark.django_db
def test_imported_document_is_published_and_complete(load: Any, client: Client) -> None:
    status, out = load([row(1, number="岚试[2024] 1 号", source_url="https://old.lanyu.example/1", basis={"a": "b"})])
    assert (status, "新增 1" in out) == (0, True)
    document = imported(1)
    assert document in Document.objects.published()
    assert (document.number, document.number_year, document.genre) == ("岚试〔2024〕1号", 2024, "notice")
    assert (document.published_at, document.published_on) == (moment("2024-05-08"), day("2024-05-08"))
    assert document.created_by == document.published_by
    assert document.lead_issuer == document.unit == Unit.objects.get(name="望海市试点委员会")
    assert document.unit.kind == Unit.Kind.EXTERNAL
    assert document.index_number == f"LY{document.unit.index_code}202400001"
    assert document.source_data["basis"] == {"a": "b"}
    assert document.flags == []
    page = client.get(document.get_absolute_url()).content.decode()
    assert "第二条" in page
    assert "岚试〔2024〕1号" in page


@pytest.mark.django_db
def test_unknown_publication_day_stays_unknown(load: Any) -> None:
    load([row(1, published_on=None), row(2, published_on="2999-01-01")])
    assert (imported(1).published_on, imported(2).flags) == (None, ["date-unreadable", "published-missing"])
    for document in (imported(1), imported(2)):
        assert document in Document.objects.published()
        assert document.published_at == document.created_at


@pytest.mark.django_db
def test_without_issuer_there_is_none_but_a_unit_that_says_so(load: Any) -> None:
    load([row(1, issuer=None)])
    assert imported(1).unit.name == writing.UNSTATED
    assert list(imported(1).issues.all()) == []
    assert "issuer-missing" in imported(1).flags


@pytest.mark.django_db
def test_joint_issuers_keep_their_order_and_known_units_their_kind(load: Any, health: Unit) -> None:
    load([row(1, issuer=f"望海市民政局、{health.name}")])
    assert list(Issuer.objects.values_list("unit__name", "position")) == [("望海市民政局", 0), (health.name, 1)]
    assert Unit.objects.get(name=health.name).kind == Unit.Kind.DEPARTMENT
    assert Unit.objects.get(name="望海市民政局").kind == Unit.Kind.EXTERNAL


@pytest.mark.django_db
def test_index_numbers_are_unique_and_continue(load: Any) -> None:
    load([row(n) for n in range(1, 4)])
    load([row(n) for n in range(1, 6)])
    numbers = list(Document.objects.order_by("pk").values_list("index_number", flat=True))
    assert [number[-5:] for number in numbers if number] == ["00001", "00002", "00003", "00004", "00005"]


@pytest.mark.django_db
def test_second_run_changes_nothing(load: Any, django_assert_max_num_queries: Any) -> None:
    rows = [row(n) for n in range(1, 4)] + [row(4, replaced_by="t-nowhere", status="已修改"), row(5, replaced_by="t-1")]
    load(rows, packed=True)
    before = (PublicationVersion.current(), list(Document.objects.values()), DocumentEvent.objects.count())
    with django_assert_max_num_queries(20) as queries:
        assert "未变 5" in load(rows)[1]
    assert [each["sql"] for each in queries if not each["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))] == []
    assert before == (PublicationVersion.current(), list(Document.objects.values()), DocumentEvent.objects.count())


@pytest.mark.django_db
def test_changed_row_corrects_and_leaves_history(load: Any, client: Client) -> None:
    load([row(1), row(2)])
    address, index = imported(1).get_absolute_url(), imported(1).index_number
    _, out = load([row(1, title="岚屿区关于新题目的通知", issuer="望海市民政局", body="第一条　新的。"), row(2)])
    assert "更新 1，未变 1" in out
    document = imported(1)
    assert document.title == "岚屿区关于新题目的通知"
    assert (document.correction_note, document.corrected_by) == (writing.NOTE, document.created_by)
    assert (document.get_absolute_url(), document.index_number) == (address, index)
    assert document.lead_issuer == document.unit == Unit.objects.get(name="望海市民政局")
    assert "新的" in client.get(address).content.decode()
    titles = DocumentEvent.objects.filter(pgh_obj=document).order_by("pgh_id").values_list("title", flat=True)
    assert list(titles) == ["岚屿区关于第1项试点的通知", "岚屿区关于新题目的通知"]
    assert DocumentTextEvent.objects.filter(pgh_obj=document).count() == 2
    assert DocumentEvent.objects.filter(pgh_obj=document).latest("pgh_id").pgh_context.metadata["verb"] == "import"
    assert imported(2).correction_note == ""


@pytest.mark.django_db
def test_row_changed_in_what_readers_do_not_see_is_no_correction(load: Any) -> None:
    load([row(1)])
    assert "更新 1" in load([row(1, basis={"written_on": "页脚"})])[1]
    assert imported(1).source_data["basis"] == {"written_on": "页脚"}
    assert (imported(1).correction_note, imported(1).corrected_at) == ("", None)


@pytest.mark.django_db
def test_withdrawn_document_is_not_changed_and_reported(load: Any, qiu: Any) -> None:
    load([row(1)])
    imported(1).withdraw(qiu, "来源有误")
    status, out = load([row(1, title="另一个题目的通知"), row(2)])
    assert (status, "已撤回" in out) == (3, True)
    assert imported(1).title == row(1)["title"]


@pytest.mark.django_db
@pytest.mark.parametrize("newer_first", [True, False])
@pytest.mark.parametrize("together", [True, False])
def test_replaced_text_is_amended_from_the_day_of_the_newer(load: Any, newer_first: bool, together: bool) -> None:
    rows = [row(1, status="已修改", replaced_by="t-2"), row(2, effective_on="2025-01-01")]
    rows = rows[::-1] if newer_first else rows
    for some in [rows] if together else [rows[:1], rows]:
        load(some)
    relation = Relation.objects.get()
    assert (relation.source, relation.kind, relation.target) == (imported(2), Relation.Kind.AMENDS, imported(1))
    assert relation.on == imported(1).amended_on == day("2025-01-01")
    assert (imported(1).noted, imported(1).flags) == ("", [])
    assert imported(1).validity(day("2024-12-31")) == Validity.IN_FORCE
    assert imported(1).validity(day("2025-01-01")) == Validity.AMENDED


@pytest.mark.django_db
@pytest.mark.parametrize("newer", [None, row(2), row(2, effective_on="2024-05-06")])
def test_replaced_on_no_known_day_is_noted_and_flagged(load: Any, newer: dict[str, Any] | None) -> None:
    _, out = load([row(1, status="已修改", replaced_by="t-2"), *([newer] if newer else [])])
    assert not Relation.objects.exists()
    assert imported(1).noted == Validity.AMENDED
    assert imported(1).flags == ["replaced-without-date", "status-without-date"]
    if not newer:
        assert "被新文件取代，日期不明 1" in out


@pytest.mark.django_db
def test_relation_follows_the_rows(load: Any) -> None:
    old = row(1, status="已修改", replaced_by="t-2")
    load([old, row(2, effective_on="2025-01-01")])
    load([old, row(2, effective_on="2025-02-01")])
    assert imported(1).amended_on == day("2025-02-01")
    load([old, row(2)])
    assert (imported(1).amended_on, imported(1).noted) == (None, Validity.AMENDED)
    load([old, row(2, effective_on="2025-02-01")])
    load([row(1), row(2, effective_on="2025-02-01")])
    assert not Relation.objects.exists()
    assert (imported(1).amended_on, imported(1).noted, imported(1).flags) == (None, "", [])


@pytest.mark.django_db
def test_flags_are_shown_to_staff_in_words_and_filtered_by(load: Any, admin_client: Client) -> None:
    load([row(1, issuer=None), row(2), row(3, topic="山东")])
    address = reverse("admin:policies_document_changelist")
    page = admin_client.get(address, {"flagged": "issuer-missing"})
    assert [each.source_id for each in page.context["cl"].queryset] == ["t-1"]
    assert {each.source_id for each in admin_client.get(address, {"flagged": "1"}).context["cl"].queryset} == {
        "t-1",
        "t-3",
    }
    change = admin_client.get(reverse("admin:policies_document_change", args=[imported(1).pk]))
    assert "缺发文机关" in change.content.decode()


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


@pytest.mark.corpus
@pytest.mark.django_db
def test_first_rows_of_the_corpus_are_imported_and_read(corpus: Path, client: Client) -> None:
    out = io.StringIO()
    call_command("import_documents", corpus / "documents.jsonl.gz", limit=300, workers=0, stdout=out)
    assert "新增 300" in out.getvalue()
    assert Document.objects.published().count() == 300
    assert all(document.title and document.body for document in Document.objects.all())
    for document in Document.objects.order_by("source_hash")[:10]:
        page = client.get(document.get_absolute_url())
        assert page.status_code == 200
        assert document.index_number in page.content.decode()
