"""Every staff list and form opens, with one row and with many, at the same number of queries."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext

import portal
from policies.models import CatalogueVersion, DocumentAttachment, TagDimension
from portal.models import AccessLog, CalendarYear, Notice, SiteProfile, Unit, User
from tests.factories import make_draft, make_group, make_policy, make_tag, make_unit, make_user, relate

pytestmark = pytest.mark.django_db
OURS = [model for model in admin.site._registry if model.__module__.split(".")[0] in ("portal", "policies")]
MANY = 12


@pytest.fixture
def root(staff: Callable[[User], Client], db: None) -> Client:
    return staff(make_user("guan", make_unit("岚屿区人民政府办公室", kind=Unit.Kind.OFFICE), is_superuser=True))


def fill(start: int, end: int) -> None:
    """One more row of everything that has a screen, for each number; documents with all that belongs to them."""
    person = User.objects.get(username="guan")
    for n in range(start, end):
        unit = make_unit(f"岚屿区第{n}办", code=f"11999901MB{n:07d}0", parent=person.unit)
        make_user(f"person{n}", unit, "起草", "审查")
        make_group(f"第{n}批业主")
        tag = make_tag(f"tag{n}", f"标签{n}", dimension=f"dimension{n}")
        document = make_policy(f"第{n}件", unit=unit, tags=[tag])
        relate(document, "based_on", make_draft(f"依据{n}"), dt.date(2024, 1, 1))
        row = DocumentAttachment(
            document=document, title="附件", name=f"{n}.txt", kind="pdf", mime="x", size=1, sha256="0"
        )
        row.file.save(f"{n}.txt", ContentFile(b"x"), save=False)
        row.save()
        Notice.objects.create(recipient=person, text=f"第{n}条提醒")
        AccessLog.objects.create(user=person, kind=AccessLog.Kind.values[0], what=f"第{n}件")


def queries(client: Client, url: str) -> tuple[int, list[str]]:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return len(captured), [each["sql"] for each in captured.captured_queries]


def address(model: type[models.Model], kind: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{kind}", args=args)


def test_every_list_opens_with_one_row_and_with_many(root: Client) -> None:
    assert len(OURS) >= 12
    fill(1, 2)
    for model in OURS:
        root.get(address(model, "changelist"))
    few = {model: queries(root, address(model, "changelist"))[0] for model in OURS}
    fill(2, MANY + 1)
    for model in OURS:
        root.get(address(model, "changelist"))
    grown = {
        model._meta.label: (few[model], many)
        for model in OURS
        if (many := queries(root, address(model, "changelist"))[0]) > few[model]
    }
    assert not grown


def test_every_form_opens_with_few_rows_and_with_many(root: Client) -> None:
    fill(1, 2)
    # A notice has no form of its own: it opens what it is about.
    first = {model: model._default_manager.order_by("pk").first() for model in OURS if model is not Notice}
    opened = {model: row for model, row in first.items() if row is not None}
    assert len(opened) >= 10
    for model, row in opened.items():
        root.get(address(model, "change", row.pk))
    few = {model: queries(root, address(model, "change", row.pk))[0] for model, row in opened.items()}
    fill(2, MANY + 1)
    for model, row in opened.items():
        root.get(address(model, "change", row.pk))
    grown = {
        model._meta.label: (few[model], many)
        for model, row in opened.items()
        if (many := queries(root, address(model, "change", row.pk))[0]) > few[model]
    }
    assert not grown


def test_every_form_for_a_new_row_opens_or_is_refused(root: Client) -> None:
    opened = 0
    for model in OURS:
        response = root.get(address(model, "add"))
        assert response.status_code in (200, 403), model
        opened += response.status_code == 200
    assert opened >= 5


def test_options_are_spelt_as_the_admin_reads_them() -> None:
    """The admin ignores a misspelt option without a word."""
    known = set(dir(admin.ModelAdmin))
    near = {name: name.replace("_", "") for name in known if not name.startswith("_")}
    wrong = [
        (type(screen).__name__, name)
        for model, screen in admin.site._registry.items()
        if model in OURS
        for name in vars(type(screen))
        if name not in known and sorted(name.replace("_", "")) in map(sorted, near.values())
    ]
    assert not wrong


@pytest.mark.parametrize("who", ["lin", "he", "qiu"])
def test_lists_open_for_every_role_or_are_refused(staff: Any, request: pytest.FixtureRequest, who: str) -> None:
    client = staff(request.getfixturevalue(who))
    answers = {model._meta.model_name: client.get(address(model, "changelist")).status_code for model in OURS}
    assert set(answers.values()) <= {200, 403}
    assert answers["document"] == 200
    assert answers["accesslog"] == (200 if who == "qiu" else 403)


def test_nobody_enters_without_an_account(client: Client) -> None:
    for model in OURS:
        response = client.get(address(model, "changelist"))
        assert response.status_code == 302
        assert "login" in response.headers["Location"]


def test_reference_data_is_changed_by_the_office_alone(staff: Any, lin: User, qiu: User) -> None:
    unit = make_unit("岚屿区改名局")
    url = address(Unit, "change", unit.pk)
    assert 'name="_save"' not in staff(lin).get(url).content.decode()
    assert staff(lin).post(url, {"name": "偷改"}).status_code == 403
    assert 'name="_save"' in staff(qiu).get(url).content.decode()


def test_nothing_is_deleted_by_hand(root: Client) -> None:
    fill(1, 2)
    asked = 0
    for model in (Unit, User, SiteProfile, CalendarYear, TagDimension, CatalogueVersion):
        row = model._default_manager.order_by("pk").first()
        if row is None or model not in OURS:
            continue
        try:
            assert root.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403, model
        except NoReverseMatch:
            continue
        asked += 1
    assert asked >= 4


def test_words_of_the_admin_theme_are_chinese_and_compiled() -> None:
    """The compiled file is what the written one says."""
    written = (Path(portal.__file__).parent / "locale/zh_Hans/LC_MESSAGES/django.po").read_text()
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', written, re.MULTILINE)
    assert len(pairs) > 50
    with translation.override("zh-hans"):
        wrong = {word: gettext(word) for word, chinese in pairs if not re.search(r"[\u4e00-\u9fff]", gettext(word))}
        assert gettext("Filters") == "筛选"
    assert not wrong
