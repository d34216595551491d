"""Photos, recordings and papers beside the words: what is taken, what is refused and how (UPL-01 to -11, T41)."""

import io
import zipfile
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from models.files.store import Store
from models.files.stream import COPY, Damaged
from models.tables import Draft, Upload
from models.words import deck
from portal.journeys import PATHS
from tests.files import docx, heic, jpeg, pdf, png, wav

TELL = f"/your-voice/{PATHS['your-voice'].number('tell')}"


@pytest.fixture(autouse=True)
def one_answer_given(portal, tmp_path):
    portal.application.extensions["files"] = Store(tmp_path / "files")
    portal.post("/your-voice/3", data={"topics": []})


def add(portal, content, name, field="picture", story="They lost my coat.", go="add", **more):
    return portal.post(TELL, data={"story": story, field: (io.BytesIO(content), name), "go": go, **more})


def kept(db):
    return db.scalars(select(Upload).order_by(Upload.added_at)).all()


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [(jpeg(), "IMG_1.JPG", "jpg"), (png(), "a.png", "png"), (heic(), "IMG_2.HEIC", "heic"), (pdf(), "plan.pdf", "pdf")],
)
def test_a_photo_is_taken_and_shown_on_the_page_it_was_added_to(portal, db, content, name, kind):
    answer = add(portal, content, name)
    assert answer.status_code == 303
    assert answer.location.endswith("#part-files")
    [row] = kept(db)
    assert row.kind == kind
    portal.get(TELL)
    assert "What you have added" in portal.page.text
    assert "They lost my coat." in portal.page.text


def test_a_recording_is_taken_and_can_be_played(portal, db):
    add(portal, wav(seconds=2), "me.wav", field="recording")
    portal.get(TELL)
    [player] = [given for given in portal.page.all("audio") if given.get("src")]
    answer = portal.get(player["src"], headers={"Range": "bytes=0-99"})
    assert answer.status_code == 206
    assert answer.mimetype == "audio/mp4"
    assert len(answer.data) == 100


BOMB = io.BytesIO()
with zipfile.ZipFile(BOMB, "w", zipfile.ZIP_DEFLATED) as packed:
    packed.writestr("word/document.xml", b"\0" * 50_000_000)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "empty.jpg", "There is nothing in empty.jpg"),
        (b"MZ\x90\0" + bytes(600), "holiday.jpg", "holiday.jpg is not what its name says"),
        (b"MZ\x90\0" + bytes(600), "game.exe", "We can not take game.exe"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "a.svg", "We can not take a.svg"),
        (jpeg()[:200], "half.jpg", "We can not open half.jpg"),
        (bytes(11 * 1024 * 1024), "big.jpg", "big.jpg is too big. It can be up to 10 MB"),
        (bytes(30 * 1024 * 1024), "huge.jpg", "huge.jpg is too big. It can be up to 10 MB"),
        (png(size=(9000, 9000), mode="1"), "bomb.png", "bomb.png gets much too big when we open it"),
        (docx("hello"), "letter.docx", "We can not take letter.docx. Send a photo, a PDF or a voice recording"),
        (wav(seconds=0.01), "quiet.wav", "There is no sound in quiet.wav"),
        (wav(seconds=190, rate=8000), "long.wav", "long.wav is too long. It can be up to 3 minutes"),
        (pdf(password="x"), "shut.pdf", "shut.pdf has a password"),
        (jpeg(), "photo.pdf", "photo.pdf is not what its name says"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value[-5:] else "",
)
def test_each_file_that_is_refused_is_told_why_and_the_text_stays_t41_upl_01_upl_06(portal, db, content, name, words):
    answer = add(portal, content, name)
    assert answer.status_code == 422
    assert portal.page.text.count(words) == 2, portal.page.text
    assert portal.page.text.startswith("Error: ")
    assert "They lost my coat." in portal.page.text
    assert kept(db) == []
    portal.get(TELL)
    assert "They lost my coat." in portal.page.text
    assert list(on_the_disk(portal)) == []


def on_the_disk(portal):
    return portal.application.extensions["files"].everything()


