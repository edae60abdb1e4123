"""Operations of migrations on new models, constraints, indexes and triggers that do not render every related model anew.

Django rebuilds a model and all that are related to it after each operation, which for the triggers of the history alone was
a minute of every first start and of every test run. Nothing that stands depends on a model that is new, nor does a model
class on its constraints and triggers: the SQL comes from the operation itself. `makemigrations` writes the plain operations;
replace their prefix by `operations.` where there are many.
"""

from typing import Any

import pgtrigger.migrations
from django.db import migrations
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
