"""One view for every question: kept, refused kindly with nothing lost, and never begun by looking."""

import pytest
from sqlalchemy import func, select

from models.tables import Draft, Holder, Visit
from portal.journeys import PATHS

YP = "/your-voice"


def number(question, door="your-voice"):
    return f"/{door}/{PATHS[door].number(question)}"


def count(db, table):
    return db.scalar(select(func.count()).select_from(table))


def test_looking_creates_nothing(portal, db):
    for place in range(1, 18):
        portal.get(f"{YP}/{place}")
    portal.get(f"{YP}/check")
    assert count(db, Draft) == count(db, Holder) == count(db, Visit) == 0


def test_the_first_answer_begins_a_draft_and_only_that(portal, db):
    answer = portal.post(number("about"), data={"topics": ["school", "money"]})
    assert answer.status_code == 303
    assert answer.location == number("worker"), "a worker may be behind it (experience 2.4)"
    assert count(db, Draft) == 1
    portal.post(number("tell"), data={"story": "They lost my coat."})
    assert count(db, Draft) == 1
    portal.get(number("tell"))
    assert "They lost my coat." in portal.page.text


def test_what_is_written_is_in_no_table_in_clear(portal, db):
    portal.post(number("tell"), data={"story": "PLANTED-WORDS"})
    draft = db.scalars(select(Draft)).one()
    assert b"PLANTED" not in bytes(draft.answers)


def test_a_picked_answer_is_still_picked_when_one_comes_back(portal):
    portal.post(number("about"), data={"topics": ["school"]})
    portal.get(number("about"))
    ticked = [given["value"] for given in portal.page.all("input") if "checked" in given]
    assert ticked == ["school"]


def test_nothing_said_and_nothing_picked_is_asked_for_kindly_t14(portal):
    answer = portal.post(number("tell"), data={"story": "  "})
    assert answer.status_code == 422
    assert portal.page.text.startswith("Error: Tell us what happened")
    assert portal.page.text.count("Write a few words, or talk, draw or send a photo") == 2
    assert "#story" in {a.get("href") for a in portal.page.all("a")}


def test_one_tile_is_enough_to_leave_the_telling_page_empty(portal):
    portal.post(number("about"), data={"topics": ["not_sure"]})
    assert portal.post(number("tell"), data={"story": ""}).status_code == 303


@pytest.mark.parametrize("over", [1, 1234])
def test_a_story_over_the_limit_comes_back_whole_and_says_how_much_inp_08(portal, over):
    story = "é" * (50_000 + over)
    answer = portal.post(number("tell"), data={"story": story})
    assert answer.status_code == 422
    assert f"This is {over:,} too many. It is all still here." in portal.page.text
    assert story in answer.text


def test_a_story_of_just_the_limit_is_kept(portal):
    assert portal.post(number("tell"), data={"story": "x" * 50_000}).status_code == 303


def test_the_story_field_sends_nothing_to_the_browsers_maker_prv_09(portal):
    portal.get(number("tell"))
    story = next(given for given in portal.page.all("textarea") if given["name"] == "story")
    assert (story["spellcheck"], story["writingsuggestions"], story["data-gramm"]) == ("false", "false", "false")


def test_strange_letters_are_kept_and_dangerous_ones_dropped_inp_07(portal):
    portal.post(number("tell"), data={"story": "مرحبا \u202eabc 👩‍👧 a\x00b\x07c"})
    portal.get(number("tell"))
    assert "مرحبا \u202eabc 👩‍👧 abc" in portal.page.html


def test_a_date_that_is_not_one_keeps_every_typed_part(portal):
    answer = portal.post(
        number("who"), data={"call_me": "Kit", "born-day": "31", "born-month": "feb", "born-year": "2012"}
    )
    assert answer.status_code == 422
    assert "cannot be day 31: February 2012 has 29 days" in portal.page.text
    values = {given.get("name"): given.get("value") for given in portal.page.all("input")}
    assert (values["call_me"], values["born-day"], values["born-month"]) == ("Kit", "31", "feb")


