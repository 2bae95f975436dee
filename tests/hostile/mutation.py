"""Files made from good ones by cutting, repeating and slipping in what readers stumble over; same seed, same files."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator

from tests.hostile.articles import UNITS
from tests.hostile.pages import STORY

# Two pages in three are made from the first half: what breaks a reader is seldom how long a page is
_SHORT = "\n\n".join(STORY.split("\n\n")[:2])


def _html(story: str) -> str:
    paragraphs = "".join(f"<p>{p}</p>" for p in story.split("\n\n")[1:])
    return f'{_HEAD}{paragraphs}<footer title="a > b">&copy; 2011</footer></body></html>'


_HEAD = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Consul quits post - The Strelsau Post</title>'
    '<meta property="og:title" content="Consul quits post"><meta name="author" content="Iskra Novak">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2011-05-05"}</script></head>'
    '<body><nav><a href="/">Home</a> | <a href="/w">World</a></nav><h1>Consul quits post</h1>'
)
_RECORD = {
    "url": "https://u:p@example.org/2011/05/05/consul?id=1",
    "title": "Consul quits post",
    "text": STORY,
    "author": [{"name": "Iskra Novak"}],
    "date": "2011-05-05",
    "retrieved_at": "2020-01-01T00:00:00Z",
}
_OF_BYTES = (
    b"\x00",
    b"\xff",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\x1b[31m",
    b"\x1b]0;x\x07",
    b"\r",
    b"\r\n",
    b"\x85",
    b"\xc2\x85",
)
_OF_HTML = (
    *(b"<", b">", b"</", b"<!--", b"-->", b"<![CDATA[", b"<script>", b"</script ", b"<p title='", b'="', b"<div>" * 50),
    *(b"&#0;", b"&#x1b;", b"&amp;", b"&lt;b&gt;", b"<meta charset=utf-7>", b"<meta charset=unicode_escape>"),
)
_OF_JSON = (
    *(
        b'{"',
        b'"}',
        b'":',
        b"NaN",
        b"1e999",
        b"9" * 5000,
        b"[" * 200,
        b'{"name":' * 60,
        b'"text": 1, ',
        b"\\",
        b"\n{}\n",
    ),
    *(b"\\ud800", b"\\u0000", b"\\u001b[2J", b"\\u202e"),
)
_TOKENS = (*(unit.encode() for unit in UNITS), *_OF_BYTES, *_OF_HTML, *_OF_JSON)


def files(kind: str, seed: int, count: int) -> Iterator[bytes]:
    """So many files of that kind: text, html, jsonl or gz."""
    chance = random.Random(f"{kind} {seed}")
    good = [
        {"text": story, "html": _html(story), "jsonl": json.dumps({**_RECORD, "text": story}) + "\n"}
        for story in (_SHORT, _SHORT, STORY)
    ]
    for _ in range(count):
        inner = chance.choice(("text", "html", "jsonl")) if kind == "gz" else kind
        data = bytearray(chance.choice(good)[inner].encode())
        for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
            _change(data, chance)
        if kind != "gz":
            yield bytes(data)
            continue
        packed = bytearray(gzip.compress(bytes(data), 1, mtime=0))
        if chance.random() < 0.5:
            _change(packed, chance)
        yield bytes(packed)


def _change(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    end = min(len(data), at + int(chance.expovariate(1 / 40)))
    what = chance.randrange(6)
    if what == 0:
        del data[at:end]
    elif what == 1:
        data[at:at] = chance.choice(_TOKENS)
    elif what == 2:
        data[at:end] = chance.choice(_TOKENS) * chance.choice((1, 2, 7, 40))
    elif what == 3:
        data[at:at] = data[at:end] * chance.choice((1, 2, 5))
    elif what == 4:
        data[at:at] = chance.randbytes(chance.choice((1, 2, 4, 16)))
    else:
        other = chance.randrange(len(data) + 1)
        data[at:at] = data[other : other + (end - at)]
