"""A written name in its parts."""

import pytest

from tasks.names.parse import parse_name


@pytest.mark.parametrize(
    ("written", "given", "family"),
    [
        ("Mohammad Reza Heydari", ("mohammad", "reza"), ("heydari",)),
        ("Dr. Kouamé N'Guessan", ("kouame",), ("nguessan",)),
        ("Brig. Gen. Paul Okello", ("paul",), ("okello",)),
        ("Sheikh Hamad bin Khalifa Al-Thani", ("hamad", "khalifa"), ("thani",)),
        ("Ramin Mehman-Parast", ("ramin", "mehman"), ("parast",)),
        ("Sergey LAVROV", ("sergey",), ("lavrov",)),
        ("LAVROV Sergey Viktorovich", ("sergey", "viktorovich"), ("lavrov",)),
        ("Heydari, Mohammad Reza", ("mohammad", "reza"), ("heydari",)),
        ("Martin Luther King, Jr.", ("martin", "luther"), ("king",)),
        ("G.W. Bush", ("g", "w"), ("bush",)),
        ("Евгений Петров", ("evgeniy",), ("petrov",)),
    ],
)
def test_given_names_and_family_name(written, given, family):
    name = parse_name(written)

    assert (name.given, name.family) == (given, family)


@pytest.mark.parametrize("written", ["Kim Jong-un", "KIM Jong Un"])
def test_family_names_of_east_asia_come_first(written):
    name = parse_name(written)

    assert (name.given, name.family, name.family_first) == (("jong", "un"), ("kim",), True)


def test_one_word_is_a_family_name():
    name = parse_name("President Ahmadinejad")

    assert (name.given, name.family, name.is_single) == ((), ("ahmadinejad",), True)
    assert name.honorifics == ("president",)


def test_a_suffix_is_no_part_of_the_name():
    name = parse_name("Robert Kennedy Jr.")

    assert (name.parts, name.suffix) == (("robert", "kennedy"), "jr")


@pytest.mark.parametrize("written", ["", "  ", "—", "Mr."])
def test_what_is_no_name_has_no_more_than_a_family_name(written):
    assert parse_name(written).given == ()


def test_a_very_long_name_is_read_in_no_time():
    assert len(parse_name("van der " * 20_000 + "Berg").parts) == 1
