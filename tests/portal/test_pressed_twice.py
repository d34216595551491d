"""T22: every form of the public site, pressed twice as it stands on its page, is done once and answered alike."""

import uuid
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from models.audit import SYSTEM
from models.cases import advocates, choosing, extending, file_care, meeting, stating
from models.cases.attaching import one_of_case
from models.cases.corresponding import send_message
from models.cases.recording import record
from models.procedure.terms import Event, Journey, Role
from models.tables import Holder, Letter, MeetingDate
from models.tables.base import Base
from tests.admin.panelling import at_stage_2
from tests.conftest import MONDAY
from tests.files import wav, with_file
from tests.models.cases.answered import LAST, at, who
from tests.portal.coming_back import REFERENCE, WORDS, another_holder, case_with_words
from tests.portal.test_check import number
from tests.portal.test_easy_letters import released
from tests.portal.test_pass_it_on import asked  # noqa: F401
from tests.portal.test_tracking import add_points, answering

BESIDE, TEXT = "HV-7K3M-9QX2-5TJ", {"text": "It is cold in my room."}
MACHINES = frozenset({"audit", "audit_head", "throttle", "visit"})  # what a press leaves although it does nothing
SIGN = {"agree": ["look", "happen"], "name": "Sam"}
REACH = {"contact": {"ways": ["text", "email"]}}
CARD = {"text_number": "07700 900123", "text_seen": "no", "email": "sam@home.example"}
ANSWERS = {
    "worker": {"worker": "", "ask_first": "ask"},
    **REACH,
    "contact_details": CARD,
    "wants": {"wants": ["sorry"]},
}

OWN, POST = "/your-page", "POST "  # the second: it is sent by a script, or by a button of another form
PRESSES = [  # the form, the page it stands on, what is chosen; before it: what was pressed already, or how it stands
    ("choices.want_advocate", f"{OWN}/4", {"shares": ["contact"]}, "open"),
    ("choices.want_chat", f"{OWN}/4", {}, "open"),
    ("choices.not_heard", OWN, {}, "advocate asked for"),
    ("choices.not_now", OWN, {}, "advocate asked for"),
    ("choices.ask_next_stage", f"{OWN}/next", TEXT, "answered"),
    *(("choices.answer_more_time", f"{OWN}/more-time", {"answer": said}, "open") for said in ("yes", "no", "talk")),
    ("choices.stop_it", f"{OWN}/6", {"pressed": "no"}, "open"),
    ("choices.stop_it", f"{OWN}/6", {"pressed": "yes"}, "open"),
    ("choices.start_again", OWN, {}, "stopped"),
    ("choices.ask_visit", f"{OWN}/12", {"name": "Kit", "where": "At school", "when": "Today"}, "open"),
    ("choices.got_worse", f"{OWN}/5", TEXT, "open"),
    ("choices.not_worse", OWN, {}, "days later"),
    *(("ask_first.answer", f"{OWN}/14", {"answer": said}, "open") for said in ("yes", "no", "talk")),
    ("choices.stop_advocate", f"{OWN}/reach", {}, "open"),
    ("choices.child_words", OWN, {}, "helper"),
    ("messages.send", f"{OWN}/messages", TEXT, "open"),
    ("messages.read", f"{OWN}/messages", {}, "open"),
    *(("beside.choose", f"{OWN}/11", {"say": said, "copies": ["letters"]}, "open") for said in ("yes", "no")),
    ("beside.one_letter", f"{OWN}/letters/*", {"say": "yes"}, "confirmed"),
    ("contact.change", f"{OWN}/reach", {"ways": ["text"], "text_number": "07700 900123", "text_seen": "no"}, "open"),
    ("contact.change", f"{OWN}/reach", {"ways": ["here"]}, "open"),
    *(("contact.still_safe", OWN, {"answer": said}, "open") for said in ("yes", "no")),
    ("own_number.ask", f"{OWN}/reach", {}, "open"),
    ("meeting.answer", f"{OWN}/13", {}, "open"),
    ("meeting.cancel", f"{OWN}/13", {"why": "I have an exam."}, "fixed"),
    ("waiting.begin", f"{OWN}/7", {"why": "records", "text": "SAR 12"}, "open"),
    *(("waiting.go_on", OWN, {"then": then}, "waiting") for then in ("go", "longer")),
    ("points.agree", f"{OWN}/points", {}, "open"),
    ("points.correct", f"{OWN}/points/1", TEXT, "open"),
    ("points.add", f"{OWN}/points/missed", TEXT, "open"),
    ("statement.right", f"{OWN}/10", {}, "statement"),
    ("statement.right", f"{OWN}/10", {"line": "point-1"}, "statement"),
    ("statement.correct", f"{OWN}/10/point/1", TEXT, "statement"),
    ("statement.sign", f"{OWN}/10", SIGN, "all right"),
    ("statement.there", f"{OWN}/10", {"there": ["there"], "witness": "Ama Boateng"}, "signed"),
    ("panel.choose", f"{OWN}/16", {"come": "yes"}, "panel"),
    ("afterwards.keep", f"{OWN}/8", {"changed": "no", "text": "Nothing."}, "weeks later"),
    ("tracking.open_letter", f"{OWN}/letters", {}, "open"),
    ("tracking.show_sent", f"{OWN}/sent", {"secret_words": WORDS}, "open"),
    ("kept.put_right", f"{OWN}/sent", TEXT, "typed up"),
    ("tracking.read_answer", OWN, {}, "answered"),
    ("passing_it_on.answer", f"{OWN}/letters/*", {"say": "yes"}, "to pass on"),
    ("unsent.forget", OWN, {}, "typed"),
    ("safety.send", "/now/1", {"said": "He hit me."}, "open"),
    ("question.keep", number("about"), {"topics": ["school"]}, ""),
    ("later.save", "/your-voice/later", {}, "begun"),
    ("apart.face", "/your-voice/sent", {"face": "3", "words": "It was long."}, "sent"),
    ("apart.count", "/your-voice/about-you", {"age": "12_15"}, "sent"),
    ("helping.alone", "/helping/2", {}, "begun"),
    ("language.choose", "/language", {"language": "pl"}, "open"),
    ("sign_in.send", "/come-back", {"reference": REFERENCE, "secret_words": WORDS}, "open"),
    ("sign_in.by_picture", f"{POST}/come-back/2", {"pick": "otter", "secret_words": ""}, "open"),
    ("tracking.go_on", f"{POST}{OWN}", {}, "open"),
    ("unsent.keep", f"{POST}{OWN}/unsent", {"at": f"{OWN}/5", **TEXT}, "open"),
    ("unsent.look", f"{POST}{OWN}/unsent/look?at={OWN}/5", {"go": "pictures", **TEXT}, "open"),
    ("check.drop", f"{POST}/your-voice/check/files", {"drop": str(uuid.uuid4())}, "begun"),
    ("check.anew", f"{POST}/your-voice/new", {}, "begun"),
]  # fmt: skip
ELSEWHERE = {  # a press that ends the visit, so that a second one comes from nobody: where that is tried
    "check.send": "portal/test_check.py::test_a_second_click_is_the_same_case_and_shows_the_same_words_r2",
    "another.begin": "portal/test_brother_or_sister.py::"
    "test_a_second_click_begins_no_second_form_and_from_nowhere_it_leads_to_the_start_r2",
    "words.make": "portal/test_new_words.py::test_a_second_press_of_the_same_form_changes_nothing",
    "words.stop": "portal/test_pressed_twice.py::test_a_press_that_ends_the_visit_does_so_once_t22",
    "tracking.away": "portal/test_pressed_twice.py::test_a_press_that_ends_the_visit_does_so_once_t22",
}  # fmt: skip


