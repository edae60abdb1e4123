from importlib import import_module

from allauth.account.apps import AccountConfig


class StaffAccountConfig(AccountConfig):
    """allauth insists on its own middleware; ours wraps it for staff addresses (portal/middleware.py)."""

    verbose_name = "账号"

    def ready(self) -> None:
        import_module("allauth.account.checks")
