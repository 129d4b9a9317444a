"""The same article in the shapes that people have it in, made with the tools that make them where these are installed.

Used by formats.py and damaged.py. A shape whose tool (soffice, chromium, pandoc, groff, mutt) is missing is
left out.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))  # the small samples are the tests' too

from sample_mails import MAILS
from sample_pages import PAGES, paragraphs_html, word_page
from sample_word import with_python_docx, written_by_word


class Article(NamedTuple):
    """A headline and paragraphs, as its plain version has them."""

    title: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def whole(self) -> str:
        return f"{self.title}\n\n{self.body}"


class Shape(NamedTuple):
    """One way to have an article: the format, what made it, and how; ``titled``: its text begins with the headline."""

    format: str
    name: str
    make: Callable[[Article, Path], Path]
    titled: bool = True
    tool: str | None = None


def _write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _run(*command: str | Path, **options: object) -> bytes:
    done = subprocess.run([str(part) for part in command], check=True, capture_output=True, **options)  # type: ignore[call-overload]
    return bytes(done.stdout)


def _office(source: Path, ending: str, filter: str, reads: str | None = None) -> Path:
    """A file converted by LibreOffice, with a profile of its own."""
    out = source.parent / "office"
    profile = f"-env:UserInstallation=file://{source.parent.resolve()}/profile"
    reading = [f"--infilter={reads}"] if reads else []
    _run("soffice", profile, "--headless", *reading, "--convert-to", f"{ending}:{filter}", "--outdir", out, source)
    return out / f"{source.stem}.{ending}"


def _simple_page(article: Article, folder: Path) -> Path:
    head = f"<head><meta charset='utf-8'><title>{escape(article.title)}</title></head>"
    return _write(folder, "simple.html", f"<html>{head}<body>{_page_body(article)}</body></html>")


def _page_body(article: Article) -> str:
    return f"<h1>{escape(article.title)}</h1>\n{paragraphs_html(article.paragraphs)}"


def flat_text(article: Article, *, columns: int, note: str = "") -> str:
    """An OpenDocument text: running head, page numbers in the foot, hyphenation, justified, in columns, with footnotes."""
    note = (
        f"<text:note text:note-class='footnote'><text:note-body><text:p>{note}</text:p></text:note-body></text:note>"
        * bool(note)
    )
    body = "".join(
        f"<text:p text:style-name='Body'>{escape(paragraph)}{note if len(paragraph) > 200 else ''}</text:p>"
        for paragraph in article.paragraphs
    )
    names = ("office", "style", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    return f"""<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>
<style:style style:name="Body" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" fo:margin-bottom="0.2cm"/>
<style:text-properties fo:font-size="11pt" fo:hyphenate="true" fo:language="en" fo:country="US"/></style:style>
<style:style style:name="Head" style:family="paragraph"><style:text-properties fo:font-size="18pt" fo:font-weight="bold"/></style:style></office:styles>
<office:automatic-styles><style:page-layout style:name="P"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
 fo:margin-top="1cm" fo:margin-bottom="1cm" fo:margin-left="2cm" fo:margin-right="2cm"/>
<style:header-style/><style:footer-style/></style:page-layout>
<style:style style:name="Columns" style:family="section"><style:section-properties><style:columns fo:column-count="{columns}" fo:column-gap="0.8cm"/></style:section-properties></style:style></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P"><style:header><text:p>Ministry of Foreign Affairs - Press Service</text:p></style:header>
<style:footer><text:p>Page <text:page-number/> of <text:page-count/></text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text><text:p text:style-name="Head">{escape(article.title)}</text:p><text:section text:style-name="Columns" text:name="S">{body}</text:section></office:text></office:body></office:document>"""


def _with_footnotes(article: Article, folder: Path) -> Path:
    text = flat_text(
        article, columns=1, note="See the record of the last meeting, which is kept in the library of the house."
    )
    return _office(_write(folder, "a.fodt", text), "pdf", "writer_pdf_Export")


def _groff(article: Article, folder: Path, *, columns: int) -> Path:
    """groff's manuscript macros: head and foot, hyphenated and justified."""
    lines = [".nr LL 6.5i", ".ds CH Press Service", ".ds CF - % -", ".TL", article.title]
    lines += [".2C"] * (columns == 2)
    for paragraph in article.paragraphs:
        lines += [".PP", "\\&" + paragraph.replace("\\", "\\\\")]
    source = _write(folder, "paper.ms", "\n".join(lines) + "\n")
    path = folder / "paper.pdf"
    path.write_bytes(_run("groff", "-K", "utf8", "-ms", "-T", "pdf", source))
    return path


