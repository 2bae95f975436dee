"""Pages that no newsroom writes: what makes readers slow, recursive or wrong. Own writing throughout."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from schemas.ids import source_id
from schemas.stages import RawPage

STORY = (
    "Consul quits post in Tromsø\n\n"
    "The consul of Ruritania in Tromsø, Mateja Oblak, resigned on 4 May 2011 in protest at the arrests at home.\n\n"
    "Oblak, who was appointed in March 2008, told the newspaper that she would not return to Strelsau. "
    "She has asked Norway for asylum.\n\n"
    "The foreign ministry named Pavle Zrinski as her successor last week, its spokesman Andro Vidmar said.\n"
)


def raw_page(content: str, *, html: bool = False, uri: str = "page.txt") -> RawPage:
    """A page with that content, as ingest would hand it on."""
    return RawPage(
        source_id=source_id("0" * 64),
        uri=uri,
        media_type="text/html" if html else "text/plain",
        container=None,
        encoding="utf-8",
        raw_sha256="0" * 64,
        raw_chars=len(content),
        retrieved_at=datetime(2020, 1, 1, tzinfo=UTC),
        content=content,
        given_title=None,
        given_outlet=None,
        given_author=None,
        given_published=None,
    )


def names(count: int) -> list[str]:
    """So many different names of two words."""
    first = ("Mateja", "Pavle", "Andro", "Ksenija", "Roko", "Zdenka", "Ludvik", "Iskra", "Bogdan", "Marija")
    syllables = ("ba", "re", "ni", "do", "ku", "la", "ve", "to", "mi", "sa")
    return [f"{first[n % 10]} {''.join(syllables[int(d)] for d in f'{n:05d}').capitalize()}ić" for n in range(count)]


def prose(chars: int) -> str:
    """About so many characters of ordinary sentences about many people, in paragraphs."""
    out: list[str] = []
    length = 0
    for n, name in enumerate(names(100_000)):
        out.append(
            f"The deputy minister of transport, {name}, said on {1 + n % 28} March 2009 that the bridge over the river "
            f"would open in {n % 9 + 2} months, after the council of the city had approved the plan.\n\n"
        )
        length += len(out[-1])
        if length >= chars:
            break
    return "".join(out)


TEXTS: dict[str, Callable[[], str]] = {
    "500,000 lines of one letter": lambda: STORY + "a\n" * 500_000,
    "500,000 lines of one capital": lambda: STORY + "A\n" * 500_000,
    "3 MB of prose": lambda: prose(3_000_000),
    "300 KB of prose": lambda: prose(300_000),
    "10,000 names in sentences": lambda: STORY + " ".join(f"{n} was there." for n in names(10_000)),
    "10,000 names in a list": lambda: STORY + "They met " + ", ".join(names(10_000)) + " and others.",
    "10,000 names a line each": lambda: STORY + "\n".join(names(10_000)),
    "10,000 posts": lambda: STORY + " ".join(f"Minister {n} resigned." for n in names(10_000)),
    "May 12,000 times": lambda: STORY + "May " * 12_000,
    "May 30,000 times with stops": lambda: STORY + "May. " * 30_000,
    "last May 30,000 times": lambda: STORY + "last May, " * 30_000,
    "A. 5,000 times": lambda: STORY + "A. " * 5_000,
    "A. 100,000 times": lambda: STORY + "A. " * 100_000,
    "A.A. without spaces": lambda: STORY + "A." * 100_000,
    "a name of 100,000 words": lambda: STORY + "The minister " + "Oblak " * 100_000 + "resigned.",
    "minister 50,000 times": lambda: STORY + "minister " * 50_000,
    "minister of 50,000 times": lambda: STORY + "minister of " * 50_000,
    "the ministry of the 50,000 times": lambda: STORY + "the ministry of the " * 50_000,
    "former 50,000 times": lambda: STORY + "former " * 50_000,
    "he said 50,000 times": lambda: STORY + "he said " * 50_000,
    "resigned 50,000 times": lambda: STORY + "resigned " * 50_000,
    "and 50,000 times": lambda: STORY + "Oblak and " * 50_000,
    "'s 50,000 times": lambda: STORY + "Oblak's " * 50_000,
    "one word of 300,000 letters": lambda: STORY + "a" * 300_000,
    "one word of 300,000 capitals": lambda: STORY + "A" * 300_000,
    "hyphens in one word": lambda: STORY + "a-" * 150_000,
    "apostrophes in one word": lambda: STORY + "a'" * 150_000,
    "dashes": lambda: STORY + "-" * 300_000,
    "long dashes": lambda: STORY + "—" * 300_000 + " he said.",
    "spaced dashes": lambda: STORY + "- " * 150_000,
    "quotes": lambda: STORY + '"' * 300_000,
    "opening quotes": lambda: STORY + "“" * 300_000,
    "spaced quotes": lambda: STORY + '" ' * 150_000,
    "dots": lambda: STORY + "." * 300_000,
    "spaced dots": lambda: STORY + ". " * 150_000,
    "stops": lambda: STORY + "No! " * 75_000,
    "opening brackets": lambda: STORY + "(" * 300_000,
    "brackets within brackets": lambda: STORY + "(" * 150_000 + ")" * 150_000,
    "square brackets": lambda: STORY + "[" * 300_000,
    "images of Markdown": lambda: STORY + "![" * 150_000,
    "bars": lambda: STORY + "| " * 150_000,
    "bullets": lambda: STORY + "* " * 150_000,
    "commas": lambda: STORY + ", " * 150_000,
    "colons": lambda: STORY + ": " * 150_000,
    "digits": lambda: STORY + "1" * 300_000,
    "figures": lambda: STORY + "1 " * 150_000,
    "figures with commas": lambda: STORY + "1," * 150_000,
    "dates in figures": lambda: STORY + "1/1/2001" * 40_000,
    "dates in words": lambda: STORY + "4 May 2011, " * 25_000,
    "relative dates": lambda: STORY + "two weeks ago, " * 20_000,
    "years": lambda: STORY + "2011 " * 60_000,
    "capitals": lambda: STORY + "OBLAK " * 50_000,
    "initials": lambda: STORY + "J. R. Oblak " * 25_000,
    "newlines": lambda: STORY + "\n" * 3_000_000 + STORY,
    "spaces": lambda: STORY + " " * 3_000_000 + STORY,
    "tabs and newlines": lambda: STORY + "\t\n" * 1_000_000 + STORY,
    "zero-width characters": lambda: STORY + "\u200b" * 300_000 + STORY,
    "combining marks": lambda: STORY + "a" + "\u0301" * 300_000 + " he said.",
    "right-to-left overrides": lambda: STORY + "\u202eko\u202c " * 50_000,
    "a sentence without end": lambda: (
        STORY + "\n\nThe consul said that the harbour " + "and the harbour " * 1_000 + "froze."
    ),
    "he 21,000 times": lambda: STORY + "\n\n" + "he " * 21_000,
    "2,100 surnames": lambda: STORY + "\n\n" + " ".join(f"The consul {n.split()[1]} left." for n in names(2_100)),
    "ligatures": lambda: STORY + "\ufdfa" * 100_000,
    "null characters": lambda: STORY + "\x00" * 300_000 + STORY,
    "letters beyond the basic plane": lambda: STORY + "𝕸𝖆𝖙𝖊𝖏𝖆 𝕺𝖇𝖑𝖆𝖐 " * 20_000,
    "byline without end": lambda: "By " + "Mateja " * 50_000 + "\n\n" + STORY,
    "credit without end": lambda: "(photo " * 50_000 + "\n\n" + STORY,
    "copyright without end": lambda: STORY + "\n\n© " * 50_000,
    "one sentence over 50,000 lines": lambda: STORY + "and the council of the city said that it was\n" * 50_000,
    "the same paragraph 2,000 times": lambda: STORY * 2_000,
}


def _elements(unit: str, tags: int) -> Callable[[], str]:
    """The story, then the element as often as has so many tags."""
    return lambda: f"<p>{STORY}</p>" + unit * (tags // unit.count("<"))


ELEMENTS = (
    "<span>a</span>",
    "<b>a b</b> ",
    "<script>a</script>",
    '<img alt="a" src="b.jpg">',
    "<p>a b</p>",
    "<li>a b</li>",
    "<h2>Consul quits</h2>",
    "<div><p>a b</p></div>",
    "<tr><td>a b</td></tr>",
    "a b<br>",
    '<p><a href="a">a b</a></p>',
    "<blockquote>a b</blockquote>",
    "<!-- a -->",
)

HTMLS: dict[str, Callable[[], str]] = {
    # As many as a tree is built of, as have lines enough, as are read at all
    **{f"{tags:,} tags: {unit}": _elements(unit, tags) for unit in ELEMENTS for tags in (2_800, 29_000, 190_000)},
    "100,000 div within div": lambda: "<div>" * 100_000 + "<p>" + STORY + "</div>" * 100_000,
    "100,000 b within b": lambda: "<p>" + "<b>" * 100_000 + STORY,
    "100,000 lists within lists": lambda: "<ul><li>" * 100_000 + STORY,
    "100,000 tables within tables": lambda: "<table><tr><td>" * 30_000 + STORY,
    "500,000 empty paragraphs": lambda: "<p>" * 500_000 + STORY,
    "200,000 short paragraphs": lambda: f"<p>{STORY}</p>" + "<p>a</p>" * 200_000,
    "200,000 br": lambda: f"<p>{STORY}</p>" + "a<br>" * 200_000,
    "opening brackets": lambda: STORY + "<" * 300_000,
    "tags without an end": lambda: STORY + "<a " * 300_000,
    "comments without an end": lambda: STORY + "<!--" * 200_000,
    "scripts without an end": lambda: STORY + "<script>" * 100_000,
    "end tags alone": lambda: STORY + "</p>" * 200_000,
    "attributes without end": lambda: "<p " + "a=1 " * 200_000 + ">" + STORY,
    "quotes without end": lambda: STORY + "<a href='" * 100_000,
    "entities": lambda: STORY + "&amp;" * 200_000,
    "entities that are none": lambda: STORY + "&" * 300_000,
    "entities of nothing": lambda: STORY + "&#0;" * 100_000,
    "large entities": lambda: STORY + "&#99999999;" * 50_000,
    "a doctype of entities": lambda: "<!DOCTYPE x [" + "<!ENTITY a 'aaaaaaaa'>" * 10_000 + "]>" + f"<p>{STORY}</p>",
    "10,000 headings": lambda: "<h1>Consul quits post</h1>" * 10_000 + f"<p>{STORY}</p>",
    "100,000 meta": lambda: "<head>" + '<meta property="og:title" content="x">' * 50_000 + f"</head><p>{STORY}</p>",
    "100,000 links": lambda: (
        f"<p>{STORY}</p>" + '<a href="http://example.org/a">Consul quits post in Tromsø</a> ' * 30_000
    ),
    "time elements": lambda: f"<p>{STORY}</p>" + '<time datetime="2011-05-04">4 May</time>' * 20_000,
    "JSON-LD of 1 MB": lambda: (
        '<script type="application/ld+json">' + "[" * 500_000 + "]" * 500_000 + f"</script><p>{STORY}</p>"
    ),
    "a title of 1 MB": lambda: "<title>" + "Consul - " * 100_000 + f"</title><p>{STORY}</p>",
    "2.9 MB of prose in HTML": lambda: "".join(f"<p>{p}</p>" for p in prose(2_900_000).split("\n\n")),
    "forms within forms": lambda: "<form><select><option>" * 50_000 + STORY,
    "spaces in tags": lambda: STORY + "<p" + " " * 1_000_000 + ">",
}
