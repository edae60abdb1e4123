"""Quality of the search beside plain BM25 (bm25s) over the same words; what pages cost is policies' bench_library."""

import gzip
import io
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

import bm25s
from django.core.management import call_command
from django.core.management.base import BaseCommand

from portal.search import evaluation
from portal.search.terms import tokens

K1, B = 1.2, 0.6
QUERIES = ["企业", "通知", "管理办法", "企业 通知 管理", "政府信息公开",
           "落户", "养老服务补贴", "3月", "关于印发", "人民政府办公室",
           "小微企业贷款贴息怎么申请", "加装电梯", "上海市", "“高质量发展”", "安全生产 -煤矿",
           "“关于印发” 通知", "gongjijin", "公级金", "2024年 现行有效 补贴", "发文机关:政府 企业"]  # fmt: skip


def opened(path: Path) -> TextIO:
    return io.TextIOWrapper(gzip.open(path)) if path.suffix == ".gz" else path.open(encoding="utf-8")


def _plain_bm25(articles: Path) -> Any:
    """A ranker over the articles' own words and pairs, without tuning."""
    ids, texts = [], []
    with opened(articles) as lines:
        for item in evaluation.read_articles(lines):
            ids += [passage.target for passage in item.passages]
            texts += [tokens(passage.text) for passage in item.passages]
    index = bm25s.BM25(k1=K1, b=B, method="lucene")
    index.index(texts, show_progress=False)

    def rank(text: str) -> list[str]:
        found, _ = index.retrieve([tokens(text)], k=evaluation.DEPTH, show_progress=False)
        return [ids[number] for number in found[0]]

    return rank


class Command(BaseCommand):
    help = "Compare with plain BM25 on a judged collection, then time result pages over 10,000 and 100,000 documents."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="has articles.jsonl.gz, *.queries.jsonl and *.qrels.tsv")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        queries, qrels = next(folder.glob("*.queries.jsonl")), next(folder.glob("*.qrels.tsv"))
        articles = next(folder.glob("articles.jsonl*"))
        with opened(queries) as asked, opened(qrels) as answers:
            judged = evaluation.read_judged(asked, answers)
        self.line("plain BM25", evaluation.evaluate(judged, _plain_bm25(articles)))
        with evaluation.scratch():
            with opened(articles) as lines:
                count, seconds = evaluation.index_articles(lines)
            self.stdout.write(f"indexed {count} passages in {seconds:.1f} s")
            self.line("portal", evaluation.evaluate(judged, evaluation.passage_ranker()))
        call_command("bench_library", folder, stdout=self.stdout)

    def line(self, name: str, score: evaluation.Score) -> None:
        self.stdout.write(
            f"{name:12} recall@10 {score.mean('recall'):.4f}  MRR@10 {score.mean('mrr'):.4f}  nDCG@10 {score.mean('ndcg'):.4f}"
            f"  p50 {score.percentile(0.5):.1f} ms  p95 {score.percentile(0.95):.1f} ms"
        )
