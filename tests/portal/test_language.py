"""The public site in other languages: off until a council switches one on, chosen by its own name, kept, forgotten."""

import re
from pathlib import Path

import pytest

from models.audit import Actor
from models.cases import languages_here
from models.procedure.terms import Role
from models.tables import AuditRow, Holder, Setting
from portal.journeys import PATHS, going_on
from tests.conftest import MONDAY
from tests.models.test_languages import COMPLETE
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

TEMPLATES = Path(__file__).parents[2] / "templates"
PUBLIC = sorted([*(TEMPLATES / "portal").rglob("*.html"), TEMPLATES / "layouts/portal.html"])
QUESTIONS = [(door, number) for door, path in PATHS.items() for number in range(1, len(path.steps) + 1)]


@pytest.fixture
def on(db):
    """Polish and Arabic are switched on."""
    db.merge(Setting(name=languages_here.NAME, value={"on": ["ar", "pl"]}, changed_at=MONDAY))
    db.commit()


def choose(portal, code, to="/"):
    return portal.post("/language", data={"language": code, "to": to})


def html_of(portal):
    return next(given for name, given in portal.page.tags if name == "html")


def test_every_other_language_is_off_until_a_council_switches_it_on(portal):
    portal.set_cookie("language", "ar", domain=portal.host)
    answer = portal.get("/", headers={"Accept-Language": "ar"})
    assert html_of(portal)["lang"] == "en-GB"
    assert 'id="pick-language"' not in answer.text


@pytest.mark.parametrize("mode", ["words", "pictures"])
@pytest.mark.parametrize("code", ["en", "pl", "ar"])
def test_every_notice_of_every_path_has_its_words(portal, on, code, mode):
    """What an answer is followed by (`?s=N`), on the path as it speaks in that mode and language."""
    portal.set_cookie("mode", mode, domain=portal.host)
    portal.set_cookie("language", code, domain=portal.host)
    for door, path in PATHS.items():
        notices = going_on.HEARD.get(path.journey, [])
        for place, (question, _, _, _, said) in enumerate(notices, 1):
            after = path.after(path.number(question), {}) or 1
            assert portal.get(f"/{door}/{after}?s={place}").status_code == 200, (door, said)
            here = "notice" if path.steps[after - 1].page == "tell" else "status"
            status = portal.page.html.partition(f'id="{here}"')[2].partition("</div>")[0].partition(">")[2]
            assert status, (door, said)
            assert 'lang="en"' not in status, (door, said)
            assert ('id="said-no"' in status) == (said in going_on.SCARED)


def test_an_administrator_switches_one_on_and_it_is_on_record(admin, portal, db, sign_in):
    sign_in(Role.ADMINISTRATOR)
    admin.get("/settings/languages")
    assert "Draft" in admin.page.text
    assert "to be checked by a qualified translator" in admin.page.text
    assert admin.post("/settings/languages", data={"on": ["pl", "xx"], "confirm": "yes"}).status_code == 303
    assert db.query(AuditRow).filter_by(action="languages_changed").one().reason == "Polish on"
    portal.get("/")
    assert "Polski" in portal.page.text
    assert "العربية" not in portal.page.text
    sign_in(Role.OFFICER)
    assert admin.get("/settings/languages").status_code == 404


def test_it_is_chosen_by_its_own_name_without_script_and_kept_t15(portal, on):
    answer = portal.get("/how-it-works")
    assert "Set-Cookie" not in answer.headers  # being shown the choice keeps nothing
    assert "/language?to=/how-it-works" in {a["href"] for a in portal.page.all("a")}
    portal.get("/language?to=/how-it-works")
    assert [li["lang"] for li in portal.page.all("li") if li.get("dir") == "rtl"] == ["ar"]
    answer = choose(portal, "ar", "/how-it-works")
    assert answer.location == "/how-it-works"
    portal.get("/how-it-works")
    assert html_of(portal) | {"class": ""} == {"lang": "ar", "dir": "rtl", "class": ""}
    assert "هذه ترجمة أولية" in portal.page.text
    portal.get("/your-voice/1")
    assert html_of(portal)["lang"] == "ar"


def test_what_a_browser_asks_for_is_only_offered(portal, on):
    portal.get("/", headers={"Accept-Language": "pl,en;q=0.5"})
    assert html_of(portal)["lang"] == "en-GB"
    assert "Czytaj po polsku" in portal.page.text
    choose(portal, "en")
    portal.get("/", headers={"Accept-Language": "pl,en;q=0.5"})
    assert "Czytaj po polsku" not in portal.page.text


