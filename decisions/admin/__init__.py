from decisions.admin import attendance, catalogue, consultations, decisions, opinions  # noqa: F401
