"""The Nu HTML checker finds no error on any kind of page. Needs its jar (VNU_JAR) and Java; no browser."""

import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.browser.site_process import Site


@pytest.fixture(scope="session")
def checker() -> list[str]:
    jar, java = os.environ.get("VNU_JAR", ""), shutil.which("java")
    if not java or not Path(jar).is_file():
        if os.environ.get("CI"):
            pytest.fail("VNU_JAR names no file, or Java is missing, under CI")
        pytest.skip("VNU_JAR names no checker, or Java is missing")
    return [java, "-Xss4m", "-jar", jar, "--format", "json", "--exit-zero-always"]


def fetch(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return response.read()
    except urllib.error.HTTPError as error:
        return error.read()


def test_every_kind_of_page_is_valid_html(
    checker: list[str], site: Site, addresses: dict[str, str], tmp_path: Path
) -> None:
    names = {}
    for number, (name, address) in enumerate([*addresses.items(), ("elder home", "/elder/")]):
        path = tmp_path / f"{number}.html"
        path.write_bytes(fetch(site.url + address))
        names[str(path)] = name
    asked = subprocess.run([*checker, *map(str, tmp_path.iterdir())], capture_output=True, text=True, check=False)
    messages = json.loads(asked.stderr)["messages"]
    found = [
        f"{names[each['url'].removeprefix('file:')]}:{each.get('lastLine')}: {each['message']}: {each.get('extract', '')}"
        for each in messages
        if each["type"] == "error"
    ]
    assert len(names) > 15
    assert not found, "\n".join(found)
