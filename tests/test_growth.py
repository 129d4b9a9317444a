"""Work grows with the length of a text, not with its square: calls are counted, so a busy machine changes nothing."""

from functools import partial

import pytest
from growth import calls
from quoth.core import brief
from quoth.core.model import Document
from quoth.store import MemoryLibrary

TEXTS = {
    "namesakes": "John {0}ton spoke. He met Mary {0}ton. ",
    "one name": "President Biden said that Biden had met Biden's Biden. ",
    "pounds": "£5 and 6 pounds and 7lb, ",
    "letters at numbers": "N95 Rs5 A$6 5m 6k ",
    "marks": "“ \" ' ’ ‘ ” ",
    "open quotation": "“He said they said she said ",
    "no stop": "he said that they had gone and come and gone and ",
    "one sentence of figures": "from 40 to 50 percent of 3 million or 2 of 5, ",
    "turns": "Q: Why?\n\nMR. {0}: Because we said so.\n\n",
    "titles": "Deputy Prime Minister and Foreign Minister and Secretary of State and ",
    "commas": "Anna, Berg, Carl, Dorn, ",
    "brackets": "([{{(so [he) }} spoke]) and came. ",
    "blank lines": "\n \n\t\n",
    "one word": "a",
    "stops": ". . . ",
    "dates": "On May 5, 2024, and 6 May and Thursday, ",
    "power": "99999999999999999999.5^30 ",
}


def text_of(pattern: str, length: int) -> str:
    names = (chr(65 + i % 26) + chr(97 + i // 26 % 26) + chr(97 + i // 676 % 26) for i in range(length))
    pieces: list[str] = []
    size = 0
    for name in names:
        if size >= length:
            break
        pieces.append(pattern.format(name))
        size += len(pieces[-1])
    return "".join(pieces)[:length]


@pytest.mark.parametrize("name", TEXTS)
def test_twice_the_text_is_about_twice_the_work(name: str) -> None:
    brief(Document("warm", text_of(TEXTS[name], 500)))
    documents = [Document("growth", text_of(TEXTS[name], length)) for length in (2_500, 5_000)]
    once, twice = (calls(partial(brief, document)) for document in documents)
    assert twice < 2.4 * once + 2_000, f"{once} calls, then {twice}"


@pytest.mark.parametrize("name", TEXTS)
def test_whatever_was_found_can_be_kept_and_searched(name: str) -> None:
    with MemoryLibrary([brief(Document(name, text_of(TEXTS[name], 1_500)))]) as library:
        assert library.documents().total == 1
        assert library.numbers("number:>=0").total >= 0