@pytest.fixture
def scene(portal, db, keys, clock, person, request):
    """`scene("signed")`: how it stands for the person who comes back to their page."""

    def come_back(reference=REFERENCE):
        portal.post("/come-back", data={"reference": reference, "secret_words": WORDS})

    def here(how):
        if how in ("", "begun", "sent"):
            return _sending(portal, how)
        if how == "to pass on":
            _, letter = request.getfixturevalue("asked")
            return letter.rpartition("/")[2]
        if how == "panel":
            opened = at_stage_2(db, keys, clock)
            choosing.ask_next_stage(db, opened.case, points=(), why="", keys=opened.keys, actor=SYSTEM, now=clock.now)
            db.commit()
            return come_back()
        helper = {"journey": Journey.ADVOCATE, "part": "helper"} if how == "helper" else {}
        opened = case_with_words(db, keys, answers=ANSWERS, **helper)
        answering(db, opened)
        add_points(db, opened, "Nobody rings me back.", "My room is cold.")
        told = {"keys": opened.keys, "actor": who(person(Role.OFFICER, name="Priya Shah")), "now": MONDAY}
        stage = SimpleNamespace(db=db, opened=opened, clock=clock, portal=portal, told=told, person=person)
        stage.come_back = come_back
        return _stand(stage, how, another_holder(db, keys, opened, WORDS, BESIDE) if not helper else None)

    return here


def _sending(portal, how):
    if how:
        portal.post(number("about"), data={"topics": ["school"]})
    if how == "sent":
        portal.post("/your-voice/check")


def _stand(stage, how, beside):
    db, opened, told, clock = stage.db, stage.opened, stage.told, stage.clock
    if how in ("statement", "all right", "signed"):
        record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=at(4))
        choosing.ask_next_stage(db, opened.case, points=(), why="", keys=opened.keys, actor=SYSTEM, now=at(7))
        row, clock.now = stating.begin(db, opened.case, **{**told, "now": at(7)}), at(8)
        stating.offer(db, opened.case, row, **{**told, "now": at(8)})
    elif how in ("answered", "weeks later"):
        record(db, opened.case, Event.S1_ANSWERED, actor=SYSTEM, now=at(4))
        released(db, opened, young_person=True)
        clock.now = at(5) if how == "answered" else at(22, month=1).replace(year=2027)
    elif how != "helper":
        ade = stage.person(Role.ADVOCATE, name="Ade Bell")
        access = advocates.give(db, opened.case, ade.staff_id, how="call", name="Sam Lee", copies=["letters"], **told)
        if how != "confirmed":
            access.confirmed_at = None
        released(db, opened, young_person=True)
        if how != "waiting":
            extending.ask(db, opened.case, new_due=LAST, reason="A colleague is ill.", **told)
        send_message(db, opened.case, "We read it.", **told)
        days = [MONDAY + timedelta(days=8, hours=5), MONDAY + timedelta(days=9, hours=6)]
        meeting.offer(db, opened.case, "meeting", "in_person", days, actor=told["actor"], now=MONDAY)
    db.commit()
    stage.come_back()
    return _pressed_before(stage, how)


