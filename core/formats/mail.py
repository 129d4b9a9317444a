"""E-mail: the message's own words; who, when and about what come from its headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage, Message, MIMEPart
from email.policy import default
from email.utils import parseaddr
from typing import cast

from quoth.core.errors import InputError
from quoth.core.formats.dateline import iso_date
from quoth.core.formats.decoding import decode
from quoth.core.formats.markup import parse_html, words_of
from quoth.core.formats.web import read_page
from quoth.core.model import Document

MAX_PARTS = 1_000
MAX_NESTED = 20
MAX_MESSAGES = 10_000
_BOX = re.compile(rb"^From [^\n]+\r?\n(?=[A-Za-z-]+:|>From )", re.MULTILINE)
_HEADS = r"(?:Sent|Date|To|Cc|Subject):"
_REPLY = re.compile(
    r"^(?:On\b[^\n]{5,200}(?:\n[^\n]{1,200})?\bwrote:[ \t]*$"
    r"|-{2,}\s*Original Message\s*-{2,}|_{20,}\s*\n\s*From:\s"
    rf"|\*?From:[^\n]{{3,300}}?\s\*?{_HEADS}[^\n]+\s\*?{_HEADS})",
    re.MULTILINE,
)
_HEAD_LINES = (
    r"((?:\*?(?:From|Sent|Date|To|Cc|Bcc|Reply-To|Subject|Importance|Attachments):[^\n]*\n+(?:[ \t]+\S[^\n]*\n)*){2,})"
)
_FORWARD = re.compile(
    rf"^(?:-{{2,}}\s*Forwarded message\s*-{{2,}}|Begin forwarded message:)[ \t]*\n+{_HEAD_LINES}", re.MULTILINE
)
_HEADS_FIRST = re.compile(
    rf"\s*(?:-{{2,}}\s*Original Message\s*-{{2,}}\s*\n)?(?=\*?From:){_HEAD_LINES}"
)  # nothing was added
_MARKS = re.compile(r"^\*|(?<=:)\*|\n(?=\n)", re.MULTILINE)  # bold print in plain text, blank lines
_SIGNATURE = re.compile(
    r"^(?:-- ?|_{2,}\n?Sent from [^\n]{3,60}|(?:Sent from|Get Outlook for)(?: my)? (?:\w+ )?"
    r"(?:iP\w+|Android|Outlook|Mail|mobile|phone|Samsung|Galaxy|Windows|BlackBerry)[^\n]{0,60})$",
    re.MULTILINE,
)
_SIGNATURE_MOST = 1_000  # characters; what is longer is no signature
_QUOTED = re.compile(r"^>.*(?:\n|\Z)", re.MULTILINE)
_QUOTED_HTML = (
    ".//blockquote[@type='cite']|.//*[contains(@class,'gmail_quote')][not(contains(.,'Forwarded message'))]"
    "|.//*[contains(@class,'moz-cite-prefix')]|.//*[contains(@id,'divRplyFwdMsg')]"
    "|.//*[contains(@id,'divRplyFwdMsg')]/following-sibling::*"
)
_SIGNATURE_HTML = (
    ".//*[contains(@class,'gmail_signature')]|.//*[contains(@class,'moz-signature')]|.//*[@id='Signature']"
)
_ANSWERED = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)


def read_mail(raw: bytes, name: str) -> Iterator[Document | InputError]:
    """The message, then each message attached to it; of a mailbox file each message.

    Earlier messages that one quotes, its signature and its attachments are left out, and that is noted; a message that
    was sent on is what is to be read, so it stays, with its own sender and date. A browser's web archive is its page.
    """
    envelopes = list(_BOX.finditer(raw)) if raw.startswith(b"From ") else []
    if len(envelopes) > MAX_MESSAGES:
        raise InputError(f"{name}: more than {MAX_MESSAGES} messages; split it")
    if not envelopes:
        yield from _read_message(raw, name)
    for number, envelope in enumerate(envelopes, start=1):
        end = envelopes[number].start() if number < len(envelopes) else len(raw)
        try:
            yield from _read_message(raw[envelope.end() : end], f"{name}#{number}")
        except InputError as error:
            yield error


def _read_message(raw: bytes, name: str) -> Iterator[Document]:
    message = message_from_bytes(raw, policy=default)
    if not isinstance(message, EmailMessage):  # the policy makes no other
        raise InputError(f"{name}: no e-mail that can be read")
    if _is_web_archive(message):
        yield read_page(*_decoded(_page_of(message, name), name), name)
        return
    attached = list(_attached(message, name))
    found = [document for part in (message, *attached) if (document := _document(part, name))]
    if not found:
        raise InputError(f"{name}: an e-mail without words of its own")
    yield from found


def _attached(message: EmailMessage, name: str) -> Iterator[EmailMessage]:
    """The messages in it, outermost first; walked by hand so that depth and number have a limit."""
    parts = 0
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        parts += 1
        if parts > MAX_PARTS or depth > MAX_NESTED:
            raise InputError(f"{name}: more than {MAX_PARTS} parts, or {MAX_NESTED} within each other; not read")
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            yield cast(EmailMessage, part.get_payload(0))
        if part.is_multipart():
            waiting += [(cast(EmailMessage, inner), depth + 1) for inner in reversed(_parts(part))]


def _parts(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [inner for inner in payload if isinstance(inner, Message)] if isinstance(payload, list) else []


def _document(message: EmailMessage, name: str) -> Document | None:
    """The message's own words with what its headers say; None where it has none."""
    read = [_words_of(part, name) for part in _bodies(message)]
    text, found = "\n\n".join(words for words, _ in read), [note for _, notes in read for note in notes]
    sent_on = _FORWARD.search(text) or _HEADS_FIRST.match(text)
    own, more = _own_words(text[: sent_on.start()] + text[sent_on.end() :] if sent_on else text)
    if not own.strip():
        return None
    attachments = sum(
        bool(part.is_attachment()) and part.get_content_type() != "message/rfc822" for part in message.iter_parts()
    )
    notes = tuple(dict.fromkeys((*found, *more)))
    notes += (f"{attachments} attachment{'s' * (attachments > 1)} left out",) if attachments else ()
    about = message
    if sent_on and not text[: sent_on.start()].strip():
        about = message_from_bytes(_MARKS.sub("", sent_on[1]).encode("utf-8", "replace"), policy=default)
    return Document(
        name,
        own,
        title=_subject(about) or _subject(message),
        source=_sender(about) or _sender(message),
        date=_date(about) or _date(message),
        notes=notes,
    )


