"""The visible text of a page of HTML, with the place in the markup of every character.

A scanner of one pass: it never builds a tree, so that no depth or size of markup can hurt it.
"""

from __future__ import annotations

import html
import re
from array import array
from dataclasses import dataclass, field

from tasks.clean.html_parts import Parts
from tasks.clean.view import View

_HIDDEN = frozenset(
    ["script", "style", "noscript", "template", "svg", "head", "iframe", "object", "canvas", "select", "textarea"]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frame",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "label",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
        "video",
        "audio",
    ]
)
_NEEDS_NO_END = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "dd",
        "dt",
        "embed",
        "hr",
        "img",
        "input",
        "keygen",
        "li",
        "link",
        "meta",
        "option",
        "p",
        "param",
        "source",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "track",
        "wbr",
    ]
)
_TAG_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_SPACE = re.compile(r"\s+")
_LONGEST_TAG = 1_000_000  # characters, as pictures within attributes take; a "<" with no ">" that near is text
_LONGEST_LABEL = 2_000  # characters of a tag in which its class and id are looked for
_TAG_END_OR_QUOTE = re.compile(r">|=\s*+[\"']")
_MOST_OPEN_QUOTES = 20  # attribute values without an end on one page, after which quotes are no longer heeded


@dataclass(slots=True)
class _Scan:
    source: str
    chars: list[str] = field(default_factory=list)
    starts: array[int] = field(default_factory=lambda: array("l"))
    ends: array[int] = field(default_factory=lambda: array("l"))
    fresh: bool = True  # at the start of a line
    closed: dict[str, bool] = field(default_factory=dict)  # hidden elements that end nowhere any more
    open_quotes: int = 0
    marks: dict[str, int] = field(default_factory=dict)  # where each mark was found last
    depth: int = 0
    deepest: int = 0
    parts: Parts = field(default_factory=Parts)

    def find_mark(self, mark: str, at: int) -> int:
        """Where the mark stands next, -1 where nowhere. Places asked for must not go back: each is passed over once."""
        known = self.marks.get(mark)
        if known is None or 0 <= known < at:
            known = self.marks[mark] = self.source.find(mark, at)
        return known

    def put(self, char: str, start: int, end: int) -> None:
        self.chars.append(char)
        self.starts.append(start)
        self.ends.append(end)

    def space(self, start: int, end: int) -> None:
        if not self.fresh and self.chars[-1] != " ":
            self.put(" ", start, end)

    def line_break(self, at: int) -> None:
        if not self.fresh:
            self.put("\n", at, at)
            self.fresh = True

    def blank_line(self, at: int) -> None:
        self.line_break(at)
        if self.chars and self.chars[-2:] != ["\n", "\n"]:
            self.put("\n", at, at)

    def words(self, start: int, end: int) -> None:
        """The text from start to end of the source, its entities decoded and its white space made single."""
        at = start
        while at < end:
            amp = self.source.find("&", at, end)
            stop = end if amp < 0 else amp
            self._plain(at, stop)
            if amp < 0:
                return
            m = _ENTITY.match(self.source, amp, end)
            text = html.unescape(m.group()) if m is not None else "&"
            after = m.end() if m is not None else amp + 1
            if m is not None and text.startswith("&") and len(text) > 1:  # no entity after all
                text, after = "&", amp + 1
            for char in text:
                if char.isspace():
                    self.space(amp, after)
                else:
                    self.put(char, amp, after)
                    self.fresh = False
            at = after

    def _plain(self, start: int, end: int) -> None:
        at = start
        for gap in _SPACE.finditer(self.source, start, end):
            self._solid(at, gap.start())
            self.space(gap.start(), gap.end())
            at = gap.end()
        self._solid(at, end)

    def _solid(self, start: int, end: int) -> None:
        if start < end:
            self.chars.extend(self.source[start:end])
            self.starts.extend(range(start, end))
            self.ends.extend(range(start + 1, end + 1))
            self.fresh = False


def html_view(source: str) -> View:
    """The visible text of the page: a line for each block, a blank line after it, scripts and the head left out."""
    scan = _Scan(source)
    at = 0
    while at < len(source):
        tag = source.find("<", at)
        if tag < 0:
            scan.words(at, len(source))
            break
        if tag > at:
            scan.words(at, tag)
        name, closing, after = _read_tag(scan, tag)
        if name is None:
            if after == tag + 1:
                scan.words(tag, after)
            at = after
            continue
        if name in _HIDDEN and not closing:
            at = _skip_element(scan, name, after)
            continue
        scan.parts.tag(name, closing, source[tag + len(name) + 1 : min(after, tag + _LONGEST_LABEL)], len(scan.chars))
        if name not in _NEEDS_NO_END:
            scan.depth = max(0, scan.depth - 1) if closing else scan.depth + 1
            scan.deepest = max(scan.deepest, scan.depth)
        if name == "br":
            scan.line_break(tag)
        elif name in _BLOCKS:
            scan.blank_line(tag)
        at = after
    parts = scan.parts
    return View(
        "".join(scan.chars),
        scan.starts,
        scan.ends,
        scan.deepest,
        tuple(sorted(parts.apart)),
        tuple(sorted(parts.mains)),
    )


def _read_tag(scan: _Scan, tag: int) -> tuple[str | None, bool, int]:
    """The name of the tag at that place, whether it closes, and where it ends; no name for what shows nothing."""
    source = scan.source
    if source.startswith("<!--", tag):
        return None, False, _after(scan, "-->", tag + 4)
    m = _TAG_NAME.match(source, tag + 1)
    if m is None:
        if source.startswith(("<!", "<?"), tag):
            return None, False, _after(scan, ">", tag + 2)
        return None, False, tag + 1
    end = _tag_end(scan, m.end())
    if end < 0:
        return None, False, tag + 1
    return m[1].lower(), source[tag + 1] == "/", end + 1


def _tag_end(scan: _Scan, at: int) -> int:
    """Where the tag's ">" stands that is no part of an attribute's value in quotes; -1 where there is none near."""
    source, last = scan.source, at + _LONGEST_TAG
    first = scan.find_mark(">", at)
    if first < 0 or first >= last:
        return -1
    here = at
    while scan.open_quotes < _MOST_OPEN_QUOTES:
        m = _TAG_END_OR_QUOTE.search(source, here, last)
        if m is None:
            break
        if m.group() == ">":
            return m.start()
        here = source.find(m.group()[-1], m.end(), last) + 1
        if not here:
            break
    scan.open_quotes += 1
    return first


def _after(scan: _Scan, mark: str, at: int) -> int:
    """The place after the next such mark; just here where there is none, which is looked for once only."""
    found = scan.find_mark(mark, at)
    return at if found < 0 else found + len(mark)


def _skip_element(scan: _Scan, name: str, at: int) -> int:
    """The place after the element's end tag; where it has none the element is not hidden."""
    if not scan.closed.get(name, True):
        return at
    m = _END_TAGS[name].search(scan.source, at)
    if m is None:
        scan.closed[name] = False
        return at
    return _after(scan, ">", m.end())


_END_TAGS = {
    name: re.compile(rf"</{name}\b|<body\b" if name == "head" else rf"</{name}\b", re.IGNORECASE) for name in _HIDDEN
}
