"""A message with given words of its own, as mail programs send it: with what is quoted, signed and attached around it."""

from __future__ import annotations

import base64
import quopri
import textwrap
from collections.abc import Callable
from email.message import EmailMessage
from html import escape

EARLIER = "Could you send us the text of the statement by noon?\n\nBest wishes,\nOla Nordmann"
HEAD = (
    "Return-Path: <press@mfa.example>\r\nReceived: from mx1.mfa.example (mx1.mfa.example [192.0.2.1])\r\n\tby mail.example.org"
    " with ESMTPS id 4Vq; Thu, 30 May 2024 09:31:02 +0000\r\nFrom: {sender}\r\nTo: Desk <desk@example.org>\r\n"
    "Subject: {subject}\r\nDate: Thu, 30 May 2024 14:31:00 +0500\r\nMessage-ID: <a1@mfa.example>\r\nMIME-Version: 1.0\r\n{more}"
)


def _head(title: str, sender: str = "Press Service <press@mfa.example>", more: str = "") -> str:
    subject = f"=?utf-8?B?{base64.b64encode(title.encode()).decode()}?="
    return HEAD.format(sender=sender, subject=subject, more=more)


def _part(kind: str, charset: str, encoding: str, body: str, more: str = "") -> bytes:
    raw = body.replace("\n", "\r\n").encode(charset, "xmlcharrefreplace" if kind == "html" else "replace")
    match encoding:
        case "quoted-printable":
            raw = quopri.encodestring(raw.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
        case "base64":
            raw = base64.encodebytes(raw).replace(b"\n", b"\r\n")
    head = f'Content-Type: text/{kind}; charset="{charset}"{more}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'
    return head.encode() + raw


def _alternatives(head: str, *parts: bytes, kind: str = "alternative") -> bytes:
    mark = b"----=_NextPart_000_01DA"
    body = b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in parts)
    start = f'{head}Content-Type: multipart/{kind};\r\n\tboundary="{mark.decode()}"\r\n\r\nThis is a multipart message in MIME format.\r\n\r\n'
    return start.encode() + body + b"--" + mark + b"--\r\n"


def _blocks(body: str, form: str) -> str:
    return "\n".join(form.format(escape(paragraph)) for paragraph in body.split("\n\n"))


def outlook(title: str, body: str) -> bytes:
    """Both forms in Windows-1252, the message that is answered below a line with its head."""
    head = "From: Ola Nordmann <ola@example.org>\nSent: Wednesday, May 29, 2024 10:02 AM\nTo: Press Service <press@mfa.example>\nSubject: Statement"
    plain = f"{body}\n\n-----Original Message-----\n{head}\n\n{EARLIER}\n"
    page = (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style><!-- p.MsoNormal {margin:0in} --></style></head>"
        f"<body lang=EN-US><div class=WordSection1>{_blocks(body, '<p class=MsoNormal>{}<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>')}"
        "<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p class=MsoNormal><b>From:</b> Ola Nordmann"
        " &lt;ola@example.org&gt;<br><b>Sent:</b> Wednesday, May 29, 2024 10:02 AM<br><b>To:</b> Press Service<br><b>Subject:</b> Statement</p></div></div>"
        f"{_blocks(EARLIER, '<p class=MsoNormal>{}</p>')}</div></body></html>"
    )
    return _alternatives(
        _head(title, more="X-Mailer: Microsoft Outlook 16.0\r\n"),
        _part("plain", "windows-1252", "quoted-printable", plain),
        _part("html", "windows-1252", "quoted-printable", page),
    )


def outlook_page_only(title: str, body: str) -> bytes:
    """The HTML form alone, as many gateways leave it."""
    whole = outlook(title, body)
    mark = b"------=_NextPart_000_01DA\r\n"
    start, _, page = whole.split(mark)
    head = start.partition(b"Content-Type: multipart")[0]
    return head + page.rpartition(b"------=_NextPart_000_01DA--")[0]


