import gc

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "平台"

    def ready(self) -> None:
        from portal import history_guard  # noqa: PLC0415 - models are ready only now
        from portal.inspection import content_checks, outside_links  # noqa: F401, PLC0415

        post_migrate.connect(history_guard.install, dispatch_uid="history-guard")
        # A page makes tens of thousands of short-lived objects; looking for cycles among them and among everything
        # that was imported costs a tenth of it (manage.py bench_pages).
        gc.freeze()
        gc.set_threshold(5_000, 100, 50)  # more seldom, and one request in ten pays for the others
