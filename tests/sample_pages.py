"""Web pages with an article: as sites, browsers and office programs write them, with what stands around it."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Sequence
from html import escape

NAVIGATION = "".join(
    f"<li><a href='/{name.lower()}'>{name}</a></li>" for name in ("Home", "News", "Treaties", "Visas", "Contact")
)


def paragraphs_html(paragraphs: Sequence[str]) -> str:
    return "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)


def ministry_page(title: str, paragraphs: Sequence[str]) -> str:
    """A ministry's site as its content system writes it: menus, breadcrumbs, share buttons, related news, footer."""
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)} | Ministry of Foreign Affairs</title>
<meta property="og:title" content="{escape(title)}"><meta property="og:site_name" content="Ministry of Foreign Affairs">
<meta property="article:published_time" content="2024-05-30T09:30:00+05:00"><style>.x{{color:red}}</style><script>var a = "<p>no</p>";</script></head>
<body class="node-type-press"><a class="skip" href="#main">Skip to main content</a>
<div id="cookie-banner" role="dialog"><p>We use cookies to make this site work better for you.</p><button>Accept</button></div>
<header><nav><ul>{NAVIGATION}</ul></nav><form action="/search"><input name="q"><button>Search</button></form></header>
<div class="breadcrumb"><a href="/">Home</a> » <a href="/news">News</a></div>
<main id="main"><article class="node"><h1 class="page-title">{escape(title)}</h1>
<div class="submitted"><time datetime="2024-05-30">30 May 2024</time></div>
<div class="share"><a href="https://x.example/share">Share on X</a> <a href="mailto:?subject=a">E-mail</a> <a href="#" onclick="print()">Print</a></div>
<div class="field-body">{paragraphs_html(paragraphs)}</div></article></main>
<aside class="related"><h2>Related news</h2><ul><li><a href="/1">Minister meets the ambassador of Norway in the capital</a></li>
<li><a href="/2">Visa fees change from the first of June for all travellers</a></li></ul></aside>
<footer><p>© 2024 Ministry of Foreign Affairs. All rights reserved.</p><ul>{NAVIGATION}</ul></footer></body></html>"""


def news_page(title: str, paragraphs: Sequence[str]) -> str:
    """A newspaper's page: byline, figure with caption, an advertisement and a newsletter box amid the paragraphs."""
    parts = [f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs]
    parts.insert(2, "<div class='ad-slot' aria-hidden='true'>Advertisement</div>")
    parts.insert(
        4, "<div class='newsletter-signup'><form><label>Sign up for our newsletter</label><input></form></div>"
    )
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{escape(title)} - The Daily Courier</title>
<meta property="og:site_name" content="The Daily Courier"><link rel="canonical" href="https://courier.example/a">
<script type="application/ld+json">{{"@type":"NewsArticle","headline":{json.dumps(title)},"datePublished":"2024-05-30"}}</script></head>
<body><header class="masthead"><nav>{NAVIGATION}</nav></header><div class="container"><div class="content-column">
<h1>{escape(title)}</h1><p class="byline">By <a rel="author" href="/b">Jane Miller</a></p>
<figure><img src="a.jpg" alt="Two people"><figcaption>The meeting room. Photo: Courier</figcaption></figure>
<div class="article-body">{"".join(parts)}</div>
<div class="tags"><a href="/t/1">Diplomacy</a> <a href="/t/2">World</a></div></div>
<div class="sidebar"><h3>Most read</h3><ol><li><a href="/m1">Ten places to see this summer</a></li><li><a href="/m2">The price of bread</a></li></ol></div>
</div><section class="comments"><h3>Comments</h3><p>I do not agree with this at all, and neither should anybody else.</p></section>
<footer>© The Daily Courier</footer></body></html>"""


def word_page(title: str, paragraphs: Sequence[str]) -> bytes:
    """Word's "Web Page, Filtered", in Windows-1252."""
    body = "\n".join(
        f"<p class=MsoNormal style='margin-bottom:8.0pt'><span lang=EN-US>{textwrap.fill(escape(paragraph), 76, break_on_hyphens=False)}<o:p></o:p></span></p>"
        for paragraph in paragraphs
    )
    page = f"""<html>\n<head>\n<meta http-equiv=Content-Type content="text/html; charset=windows-1252">
<meta name=Generator content="Microsoft Word 15 (filtered)">\n<title>{escape(title)}</title>
<style>\n<!--\n p.MsoNormal {{margin:0in;}}\n-->\n</style>\n</head>\n<body lang=EN-US>\n<div class=WordSection1>
<h1><span lang=EN-US>{escape(title)}</span></h1>\n{body}\n</div>\n</body>\n</html>"""
    return page.encode("windows-1252", "xmlcharrefreplace")


