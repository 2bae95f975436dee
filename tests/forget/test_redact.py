"""Forgotten names masked wherever a page can hold them, and nothing else touched."""

from __future__ import annotations

import pytest

from tasks.forget.forgotten_file import Entry, Forgotten, Kind, salted
from tasks.forget.redact import name_words, redact

SALT = "0" * 32


def entry(kind: Kind, *parts: str) -> Entry:
    words = len(parts) if kind == Kind.NAME else 0
    return Entry(kind=kind, words=words, hash=salted(SALT, kind, *parts), salt=SALT, forgotten_at="", by="", why="")


FORGOTTEN = Forgotten(
    SALT,
    (
        entry(Kind.NAME, *name_words("Nadia Müller-Rossi")),
        entry(Kind.NAME, *name_words("N. Rossi")),
        entry(Kind.FAMILY, "rossi"),
        entry(Kind.SHORT, "src_1", "nadia"),
    ),
)


def masked(text: str, source_id: str | None = None) -> str:
    (found,) = redact([text], FORGOTTEN, source_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nadia Müller-Rossi resigned.", "█████ ██████-█████ resigned."),
        ("NADIA MULLER\nROSSI resigned", "█████ ██████\n█████ resigned"),
        ("Nadia Müller-Rossi left. Rossi's term, Ms Rossi", "█████ ██████-█████ left. █████'s term, Ms █████"),
        ("<b>Nadia</b> <i>Müller</i>-Rossi", "<b>█████</b> <i>██████</i>-█████"),
        ('<img alt="Nadia Müller Rossi">', '<img alt="█████ ██████ █████">'),
        ("https://x.org/nadia-muller-rossi-quits", "https://x.org/█████-██████-█████-quits"),
        ("/q?n=Nadia%20Muller%20Rossi", "/q?n=█████%20██████%20█████"),
        ("Na\u00addia Müller\u200b-Rossi", "██████ ███████-█████"),
        ("Nadia M&uuml;ller&nbsp;Rossi", "█████ ██████&nbsp;█████"),
        ("Nadia Mu\u0308ller-Rossi", "█████ ███████-█████"),
    ],
)
def test_the_name_is_masked_in_every_dress(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ms Rossi resigned.",  # another Rossi, for all that is known
        "Nadia resigned.",
        "Nadia Müller resigned. Then came Rossi.",
        "Nadia & M&uuml;ller",
        "",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert masked(text) == text


def test_a_first_name_is_masked_on_the_page_where_it_is_known_to_mean_her() -> None:
    assert masked("Nadia resigned.", "src_1") == "█████ resigned."
    assert masked("Nadia resigned.", "src_2") == "Nadia resigned."


def test_a_whole_name_in_the_title_masks_the_family_name_in_the_text() -> None:
    assert redact(["N. Rossi quits", None, "Rossi left."], FORGOTTEN) == ["█. █████ quits", None, "█████ left."]


def test_a_text_keeps_its_length() -> None:
    text = "👩‍👧 Yesterday Nadia Müller-Rossi, 44, resigned; Rossi gave no reason."
    assert len(masked(text)) == len(text)


def test_with_nobody_forgotten_nothing_is_masked() -> None:
    assert redact(["Nadia Müller-Rossi"], Forgotten()) == ["Nadia Müller-Rossi"]


def test_a_hostile_page_is_read_in_linear_time() -> None:
    assert "█" not in masked("<" * 200_000 + "&" * 200_000 + "Nadia " * 50_000)