def test_a_zip_bomb_called_a_letter_is_refused_for_an_adult_too(portal, db):
    number = PATHS["for-someone"].number("words")
    answer = portal.post(
        f"/for-someone/{number}",
        data={"child_words": "x", "picture": (io.BytesIO(BOMB.getvalue()), "a.docx"), "go": "add"},
    )
    assert answer.status_code == 422
    assert "gets much too big when we open it" in portal.page.text


def test_with_a_disk_nearly_full_no_file_is_taken_and_the_words_are_upl_02(portal, db, monkeypatch):
    """It is our doing and no fault of the file; whoever only writes meets nothing of it."""
    store = portal.application.extensions["files"]
    monkeypatch.setattr("models.files.store.shutil.disk_usage", lambda _: SimpleNamespace(total=100, used=86, free=14))
    assert store.full
    assert add(portal, jpeg(), "a.jpg").status_code == 422
    assert kept(db) == []
    assert list(on_the_disk(portal)) == []
    portal.get(TELL)
    assert "They lost my coat." in portal.page.text
    assert portal.post(TELL, data={"story": "They lost my coat and my bag."}).status_code == 303
    assert portal.post("/your-voice/check").location.endswith("/sent")


def test_a_form_holds_as_much_as_a_case_may_and_says_so_beside_what_it_kept_upl_02(portal, db, monkeypatch):
    first = jpeg()
    monkeypatch.setattr("models.cases.attaching.WHOLE_CASE", len(first))
    assert add(portal, first, "a.jpg").status_code == 303
    assert add(portal, jpeg(), "b.jpg").status_code == 422
    assert "We can not take more files here. You can tell us in words" in portal.page.text
    assert len(kept(db)) == 1


def test_one_bad_file_loses_no_other_upl_11(portal, db):
    good = {"picture": (io.BytesIO(jpeg()), "a.jpg"), "recording": (io.BytesIO(wav(seconds=1)), "b.wav")}
    answer = portal.post(TELL, data={"story": "Hi", **good, "drawing": (io.BytesIO(b"MZ"), "c.exe"), "go": "add"})
    assert answer.status_code == 422
    assert "We can not take c.exe" in portal.page.text
    assert sorted(row.sort for row in kept(db)) == ["picture", "sound"]
    assert "What you have added" in portal.page.text


def test_files_chosen_and_not_added_go_along_with_continue(portal, db):
    answer = add(portal, jpeg(), "a.jpg", go="")
    assert answer.status_code == 303
    assert "part-files" not in answer.location
    assert len(kept(db)) == 1


@pytest.mark.parametrize(("content", "name"), [(jpeg(), "a.jpg"), (wav(seconds=1), "a.wav")])
def test_a_photo_or_a_recording_alone_is_enough_to_send(portal, db, content, name):
    add(portal, content, name, story="", go="")
    answer = portal.post("/your-voice/check")
    assert answer.status_code == 303
    assert answer.location.endswith("/sent")
    [row] = kept(db)
    assert row.case_id is not None
    assert row.draft_id is None
    assert row.kept is None
    assert row.about is not None


def test_the_sixth_photo_is_one_too_many_and_the_fourth_recording(portal, db):
    for number in range(5):
        add(portal, jpeg(), f"{number}.jpg")
    assert add(portal, jpeg(), "six.jpg").status_code == 422
    assert "six.jpg is one too many. We can take 5 here" in portal.page.text
    assert len(kept(db)) == 5
    assert len(list(on_the_disk(portal))) == 10
    portal.get(TELL)
    [first, *_] = [given["value"] for given in portal.page.all("button") if given.get("name") == "drop"]
    portal.post(TELL, data={"story": "", "drop": first})
    assert len(kept(db)) == 4
    assert len(list(on_the_disk(portal))) == 8


def test_pressing_add_with_nothing_chosen_says_what_to_do(portal):
    assert portal.post(TELL, data={"story": "", "go": "add"}).status_code == 422
    assert "Choose a file first" in portal.page.text


def test_the_check_page_shows_what_was_added_and_takes_it_out_again(portal, db):
    add(portal, jpeg(), "a.jpg")
    portal.get("/your-voice/check")
    assert [given for given in portal.page.all("img") if given["src"].startswith("/kept/")]
    [drop] = [given["value"] for given in portal.page.all("button") if given.get("name") == "drop"]
    assert portal.post("/your-voice/check/files", data={"drop": drop}).status_code == 303
    assert kept(db) == []


