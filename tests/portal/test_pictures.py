"""The questions in pictures: six pages that end in sending, a switch on each, and one draft for both ways."""

import io

import pytest
from sqlalchemy import func, select

from models.files.store import Store
from models.procedure.terms import Advocate, Event, Safe
from models.reading import measure
from models.tables import Case, CaseEvent, Upload
from portal.journeys import PATHS, pictures
from portal.modes import DOORS
from tests.files import jpeg, wav
from tests.portal.coming_back import REFERENCE, case_with_words
from tests.portal.coming_back import WORDS as SECRET

WORDS = PATHS["your-voice"]
SIX = ["about", "feelings", "tell", "safe", "advocate", "who"]


def at(question, path=pictures.PATH):
    return f"/{path.door}/{path.number(question)}"


def links(portal):
    """Where links lead, and for a button of a form what it asks for."""
    led = {link.get("id"): link["href"] for link in portal.page.all("a") if "href" in link}
    return led | {one["id"]: f"?mode={one['value']}" for one in portal.page.all("button") if one.get("id") == "switch"}


@pytest.fixture
def pictured(portal):
    assert portal.get("/?mode=pictures").location == "/"
    portal.get("/")
    return portal


def test_six_pages_from_the_start_to_sent_with_hardly_a_word_to_type(pictured, db):
    everyone = [step.id for step in pictures.PATH.steps if not step.skip({})]
    assert everyone == SIX
    assert links(pictured)["wrong"] == at("about")
    pictured.post(at("about"), data={"topics": ["home"]})
    pictured.post(at("feelings"), data={"feelings": ["scared"]})
    pictured.post(at("tell"), data={"story": ""})
    pictured.post(at("safe"), data={"safe": "yes"})
    pictured.post(at("advocate"), data={"advocate": "yes"})
    sent = pictured.post(at("who"), data={"call_me": "Kai"})
    assert sent.location == "/pictures/sent"
    pictured.get(sent.location)
    case = db.scalars(select(Case)).one()
    assert (case.topics, case.safe, case.advocate) == ("home", Safe.YES, Advocate.YES)
    assert db.scalar(select(func.count()).where(CaseEvent.event == Event.ADVOCATE_WANTED)) == 1
    assert "We ask for an advocate today. You hear by Wednesday 25 November." in pictured.page.text
    assert "heard-secret__word" in pictured.page.html


def test_who_complains_of_a_worker_in_pictures_is_asked_before_the_worker_hears_of_it(pictured, db):
    pictured.post(at("about"), data={"topics": ["social_worker"]})
    pictured.post(at("who"), data={"call_me": "Kai"})
    assert db.scalars(select(Case)).one().ask_first


def test_who_it_is_is_asked_in_pictures_too_so_that_the_wall_can_stand(pictured, db):
    there = pictured.post(at("about"), data={"topics": ["carers"]}).location
    assert there == at("worker")
    pictured.get(there)
    assert "You can skip" in pictured.page.text or "Skip" in pictured.page.text
    pictured.post(there, data={"worker": "Miss Kelly"})
    pictured.get("/pictures/check")
    assert "Miss Kelly" in pictured.page.text
    assert "We ask you first." in pictured.page.text
    assert "symbols/carers.svg" in pictured.page.html


def test_nothing_that_was_said_in_words_is_lost_in_pictures(pictured, db):
    """More is asked in words than there are pictures for: other topics, an age, "I do not want to say"."""
    pictured.post(at("about", WORDS), data={"topics": ["plan", "home"]})
    pictured.post(at("safe", WORDS), data={"safe": "not_said"})
    pictured.post(at("who", WORDS), data={"call_me": "Kai", "age": "13_15"})
    pictured.post(at("about"), data={"topics": ["school"]})
    pictured.post(at("safe"), data={"safe": ""})
    pictured.post(at("who"), data={"call_me": "Kai"})
    case = db.scalars(select(Case)).one()
    assert (set(case.topics.split()), case.age_band, case.safe) == ({"plan", "school"}, "13_15", Safe.NOT_SAID)


def test_what_the_safety_team_has_is_said_whatever_was_answered_since(pictured):
    pictured.post(at("about"), data={"topics": ["home"]})
    pictured.post("/now/1", data={"said": "He is here."})
    pictured.post(at("safe", WORDS), data={"safe": "yes"})
    pictured.get("/pictures/check")
    assert "Our safety team." in pictured.page.text
    pictured.get(pictured.post(at("who"), data={"call_me": ""}).location)
    assert "Our safety team has it." in pictured.page.text


def test_the_help_pages_speak_in_pictures_and_the_switch_keeps_what_is_typed_r5(pictured):
    pictured.post(at("about"), data={"topics": ["home"]})
    pictured.get("/now/1")
    assert "Send it now" in pictured.page.text
    assert "symbols/phone.svg" in pictured.page.html
    pictured.post("/now/1", data={"said": "He is here.", "go": "words"})
    assert "He is here." in pictured.page.html
    assert "Send to the safety team now" in pictured.page.text


