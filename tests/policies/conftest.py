"""Fixtures of the policy library."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from policies.importing.writing import Writer
from tests.factories import end_transaction


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """load(rows or bytes, ...) imports a file of them; gives (exit status, what was printed)."""
    write = Writer.write

    def write_and_commit(self: Writer, records: Any) -> Any:
        try:
            return write(self, records)
        finally:
            end_transaction()

    monkeypatch.setattr(Writer, "write", write_and_commit)

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
