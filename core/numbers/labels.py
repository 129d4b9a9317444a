"""Numbers that are part of a name: COP29, F-16, Boeing 727, Resolution 2259, Marine One, 9/11."""

from __future__ import annotations

from dataclasses import dataclass, field

from quoth.core.numbers.figure import Figure, Numeral
from quoth.core.numbers.lexicon import lexicon, word_set
from quoth.core.numbers.pieces import Line
from quoth.core.numbers.units import with_unit
from quoth.core.numbers.values import read_numeral

_NEAR = 12  # pieces on either side that tell a headline


@dataclass(slots=True)
class Names:
    """What is remembered of names: the digits that named something before in the document, the last name's end."""

    digits: set[str] = field(default_factory=set)
    last: int = -1


def name_at(line: Line, at: int, names: Names) -> tuple[Figure | None, int] | None:
    """The label that begins at a piece and the piece after it; (None, after) for a code that is no figure at all."""
    phrase = lexicon().labels.after(line.pieces, at)
    if phrase is not None:
        return Figure(at, phrase[1], "label", phrase[0]), phrase[1]
    if line.kind(at) not in ("d", "w") or (line.kind(at) == "w" and line.low(at) not in lexicon().cardinals):
        return None
    numeral = read_numeral(line, at)
    if numeral is None or numeral.value is None:
        return None
    stuck = _stuck(line, at, numeral)
    if stuck is not None:
        return stuck
    if numeral.form == "ordinal" and numeral.digits and _on_street(line, numeral):
        return Figure(at, numeral.last, "label", numeral.value), numeral.last
    if numeral.form != "count" or numeral.base is not None or numeral.value.denominator != 1:
        return None
    if not (
        _joined(line, at, names)
        or _headed(line, at, numeral)
        or _within_name(line, numeral)
        or _again(line, numeral, names)
    ):
        return None
    if numeral.digits:
        names.digits.add(line.low(at))
    names.last = numeral.last
    return Figure(at, numeral.last, "label", numeral.value), numeral.last


def _stuck(line: Line, at: int, numeral: Numeral) -> tuple[Figure | None, int] | None:
    """Letters stuck to the digits: COP29 before them; 4G, 747s behind them, where they are no unit."""
    if not numeral.digits:
        return None
    before = line.glued(at) and line.kind(at - 1) == "w"
    after = line.glued(at + 1) and line.kind(at + 1) == "w"
    if not before and (not after or numeral.last > at + 1 or _unit(line, numeral)):
        return None
    if (
        after
        and not before
        and line.low(at + 1) == "s"
        and line.hyphen(at - 1)
        and line.low(at - 2) in ("under", "over")
    ):
        return Figure(at, at + 2, "age", numeral.value, unit="year"), at + 2
    if line.glued(at + 2) and after and line.kind(at + 2) == "d":
        return None, at + 3
    return Figure(at, at + 1, "label", numeral.value), at + 1 + after


def _unit(line: Line, numeral: Numeral) -> bool:
    figure = with_unit(line, numeral)
    return figure is not None and figure.kind != "count"


def _joined(line: Line, at: int, names: Names) -> bool:
    """COVID-19, F-16, C5+1, #4, S.146, H.R.633."""
    mark, name = line.low(at - 1), line.low(at - 2)
    if mark in ("#", "§"):
        return True
    if not line.glued(at) or not line.glued(at - 1):
        return False
    if mark == ".":
        return line.capital(at - 2) and len(name) < 3 and line.glued(at)
    if mark == "-" and names.last == at - 1:
        return True
    if mark == "+" and line.kind(at - 2) in ("w", "d"):
        return True
    named = mark == "-" and line.kind(at - 2) == "w" and line.capital(at - 2)
    return named and name not in word_set("joins") and name not in lexicon().months and name not in lexicon().cardinals


def _headed(line: Line, at: int, numeral: Numeral) -> bool:
    """Resolution 2259, Article 370, No. 10, phase two; dial 911."""
    if (numeral.digits and "," in line.low(at)) or _unit(line, numeral):
        return False
    head = at - 1 - (line.low(at - 1) == ".")
    if line.low(head) in word_set("dial"):
        return numeral.digits and len(line.low(at)) == 3 and not line.tag_from(numeral.last).startswith(("NN", "JJ"))
    if line.low(head) not in lexicon().label_heads:
        return False
    if line.low(head) == "number" and not numeral.digits:
        return True
    spelled = numeral.digits or line.low(head) in word_set("label_heads_spelled") or line.capital(at)
    return spelled and (line.capital(head) or not line.tag_from(numeral.last).startswith("NN"))


def _within_name(line: Line, numeral: Numeral) -> bool:
    return _digits_in_name(line, numeral) if numeral.digits else _word_in_name(line, numeral)


def _word_in_name(line: Line, numeral: Numeral) -> bool:
    """Marine One, Five Point Consensus: capitals that no headline explains."""
    at = numeral.first
    neighbour = (line.capital(at - 1) and at > 1) or line.capital(numeral.last)
    return at > 0 and line.capital(at) and neighbour and line.kind(at - 1) == "w" and not _is_title(line, at)


def _digits_in_name(line: Line, numeral: Numeral) -> bool:
    """Boeing 737 Max, the Lost 52 Project, Falcon 9 rocket; 10 Downing Street."""
    at, last = numeral.first, numeral.last
    if "," in line.low(at) or _unit(line, numeral):
        return False
    if _on_street(line, numeral) and line.low(last) not in word_set("street"):
        return True
    if (
        at < 2
        or not line.capital(at - 1)
        or not line.tag_before(at).startswith("NNP")
        or not _is_name_word(line, at - 1)
    ):
        return False
    following = line.tag_from(last)
    hyphenated = line.glued(last + 1) and line.low(last + 1) == "-"  # sell Poland 96 AH-64 helicopters
    if following in ("NNS", "NNPS", "CD", "JJ", "VBN") or hyphenated or line.low(last) in ("to", "-"):
        return False
    return following != "NN" or (numeral.value != 1 and line.tag_from(last + 1) not in ("NN", "NNS"))


def _on_street(line: Line, numeral: Numeral) -> bool:
    """10 Downing Street, 42nd Street."""
    at = numeral.last
    named = (at, at + 1, at + 2) if line.capital(at) else ()
    return any(line.low(near) in word_set("street") and line.capital(near) for near in named)


def _is_name_word(line: Line, at: int) -> bool:
    words = lexicon()
    low = line.low(at)
    return low not in words.months and low not in words.weekdays and words.countries.before(line.pieces, at + 1) is None


def _is_title(line: Line, at: int) -> bool:
    """Whether most words around a piece have capitals, as in a headline."""
    words = [near for near in range(at - _NEAR, at + _NEAR) if line.kind(near) == "w"]
    return 2 * sum(line.capital(near) for near in words) > len(words)


def _again(line: Line, numeral: Numeral, names: Names) -> bool:
    """Boeing 707, ... the [707]; Resolutions 1701 and [1559]."""
    digits = line.low(numeral.first)
    if not numeral.digits or line.tag_from(numeral.last).startswith(("NNS", "JJ", "CD")):
        return False
    listed = names.last == numeral.first - 1 and line.low(names.last) in ("and", "or", ",")
    return listed or (len(digits) > 2 and digits in names.digits)
