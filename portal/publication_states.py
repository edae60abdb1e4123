"""The words of publication: states, attributes, and the one exception of every verb."""

from django.db import models


class Refused(Exception):
    """A verb that may not be done now; each line of the message is a sentence shown to staff."""


class State(models.TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审"
    CLEARED = "cleared", "已审"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤回"


EDITABLE = {State.DRAFT}
RETURNABLE = {State.SUBMITTED, State.CLEARED}
ONCE_PUBLIC = {State.PUBLISHED, State.WITHDRAWN}


class Disclosure(models.TextChoices):
    """公开属性."""

    PUBLIC = "public", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    CLOSED = "closed", "不予公开"


class Audience(models.TextChoices):
    """公开对象. 定点、定向公开 is for a named group and is never listed."""

    EVERYONE = "everyone", "全社会"
    GROUP = "group", "特定群体"
