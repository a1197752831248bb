"""How long the longest tag of a page is: what the reader looks at before it parses.

One tag of 30,000 attributes keeps the parser busy for 20 seconds and more, and the parser cannot be
interrupted. The scan is linear in the page, whatever the page does. It is no parser: a page made to
hide a tag from it meets the limits of the job instead (`workers.limits`).
"""

import re

MAX_TAG_CHARS = 65_536
"""No page needs a longer one; pictures written into the page are not counted."""

# Possessive throughout, so that each character is looked at once.
_TAG = re.compile(r"""<(!--|[A-Za-z][^\s/>]{0,20}+)(?:=\s*+(?:"[^"]*+"|'[^']*+')|[^>])*+""")
_DATA_URI = re.compile(r"data:[\w/+.;=-]{0,100},[A-Za-z0-9+/=%]{1000,}+")
_ENDS = {
    "!--": re.compile("-->"),
    "script": re.compile("</script", re.IGNORECASE),
    "style": re.compile("</style", re.IGNORECASE),
}


def longest_tag(html: str) -> int:
    """Return the length of the longest tag, in characters without `data:` addresses.

    What stands in scripts, style sheets and comments looks like tags and is none.
    """
    html, at, longest = _DATA_URI.sub("data:,", html), 0, 0
    while tag := _TAG.search(html, at):
        name, at = tag[1].lower(), tag.end()
        if name != "!--":
            longest = max(longest, tag.end() - tag.start())
        if name in _ENDS:
            end = _ENDS[name].search(html, tag.start() if name == "!--" else at)
            at = end.end() if end else len(html)
    return longest
