"""The knowledge base for the hotline and the service portal: incremental JSON, and the whole as XLSX."""

import datetime as dt
import io

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe
from openpyxl import Workbook

from interaction import knowledge
from portal.intake import limits
from portal.spreadsheet import as_text

FETCHES = 120
"""An hour, of one sender: every fetch compares the whole content, and leaves a receipt."""
HEAD = ["序号", "状态"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def knowledge_json(request: HttpRequest) -> HttpResponse:
    """/interaction/knowledge.json?cursor=N&limit=M&client=…: everything that changed after N, oldest change first."""
    cursor, limit = (_number(request.GET.get(name, ""), default) for name, default in (("cursor", 0), ("limit", 500)))
    if cursor is None or limit is None or not 1 <= limit <= knowledge.MOST:
        return JsonResponse({"error": f"cursor 应是非负整数，limit 应是 1 到 {knowledge.MOST}。"}, status=400)
    if limits.is_over(request, "knowledge", FETCHES, dt.timedelta(hours=1)):
        return JsonResponse({"error": f"每小时最多取用 {FETCHES} 次，请稍后再取。"}, status=429)
    answer = knowledge.page(cursor, limit, request.GET.get("client", ""))
    response = JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
    add_never_cache_headers(response)
    return response


def _number(text: str, default: int) -> int | None:
    if not text:
        return default
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 16 else None


@require_safe
def knowledge_xlsx(request: HttpRequest) -> HttpResponse:
    """/interaction/knowledge.xlsx?cursor=N&client=…: the same increment as one table; without a cursor everything."""
    cursor = _number(request.GET.get("cursor", ""), 0)
    if cursor is None:
        return HttpResponse("cursor 应是非负整数。", status=400, content_type="text/plain; charset=utf-8")
    if limits.is_over(request, "knowledge", FETCHES, dt.timedelta(hours=1)):
        return HttpResponse(
            f"每小时最多取用 {FETCHES} 次，请稍后再取。", status=429, content_type="text/plain; charset=utf-8"
        )
    given = knowledge.page(cursor, None, request.GET.get("client", ""))
    book = Workbook(write_only=True)
    sheet = book.create_sheet("知识库")
    sheet.append([*HEAD, *knowledge.COLUMNS.values()])
    for item in given["items"]:
        state = "已撤下" if item["deleted"] else "有效"
        sheet.append([item["cursor"], state, *(as_text(item.get(name, "")) for name in knowledge.COLUMNS)])
    file = io.BytesIO()
    book.save(file)
    name = f"knowledge-{timezone.localdate()}.xlsx"
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    add_never_cache_headers(response)
    return response
