"""The editor of bodies: headings, lists, tables, links and pictures; anchors of articles stay and are shown.

What it writes is sanitised and analysed on save like everything else; without JavaScript a plain text area remains.
"""

from typing import Any

from django.forms import Media
from django.templatetags.static import static
from django_prose_editor.widgets import AdminProseEditorWidget

_EXTENSIONS: dict[str, Any] = {
    "Bold": True, "Italic": True, "Underline": True, "Subscript": True, "Superscript": True, "HardBreak": True,
    "Heading": {"levels": [2, 3, 4, 5]}, "BulletList": True, "OrderedList": True, "ListItem": True, "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Image": {"inline": True}, "Table": {"resizable": False}, "TableRow": True, "TableHeader": True, "TableCell": True,
    "HTML": True, "Anchors": True,
}  # fmt: skip


class BodyEditor(AdminProseEditorWidget):
    def __init__(self) -> None:
        super().__init__(
            attrs={"rows": 24, "class": "staff-input"}, config={"extensions": _EXTENSIONS}, preset="configurable"
        )

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"js_modules": [static("js/prose-anchors.js")]}

    @property
    def media(self) -> Media:
        """The Chinese words have to be there before the editor's own module."""
        words = Media(js=["js/prose-words.js"], css={"all": ["css/prose.css"]})
        return words + super().media
