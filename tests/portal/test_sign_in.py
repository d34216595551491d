"""Coming back: one answer for every mistake, and a way in for every way of typing (TRK-04, T18, T42)."""

import re
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from models.cases.reissuing import ONE_TIME
from models.credentials import new_reference, picture_groups
from models.procedure.terms import Journey, Role
from models.tables import AuditRow, Holder, Message, Visit
from tests.counting import counting
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

ROOT = Path(__file__).parents[2]
UNKNOWN = "HV-2222-2222-222"


def come_back(portal: Any, reference: str = REFERENCE, words: str = WORDS) -> Any:
    return portal.post("/come-back", data={"reference": reference, "secret_words": words})


def body(answer: Any) -> str:
    """Without the form's token and what was typed, which differ by themselves."""
    html = re.sub(r'name="csrf_token" value="[^"]*"', "", answer.get_data(as_text=True))
    return re.sub(r'(name="reference"[^>]*?) value="[^"]*"', r"\1", html)


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        (REFERENCE, WORDS),
        (REFERENCE.lower(), WORDS.upper()),
        (REFERENCE.replace("-", ""), f"  {WORDS.replace(' ', '   ')}  "),
        (REFERENCE.replace("-", " "), WORDS.replace(" ", "-")),
        (REFERENCE, WORDS.replace(" ", ", ")),
    ],
)
def test_however_it_is_typed(portal: Any, db: Any, keys: Any, reference: str, words: str) -> None:
    case_with_words(db, keys)
    assert come_back(portal, reference, words).location == "/your-page"
    assert portal.get("/your-page").status_code == 200


def test_words_are_found_by_their_pictures_with_nothing_typed_or_in_an_address_t18(
    portal: Any, db: Any, keys: Any
) -> None:
    words = "otter bell river lamp snowman"
    case_with_words(db, keys, words=words)
    portal.get("/come-back")
    find = next(given for given in portal.page.all("button") if given.get("id") == "find")
    assert find["formaction"] == "/come-back/2#by-picture"
    so_far = ""
    for word in words.split():
        typed = {"reference": REFERENCE, "secret_words": so_far}
        group = next(name for name, inside in picture_groups().items() if word in inside)
        portal.post("/come-back/2", data={**typed, "group": group})
        assert word in [given.get("value") for given in portal.page.all("button") if given.get("name") == "pick"]
        portal.post("/come-back/2", data={**typed, "pick": word})
        so_far = next(given["value"] for given in portal.page.all("input") if given.get("name") == "secret_words")
        assert [given["value"] for given in portal.page.all("input") if given.get("name") == "reference"] == [REFERENCE]
    assert so_far == words
    assert "That is all five." in portal.page.text
    shown = [given["src"].rpartition("/")[2].partition(".")[0] for given in portal.page.all("img")]
    assert shown[-6:-1] == words.split()  # the last is that of Listen
    portal.post("/come-back/2", data={"reference": REFERENCE, "secret_words": so_far, "out": "1"})
    assert "snowman" not in portal.page.html
    portal.post("/come-back/2", data={"reference": REFERENCE, "secret_words": "otter", "pick": "nonsense"})
    assert "nonsense" not in portal.page.html
    assert come_back(portal, words=so_far).location == "/your-page"
    assert portal.get("/come-back/2").location == "/come-back"


def test_nothing_stands_in_the_way_of_pasting_and_there_is_no_puzzle_t18(portal: Any) -> None:
    """Two plain boxes: what is pasted, filled in or spoken into them is taken like what is typed."""
    portal.get("/come-back")
    [form] = [one for one in portal.page.forms if one["attributes"].get("id") == "sign-in"]
    seen = [field["name"] for tag, field in form["fields"] if tag == "input" and field.get("type") != "hidden"]
    assert seen == ["reference", "secret_words"]
    for _, field in form["fields"]:
        assert not {"readonly", "maxlength", "onpaste", "inputmode"} & field.keys(), field
    scripts = [path.read_text("utf-8") for path in (ROOT / "static").glob("*.js")]
    assert scripts
    assert not [text for text in scripts if "'paste'" in text or "'copy'" in text]


