"""The council's own words in its letters: seen as received, dated, easy for a child, put back (INP-04)."""

from datetime import date, timedelta

import pytest

from models.cases.letter_facts import letter
from models.cases.writing_to import send
from models.policy import load_shipped
from models.post.catalogue import CATALOGUE
from models.post.examples import example
from models.post.letters import check_complete
from models.post.wording import OURS, may_reword
from models.procedure.terms import Journey, Role
from models.tables import AuditRow, CouncilChoice, Letter
from tests.conftest import MONDAY
from tests.models.cases.answered import routed, who

TODAY = MONDAY.date()
ADULT, CHILD = "/settings/letters/words/general/adult", "/settings/letters/words/general/child"
WORDS = "Our office moved. Ring [phone] and ask for **[officer]**."


def on(day: date) -> dict[str, str]:
    return {"since-day": str(day.day), "since-month": str(day.month), "since-year": str(day.year)}


@pytest.fixture
def worded(admin, sign_in):
    sign_in(Role.MANAGER)

    def send_words(page, text, day=TODAY, **more):
        admin.get(page)
        return admin.post(page, data={"ours": text, **on(day), **more})

    return send_words


@pytest.mark.parametrize("kind", list(CATALOGUE))
@pytest.mark.parametrize("young_person", [True, False])
def test_every_letter_can_be_shown_whole_with_words_of_ours_in_it(kind, young_person) -> None:
    row, policy = CATALOGUE[kind], load_shipped("ashbourne", date(2026, 4, 1))
    template = f"{row.template}_child" if young_person and row.child else row.template
    words = dict.fromkeys(may_reword(template), "We moved to the town hall.")
    shown = example(kind, policy, {template: words}, young_person=young_person, today=TODAY, how_it_works="our website")
    assert check_complete(kind, shown.blocks, young_person=young_person) == []
    assert [block["id"] for block in shown.blocks].count(OURS) == 1
    locked = [block for block in shown.blocks if block["locked"]]
    plain = example(kind, policy, {}, young_person=young_person, today=TODAY, how_it_works="our website")
    assert locked == [block for block in plain.blocks if block["locked"]]


def test_a_filling_in_that_does_not_exist_is_refused_beside_the_box_inp_04(admin, db, worded) -> None:
    assert worded(ADULT, "Ring [Phone] about [refrence] or [reference].", keep="yes").status_code == 422
    said = "[Phone], [refrence] cannot be filled in. What can: [council], [phone], [email], [officer], [reference]"
    assert said in admin.page.text
    assert 'id="ours-error"' in admin.page.html
    assert "about [refrence] or" in admin.page.html, "nothing typed is lost"
    assert db.query(CouncilChoice).count() == 0


def test_it_is_seen_with_the_parts_of_the_law_before_it_is_kept(admin, db, worded) -> None:
    assert worded(ADULT, WORDS, look="yes").status_code == 200
    assert "the Local Government and Social Care Ombudsman" in admin.page.text
    assert "<strong>Priya Shah</strong>" in admin.page.html
    assert db.query(CouncilChoice).count() == 0
    assert worded(ADULT, WORDS, keep="yes").status_code == 303
    assert db.query(AuditRow).filter_by(action="choice_made").count() == 1


def test_letters_have_it_from_its_day_on_and_those_written_keep_their_text(db, keys, person, worded) -> None:
    officer = who(person(Role.OFFICER))
    case, ring = routed(db, keys.staff.ring, officer, journey=Journey.PARENT)
    before = send(db, case, "We looked.", "", actor=officer, now=MONDAY, keys=ring)
    tomorrow = MONDAY + timedelta(days=1)
    assert worded(ADULT, WORDS, tomorrow.date(), keep="yes").status_code == 303
    assert OURS not in [block["id"] for block in letter(db, case, MONDAY, "general", words="x", next_stage=None).blocks]
    after = letter(db, case, tomorrow, "general", words="We looked.", next_stage=None)
    assert "Our office moved." in after.text()
    kept = ring.open_json(Letter.body, db.get_one(Letter, before.id))
    assert OURS not in [block["id"] for block in kept["blocks"]]


def test_a_childs_words_have_to_be_easy_and_no_reason_makes_them_so_t27(admin, db, worded) -> None:
    hard = "Notwithstanding administrative considerations, representations will be acknowledged expeditiously."
    assert worded(CHILD, hard, keep="yes").status_code == 422
    assert (
        "Make it easier: a reader of age 17 or more would manage it now. Long words: notwithstanding, administrative"
        in admin.page.text
    )
    assert hard in admin.page.html
    assert db.query(CouncilChoice).count() == 0
    assert worded(CHILD, "We have a new home. It is in the town.", keep="yes").status_code == 303


def test_nothing_that_is_typed_runs_and_pasted_markup_is_cleaned_inp_04(admin, db, worded) -> None:
    typed = "{{7*7}} {{config}} ${7*7} <%=7*7%>"
    assert worded(ADULT, typed, look="yes").status_code == 200
    assert all(words in admin.page.text for words in ("{{7*7}}", "{{config}}", "${7*7}"))
    pasted = '<p onclick="x()">Ring <strong>us</strong></p><script>alert(1)</script>'
    assert worded(ADULT, pasted, keep="yes").status_code == 303
    kept = db.query(CouncilChoice).one().value["ours"]
    assert "<" not in kept
    assert "Ring **us**" in kept


def test_going_back_to_the_shipped_wording(admin, db, worded) -> None:
    assert worded(ADULT, WORDS, keep="yes").status_code == 303
    row = db.query(CouncilChoice).one()
    admin.get(ADULT)
    assert admin.post(f"{ADULT}/put-back/{row.id}").status_code == 200
    assert f"Our own {WORDS} Nothing" in admin.page.text
    assert db.query(CouncilChoice).count() == 1
    assert admin.post(f"{ADULT}/put-back/{row.id}", data={"confirm": "yes"}).status_code == 303
    admin.get(ADULT)
    assert "The shipped wording." in admin.page.text
    admin.get("/settings/letters/words")
    assert "With words of ours" not in admin.page.text


def test_first_lines_are_ours_only_where_they_hold_nothing_of_the_case(admin, db, worded) -> None:
    page = "/settings/letters/words/acknowledgement_statutory/adult"
    assert worded(page, "", opening="Thank you. We at [council] read it.", keep="yes").status_code == 303
    assert db.query(CouncilChoice).one().value == {"opening": "Thank you. We at [council] read it."}
    admin.get("/settings/letters/words/closure/adult")
    assert 'name="opening"' not in admin.page.html
    assert admin.get("/settings/letters/words/holding/child").status_code == 404
