"""Readers of formats: the words of the same article, whatever it comes in."""

from __future__ import annotations

import gzip
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from quoth.core.errors import InputError
from quoth.core.formats.apart import read_apart
from quoth.core.formats.dateline import Head, head_of
from quoth.core.formats.detect import detect
from quoth.core.formats.pdf import read_pdf
from quoth.core.model import Document
from quoth.core.readers import read, read_all
from sample_pdf import Set, pdf

PARAGRAPHS = [
    "OSLO, May 30 (Courier) - Norway and Portugal agreed on Thursday to build six wind farms at a cost of $3 billion.",
    "“We have talked long enough,” Foreign Minister Ida Berg said after the meeting with her colleague from Lisbon.",
    "The two sides will meet again in autumn, the minister added, and name the companies that are to take part in it.",
]
TEXT = "\n\n".join(PARAGRAPHS)
BODY = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)
PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Six wind farms</title>"
    "<meta property='og:site_name' content='The Courier'><meta property='article:published_time' content='2024-05-30'>"
    "</head><body><nav><a href='/'>Home</a></nav><article>" + BODY + "</article><footer>All rights reserved</footer>"
    "<script>alert(1)</script></body></html>"
)


def write(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def docx(text: str) -> bytes:
    import docx as library

    made, stream = library.Document(), io.BytesIO()
    for paragraph in text.split("\n\n"):
        made.add_paragraph(paragraph)
    made.core_properties.title = "Six wind farms"
    made.save(stream)
    return stream.getvalue()


def mail(text: str) -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = "Press Office <press@example.org>", "Six wind farms"
    made["Date"], made["Message-ID"] = "Thu, 30 May 2024 10:00:00 +0200", "<1@example.org>"
    made.set_content(text)
    made.add_attachment(b"\0\1", maintype="application", subtype="octet-stream", filename="a.bin")
    return made.as_bytes()


def test_a_page_is_its_article_with_title_outlet_date_and_place(tmp_path: Path) -> None:
    found = read(write(tmp_path, "page.txt", PAGE))
    assert found.text == TEXT
    assert (found.title, found.source, found.date, found.place) == (
        "Six wind farms",
        "The Courier",
        "2024-05-30",
        "OSLO",
    )


def test_a_word_file_is_its_paragraphs(tmp_path: Path) -> None:
    found = read(write(tmp_path, "report.bin", docx(TEXT)))
    assert (found.text, found.title, found.date) == (TEXT, "Six wind farms", None)


def test_a_mail_is_its_own_words(tmp_path: Path) -> None:
    reply = "\n\nOn Wed, 29 May 2024 at 09:00, Ola wrote:\n> Is there news?\n"
    found = read(write(tmp_path, "talks.eml", mail(TEXT + "\n\n-- \nPress Office\n" + reply)))
    assert found.text.strip() == TEXT
    assert (found.title, found.source, found.date) == ("Six wind farms", "Press Office", "2024-05-30")
    assert found.notes == ("quoted replies left out", "signature left out", "1 attachment left out")


def test_a_feed_is_its_entries(tmp_path: Path) -> None:
    feed = (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>The Courier</title>"
        "<item><guid>a1</guid><title>Six wind farms</title><pubDate>Thu, 30 May 2024 10:00:00 GMT</pubDate>"
        f"<description><![CDATA[{BODY}]]></description></item><item><guid>a2</guid></item></channel></rss>"
    )
    first, second = read_all(write(tmp_path, "news.xml", feed))
    assert isinstance(first, Document) and isinstance(second, InputError)
    assert (first.name, first.text, first.source, first.date) == ("news.xml#a1", TEXT, "The Courier", "2024-05-30")


def test_rows_of_a_table_and_markdown(tmp_path: Path) -> None:
    rows = list(read_all(write(tmp_path, "a.csv", 'id;headline;body\n7;"Six";"Talks; in\nOslo."\n8;None;\n')))
    assert rows[0] == Document("a.csv#7", "Talks; in\nOslo.", "Six") and "row 2" in str(rows[1])
    found = read(
        write(tmp_path, "a.md", "---\ndate: 2024-05-30\n---\n# Six *farms*\n\nThey [talked](http://x) **on**.\n")
    )
    assert (found.text, found.title, found.date) == ("Six farms\n\nThey talked on.", "Six farms", "2024-05-30")


def test_gzip_of_any_format_and_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(write(tmp_path, "page.html.gz", gzip.compress(PAGE.encode()))).text == TEXT
    monkeypatch.setattr("quoth.core.readers.MAX_TEXT", 1_000_000)
    with pytest.raises(InputError, match="larger than 1 MB"):
        read(write(tmp_path, "bomb.txt.gz", gzip.compress(b"word " * 1_000_000)))
    with pytest.raises(InputError, match="cannot be read"):
        read(write(tmp_path, "cut.txt.gz", gzip.compress(PAGE.encode())[:-20]))


def test_hostile_files_are_errors(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 210_000_000)
    files = {
        "bomb.docx": bomb.getvalue(),
        "broken.pdf": b"%PDF-1.4\n nothing",
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    }
    for name, content in files.items():
        with pytest.raises(InputError, match=name):
            read(write(tmp_path, name, content))
    assert read(write(tmp_path, "page.html", PAGE)).text == TEXT


def test_a_missing_extra_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from quoth.core.formats.pdf import read_pdf

    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(InputError, match=r"report\.pdf is a PDF; to read it: .*python\S* -m pip install '?pypdfium2"):
        list(read_pdf(b"%PDF-1.4", "report.pdf"))


def test_encodings_are_detected_or_refused(tmp_path: Path) -> None:
    told = read(write(tmp_path, "a.txt", "“We don’t,” he said to the press in Málaga on Monday.".encode("cp1252")))
    assert told.text == "“We don’t,” he said to the press in Málaga on Monday." and "Windows-1252" in told.notes[0]
    assert read(write(tmp_path, "b.txt", "Málaga".encode("utf-16"))).text == "Málaga"
    with pytest.raises(InputError, match="not UTF-8"):
        read(write(tmp_path, "c.txt", "“We don’t,” he said.".encode("mac_roman")))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (PARAGRAPHS[0], "OSLO"),
        ("ISLAMABAD - " + PARAGRAPHS[1], "ISLAMABAD"),
        ("UNITED NATIONS (AP) — " + PARAGRAPHS[1], "UNITED NATIONS"),
        (PARAGRAPHS[1], None),
    ],
)
def test_datelines(text: str, place: str | None) -> None:
    assert head_of(text).place == place


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("OSLO, 12 March 2024\n\n", Head("OSLO", "2024-03-12")),
        ("OSLO, 12 March 2024\n", Head("OSLO", "2024-03-12")),
        ("OSLO, 12 March 2024 - ", Head("OSLO", "2024-03-12")),
        ("OSLO, 12 March 2024. ", Head("OSLO", "2024-03-12")),
        ("VALLETTA, May 3, 2024 (Coastal Press) - ", Head("VALLETTA", "2024-05-03", "Coastal Press")),
        ("VALLETTA (Coastal Press), May 3, 2024 - ", Head("VALLETTA", "2024-05-03", "Coastal Press")),
        ("GENEVA, Tuesday, May 30, 2023 (AP) — ", Head("GENEVA", "2023-05-30", "AP")),
        ("LONDON, March 4, 2024 /PRNewswire/ -- ", Head("LONDON", "2024-03-04", "PRNewswire")),
        ("MOSCOW, March 4. /TASS/. ", Head("MOSCOW", None, "TASS")),
        ("GENEVA, May 30 (AP) - ", Head("GENEVA", None, "AP")),
        ("Lisbon, 7 February 2024 - ", Head("Lisbon", "2024-02-07")),
        ("Lisbon, 7 February 2024\n\n", Head("Lisbon", "2024-02-07")),
        ("Islamabad, the 4th of March 2024\n", Head("Islamabad", "2024-03-04")),
        ("Washington, D.C., May 3, 2024\n\n", Head("Washington, D.C.", "2024-05-03")),
        ("A Dam for Two\nRio de Janeiro, 4 March 2024\n\n", Head("Rio de Janeiro", "2024-03-04")),
        ("4 March 2024\n\n", Head(None, "2024-03-04")),
        ("For Immediate Release\nMay 3, 2024\n\n", Head(None, "2024-05-03")),
        ("Press release | 12 March 2024\n\n", Head(None, "2024-03-12")),
        ("12 March 2024 | Ministry of Energy\n\n", Head(None, "2024-03-12")),
        ("Press Release: 12 March 2024\n\n", Head(None, "2024-03-12")),
        ("Jane Smith, 4 March 2024\n\n", Head(None, "2024-03-04")),  # by whom, not where
        ("LAGOS (Nigeria) - ", Head("LAGOS")),
        ("KARACHI (Staff Report) - ", Head("KARACHI")),
        ("In Paris, 4 March 2024, ", Head()),
        ("Paris, 4 March 2024, was cold. ", Head()),
        ("Paris, 4 March 2024. ", Head()),
        ("On 4 March 2024 - so it was said - ", Head()),
        ("Saturday, 4 March - ", Head()),
        ("CHINA ADDS, CANCELS LARGE WHEAT ORDERS, 4 March 2024 ", Head()),
        ("", Head()),
    ],
)
def test_what_the_head_of_a_text_says(head: str, said: Head) -> None:
    text = (
        "The ministers of both countries met on Tuesday 5 May 2020 and said they would meet again before long, in Rome."
    )
    assert head_of(head + text) == said
    running = " ".join(head.split())
    assert head_of(f"{text} {running} {text}") == Head()


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Two countries agree on a dam\n\n", "Two countries agree on a dam"),
        ("Two countries agree on a dam\nParis, 4 March 2024\n\n", "Two countries agree on a dam"),
        ("Paris, 4 March 2024\n\nTwo countries agree on a dam\n\n", "Two countries agree on a dam"),
        ("For Immediate Release\nMay 3, 2024\n\nMinister signs the accord\n\n", "Minister signs the accord"),
        ("Budget Speech, 4 March 2024\n\n", "Budget Speech, 4 March 2024"),
        ("Paris, 4 March 2024\n\n", None),
        ("Saturday, January 6, 2024\n\n", None),
        ("Press release | 12 March 2024\n\n", None),
        ("OSLO, 12 March 2024\n\n", None),
        ("MR. BURTON: Good morning to all\n\n", None),
        ("Two countries agree on a dam.\n\n", None),
        ("Two countries agree on a dam\n", None),
        ("", None),
    ],
)
def test_which_first_line_is_the_title(tmp_path: Path, head: str, title: str | None) -> None:
    text = "The ministers of both countries met on Tuesday and said that they would meet again before the year is out."
    assert read(write(tmp_path, "a.txt", head + text)).title == title


