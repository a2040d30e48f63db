"""Texts for channels of which nobody has shown that they know links and taps: they are read with neither."""

from __future__ import annotations

import re

_ANCHOR = re.compile(
    r"""<a\b[^<>]*?\bhref\s*=\s*(?P<mark>["'])(?P<url>.*?)(?P=mark)[^<>]*>(?P<label>.*?)</a>""",
    re.DOTALL | re.IGNORECASE,
)
_ON_ITS_OWN = re.compile(rf"\n+(?P<line>{_ANCHOR.pattern})[ \t]*(?=\n|\Z)", _ANCHOR.flags)
_NO_PAGE = "weixin:"

EARLY = 1000
"""Bytes within which the way to the words of a quote stands; clients cut at 2048, where they cut as they say."""


def bare(text: str) -> str:
    """A text without markup: of taps there stay their labels, behind the labels of links stand their addresses."""
    return _ANCHOR.sub(_bare, text)


def led_by_link(text: str, quote: str) -> str:
    """A text whose only link stands before the paragraph of a quote, where it stood late, on a line behind it.

    What is cut off a text is its end; then it costs words of the quote and not the way to all of them.
    """
    links = [found for found in _ON_ITS_OWN.finditer(text) if not found["url"].startswith(_NO_PAGE)]
    start = text.rfind("\n", 0, max(text.find(quote), 0)) + 1
    if len(links) != 1 or links[0].start() < start:
        return text
    (link,) = links
    if len(text[: link.end()].encode()) <= EARLY:
        return text
    return f"{text[:start]}{link['line']}\n\n{text[start : link.start()]}{text[link.end() :]}"


def _bare(anchor: re.Match[str]) -> str:
    url, label = anchor["url"], anchor["label"]
    if url.startswith(_NO_PAGE):
        return label
    following = anchor.string[anchor.end() : anchor.end() + 1]
    # What stands right behind an address would be taken for a part of it.
    return f"{label} {url}{' ' if following.strip() else ''}"