def test_their_own_page_speaks_in_pictures_and_has_the_switch(pictured, db, keys):
    case_with_words(db, keys)
    pictured.post("/come-back", data={"reference": REFERENCE, "secret_words": SECRET})
    pictured.get("/your-page")
    assert "What you can do" in pictured.page.text
    assert "symbols/not-safe.svg" in pictured.page.html
    assert links(pictured)["switch"] == "?mode=words"
    for path in ("/messages", "/letters", "/points", "/reach", "/4", "/5"):
        pictured.get(f"/your-page{path}")
        assert "switch" in links(pictured), path


def test_what_was_answered_in_words_stands(pictured, db):
    pictured.post("/your-voice/4", data={"ask_first": "ok"})
    pictured.post(at("about"), data={"topics": ["social_worker"]})
    pictured.post(at("who"), data={"call_me": "Kai"})
    assert not db.scalars(select(Case)).one().ask_first


@pytest.mark.parametrize(("field", "content", "name"), [("picture", jpeg(), "a.jpg"), ("recording", wav(1), "a.wav")])
def test_a_photo_or_a_recording_alone_is_enough_to_send_from_the_pictures(pictured, db, tmp_path, field, content, name):
    """Without JavaScript: the chooser of the page, and nothing picked or typed."""
    pictured.application.extensions["files"] = Store(tmp_path / "files")
    pictured.post(at("about"), data={"topics": []})
    told = pictured.post(at("tell"), data={"story": "", field: (io.BytesIO(content), name)})
    assert told.location == at("safe")
    assert pictured.post(at("who"), data={"call_me": ""}).location == "/pictures/sent"
    assert db.scalars(select(Upload)).one().case_id == db.scalars(select(Case)).one().id


def test_page_three_takes_talk_draw_photo_and_write_with_few_words(pictured):
    """The same four ways and the same warning as on Y5, in sentences of at most eight words."""
    pictured.post(at("about"), data={"topics": []})
    pictured.get(at("tell"))
    ways = [a["href"] for a in pictured.page.all("a") if a.get("class") == "heard-way"]
    assert ways == ["#story", "#talk", "#draw", "#photo"]
    assert pictured.page.html.index("Not of anyone under 18.") < pictured.page.html.index('id="picture"')
    tell = pictures.PATH.step(pictures.PATH.number("tell"))
    words, said = pictures.PATH.entry(tell), pictures.PATH.beside(tell).say
    assert (
        measure("\n".join([words.read_first, *(said[way] for way in ("write", "talk", "draw", "photo"))])).words <= 25
    )
    for text in said.values():
        assert measure(text).max_sentence <= 8, text


def test_nothing_said_in_any_way_names_every_way(pictured):
    pictured.post(at("about"), data={"topics": []})
    assert pictured.post(at("tell"), data={"story": ""}).status_code == 422
    assert "Write a word, or talk, draw or send a photo" in pictured.page.text


def test_a_second_click_on_send_sends_once_r2(pictured, db):
    pictured.post(at("about"), data={"topics": ["home"]})
    cookie = pictured.get_cookie("heard", domain=pictured.host).value
    first = pictured.post(at("who"), data={"call_me": "Kai"})
    pictured.set_cookie("heard", cookie, domain=pictured.host)
    pictured.csrf = None
    assert pictured.post(at("who"), data={"call_me": "Kai"}).location == first.location
    assert db.scalar(select(func.count()).select_from(Case)) == 1


def test_nothing_at_all_is_not_sent_and_the_page_leads_back_to_the_pictures(pictured, db):
    there = pictured.post(at("who"), data={"call_me": ""}).location
    pictured.get(there)
    assert "There is a problem" in pictured.page.text
    assert db.scalar(select(func.count()).select_from(Case)) == 0


def test_the_switch_keeps_the_answers_and_the_place(pictured):
    pictured.post(at("about"), data={"topics": ["home"]})
    pictured.get(at("feelings"))
    assert links(pictured)["switch"] == "?mode=words"
    assert pictured.get(at("feelings") + "?mode=words").location == at("feelings", WORDS)
    pictured.get(at("about", WORDS))
    assert 'value="home" checked' in pictured.page.html
    assert links(pictured)["switch"] == "?mode=pictures"
    pictured.get("/")
    assert links(pictured)["wrong"] == "/your-voice/1"


def test_the_switch_takes_along_what_is_being_typed_r5(pictured):
    answer = pictured.post(at("who", WORDS), data={"call_me": "Sam", "go": "pictures"})
    assert pictured.get(answer.location).location == at("who")
    pictured.get(at("who"))
    assert 'value="Sam"' in pictured.page.html
    assert pictured.post(at("who"), data={"call_me": "Sami", "go": "words"}).location == at("who") + "?mode=words"


