"""Imports the tag catalogue from a file, after showing what it changes."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from policies import tag_catalogue
from policies.tag_catalogue import Plan
from portal.models import User
from portal.publishing import Refused


class Command(BaseCommand):
    help = "Import the tag catalogue from XLSX or CSV: prints what changes, then changes it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="print what would change and change nothing")
        parser.add_argument(
            "--user", metavar="NAME", help="login name in whose name to import; default: data migration"
        )

    def handle(self, *args: Any, file: Path, dry_run: bool, user: str | None, **options: Any) -> None:
        by = _person(user)
        try:
            with file.open("rb") as stream:
                plan = tag_catalogue.plan(tag_catalogue.read(stream, file.name))
            self.stdout.write("\n".join(_lines(plan)))
            if dry_run:
                tag_catalogue.existing(plan)
                self.stdout.write("试运行，没有改动。")
                return
            version = tag_catalogue.apply(plan, by or User.importer())
        except OSError as error:
            raise CommandError(f"无法读取 {file}：{error.strerror}") from None
        except Refused as refusal:
            raise CommandError(f"没有导入 {file.name}：\n{refusal}") from None
        self.stdout.write(self.style.SUCCESS(f"已导入标签目录 {version.version}。"))


def _person(name: str | None) -> User | None:
    if name is None:
        return None
    try:
        return User.objects.get(username=name)
    except User.DoesNotExist:
        raise CommandError(f"没有名为「{name}」的用户。") from None


def _lines(plan: Plan) -> list[str]:
    """The plan as staff read it, one line for each thing that changes."""
    lines = [f"标签目录 {plan.catalogue.version}（{plan.catalogue.file_name}），{len(plan.catalogue.tags)} 个标签"]
    if plan.catalogue.ignored_columns:
        lines.append(f"不认识的列，已忽略：{'、'.join(plan.catalogue.ignored_columns)}")
    lines += [f"新维度  {each.code}  {each.name}" for each in plan.new_dimensions]
    lines += [f"改维度  {each.code}  {each.summary}" for each in plan.changed_dimensions]
    lines += [f"缺维度  {each.code}  {each.name}：文件中没有，标签全部停用" for each in plan.missing_dimensions]
    lines += [f"新增  {each.code}  {each.name}" + ("（停用）" if each.retired else "") for each in plan.added]
    lines += [f"更名  {each.code}  {each.before} → {each.after}" for each in plan.renamed]
    lines += [
        f"合并  {each.code}  {each.name} → {each.into_name}，转移 {each.documents} 件文件" for each in plan.merged
    ]
    lines += [f"停用  {each.code}  {each.name}，{each.documents} 件文件保留{each.note}" for each in plan.retired]
    lines += [f"恢复  {each.code}  {each.name}" for each in plan.revived]
    lines += [f"修改  {each.code}  {each.name}：{each.summary}" for each in plan.changed]
    lines.append("合计：" + "，".join(f"{label} {count}" for label, count in plan.counts))
    return lines