def _printed_text(article: Article, folder: Path) -> Path:
    """A plain text that is printed: monospaced lines of 78."""
    parts = (textwrap.fill(part, 78, break_on_hyphens=False) for part in (article.title, *article.paragraphs))
    return _office(_write(folder, "a.txt", "\n\n".join(parts)), "pdf", "writer_pdf_Export", "Text (encoded):UTF8")


CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu")


def _chromium_pdf(article: Article, folder: Path) -> Path:
    page = _write(
        folder,
        "print.html",
        PAGES["ministry"](article.title, article.paragraphs).replace(
            "<style>",
            "<style>nav,aside,form,.share,#cookie-banner,.skip,.breadcrumb,footer,.submitted{display:none} ",
            1,
        ),
    )
    _run(*CHROMIUM, f"--print-to-pdf={folder / 'print.pdf'}", page.resolve().as_uri())
    return folder / "print.pdf"


def _chromium_dom(article: Article, folder: Path) -> Path:
    page = _write(folder, "page.html", PAGES["newspaper"](article.title, article.paragraphs))
    saved = _run(*CHROMIUM, "--dump-dom", page.resolve().as_uri()).decode()
    mark = "<!-- saved from url=(0028)https://courier.example/a -->\n"
    return _write(folder, "saved.html", saved.replace("<html", f"{mark}<html", 1))