@pytest.mark.parametrize(
    "question", ["safe", "about", "worker", "feelings", "wants", "soon", "advocate", "who", "needs"]
)
def test_every_question_but_the_telling_one_may_be_skipped(portal, question):
    portal.post(number("about"), data={"topics": ["social_worker"]})
    assert portal.post(number(question), data={}).status_code == 303


def test_no_error_begs_or_blames():
    from models.words import DECKS, deck

    for name in DECKS:
        for entry in deck(name).values():
            for words in entry.errors.values():
                assert not {"please", "sorry", "valid", "invalid", "oops"} & set(words.lower().replace(".", "").split())


def test_a_choice_that_was_never_offered_is_refused(portal, db):
    assert portal.post(number("about"), data={"topics": ["school", "<script>"]}).status_code == 422
    assert count(db, Draft) == 0


def test_send_this_now_is_offered_from_the_tiles_on(portal):
    portal.get(number("safe"))
    assert "Send this now" not in portal.page.text
    portal.get(number("about"))
    assert "Send this now" in portal.page.text
    answer = portal.post(number("about"), data={"topics": ["school"], "go": "check"})
    assert answer.location == f"{YP}/check"


@pytest.mark.parametrize(("answer", "to"), [("no", "/now/1"), ("not_sure", "/now/2")])
def test_who_is_not_safe_is_shown_help_first(portal, answer, to):
    location = portal.post(number("safe"), data={"safe": answer}).location
    assert location.startswith(to)


@pytest.mark.parametrize("answer", ["yes", "not_said"])
def test_who_is_safe_goes_on(portal, answer):
    assert portal.post(number("safe"), data={"safe": answer}).location == number("about")


def test_only_the_ways_that_were_ticked_are_asked_about(portal):
    portal.post(number("contact"), data={"ways": ["text", "here"]})
    portal.get(number("contact_details"))
    names = {given.get("name") for given in portal.page.all("input")}
    assert "text_number" in names
    assert not {"email", "call_number", "trusted_name"} & names


def test_a_number_with_letters_in_it_is_refused_and_kept(portal):
    portal.post(number("contact"), data={"ways": ["text"]})
    answer = portal.post(number("contact_details"), data={"text_number": "ring me", "text_seen": "yes"})
    assert answer.status_code == 422
    assert 'value="ring me"' in portal.page.html


def test_both_dates_are_shown_where_the_child_chooses_to_wait(portal):
    portal.post(number("advocate"), data={"advocate": "yes"})
    portal.get(number("advocate_yes"))
    assert "Start now. You get an answer by Monday 7 December" in portal.page.text
    assert "you get an answer by Wednesday 9 December" in portal.page.text


def test_not_now_is_heard_and_never_called_a_no(portal):
    answer = portal.post(number("advocate"), data={"advocate": "not_now"})
    assert answer.location == f"{number('who')}?s=1"
    portal.get(answer.location)
    assert "You can ask for an advocate any time." in portal.page.text


def test_only_known_words_come_from_the_address(portal):
    portal.get(f"{number('who')}?s=<b>evil</b>")
    assert "evil" not in portal.page.text


def test_typing_is_kept_by_htmx_once_there_is_a_draft(portal):
    htmx = {"HX-Request": "true"}
    assert portal.post(number("tell"), data={"story": "Half", "autosave": "1"}, headers=htmx).status_code == 204
    portal.post(number("about"), data={"topics": ["school"]})
    answer = portal.post(number("tell"), data={"story": "Half a sent", "autosave": "1"}, headers=htmx)
    assert answer.status_code == 200
    assert "Saved" in answer.text
    portal.get(number("tell"))
    assert "Half a sent" in portal.page.text


def test_typing_that_arrives_late_does_not_undo_what_was_sent_after_it_r5(portal):
    portal.post(number("tell"), data={"story": "The whole of it."})
    late = {"story": "The whole", "autosave": "1"}
    assert portal.post(number("tell"), data=late, headers={"HX-Request": "true"}).status_code == 204
    portal.get(number("tell"))
    assert "The whole of it." in portal.page.text


