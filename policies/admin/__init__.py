from policies.admin import documents  # noqa: F401
