"""The least row that any model takes, made from its columns alone: for tests that walk every kind there is."""

import datetime as dt
import itertools
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from portal.models import Unit, User

_serial = itertools.count(1)


def any_row(model: Any, unit: Unit, person: User) -> Any:
    """A saved row of that unit; a draft where the model is publishable. Rows that it must point at are made too."""
    row = model()
    together = {name for each in model._meta.constraints for name in getattr(each, "fields", ())}
    for column in model._meta.concrete_fields:
        if column.primary_key or column.generated or column.auto_created:
            continue
        if column.is_relation:
            _point(row, column, unit, person)
        elif column.name in together or not (column.null or column.blank or column.has_default()):
            setattr(row, column.attname, _value(column))
    row.save(force_insert=True)
    return row


def _point(row: Any, column: Any, unit: Unit, person: User) -> None:
    if column.related_model is Unit and column.name == "unit":
        row.unit = unit
    elif column.null:
        return
    elif column.related_model is User:
        setattr(row, column.name, person)
    else:
        setattr(row, column.name, any_row(column.related_model, unit, person))


def _value(column: Any) -> Any:
    number = next(_serial)
    if column.choices:
        return column.choices[0][0]
    if isinstance(column, models.DateTimeField):
        return timezone.now() + dt.timedelta(minutes=number)
    if isinstance(column, models.DateField):
        return timezone.localdate()
    if isinstance(column, models.BooleanField):
        return False
    if isinstance(column, models.DecimalField):
        return number % 10
    if isinstance(column, models.IntegerField | models.FloatField):
        return 2_000 + number % 100 if "year" in column.name else number
    if isinstance(column, models.JSONField | ArrayField):
        return []
    return f"甲{number}" if not isinstance(column, models.SlugField | models.URLField) else f"s{number}"
