"""Reading: what becomes a document, and what every unreadable thing says."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quoth.core.errors import InputError
from quoth.core.formats.lines import read_lines
from quoth.core.model import Document
from quoth.core.readers import read


def write(folder: Path, content: bytes, name: str = "talks.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def lines(of: Iterable[str | bytes]) -> list[Document | InputError]:
    raw = b"".join(line.encode() if isinstance(line, str) else line for line in of)
    return list(read_lines(io.BufferedReader(io.BytesIO(raw)), "all.jsonl"))


def test_a_text_is_the_file_as_it_is(tmp_path: Path) -> None:
    path = write(tmp_path, "Talks\r\nin Oslo –\tnow.\u2028".encode())
    assert read(path, source="Courier", date="2024-05-30") == Document(
        "talks.txt", "Talks\r\nin Oslo –\tnow.\u2028", source="Courier", date="2024-05-30"
    )


def test_offsets_point_into_a_file_with_a_byte_order_mark(tmp_path: Path) -> None:
    from quoth.core.segment.sentences import parse

    document = read(write(tmp_path, b"\xef\xbb\xbfTalks go on."))
    assert document.text == "\ufeffTalks go on."
    assert [sentence.span for sentence in parse(document).sentences] == [(1, 13)]


PROSE = "The ministers of the two countries met in Oslo on Monday and spoke about fish, oil and wind.\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Lisbon and Oslo agree on wind\n\n", "Lisbon and Oslo agree on wind"),
        ("Lisbon and Oslo agree on wind\r\n\r\n", "Lisbon and Oslo agree on wind"),
        ("Lisbon and Oslo agree on wind\n", None),
        ("Lisbon and Oslo agree.\n\n", None),
        ("Oval Office\n\n3:12 P.M. EST\n\n", None),
        ("Aboard the royal train\n\n3:12 P.M. EST\n\n", None),
        ("", None),
    ],
)
def test_a_first_line_is_the_title_only_where_it_clearly_is_one(tmp_path: Path, head: str, title: str | None) -> None:
    path = write(tmp_path, (head + PROSE).encode())
    assert read(path).title == title
    assert read(path, title="Given").title == "Given"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\n", "empty"),
        (b"text\0text", "a binary file, not a text (byte 4 is"),
        (b"\x7fELF\x01\x02\x03" + bytes(range(1, 9)) * 40, "a binary file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", "a picture; run OCR"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or Outlook file; save it as .docx"),
        (b"{\\rtf1\\ansi Words.}", "RTF; save it as .docx"),
        (
            b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text",
            "an OpenDocument text; save it",
        ),
        (b"BZh91AY&SY", "packed with bzip2; unpack it first"),
        (b'<?xml version="1.0"?><nitf><body/></nitf>', "XML that is neither a page nor a feed"),
        (b'[{"id": "a", "text": "b"}]', "JSON, but not JSON lines"),
        (b'{\n  "id": "a",\n  "text": "b"\n}', "JSON, but not JSON lines"),
        (b"one\ntwo caf\xe9\x81 three\n", "not UTF-8 at byte 11 (line 2); convert it"),
        ("Gespräche".encode("utf-16") + b"\0", "no valid UTF-16 at byte"),
    ],
)
def test_what_is_no_text_says_why_and_where(tmp_path: Path, content: bytes, message: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(InputError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}: {message}")


def test_missing_files_folders_and_odd_names(tmp_path: Path) -> None:
    for path, message in [(tmp_path / "none.txt", "no such file"), (tmp_path, "a folder"), ("a\0b", "cannot be read")]:
        with pytest.raises(InputError, match=message):
            read(path)


def test_the_largest_text_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quoth.core.readers.MAX_TEXT", 2_000_000)
    monkeypatch.setattr("quoth.core.formats.lines.MAX_TEXT", 2_000_000)
    assert len(read(write(tmp_path, b"word " * 400_000)).text) == 2_000_000
    with pytest.raises(InputError, match="larger than 2 MB"):
        read(write(tmp_path, b"word " * 400_001))
    (found,) = lines([json.dumps({"id": "a", "text": "word " * 400_001})])
    assert isinstance(found, InputError) and "larger than 2 MB" in str(found)


def test_json_lines_keep_their_text_and_bad_ones_say_which(tmp_path: Path) -> None:
    given = [
        '{"id": "a", "text": " Talks.\\r\\n", "title": "T", "date": "2024-05", "source": "S", "more": 1}\n',
        "\n",
        "{not json}\n",
        '["a", "b"]\n',
        '{"id": "b"}\n',
        '{"id": 3, "text": "x"}\n',
        '{"id": "c", "text": "  "}\n',
        '{"id": "c", "text": "x", "date": 2024}\n',
        '{"id": "\\ud800", "text": "lone \\udc00"}\n',
        "[" * 100_000 + "\n",
        b'{"id": "d", "text": "caf\xe9"}\n',
        b'{"id": "e", "text": "caf\xc3\xa9"}\n',
    ]
    found = lines(given)
    assert found[0] == Document("a", " Talks.\r\n", "T", "S", "2024-05")
    assert [document for document in found if isinstance(document, Document)][1:] == [
        Document("\ud800", "lone \udc00"),
        Document("e", "café"),
    ]
    errors = [str(error) for error in found if isinstance(error, InputError)]
    assert [error.split(": ")[1] for error in errors] == [f"line {n}" for n in (3, 4, 5, 6, 7, 8, 10, 11)]
    assert "no JSON" in errors[0] and '"text" is missing' in errors[2] and "not UTF-8 at byte 24" in errors[7]


@given(
    st.dictionaries(
        st.sampled_from(["id", "text", "title", "date", "source", "x"]), st.text() | st.integers() | st.none()
    )
)
@settings(max_examples=60, deadline=None)
def test_any_row_is_a_document_or_an_error(row: dict[str, object]) -> None:
    (found,) = lines([json.dumps(row)])
    assert isinstance(found, InputError) or (found.name == row["id"] and found.text == row["text"])


@given(st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_file_is_a_document_or_an_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = write(tmp_path_factory.mktemp("any"), content)
    try:
        document = read(path)
        assert document.text.encode() == content or document.notes or content[:2] in (b"\xff\xfe", b"\xfe\xff")
    except InputError as error:
        assert str(path) in str(error)
