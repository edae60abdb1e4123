from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "decisions"
    verbose_name = "重大行政决策"

    def ready(self) -> None:
        from decisions import registration  # noqa: F401, PLC0415 - models are ready only now
