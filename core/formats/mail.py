"""E-mail: the message's own words; who, when and about what come from its headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime

from quoth.core.errors import InputError
from quoth.core.formats.decoding import decode
from quoth.core.formats.web import blocks, parse_html
from quoth.core.model import Document

MAX_PARTS = 1_000
_REPLY = re.compile(
    r"^(?:On\b[^\n]{5,200}(?:\n[^\n]{1,200})?\bwrote:[ \t]*$"
    r"|-{2,}\s*Original Message\s*-{2,}|_{20,}\s*\nFrom:\s"
    r"|From:[^\n]+\n(?:Sent|Date):[^\n]+\n(?:To|Cc|Subject):)",
    re.MULTILINE,
)
_FORWARD = re.compile(
    r"^(?:-{2,}\s*Forwarded message\s*-{2,}|Begin forwarded message:)[ \t]*\n+((?:[A-Z][A-Za-z-]+:[^\n]*\n+|[ \t]+\S[^\n]*\n)*)",
    re.MULTILINE,
)
_SIGNATURE = re.compile(r"^-- ?$(?:\n.*)*\Z", re.MULTILINE)
_QUOTED = re.compile(r"^>.*(?:\n|\Z)", re.MULTILINE)
_QUOTED_HTML = ".//blockquote[@type='cite']|.//*[contains(@class,'gmail_quote')]|.//*[contains(@class,'moz-cite-prefix')]|.//*[contains(@id,'divRplyFwdMsg')]|.//*[contains(@id,'divRplyFwdMsg')]/following-sibling::*"
_SIGNATURE_HTML = (
    ".//*[contains(@class,'gmail_signature')]|.//*[contains(@class,'moz-signature')]|.//*[@id='Signature']"
)


def read_mail(raw: bytes, name: str) -> Iterator[Document]:
    """One message. Earlier messages that it quotes, its signature and attachments are left out, and that is noted.

    A forwarded message is what was sent on to be read, so it stays.
    """
    message = message_from_bytes(raw, policy=default)
    parts = list(message.walk())
    if len(parts) > MAX_PARTS:
        raise InputError(f"{name}: more than {MAX_PARTS} parts; not read")
    text, notes = _body(message, name)
    attached = sum(bool(part.is_attachment()) for part in parts)
    if attached:
        notes = (*notes, f"{attached} attachment{'s' * (attached > 1)} left out")
    if not text.strip():
        raise InputError(f"{name}: an e-mail without words of its own")
    yield Document(
        name, text, title=_header(message, "Subject"), source=_sender(message), date=_date(message), notes=notes
    )


def _body(message: EmailMessage, name: str) -> tuple[str, tuple[str, ...]]:
    part = message.get_body(("plain", "html"))
    if part is None:
        raise InputError(f"{name}: an e-mail without a text part")
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    text, notes = decode(raw, name, part.get_content_charset())
    if part.get_content_subtype() == "html":
        return _html_body(text, name, notes)
    text = text.replace("\r\n", "\n")
    if (part.get_param("format") or "") == "flowed":
        text = _unflowed(text, part.get_param("delsp") == "yes")
    return _own_words(text, notes)


def _html_body(text: str, name: str, notes: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    tree = parse_html(text, name, "mail")
    for path, note in ((_QUOTED_HTML, "quoted replies left out"), (_SIGNATURE_HTML, "signature left out")):
        found = tree.xpath(path)
        for element in found:
            if element.getparent() is not None:
                element.drop_tree()
        notes += (note,) if found else ()
    return "\n\n".join(blocks(tree)), notes


def _own_words(text: str, notes: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    text = _FORWARD.sub("", text)
    reply = _REPLY.search(text)
    own = text[: reply.start()] if reply else text
    if reply and not own.strip():  # an answer below what it quotes
        own = text[reply.end() :]
    unquoted = _QUOTED.sub("", own)
    if reply or unquoted != own:
        notes += ("quoted replies left out",)
    signed = _SIGNATURE.search(unquoted)
    if signed and len(signed[0]) < 1_000:
        unquoted, notes = unquoted[: signed.start()], (*notes, "signature left out")
    return unquoted.strip("\n") + "\n" if unquoted.strip() else "", notes


def _unflowed(text: str, delete_space: bool) -> str:
    """Lines that end in a space go on in the next one (RFC 3676); the signature's mark does not."""
    lines: list[str] = []
    flows = False
    for line in text.split("\n"):
        line = line.removeprefix(" ")
        if flows and not line.startswith(">"):
            lines[-1] += line
        else:
            lines.append(line)
        flows = line.endswith(" ") and line != "-- "
        if flows and delete_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _header(message: EmailMessage, key: str) -> str | None:
    return " ".join(str(message.get(key) or "").split()) or None


def _sender(message: EmailMessage) -> str | None:
    shown, address = parseaddr(_header(message, "From") or "")
    return shown or address.rpartition("@")[2] or None


def _date(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message.get("Date") or "")).date().isoformat()
    except (TypeError, ValueError, IndexError):
        return None
