from __future__ import annotations

from tasks.clean.html_view import html_view
from tasks.clean.offsets import raw_range
from tests.clean.written_pages import BODY, clean

PAGE = """\
<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Envoy asks for asylum | The Fjord Herald</title>
<meta property="article:published_time" content="2015-05-12T08:00:00+02:00">
<meta name="author" content="Signe Aas"></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a> Monday, March 9, 2026</nav>
<article><h1>Envoy asks for asylum</h1>
<p class="by">By Signe Aas</p>
{}
<figure><img src="x.jpg"><figcaption>The embassy. Photo: Per Lie / Scan</figcaption></figure>
</article>
<aside><h3>Most read</h3><ul><li>Mayor opens tunnel</li><li>Fishermen win quarrel</li></ul></aside>
<section id="comments"><h3>Comments</h3><p>kari: Well said, and about time that somebody said so.</p></section>
<footer>© 2026 The Fjord Herald</footer></body></html>"""


def paragraphs(text: str) -> str:
    return "\n".join(f"<p>{p}</p>" for p in text.split("\n\n"))


def test_a_page_gives_its_article_and_what_its_head_says() -> None:
    page = clean(PAGE.format(paragraphs(BODY)), "text/html")
    assert page.text == f"Envoy asks for asylum\n\n{BODY}"
    assert (page.title, page.outlet, page.author) == ("Envoy asks for asylum", "The Fjord Herald", "Signe Aas")
    assert (page.published, page.published_basis) == ("2015-05-12", "metadata")


def test_words_lead_to_their_place_in_the_markup() -> None:
    body = BODY.replace("Marta Brekova", "<b>M</b>arta&nbsp;Brekov&aacute;")
    content = PAGE.format(paragraphs(body))
    page = clean(content, "text/html")
    start = page.text.index("Marta Breková")
    low, high = raw_range(page.raw_spans, start, start + len("Marta Breková"))
    assert content[low:high] == "M</b>arta&nbsp;Brekov&aacute;"


def test_scripts_comments_and_attributes_show_nothing() -> None:
    view = html_view('<p title="six">One<!-- two --> <script>if (a < b) three()</script>&lt;four&gt;</p>five')
    assert view.text.split() == ["One", "<four>", "five"]


def test_what_never_ends_hides_nothing() -> None:
    assert html_view("<!-- open <p>One</p>").text.strip().endswith("One")
    assert html_view("<script>x <p>One</p>").text.strip().endswith("One")


def test_a_tree_too_deep_is_read_by_its_lines() -> None:
    content = "<div>" * 5_000 + f"<h1>Envoy asks for asylum</h1>{paragraphs(BODY)}" + "</div>" * 5_000
    assert clean(content, "text/html").text == f"Envoy asks for asylum\n\n{BODY}"


def test_what_markup_sets_apart_is_no_part_of_the_article() -> None:
    first, second, third = (f"<p>{p}</p>" for p in BODY.split("\n\n"))
    tail = "<p>Senator Lie was right all along, and the whole town knew it.</p>"
    content = f"""\
<html><head><title>Envoy asks for asylum</title></head><body><main><h1>Envoy asks for asylum</h1>{first}
<aside class="box"><p>Kari Lie tells every Friday what the embassies would rather keep quiet.</p></aside>{second}
<div class="c-newsletter-signup"><p>The week in embassies comes by post, and it costs nothing at all.</p></div>{third}
</main><div class="below">{tail}</div></body></html>"""
    assert clean(content, "text/html").text == f"Envoy asks for asylum\n\n{BODY}"


def test_a_part_that_holds_the_article_is_not_set_apart() -> None:
    content = f'<body><div class="page has-sidebar share"><h1>Envoy asks for asylum</h1>{paragraphs(BODY)}</div></body>'
    assert clean(content, "text/html").text == f"Envoy asks for asylum\n\n{BODY}"