def test_a_line_that_is_a_date() -> None:
    assert head_of("Statement\nThursday, May 30, 2024\n\nWords.").date == "2024-05-30"
    assert head_of("On May 30, 2024 they met.\n31 February 2024").date is None


def test_a_plain_transcript_or_letter_stays_a_text() -> None:
    for head in (b"MR. BURTON:  Good morning.\n", b"From: A\nDate: B\nSubject: C\n\nWords", b"x < y", b"{curly} words"):
        assert detect(head, "a.txt") == "text"


def test_a_parser_that_fails_is_an_error_and_the_next_file_is_read() -> None:
    (error,) = read_apart("docx", b"PK\x03\x04 no archive", "bad.docx")
    assert isinstance(error, InputError) and "bad.docx" in str(error)
    (found,) = read_apart("markdown", b"Words.", "good.md")
    assert isinstance(found, Document)


def test_any_number_of_comments_before_a_page_or_a_text_is_passed_over_once() -> None:
    comments = b"<!-- a\n -->\n" * 5_000 + b"<!---->"
    assert detect(comments + b"Talks, he said, had begun.\n", "talks.txt") == "text"
    assert detect(comments + b"<html><p>Talks</p>", "talks.txt") == "html"
    assert detect(b"<!-- one --> -->", "talks.txt") == "text"


def test_a_text_has_one_limit_in_every_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quoth.core.formats.pdf.MAX_TEXT", 5)
    with pytest.raises(InputError, match="the most that one text may have"):
        list(read_pdf(pdf([[Set(60, 700, "Words and words.")]]), "long.pdf"))
    cell = "x" * 200_000  # more than the csv module takes by itself
    assert read(write(tmp_path, "a.csv", f"id,text\n1,{cell}\n")).text == cell