def single_file_page(title: str, paragraphs: Sequence[str]) -> str:
    """A page as the extension SingleFile keeps it: one file, styles and pictures inside, a comment at the top."""
    note = "<!--\n Page saved with SingleFile \n url: https://mfa.example/news/1 \n saved date: Thu May 30 2024\n-->"
    styled = ministry_page(title, paragraphs).replace(
        "<head>", f"<head><style>{'.sf-hidden{display:none!important} ' * 400}</style>", 1
    )
    picture = f"<img src='data:image/png;base64,{'iVBORw0KGgo' * 4000}'>"
    return (
        styled.replace("<html lang=", f"<html {note} lang=", 0)
        .replace("<!DOCTYPE html>", f"<!DOCTYPE html> {note}")
        .replace('<div class="field-body">', f'<div class="field-body">{picture}', 1)
    )


def wordpress_page(title: str, paragraphs: Sequence[str]) -> str:
    """A blog: date and author under the headline, share links after the text, comments, recent posts."""
    meta = "<div class='entry-meta'><time class='entry-date published' datetime='2024-05-30'>May 30, 2024</time> by <a href='/a'>admin</a></div>"
    share = (
        "<div class='sharedaddy'><h3 class='sd-title'>Share this:</h3><ul><li><a href='#'>Twitter</a></li></ul></div>"
    )
    comments = "<div id='comments' class='comments-area'><ol><li class='comment'><p>Great post, thank you for sharing this with us all.</p></li></ol></div>"
    return (
        f"<!DOCTYPE html><html lang='en-US'><head><meta charset='UTF-8'><title>{escape(title)} - Ministry Blog</title>"
        "<meta property='article:published_time' content='2024-05-30T08:00:00+00:00'></head><body class='single'><div id='page'>"
        f"<header id='masthead'><nav><ul>{NAVIGATION}</ul></nav></header><main id='main'><article class='post type-post category-press'>"
        f"<header class='entry-header'><h1 class='entry-title'>{escape(title)}</h1>{meta}</header><div class='entry-content'>"
        f"{paragraphs_html(paragraphs)}{share}</div><footer class='entry-footer'>Posted in <a href='/c'>Press</a></footer></article>"
        f"{comments}</main><aside><h2>Recent Posts</h2><ul><li><a href='/1'>A visit</a></li></ul></aside></div></body></html>"
    )


def government_page(title: str, paragraphs: Sequence[str]) -> str:
    """A government's portal: cookies, breadcrumbs, a list of who published it when, related content."""
    facts = "<dl class='metadata'><dt>From:</dt><dd><a href='/f'>Foreign Office</a></dd><dt>Published</dt><dd>30 May 2024</dd></dl>"
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{escape(title)} - Government</title></head><body>"
        "<div class='cookie-banner'><h2>Cookies</h2><p>We use some essential cookies to make this website work.</p><button>Accept</button></div>"
        f"<header><nav><ul>{NAVIGATION}</ul></nav></header><div class='breadcrumbs'><ol><li><a href='/'>Home</a></li></ol></div>"
        f"<main id='content'><p class='caption-xl'>Press release</p><h1>{escape(title)}</h1>{facts}<div class='govspeak'>{paragraphs_html(paragraphs)}</div>"
        "<div class='share-links'><h2>Share this page</h2><ul><li><a href='#'>Facebook</a></li></ul></div><div class='published-dates'><p>Published 30 May 2024</p></div>"
        f"</main><div class='contextual-sidebar'><h2>Related content</h2><ul>{NAVIGATION}</ul></div><footer><ul>{NAVIGATION}</ul></footer></body></html>"
    )


def divisions_page(title: str, paragraphs: Sequence[str]) -> str:
    """A page of nothing but divisions with made-up class names; the links around the text are cards."""
    links = "".join(f"<a href='/{number}' class='css-l'>Link {number}</a>" for number in range(10))
    cards = "".join(
        f"<div class='css-c'><a href='/s{number}'><div>A story about number {number}</div></a></div>"
        for number in range(6)
    )
    body = "".join(f"<div class='css-p'>{escape(paragraph)}</div>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{escape(title)}</title></head><body><div class='css-1'><div class='css-2'>{links}</div>"
        f"<div class='css-3'><h1>{escape(title)}</h1><div class='css-4'>{body}</div></div><div class='css-9'><div>More from us</div>{cards}</div></div></body></html>"
    )


PAGES: dict[str, Callable[[str, Sequence[str]], str]] = {
    "ministry": ministry_page,
    "newspaper": news_page,
    "blog (WordPress)": wordpress_page,
    "government portal": government_page,
    "divisions alone": divisions_page,
    "kept by SingleFile": single_file_page,
}
