"""Other people in a text are noticed: of two hundred invented ones at least 98 in a hundred (SAR-05)."""

import time

import pytest

from models.access.suggesting import REACHED, Known, born_as, suggest, written_large

KNOWN = Known(theirs=("Mia Hale", "mia.h@example.com", "07700 900222"), staff=("Priya Shah", "Mo Reed"))
FIRST = [
    "Wayne", "Dariusz", "Oluwaseun", "Tracey", "Grzegorz", "Siobhan", "Chukwuemeka", "Bronwen", "Zbigniew", "Marisol",
    "Tyrese", "Agnieszka", "Fintan", "Ngozi", "Kayden", "Rosalind", "Yusra", "Caoimhe", "Declan", "Anoushka",
]  # fmt: skip
LAST = [
    "Hutchings", "Kowalczyk", "Adeyemi", "Prendergast", "Wójcik", "O’Rourke", "Nwosu", "Pugh-Evans", "Zielinska",
    "Delacroix",
]  # fmt: skip
PEOPLE = [f"{first} {last}" for first in FIRST[:10] for last in LAST[:5]]  # fifty
SENTENCES = (
    "On Monday {} came to the house and shouted.",
    "My mum’s boyfriend {} took my phone.",
    "{} said that nobody would believe me.",
    "The foster carer told {}, and then it got worse.",
    "I do not want to see {} again.",
)


@pytest.mark.parametrize("day", ["born: 2012-03-27", "Date of birth: 27 March 2012", "dob 27/3/12"])
def test_a_birth_date_is_suggested_however_it_is_written(day):
    assert [mark.kind for mark in suggest(f"His brother, {day}, lives there.", KNOWN)] == ["birthday"]


def items():
    """(text, what has to be noticed): names, first names, small letters, titles, addresses, numbers, mails."""
    for place, name in enumerate(PEOPLE):
        yield SENTENCES[place % 5].format(name), name
    for place, name in enumerate([*FIRST, *FIRST]):
        yield SENTENCES[place % 5].format(name), name
    for name in ("tom", "dave", "kelly", "lucy", "mohammed", "stacey", "jordan", "chloe", "ryan", "sarah"):
        yield f"then {name} hit me and i ran", name
    for place, last in enumerate([*LAST, *LAST]):
        title = ("Mr", "Mrs", "Ms", "Dr", "Miss")[place % 5]
        yield SENTENCES[place % 5].format(f"{title} {last}"), f"{title} {last}"
    for place in range(20):
        number = f"07700 900{place + 100}" if place % 2 else f"+44 7700 900{place + 100}"
        yield f"His number is {number}.", number
        yield f"Ring 0161 496 0{place + 100} after school", f"0161 496 0{place + 100}"
        road = ("Larch Road", "elm street", "St Mary’s Close", "The Green Lane")[place % 4]
        yield f"They moved to {place + 3} {road} in March.", f"{place + 3} {road}"
    for place in range(10):
        yield f"mail him: dad{place}.k@example.com please", f"dad{place}.k@example.com"
        yield f"near AB{place + 1} 4XY somewhere", f"AB{place + 1} 4XY"


def test_of_two_hundred_invented_people_98_in_a_hundred_are_suggested_sar_05():
    seeded = list(items())
    assert len(seeded) >= 200
    missed = [(text, wanted) for text, wanted in seeded if not _whole(text, wanted)]
    assert len(missed) <= len(seeded) * 0.02, missed


def _whole(text, wanted):
    """Every letter of it lies in what is ticked to be taken out."""
    at = text.index(wanted)
    covered = {place for mark in suggest(text, KNOWN) if mark.on for place in range(mark.start, mark.end)}
    return all(place in covered or not text[place].isalnum() for place in range(at, at + len(wanted)))


@pytest.mark.parametrize(
    "text",
    [
        "Nobody rings me back, and my room is cold.",
        "I told my worker. She said that she would come on Friday.",
        "Mia Hale rang us. Mia wants her things. Ring 07700 900222 or mia.h@example.com.",
        "We are sorry. You can go to the Ombudsman.",
    ],
)
def test_what_is_about_nobody_else_is_left_alone(text):
    assert [text[mark.start : mark.end] for mark in suggest(text, KNOWN)] == []


def test_colleagues_in_their_work_are_named_but_stay_sar_05():
    text = "Priya Shah rang. Mr Reed will answer."
    assert [(text[mark.start : mark.end], mark.on) for mark in suggest(text, KNOWN)] == [
        ("Priya Shah", False),
        ("Mr Reed", False),
    ]


def test_a_name_that_is_an_everyday_word_is_known_where_other_papers_write_it_large():
    texts = ["He said that Grace was there.", "Grace took it."]
    known = Known(seen=written_large(texts))
    assert [mark.on for mark in suggest(texts[1], known)] == [True]


def test_a_slip_in_a_known_name_is_noticed():
    assert suggest("and then hutchngs came", Known(others=("Wayne Hutchings",)))


def test_no_pattern_is_slow_on_a_hostile_text_inp_14():
    for hostile in ("a" * 100_000, "0 " * 50_000, "1 a b c " * 12_000, "a.b@c." * 16_000, "@" * 100_000):
        for name, pattern in REACHED:
            began = time.perf_counter()
            pattern.findall(hostile)
            assert time.perf_counter() - began < 1, (name, hostile[:8])


def test_the_council_its_numbers_and_a_reference_name_nobody_but_a_surname_like_its_town_is_still_suggested_sar_05():
    known = Known(ours=("Ashbourne County Council", "0300 061 0614", "PO Box 9, CV4 0EH"))
    said = "HV-RW59-V3RT-8YC\nAshbourne County Council answers. Ring 0300 061 0614 or write to CV4 0EH."
    assert not suggest(said, known)
    assert suggest("It was Mr Ashbourne who came.", known)


def test_the_name_of_a_child_in_the_papers_of_the_parent_is_suggested_and_not_ticked():
    theirs = Known(theirs=("Dana Hale",), children=("Mia Brook",))
    marks = suggest("Dana said that Mia cried. Mia Brook’s bed was cold, and Tom Brook shouted at Mia Hale.", theirs)
    assert [(mark.on, mark.kind) for mark in marks] == [
        (False, "child"), (False, "child"), (True, "name"), (False, "child"),
    ]  # fmt: skip


def test_the_birth_date_of_a_child_in_the_papers_of_the_parent_is_not_ticked_nor_is_ones_own_marked_sar_05():
    theirs = Known(theirs=("Dana Hale",), born=born_as("1985-04-03"), children_born=born_as("2014-03-09"))
    text = "Date of birth: 9 March 2014. Born 09/03/2014. DOB 3.4.1985. Tom, born on 1 May 2012. DOB 2014-03-09."
    marks = suggest(text, theirs)
    assert [(text[mark.start : mark.end], mark.on) for mark in marks] == [
        ("Date of birth: 9 March 2014", False), ("Born 09/03/2014", False), ("Tom", True), ("born on 1 May 2012", True),
        ("DOB 2014-03-09", False),
    ]  # fmt: skip


def test_what_every_letter_says_of_the_ombudsman_is_nobodys_name_or_address():
    post = "PO Box 4771, Coventry CV4 0EH"
    known = Known(theirs=("Mia Hale",), ours=("Ashbourne County Council", post))
    text = f"Phone us, or write to {post}. Tom Box of Coventry rang."
    assert [text[mark.start : mark.end] for mark in suggest(text, known)] == ["Tom Box", "Coventry"]
