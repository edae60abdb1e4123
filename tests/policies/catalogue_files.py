"""Catalogue files for tests, written row by row."""

import csv
import io
from typing import Any

from openpyxl import Workbook

from policies import tag_catalogue
from policies.models import CatalogueVersion
from policies.tag_catalogue import Catalogue, Plan
from portal.models import User

HEADER = list(tag_catalogue.REQUIRED)
DEFAULTS = {"版本": "2026-1", "维度代码": "audience", "维度名称": "服务对象", "面向": "市民", "状态": "启用"}


def row(code: str, name: str = "", **cells: str) -> dict[str, str]:
    """One row of a file; `cells` by column name override the usual."""
    return DEFAULTS | {"标签代码": code, "标签名称": name or code} | cells


def csv_file(rows: list[dict[str, str]], encoding: str = "utf-8-sig", header: list[str] | None = None) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, header or HEADER, extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode(encoding)


def xlsx_file(rows: list[dict[str, Any]], header: list[str] | None = None) -> bytes:
    book = Workbook()
    header = header or HEADER
    book.active.append(header)
    for each in rows:
        book.active.append([each.get(column) for column in header])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def catalogue(*rows: dict[str, str], version: str = "2026-1", header: list[str] | None = None) -> Catalogue:
    content = csv_file([each | {"版本": version} for each in rows], header=header)
    return tag_catalogue.read(io.BytesIO(content), f"标签目录{version}.csv")


def plan(*rows: dict[str, str], version: str = "2026-1", header: list[str] | None = None) -> Plan:
    return tag_catalogue.plan(catalogue(*rows, version=version, header=header))


def load(by: User, *rows: dict[str, str], version: str = "2026-1", header: list[str] | None = None) -> CatalogueVersion:
    return tag_catalogue.apply(plan(*rows, version=version, header=header), by)
