"""The same article in the shapes that people have it in; what stands around it is left out, and that is noted."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from quoth.core.briefing import brief
from quoth.core.errors import InputError
from quoth.core.model import Document
from quoth.core.readers import read, read_all
from sample_mails import MAILS
from sample_pages import PAGES as SITES
from sample_pages import word_page
from sample_pdf import Set, pdf
from sample_word import with_python_docx, written_by_word

TITLE = "Six wind farms for the strait"
PARAGRAPHS = (
    "OSLO, May 30 (Courier) - Norway and Portugal agreed on Thursday to build six wind farms at a cost of $3 billion.",
    "“We have talked long enough,” Foreign Minister Ida Berg said after the meeting with her colleague from Lisbon.",
    "The two sides will meet again in autumn, the minister added, and name the companies that are to take part in it.",
    "Q. Who pays? A. We do.",
)
TEXT = "\n\n".join(PARAGRAPHS)
BODY = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in PARAGRAPHS)
MENU = "<ul><li><a href='/'>Home</a></li><li><a href='/n'>News of all ministries</a></li></ul>"


def write(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("program", MAILS)
def test_a_mail_is_what_its_sender_wrote(tmp_path: Path, program: str) -> None:
    found = read(write(tmp_path, "talks.eml", MAILS[program](TITLE, TEXT)))
    assert words(found.text) == words(TEXT)
    assert (found.title, found.source, found.date, found.place) == (TITLE, "Press Service", "2024-05-30", "OSLO")


def test_a_message_and_what_is_attached_to_it_are_two_texts(tmp_path: Path) -> None:
    raw = MAILS["forwarded as an attached message"](TITLE, TEXT).replace(b"\n\n\n", b"\n\nPlease read this.\n", 1)
    own, attached = read_all(write(tmp_path, "both.eml", raw))
    assert isinstance(own, Document) and isinstance(attached, Document)
    assert (own.name, own.text.strip(), own.source) == ("both.eml", "Please read this.", "Ola")
    assert (attached.name, words(attached.text), attached.source) == ("both.eml#2", words(TEXT), "Press Service")


def test_a_picture_within_a_letter_does_not_end_it(tmp_path: Path) -> None:
    parts = [
        b"Content-Type: text/plain\n\nFirst words.\n",
        b"Content-Type: image/png\nContent-Disposition: inline\n\nxx\n",
    ]
    parts += [b"Content-Type: text/html\n\n<div>Last<br>words.</div>\n"]
    head = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    raw = head + b"".join(b"--b\n" + part for part in parts) + b"--b--\n"
    assert read(write(tmp_path, "a.eml", raw)).text == "First words.\n\nLast\nwords.\n"


def test_a_mailbox_is_its_messages(tmp_path: Path) -> None:
    letter = "From press@mfa.example Thu May 30 10:00:00 2024\nFrom: Press <press@mfa.example>\nSubject: Re: {0}\n\nWords of {0}.\n\n"
    found = list(read_all(write(tmp_path, "sent.mbox", letter.format("one") + letter.format("two"))))
    assert [(item.name, item.title, item.text.strip()) for item in found if isinstance(item, Document)] == [
        ("sent.mbox", "one", "Words of one."),
        ("sent.mbox#2", "two", "Words of two."),
    ]


@pytest.mark.parametrize(
    ("made", "notes"),
    [
        (with_python_docx(TITLE, PARAGRAPHS), ()),
        (
            written_by_word(TITLE, PARAGRAPHS),
            ("1 footnote left out", "2 deletions left out", "1 comment left out", "1 hidden passage left out"),
        ),
    ],
)
def test_a_word_file_is_its_final_text(tmp_path: Path, made: bytes, notes: tuple[str, ...]) -> None:
    found = read(write(tmp_path, "talks.docx", made))
    assert found.text == f"{TITLE}\n\n{TEXT}"
    assert (found.title, found.notes) == (TITLE, notes)


PAGES = {
    "with all around it": f"<html><head><title>{TITLE} | Ministry</title></head><body><header><nav>{MENU}</nav></header>"
    f"<main><h1>{TITLE}</h1><p class='byline'>By Jane Miller</p><div class='share'><a href='#'>Share</a></div>"
    f"<div class='body'>{BODY}</div></main><aside><h2>Related</h2><p>The ambassador of Norway came to visit the capital.</p></aside>"
    f"<section class='comments'><p>I do not agree with any of this.</p></section><footer>All rights reserved</footer></body></html>",
    "all within a form": f"<html><head><title>{TITLE}</title></head><body><form id='aspnetForm' action='/'><input type='hidden' name='v'>"
    f"<div id='menu'>{MENU}</div><div id='content'><h1>{TITLE}</h1>{BODY}</div><div id='footer'>{MENU}</div></form></body></html>",
    "line breaks for paragraphs": f"<html><head><title>{TITLE}</title></head><body><nav>{MENU}</nav><h1>{TITLE}</h1><div id='text'>"
    f"{'<br><br>'.join(map(escape, PARAGRAPHS))}</div><footer>{MENU}</footer></body></html>",
    "of an office program": f"<html><head><title>{TITLE}</title></head><body><div title='header'><p>For release</p></div><h1>{TITLE}</h1>{BODY}"
    "<div title='footer'><p>Page 1</p></div></body></html>",
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_its_headline_and_article(tmp_path: Path, page: str) -> None:
    found = read(write(tmp_path, "page.html", PAGES[page]))
    assert found.text == f"{TITLE}\n\n{TEXT}"
    assert (found.title, found.place) == (TITLE, "OSLO")


@pytest.mark.parametrize("site", SITES)
def test_a_page_of_a_site_is_its_headline_and_article(tmp_path: Path, site: str) -> None:
    found = read(write(tmp_path, "page.html", SITES[site](TITLE, PARAGRAPHS)))
    assert found.text == f"{TITLE}\n\n{TEXT}"
    assert found.title == TITLE


def test_a_page_of_word_in_windows_1252(tmp_path: Path) -> None:
    found = read(write(tmp_path, "page.htm", word_page(TITLE, PARAGRAPHS)))
    assert (found.text, found.title) == (f"{TITLE}\n\n{TEXT}", TITLE)


def test_a_web_archive_is_its_page(tmp_path: Path) -> None:
    head = "From: <Saved by Blink>\nSubject: x\nDate: Wed, 25 Nov 2026 10:00:00 GMT\nMIME-Version: 1.0\n"
    parts = "Content-Type: multipart/related; type='text/html'; boundary=b\n\n--b\nContent-Type: text/html\n\n"
    found = read(write(tmp_path, "page.mhtml", head + parts + PAGES["with all around it"] + "\n--b--\n"))
    assert (found.text, found.title, found.date) == (f"{TITLE}\n\n{TEXT}", TITLE, None)


def test_what_a_page_declares_does_not_turn_utf_8_into_something_else(tmp_path: Path) -> None:
    page = f"<html><head><meta charset='iso-8859-1'><title>T</title></head><body>{BODY}</body></html>"
    assert "“We have talked" in read(write(tmp_path, "a.html", page)).text
    latin = f"<html><head><meta charset='iso-8859-1'><title>T</title></head><body>{BODY}</body></html>".encode("cp1252")
    assert "“We have talked" in read(write(tmp_path, "b.html", latin)).text
    noted = read(write(tmp_path, "c.html", (page + "x" * 2000).encode() + b"\xff"))
    assert noted.notes == ("bytes that are no UTF-8, read as \ufffd: 1",)


def test_a_pdf_is_read_column_after_column_with_its_pages(tmp_path: Path) -> None:
    left = [
        "The ministers of the two coun-",
        "tries met in Oslo to speak of",
        "their self-",
        "defence and of wind farms. The",
        "talks went on for two days and",
    ]
    right = [
        "ended with a statement that both",
        "signed. Norway and Portugal are",
        "to build six farms in the strait",
        "by the end of the year, at a cost",
        "of $3 billion, it says.",
    ]
    last = ["On the next page Ida Berg said", "that all was well."]

    def around(number: int) -> list[Set]:
        return [Set(60, 810, "Ministry of Foreign Affairs"), Set(280, 20, f"Page {number} of 2")]

    first = [Set(60, 770, TITLE, 20)]
    for row, (one, other) in enumerate(zip(left, right, strict=True)):
        first += [Set(60, 720 - 14 * row, one), Set(330, 720 - 14 * row, other)]
    second = [Set(60, 720 - 14 * row, line) for row, line in enumerate(last)]
    second.insert(1, Set(217, 724, "1", 6))
    second += [Set(60, 60, "1 Her own words, as told to the", 8), Set(60, 50, "Courier.", 8)]
    found = read(write(tmp_path, "talks.pdf", pdf([around(1) + first, around(2) + second])))
    assert found.text == (
        f"{TITLE}\n\nThe ministers of the two countries met in Oslo to speak of their self-defence and of wind farms. The talks "
        "went on for two days and ended with a statement that both signed. Norway and Portugal are to build six farms in "
        "the strait by the end of the year, at a cost of $3 billion, it says.\n\n"
        "On the next page Ida Berg said that all was well."
    )
    assert (found.title, found.pages) == (TITLE, (0, found.text.index("On the next page")))
    assert found.notes == ("footnotes of 1 page left out",)


def test_a_citation_names_the_page_of_a_pdf(tmp_path: Path) -> None:
    from quoth.store import MemoryLibrary
    from quoth.tui.output.cite import cite
    from quoth.tui.output.fields import record

    first = [Set(60, 720, "The ministers of the two countries met in Oslo.")]
    second = [Set(60, 720, "Minister Ida Berg said on Monday that all was well.")]
    briefing = brief(read(write(tmp_path, "talks.pdf", pdf([first, second]))))
    (row,) = MemoryLibrary([briefing]).quotes().rows
    assert ", page 2, characters " in cite(row, briefing)
    assert ", page 2, characters " in cite(row)
    assert record(row)["page"] == 2


def test_a_scan_and_a_page_without_words_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a PDF without text, a scan perhaps; run OCR"):
        read(write(tmp_path, "scan.pdf", pdf([[]])))
    with pytest.raises(InputError, match="a page without words"):
        read(write(tmp_path, "page.html", "<html><body><script>1</script></body></html>"))


def test_rows_of_the_same_id_stay_apart_and_a_title_is_for_one_text(tmp_path: Path) -> None:
    from quoth.core.errors import UsageError

    rows = 'text,id,date\n"One talk.",7,30/05/2024\n"Another talk.",7,03/04/2024\n"A third.",,"May 3, 2024"\n'
    path = write(tmp_path, "talks.txt", rows)
    found = [item for item in read_all(path, source="Courier") if isinstance(item, Document)]
    assert [(item.name, item.date, item.source) for item in found] == [
        ("talks.txt#7", "2024-05-30", "Courier"),
        ("talks.txt#7-2", None, "Courier"),
        ("talks.txt#3", "2024-05-03", "Courier"),
    ]
    assert found[1].notes == ("its date '03/04/2024' is not understood; write it as 2024-05-30",)
    with pytest.raises(UsageError, match="holds many texts; a title is for one"):
        read(path, title="T")
