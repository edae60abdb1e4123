"""Windows of counting that are over are deleted each hour."""

from procrastinate.contrib.django import app

from portal.models import IntakeCount


@app.periodic(cron="9 * * * *")
@app.task(queueing_lock="forget-intake-counts")
def forget_counts(timestamp: int) -> None:
    IntakeCount.forget()
