"""A report as plain text, as Markdown and as one HTML page. Each yields its lines."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from html import escape

from quoth.core.model import Briefing
from quoth.core.query.tree import Query
from quoth.core.topics.table import TopicTable
from quoth.store import Library, MemoryLibrary
from quoth.store.records import to_record
from quoth.tui.output.report import NOTE, Figure, Report, Said, gather
from quoth.tui.output.writers import Output, json_line, markdown

READABLE = 100  # columns at most


def write_report(
    library: Library, query: str | Query, title: str, format: str, output: Output, limit: int | None = None
) -> None:
    """The report of what a search finds, as text, md or html."""
    _write(gather(library, query, title, limit=limit), format, output)


def write_briefing(briefing: Briefing, format: str, output: Output, topics: TopicTable | None = None) -> None:
    """The briefing of one document as text, md, html or json (the SCHEMA record)."""
    if format == "json":
        output.write(json_line(to_record(briefing)))
        return
    with MemoryLibrary([briefing], topics=topics) as library:
        sources = library.documents().rows
        _write(gather(library, "", briefing.document.title or briefing.document.name, sources=sources), format, output)


def _write(report: Report, format: str, output: Output) -> None:
    lines = write_text(report, output.width or READABLE) if format == "text" else _WRITERS[format](report)
    for line in lines:
        output.write(f"{line}\n")


def write_text(report: Report, width: int = 80) -> Iterator[str]:
    """For a terminal or a mail: indented, wrapped to the width."""
    width = max(min(width, READABLE), 20)

    def fill(text: str, first: str, rest: str) -> str:
        return textwrap.fill(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)

    yield fill(report.title, "", "")
    yield fill(report.summary, "", "")
    yield from (fill(source, f"[{number}] ", "    ") for number, source in enumerate(report.sources, start=1))
    yield fill(NOTE, "", "")
    for section in report.sections:
        yield from ("", section.topic.upper())
        for who, said in section.voices:
            yield fill(who, "  ", "      ")
            yield from (fill(f"{one.words} {_reference(one, report)}", "    - ", "      ") for one in said)
    if report.figures:
        yield from ("", "FIGURES")
    for figure in report.figures:
        known = [
            figure.text,
            figure.counted,
            f"= {figure.value}" if figure.value not in ("", figure.text) else "",
            figure.who and f"- {figure.who}",
        ]
        yield fill(f"{' '.join(filter(None, known))} {_reference(figure, report)}", "  - ", "    ")


def write_markdown(report: Report) -> Iterator[str]:
    """To hand on: headings, lists, a table of figures, numbered sources."""
    yield from (f"# {markdown(report.title)}", "", f"{report.summary}. {NOTE}")
    for section in report.sections:
        yield from ("", f"## {markdown(section.topic)}")
        for who, said in section.voices:
            yield from ("", f"**{markdown(who)}**", "")
            yield from (f"- {markdown(one.words)} {markdown(_numbered(one))}" for one in said)
    if report.figures:
        yield from (
            "",
            "## Figures",
            "",
            "| Figure | Of | Value | Named by | Source |",
            "| --- | --- | --- | --- | --- |",
        )
    for figure in report.figures:
        yield "| " + " | ".join(map(markdown, _cells(figure))) + " |"
    yield from ("", "## Sources", "")
    yield from (f"{number}. {markdown(source)}" for number, source in enumerate(report.sources, start=1))


def write_html(report: Report) -> Iterator[str]:
    """The same as one page without script, style sheet or address."""
    yield from (
        "<!doctype html>",
        '<html lang="en">',
        '<meta charset="utf-8">',
        f"<title>{escape(report.title)}</title>",
    )
    yield from (f"<h1>{escape(report.title)}</h1>", f"<p>{report.summary}. {NOTE}</p>")
    for section in report.sections:
        yield f"<h2>{escape(section.topic)}</h2>"
        for who, said in section.voices:
            yield from (f"<h3>{escape(who)}</h3>", "<ul>")
            yield from (f"<li>{escape(one.words)} <small>{escape(_numbered(one))}</small></li>" for one in said)
            yield "</ul>"
    if report.figures:
        yield "<h2>Figures</h2>\n<table>\n<tr><th>Figure<th>Of<th>Value<th>Named by<th>Source</tr>"
        yield from (
            "<tr>" + "".join(f"<td>{escape(cell)}" for cell in _cells(figure)) + "</tr>" for figure in report.figures
        )
        yield "</table>"
    yield from (
        "<h2>Sources</h2>",
        "<ol>",
        *(f"<li>{escape(source)}</li>" for source in report.sources),
        "</ol>",
        "</html>",
    )


_WRITERS: dict[str, Callable[[Report], Iterator[str]]] = {"md": write_markdown, "html": write_html}


def _cells(figure: Figure) -> tuple[str, ...]:
    return figure.text, figure.counted, figure.value, figure.who, _numbered(figure)


def _numbered(one: Said | Figure) -> str:
    """The source's number and the place in it."""
    return f"[{one.source}: {one.place}]"


def _reference(one: Said | Figure, report: Report) -> str:
    return _numbered(one) if len(report.sources) > 1 else f"[{one.place}]"