def outlook_web(title: str, body: str) -> bytes:
    """Outlook on the web: the answered message after a rule and a division of its own, a signature before it."""
    page = (
        f"<html><head><meta http-equiv='Content-Type' content='text/html; charset=utf-8'></head><body dir='ltr'>"
        f"{_blocks(body, '<div class=elementToProof>{}</div><div><br></div>')}<div id='Signature'><p>Press Service</p></div>"
        "<hr style='display:inline-block;width:98%'><div id='divRplyFwdMsg' dir='ltr'><b>From:</b> Ola Nordmann<br><b>Sent:</b> Wednesday<br></div>"
        f"<div>{_blocks(EARLIER, '<p>{}</p>')}</div></body></html>"
    )
    return _head(title).encode() + _part("html", "utf-8", "base64", page)


def gmail(title: str, body: str) -> bytes:
    """Both forms, base64, the answered message in a gmail_quote, lines of 72 in the plain form."""
    told = "On Wed, May 29, 2024 at 10:02 AM Ola Nordmann <ola@example.org> wrote:"
    filled = "\n\n".join(textwrap.fill(part, 72, break_on_hyphens=False) for part in body.split("\n\n"))
    quoted = "\n".join(f"> {line}" for line in EARLIER.split("\n"))
    page = (
        f"<div dir='ltr'>{_blocks(body, '<div>{}</div><div><br></div>')}</div><br><div class='gmail_quote'><div dir='ltr' class='gmail_attr'>"
        f"{escape(told)}<br></div><blockquote class='gmail_quote' style='margin:0 0 0 .8ex'>{escape(EARLIER)}</blockquote></div>"
    )
    return _alternatives(
        _head(title),
        _part("plain", "utf-8", "base64", f"{filled}\n\n{told}\n\n{quoted}\n"),
        _part("html", "utf-8", "base64", page),
    )


def apple_mail(title: str, body: str) -> bytes:
    """A page with a blockquote that cites, sent with its plain form, quoted-printable."""
    page = (
        "<html><head><meta http-equiv='content-type' content='text/html; charset=utf-8'></head><body style='overflow-wrap: break-word;'>"
        f"{_blocks(body, '<div>{}</div><div><br></div>')}<div>Sent from my iPhone</div><div><br><blockquote type='cite'>"
        f"<div>On 29 May 2024, at 10:02, Ola Nordmann &lt;ola@example.org&gt; wrote:</div><br><div>{escape(EARLIER)}</div></blockquote></div></body></html>"
    )
    quoted = "\n".join(f"> {line}" for line in EARLIER.split("\n"))
    plain = f"{body}\n\nSent from my iPhone\n\n> On 29 May 2024, at 10:02, Ola Nordmann <ola@example.org> wrote:\n> \n{quoted}\n"
    return _alternatives(
        _head(title, more="X-Mailer: Apple Mail (2.3774)\r\n"),
        _part("plain", "utf-8", "quoted-printable", plain),
        _part("html", "utf-8", "quoted-printable", page),
    )


def thunderbird(title: str, body: str) -> bytes:
    """format=flowed, 8bit, the answered message above, a signature below."""
    flowed = "\n\n".join(" \n".join(textwrap.wrap(part, 70, break_on_hyphens=False)) for part in body.split("\n\n"))
    quoted = "\n".join(f"> {line}" for line in EARLIER.split("\n"))
    plain = f"On 29/05/2024 10:02, Ola Nordmann wrote:\n{quoted}\n\n{flowed}\n\n-- \nPress Service\nMinistry of Foreign Affairs\n"
    head = _head(title, more="User-Agent: Mozilla Thunderbird\r\n").encode()
    return head + _part("plain", "utf-8", "8bit", plain, "; format=flowed")


def forwarded_inline(title: str, body: str) -> bytes:
    """Sent on by Gmail: the words are the forwarded message's."""
    plain = (
        "---------- Forwarded message ---------\nFrom: Press Service <press@mfa.example>\nDate: Thu, May 30, 2024 at 9:31 AM\n"
        f"Subject: {title}\nTo: Desk <desk@example.org>\n\n\n{body}\n"
    )
    return _head(f"Fwd: {title}", "Ola Nordmann <ola@example.org>").encode() + _part("plain", "utf-8", "8bit", plain)


