from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "平台"

    def ready(self) -> None:
        from portal import history_guard  # noqa: PLC0415 - models are ready only now

        post_migrate.connect(history_guard.install, dispatch_uid="history-guard")
