"""Nightly: the addresses that service guides send people to are asked whether they still open."""

from procrastinate.contrib.django import app

from policies import link_checks


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="service-links")
def service_links(timestamp: int) -> None:
    link_checks.check_services()
