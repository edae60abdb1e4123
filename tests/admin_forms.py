"""What a browser would post of a page's main form, so that tests change one field and keep the rest."""

from html.parser import HTMLParser
from typing import Any


class _Fields(HTMLParser):
    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside = form_id, False
        self.data: dict[str, Any] = {}
        self.select = self.textarea = ""
        self.multiple = self.chosen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = found.get("id") == self.form_id
        if not self.inside or "disabled" in found:
            return
        name = found.get("name", "")
        if tag == "textarea":
            self.textarea, self.data[name] = name, ""
        elif tag == "select":
            self.select, self.multiple, self.chosen = name, "multiple" in found, False
        elif tag == "option" and self.select:
            self._option(found)
        elif tag == "input" and name and found.get("type") not in {"submit", "file", "button"}:
            self._input(name, found)

    def _input(self, name: str, found: dict[str, str]) -> None:
        ticked = found.get("type") in {"checkbox", "radio"}
        if not ticked or "checked" in found:
            self.data[name] = found.get("value", "on" if ticked else "")

    def _option(self, found: dict[str, str]) -> None:
        if "selected" in found and self.multiple:
            self.data.setdefault(self.select, []).append(found["value"])
        elif ("selected" in found or not self.chosen) and not self.multiple:
            self.data[self.select], self.chosen = found.get("value", ""), True

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.textarea = ""
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.data[self.textarea] += data


def form_data(response: Any, form_id: str) -> dict[str, Any]:
    """Names and values of the form as it stands on the page; empty rows of inlines included."""
    fields = _Fields(form_id)
    fields.feed(response.content.decode())
    data = {name: value for name, value in fields.data.items() if "__prefix__" not in name}
    return {name: value.removeprefix("\n") if isinstance(value, str) else value for name, value in data.items()}
