"""Large tables are read by the worker: a request that reads 200,000 rows would last minutes."""

import datetime as dt
from typing import IO

from django.db import IntegrityError, transaction
from django.utils import timezone

from disclosures import kept_uploads
from disclosures.dataset_import import WAITS, Spoilt, take
from disclosures.models import Dataset, DatasetUpload, VersionStanding
from portal.files import FileRejected
from portal.models import User
from portal.publication_states import Refused

KEPT_DAYS = 30
"""What came of a table is shown so long; troubles may quote private cells."""
_GONE = "表格没有在 30 分钟内轮到，已经删除，什么都没有导入。请重新选择；仍然如此，请告诉系统管理员后台任务没有运行。"


def queue(dataset: Dataset, file: IO[bytes], name: str, by: User, note: str = "") -> DatasetUpload:
    """Keeps the table for the worker; Refused when another one of the dataset waits, for reading or for confirmation."""
    if dataset.versions.filter(standing=VersionStanding.WAITING).exists():
        raise Refused(WAITS)
    kept = kept_uploads.keep(file)
    try:
        with transaction.atomic():
            return DatasetUpload.objects.create(
                dataset=dataset, uploaded_by=by, file_name=name[:200], kept=kept, note=note.strip()[:300]
            )
    except IntegrityError:
        kept_uploads.forget(kept)
        raise Refused("这个数据集已有一张表在等待导入，等它办完再选。") from None


def work_off() -> int:
    """Takes in what waits, the oldest first; returns how many tables were read. A worker that dies on one leaves it waiting."""
    count = 0
    while _next():
        count += 1
    return count


def _next() -> bool:
    with transaction.atomic():
        waiting = DatasetUpload.objects.filter(done_at=None).select_for_update(skip_locked=True, of=("self",))
        upload = waiting.select_related("dataset", "uploaded_by").order_by("pk").first()
        if upload is None:
            return False
        _read(upload)
        upload.done_at = timezone.now()
        upload.save()
    kept_uploads.forget(upload.kept)
    return True


def _read(upload: DatasetUpload) -> None:
    file = kept_uploads.opened(upload.kept)
    if file is None:
        upload.refusal = _GONE
        return
    with file:
        try:
            upload.version = take(upload.dataset, file, upload.file_name, upload.uploaded_by, note=upload.note)  # type: ignore[arg-type]
        except Spoilt as spoilt:
            upload.troubles, upload.troubles_count = spoilt.troubles.shown, spoilt.troubles.count
        except (FileRejected, Refused) as refusal:
            upload.refusal = str(refusal)[:500]


def forget_old() -> None:
    """What came of tables long ago."""
    DatasetUpload.objects.filter(done_at__lt=timezone.now() - dt.timedelta(days=KEPT_DAYS)).delete()
