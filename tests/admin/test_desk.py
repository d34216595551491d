"""The desk: the short way of triage, who else is here, a timeline that narrows (experience 6.3, 6.4)."""

import re
from datetime import timedelta

import pytest

from models.cases import corresponding, timeline_parts
from models.cases.timeline import entries
from models.procedure.terms import Event, Journey, Role
from tests.conftest import MONDAY
from tests.making import make_case
from tests.models.cases.answered import routed, who

SAFE = {"safe": {"safe": "yes"}}
MARK = 'id="part-simple"'


def new(db, keys, **answers):
    case = make_case(db, keys.staff.ring, now=MONDAY, answers={**SAFE, **answers}).case
    db.commit()
    return case


def test_the_short_way_is_there_where_only_who_answers_is_open_t53(admin, officer, db, keys, person) -> None:
    mo = person(Role.RESPONDER, name="Mo Reed")
    case = new(db, keys)
    page = f"/cases/{case.reference}/triage"
    admin.get(page)
    assert MARK in admin.page.html
    fields = short_fields("send", mo)
    assert admin.post(page, data=fields).status_code == 303
    db.expire_all()
    assert db.get(type(case), case.id).responder_id == mo.staff_id


@pytest.mark.parametrize(
    "answers",
    [
        {"safe": {"safe": "not_sure"}},
        {"worker": {"worker": "Rosa", "ask_first": "ask_first"}},
        {"soon": {"soon": "yes", "when": "now", "words": "I have to move"}},
        {"advocate": {"advocate": "yes"}},
    ],
)
def test_there_is_no_short_way_where_something_has_to_be_judged_t53(admin, officer, db, keys, answers) -> None:
    case = new(db, keys, **answers)
    admin.get(f"/cases/{case.reference}/triage")
    assert MARK not in admin.page.html


def test_nothing_typed_is_lost_to_the_short_way(admin, officer, db, keys) -> None:
    case = new(db, keys)
    page = f"/cases/{case.reference}/triage"
    admin.get(page)
    admin.post(page, data={"version": "1", "point": "Typed", "home": "", "left_out": "", "do": "preview"})
    assert MARK not in admin.page.html
    assert "Typed" in admin.page.html


def short_fields(do, who=None, **typed):
    """What a button of the short way sends: the whole form below it, with what was typed there."""
    form = {
        "version": "1",
        "safe": "safe",
        "advocate": "offered",
        "point": ["Nobody rings."],
        "home": [""],
        "left_out": [""],
        "responder": "",
    }
    return {**form, "short-responder": str(who.staff_id) if who else "", "do": f"short-{do}", **typed}


def test_the_short_way_stays_after_a_look_and_after_an_error_t53(admin, officer, db, keys, person) -> None:
    mo = person(Role.RESPONDER, name="Mo Reed")
    case = new(db, keys)
    page = f"/cases/{case.reference}/triage"
    admin.get(page)
    look = short_fields("preview")
    assert admin.post(page, data=look).status_code == 200
    assert MARK in admin.page.html
    assert "(nobody is chosen yet)" in admin.page.text
    assert f"{officer.name} will look into it" not in admin.page.text, "who looks at the letter is not who answers"
    assert admin.post(page, data=short_fields("send")).status_code == 422
    assert MARK in admin.page.html
    assert any(link.get("href") == "#simple-responder" for link in admin.page.all("a")), "the error leads to the place"
    admin.post(page, data=short_fields("preview", mo))
    assert "Mo Reed will look into it" in admin.page.text
    assert f'<option value="{mo.staff_id}" selected' in admin.page.html.split(MARK)[1].split("</section>")[0]
    assert admin.post(page, data=short_fields("send", mo)).status_code == 303


