from policies.admin import documents, tags  # noqa: F401
