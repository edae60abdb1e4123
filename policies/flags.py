"""待核事项: what an import or a check noticed about a document, short codes and what staff read."""

from collections.abc import Iterable

LABELS: dict[str, str] = {
    # the text (policies/bodytext.py)
    "body-missing": "没有正文",
    "empty-body": "正文为空",
    "control-characters": "正文含控制字符（已去掉）",
    "mojibake": "正文疑有乱码",
    "markup-in-text": "正文混有网页代码",
    "line-breaks-lost": "正文换行丢失（已按条款恢复）",
    "lines-joined": "正文硬换行已合并",
    "very-long-paragraph": "有超长段落",
    # the title
    "title-empty": "没有标题",
    "title-is-file-name": "标题像文件名",
    "title-has-leading-number": "标题前带序号",
    "title-only-digits": "标题只有数字",
    "title-cut-off": "标题不完整",
    "title-too-short": "标题过短",
    "title-control-characters": "标题含控制字符（已去掉）",
    "title-cut": "标题过长（已截断）",
    # dates and validity
    "written-missing": "缺成文日期",
    "published-missing": "缺发布日期",
    "date-unreadable": "日期无法识别",
    "dates-out-of-order": "日期先后矛盾",
    "expires-before-effective": "有效期至早于施行日期",
    "published-in-future": "发布日期在将来",
    "status-without-date": "来源标注了有效性，没有日期",
    "status-contradicts-dates": "来源标注的有效性与日期矛盾",
    "status-unknown": "来源标注的有效性无法识别",
    "replaced-without-date": "被新文件取代，日期不明",
    # identity
    "issuer-missing": "缺发文机关",
    "issuer-unclear": "发文机关疑为多个机关连写",
    "issuer-cut": "发文机关名称过长（已截断）",
    "number-unreadable": "发文字号无法识别",
    "number-cut": "发文字号过长（已截断）",
    "topic-unmapped": "主题分类对应不上",
    "category-unmapped": "文件类别对应不上",
    # the rest of the record
    "url-unusable": "来源网址无效",
    "source-cut": "来源过长（已截断）",
    "attachments-not-imported": "有附件未导入",
    "wrong-type": "来源字段类型不对",
}


def labels(codes: Iterable[str]) -> list[str]:
    """What staff read for each code; a code without a label as it is."""
    return [LABELS.get(code, code) for code in codes]
