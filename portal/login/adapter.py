"""allauth for staff: no sign-up, a lock that every web node knows, secrets of the second factor encrypted."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from portal.models import LoginFailure, User
from portal.models.login import LIMIT


class StaffAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """A locked name is refused before its password is looked at, the right one included."""
        if until := LoginFailure.locked_until(_name(credentials)):
            raise ValidationError(f"连续{LIMIT}次口令错误，已锁定到 {timezone.localtime(until):%H:%M}。请到时再试。")
        super().pre_authenticate(request, **credentials)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Only staff have a password here; anybody else is told the same as with a wrong one."""
        user = super().authenticate(request, **credentials)
        return user if user is None or user.is_staff else None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        name = _name(credentials)[:150]
        if name:
            LoginFailure.objects.create(username=name, address=request.META.get("REMOTE_ADDR") or None)

    def set_password(self, user: User, password: str) -> None:
        """Of the owner, who thereby keeps it for 90 days."""
        user.set_password(password)
        user.password_changed_at = timezone.now()
        user.save()


def _name(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username") or credentials.get("email") or "")


@receiver(user_logged_in, dispatch_uid="forget-failures")
def forget_failures(sender: Any, user: User, **kwargs: Any) -> None:
    """After the whole login, second factor included."""
    LoginFailure.forget(user.username)


class StaffMFAAdapter(DefaultMFAAdapter):
    """TOTP keys and recovery seeds are useless to whoever reads the database alone."""

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"mfa {settings.SECRET_KEY}".encode()).digest()))
