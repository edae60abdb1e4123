"""Nightly: personal data whose time is over is emptied."""

from procrastinate.contrib.django import app

from decisions import retention


@app.periodic(cron="47 2 * * *")
@app.task(queueing_lock="forget-people")
def forget_people(timestamp: int) -> None:
    retention.forget_people()
