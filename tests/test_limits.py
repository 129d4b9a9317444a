"""Hostile files: each format's limits hold, no entity is expanded, no address is fetched, and the next file is read."""

from __future__ import annotations

import gzip
import io
import signal
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path

import pytest
from quoth.core.errors import InputError
from quoth.core.formats import apart
from quoth.core.formats.pdf import MAX_PAGES, read_pdf
from quoth.core.model import Document
from quoth.core.readers import read, read_all
from sample_pdf import Set, pdf
from sample_word import written_by_word

LAUGHS = "<!DOCTYPE x [<!ENTITY a 'lol'>" + "".join(
    f"<!ENTITY {later} '{f'&{name};' * 10}'>" for name, later in zip("abcdefgh", "bcdefghi", strict=True)
)
FILE = f"{LAUGHS}<!ENTITY out SYSTEM 'file:///etc/passwd'>]>"


def write(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def error_of(path: Path) -> str:
    (found,) = read_all(path)
    assert isinstance(found, InputError)
    assert str(path) in str(found)
    return str(found)


def word(document: str) -> bytes:
    """A Word file whose main part is replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(written_by_word("T", ["one", "two"]))) as made,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in made.namelist():
            archive.writestr(name, document if name == "word/document.xml" else made.read(name))
    return stream.getvalue()


def test_a_page_nested_a_hundred_thousand_deep(tmp_path: Path) -> None:
    for opened in ("<div>", "<b>", "<table><tr><td>", "<ul><li>"):
        assert "nested" in error_of(write(tmp_path, "deep.html", f"<html><body>{opened * 100_000}word"))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    feed = (
        f"<?xml version='1.0'?>{FILE}<rss version='2.0'><channel><item><title>&i;&out;</title></item></channel></rss>"
    )
    assert "declares entities" in error_of(write(tmp_path, "laughs.xml", feed))
    page = write(
        tmp_path, "laughs.html", f"<?xml version='1.0'?>{FILE}<html><body><p>Words &i;&out; here.</p></body></html>"
    )
    assert len(read(page).text) < 1_000 and "root:" not in read(page).text
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    for declared in (FILE, "<!DOCTYPE x [<!ENTITY out SYSTEM 'file:///etc/passwd'><!ENTITY i 'lol'>]>"):
        body = "<w:p><w:r><w:t>Words &i;&out;</w:t></w:r></w:p>"
        made = word(
            f"<?xml version='1.0'?>{declared}<w:document xmlns:w='{space}'><w:body>{body}</w:body></w:document>"
        )
        (found,) = read_all(write(tmp_path, "laughs.docx", made))
        assert "amplification" in str(found) if declared == FILE else isinstance(found, Document)
        assert "root:" not in str(found)


def test_files_that_unpack_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quoth.core.readers.MAX_TEXT", 1_000_000)
    monkeypatch.setattr("quoth.core.readers.MAX_FILE", 1_000_000)
    for name in ("bomb.txt.gz", "bomb.html.gz", "bomb.csv.gz"):
        assert "larger than 1 MB" in error_of(write(tmp_path, name, gzip.compress(b"text,id\n" + b" " * 2_000_000)))
    lines = b'{"id": "a", "text": "Words."}\n{"id": "b", "text": "' + b" " * 60_000_000 + b'"}\n'
    first, second = read_all(write(tmp_path, "bomb.jsonl.gz", gzip.compress(lines, 1)))
    assert isinstance(first, Document)
    assert "line 2 has more than 50 MB" in str(second)


def test_a_pdf_of_too_many_pages(tmp_path: Path) -> None:
    few = [[Set(60, 700, "Words.")]]
    with pytest.raises(InputError, match=f"more than the {MAX_PAGES}"):
        list(read_pdf(pdf(few * (MAX_PAGES + 1)), "long.pdf"))
    million = pdf(few).replace(b"/Count 1 ", b"/Count 1000000 ")
    assert "1000000 pages, more than" in error_of(write(tmp_path, "claims.pdf", million))


def test_a_mail_nested_without_end_and_one_of_a_thousand_parts(tmp_path: Path) -> None:
    nested = EmailMessage()
    nested.set_content("Words.")
    for _ in range(40):
        outer = EmailMessage()
        outer["From"] = "a@b.example"
        outer.set_content("Words.")
        outer.add_attachment(nested)
        nested = outer
    assert "within each other" in error_of(write(tmp_path, "deep.eml", nested.as_bytes()))
    parts = "".join(f"--b\nContent-Type: text/plain\n\nWord {number}.\n" for number in range(1_100))
    head = "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    assert "more than 1000 parts" in error_of(write(tmp_path, "many.eml", f"{head}{parts}--b--\n"))
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3_000))
    error_of(
        write(
            tmp_path, "endless.eml", f"From: a@b.example\nMIME-Version: 1.0\n{deep}Content-Type: text/plain\n\nWords.\n"
        )
    )


def test_large_attachments_are_passed_over(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Message-ID"] = "a@b.example", "<1@b.example>"
    message.set_content("Words of the message.")
    message.add_attachment(bytes(6_000_000), maintype="application", subtype="octet-stream", filename="a.bin")
    found = read(write(tmp_path, "large.eml", message.as_bytes()))
    assert (found.text.strip(), found.notes) == ("Words of the message.", ("1 attachment left out",))


def test_a_parser_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    write(tmp_path, "endless.py", "def read(raw, name):\n    while True:\n        pass\n")
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from quoth.core.formats import apart; apart.SECONDS = 0; "
        "apart.FORMATS['slow'] = ('endless', 'read'); apart._confine(); apart._serve(sys.stdin.buffer, sys.stdout.buffer)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, input=b'["slow", "a", 0]\n', capture_output=True)
    assert (done.returncode, done.stdout) == (-signal.SIGXCPU, b"")


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("kill -XCPU $$", "takes more than 20 seconds"),
        ("exec sleep 100", "takes more than 20 seconds"),
        ("kill -SEGV $$", "its parser broke down"),
    ],
)
def test_a_file_that_ends_the_parser_is_an_error_and_the_next_file_is_read(
    monkeypatch: pytest.MonkeyPatch, end: str, said: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(apart, "_worker", apart.Worker(("sh", "-c", f"read line; {end}")))
        patch.setattr(apart, "PATIENCE", 0.5)
        (lost,) = apart.read_apart("html", b"<p>Words.</p>", "lost.html")
        assert isinstance(lost, InputError) and f"lost.html: {said}" in str(lost)
    (sound,) = apart.read_apart("html", b"<p>Words.</p>", "sound.html")
    assert isinstance(sound, Document)


@contextmanager
def listening() -> Iterator[tuple[int, list[object]]]:
    """A port of this machine, and who has called there."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)

        def wait() -> None:
            with suppress(OSError):
                calls.append(server.accept())

        waiting = threading.Thread(target=wait)
        waiting.start()
        yield server.getsockname()[1], calls
        waiting.join()


def test_no_address_is_fetched(tmp_path: Path) -> None:
    with listening() as (port, calls):
        there = f"http://127.0.0.1:{port}"
        page = f"<!DOCTYPE html SYSTEM '{there}/a.dtd'><html><head><link rel=stylesheet href='{there}/a.css'><base href='{there}/'>"
        page += f"<script src='{there}/a.js'></script></head><body><img src='{there}/a.png'><iframe src='{there}'></iframe><p>Some words of the page.</p></body></html>"
        assert "Some words" in read(write(tmp_path, "page.html", page)).text
        feed = f"<rss version='2.0'><channel><title>C</title><link>{there}</link><item><link>{there}/1</link><description>Words.</description></item></channel></rss>"
        assert read(write(tmp_path, "feed.xml", feed)).text == "Words."
    assert calls == []


def test_a_reader_can_neither_connect_nor_run_nor_write(tmp_path: Path) -> None:
    tries = {
        "socket": "import socket; socket.create_connection(('127.0.0.1', 9))",
        "program": "import subprocess; subprocess.run(['true'])",
        "system": "import os; os.system('true')",
        "file": f"open({str(tmp_path / 'out')!r}, 'w')",
    }
    for what, attempt in tries.items():
        script = f"from quoth.core.formats.apart import _confine\n_confine()\ntry:\n    {attempt}\nexcept PermissionError:\n    print('refused')"
        done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
        assert done.stdout == "refused\n", what
    assert not (tmp_path / "out").exists()
