"""The grammar of titles: "Deputy Prime Minister", "Secretary of State", "Assistant to the President", "PM"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quoth.core.people.names import Lexicon
from quoth.core.people.words import Words

_LONGEST = 12
_JOINING = frozenset(("and", "of", "for", "&", "the"))
_PREPOSITIONS = frozenset(("of", "for", "to", "on", "at", "in"))
_LOWER_TAILS = frozenset(("state", "government", "staff", "mission"))
_OFFICERS_BY_SECRETARY = frozenset(("secretary", "attorney", "director", "solicitor", "consul", "prosecutor"))


@dataclass(frozen=True, slots=True)
class Title:
    """A title from its first word up to ``end``. ``rank`` is the class of its head word; ``party`` a country in it."""

    end: int
    words: str
    rank: str
    gender: str = ""
    party: str | None = None


def read_title(words: Words, at: int) -> Title | None:
    """The title that starts at a word: modifiers, a head word, and a tail as in "of State"."""
    lex = words.lex
    gender = lex.office_gender.get(f"{words.word(at)} {words.word(at + 1)}")
    if gender is not None:
        return Title(at + 2, " ".join(words.text[at : at + 2]), "leader", gender)
    end, last, rank = at, -1, ""
    while end < at + _LONGEST and ((word := words.word(end)) in lex.title_words or word in lex.title_plurals):
        kind = _class(words, end)
        if last >= 0 and (kind == "honorific" or (kind and word in lex.given)):
            break
        if kind:
            last, rank = end, kind
        end += 1
    if last < 0 or not _address_fits(words, at, last):
        return None
    head = words.low[last]
    before = words.low[at:last]
    if rank == "minister" and "prime" in before:
        rank = "leader"
    elif head == "general" and _OFFICERS_BY_SECRETARY.intersection(before):
        rank = "official"
    elif rank == "honorific" and not words.text[last][0].isupper():
        return None
    gender = next((lex.title_gender[word] for word in words.low[at : last + 1] if word in lex.title_gender), "")
    end, party = last + 1, None
    if rank != "honorific":
        end, party = _tail(words, end)
    return Title(end, " ".join(words.text[at:end]), rank, gender, party)


def _class(words: Words, at: int) -> str:
    """The class of a head word; of a plural where names follow ("Senators Hill and Moss"); empty for a modifier."""
    low = words.low[at]
    if low == "executive":
        return "official" if words.word(at - 1) == "chief" else ""
    if low in words.lex.title_plurals:
        names = (
            words.text[at][0].isupper() and words.capital(at + 1) and words.word(at + 1) not in words.lex.title_words
        )
        return words.lex.title_class[words.lex.title_plurals[low]] if names else ""
    return words.lex.title_class.get(low, "")


def _address_fits(words: Words, at: int, last: int) -> bool:
    """ "His Majesty" is a title, "his president" is not."""
    if words.low[at] in ("his", "her", "your", "their"):
        return words.word(at + 1) in words.lex.addresses
    return True


def _tail(words: Words, at: int) -> tuple[int, str | None]:
    """Where the tail of a title ends, and the country it names; ``at`` itself where there is none."""
    if words.word(at) not in _PREPOSITIONS:
        return _place_tail(words, at)
    if words.word(at + 1) in _LOWER_TAILS and words.word(at) == "of":
        return at + 2, None
    definite = words.word(at + 1) == "the"
    after = at + 2 if definite else at + 1
    if after >= words.size:
        return at, None
    if definite and words.text[after][0].isupper():
        office = read_title(words, after)
        if office is not None and office.rank != "honorific" and not _office_word(words, office.end):
            return office.end, office.party
    end, party = _place_end(words, after)
    if end == after and (name := _name_in_run(words, end)) > end:
        return name, None
    while end < min(words.size, at + 2 * _LONGEST):
        after_joint = end + 1 + (words.word(end + 1) == "the") if words.low[end] in _JOINING else end
        place_end, place_party = _place_end(words, after_joint)
        if place_end > after_joint and words.low[end] != "and":
            end, party = place_end, place_party
            continue
        name = words.low[end] in words.lex.given and not _office_word(words, end + 1)
        if name or not (_office_word(words, end) or _leads_to_office(words, end)):
            break
        end, party = end + 1, None
    return (end, party) if end > after else (at, None)


def _name_in_run(words: Words, at: int) -> int:
    """Where a person's name begins among capitalised words, or ``at``: "CEO of Tesco [Dave Lewis]"."""
    if words.word(at) in words.lex.given or words.word(at) in words.lex.title_class:
        return at
    for end in range(at, at + _LONGEST):
        joins = end > at and words.word(end) in _JOINING and words.capital(end + 1)
        if not (words.capital(end) or joins) or words.word(end) in words.lex.title_class:
            break
        if words.low[end] in words.lex.given and words.low[end - 1] not in _JOINING and words.capital(end + 1):
            return end
    return at


def _place_end(words: Words, at: int) -> tuple[int, str | None]:
    """The end of the place or the two places at a word, and the country."""
    place = words.lex.places.match(words.text, at)
    if place is None or place[1].form not in ("name", "region", "capital"):
        return at, None
    end, first = place
    second = words.lex.places.match(words.text, end + 1) if words.word(end) == "and" else None
    if second is not None and second[1].form == "name":
        end = second[0]
    return end, first.name if first.form == "name" else None


def _leads_to_office(words: Words, at: int) -> bool:
    """Whether a joining word or a capitalised one stands before a word of an office: National (Unity Party)."""
    joins = words.low[at] in _JOINING or words.low[at] == ","
    return (joins or words.capital(at)) and _office_follows(words, at + 1)


def _place_tail(words: Words, at: int) -> tuple[int, str | None]:
    """The place right after a title with a name behind it: "Chief Minister Punjab Maryam Nawaz"."""
    place = words.lex.places.match(words.text, at)
    if place is None or place[1].form not in ("name", "region") or words.name_run(place[0]) - place[0] < 2:
        return at, None
    return place[0], place[1].name if place[1].form == "name" else None


def _office_word(words: Words, at: int) -> bool:
    """Whether the word can only be part of an office's name: Affairs, Committee, PLO."""
    low = words.word(at)
    return (
        bool(low)
        and words.text[at][0].isupper()
        and (low in words.lex.portfolios or low in words.lex.organisation_heads or words.acronym(at))
    )


def _office_follows(words: Words, at: int) -> bool:
    at = next((place for place in range(at, at + 4) if words.word(place) not in _JOINING), at)
    return _office_word(words, at) or (
        words.capital(at) and words.low[at] not in words.lex.given and _office_word(words, at + 1)
    )


def title_fit(lex: Lexicon, wanted: Sequence[str], title: str) -> int:
    """How well a bare title in lower case names the bearer of a full one: 3 the same, 0 not at all.

    "Minister" fits "Foreign Minister" better than "Prime Minister"; "President" does not fit "Vice President".
    """
    asked, own = lex.spelt_out(" ".join(wanted)).split(), lex.spelt_out(title).split()
    if asked == own:
        return 3
    words = set(own)
    head = next((at for at, word in enumerate(own) if word in _PREPOSITIONS), len(own))
    if not set(asked) <= words or asked[-1] != own[head - 1]:
        return 0
    if any(word in own[:head] and word not in asked for word in ("vice", "deputy", "former", "assistant", "lady")):
        return 1 if "deputy" in words and len(asked) == 1 and asked[0] == "minister" else 0
    return 1 if "prime" in words and "prime" not in asked else 2
