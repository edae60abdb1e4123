"""The kinds of file that may be published, and the one refusal."""

from dataclasses import dataclass

MB = 1024 * 1024
TOTAL_LIMIT = 100 * MB


class FileRejected(ValueError):
    """The file may not be stored; the text is a Chinese sentence for the staff member who uploaded it."""


@dataclass(frozen=True)
class Kind:
    """`extensions`: what a name of this kind may end in, the usual one first; `limit`: bytes."""

    slug: str
    label: str
    mime: str
    extensions: tuple[str, ...]
    limit: int


_OPENXML = "application/vnd.openxmlformats-officedocument."

KINDS: dict[str, Kind] = {
    kind.slug: kind
    for kind in (
        Kind("pdf", "PDF 文档", "application/pdf", ("pdf",), 50 * MB),
        Kind("ofd", "OFD 版式文档", "application/ofd", ("ofd",), 50 * MB),
        Kind("docx", "Word 文档（DOCX）", _OPENXML + "wordprocessingml.document", ("docx",), 30 * MB),
        Kind("xlsx", "Excel 工作簿（XLSX）", _OPENXML + "spreadsheetml.sheet", ("xlsx",), 30 * MB),
        Kind("pptx", "PowerPoint 演示文稿（PPTX）", _OPENXML + "presentationml.presentation", ("pptx",), 50 * MB),
        Kind("doc", "Word 文档（DOC）", "application/msword", ("doc",), 30 * MB),
        Kind("xls", "Excel 工作簿（XLS）", "application/vnd.ms-excel", ("xls",), 30 * MB),
        Kind("wps", "WPS 文字文档", "application/vnd.ms-works", ("wps",), 30 * MB),
        Kind("et", "WPS 表格", "application/vnd.ms-excel", ("et",), 30 * MB),
        Kind("zip", "ZIP 压缩包", "application/zip", ("zip",), 100 * MB),
        Kind("png", "PNG 图片", "image/png", ("png",), 20 * MB),
        Kind("jpeg", "JPEG 图片", "image/jpeg", ("jpg", "jpeg"), 20 * MB),
        Kind("gif", "GIF 图片", "image/gif", ("gif",), 20 * MB),
        Kind("webp", "WebP 图片", "image/webp", ("webp",), 20 * MB),
        Kind("mp3", "MP3 音频", "audio/mpeg", ("mp3",), 100 * MB),
        Kind("mp4", "MP4 视频或音频", "video/mp4", ("mp4", "m4v", "m4a"), 100 * MB),
        Kind("vtt", "WebVTT 字幕", "text/vtt", ("vtt",), MB),
        Kind("csv", "CSV 表格", "text/csv", ("csv",), 20 * MB),
        Kind("txt", "文本文件", "text/plain", ("txt",), 10 * MB),
    )
}

# Refused by extension even where the content looks harmless: programs and scripts, also inside an archive ...
_PROGRAMS = {"exe", "com", "scr", "msi", "dll", "jar", "class", "apk", "swf", "chm", "iso", "lnk", "reg", "hta"}
_SCRIPTS = {"bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "mjs", "wsf", "wsh", "sh", "py", "pl", "php", "asp", "jsp"}
PROGRAM_EXTENSIONS = frozenset(_PROGRAMS | _SCRIPTS | {"aspx"})
# ... and documents that carry script or macros.
_MARKUP = {"htm", "html", "xhtml", "shtml", "mht", "mhtml", "svg", "svgz", "xml", "xsl"}
_MACROS = {"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm", "potm", "ppsm"}
FORBIDDEN_EXTENSIONS = PROGRAM_EXTENSIONS | _MARKUP | _MACROS