def test_nobody_else_can_open_or_take_out_a_childs_photo(portal, db, clock):
    add(portal, jpeg(), "a.jpg")
    [row] = kept(db)
    address = f"/kept/{row.id}"
    assert portal.get(address).status_code == 200
    portal.delete_cookie("heard", domain=portal.host)
    portal.csrf = None
    assert portal.get(address).status_code == 404
    portal.post("/your-voice/3", data={"topics": ["school"]})
    assert portal.get(address).status_code == 404
    portal.post(TELL, data={"story": "", "drop": str(row.id)})
    assert len(kept(db)) == 1


def test_what_is_given_back_is_a_copy_that_can_run_nothing_upl_04_upl_05(portal, db):
    add(portal, jpeg(gps=True, comment=b"<script>alert(1)</script>"), "a.jpg")
    [row] = kept(db)
    answer = portal.get(f"/kept/{row.id}")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "image/jpeg"
    assert b"script" not in answer.data
    assert b"Exif" not in answer.data


def test_nothing_of_it_lies_in_clear_and_a_changed_file_shows_nothing_upl_03(portal, db):
    add(portal, jpeg(comment=b"PLANTED-WORDS" * 9), "PLANTED-name.jpg")
    for path in on_the_disk(portal):
        assert b"PLANTED" not in path.read_bytes()
    [row] = kept(db)
    assert b"PLANTED" not in bytes(row.kept)
    path = portal.application.extensions["files"].path(row.id, COPY)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(Damaged):
        portal.get(f"/kept/{row.id}")


def test_a_page_that_takes_no_files_keeps_none(portal, db):
    portal.post("/your-voice/3", data={"topics": ["school"], "x": (io.BytesIO(bytes(2_000_00)), "a.jpg")})
    assert list(on_the_disk(portal)) == []
    assert db.scalars(select(Draft)).one()


def test_only_a_page_with_a_recorder_may_ask_for_the_microphone(portal):
    portal.post(f"/your-say/{PATHS['your-say'].number('wants')}", data={"add": "yes"})
    asking = set()
    for door, path in PATHS.items():
        for number, step in enumerate(path.steps, 1):
            answer = portal.get(f"/{door}/{number}")
            records = "data-recorder" in answer.text
            assert ("microphone=(self)" in answer.headers["Permissions-Policy"]) is records, (door, step.id)
            if records:
                asking.add((door, step.id))
    assert asking == {("your-voice", "tell"), ("pictures", "tell"), ("for-someone", "words"), ("thanks", "what")}
    evidence = portal.get(f"/your-say/{PATHS['your-say'].number('evidence')}")
    assert 'name="evidence"' in evidence.text
    assert evidence.headers["Content-Security-Policy"].endswith("media-src 'self'")
    assert "microphone=()" in portal.get("/").headers["Permissions-Policy"]


def test_four_ways_of_the_same_weight_and_the_warning_above_the_chooser(portal):
    portal.get(TELL)
    assert [a["href"] for a in portal.page.all("a") if a.get("class") == "heard-way"] == [
        "#story",
        "#talk",
        "#draw",
        "#photo",
    ]
    html = portal.page.html
    assert html.index("Do not send a photo with no clothes on") < html.index('id="picture"')
    assert "https://www.childline.org.uk/remove" in html
    assert "capture" not in html


@pytest.mark.parametrize(("ticked", "place"), [({}, "out"), ({"place": "1"}, "kept")])
def test_a_child_is_asked_before_the_place_of_a_photo_is_kept_upl_05(portal, ticked, place):
    portal.get(TELL)
    [asked] = [given for given in portal.page.all("input") if given.get("id") == "place"]
    assert "checked" not in asked
    add(portal, jpeg(gps=True), "a.jpg", **ticked)
    portal.get(TELL)
    assert deck("files")["attach"].said(f"place_{place}") in portal.page.text


def test_only_with_a_script_is_it_said_that_they_can_hear_it_first(portal):
    html = portal.get(TELL).text
    recorder = html[html.index("data-recorder") :]
    assert deck("files")["attach"].said("hear_first") not in html[: html.index("data-recorder")]
    assert " hidden>" in recorder[: recorder.index(deck("files")["attach"].said("hear_first"))]
