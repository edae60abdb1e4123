"""Every morning units are reminded of documents that run out; every night the links of service guides are tried."""

from procrastinate.contrib.django import app

from policies import link_checks, validity_care


@app.periodic(cron="23 7 * * *")
@app.task(queueing_lock="remind-of-expiry")
def remind_of_expiry(timestamp: int) -> None:
    validity_care.remind()


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="service-links")
def service_links(timestamp: int) -> None:
    link_checks.check_services()
