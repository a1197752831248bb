"""Pages that mean harm, by what they do, each with the code of its problem.

READ: it hides an article in its noise, which is read all the same.
"""

import json

SENTENCE = "The harbour board met on Monday and heard what the divers had found under the quay. "
ARTICLE = "".join(f"<p>{SENTENCE * 2}It was visit number {at}.</p>" for at in range(6))
NESTED = 100_000
READ = None


def page(body: str, head: str = "") -> str:
    return f"<html><head><title>Divers report</title>{head}</head><body>{body}</body></html>"


def attributes(count: int, value: str = "1") -> str:
    return " ".join(f"a{at}={value}" for at in range(count))


ENTITIES = "<!DOCTYPE html [" + "".join(
    f'<!ENTITY e{at} "{f"&e{at - 1};" * 10 if at else "ha" * 10}">' for at in range(12)
)
PAGES: dict[str, tuple[str | bytes, str | None]] = {
    # one thing, too much of it
    "30,000 attributes": (page(f"<p {attributes(30_000)}>{ARTICLE}"), "unreadable"),
    "30,000 quoted attributes": (page(f"<p {attributes(30_000, repr('>'))}>"), "unreadable"),
    "attributes behind a comment": (page(f"<!-- --><p {attributes(30_000)}>"), "unreadable"),
    "a tag that never ends": (page(ARTICLE + "<p " + "x" * 2_000_000), "unreadable"),
    "an attribute of 2 MB": (page(f'<p class="{"x " * 1_000_000}">{ARTICLE}'), "unreadable"),
    "400 tags of 300 attributes": (page(f"<p {attributes(300)}>x</p>" * 400 + ARTICLE), READ),
    "30,000 links": (page(ARTICLE + "<a href='/x'>a story</a> " * 30_000), "unreadable"),
    "30,000 linked headlines": (
        page("<li><a href='/x'>Seal steals chips from bride on pier</a></li>" * 30_000),
        "unreadable",
    ),
    "20,000 headings": (
        page(ARTICLE + "<h2><a href='/x'>Seal steals</a></h2>" * 20_000),
        "unreadable",
    ),
    "100,000 empty paragraphs": (page("<p></p>" * 100_000 + ARTICLE), "unreadable"),
    "100,000 line breaks": (page(ARTICLE + "<br>" * 100_000), "unreadable"),
    "50,000 table cells": (page("<table><tr><td>1</td></tr></table>" * 50_000), "unreadable"),
    "one table of 100,000 cells": (
        page(f"<table><tr>{'<td>1' * 100_000}</table>"),
        "unreadable",
    ),
    "60,000 pictures": (page(ARTICLE + "<img src='/x'>" * 60_000), "unreadable"),
    "a million of one letter": (page(f"<p>{'x' * 1_000_000}</p>"), "not-an-article"),
    "an article of 300 KB": (page(f"<p>{SENTENCE}</p>" * 3_500), "page-too-large"),
    "32,000 paragraphs": (page(f"<p>{SENTENCE}</p>" * 32_000), "unreadable"),
    "20 MB": (page(f"<p>{SENTENCE}</p>" * 220_000), "page-too-large"),
    # nesting
    "100,000 open boxes": (page("<div>" * NESTED + ARTICLE), "not-an-article"),
    "100,000 boxes and their ends": (
        page("<div>" * NESTED + ARTICLE + "</div>" * NESTED),
        "not-an-article",
    ),
    "100,000 bold": (page("<b>" * NESTED + ARTICLE), "not-an-article"),
    "50,000 lists": (page("<ul><li>" * 50_000 + ARTICLE), "not-an-article"),
    "30,000 tables": (page("<table><tr><td>" * 30_000 + ARTICLE), "not-an-article"),
    "50,000 quotations": (page("<blockquote>" * 50_000 + ARTICLE), "not-an-article"),
    "50,000 forms and fonts": (page("<form><font>" * 50_000 + ARTICLE), "not-an-article"),
    "50,000 spans in 50,000 links": (page("<a><span>" * 50_000 + ARTICLE), "not-an-article"),
    "100,000 ends without beginnings": (page("</div></p></b>" * NESTED + ARTICLE), READ),
    "50,000 boxes that cross": (page("<b><p><i></b></p></i>" * 30_000 + ARTICLE), "unreadable"),
    # markup that is none
    "angle brackets": ("<" * 1_000_000, "not-an-article"),
    "half tags": ("<a " * 500_000, "unreadable"),
    "an attribute without a name": (page('="' * 500_000), "not-an-article"),
    "comments that never end": (page("<!--" * 500_000 + ARTICLE), "not-an-article"),
    "a script that never ends": (page("<script>" + ARTICLE * 200), "behind-a-wall"),
    "CDATA": (page("<![CDATA[" * 50_000 + ARTICLE), READ),
    "processing instructions": (page("<?x " * 100_000 + "?>" + ARTICLE), READ),
    # entities
    "a billion laughs": (ENTITIES + "]>" + page(f"<p>&e11;</p>{ARTICLE}"), READ),
    "an entity that names a file": (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page(f"<p>&x;</p>{ARTICLE}"),
        READ,
    ),
    "200,000 entities": (
        page(f"<p>{'&amp;&#0;&#x10ffff;&nosuch;' * 50_000}</p>{ARTICLE}"),
        "page-too-large",
    ),
    # letters
    "NULs": (page(f"<p>\0{ARTICLE}\0</p>").encode().replace(b"e", b"e\0"), READ),
    "a broken charset": (page(ARTICLE).encode() + b"\xff\xfe\x80" * 100_000, READ),
    "UTF-16 without a mark": (page(ARTICLE).encode("utf-16-le"), READ),
    "a megabyte of direction marks": (page("\u202e\u200b" * 200_000 + ARTICLE), READ),
    "a megabyte of accents": (page(f"<p>a{chr(0x301) * 400_000}</p>{ARTICLE}"), "page-too-large"),
    "a megabyte of spaces": (page("<p>" + " \n" * 500_000 + ARTICLE), READ),
    # what is stated
    "JSON-LD 100,000 deep": (
        page(ARTICLE, f'<script type="application/ld+json">{"[" * NESTED}</script>'),
        READ,
    ),
    "JSON-LD of 100,000 articles": (
        page(
            ARTICLE,
            f'<script type="application/ld+json">{json.dumps([{"@type": "Article"}] * 60_000)}'
            "</script>",
        ),
        READ,
    ),
    "a title of a megabyte": (page(f"<h1>{'x ' * 500_000}</h1>{ARTICLE}"), "page-too-large"),
    "50,000 meta tags": (page(ARTICLE, "<meta name=author content='x y'>" * 50_000), "unreadable"),
    "nothing": (b"", "not-an-article"),
    "white space": (b" \n" * 100_000, "not-an-article"),
    "a picture called a page": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4_000, "not-an-article"),
    # words
    "a quotation mark 100,000 times": (page(f"<p>{'“' * 100_000}</p>{ARTICLE}"), READ),
    "20,000 times he said": (page(f"<p>{'“So,” he said. ' * 20_000}</p>"), "page-too-large"),
    "a sentence of 40,000 words": (
        page(f"<p>{'and the mayor said that ' * 10_000}</p>"),
        "page-too-large",
    ),
    "500 names": (
        page("".join(f"<p>Mayor Ann{chr(97 + at % 26)} Lee{at} said so.</p>" for at in range(500))),
        READ,
    ),
}
