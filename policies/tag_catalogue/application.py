"""Writing a catalogue: one transaction, one import at a time, nothing deleted, every document kept."""

import pghistory
from django.db import OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected, LockNotAvailable

from policies.models.tag import CatalogueVersion, Tag, TagDimension, TaggedDocument
from policies.tag_catalogue.catalogue import Catalogue, TagEntry
from policies.tag_catalogue.planning import Plan, plan
from policies.tag_catalogue.standing import Standing, standing
from portal.models import User
from portal.publishing import Refused

# Readers go on; writers of tags wait until the import is through, and an import waits for the one before it.
LOCK = """
    SET LOCAL lock_timeout = '10s';
    LOCK TABLE policies_catalogueversion, policies_tagdimension, policies_tag, policies_taggeddocument
        IN SHARE ROW EXCLUSIVE MODE;
"""
_FIELDS = ["name", "dimension", "parent", "synonyms", "description", "merged_into", "retired", "position"]


def apply(shown: Plan, by: User) -> CatalogueVersion:
    """Does what the plan says and records the version.

    Refused when the tags have changed since the plan was made, or when the version was imported before with other
    content. The same file once more, with nothing left to do, returns the version that is there.
    """
    try:
        with transaction.atomic(), pghistory.context(verb="import_tags", user=by.pk):
            with connection.cursor() as cursor:
                cursor.execute(LOCK)
            return existing(shown) or _write(shown, by)
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
            raise
        raise Refused("其他人正在修改标签，等了 10 秒仍未结束。什么都没有改动，请稍后再试。") from error


def existing(shown: Plan) -> CatalogueVersion | None:
    """The version when this very file is in place already; Refused for what would need another version name."""
    version = CatalogueVersion.objects.filter(version=shown.catalogue.version).first()
    if version is None:
        return None
    if version.sha256 != shown.catalogue.sha256:
        raise Refused(f"版本「{version.version}」已导入过，内容与这个文件不同。请在文件中改用新的版本号。")
    if not plan(shown.catalogue).is_empty:
        raise Refused(f"版本「{version.version}」已导入过，此后标签有改动。要恢复到这个文件，请改用新的版本号。")
    return version


def _write(shown: Plan, by: User) -> CatalogueVersion:
    now = standing()
    if now.digest != shown.digest:
        raise Refused("标签在预览之后有改动，预览已经过时。什么都没有改动，请重新预览。")
    catalogue = shown.catalogue
    _write_dimensions(catalogue, now)
    _free_names(catalogue, now)
    _add_tags(shown.added, now)
    _update_tags(catalogue, now)
    _move_documents()
    return CatalogueVersion.objects.create(
        version=catalogue.version,
        file_name=catalogue.file_name,
        sha256=catalogue.sha256,
        imported_by=by,
        added=len(shown.added),
        renamed=len(shown.renamed),
        merged=len(shown.merged),
        retired=len(shown.retired),
    )


def _write_dimensions(catalogue: Catalogue, now: Standing) -> None:
    taken = {each.name: each for each in now.dimensions.values()}
    for code, entry in catalogue.dimensions.items():
        holder = taken.get(entry.name)
        if holder and holder.code != code:  # two dimensions exchange names: a code is nobody's name meanwhile
            TagDimension.objects.filter(pk=holder.pk).update(name=f"#{holder.code}"[:50])
    for code, entry in catalogue.dimensions.items():
        values = {"name": entry.name, "facing": entry.facing, "position": entry.position}
        if entry.required_for is not None:
            values["required_for"] = list(entry.required_for)
        now.dimensions[code], _ = TagDimension.objects.update_or_create(code=code, defaults=values)
    # Nobody could publish if a dimension without tags in use stayed required.
    gone = [each.pk for code, each in now.dimensions.items() if code not in catalogue.dimensions and each.required_for]
    TagDimension.objects.filter(pk__in=gone).update(required_for=[])


def _free_names(catalogue: Catalogue, now: Standing) -> None:
    """Names are unique in use: a tag that gives its name up to another leaves the index first."""
    wanted = {(each.dimension, each.name): each.code for each in catalogue.tags.values() if each.in_use}
    held = {code: (tag.dimension.code, tag.name) for code, tag in now.tags.items() if not tag.retired}
    leaving = [now.tags[code].pk for code, key in held.items() if wanted.get(key, code) != code]
    Tag.objects.filter(pk__in=leaving).update(retired=True)


def _add_tags(added: list[TagEntry], now: Standing) -> None:
    """Parents and targets of merging before those that point at them; reading has proved that there is no circle."""
    waiting = added
    while waiting:
        ready = [each for each in waiting if {each.parent, each.merged_into} - {""} <= now.tags.keys()]
        made = Tag.objects.bulk_create(_filled(Tag(slug=each.code), each, now) for each in ready)
        now.tags.update({tag.slug: tag for tag in made})
        waiting = [each for each in waiting if each.code not in now.tags]


def _update_tags(catalogue: Catalogue, now: Standing) -> None:
    touched = []
    for code, tag in now.tags.items():
        before = [getattr(tag, name) for name in _FIELDS]
        if code in catalogue.tags:
            _filled(tag, catalogue.tags[code], now)
        else:
            _let_go(tag, catalogue, now)
        if before != [getattr(tag, name) for name in _FIELDS]:
            touched.append(tag)
    Tag.objects.bulk_update(touched, _FIELDS, batch_size=500)


def _filled(tag: Tag, entry: TagEntry, now: Standing) -> Tag:
    tag.name = entry.name
    tag.dimension = now.dimensions[entry.dimension]
    tag.parent = now.tags[entry.parent] if entry.parent else None
    tag.synonyms = list(entry.synonyms)
    tag.description = entry.description
    tag.merged_into = now.tags[entry.merged_into] if entry.merged_into else None
    tag.retired = entry.retired
    tag.position = entry.position
    return tag


def _let_go(tag: Tag, catalogue: Catalogue, now: Standing) -> None:
    """A tag that the file does not name keeps its address; merged earlier, it follows its target."""
    tag.retired = True
    target = catalogue.tags.get(tag.merged_into.slug) if tag.merged_into else None
    if target and target.merged_into:
        tag.merged_into = now.tags[target.merged_into]


def _move_documents() -> None:
    """Documents of every merged tag go to its target, also those that were given an old tag after an earlier merge."""
    tagged = TaggedDocument.objects.filter(tag__merged_into__isnull=False)
    for old, new in tagged.values_list("tag", "tag__merged_into").distinct().order_by("tag"):
        there = TaggedDocument.objects.filter(tag=new).values("content_object")
        TaggedDocument.objects.filter(tag=old, content_object__in=there).delete()
        TaggedDocument.objects.filter(tag=old).update(tag=new)
