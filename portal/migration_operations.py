"""Operations of migrations on new models, constraints, indexes and triggers that do not render every related model anew.

Django rebuilds a model and all that are related to it after each operation, which for the triggers of the history alone was
a minute of every first start and of every test run. Nothing that stands depends on a model that is new, nor does a model
class on its constraints and triggers: the SQL comes from the operation itself. `makemigrations` writes the plain operations;
replace their prefix by `operations.` where there are many.
"""

from typing import Any

import pgtrigger.migrations
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.migrations.state import ProjectState


class CreateModel(migrations.CreateModel):
    """Renders the new model only. What it points at must have been created before, or be added by AddField."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        rendered = state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)
        if rendered is not None:
            state.__dict__["apps"] = rendered
            state.models[app_label, self.name_lower].render(rendered)


class _Appended:
    """Notes the object in the state of its model and leaves the rendered classes as they are."""

    model_name: str
    option_name: str

    @property
    def added(self) -> Any:
        raise NotImplementedError

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name.lower()].options
        options[self.option_name] = [*options.get(self.option_name, []), self.added]


class AddConstraint(_Appended, migrations.AddConstraint):
    @property
    def added(self) -> Any:
        return self.constraint


class AddIndex(_Appended, migrations.AddIndex):
    @property
    def added(self) -> Any:
        return self.index


class AddTrigger(_Appended, pgtrigger.migrations.AddTrigger):
    @property
    def added(self) -> Any:
        return self.trigger


class RemoveTrigger(pgtrigger.migrations.RemoveTrigger):
    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name.lower()].options
        options["triggers"] = [each for each in options["triggers"] if each.name != self.name]


class NamedGroups(migrations.SeparateDatabaseAndState):
    """The one group of each item and of its history becomes a list of groups, in a single rendering of the models.

    The triggers that name the column are removed before, and added after it.
    """

    def __init__(self, app: str, models_of_items: list[str]) -> None:
        self.app, self.items = app, models_of_items
        state: list[Any] = []
        for name in models_of_items:
            old, new = f"{app}_{name}_group_of_directed", f"{app}_{name}_groups_of_directed"
            state.append(migrations.RemoveConstraint(name, old))
            for each in (name, f"{name}event"):
                state += [migrations.RemoveField(each, "group"), migrations.AddField(each, "named_groups", _groups())]
            state.append(migrations.AddConstraint(name, models.CheckConstraint(condition=_DIRECTED, name=new)))
        tables = [f"{app}_{name}" for name in models_of_items]
        database = [migrations.RunSQL(_into_lists(each), _into_keys(each)) for each in tables]
        super().__init__(database, state)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.app, self.items], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)


Sql = list[Any]
_DIRECTED = (
    models.Q(audience="group", published_at__isnull=True)
    | models.Q(audience="group", named_groups__len__gt=0)
    | models.Q(audience="everyone", named_groups=[])
)


def _groups() -> ArrayField:
    return ArrayField(
        models.BigIntegerField(),
        size=20,
        verbose_name="特定群体",
        default=list,
        blank=True,
        help_text="公开对象为特定群体时必填，可选多个；各凭自己的访问码查看。",
    )


def _carried(table: str, assignment: str) -> list[str]:
    return [
        f"ALTER TABLE {table} DISABLE TRIGGER USER",
        f"UPDATE {table} SET {assignment}",  # noqa: S608 - our own names
        f"ALTER TABLE {table} ENABLE TRIGGER USER",
    ]


def _into_lists(table: str) -> Sql:
    sql: Sql = []
    for each in (table, f"{table}event"):
        sql += [
            f"ALTER TABLE {each} ADD named_groups bigint[20] NOT NULL DEFAULT '{{}}'",
            *_carried(each, "named_groups = ARRAY[group_id] WHERE group_id IS NOT NULL"),
            f"ALTER TABLE {each} DROP group_id CASCADE, ALTER named_groups DROP DEFAULT",
        ]
    check = "CASE audience WHEN 'group' THEN published_at IS NULL OR cardinality(named_groups) > 0 ELSE named_groups = '{}' END"
    return [*sql, f"ALTER TABLE {table} ADD CONSTRAINT {table}_groups_of_directed CHECK ({check})"]


def _into_keys(table: str) -> Sql:
    sql: Sql = ["SET CONSTRAINTS ALL IMMEDIATE", f"ALTER TABLE {table} DROP CONSTRAINT {table}_groups_of_directed"]
    for each in (table, f"{table}event"):
        points = "REFERENCES portal_disclosuregroup DEFERRABLE INITIALLY DEFERRED" if each == table else ""
        sql += [
            f"ALTER TABLE {each} ADD group_id bigint {points}",
            "SET CONSTRAINTS ALL IMMEDIATE",
            *_carried(each, "group_id = named_groups[1] WHERE named_groups <> '{}'"),
            f"ALTER TABLE {each} DROP named_groups",
            f"CREATE INDEX ON {each} (group_id)",
        ]
    check = "CASE audience WHEN 'group' THEN published_at IS NULL OR group_id IS NOT NULL ELSE group_id IS NULL END"
    return [*sql, f"ALTER TABLE {table} ADD CONSTRAINT {table}_group_of_directed CHECK ({check})"]