def _bodies(part: MIMEPart) -> Iterator[MIMEPart]:
    """The parts to be read in order, of alternatives the plain one; a picture in a letter parts its text in two."""
    if part.is_attachment() or part.get_content_type() == "message/rfc822":
        return
    if part.get_content_type() == "multipart/mixed":
        for inner in part.iter_parts():
            yield from _bodies(inner)
    elif body := part.get_body(("plain", "html")):
        yield body


def _words_of(part: MIMEPart, name: str) -> tuple[str, tuple[str, ...]]:
    text, notes = _decoded(part, name)
    if part.get_content_subtype() == "html":
        words, left = _page_words(text, name)
        return words, notes + left
    text = text.replace("\r\n", "\n")
    if (part.get_param("format") or "") == "flowed":
        text = _unflowed(text, part.get_param("delsp") == "yes")
    return text, notes


def _is_web_archive(message: EmailMessage) -> bool:
    """A page saved by a browser or by Word as one file: a mail by its form, sent by and to nobody."""
    return message.get_content_type() == "multipart/related" and not (message["To"] or message["Received"])


def _page_of(message: EmailMessage, name: str) -> MIMEPart:
    part = next((part for part in message.iter_parts() if part.get_content_subtype() == "html"), None)
    if part is None:
        raise InputError(f"{name}: a web archive without a page")
    return part


def _decoded(part: MIMEPart, name: str) -> tuple[str, tuple[str, ...]]:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    return decode(raw, name, part.get_content_charset(), marked=True)


def _page_words(text: str, name: str) -> tuple[str, tuple[str, ...]]:
    if not text.strip():
        return "", ()
    tree = parse_html(text, name, "mail")
    notes: tuple[str, ...] = ()
    for path, note in ((_QUOTED_HTML, "quoted replies left out"), (_SIGNATURE_HTML, "signature left out")):
        found = tree.xpath(path)
        for element in found:
            if element.getparent() is not None:
                element.drop_tree()
        notes += (note,) if found else ()
    return words_of(tree, "\n"), notes


def _own_words(text: str) -> tuple[str, tuple[str, ...]]:
    """What the sender wrote, without what is answered and the signature, and notes of what was left out."""
    notes: tuple[str, ...] = ()
    reply = _REPLY.search(text)
    own = text[: reply.start()] if reply else text
    if reply and not own.strip():  # an answer below what it quotes
        own = text[reply.end() :]
    unquoted = _QUOTED.sub("", own)
    if reply or unquoted != own:
        notes += ("quoted replies left out",)
    marks = (mark.start() for mark in _SIGNATURE.finditer(unquoted))
    signed = next((start for start in marks if len(unquoted) - start < _SIGNATURE_MOST), None)
    if signed is not None:
        unquoted, notes = unquoted[:signed], (*notes, "signature left out")
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


def _header(message: EmailMessage, key: str) -> str:
    return " ".join(str(message.get(key) or "").split())


def _subject(message: EmailMessage) -> str | None:
    return _ANSWERED.sub("", _header(message, "Subject")) or None


def _sender(message: EmailMessage) -> str | None:
    shown, address = parseaddr(_header(message, "From"))
    return shown or address.rpartition("@")[2] or None


def _date(message: EmailMessage) -> str | None:
    return iso_date(_header(message, "Date") or _header(message, "Sent"))
