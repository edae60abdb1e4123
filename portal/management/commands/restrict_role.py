"""The database role that serves the site: it reads and writes, owns nothing, and cannot touch the history again.

Triggers hold for everybody, yet the owner of a table can switch them off. Whoever gets hold of the connection of the site
must not be able to: the site runs under a second role, and only migrations and imports under the owner.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from psycopg import sql

from portal.history_guard import event_tables
from portal.models import AccessLog


class Command(BaseCommand):
    help = "Give an existing role what the site needs and no more. Run as the owner, after every migrate."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["role"]
        only_grow = [*event_tables(), AccessLog._meta.db_table]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT current_user, EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %s)", [name])
            owner, known = cursor.fetchone()
            if not known or name == owner:
                raise CommandError(f"“{name}” 不是另一个数据库角色。先用 CREATE ROLE {name} LOGIN PASSWORD '…' 建立。")
            role = sql.Identifier(name)
            for statement in (
                "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
                "GRANT USAGE ON SCHEMA public TO {role}",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
                "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
                "REVOKE UPDATE, DELETE ON {only_grow} FROM {role}",
                "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
            ):
                tables = sql.SQL(", ").join(map(sql.Identifier, only_grow))
                cursor.execute(sql.SQL(statement).format(role=role, only_grow=tables).as_string(cursor.connection))
        self.stdout.write(f"{name}：可以读写；{len(only_grow)} 张记录表只增不改。")
