"""First working library: everything in memory, searched by looking at each row. The index takes its place."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from quoth.core.errors import UsageError
from quoth.core.folding import words
from quoth.core.model import Briefing, Document, Quote, Span
from quoth.core.query import (
    And,
    DateRange,
    Everything,
    Field,
    Node,
    Not,
    NumberRange,
    Or,
    Phrase,
    Query,
    Word,
    parse_query,
)
from quoth.core.query_values import day_of
from quoth.core.topic_table import TopicTable
from quoth.store.interface import Library
from quoth.store.records import from_record, to_record
from quoth.store.rows import (
    Added,
    DocumentRow,
    NumberRow,
    Page,
    QuoteRow,
    Report,
    SentenceRow,
    SpeakerRow,
    SubjectRow,
    TopicRow,
)


@dataclass
class _Kept:
    briefing: Briefing
    row: DocumentRow


class MemoryLibrary(Library):
    """Briefings in memory, for ``quoth FILE``."""

    def __init__(
        self, briefings: Iterable[Briefing] = (), *, topics: TopicTable | None = None, name: str = "memory"
    ) -> None:
        self.name, self.read_only = name, False
        self._topics = topics
        self._kept: dict[str, _Kept] = {}
        self._version = 0
        for briefing in briefings:
            self.add(briefing)

    def add(self, briefing: Briefing, *, again: bool = False) -> Added:
        known = self.knows(briefing.document)
        if known and not again:
            return Added(known, "same", self._kept[known].row.revision)
        document = briefing.document
        id = known or _id(document)
        quotes = Counter(quote.kind == "direct" for quote in briefing.quotes)
        row = DocumentRow(
            id,
            document.name,
            document.title,
            document.source,
            document.date,
            datetime.now(UTC).isoformat(timespec="seconds"),
            1,
            len(briefing.sentences),
            quotes[True],
            quotes[False],
            len(briefing.numbers),
        )
        self._keep(_Kept(briefing, row))
        return Added(id, "new", 1)

    def _keep(self, kept: _Kept) -> None:
        self._kept[kept.row.id] = kept
        self._version += 1

    def knows(self, document: Document) -> str | None:
        for id, kept in self._kept.items():
            if kept.briefing.document.sha256 == document.sha256:
                return id
        return None

    def _find(self, id: str) -> _Kept:
        ids = [known for known in self._kept if known.startswith(id)]
        if id in self._kept:
            ids = [id]
        if len(ids) != 1:
            raise UsageError(f"{id}: " + ("no such document" if not ids else f"could be {', '.join(ids[:5])}"))
        return self._kept[ids[0]]

    def get(self, id: str) -> Briefing:
        return self._find(id).briefing

    def document(self, id: str) -> DocumentRow:
        return self._find(id).row

    def remove(self, id: str, *, purge: bool = False) -> DocumentRow:
        row = self._find(id).row
        del self._kept[row.id]
        self._version += 1
        return row

    def set_metadata(
        self, id: str, *, title: str | None = None, source: str | None = None, date: str | None = None
    ) -> DocumentRow:
        kept = self._find(id)
        set_: dict[str, Any] = {
            k: v or None for k, v in {"title": title, "source": source, "date": date}.items() if v is not None
        }
        briefing = replace(kept.briefing, document=replace(kept.briefing.document, **set_))
        self._keep(_Kept(briefing, replace(kept.row, **set_)))
        return self._kept[kept.row.id].row

    def _sorted(self) -> list[_Kept]:
        return sorted(self._kept.values(), key=lambda kept: -(day_of(kept.row.date) or 0))

    def documents(
        self, query: str | Query = "", *, limit: int = 200, offset: int = 0, order: str = "date"
    ) -> Page[DocumentRow]:
        tree = _tree(query)
        return _page([k.row for k in self._sorted() if _matches(tree, _facts_of_document(k))], limit, offset)

    def quotes(
        self, query: str | Query = "", *, limit: int = 200, offset: int = 0, order: str = "date"
    ) -> Page[QuoteRow]:
        rows: list[QuoteRow] = []
        tree = _tree(query)
        for kept in self._sorted():
            text = kept.briefing.document.text
            for index, quote in enumerate(kept.briefing.quotes):
                facts = _facts_of_quote(kept, quote)
                if _matches(tree, facts):
                    said = " ... ".join(span.of(text) for span in quote.content)
                    speakers = tuple(map(kept.briefing.speaker, quote.speakers))
                    rows.append(QuoteRow(kept.row, index, quote, speakers, said, _hits(tree, text, quote.content)))
        return _page(rows, limit, offset)

    def numbers(
        self, query: str | Query = "", *, limit: int = 200, offset: int = 0, order: str = "date"
    ) -> Page[NumberRow]:
        rows: list[NumberRow] = []
        tree = _tree(query)
        for kept in self._sorted():
            text = kept.briefing.document.text
            for index, number in enumerate(kept.briefing.numbers):
                quote = next((q for q in kept.briefing.quotes if any(s.overlaps(number.span) for s in q.content)), None)
                sentence = next((s for s in kept.briefing.sentences if s.span.overlaps(number.span)), None)
                facts = _facts_of_quote(kept, quote) if quote else dict(_document_facts(kept))
                facts["text"] = [] if sentence is None else [w.text for w in words(text, *sentence.span)]
                facts["kind"] = [number.kind]
                facts["unit"] = [(number.unit or "").lower()]
                facts["values"] = [number.value]
                if _matches(tree, facts):
                    rows.append(
                        NumberRow(
                            kept.row,
                            index,
                            number,
                            number.span.of(text),
                            number.counts.of(text) if number.counts else "",
                            quote,
                            tuple(map(kept.briefing.speaker, quote.speakers)) if quote else (),
                            _hits(tree, text, (sentence.span,)) if sentence else (),
                        )
                    )
        return _page(rows, limit, offset)

    def sentences(
        self, query: str | Query = "", *, limit: int = 200, offset: int = 0, order: str = "date"
    ) -> Page[SentenceRow]:
        rows: list[SentenceRow] = []
        tree = _tree(query)
        for kept in self._sorted():
            text = kept.briefing.document.text
            for index, sentence in enumerate(kept.briefing.sentences):
                facts = dict(_document_facts(kept)) | {
                    "text": [w.text for w in words(text, *sentence.span)],
                    "speaker": _names(kept.briefing, sentence.speakers),
                    "topic": [t.id for t in sentence.topics],
                    "about": list(sentence.subjects),
                    "kind": [sentence.speech],
                }
                if _matches(tree, facts):
                    speakers = tuple(map(kept.briefing.speaker, sentence.speakers))
                    hits = _hits(tree, text, (sentence.span,))
                    rows.append(SentenceRow(kept.row, index, sentence, sentence.span.of(text), speakers, hits))
        return _page(rows, limit, offset)

    def topics(self, query: str | Query = "") -> tuple[TopicRow, ...]:
        table = self._topics or TopicTable.load()
        quotes = Counter(t for row in self.quotes(query, limit=10**9).rows for t in row.quote.topics)
        numbers = Counter(t for row in self.numbers(query, limit=10**9).rows if row.quote for t in row.quote.topics)
        sentences = Counter(t.id for row in self.sentences(query, limit=10**9).rows for t in row.sentence.topics)
        ids = sorted(set(quotes) | set(sentences), key=lambda id: (-quotes[id], -sentences[id], id))
        label = {t.id: t.label for t in table.topics}
        return tuple(TopicRow(id, label.get(id, id), quotes[id], numbers[id], sentences[id]) for id in ids)

    def speakers(self, query: str | Query = "") -> tuple[SpeakerRow, ...]:
        quotes: Counter[str] = Counter()
        numbers: Counter[str] = Counter()
        documents: dict[str, set[str]] = {}
        known: dict[str, Any] = {}
        for row in self.quotes(query, limit=10**9).rows:
            for s in row.speakers:
                quotes[s.id] += 1
                known[s.id] = s
                documents.setdefault(s.id, set()).add(row.document.id)
        for nrow in self.numbers(query, limit=10**9).rows:
            for s in nrow.speakers:
                numbers[s.id] += 1
        ids = sorted(known, key=lambda id: (-quotes[id], id))
        return tuple(
            SpeakerRow(
                i,
                known[i].name,
                known[i].kind,
                known[i].titles,
                known[i].party,
                quotes[i],
                numbers[i],
                len(documents[i]),
            )
            for i in ids
        )

    def subjects(self, query: str | Query = "") -> tuple[SubjectRow, ...]:
        sentences: Counter[str] = Counter()
        documents: dict[str, set[str]] = {}
        known = {s.id: s for kept in self._kept.values() for s in kept.briefing.subjects}
        for row in self.sentences(query, limit=10**9).rows:
            for id in row.sentence.subjects:
                sentences[id] += 1
                documents.setdefault(id, set()).add(row.document.id)
        ids = sorted(sentences, key=lambda id: (-sentences[id], id))
        return tuple(
            SubjectRow(i, known[i].name, known[i].kind, sentences[i], len(documents[i])) for i in ids if i in known
        )

    def hits(self, id: str, query: str | Query) -> tuple[Span, ...]:
        text = self.get(id).document.text
        return _hits(_tree(query), text, (Span(0, len(text)),))

    def version(self) -> str:
        return str(self._version)

    def check(
        self,
        *,
        analyse: Callable[[Document], Briefing] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Report:
        return Report(len(self._kept))

    def close(self) -> None:
        pass


class FileLibrary(MemoryLibrary):
    """Briefings in a folder."""

    def __init__(
        self, folder: Path | str, read_only: bool = False, name: str | None = None, *, topics: TopicTable | None = None
    ) -> None:
        self._folder = Path(folder)
        self._loading = True
        super().__init__(topics=topics, name=name or self._folder.name)
        self.read_only = read_only
        for path in sorted(self._folder.glob("*.json")):
            record = json.loads(path.read_text())
            self._keep(_Kept(from_record(record), DocumentRow(**record["row"])))
        self._loading = False

    def _keep(self, kept: _Kept) -> None:
        super()._keep(kept)
        if not self._loading:
            from dataclasses import asdict

            self._folder.mkdir(parents=True, exist_ok=True)
            record = to_record(kept.briefing) | {"row": asdict(kept.row)}
            (self._folder / f"{kept.row.id}.json").write_text(json.dumps(record))

    def remove(self, id: str, *, purge: bool = False) -> DocumentRow:
        row = super().remove(id, purge=purge)
        (self._folder / f"{row.id}.json").unlink()
        return row


def _id(document: Document) -> str:
    slug = "-".join(w.text for w in words(document.title or document.name.rsplit(".", 1)[0]))[:40].strip("-")
    return f"{slug or 'text'}-{document.sha256[:4]}"


def _tree(query: str | Query) -> Node:
    return (parse_query(query) if isinstance(query, str) else query).tree


def _names(briefing: Briefing, ids: Iterable[str]) -> list[str]:
    return [f"{id} {briefing.speaker(id).name}" for id in ids]


def _document_facts(kept: _Kept) -> dict[str, Any]:
    row = kept.row
    return {"doc": [f"{row.id} {row.name} {row.title or ''}"], "day": day_of(row.date), "text": []}


def _facts_of_document(kept: _Kept) -> dict[str, Any]:
    b = kept.briefing
    return dict(_document_facts(kept)) | {
        "text": [w.text for w in words(b.document.text)],
        "speaker": [f"{s.id} {s.name}" for s in b.speakers],
        "party": [s.party or "" for s in b.speakers],
        "topic": [t for q in b.quotes for t in q.topics],
        "about": [f"{s.id} {s.name}" for s in b.subjects],
        "act": [q.act for q in b.quotes],
        "kind": [q.kind for q in b.quotes],
        "values": [n.value for n in b.numbers],
        "unit": [n.unit or "" for n in b.numbers],
    }


def _facts_of_quote(kept: _Kept, quote: Quote) -> dict[str, Any]:
    b = kept.briefing
    inside = [n for n in b.numbers if any(c.overlaps(n.span) for c in quote.content)]
    states = ["verbatim" if quote.kind == "direct" else "reported"]
    states += ["uncertain"] * (quote.confidence < 0.5) + ["collective"] * (len(quote.speakers) > 1)
    return dict(_document_facts(kept)) | {
        "text": [w.text for span in quote.content for w in words(b.document.text, *span)],
        "speaker": _names(b, quote.speakers),
        "party": [b.speaker(i).party or "" for i in quote.speakers],
        "topic": list(quote.topics),
        "act": [quote.act],
        "kind": [quote.kind],
        "is": states,
        "about": [f"{s.id} {s.name}" for s in b.subjects if any(c.holds(m) for c in quote.content for m in s.mentions)],
        "values": [n.value for n in inside],
        "unit": [n.unit or "" for n in inside],
    }


def _matches(node: Node, facts: dict[str, Any]) -> bool:
    match node:
        case Everything():
            return True
        case And(parts):
            return all(_matches(part, facts) for part in parts)
        case Or(parts):
            return any(_matches(part, facts) for part in parts)
        case Not(part):
            return not _matches(part, facts)
        case Word(text, _):
            return any(w == text or w.startswith(text) for w in facts["text"])
        case Phrase(parts_, _):
            return _phrase(" ".join(parts_), " ".join(facts["text"]))
        case Field(name, parts_, _):
            return any(_phrase(" ".join(parts_), " ".join(w.text for w in words(v))) for v in facts.get(name, []))
        case NumberRange(low, high):
            return any(isinstance(v, int | float) and low <= v <= high for v in facts.get("values", []))
        case DateRange(low_day, high_day):
            return facts["day"] is not None and low_day <= facts["day"] <= high_day


def _phrase(phrase: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(phrase)}", text) is not None


def _hits(node: Node, text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    wanted = [n.text for n in Query("", node).wanted() if isinstance(n, Word)]
    wanted += [w for n in Query("", node).wanted() if isinstance(n, Phrase) for w in n.words]
    return tuple(
        Span(w.start, w.end) for span in spans for w in words(text, *span) if any(w.text.startswith(x) for x in wanted)
    )


def _page(rows: list[Any], limit: int, offset: int) -> Page[Any]:
    return Page(tuple(rows[offset : offset + limit]), min(len(rows), 1000), len(rows) > 1000)