def test_what_was_typed_below_the_short_way_goes_with_it_r5(admin, officer, db, keys, person) -> None:
    mo = person(Role.RESPONDER, name="Mo Reed")
    case = new(db, keys)
    page = f"/cases/{case.reference}/triage"
    added = {"extra": "We are sorry that the van was late."}
    admin.post(page, data=short_fields("send", **added))
    assert added["extra"] in admin.page.html.split('name="extra"')[1], "an error loses nothing"
    other = short_fields("send", mo, route="corporate:own_treatment", **added)
    assert admin.post(page, data=other).status_code == 200, "another way was chosen below: its letter is shown first"
    assert MARK not in admin.page.html
    assert admin.post(page, data=short_fields("send", mo, **added)).status_code == 303
    admin.get(f"/cases/{case.reference}/letters")
    links = [link["href"] for link in admin.page.all("a") if "/letters/" in link.get("href", "")]
    admin.get(next(link for link in links if re.search(r"[0-9a-f-]{36}$", link)))
    assert added["extra"] in admin.page.text


def test_after_going_on_to_the_next_case_it_says_which_one_was_decided(admin, officer, db, keys, person) -> None:
    mo = person(Role.RESPONDER, name="Mo Reed")
    case = new(db, keys)
    page = f"/cases/{case.reference}/triage"
    admin.post(page, data=short_fields("next", mo))
    admin.get("/queue")
    assert f"{case.reference}: Decided." in admin.page.text


def test_where_the_short_way_is_not_offered_the_page_says_what_is_open_t53(admin, officer, db, keys) -> None:
    case = new(db, keys, safe={"safe": "not_sure"}, worker={"worker": "Rosa", "ask_first": "ask_first"})
    admin.get(f"/cases/{case.reference}/triage")
    first = admin.page.html.split('id="open-at-first"')[1].split("</div>")[0]
    assert "It cannot be acknowledged with one press. First, and then which way it goes:" in first
    assert "They are not sure that they are safe. Hear from duty or from them how it is" in first
    assert "Choose nobody to answer yet: send the letter, which says that we ask first" in first


def test_who_must_not_know_is_decided_before_the_letter_goes(admin, officer, db, keys) -> None:
    case = new(db, keys, worker={"must_not_know": ["my_carer"]})
    admin.get(f"/cases/{case.reference}/triage")
    assert MARK not in admin.page.html, "there is no short way past it"
    assert 'href="#to-keep"' in admin.page.html.split('id="open-at-first"')[1].split("</div>")[0]
    assert "They named who must not know" in admin.page.text
    assert any(link.get("href") == f"/cases/{case.reference}/people#must-not-know" for link in admin.page.all("a"))


def test_a_point_is_taken_away_and_their_own_words_stay(admin, officer, db, keys) -> None:
    case = new(db, keys, tell={"story": "Nobody rings.\n\nThe van was late."})
    page = f"/cases/{case.reference}/triage"
    admin.get(page)
    typed = {"version": "1", "point": ["Nobody rings.", "The van was late."], "home": ["", ""], "left_out": ["", ""]}
    assert admin.post(page, data={**typed, "do": "remove-0"}).status_code == 200
    assert 'id="points-1"' not in admin.page.html
    assert "The van was late." in admin.page.html.split('id="points-0"')[1][:200]
    assert "Nobody rings." in admin.page.text, "under Their words"
    gone = {"version": "1", "point": ["The van was late."], "home": [""], "left_out": [""], "do": "remove-0"}
    assert admin.post(page, data=gone).status_code == 200
    assert 'id="points-0"' in admin.page.html, "there is always one to write in"


@pytest.mark.parametrize("part", ["messages", "triage", "letters/new", "answer"])
def test_who_comes_second_is_told_who_is_here_already(admin, db, keys, person, sign_in, clock, part) -> None:
    priya = person(Role.OFFICER, name="Priya Shah")
    actor = who(priya)
    zoe = person(Role.OFFICER, name="Zoe Marsh")
    case = routed(db, keys.staff.ring, actor)[0] if part == "answer" else new(db, keys)
    db.commit()
    page = f"/cases/{case.reference}/{part}"
    sign_in(account=priya)
    admin.get(page)
    assert "may be writing too" not in admin.page.text
    sign_in(account=zoe)
    admin.get(page)
    assert "Priya Shah opened this page at" in admin.page.text
    assert "Zoe Marsh opened" not in admin.page.text
    clock.now += timedelta(minutes=16)
    sign_in(account=zoe)
    assert admin.get(page).status_code == 200
    assert "may be writing too" not in admin.page.text


