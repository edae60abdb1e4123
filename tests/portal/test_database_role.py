"""The role that serves the site does all its work, and cannot rewrite what was recorded, whatever it switches off."""

import io
import os
from collections.abc import Iterator

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from policies.models import Document, DocumentEvent
from portal.history_guard import event_tables
from portal.models import AccessLog
from tests.factories import make_policy, make_user

pytestmark = pytest.mark.django_db
ROLE = f"portal_site_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
SWITCHED_OFF = "SET LOCAL pgtrigger.ignore = '{all}'"


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def refusal(*statements: str) -> str:
    try:
        with transaction.atomic():
            for statement in statements:
                run(statement)
    except DatabaseError as error:
        return str(error)
    return ""


@pytest.fixture(scope="module")
def role(django_db_setup: None) -> Iterator[str]:
    """A second role on the embedded server, whose own superuser may make one; elsewhere nobody here may."""
    server = connection.settings_dict
    if not str(server["HOST"]).startswith("/"):
        pytest.skip("DATABASE_URL names a server on which tests make no roles")
    with psycopg.connect(
        host=server["HOST"], port=server["PORT"], user="postgres", dbname="postgres", autocommit=True
    ) as postgres:
        postgres.execute(f"DROP ROLE IF EXISTS {ROLE}")
        postgres.execute(f"CREATE ROLE {ROLE}")
        postgres.execute(f"GRANT {ROLE} TO {server['USER']}")
        yield ROLE
        postgres.execute(f"DROP ROLE {ROLE}")


@pytest.fixture
def as_site(role: str, db: None) -> Iterator[None]:
    """The rest of the test runs under a role that owns nothing; its rights are gone with the transaction of the test."""
    call_command("restrict_role", ROLE, stdout=io.StringIO())
    run(f"SET LOCAL ROLE {ROLE}")
    yield
    run("RESET ROLE")


def test_site_does_its_work(as_site: None) -> None:
    policy = make_policy("便民服务点的通知")
    policy.correct(make_user("zhen", policy.unit, "发布"), "标题有误。", title="便民服务点的通告")
    assert DocumentEvent.objects.filter(pgh_obj=policy).count() > 4
    assert Document.objects.published().get().title == "便民服务点的通告"


def test_history_is_neither_changed_nor_deleted(as_site: None) -> None:
    AccessLog.objects.create(user=make_user("kan"), kind="opened", what="留言人")
    make_policy()
    for table in [*event_tables(), AccessLog._meta.db_table]:
        column = "what" if table == AccessLog._meta.db_table else "pgh_label"
        for statement in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}", f"TRUNCATE {table}"):
            assert "permission denied" in refusal(SWITCHED_OFF, statement), statement


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE policies_document DISABLE TRIGGER ALL",
        "DROP TABLE policies_documentevent",
        "ALTER TABLE policies_document DROP CONSTRAINT policies_document_reviewer_is_not_author",
        "SET session_replication_role = replica",
        "TRUNCATE policies_document CASCADE",
        "CREATE OR REPLACE FUNCTION portal_never_emptied() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "DELETE FROM django_migrations",
    ],
)
def test_guards_cannot_be_switched_off(as_site: None, statement: str) -> None:
    make_policy()
    assert any(word in refusal(statement) for word in ("must be owner", "permission denied")), statement


def test_names_in_the_history_stay(as_site: None) -> None:
    make_policy().correct(make_user("zhen", None, "发布"), "标题有误。")
    assert "not rewritten" in refusal(SWITCHED_OFF, "DELETE FROM pghistory_context")
    assert "not rewritten" in refusal(SWITCHED_OFF, "UPDATE pghistory_context SET metadata = '{\"user\": 1}'")


def test_unknown_role_and_the_owner_are_refused() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (owner,) = cursor.fetchone()
    for name in ("nobody_of_that_name", owner):
        with pytest.raises(CommandError, match="CREATE ROLE"):
            call_command("restrict_role", name)