def forwarded_by_outlook(title: str, body: str) -> bytes:
    """Sent on by Outlook as a page, without a word of one's own."""
    head = "<b>From:</b> Press Service &lt;press@mfa.example&gt;<br><b>Sent:</b> Thursday, May 30, 2024 9:31 AM<br><b>To:</b> Desk<br><b>Subject:</b> "
    page = (
        f"<html><body><div class=WordSection1><p class=MsoNormal><o:p>&nbsp;</o:p></p><div style='border:none;border-top:solid #E1E1E1 1.0pt'>"
        f"<p class=MsoNormal>{head}{escape(title)}</p></div>{_blocks(body, '<p class=MsoNormal>{}</p>')}</div></body></html>"
    )
    head_on = _head(f"FW: {title}", "Ola Nordmann <ola@example.org>").replace("30 May", "31 May")
    return head_on.encode() + _part("html", "utf-8", "base64", page)


def forwarded_by_gmail(title: str, body: str) -> bytes:
    """Sent on by Gmail as a page."""
    page = (
        "<div dir='ltr'><br><div class='gmail_quote'><div dir='ltr' class='gmail_attr'>---------- Forwarded message ---------<br>From: <strong>Press Service</strong>"
        f" <span>&lt;<a href='mailto:press@mfa.example'>press@mfa.example</a>&gt;</span><br>Date: Thu, May 30, 2024 at 9:31 AM<br>Subject: {escape(title)}<br>"
        f"To: Desk &lt;<a href='mailto:desk@example.org'>desk@example.org</a>&gt;<br></div><br><br>{_blocks(body, '<div>{}</div><div><br></div>')}</div></div>"
    )
    return _head(f"Fwd: {title}", "Ola Nordmann <ola@example.org>").encode() + _part(
        "html", "utf-8", "quoted-printable", page
    )


def forwarded_attached(title: str, body: str) -> bytes:
    """Sent on as an attached message, without a word."""
    inner, outer = EmailMessage(), EmailMessage()
    inner["From"], inner["Subject"], inner["Date"] = (
        "Press Service <press@mfa.example>",
        title,
        "Thu, 30 May 2024 14:31:00 +0500",
    )
    inner.set_content(body, cte="quoted-printable")
    outer["From"], outer["Subject"], outer["Date"] = (
        "Ola <ola@example.org>",
        f"Fwd: {title}",
        "Fri, 31 May 2024 08:00:00 +0000",
    )
    outer["Message-ID"] = "<f1@example.org>"
    outer.set_content("\n")
    outer.add_attachment(inner)
    return outer.as_bytes()


def newsletter(title: str, body: str) -> bytes:
    """A mailing of tables within tables, a hidden preview line, an unsubscribe foot."""
    rows = _blocks(body, "<tr><td style='font-size:16px'><p>{}</p></td></tr>")
    page = (
        f"<!DOCTYPE html><html><head><title>{escape(title)}</title><style>.a{{}}</style></head><body><div style='display:none;max-height:0'>Preview of the mailing</div>"
        f"<table role='presentation'><tr><td><table>{rows}</table></td></tr></table></body></html>"
    )
    return _head(title, more="List-Unsubscribe: <mailto:off@mfa.example>\r\n").encode() + _part(
        "html", "utf-8", "quoted-printable", page
    )


MAILS: dict[str, Callable[[str, str], bytes]] = {
    "Outlook, both forms, Windows-1252, answer": outlook,
    "Outlook, page alone": outlook_page_only,
    "Outlook on the web, base64": outlook_web,
    "Gmail, both forms, base64, answer": gmail,
    "Apple Mail, both forms, answer": apple_mail,
    "Thunderbird, format=flowed, answer below": thunderbird,
    "Gmail, forwarded": forwarded_inline,
    "Gmail, forwarded, page alone": forwarded_by_gmail,
    "Outlook, forwarded, page alone": forwarded_by_outlook,
    "forwarded as an attached message": forwarded_attached,
    "newsletter, tables": newsletter,
}
