"""Large tables are taken in as soon as the worker is free; what no worker has read in time is deleted."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from disclosures import kept_uploads, waiting_imports


@app.periodic(cron="* * * * *")
@app.task(queue="imports", queueing_lock="import-tables")
def import_tables(timestamp: int) -> None:
    waiting_imports.work_off()


def import_soon() -> None:
    """Within seconds; were this lost, within the minute."""
    try:
        with transaction.atomic():
            import_tables.defer(timestamp=0)  # type: ignore[call-arg]
    except AlreadyEnqueued:
        pass


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="forget-uploads")
def forget_uploads(timestamp: int) -> None:
    kept_uploads.forget_old()
    waiting_imports.forget_old()
