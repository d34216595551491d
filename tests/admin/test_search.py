"""Finding a case by words, over exactly what one may see (AZ-03, AUD-01); and other cases of the same people."""

import re

import pytest
from sqlalchemy import select

from models.cases import corresponding, near_words, others, searching, tasks, walling
from models.cases.indexing import add_tags
from models.procedure.terms import Journey, Role, State
from models.tables import TheirWords
from models.tables.audit import AuditRow
from tests.conftest import MONDAY
from tests.making import make_case, spoil


@pytest.fixture
def add(db, keys):
    def make(story="Nobody rings me back.", **change):
        opened = make_case(db, keys.staff.ring, now=MONDAY, answers={"tell": {"story": story}}, **change)
        db.commit()
        return opened

    return make


def found(admin, typed, **narrow):
    answer = admin.get("/queue/search", query_string={"q": typed, **narrow})
    assert answer.status_code == 200
    return re.findall(r'id="case-([^"]+)"', admin.page.html)


@pytest.mark.parametrize(
    "typed", ["placement", "PLACEMENT", "plac", "placment", "new placement", "“to a new placement”", "  placement  "]
)
def test_a_case_is_found_by_words_of_its_story_also_misspelled(admin, officer, add, typed) -> None:
    case = add("They moved me to a new placement in Zoë’s town.").case
    add()
    assert found(admin, typed) == [case.reference]
    assert "their words" in admin.page.text


@pytest.mark.parametrize(
    "typed", ["%", "_", "%%", "pl%ment", "p_acement", "'", "\\", "*", ".*", "\x00", "😀", '"', '""']
)
def test_signs_mean_nothing_and_break_nothing(admin, officer, add, typed) -> None:
    add("They moved me to a new placement.")
    assert found(admin, typed) == []


def test_ten_thousand_signs_are_looked_at_as_two_hundred(admin, officer, add) -> None:
    case = add().case
    assert found(admin, "rings " * 2_000) == [case.reference]
    assert found(admin, "x" * 10_000) == []


def test_every_word_has_to_be_there_and_best_fits_come_first(admin, officer, add) -> None:
    exact = add("The contact with my sister stopped.").case
    near = add("The contakt with my sister stopped.").case
    assert found(admin, "contact sister") == [exact.reference, near.reference]
    assert "Something like it is in their words" in admin.page.text
    assert found(admin, "contact brother") == []


def test_it_is_found_where_it_stands_in_notes_messages_tasks_and_names(admin, officer, add, db, keys) -> None:
    opened = add()
    told = {"actor": officer, "keys": opened.keys, "now": MONDAY}
    corresponding.add_note(db, opened.case, "The headteacher rang.", **told)
    corresponding.send_message(db, opened.case, "We have asked about your bicycle.", **told)
    tasks.open_task(db, opened.case, what="Find the rucksack.", **told)
    db.commit()
    for typed, where in {
        "headteacher": "the notes", "bicycle": "the messages", "rucksack": "the tasks", "Sam": "who they are",
    }.items():  # fmt: skip
        assert found(admin, typed) == [opened.case.reference], typed
        assert f"Found in {where}" in admin.page.text
    assert found(admin, "headteacher", part="messages") == []
    assert found(admin, "headteacher", part="notes") == [opened.case.reference]


def test_filters_narrow_it_and_nonsense_narrows_nothing(admin, officer, add, db) -> None:
    shut, live = add("A cold room.").case, add("A cold room.").case
    shut.state, shut.closed_on = State.CLOSED, MONDAY.date()
    db.commit()
    assert found(admin, "cold", stands="closed") == [shut.reference]
    assert found(admin, "cold", stands="open") == [live.reference]
    assert found(admin, "cold", who="parent") == []
    assert set(found(admin, "cold", stands="?", who="?", part="?", after="?")) == {shut.reference, live.reference}


