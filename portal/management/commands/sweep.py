"""What the worker does every minute, for a cron job of an installation that runs no worker."""

from typing import Any

from django.core.management.base import BaseCommand

from portal import mailing, schedule


class Command(BaseCommand):
    help = "Publish what is due and send the digests that wait."

    def handle(self, *args: Any, **options: Any) -> None:
        done = schedule.publish_due()
        for title, why in done.held:
            self.stderr.write(f"没有发布：{title}：{why}")
        mailing.make_digests()
        self.stdout.write(
            f"发布 {len(done.published)} 件，受阻 {len(done.held)} 件，发出邮件 {mailing.send_digests()} 封。"
        )