@pytest.mark.parametrize("htmx", [True, False])
def test_points_are_added_and_removed_with_htmx_and_without(portal, htmx):
    points = number("points", "your-say")
    headers = {"HX-Request": "true"} if htmx else {}
    first = {"account": "All of it.", "rows-0-what": "Nobody rang.", "rows-0-when": "May"}

    answer = portal.post(points, data={**first, "add": "1"}, headers=headers)
    html = answer.text if htmx else portal.get(answer.location.partition("#")[0]).text
    assert 'name="rows-1-what"' in html
    assert "Nobody rang." in html

    second = {**first, "rows-1-what": "Nobody wrote."}
    answer = portal.post(points, data={**second, "remove": "1"}, headers=headers)
    html = answer.text if htmx else portal.get(answer.location.partition("#")[0]).text
    assert "Nobody wrote." in html
    assert "Nobody rang." not in html


def test_a_point_without_what_happened_is_named_by_its_number(portal):
    points = number("points", "your-say")
    answer = portal.post(points, data={"account": "", "rows-0-what": "One.", "rows-1-who": "Dana"})
    assert answer.status_code == 422
    assert "Say what happened in point 2, or remove it" in portal.page.text
    assert "#rows-1-what" in {a.get("href") for a in portal.page.all("a")}


def test_children_have_names_and_birthdays_that_come_back(portal):
    children = number("children", "your-say")
    born = {"rows-0-born-day": "1", "rows-0-born-month": "2", "rows-0-born-year": "2015"}
    portal.post(children, data={"rows-0-name": "Kit", **born, "rows-0-lives": "With me"})
    portal.get(children)
    assert 'value="Kit"' in portal.page.html
    assert 'value="2015"' in portal.page.html


def test_another_journey_starts_a_draft_of_its_own(portal, db):
    portal.post(number("about"), data={"topics": ["school"]})
    portal.post(number("standing", "your-say"), data={"standing": "parent"})
    assert {draft.journey for draft in db.scalars(select(Draft))} == {"young_person", "parent"}


def test_a_lingering_page_of_a_draft_that_is_gone_starts_a_new_one_with_its_text(portal, db):
    portal.post(number("about"), data={"topics": ["school"]})
    db.delete(db.scalars(select(Draft)).one())
    db.commit()
    assert portal.post(number("tell"), data={"story": "Still here."}).status_code == 303
    portal.get(number("tell"))
    assert "Still here." in portal.page.text


def test_praise_pages_have_no_leave_bar_and_the_others_do(portal):
    portal.get("/thanks/1?kind=idea")
    assert "Leave this site" not in portal.page.text
    assert [given["value"] for given in portal.page.all("input") if "checked" in given] == ["idea"]
    portal.get("/your-say/2")
    assert "Leave this site" in portal.page.text


def test_each_court_that_was_ticked_is_asked_about_by_itself_and_no_other_p8(portal, db):
    say = PATHS["your-say"]
    courts = f"/your-say/{say.number('courts')}"
    assert portal.post(courts, data={"courts": ["none"]}).location == f"/your-say/{say.number('soon')}"
    there = portal.post(courts, data={"courts": ["family", "claim"]}).location
    portal.get(there)
    asked = {given.get("name") for given in portal.page.all("input") if given.get("type") == "text"}
    assert asked == {"family", "claim"}
    portal.post(there, data={"family": "Where he lives", "claim": "The money"})
    portal.get("/your-say/check")
    assert "Where he lives" in portal.page.text
    assert "The money" in portal.page.text


def test_a_text_that_is_too_long_reads_how_much_there_is_room_for_inp_08(portal):
    portal.post(number("tell"), data={"story": "é" * 60_000})
    assert "You can write 50,000 letters here. This is 10,000 too many." in portal.page.text
