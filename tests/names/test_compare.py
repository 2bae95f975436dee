"""Could two written names be one name?"""

import pytest

from tasks.names.compare import name_similarity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammad Reza Heidari", "Mohammed Reza Heydari"),
        ("Ahmad Salehi", "Ahmed Salehi"),
        ("Hossein Moradi", "Hussain Moradi"),
        ("Muammar Qaddafi", "Moamer Gaddafi"),
        ("Yevgeny Petrov", "Evgenii Petroff"),
        ("Alexei Smirnov", "Aleksey Smirnov"),
        ("Khalil Djebbar", "Halil Jabbar"),
        ("Kouamé N'Guessan", "Kouame Nguessan"),
        ("Issa Sanogo", "Issa Sanogho"),
        ("Ramin Mehman-Parast", "Ramin Mehmanparast"),
        ("Abd al-Rahman Shalgham", "Abdurrahman Shalgam"),
        ("Владимир Орлов", "Vladimir Orlov"),
        ("Lavrov Sergey", "Sergey Lavrov"),
        ("William Carter", "Bill Carter"),
    ],
)
def test_spellings_of_one_name(one, other):
    assert name_similarity(one, other) >= 0.75
    assert name_similarity(one, other) == name_similarity(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vladimir Petrovich Orlov", "Vladimir Orlov"),
        ("J. Okafor", "James Okafor"),
        ("Maleki", "Ahmad Maleki"),
        ("Mr Maleki", "Ahmad Maleki"),
    ],
)
def test_a_shorter_form_could_be_the_same_name(one, other):
    assert 0.5 <= name_similarity(one, other) < 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hassan Moradi", "Hossein Moradi"),
        ("Dmitry Sokolov", "Dmitry Sokolova"),
        ("Kim Jong-un", "Kim Jong-il"),
        ("Maria Lopez", "Mario Lopez"),
        ("Sergey Viktorovich Lavrov", "Sergey Ivanovich Lavrov"),
        ("Robert Hale Jr.", "Robert Hale Sr."),
        ("Reza", "Reza Moradi"),
        ("Amadou Keita", "Amadou Traoré"),
        ("", "Amadou Keita"),
    ],
)
def test_two_names(one, other):
    assert name_similarity(one, other) < 0.5


def test_farzad_and_faraz_are_not_one_name_by_themselves():
    assert 0 < name_similarity("Farzad Karimi", "Faraz Karimi") < 0.5


@pytest.mark.parametrize("one", ["Zhao Min", "Ana", "N'Guessan", "Ali Mohammed Ali"])
def test_a_name_is_itself(one):
    assert name_similarity(one, one.upper()) == 1.0
