"""Periodic jobs. Each asks the tables what is to be done; a job that is lost costs a minute and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import close_old_connections
from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app

from portal import clocks, mailing, schedule
from portal.inspection import outside_links
from portal.inspection.running import inspect
from portal.intake import tasks as intake_tasks  # noqa: F401 - its hourly job
from portal.search import tasks as search_tasks  # noqa: F401 - its nightly jobs

KEPT_HOURS = 72
"""Finished jobs are kept that long for whoever looks into a problem."""


@contextmanager
def _fresh_connection() -> Iterator[None]:
    """A worker runs for weeks: a connection that the database closed meanwhile is not used again."""
    close_old_connections()
    try:
        yield
    finally:
        close_old_connections()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="publish-due")
def publish_due(timestamp: int) -> None:
    with _fresh_connection():
        schedule.publish_due()


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="send-digests")
def send_digests(timestamp: int) -> None:
    with _fresh_connection():
        mailing.make_digests()
        mailing.send_digests()


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="watch-clocks")
def watch_clocks(timestamp: int) -> None:
    with _fresh_connection():
        clocks.recount()
        clocks.remind()


@app.periodic(cron="41 2 * * *")
@app.task(queueing_lock="inspect")
def inspect_site(timestamp: int) -> None:
    with _fresh_connection():
        outside_links.ask()
        inspect()


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="remove-old-jobs", pass_context=True)
async def remove_old_jobs(context: JobContext, timestamp: int) -> None:
    await builtin_tasks.remove_old_jobs(context, max_hours=KEPT_HOURS)