def test_a_switch_is_on_every_page_of_the_young_persons_way(portal):
    portal.post(at("about", WORDS), data={"topics": ["home"]})
    for door in DOORS.values():
        for address in [f"/{door}/{number}" for number in range(1, 7)] + [f"/{door}/check", f"/{door}/later"]:
            if portal.get(address).status_code == 200:
                assert "switch" in links(portal), address


def test_each_of_the_six_pages_lets_a_child_keep_it_and_all_but_the_last_send_it_at_once_2_1(pictured):
    for question in SIX:
        pictured.get(at(question))
        offered = {one.get("id") for one in pictured.page.all("button")}
        assert {"later", "send-now" if question != "who" else "send"} <= offered, question
        assert pictured.post(at(question), data={"go": "later"}).location == "/pictures/later"
    pictured.post("/pictures/later")
    pictured.get("/pictures/later")
    assert "We have kept it" in pictured.page.text


def test_who_comes_by_the_address_alone_can_switch_to_words(portal):
    portal.get("/pictures/1")
    assert links(portal)["switch"] == "?mode=words"


def test_not_safe_shows_help_first_and_leads_back_to_the_pictures(pictured):
    assert pictured.post(at("safe"), data={"safe": "no"}).location == "/now/1"
    pictured.get("/now/2")
    assert at("advocate") in links(pictured).values()


def test_leaving_forgets_the_pictures_too_t32(pictured):
    assert pictured.get_cookie("mode", domain=pictured.host)
    pictured.get("/leave")
    assert not pictured.get_cookie("mode", domain=pictured.host)


def test_whoever_wants_an_advocate_in_pictures_picks_whether_we_wait_with_both_dates_2_4b(pictured, db):
    pictured.post(at("about"), data={"topics": ["home"]})
    there = pictured.post(at("advocate"), data={"advocate": "yes"}).location
    assert there == at("advocate_yes")
    pictured.get(there)
    assert "checked" not in pictured.page.html  # nothing is chosen for them
    assert "Go on now. You hear by Monday 7 December" in pictured.page.text
    assert "Wait. They come by Wednesday 25 November. You hear by Wednesday 9 December" in pictured.page.text
    pictured.post(there, data={"start": "wait"})
    pictured.get("/pictures/check")
    assert "Wait or go on" in pictured.page.text
    pictured.post("/pictures/check")
    case = db.scalars(select(Case)).one()
    assert (case.advocate, case.wait_for_advocate) == (Advocate.YES, True)


@pytest.mark.parametrize("step", pictures.PATH.steps, ids=lambda step: step.id)
def test_no_picture_above_a_question_is_one_of_its_answers(step):
    """A child is not led to an answer by what stands above them all."""
    entry = pictures.PATH.entry(step)
    answers = {symbol for field in entry.fields.values() for symbol in field.symbols.values()}
    assert entry.say.get("symbol") not in answers


def test_the_check_shows_every_answer_in_the_words_of_its_question_and_with_a_symbol_y13(pictured):
    """What was answered in words, and is not asked in pictures or has none there, is no code and not gone."""
    pictured.post(at("about", WORDS), data={"topics": ["plan", "home"]})
    pictured.post(at("worker", WORDS), data={"worker": "Mo", "ask_first": "ok"})
    pictured.post(at("safe", WORDS), data={"safe": "not_said"})
    pictured.post(at("wants", WORDS), data={"wants": ["sorry"], "words": "My bike"})
    pictured.post(at("advocate", WORDS), data={"advocate": "have_one"})
    born = {"born-day": "27", "born-month": "3", "born-year": "2012"}
    pictured.post(at("who", WORDS), data={"call_me": "Kai", "age": "13_15", **born})
    pictured.post(at("contact", WORDS), data={"ways": ["text"]})
    pictured.get("/pictures/check")
    for said in (
        "My plan or my meetings", "I do not want to say", "I want someone to say sorry", "My bike", "I have one",
        "13 to 15", "27 March 2012", "Text me", "So we can not text.",
    ):  # fmt: skip
        assert said in pictured.page.text, said
    for code in ("not_said", "have_one", "13_15", "2012-03-27", ">plan<"):
        assert code not in pictured.page.html, code
    drawn = pictured.page.html.split('<div class="heard-drawn">')[1:]
    assert len(drawn) >= 10
    assert all(html.startswith("<img") for html in drawn), "every answer has a symbol"
    changes = {link["id"]: link["href"] for link in pictured.page.all("a") if link.get("id", "").startswith("change-")}
    assert changes["change-wants"] == at("wants", WORDS) + "?c=1"
