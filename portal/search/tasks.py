"""Nightly care of the search. Imported by portal/tasks.py, where the queue looks for jobs."""

from procrastinate.contrib.django import app

from portal.search import drift, judged, statistics


@app.periodic(cron="23 2 * * *")
@app.task(queueing_lock="search-maintain")
def maintain_search(timestamp: int) -> None:
    """Repair what differs, count citations and words, join segments."""
    for public_type in drift.searched_types():
        drift.repair(public_type, drift.drift(public_type))
    drift.maintain()


@app.periodic(cron="41 2 * * *")
@app.task(queueing_lock="search-statistics")
def delete_old_searches(timestamp: int) -> None:
    """The query log is kept for statistics.KEPT_DAYS days."""
    statistics.delete_old()


@app.periodic(cron="11 4 * * 1")
@app.task(queueing_lock="search-judged")
def measure_judged(timestamp: int) -> None:
    """Every Monday the judged queries of staff are measured."""
    judged.measure()
