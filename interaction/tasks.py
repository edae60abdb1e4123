"""Nightly: personal data whose time is over is deleted; editors of FAQs that may be outdated are told once."""

from procrastinate.contrib.django import app

from interaction import outdated, retention


@app.periodic(cron="41 2 * * *")
@app.task(queueing_lock="forget-askers")
def forget_askers(timestamp: int) -> None:
    retention.forget_askers()


@app.periodic(cron="*/30 * * * *")
@app.task(queueing_lock="outdated-faqs")
def outdated_faqs(timestamp: int) -> None:
    outdated.tell()