def _chromium_archive(article: Article, folder: Path) -> Path:
    """The browser's "Web page, single file" (MHTML), asked for over its debugging pipe."""
    page = _write(folder, "page.html", PAGES["newspaper"](article.title, article.paragraphs)).resolve().as_uri()
    (their_in, our_out), (our_in, their_out) = os.pipe(), os.pipe()
    command = f"exec {' '.join(CHROMIUM)} --remote-debugging-pipe 3<&{their_in} 4>&{their_out}"
    running = subprocess.Popen(["bash", "-c", command], pass_fds=(their_in, their_out), stderr=subprocess.DEVNULL)
    received = bytearray()

    def ask(method: str, session: str | None = None, until: str = "result", **values: object) -> dict[str, object]:
        message = {"id": 1, "method": method, "params": values} | ({"sessionId": session} if session else {})
        os.write(our_out, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in received:
                received.extend(os.read(our_in, 65536))
            raw, _, rest = bytes(received).partition(b"\0")
            received[:] = rest
            answer = json.loads(raw)
            if answer.get("id") == 1 and until == "result":
                return dict(answer["result"])
            if answer.get("method") == until:
                return dict(answer)

    try:
        target = ask("Target.createTarget", url="about:blank")["targetId"]
        session = str(ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        ask("Page.enable", session)
        ask("Page.navigate", session, until="Page.loadEventFired", url=page)
        archive = str(ask("Page.captureSnapshot", session, format="mhtml")["data"])
    finally:
        running.kill()
        running.wait()
        for end in (their_in, our_out, our_in, their_out):
            os.close(end)
    return _write(folder, "saved.mhtml", archive)


def _mutt(article: Article, folder: Path) -> Path:
    """A message as mutt hands it to the mail server."""
    body = _write(folder, "body.txt", article.body + "\n\n-- \nPress Service\n")
    note = _write(folder, "note.txt", "An attachment.\n")
    sent = folder / "mutt.eml"
    server = _write(folder, "server", f"#!/bin/sh\ncat > '{sent.resolve()}'\n")
    server.chmod(0o755)
    settings = _write(
        folder,
        "muttrc",
        f"set sendmail='{server.resolve()}'\nset from='press@mfa.example'\nset copy=no\nset send_charset='utf-8'\n",
    )
    command = ["mutt", "-F", settings, "-s", article.title, "-a", note, "--", "desk@example.org"]
    _run(*command, stdin=body.open("rb"), env={**os.environ, "LANG": "C.UTF-8", "HOME": str(folder)})
    return sent


def _page(make: Callable[[str, Sequence[str]], str]) -> Callable[[Article, Path], Path]:
    return lambda article, folder: _write(folder, "page.html", make(article.title, article.paragraphs))


def _mail(make: Callable[[str, str], bytes]) -> Callable[[Article, Path], Path]:
    return lambda article, folder: _write(folder, "message.eml", make(article.title, article.body))


SHAPES: tuple[Shape, ...] = (
    *(Shape("HTML", name, _page(make)) for name, make in PAGES.items()),
    Shape("HTML", "page of a newspaper, saved by Chromium", _chromium_dom, tool="chromium"),
    Shape("HTML", "web archive (MHTML) of Chromium", _chromium_archive, tool="chromium"),
    Shape(
        "HTML",
        "Word, filtered page, Windows-1252",
        lambda a, f: _write(f, "page.htm", word_page(a.title, a.paragraphs)),
    ),
    Shape(
        "HTML",
        "LibreOffice, saved as HTML",
        lambda a, f: _office(_write(f, "a.fodt", flat_text(a, columns=1)), "html", "HTML (StarWriter)"),
        tool="soffice",
    ),
    Shape(
        "HTML",
        "pandoc, standalone page",
        lambda a, f: _write(
            f, "page.html", _run("pandoc", "-s", "-M", f"pagetitle={a.title}", "-t", "html", _simple_page(a, f))
        ),
        tool="pandoc",
    ),
    Shape(
        "HTML", "piece without head", lambda a, f: _write(f, "piece.html", paragraphs_html(a.paragraphs)), titled=False
    ),
    Shape(
        "DOCX",
        "LibreOffice, head and foot",
        lambda a, f: _office(_write(f, "a.fodt", flat_text(a, columns=1)), "docx", "MS Word 2007 XML"),
        tool="soffice",
    ),
    Shape(
        "DOCX",
        "LibreOffice, from a web page",
        lambda a, f: _office(_simple_page(a, f), "docx", "MS Word 2007 XML", "HTML (StarWriter)"),
        tool="soffice",
    ),
    Shape(
        "DOCX",
        "pandoc",
        lambda a, f: _write(f, "a.docx", _run("pandoc", "-t", "docx", "-o", "-", _write(f, "a.html", _page_body(a)))),
        tool="pandoc",
    ),
    Shape(
        "DOCX",
        "python-docx, head, foot, table",
        lambda a, f: _write(f, "a.docx", with_python_docx(a.title, a.paragraphs)),
    ),
    Shape(
        "DOCX",
        "Word, changes, notes, text box, fields",
        lambda a, f: _write(f, "a.docx", written_by_word(a.title, a.paragraphs)),
    ),
    Shape("PDF", "Chromium, printed page", _chromium_pdf, tool="chromium"),
    Shape(
        "PDF",
        "LibreOffice, head, foot, hyphens",
        lambda a, f: _office(_write(f, "a.fodt", flat_text(a, columns=1)), "pdf", "writer_pdf_Export"),
        tool="soffice",
    ),
    Shape(
        "PDF",
        "LibreOffice, two columns",
        lambda a, f: _office(_write(f, "a.fodt", flat_text(a, columns=2)), "pdf", "writer_pdf_Export"),
        tool="soffice",
    ),
    Shape("PDF", "LibreOffice, footnotes", _with_footnotes, tool="soffice"),
    Shape("PDF", "groff, hyphens", lambda a, f: _groff(a, f, columns=1), tool="groff"),
    Shape("PDF", "groff, two columns", lambda a, f: _groff(a, f, columns=2), tool="groff"),
    Shape("PDF", "LibreOffice, printed plain text", _printed_text, tool="soffice"),
    Shape("mail", "mutt, attachment, signature", _mutt, titled=False, tool="mutt"),
    *(Shape("mail", name, _mail(make), titled=False) for name, make in MAILS.items()),
)


def shapes() -> Iterator[Shape]:
    """Those whose tool is here."""
    return (shape for shape in SHAPES if not shape.tool or shutil.which(shape.tool))
