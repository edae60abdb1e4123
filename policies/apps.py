from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "policies"
    verbose_name = "政策文件"

    def ready(self) -> None:
        from policies import registration  # noqa: F401, PLC0415 - models are ready only now
