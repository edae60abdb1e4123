"""Password rules of graded protection (standards.md 10): letters, digits and signs, never the user name, never the old one."""

import re
from typing import Any

from django.core.exceptions import ValidationError

RULE = "口令至少8位，须同时有字母、数字和特殊字符，不能含用户名，每90天更换一次。"


class Composition:
    """Letters, digits and special characters together."""

    def validate(self, password: str, user: Any = None) -> None:
        kinds = {"字母": r"[A-Za-z]", "数字": r"[0-9]", "特殊字符": r"[^A-Za-z0-9\s]"}
        if missing := [name for name, pattern in kinds.items() if not re.search(pattern, password)]:
            raise ValidationError(f"口令还缺少：{'、'.join(missing)}。", code="password_composition")

    def get_help_text(self) -> str:
        return RULE


class NotTheUserName:
    """Neither the user name nor its mirror image is part of the password."""

    def validate(self, password: str, user: Any = None) -> None:
        name = (getattr(user, "username", "") or "").casefold()
        if len(name) > 2 and (name in password.casefold() or name[::-1] in password.casefold()):
            raise ValidationError("口令不能含有用户名。", code="password_has_username")

    def get_help_text(self) -> str:
        return "口令不能含有用户名。"


class NotTheSame:
    """A change is a change."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is not None and user.pk and user.has_usable_password() and user.check_password(password):
            raise ValidationError("新口令不能与现在的口令相同。", code="password_unchanged")

    def get_help_text(self) -> str:
        return "新口令不能与现在的口令相同。"