def test_no_word_finds_what_stands_behind_the_wall_az_03(admin, sign_in, add, db, keys) -> None:
    sign_in(Role.OFFICER, name="Karen Cole")
    case = make_case(
        db, keys.staff.ring, now=MONDAY, reference="CV-AAAA-A1",
        answers={"tell": {"story": "A purple door."}, "worker": {"worker": "Karen Cole", "ask_first": "ok"}},
    ).case  # fmt: skip
    db.commit()
    before = found(admin, "yellow"), admin.page.text.replace("yellow", "")
    after = found(admin, "purple"), admin.page.text.replace("purple", "")
    assert before == after
    assert found(admin, "CV-AAAA-A2") == []
    assert case.reference not in admin.page.text


def test_a_reference_with_a_slip_is_offered(admin, officer, add) -> None:
    add(reference="CV-AAAA-A1")
    found(admin, "CV-AAAB-A1")
    assert "Did you mean CV-AAAA-A1 ?" in admin.page.text


def test_the_audit_keeps_a_hash_of_what_was_looked_for_and_no_word_aud_01(admin, officer, add, db) -> None:
    add()
    for typed in ("rings", "RINGS", "sister"):
        found(admin, typed)
    rows = db.scalars(select(AuditRow.reason).where(AuditRow.action == "search")).all()
    first, second, third = (row.split(", ")[1] for row in rows)
    assert first == second != third
    assert not any("rings" in row or "sister" in row for row in rows)


def test_one_text_that_cannot_be_opened_hides_no_other_enc_03(admin, officer, add, db) -> None:
    spoil(db, db.scalars(select(TheirWords).where(TheirWords.case_id == add().case.id)).one())
    other = add().case
    assert found(admin, "rings") == [other.reference]


def test_looking_goes_on_through_older_cases(db, officer, keys, add, monkeypatch) -> None:
    monkeypatch.setattr(searching, "CHUNK", 2)
    monkeypatch.setattr(searching, "LOOKED", 2)
    made = {add().case.id for _ in range(5)}
    seen, after, rounds = set(), None, 0
    while True:
        came = searching.look(db, officer, near_words.read("rings"), keys.staff.ring, after=after)
        seen |= {one.case_id for one in came.found}
        rounds += 1
        if (after := came.older) is None:
            break
    assert (seen, rounds) == (made, 3)


def test_a_page_of_hits_goes_on_where_it_ended(db, officer, keys, add, monkeypatch) -> None:
    monkeypatch.setattr(searching, "FOUND", 2)
    made = [add().case.id for _ in range(3)]
    first = searching.look(db, officer, near_words.read("rings"), keys.staff.ring)
    second = searching.look(db, officer, near_words.read("rings"), keys.staff.ring, after=first.older)
    assert second.older is None
    assert sorted(one.case_id for one in [*first.found, *second.found]) == sorted(made)


@pytest.mark.parametrize(
    ("typed", "text", "fits"),
    [
        ("zoe", "Zoë’s room", 2), ("cat", "The car", 0), ("2024", "In 2025", 0), ("becuase", "because", 1),
        ("Łódź", "Lodz", 1), ("إنجليزي", "أتكلم إنجليزي", 2), ("social", "a social-worker", 2), ("", "x", 0),
    ],
)  # fmt: skip
def test_what_fits_and_what_does_not(typed, text, fits) -> None:
    wanted = near_words.read(typed)
    assert (near_words.fit(wanted, [text]) if wanted else 0) == fits


def test_other_cases_of_the_same_people_are_counted_and_never_those_behind_the_wall_az_13(
    admin, officer, add, db, keys, person
) -> None:
    first, twice, named = add().case, add().case, add(journey=Journey.YOUNG_PERSON).case
    hidden = add(reference="CV-BBBB-B1").case
    same = {"email": ["sam@mail.example"], "name": ["Sam"]}
    for case in (first, twice, hidden):
        add_tags(db, keys.staff.index, case.id, same)
    add_tags(db, keys.staff.index, named.id, {"name": ["Sam"]})
    walling.step_aside(db, hidden, actor=officer, now=MONDAY)
    db.commit()
    seen = others.others(db, first, officer)
    assert [one.case.id for one in seen.repeat] == [twice.id]
    assert [one.case.id for one in seen.named] == [named.id]
    admin.get(f"/cases/{first.reference}/people")
    assert "1 other case from the same e-mail or phone" in admin.page.text
    assert "1 of them may be the same complaint sent twice" in admin.page.text
    assert hidden.reference not in admin.page.text