def test_a_timeline_narrows_by_kind_and_by_words_and_hides_its_texts(admin, officer, db, keys) -> None:
    opened = make_case(db, keys.staff.ring, now=MONDAY)
    told = {"actor": officer, "keys": opened.keys, "now": MONDAY}
    corresponding.add_note(db, opened.case, "The headteacher rang.", **told)
    corresponding.send_message(db, opened.case, "We wrote.", **told)
    db.commit()
    page = f"/cases/{opened.case.reference}/timeline"
    admin.get(f"{page}?sort=notes")
    assert "Noted" in admin.page.text
    assert "Received" not in admin.page.text.split("Who has opened this")[0].split("of ")[1]
    admin.get(f"{page}?q=recieved")
    assert "1 of" in admin.page.text
    for nonsense in ("?sort=x", "?q=%25", "?q=_", f"?q={'x' * 10_000}", "?short=maybe"):
        assert admin.get(page + nonsense).status_code == 200


def test_every_event_has_a_kind_and_few_are_the_rest() -> None:
    rest = {event for event in Event if timeline_parts.sort_of(event) is timeline_parts.Sort.REST}
    assert rest == {
        Event.OFFICER_ASSIGNED, Event.RESPONDER_ASSIGNED, Event.PASSED_ON, Event.IDEA_ANSWERED, Event.WALL_RAISED,
        Event.WALL_LIFTED, Event.WORDS_REISSUED, Event.HOLIDAY_MOVED_DATES, Event.REGULATOR_TOLD,
    }  # fmt: skip


def test_narrowing_by_nothing_narrows_nothing(db, keys) -> None:
    opened = make_case(db, keys.staff.ring, now=MONDAY)
    every = entries(db, opened.case, opened.keys)
    assert timeline_parts.narrowed(every, timeline_parts.Sort.ALL, "") == every


def test_a_change_with_no_day_is_never_given_one_e_61(admin, officer, db, keys) -> None:
    case = new(db, keys, soon={"soon": "yes"})
    for part in ("", "/triage", "/freeze"):
        admin.get(f"/cases/{case.reference}{part}")
        assert "A change they do not want: they gave no day. Ask when it is" in admin.page.text
        assert "due by 30 November" not in admin.page.text, "seven days on is ours and not theirs"
    assert "They did not say when it is to happen." in admin.page.text
    admin.get("/queue")
    assert "no day given: ask" in admin.page.text


def test_a_day_that_they_gave_is_said_as_theirs_e_61(admin, officer, db, keys) -> None:
    case = new(db, keys, soon={"soon": "yes", "when": "week"})
    admin.get(f"/cases/{case.reference}")
    assert "A change they do not want is due by" in admin.page.text


def test_the_short_way_says_who_is_named_and_what_was_asked_t53(admin, officer, db, keys) -> None:
    points = {"account": "", "rows": [{"what": "Nobody told us.", "who": "Sarah"}]}
    case = make_case(
        db, keys.staff.ring, now=MONDAY, journey=Journey.PARENT,
        answers={"urgent": {"danger": "no"}, "standing": {"standing": "own_treatment"}, "points": points},
    ).case  # fmt: skip
    db.commit()
    admin.get(f"/cases/{case.reference}/triage")
    short = admin.page.html.split(MARK)[1].split("</section>")[0]
    assert "They say that no child is in danger" in short
    assert "<bdi>Sarah</bdi>" in short
    assert "nobody is named" not in short
    assert "They were asked if a child is in danger now. They said: no." in admin.page.text


def test_who_must_not_see_it_is_who_must_not_know_p13(admin, officer, db, keys) -> None:
    case = new(db, keys, you={"must_not_see": "my ex-partner Lee"})
    admin.get(f"/cases/{case.reference}/people")
    assert "They named nobody." not in admin.page.text
    assert "my ex-partner Lee" in admin.page.html.split('id="must-not-know"')[1].split("</p>")[0]
