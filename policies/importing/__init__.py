"""Documents of another system, as JSON Lines, into the policy library (`manage.py import_documents`).

reading → parsing (in worker processes: JSON, mapping) → writing (in batches). What the source does not say is left
empty and flagged (policies/flags.py). Workers import this package without Django's models.
"""
