"""From bytes to text, never lossy: what is declared, else UTF-8, else a guess that is told, else an error."""

from __future__ import annotations

import codecs
import re

from quoth.core.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ODD = re.compile(r"[a-z][À-ÖØ-Þ]|[^\W\d_][¡¢¤¥¦§¬¯¶¸¹¿]|[\x80-\x9f\ufffd]")
_FEW_BAD = 1000  # one in so many characters at most, where bad ones are let pass
_ALIASES = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "utf-8"}


def decode(raw: bytes, name: str, declared: str | None = None, *, marked: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text, its byte order mark kept where it is UTF-8's, and a note where the encoding is a guess.

    Bytes outside ASCII that are valid UTF-8 are UTF-8 whatever is declared: no other text looks like it by chance.
    Undeclared text that is not UTF-8 is read as Windows-1252 only where few bytes are outside ASCII and all of them
    make sense between English letters. Else InputError with the first byte's place; ``marked`` (for what is no plain
    text) reads UTF-8 with a few bad bytes all the same, each shown as U+FFFD and noted.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strict(raw, name, encoding), ()
    stated = _known(declared) if declared else None
    if stated and raw.isascii():
        return _strict(raw, name, stated), ()
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        place = f"byte {error.start} (line {line})"
    if stated and stated != "utf-8":
        try:
            return raw.decode(stated), ()
        except UnicodeDecodeError:
            pass  # some pages declare what they are not
    if not _SEQUENCE.search(raw) and sum(byte > 127 for byte in raw) * 8 < len(raw):
        text = raw.decode("windows-1252", "replace")
        if not _ODD.search(text):
            return text, ("the encoding is not stated; read as Windows-1252",)
    text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd") - raw.count("\ufffd".encode())
    if marked and bad * _FEW_BAD < len(text):
        return text, (f"bytes that are no UTF-8, read as \ufffd: {bad}",)
    raise InputError(f"{name}: not UTF-8 at {place}; convert it, for instance: iconv -f WINDOWS-1252 -t UTF-8")


def _strict(raw: bytes, name: str, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: no valid {encoding.upper()} at byte {error.start}; save it again as UTF-8") from None


def _known(label: str) -> str | None:
    label = _ALIASES.get(label.strip().lower(), label.strip().lower())
    try:
        return codecs.lookup(label).name if codecs.lookup(label)._is_text_encoding else None
    except (LookupError, ValueError):
        return None
