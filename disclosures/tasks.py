"""Every ten minutes: tables that were looked at and not imported are deleted."""

from procrastinate.contrib.django import app

from disclosures import kept_uploads


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="forget-uploads")
def forget_uploads(timestamp: int) -> None:
    kept_uploads.forget_old()
