"""What the encoder is trained on: marks in written passages, labels of pieces, other names for the same people."""

import random
from pathlib import Path

import pytest

from tasks.extract.encoder.pieces import shape_of, windows
from training.encoder.examples import NameExchange, bio
from training.encoder.labels import EVENT_TYPES
from training.encoder.written import MarkError, read_passages

PASSAGE = """\
# own writing
<a:former consul> [a Ada Obi] has packed her books. {a resignation}
[a= She] and [b Ben Lo] will meet on Friday. {a meeting planned} {b meeting planned}
"""


def passages(tmp_path: Path, text: str):
    path = tmp_path / "marked.txt"
    path.write_text(text, encoding="utf-8")
    return list(read_passages(path))


def test_a_passage_is_its_text_with_spans(tmp_path):
    (page,) = passages(tmp_path, PASSAGE)
    assert page.text == "consul Ada Obi has packed her books.\nShe and Ben Lo will meet on Friday.\n"
    assert [(page.text[s:e], person) for s, e, person in page.names] == [("Ada Obi", 0), ("Ben Lo", 1)]
    assert [(page.text[s:e], person) for s, e, person in page.mentions] == [("Ada Obi", 0), ("She", 0), ("Ben Lo", 1)]
    assert [(r.person, page.text[slice(*r.title)], r.status) for r in page.roles] == [(0, "consul", "former")]
    assert [(e.person, e.event_type, e.realis, page.text[slice(*e.quote)]) for e in page.events] == [
        (0, "resignation", "actual", "consul Ada Obi has packed her books."),
        (0, "meeting", "planned", "She and Ben Lo will meet on Friday."),
        (1, "meeting", "planned", "She and Ben Lo will meet on Friday."),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[a Ada Obi] left. {a resigned}", "marked.txt:1: no event type or realis: resigned"),
        ("[a Ada Obi left. {a resignation}", "marked.txt:1: a mark is not closed"),
        ("[a Ada Obi] left. {b resignation}", "marked.txt:1: no name is marked b"),
        ("<a:old consul> [a Ada Obi] left.", "marked.txt:1: no status: old"),
    ],
)
def test_marks_that_cannot_be_read_are_named_by_line(tmp_path, line, message):
    with pytest.raises(MarkError, match=message):
        passages(tmp_path, line)


def test_the_written_passages_of_the_project_can_be_read():
    written = Path(__file__).parents[2] / "training" / "encoder" / "written"
    pages = [page for path in sorted(written.glob("*.txt")) for page in read_passages(path)]
    assert {e.event_type for page in pages for e in page.events} == set(EVENT_TYPES)


@pytest.mark.parametrize(
    ("word", "shape"),
    [("", 0), ("1984", 1), ("—", 2), ("UN", 3), ("A", 4), ("Obi", 5), ("Öz", 5), ("left", 6), ("iPhone", 7)],
)
def test_words_have_shapes(word, shape):
    assert shape_of(word) == shape


def test_long_texts_are_read_in_windows_with_what_came_before():
    assert list(windows([120, 120, 90, 290, 400], longest=300, context=100)) == [
        (0, 2, 0),
        (2, 3, 2),
        (2, 4, 3),
        (4, 5, 4),
    ]
    assert list(windows([200, 60, 60, 10], longest=300, context=100)) == [(0, 2, 0), (1, 4, 2)]


def test_pieces_of_a_span_are_labelled_from_its_first_on():
    pieces = [(5, 0, 3, 5), (6, 4, 5, 5), (7, 5, 7, 5), (8, 8, 12, 6)]
    assert bio(pieces, [(0, 3), (4, 7)]) == [1, 1, 2, 0]


def test_people_get_the_names_of_others_and_everything_moves_along(tmp_path):
    (page,) = passages(tmp_path, PASSAGE)
    record = {
        **vars(page),
        "roles": [vars(r) for r in page.roles],
        "events": [vars(e) for e in page.events],
    }
    other = {"text": "Wilhelmina Zhang", "names": [(0, 16, 0)]}
    renamed = NameExchange([other], []).of(record, random.Random(1))
    assert (
        renamed["text"] == "consul Wilhelmina Zhang has packed her books.\nShe and Wilhelmina Lo will meet on Friday.\n"
    )
    assert [renamed["text"][s:e] for s, e, _ in renamed["names"]] == ["Wilhelmina Zhang", "Wilhelmina Lo"]
    assert [renamed["text"][slice(*s)] for s in renamed["sentences"]] == renamed["text"].splitlines()
    assert renamed["text"][slice(*renamed["roles"][0]["title"])] == "consul"