def test_it_is_still_chosen_when_they_come_back_and_staff_know_it(portal, admin, db, keys, sign_in, on):
    case_with_words(db, keys)
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    choose(portal, "pl", "/your-page")
    db.expire_all()
    assert {holder.language for holder in db.query(Holder) if holder.reference == REFERENCE} == {"pl"}
    portal.get("/leave")
    portal.get("/")
    assert html_of(portal)["lang"] == "en-GB"  # nothing of it is left in the browser
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    portal.get("/your-page")
    assert html_of(portal)["lang"] == "pl"
    sign_in(Role.OFFICER)
    admin.get(f"/cases/{REFERENCE}")
    assert "They read the site in Polish" in admin.page.text


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/leave", "/language", "/nothing", "x"])
def test_choosing_leads_nowhere_else(portal, on, to):
    assert choose(portal, "pl", to).location == "/"


def test_what_is_typed_comes_along(portal, on):
    typed = {"story": "Nikt nie zadzwonił.", "go": "language"}
    tell = PATHS["your-voice"].number("tell")
    answer = portal.post(f"/your-voice/{tell}", data=typed)
    assert answer.location == f"/language?to=/your-voice/{tell}"
    choose(portal, "pl", f"/your-voice/{tell}")
    portal.get(f"/your-voice/{tell}")
    assert "Nikt nie zadzwonił." in portal.page.html


def test_a_reader_of_a_draft_is_told_so_before_the_page_begins(portal, on):
    choose(portal, "pl")
    for path in ("/", "/your-voice/3", "/come-back", "/help"):
        html = portal.get(path).text
        assert html.index("To jest tłumaczenie robocze") < html.index("<main"), path


def test_a_wrong_answer_is_explained_in_the_language_of_the_page(portal, on):
    choose(portal, "pl")
    who = PATHS["your-voice"].number("who")
    answer = portal.post(f"/your-voice/{who}", data={"born-day": "31", "born-month": "kwietnia", "born-year": "2012"})
    assert answer.status_code == 422
    assert "Data: nie może to być dzień 31, bo kwietnia 2012 ma dni: 30" in portal.page.text
    assert re.search(r"<title>Błąd: ", answer.text)


def test_a_page_that_is_not_there_says_so_in_their_language(portal, on):
    choose(portal, "ar")
    portal.get("/nothing-here")
    assert "هذه الصفحة ليست هنا" in portal.page.text
    assert "هل أنت في خطر" in portal.page.text or "في خطر؟" in portal.page.text


@pytest.mark.skipif(not COMPLETE, reason="the drafts are being written")
@pytest.mark.parametrize("code", ["pl", "ar"])
def test_every_question_can_be_read_and_its_dates_too(portal, on, code):
    choose(portal, code)
    for door, number in QUESTIONS:
        answer = portal.get(f"/{door}/{number}")
        assert answer.status_code in (200, 303)
        if answer.status_code == 200:
            assert html_of(portal)["lang"] == code
            main = re.sub(r"<[^>]*>", " ", answer.text.split("<main")[1].split("</main>")[0])
            assert not re.search(r"\b(?:Monday|Tuesday|November|December|Continue|Skip|the|you|your)\b", main), main


def test_references_and_their_own_text_keep_their_direction_t15(portal, db, keys, on):
    case_with_words(db, keys)
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    choose(portal, "ar")
    answer = portal.get("/your-page")
    assert f"<bdi>{REFERENCE}</bdi>" in answer.text
    answer = portal.post("/your-page/sent", data={"secret_words": WORDS})
    assert 'dir="auto"' in answer.text


def test_the_site_goes_on_in_english_where_a_language_is_switched_off(portal, db, on, monkeypatch):
    monkeypatch.setattr(languages_here, "REMEMBER", 0)  # half a minute later
    choose(portal, "ar")
    languages_here.switch(db, [], by=Actor(kind="staff"), now=MONDAY)
    db.commit()
    portal.get("/")
    assert html_of(portal)["lang"] == "en-GB"


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_word_of_english_stands_in_a_public_template(path):
    text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", " ", path.read_text(), flags=re.DOTALL)
    assert not re.findall(r"[A-Za-z]{3,}", re.sub(r"""[-\w]+=(?:"[^"]*"|'[^']*')|heard\S*|data-[\w-]+""", " ", text))


def test_the_hours_a_council_typed_in_english_are_marked_as_english_in_another_language_t15(portal, db, keys, on):
    case_with_words(db, keys)
    portal.set_cookie("language", "pl", domain=portal.host)
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    portal.get("/your-page/messages")
    assert 'w tych godzinach: <span lang="en" dir="ltr">9am to 5pm, Monday to Friday</span>.' in portal.page.html
