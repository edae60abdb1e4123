"""Word files part by part, as LibreOffice 7.4 and WPS 12 write them: the shapes are theirs, the words are ours."""

import io
import zipfile

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": _OFFICE,
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)


def package(body: str, *, styles: str = "", numbering: str = "", footnotes: str = "", endnotes: str = "") -> bytes:
    """A .docx of the inner XML of its parts; empty ones are left out."""
    parts = {"styles": styles, "numbering": numbering, "footnotes": footnotes, "endnotes": endnotes}
    parts = {name: xml for name, xml in parts.items() if xml}
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for at, name in enumerate(parts, 1)
    )
    kinds = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{name}+xml"/>' for name in parts)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>{kinds}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            _relations(f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'),
        )
        archive.writestr("word/_rels/document.xml.rels", _relations(links))
        archive.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>")
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {SPACES}>{xml}</w:{name}>")
    return file.getvalue()


def _relations(links: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str, style: str = "Normal", more: str = "") -> str:
    """LibreOffice names a style in every paragraph, and repeats what the style says."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}<w:bidi w:val="0"/><w:jc w:val="left"/><w:rPr></w:rPr></w:pPr>'
        f"{''.join(inside)}</w:p>"
    )


def field(instruction: str, *shown: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return mark("begin") + code + mark("separate") + "".join(shown) + mark("end")


def style(key: str, name: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'


def levels(key: int, *patterns: tuple[str, str, str]) -> str:
    """An abstract list with its number: (format, label, style) of each level."""
    rows = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/>{f"<w:pStyle w:val={chr(34)}{owner}{chr(34)}/>" if owner else ""}'
        f'<w:numFmt w:val="{form}"/><w:suff w:val="nothing"/><w:lvlText w:val="{label}"/><w:lvlJc w:val="left"/></w:lvl>'
        for at, (form, label, owner) in enumerate(patterns)
    )
    return f'<w:abstractNum w:abstractNumId="{key}">{rows}</w:abstractNum>'


def numbers(*keys: int) -> str:
    return "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in keys)


def in_list(key: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>'


def note(kind: str, key: int, text: str) -> str:
    rules = "".join(
        f'<w:{kind} w:id="{at}" w:type="{rule}"><w:p><w:r><w:{rule}/></w:r></w:p></w:{kind}>'
        for at, rule in enumerate(("separator", "continuationSeparator"))
    )
    words = paragraph(f"<w:r><w:{kind}Ref/></w:r>", f"<w:r><w:tab/><w:t>{text}</w:t></w:r>")
    return f'{rules}<w:{kind} w:id="{key}">{words}</w:{kind}>'


def box(text: str, *, old_form: bool = True) -> str:
    """A text box: drawn anew for new programs and once more as VML for old ones, unless that is left out (WPS)."""
    words = f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"
    new = (
        '<w:drawing><wp:anchor><wp:docPr id="1" name="Shape1"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<wps:wsp><wps:txbx>{words}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    old = f"<mc:Fallback><w:pict><v:shape><v:textbox>{words}</v:textbox></v:shape></w:pict></mc:Fallback>"
    choice = f'<mc:Choice Requires="wps">{new}</mc:Choice>{old if old_form else ""}'
    return f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"


def cell(*texts: str, span: int = 1, merge: str = "") -> str:
    look = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{''.join(paragraph(run(each)) for each in texts or ('',))}</w:tc>"


def table(*rows: str, heads: int = 0) -> str:
    marked = ['<w:trPr><w:tblHeader w:val="true"/></w:trPr>'] * heads + ["<w:trPr></w:trPr>"] * (len(rows) - heads)
    inside = "".join(f"<w:tr>{mark}{row}</w:tr>" for mark, row in zip(marked, rows, strict=True))
    return f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/></w:tblPr><w:tblGrid/>{inside}</w:tbl>'