def _pressed_before(stage, how):
    db, portal, opened = stage.db, stage.portal, stage.opened
    if how == "fixed":
        row = db.scalars(select(MeetingDate)).first()
        portal.post(f"{OWN}/13", data={"works": [str(row.id)]})
        meeting.fix(db, opened.case, row.id, actor=stage.told["actor"], now=MONDAY)
    if how == "typed up":
        row = with_file(
            db, portal.application.extensions["files"], opened, wav(), "a.wav",
            holder_id=db.scalars(select(Holder.id).where(Holder.reference == REFERENCE)).one(),
        )  # fmt: skip
        file_care.type_up(db, opened.case, one_of_case(db, opened.case.id, row.id, opened.keys), "I want", **stage.told)
    before = {
        "advocate asked for": (f"{OWN}/4", {"shares": ["contact"]}), "stopped": (f"{OWN}/6", {"pressed": "no"}),
        "waiting": (f"{OWN}/7", {"why": "records"}), "all right": (f"{OWN}/10/right", {}),
        "signed": (f"{OWN}/10/right", {}), "typed": (f"{OWN}/unsent", {"at": f"{OWN}/5", "text": "He"}),
        "typed up": (f"{OWN}/sent", {"secret_words": WORDS}),
    }  # fmt: skip
    db.commit()
    if how in before:
        portal.post(before[how][0], data=before[how][1])
    if how == "signed":
        portal.post(f"{OWN}/10/sign", data=SIGN)
        stage.come_back(BESIDE)
    if how == "days later":
        stage.clock.forward(days=8)
        stage.come_back()
    return str(db.scalars(select(Letter.id)).first() or "")


def form_on(portal, endpoint, address):
    """What a press of that form sends, as it stands there: its address and what is in it already."""
    if address.startswith(POST):
        return address.removeprefix(POST), {}
    if portal.page is None or not portal.page.all("audio"):  # what is shown behind the words is not a page to load
        portal.get(address)
    site = portal.application.url_map.bind("localhost")
    for form in portal.page.forms:
        action = form["attributes"].get("action", "").partition("?")[0]
        if form["attributes"]["method"].lower() == "post" and site.match(action, method="POST")[0] == endpoint:
            filled = {
                field["name"]: field.get("value", "") for tag, field in form["fields"]
                if tag == "input" and field.get("type") == "hidden" and field["name"] != "csrf_token"
            }  # fmt: skip
            return form["attributes"]["action"], filled
    raise AssertionError(f"{endpoint} stands on no page at {address}")


def rows(db):
    db.rollback()
    tables = [table for table in Base.metadata.sorted_tables if table.name not in MACHINES]
    return {table.name: db.scalar(select(func.count()).select_from(table)) for table in tables}


@pytest.mark.parametrize(
    ("endpoint", "address", "chosen", "how"), PRESSES, ids=[f"{one[0]}-{n}" for n, one in enumerate(PRESSES)]
)
def test_a_second_press_does_nothing_again_and_is_answered_as_the_first_t22(
    portal, db, scene, endpoint, address, chosen, how
):
    letter = scene(how)
    action, filled = form_on(portal, endpoint, address.replace("*", letter or ""))
    first = portal.post(action, data={**filled, **chosen})
    assert first.status_code in (200, 204, 303)
    kept = rows(db)
    second = portal.post(action, data={**filled, **chosen})
    assert (second.status_code, second.location) == (first.status_code, first.location)
    assert {name: n for name, n in rows(db).items() if n != kept[name]} == {}


@pytest.mark.parametrize("action", [f"{OWN}/words/stop", f"{OWN}/away"])
def test_a_press_that_ends_the_visit_does_so_once_t22(portal, db, scene, action):
    scene("open")
    assert portal.post(action, data={"secret_words": WORDS}).status_code in (200, 204)
    kept = rows(db)
    assert portal.post(action, data={"secret_words": WORDS}).location == "/come-back", "nobody is there any more"
    assert rows(db) == kept


def test_no_form_of_the_public_site_is_left_out_t22(portal):
    """A new one is tried above, or it is said where its second press is."""
    known = {rule.endpoint for rule in portal.application.url_map.iter_rules() if "POST" in rule.methods}
    assert known == {one[0] for one in PRESSES} | set(ELSEWHERE)
    for test in ELSEWHERE.values():
        file, _, name = test.partition("::")
        assert f"def {name}(" in (Path(__file__).parents[1] / file).read_text()
