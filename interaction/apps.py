from django.apps import AppConfig


class InteractionConfig(AppConfig):
    name = "interaction"
    verbose_name = "互动交流"

    def ready(self) -> None:
        from interaction import registration  # noqa: F401, PLC0415 - models are ready only now
