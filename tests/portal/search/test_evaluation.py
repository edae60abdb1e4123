import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from portal.search import index, judged, scoring, statistics
from portal.search.evaluation import Score, held_out, read_halves, read_judged
from portal.search.models import JudgedQuery, JudgedRun, SearchLog
from tests.factories import day, make_policy

pytestmark = pytest.mark.django_db


def test_score_of_a_perfect_and_of_an_empty_answer() -> None:
    score = Score()
    score.add(["a", "b"], {"a": 1, "b": 1}, 1.0)
    score.add(["x"], {"a": 1}, 3.0)
    assert score.ndcg == [1.0, 0.0]
    assert score.recall == [1.0, 0.0]
    assert score.mrr == [1.0, 0.0]


def test_ndcg_discounts_a_late_answer() -> None:
    score = Score()
    score.add(["x", "a"], {"a": 1}, 1.0)
    assert score.ndcg[0] == pytest.approx(0.6309, abs=1e-4)


def test_judgements_without_an_answer_are_left_out() -> None:
    queries = io.StringIO('{"id": "1", "query": "一"}\n{"id": "2", "query": "二"}\n')
    assert read_judged(queries, io.StringIO("1\t0\ta\t1\n2\t0\tb\t0\n")) == [("一", {"a": 1})]


def _files(folder: Path) -> dict[str, Path]:
    """Eight questions on two articles."""
    files = {name: folder / name for name in ("lay.queries.jsonl", "lay.qrels.tsv", "articles.jsonl")}
    lines = [json.dumps({"id": str(number), "query": "谁可以成为个体工商户？"}) for number in range(8)]
    files["lay.queries.jsonl"].write_text("\n".join(lines))
    files["lay.qrels.tsv"].write_text("".join(f"{number}\t0\td#{number % 2}\t1\n" for number in range(8)))
    texts = ["自然人从事工商业经营，经依法登记，为个体工商户。", "为了鼓励就业，制定本法。"]
    files["articles.jsonl"].write_text(
        "".join(
            json.dumps({"id": f"d#{number}", "doc": "d", "title": "某法", "article": "第一条", "text": text}) + "\n"
            for number, text in enumerate(texts)
        )
    )
    return files


def test_halves_are_told_by_the_id_of_the_question_and_share_none(tmp_path: Path) -> None:
    files = _files(tmp_path)
    with files["lay.queries.jsonl"].open() as asked, files["lay.qrels.tsv"].open() as answers:
        chosen, held = read_halves(asked, answers)
    assert len(chosen) + len(held) == 8
    assert len(held) == sum(held_out(str(number)) for number in range(8))
    assert {held_out(str(number)) for number in range(8)} == {True, False}


def test_tuning_prints_both_halves_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _files(tmp_path)
    before = (index.K1, index.B, index.SCALE, scoring.WHOLE_TEXT, scoring.CITED, scoring.SCALE)
    call_command("tune_search", tmp_path, "--indexed")
    shown = capsys.readouterr().out
    for name in ("as it is", "WHOLE_TEXT", "CITED", "LOWER_LEVEL", "K1"):
        assert any(line.startswith(name) and "held out" in line for line in shown.splitlines())
    assert before == (index.K1, index.B, index.SCALE, scoring.WHOLE_TEXT, scoring.CITED, scoring.SCALE)


def _tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_schema || '.' || table_name FROM information_schema.tables")
        return {record[0] for record in cursor.fetchall()}


def test_evaluation_of_a_collection_leaves_no_trace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_policy("关于电梯的通知")
    before = _tables()
    files = {"q": tmp_path / "q.jsonl", "r": tmp_path / "r.tsv", "a": tmp_path / "a.jsonl"}
    files["q"].write_text(json.dumps({"id": "1", "query": "谁可以成为个体工商户？"}) + "\n")
    files["r"].write_text("1\t0\td#2\t1\n")
    articles = [
        ("d#1", "第一条", "为了鼓励就业，制定本法。"),
        ("d#2", "第二条", "自然人从事工商业经营，经依法登记，为个体工商户。"),
    ]
    files["a"].write_text(
        "".join(
            json.dumps({"id": i, "doc": "d", "title": "某法", "article": a, "text": t}) + "\n" for i, a, t in articles
        )
    )
    call_command("evaluate_search", files["q"], files["r"], "--articles", str(files["a"]))
    shown = capsys.readouterr().out
    assert "nDCG@10 1.0000" in shown
    assert "p95" in shown
    assert _tables() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM portal_searchentry")
        assert cursor.fetchone()[0] == 1


def test_judged_queries_of_staff_get_a_score_over_time() -> None:
    make_policy("关于电梯补贴的通知", number="岚建规〔2025〕8号")
    make_policy("关于桥梁的通知")
    JudgedQuery.objects.create(query="电梯 补贴", relevant=["岚建规2025-8"])
    JudgedQuery.objects.create(query="飞机场", relevant=["关于桥梁的通知"])
    judged.measure()
    run = JudgedRun.objects.get()
    assert (run.queries, run.ndcg) == (2, 0.5)
    assert [each["query"] for each in run.worst] == ["飞机场"]


def test_nothing_judged_is_no_measurement() -> None:
    assert judged.measure() is None


def test_old_searches_are_deleted() -> None:
    statistics.note("电梯", 1, 3.0)
    SearchLog.objects.create(token="old", query="桥", total=1, milliseconds=1, asked_on=day("2020-01-01"))
    assert statistics.delete_old() == 1
    assert SearchLog.objects.get().asked_on == timezone.localdate()


def test_summary_names_empty_and_unopened_queries() -> None:
    for _ in range(2):
        statistics.note("电梯", 5, 3.0)
    statistics.note("飞机场", 0, 3.0)
    found = statistics.summary()
    assert found["totals"]["searches"] == 3
    assert [row["query"] for row in found["empty"]] == ["飞机场"]
    assert [row["query"] for row in found["unopened"]] == ["电梯"]


def test_the_office_measures_in_the_admin_and_units_read_the_scores(staff, lin, qiu) -> None:
    make_policy("关于加装电梯补贴的通知", number="岚建规〔2025〕8号")
    JudgedQuery.objects.create(query="电梯 补贴", relevant=["岚建规2025-8"])
    JudgedQuery.objects.create(query="渡轮 票价", relevant=["岚建规2025-8"])
    measure, scores = reverse("admin:portal_judgedrun_measure"), reverse("admin:portal_judgedrun_changelist")
    assert staff(lin).post(measure).status_code == 403
    assert staff(qiu).get(measure).status_code == 405
    assert not JudgedRun.objects.exists()
    told = staff(qiu).post(measure, follow=True).content.decode()
    assert "已评测 2 个问题，nDCG@10 为 0.500" in told
    page = staff(lin).get(scores).content.decode()
    assert "历次得分" in page
    assert "渡轮 票价" in page
    assert "现在评测" not in page


def test_measuring_without_questions_says_what_is_missing(staff, qiu) -> None:
    told = staff(qiu).post(reverse("admin:portal_judgedrun_measure"), follow=True).content.decode()
    assert "还没有评测问题" in told
    assert "先写下几个问题" in told
