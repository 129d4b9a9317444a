"""A search tree as SQL: words and fields as one full-text expression, amounts and dates as conditions beside it.

Row ids ascend from newest to oldest, so a search stops as soon as it has as many rows as are asked for.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from quoth.core.query.tree import And, DateRange, Everything, Field, Node, Not, NumberRange, Or, Phrase, Query, Word
from quoth.core.topics.table import TopicTable
from quoth.store.index.schema import keys_between
from quoth.store.index.stems import stem_of
from quoth.store.index.tags import ANY, COPY, magnitudes, phrase_of, whole_of

FORMS = 64
"""At most so many words of one stem, or beginning with one prefix, are looked up one by one."""
FEW = 8
"""Up to so many articles are searched as stretches of keys."""


@dataclass(slots=True)
class Plan:
    """How the rows of one kind (sentence, quote, number or document) are found, newest first."""

    kind: str
    match: str | None
    conditions: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def keys(self, database: sqlite3.Connection, limit: int) -> list[int]:
        """The keys of the rows, newest first; all of them where the limit is below zero."""
        words_table = f"{self.kind}_words"
        if self.match is not None:
            key, source, first = "rowid", words_table, [f"{words_table} MATCH ?"]
        elif self.kind == "document":
            key, source, first = "base", "document", []
        else:
            key, source, first = "key", self.kind, []
        where = " AND ".join([*first, *self.conditions]).replace("{key}", f"{source}.{key}") or "1"
        rows = database.execute(
            f"SELECT {key} FROM {source} WHERE {where} ORDER BY {key} LIMIT ?",
            (*((self.match,) if self.match is not None else ()), *self.values, limit),
        )
        return [row[0] for row in rows]


def plan(query: Query, kind: str, database: sqlite3.Connection, topics: Callable[[], TopicTable]) -> Plan:
    """Lay out a search for rows of a kind. Repeated sentences of other prints count only where ``doc:`` asks."""
    return _Planner(kind, database, topics).plan(query)


class _Planner:
    def __init__(self, kind: str, database: sqlite3.Connection, topics: Callable[[], TopicTable]) -> None:
        self.kind = kind
        self.database = database
        self.topics = topics
        self.values: list[object] = []

    def plan(self, query: Query) -> Plan:
        parts = [part for part in _conjuncts(query.tree) if not isinstance(part, Everything)]
        texts = [part for part in parts if self.is_text(part)]
        others = [part for part in parts if not self.is_text(part)]
        expressions = [self.conjunction(texts)] if texts else []
        expressions += [self.sieve(part) for part in map(_amount_of, others) if part is not None]
        beside = query.tree.parts if isinstance(query.tree, And) else ()
        units = [part for part in beside if isinstance(part, Field) and part.name == "unit"]
        conditions = [self.condition(part, units) for part in others]
        match = " AND ".join(expressions) or None
        if self.kind != "document" and not any(_asks_for_copies(node) for node in query.wanted()):
            if match is None:
                conditions.append("copy = 0")
            else:
                match = f'({match}) NOT "{COPY}"'
        return Plan(self.kind, match, conditions, self.values)

    def is_text(self, node: Node) -> bool:
        """Whether full text alone can answer it."""
        match node:
            case NumberRange() | DateRange():
                return False
            case Field(name, parts, _):
                return not (name == "is" and "undated".startswith(parts[0])) and (
                    name != "doc" or self.kind == "document"
                )
            case And(parts) | Or(parts):
                return all(map(self.is_text, parts))
            case Not(part):
                return self.is_text(part)
        return True

    def conjunction(self, parts: Sequence[Node]) -> str:
        wanted = [self.expression(part) for part in parts if not isinstance(part, Not)]
        unwanted = [self.expression(part.part) for part in parts if isinstance(part, Not)]
        expression = " AND ".join(wanted) or f'"{ANY}"'
        return f"(({expression}) NOT ({' OR '.join(unwanted)}))" if unwanted else f"({expression})"

    def expression(self, node: Node) -> str:
        match node:
            case Word(text, prefix):
                return self.word(text, prefix)
            case Phrase(parts, prefix):
                return self.word(parts[0], True) if prefix and len(parts) == 1 else _quoted(" ".join(parts), prefix)
            case Field():
                return self.field(node)
            case And(parts):
                return self.conjunction(parts)
            case Or(parts):
                return f"({' OR '.join(map(self.expression, parts))})"
            case Not():
                return self.conjunction([node])
        return f'"{ANY}"'

    def word(self, text: str, prefix: bool) -> str:
        found = dict.fromkeys((text, *forms_of(self.database, text, guess=not prefix)))
        if not prefix:
            return _any_of(map(_quoted, found))
        begun = self.begun_with(text)
        if begun is None:
            return _any_of((_quoted(text, True), *(_quoted(word) for word in found if not word.startswith(text))))
        return _any_of(map(_quoted, dict.fromkeys((*found, *begun))))

    def begun_with(self, text: str) -> list[str] | None:
        """The words that begin so, where they are few enough to be looked up one by one."""
        if len(text) <= 3:
            return None
        rows = self.database.execute(
            "SELECT word FROM form WHERE word >= ? AND word < ? LIMIT ?", (text, text + "\U0010ffff", FORMS + 1)
        ).fetchall()
        return [word for (word,) in rows] if len(rows) <= FORMS else None

    def field(self, node: Field) -> str:
        found = [_quoted(phrase_of(node.name, node.words), node.prefix)]
        if len(node.words) > 1:
            found.append(_quoted(whole_of(node.name, " ".join(node.words)), node.prefix))
        if node.name == "topic":
            found += [_quoted(whole_of("topic", id)) for id in self.topics_labelled(node)]
        if node.name == "speaker":
            found += [_quoted(whole_of("speaker", id)) for id in self.other_names(node)]
        return _any_of(found)

    def other_names(self, node: Field) -> list[str]:
        """Under which shorter names the library has the speakers that are meant."""
        rows = self.database.execute("SELECT id FROM alias WHERE instr(name, ?) LIMIT ?", (node.asked, FORMS))
        return [id for (id,) in rows]

    def topics_labelled(self, node: Field) -> list[str]:
        return [topic.id for topic in self.topics().topics if node.fits(topic.label)]

    def sieve(self, node: NumberRange) -> str:
        return _any_of(map(_quoted, magnitudes(node.low, node.high)))

    def condition(self, node: Node, units: Sequence[Field] = ()) -> str:
        """A condition on ``{key}``; its values are noted in the order of their marks."""
        match node:
            case NumberRange():
                return self.amount(node, units)
            case DateRange(low, high):
                return self.between([keys_between(low, high)])
            case Field(name="is", words=("undated",)):
                return self.between([keys_between(0, 0)])
            case Field(name="is") if not self.is_text(node):
                return f"({self.between([keys_between(0, 0)])} OR {self.found(node)})"
            case Field(name="doc") if not self.is_text(node):
                return self.document(node)
            case And(parts):
                units = [part for part in parts if isinstance(part, Field) and part.name == "unit"]
                return f"({' AND '.join(self.condition(part, units) for part in parts)})"
            case Or(parts):
                return f"({' OR '.join(map(self.condition, parts))})"
            case Not(part):
                return f"NOT {self.condition(part)}"
        return self.found(node)

    def found(self, node: Node) -> str:
        self.values.append(self.expression(node))
        return f"{{key}} IN (SELECT rowid FROM {self.kind}_words WHERE {self.kind}_words MATCH ?)"

    def amount(self, node: NumberRange, units: Sequence[Field]) -> str:
        above, below = (">", "<") if node.open else (">=", "<=")
        asked = f"a.high {above} ? AND a.low {below} ?"
        self.values += [node.low, node.high]
        for unit in units:
            asked += " AND instr(a.unit, ?)"
            self.values.append(unit.asked)
        return f"EXISTS (SELECT 1 FROM amount AS a WHERE a.kind = '{self.kind}' AND a.key = {{key}} AND {asked})"

    def document(self, node: Field) -> str:
        expression = _Planner("document", self.database, self.topics).field(node)
        found = self.database.execute(
            """SELECT base, last FROM document WHERE base IN
            (SELECT rowid FROM document_words WHERE document_words MATCH ? LIMIT ?)""",
            (expression, FEW + 1),
        ).fetchall()
        if len(found) <= FEW:
            return self.between(found)
        self.values.append(expression)
        return """(SELECT base FROM document WHERE base <= {key} ORDER BY base DESC LIMIT 1) IN
            (SELECT rowid FROM document_words WHERE document_words MATCH ?)"""

    def between(self, stretches: Sequence[tuple[int, int]]) -> str:
        """Keys in one of several stretches; the outermost bounds come first, for the search to begin there."""
        if not stretches:
            return "0"
        self.values += [min(low for low, _ in stretches), max(high for _, high in stretches)]
        bounds = "{key} BETWEEN ? AND ?"
        if len(stretches) == 1:
            return f"({bounds})"
        self.values += [key for stretch in stretches for key in stretch]
        return f"({bounds} AND ({' OR '.join(['{key} BETWEEN ? AND ?'] * len(stretches))}))"


def _conjuncts(node: Node) -> Iterator[Node]:
    """What must all hold, also of groups within; an amount stays with the units that are named beside it."""
    if not isinstance(node, And):
        yield node
        return
    for part in node.parts:
        if isinstance(part, And) and any(isinstance(inner, NumberRange) for inner in part.parts):
            figures = tuple(inner for inner in part.parts if _is_figure(inner))
            yield And(figures)
            for inner in part.parts:
                if not _is_figure(inner):
                    yield from _conjuncts(inner)
        else:
            yield from _conjuncts(part)


def _is_figure(node: Node) -> bool:
    return isinstance(node, NumberRange) or (isinstance(node, Field) and node.name == "unit")


def _amount_of(node: Node) -> NumberRange | None:
    """An amount that has to be there."""
    parts = node.parts if isinstance(node, And) else (node,)
    return next((part for part in parts if isinstance(part, NumberRange)), None)


def forms_of(database: sqlite3.Connection, word: str, *, guess: bool = True) -> list[str]:
    """All words of the word's stem that the library holds; without ``guess`` only if it holds the word itself."""
    known = database.execute("SELECT stem FROM form WHERE word = ?", (word,)).fetchone()
    if not known and not guess:
        return []
    stem = known[0] if known else stem_of(word)
    return [form for (form,) in database.execute("SELECT word FROM form WHERE stem = ? LIMIT ?", (stem, FORMS))]


def _asks_for_copies(node: Node) -> bool:
    return isinstance(node, Field) and (node.name == "doc" or (node.name == "is" and node.words == ("copy",)))


def _quoted(text: str, prefix: bool = False) -> str:
    return f'"{text}"*' if prefix else f'"{text}"'


def _any_of(expressions: Iterable[str]) -> str:
    found = list(dict.fromkeys(expressions))
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})"