def test_a_wrong_reference_and_wrong_words_look_the_same(portal: Any, db: Any, keys: Any) -> None:
    case_with_words(db, keys)
    wrong_words = come_back(portal, words="otter bread river lamp rain")
    wrong_reference = come_back(portal, reference=UNKNOWN)
    assert {wrong_words.status_code, wrong_reference.status_code} == {422}
    assert body(wrong_words) == body(wrong_reference)
    assert "Those do not match" in portal.page.text
    assert f'value="{UNKNOWN}"' in wrong_reference.get_data(as_text=True)  # typed once is enough
    assert "otter" not in wrong_words.get_data(as_text=True)


def test_the_same_work_is_done_for_both(portal: Any, db: Any, keys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    case_with_words(db, keys)
    worked: list[int] = []
    from portal.views import sign_in

    real = sign_in.stretch
    monkeypatch.setattr(sign_in, "stretch", lambda words, salt: worked.append(len(salt)) or real(words, salt))
    come_back(portal, words="wrong")
    come_back(portal, reference=UNKNOWN)
    come_back(portal, reference="not a reference")
    assert worked == [16, 16, 16]


def test_neither_takes_longer_than_the_other_t42(portal: Any, db: Any, keys: Any, clock: Any) -> None:
    """By the clock of the work done, which nobody else on the machine moves; and nobody is slowed down."""
    case_with_words(db, keys)
    took: dict[str, list[float]] = {reference: [] for reference in (REFERENCE, UNKNOWN, "nothing like one")}
    for _ in range(21):
        clock.forward(hours=2)
        for reference, found in took.items():
            began = time.thread_time()
            assert come_back(portal, reference, "wrong words").status_code == 422
            found.append(time.thread_time() - began)
    p95 = [sorted(found[1:])[-2] for found in took.values()]  # the first finds nothing prepared
    assert max(p95) - min(p95) <= 0.05


@pytest.mark.parametrize(
    ("reference", "words", "said"),
    [
        ("", "", "Type your number and your words"),
        (REFERENCE, " ", "Type your words"),
        ("", WORDS, "Type your number"),
    ],
)
def test_an_empty_box_is_asked_for_and_is_no_try(
    portal: Any, db: Any, keys: Any, reference: str, words: str, said: str
) -> None:
    case_with_words(db, keys)
    for _ in range(12):
        answer = come_back(portal, reference, words)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert html.count(said) >= 2  # in the summary and at the box
    assert "Those do not match" not in html
    assert "otter" not in html
    assert come_back(portal).location == "/your-page"


def test_ten_wrong_tries_wait_and_tell_a_manager_but_lock_nothing(
    portal: Any, db: Any, keys: Any, person: Any, clock: Any, work_off: Any
) -> None:
    case_with_words(db, keys)
    person(Role.MANAGER, name="Rosa Hart")
    db.commit()
    for _ in range(10):
        assert come_back(portal, words="wrong words").status_code == 422
    assert come_back(portal).status_code == 429
    work_off()
    db.expire_all()
    warned = db.scalars(select(Message).where(Message.cause.like("guessing:%"))).all()
    assert len(warned) == 1
    assert db.scalars(select(AuditRow).where(AuditRow.action == "guessing")).one().object_id is not None
    elsewhere = portal.post(
        "/come-back",
        data={"reference": REFERENCE, "secret_words": WORDS},
        environ_base={"REMOTE_ADDR": "198.51.100.7"},
    )
    assert elsewhere.location == "/your-page"  # the child is not locked out by somebody else's guessing
    portal.get("/leave")
    clock.forward(hours=2)
    assert come_back(portal).location == "/your-page"


def test_the_tenth_wrong_try_is_the_same_work_whether_anybody_has_the_reference_trk_04(
    portal: Any, db: Any, keys: Any, person: Any, work_off: Any
) -> None:
    """A warning to the managers once took a dozen statements more: who measured the tenth try learnt that it exists."""
    case_with_words(db, keys)
    person(Role.MANAGER, name="Rosa Hart")
    db.commit()
    work = []
    for reference in (REFERENCE, new_reference()):
        for _ in range(9):
            come_back(portal, reference, "wrong words")
        with counting(db.get_bind()) as said:
            assert come_back(portal, reference, "wrong words").status_code == 422
        work.append(set(said))  # buckets are hashes: which of them are counted together is by chance
        portal.get("/leave")
    assert work[0] == work[1]
    rows = db.scalars(select(Message).where(Message.kind == "guessed")).all()
    assert [len(row.work) for row in rows] == [len(rows[0].work)] * 2, (
        "sealed to the worker: what lies there tells neither"
    )
    work_off()
    db.rollback()
    assert len(db.scalars(select(Message).where(Message.kind == "staff")).all()) == 1, "only somebody’s is warned of"


def test_a_new_visit_under_a_new_cookie(portal: Any, db: Any, keys: Any) -> None:
    case_with_words(db, keys)
    portal.get("/come-back")
    before = portal.get_cookie("heard", domain=portal.host)
    come_back(portal)
    after = portal.get_cookie("heard", domain=portal.host)
    assert before is None or before.value != after.value
    assert db.scalar(select(func.count()).select_from(Visit)) == 1
    portal.get("/leave")
    assert db.scalar(select(func.count()).select_from(Visit)) == 0
    assert portal.get("/your-page").location == "/come-back"


def test_words_that_were_withdrawn_or_ran_out_open_nothing(portal: Any, db: Any, keys: Any, clock: Any) -> None:
    case_with_words(db, keys)
    holder = db.scalars(select(Holder)).one()
    holder.one_time, holder.expires_at = True, clock.now + ONE_TIME
    db.commit()
    assert come_back(portal).location == "/your-page/words"
    portal.get("/leave")
    clock.forward(days=7, seconds=1)
    assert come_back(portal).status_code == 422


def test_words_that_were_read_out_are_replaced_first(portal: Any, db: Any, keys: Any, clock: Any) -> None:
    case_with_words(db, keys)
    holder = db.scalars(select(Holder)).one()
    holder.one_time, holder.expires_at = True, clock.now + timedelta(days=7)
    db.commit()
    come_back(portal)
    assert portal.get("/your-page").location == "/your-page/words"
    assert portal.get("/your-page/messages").location == "/your-page/words"
    portal.get("/your-page/words")
    shown = portal.post("/your-page/words")
    assert shown.location == "/your-page/words/new"
    shown = portal.get(shown.location)
    assert "Have you kept them?" in portal.page.text
    made = " ".join(re.findall(r'class="heard-secret__word">.*?<span>([a-z]+)</span>', shown.get_data(as_text=True)))
    assert len(made.split()) == 5
    assert portal.get("/your-page").status_code == 200
    portal.get("/leave")
    assert come_back(portal).status_code == 422
    assert come_back(portal, words=made).location == "/your-page"


def test_new_words_end_every_other_visit(portal: Any, db: Any, keys: Any) -> None:
    case_with_words(db, keys, journey=Journey.PARENT)
    come_back(portal)
    from tests.browser_rules import Browser

    other = Browser(portal.application, db)
    come_back(other)
    assert other.get("/your-page").status_code == 200
    portal.get("/your-page/words")
    assert portal.post("/your-page/words", data={"secret_words": WORDS}).status_code == 303
    assert other.get("/your-page").location == "/come-back"
    assert portal.get("/your-page").status_code == 200


def test_words_can_be_stopped_by_who_has_them(portal: Any, db: Any, keys: Any) -> None:
    case_with_words(db, keys)
    come_back(portal)
    portal.get("/your-page/words")
    assert "have stopped" in portal.post("/your-page/words/stop", data={"secret_words": WORDS}).get_data(as_text=True)
    assert portal.get("/your-page").location == "/come-back"
    assert come_back(portal).status_code == 422


def test_fifteen_idle_minutes_end_it(portal: Any, db: Any, keys: Any, clock: Any) -> None:
    case_with_words(db, keys)
    come_back(portal)
    clock.forward(minutes=16)
    assert portal.get("/your-page").location == "/come-back"


def test_nothing_is_locked_while_words_are_worked_on(
    portal: Any, db: Any, keys: Any, sessions: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else can write meanwhile: argon2 takes a fifth of a second, and everybody would wait (sealing.md 2)."""
    from sqlalchemy import text

    from portal.views import sign_in
    from portal.views import words as words_view

    case_with_words(db, keys)
    real = sign_in.stretch

    def slow(words: str, salt: bytes) -> bytes:
        with sessions() as other:
            other.execute(text("DELETE FROM throttle WHERE bucket = 'nobody'"))
            other.commit()
        return bytes(real(words, salt))

    for module in (sign_in, words_view):
        monkeypatch.setattr(module, "stretch", slow)
    assert come_back(portal).location == "/your-page"
    portal.get("/your-page/sent")
    assert portal.post("/your-page/sent", data={"secret_words": WORDS}).status_code == 200
    portal.get("/your-page/words")
    assert portal.post("/your-page/words", data={"secret_words": WORDS}).status_code == 303
