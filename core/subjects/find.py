"""Subjects: the named places, events, bodies and agreements that a text speaks about, each under one name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from quoth.core.model import Span, Speaker, Subject, SubjectKind
from quoth.core.parse import Parse
from quoth.core.people.names import fold, slug
from quoth.core.subjects.phrases import Name, find_names


def find_subjects(parse: Parse, speakers: Sequence[Speaker]) -> tuple[Subject, ...]:
    """The named things of a document in the order of their first mention, with all their mentions.

    Speakers are not listed again, nor the countries that only say whose an office is. A short form ("the Commission",
    an acronym given in brackets) counts to the full name that it stands for.
    """
    said = _Speakers(speakers)
    entries = _Entries()
    brackets = _brackets(parse)
    for sentence in parse.sentences:
        for name in find_names(sentence.tokens):
            if not said.hold(name, parse.text) and not _is_dateline(name, parse):
                entries.add(name, brackets.get(name.span.end))
    return entries.subjects()


_ACRONYM_LENGTH = 5


class _Speakers:
    """Whom the text quotes: their names and the places where they are named."""

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        self._names = {fold(speaker.name) for speaker in speakers}
        self._words = {word for s in speakers if s.kind == "person" for word in fold(s.name).split()}
        self._spans = {mention for speaker in speakers for mention in speaker.mentions}
        self._people = sorted(mention for s in speakers if s.kind == "person" for mention in s.mentions)

    def hold(self, name: Name, text: str) -> bool:
        if name.span in self._spans or self._in_person(name.span.start):
            return True
        key = fold(name.name)
        return key in self._names or (not name.known and all(word in self._words for word in key.split()))

    def _in_person(self, offset: int) -> bool:
        at = bisect_right(self._people, offset, key=lambda mention: mention.start) - 1
        return at >= 0 and offset < self._people[at].end


@dataclass(slots=True, eq=False)
class _Entry:
    name: str
    kind: SubjectKind
    head: str
    known: bool
    mentions: list[Span] = field(default_factory=list)

    @property
    def is_doubtful(self) -> bool:
        """Whether it is only a long word in capitals, seen once."""
        return self.kind == "other" and not self.known and len(self.mentions) < 2 and len(self.name) > _ACRONYM_LENGTH


class _Entries:
    """The subjects so far, found again by name, acronym, shorter form and head word."""

    def __init__(self) -> None:
        self._by_key: dict[str, _Entry] = {}
        self._by_head: dict[str, _Entry] = {}

    def add(self, name: Name, acronym: str | None) -> None:
        entry = self._find(name)
        if entry is None:
            return
        entry.mentions.append(name.span)
        if name.head:
            self._by_head[name.head] = entry
        if acronym:
            self._by_key.setdefault(fold(acronym), entry)

    def _find(self, name: Name) -> _Entry | None:
        key = fold(name.name)
        if name.kind is None:
            return self._by_head.get(name.head)
        entry = self._by_key.get(key) or self._longer(name, key) or self._spelled_out(name)
        if entry is None:
            entry = _Entry(name.name, name.kind, name.head, name.known)
        self._by_key[key] = entry
        return entry

    def _longer(self, name: Name, key: str) -> _Entry | None:
        """The entry that the name is the end of: Inter-Governmental Commission, Pakistan-Azerbaijan ... Commission."""
        entry = self._by_head.get(name.head) if name.head and not name.known else None
        if entry is not None and entry.kind == name.kind and fold(entry.name).endswith(" " + key):
            return entry
        return None

    def _spelled_out(self, name: Name) -> _Entry | None:
        """The entry whose words an acronym is made of: LDP, the Liberal Democratic Party."""
        if name.kind != "other" or name.known:
            return None
        return next((e for e in self._by_key.values() if e.kind != "other" and _initials(e.name) == name.name), None)

    def subjects(self) -> tuple[Subject, ...]:
        found: dict[str, _Entry] = {}
        for entry in dict.fromkeys(self._by_key.values()):
            if entry.is_doubtful:
                continue
            base, number = slug(entry.name), 2
            id = base
            while id in found:
                id, number = f"{base}-{number}", number + 1
            found[id] = entry
        subjects = (Subject(id, e.name, e.kind, tuple(sorted(set(e.mentions)))) for id, e in found.items())
        return tuple(sorted(subjects, key=lambda subject: subject.mentions[0]))


def _brackets(parse: Parse) -> dict[int, str]:
    """Where a name ends that an acronym in brackets follows: Trade and Investment Framework (TIFA)."""
    found = {}
    for sentence in parse.sentences:
        tokens = sentence.tokens
        for before, opening, word, closing in zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False):
            if opening.text == "(" and closing.text == ")" and len(word.text) > 1 and word.text.isupper():
                found[before.end] = word.text
    return found


def _initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in words if word[0].isupper()) if len(words) > 2 else ""


def _is_dateline(name: Name, parse: Parse) -> bool:
    rest = parse.text[name.span.end : name.span.end + 4]
    return name.span.start < 3 and rest.lstrip(" ,")[:1] in ("-", "–", "—")
