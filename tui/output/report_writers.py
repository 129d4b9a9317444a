"""A report as plain text, as Markdown and as one HTML page. Each yields its lines."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from html import escape

from quoth.core.model import Briefing
from quoth.core.query.tree import Query
from quoth.core.topics.table import TopicTable
from quoth.store import Library, MemoryLibrary
from quoth.store.records import to_record
from quoth.tui.output.report import NOTE, PLACES, Figure, Report, Said, Voice, gather
from quoth.tui.output.writers import Output, json_line, markdown

READABLE = 100  # columns at most
VOICE_HEADS = ("Speaker", "Office", "Verbatim", "Reported")
FIGURE_HEADS = ("Figure", "Of", "Value", "Named by", "Source")
STYLE = (
    "body{max-width:50em;margin:2em auto;padding:0 1em;font:1em/1.5 serif}table{border-collapse:collapse}"
    "td,th{border:1px solid;padding:.2em .5em;text-align:left;vertical-align:top}small{opacity:.75}"
)


def write_report(
    library: Library, query: str | Query, title: str, format: str, output: Output, limit: int | None = None
) -> None:
    """The report of what a search finds, as text, md or html. An empty title is the source's own, or Briefing."""
    _write(gather(library, query, title, limit=limit), format, output)


def write_briefing(briefing: Briefing, format: str, output: Output, topics: TopicTable | None = None) -> None:
    """The briefing of one document as text, md, html or json (the SCHEMA record)."""
    if format == "json":
        output.write(json_line(to_record(briefing)))
        return
    with MemoryLibrary([briefing], topics=topics) as library:
        _write(gather(library, "", "", sources=library.documents().rows), format, output)


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
    if report.search:
        yield fill(f"Search: {report.search}", "", "  ")
    yield from (fill(source, f"[{number}] ", "    ") for number, source in enumerate(report.sources, start=1))
    yield fill(NOTE, "", "")
    if report.voices:
        yield from ("", "WHO SPEAKS")
    for voice in report.voices:
        office = f" ({voice.office})" if voice.office else ""
        yield fill(f"{voice.name}{office}: {_how_often(voice)}", "  ", "      ")
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
            f"- {figure.who}",
        ]
        yield fill(f"{' '.join(filter(None, known))} {_reference(figure, report)}", "  - ", "    ")


def write_markdown(report: Report) -> Iterator[str]:
    """To hand on: headings, lists, tables of speakers and figures, numbered sources."""
    yield from (f"# {markdown(report.title)}", "", f"{markdown(report.summary)}. {NOTE}")
    if report.search:
        yield from ("", f"Search: {markdown(report.search)}")
    if report.voices:
        yield from ("", "## Who speaks", "", *_markdown_table(VOICE_HEADS, map(_voice_cells, report.voices)))
    for section in report.sections:
        yield from ("", f"## {markdown(section.topic)}")
        for who, said in section.voices:
            yield from ("", f"**{markdown(who)}**", "")
            yield from (f"- {markdown(one.words)} {_numbered(one)}" for one in said)
    if report.figures:
        yield from ("", "## Figures", "", *_markdown_table(FIGURE_HEADS, map(_figure_cells, report.figures)))
    yield from ("", "## Sources", "")
    yield from (f"{number}. {markdown(source)}" for number, source in enumerate(report.sources, start=1))
    yield from ("", PLACES)


def write_html(report: Report) -> Iterator[str]:
    """The same as one page without script or address."""
    title = escape(report.title)
    yield from ("<!doctype html>", '<html lang="en">', '<meta charset="utf-8">', f"<title>{title}</title>")
    yield from (f"<style>{STYLE}</style>", f"<h1>{title}</h1>", f"<p>{escape(report.summary)}. {NOTE}</p>")
    if report.search:
        yield f"<p>Search: {escape(report.search)}</p>"
    if report.voices:
        yield from ("<h2>Who speaks</h2>", *_html_table(VOICE_HEADS, map(_voice_cells, report.voices)))
    for section in report.sections:
        yield f"<h2>{escape(section.topic)}</h2>"
        for who, said in section.voices:
            yield from (f"<h3>{escape(who)}</h3>", "<ul>")
            yield from (f"<li>{escape(one.words)} <small>{escape(_numbered(one))}</small></li>" for one in said)
            yield "</ul>"
    if report.figures:
        yield from ("<h2>Figures</h2>", *_html_table(FIGURE_HEADS, map(_figure_cells, report.figures)))
    yield from ("<h2>Sources</h2>", "<ol>", *(f"<li>{escape(source)}</li>" for source in report.sources), "</ol>")
    yield from (f"<p><small>{escape(PLACES)}</small></p>", "</html>")


_WRITERS: dict[str, Callable[[Report], Iterator[str]]] = {"md": write_markdown, "html": write_html}


def _markdown_table(heads: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for *cells, last in rows:  # the last is a count or a place
        yield f"| {' | '.join([*map(markdown, cells), last])} |"


def _html_table(heads: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    yield f"<table>\n<tr>{''.join(f'<th>{head}' for head in heads)}</tr>"
    yield from (f"<tr>{''.join(f'<td>{escape(cell)}' for cell in row)}</tr>" for row in rows)
    yield "</table>"


def _voice_cells(voice: Voice) -> tuple[str, ...]:
    return voice.name, voice.office, str(voice.verbatim), str(voice.reported)


def _how_often(voice: Voice) -> str:
    counts = ((voice.verbatim, "verbatim"), (voice.reported, "reported"))
    return ", ".join(f"{count} {how}" for count, how in counts if count)


def _figure_cells(figure: Figure) -> tuple[str, ...]:
    return figure.text, figure.counted, figure.value, figure.who, _numbered(figure)


def _numbered(one: Said | Figure) -> str:
    """The source's number and the place in it."""
    return f"[{one.source}: {one.place}]"


def _reference(one: Said | Figure, report: Report) -> str:
    return _numbered(one) if len(report.sources) > 1 else f"[{one.place}]"
