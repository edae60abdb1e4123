from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "disclosures"
    verbose_name = "信息公开栏目"

    def ready(self) -> None:
        from disclosures import registration  # noqa: F401, PLC0415 - models are ready only now
