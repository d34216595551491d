"""Each paper of a request says what it is, and from whom to whom (SAR-03)."""

import uuid

import pytest

from models.access import gathering
from models.access.building import Given, build
from models.access.redacting import words_of
from models.cases.corresponding import add_note, send_message
from models.post.catalogue import CATALOGUE
from models.procedure.terms import Role, Way
from models.tables import Base, Letter
from tests.conftest import MONDAY
from tests.models.cases.answered import routed, who


@pytest.fixture
def case(db, keys, person):
    officer = who(person(Role.OFFICER, name="Priya Shah"))
    made, ring = routed(db, keys.staff.ring, officer, points=("Nobody rings.", "The room is cold."))
    add_note(db, made, "Rang her manager.", actor=officer, keys=ring, now=MONDAY)
    send_message(db, made, "We look into it.", actor=officer, keys=ring, now=MONDAY)
    db.commit()
    return made, ring


def a_letter(db, case, ring, **more):
    row = Letter(id=uuid.uuid4(), case_id=case.id, kind="answer_statutory", way=Way.POST, released_at=MONDAY, **more)
    block = {"id": "found", "heading": "What we found", "paragraphs": ["It was late."], "list": [], "locked": False}
    easy = {**block, "heading": "What went wrong", "paragraphs": ["We were late."]}
    ring.seal_json(Letter.body, row, {"subject": "Our answer", "blocks": [block], "easy": [easy]})
    db.add(row)
    db.flush()
    return row


def gathered(db, case, ring):
    return gathering.everything(db, case, ring, lambda one: [])


def test_each_paper_says_what_it_is_and_from_whom_to_whom_sar_03(db, case):
    titles = [one.title for one in gathered(db, *case)]
    assert "Point 1 of the complaint, as we understood it" in titles
    assert titles.index("Point 1 of the complaint, as we understood it") < titles.index(
        "Point 2 of the complaint, as we understood it"
    )
    assert "Message from us to the person who complained" in titles
    assert "A note among ourselves" in titles
    assert len(set(titles)) == len(titles), "no two papers of this case are called the same"


def test_a_letter_and_its_easy_version_are_two_papers_sar_03(db, case):
    a_letter(db, *case)
    papers = [one for one in gathered(db, *case) if one.title.startswith("Letter from us to the person who complained")]
    label = CATALOGUE["answer_statutory"].label
    plain, easy = (one for one in papers if label in one.title)
    assert plain.title.endswith(label)
    assert easy.title == f"{plain.title}: the same in easy words"
    assert "It was late." in plain.texts
    assert "We were late." not in plain.texts
    assert "We were late." in easy.texts
    assert "It was late." not in easy.texts


def test_a_letter_that_never_left_says_so_sar_03(db, case):
    a_letter(db, *case, state="back")
    assert any("called back, never sent" in one.title for one in gathered(db, *case))


def test_an_easy_version_begins_a_page_of_its_own_sar_03():
    day = MONDAY.date()
    both = (Given("A letter", "", ["It was late."], apart=True), Given("Easy", "", ["We were late."], apart=True))
    given = [*both, Given("A note", "", ["Rang."])]
    pages = words_of(build("Ashbourne", "R-ABCDEF", "Sam Lee", day, given))
    on = {
        words: number
        for number, text in enumerate(pages)
        for words in ("It was late", "We were late", "Rang.")
        if words in text
    }
    assert sorted(on.values()) == [1, 2, 3]


def test_no_title_holds_a_name_so_that_nothing_slips_past_who_takes_names_out_sar_05(db, case):
    a_letter(db, *case)
    titles = " ".join(one.title for one in gathered(db, *case))
    for name in ("Priya", "Shah", "Sam"):
        assert name not in titles


def test_whatever_is_gathered_has_a_title_of_words_sar_03():
    from models.access import titles

    for mapper in Base.registry.mappers:
        name = mapper.class_.__tablename__
        locked = any(prop.columns[0].info.get("lock") for prop in mapper.column_attrs)
        if locked and name not in gathering.NOT_PAPERS and gathering._owner(mapper.class_.__table__, []) is not None:
            assert name in titles.PLAIN or name in titles.MADE, name
