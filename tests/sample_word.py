"""Word documents: as python-docx makes them, and as Word itself writes one that several people worked on."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html import escape

_SPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    }.items()
)
_PARTS = {
    "footnotes": "footnotes",
    "comments": "comments",
    "header1": "header",
}


def with_python_docx(title: str, paragraphs: Sequence[str]) -> bytes:
    """A heading, a running head and foot, a list, and the last two paragraphs in the cells of a table."""
    import docx

    made, stream = docx.Document(), io.BytesIO()
    made.sections[0].header.paragraphs[0].text = "Ministry of Foreign Affairs - Press Service"
    made.sections[0].footer.paragraphs[0].text = "Page 1"
    made.add_heading(title, 0)
    for number, words in enumerate(paragraphs[:-2]):
        added = made.add_paragraph(style="List Bullet" if number == 1 else None)
        for piece in words.partition(" "):
            added.add_run(piece).bold = len(piece) == 1
    table = made.add_table(rows=1, cols=2)
    for cell, words in zip(table.rows[0].cells, paragraphs[-2:], strict=True):
        cell.text = words
    made.save(stream)
    return stream.getvalue()


def written_by_word(title: str, paragraphs: Sequence[str]) -> bytes:
    """What Word writes: words in several runs, changes not yet accepted, a note, a comment, fields, a text box, hidden text."""
    first, second, *rest = paragraphs
    third = rest.pop(0) if rest else ""
    content = [
        _paragraph(_run(title), "Title"),
        _paragraph("".join(_run(piece) for piece in _pieces(first)) + _reference("footnote")),
        _paragraph(_changed(second) + _reference("comment")),
        _boxed(third) if third else "",
        *(_paragraph(_with_fields(words)) for words in rest),
        _paragraph(_run("This draft is for the file only.", hidden=True)),
    ]
    document = f'<w:document {_SPACES}><w:body>{"".join(content)}<w:sectPr><w:headerReference w:type="default" r:id="rIdheader1"/></w:sectPr></w:body></w:document>'
    others = {
        "footnotes": f'<w:footnotes {_SPACES}><w:footnote w:id="2"><w:p><w:r><w:t>See the record of the last round.</w:t></w:r></w:p></w:footnote></w:footnotes>',
        "comments": f'<w:comments {_SPACES}><w:comment w:id="0" w:author="A"><w:p><w:r><w:t>Is this right?</w:t></w:r></w:p></w:comment></w:comments>',
        "header1": f"<w:hdr {_SPACES}><w:p><w:r><w:t>Not for release</w:t></w:r></w:p></w:hdr>",
    }
    return _packed(document, others)


def _paragraph(runs: str, style: str = "Normal") -> str:
    return f'<w:p w:rsidR="00A1"><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:bookmarkStart w:id="0" w:name="_GoBack"/>{runs}<w:bookmarkEnd w:id="0"/></w:p>'


def _run(words: str, *, hidden: bool = False, tag: str = "t") -> str:
    look = "<w:vanish/>" if hidden else '<w:lang w:val="en-US"/>'
    return f'<w:r w:rsidRPr="00B2"><w:rPr>{look}</w:rPr><w:{tag} xml:space="preserve">{escape(words)}</w:{tag}></w:r>'


def _pieces(words: str) -> list[str]:
    return [words[at : at + 17] for at in range(0, len(words), 17)]


def _changed(words: str) -> str:
    """The second half put in, other words struck out, a piece moved here from there."""
    middle = len(words) // 2
    inserted, deleted = _run(words[middle:]), _run("words that were struck out ", tag="delText")
    who = 'w:id="7" w:author="A" w:date="2024-05-30T10:00:00Z"'
    moved = f"<w:moveFrom {who}>{_run('words that were moved away ')}</w:moveFrom>"
    return f"{_run(words[:middle])}<w:del {who}>{deleted}</w:del>{moved}<w:proofErr w:type='spellStart'/><w:ins {who}>{inserted}</w:ins>"


def _with_fields(words: str) -> str:
    """A link by a field, a content control and a smart tag around words."""
    head, _, tail = words.partition(" ")
    mid, _, last = tail.partition(" ")
    code = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> HYPERLINK "https://mfa.example" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{_run(head)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    if not tail:
        return code
    control = f'<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>{_run(f" {mid} " if last else f" {mid}")}</w:sdtContent></w:sdt>'
    return f'{code}{control}<w:smartTag w:uri="urn:x" w:element="place">{_run(last)}</w:smartTag>'


def _boxed(words: str) -> str:
    """A text box, given twice as Word does: for new and for old readers."""
    inner = f"<w:txbxContent>{_paragraph(_run(words))}</w:txbxContent>"
    new = f'<mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>'
    old = f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
    return f"<w:p><w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r></w:p>"


def _reference(kind: str) -> str:
    return f'<w:r><w:{kind}Reference w:id="{2 if kind == "footnote" else 0}"/></w:r>'


def _packed(document: str, others: dict[str, str]) -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{kind}.{_PARTS[part]}+xml"/>' for part in others
    )
    relations = "".join(
        f'<Relationship Id="rId{part}" Type="{office}/{_PARTS[part]}" Target="{part}.xml"/>' for part in others
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{relations}</Relationships>',
        "word/document.xml": document,
        **{f"word/{part}.xml": xml for part, xml in others.items()},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in files.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}')
    return stream.getvalue()
