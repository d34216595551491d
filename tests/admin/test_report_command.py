"""`heard report`: figures on the command line, and kind words where there are none."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.admin.places import Machine, machine
from tests.register_rows import add_lines


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A machine whose register holds two complaints of one council."""
    with machine(tmp_path_factory.mktemp("report")) as made:
        assert made.heard("keys", "new").exit_code == 0
        assert made.heard("db", "upgrade").exit_code == 0
        empty = made.heard("report", "isle-of-wight", "--from", "2016-04-01", "--to", "2017-03-31")
        assert "The register is empty" in empty.output
        with made.place.sessions() as db:
            rows = [{"service": "East / North"}, {"young_person": "yes", "disability": "Yes"}]
            add_lines(db, made.place.ring("staff"), rows)
            db.commit()
        made.close()
        yield made


def ask(place: Machine, *more: str) -> dict[str, object]:
    asked = ("report", "isle-of-wight", "--from", "2026-04-01", "--to", "2027-03-31", *more)
    answer = place.heard(*asked)
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.output)


def total(report: dict[str, object], table: str) -> int:
    (found,) = [one for one in report["tables"] if one["id"] == table]
    return next(row[1] for row in found["rows"] if row[0] == "Total")


def test_the_report_is_json_with_the_promised_parts(place):
    report = ask(place, "--authority", "ashbourne county council")
    assert list(report) == ["layout", "authority", "from", "to", "tables", "checks"]
    assert (report["authority"], report["from"], report["to"]) == (
        "Ashbourne County Council",
        "2026-04-01",
        "2027-03-31",
    )
    assert {tuple(table) for table in report["tables"]} == {("id", "title", "cohort", "note", "columns", "rows")}
    assert total(report, "5a") == 2


def test_a_part_of_the_council_is_the_same_query_with_a_filter_5_2(place):
    assert total(ask(place, "--directorate", "East"), "5a") == 1
    assert total(ask(place, "--directorate", "East", "--team", "South"), "5a") == 0
    assert total(ask(place, "--young-people"), "5a") == 1


def test_what_people_said_of_themselves_is_opened_and_counted(place):
    (found,) = [table for table in ask(place)["tables"] if table["id"] == "8a"]
    assert ["Yes", 1] in found["rows"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["nowhere", "--from", "2026-04-01", "--to", "2027-03-31"], "There are: "),
        (["isle-of-wight", "--from", "2027-04-01", "--to", "2026-03-31"], "before it begins"),
        (["isle-of-wight", "--from", "2026-04-01", "--to", "2027-03-31", "--authority", "Elsewhere"], "It holds: Ash"),
        (["isle-of-wight", "--from", "last year", "--to", "2027-03-31"], "2026-11-23"),
    ],
)
def test_what_cannot_be_made_is_refused_in_a_plain_sentence(place, asked, words):
    answer = place.heard("report", *asked)
    assert answer.exit_code != 0
    assert words in answer.output


def test_the_report_can_be_written_to_a_file(place, tmp_path: Path):
    file = tmp_path / "report.json"
    ask_file = ["report", "isle-of-wight", "--from", "2026-04-01", "--to", "2027-03-31", "--output", str(file)]
    assert place.heard(*ask_file).exit_code == 0
    assert json.loads(file.read_text("utf-8")) == ask(place)


@pytest.mark.parametrize(
    ("form", "begins"), [("html", b"<!DOC"), ("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK"), ("csv", b"PK")]
)
def test_every_format_is_a_file_of_its_kind(place: Machine, tmp_path: Path, form: str, begins: bytes):
    asked = ("report", "isle-of-wight", "--from", "2026-04-01", "--to", "2027-03-31", "--format", form)
    answer = place.heard(*asked, "--output", str(tmp_path / "made"))
    assert answer.exit_code == 0, answer.output
    assert (tmp_path / "made").read_bytes().startswith(begins)


def test_for_the_public_no_small_number_is_written_prv_13(place: Machine):
    report = ask(place, "--public")
    numbers = [cell for table in report["tables"] for row in table["rows"] for cell in row[1:] if isinstance(cell, int)]
    assert not [number for number in numbers if number < 5]
    assert any("not shown" in row for table in report["tables"] for row in table["rows"])


def test_a_layout_of_the_councils_own_is_made_and_a_wrong_one_is_named(place: Machine):
    folder = place.settings.data / "layouts"
    folder.mkdir()
    table = '[[table]]\nid = "why"\ntitle = "Why"\nsection = "Ours"\nby = ["{by}"]\n'
    ours = 'title = "Our own"\n[[section]]\ntitle = "Ours"\nprompt = "Say why."\n' + table
    (folder / "ours.toml").write_text(ours.format(by="nature"), "utf-8")
    made = place.heard("report", "ours", "--from", "2026-04-01", "--to", "2027-03-31")
    assert [table["id"] for table in json.loads(made.output)["tables"]] == ["why"]
    listed = place.heard("layouts")
    assert (listed.exit_code, "Our own (1 tables)" in listed.output) == (0, True)
    (folder / "wrong.toml").write_text(ours.format(by="mood"), "utf-8")
    listed = place.heard("layouts")
    assert (listed.exit_code, "Our own" in listed.output) == (1, True)
    said = "wrong.toml: table why: nothing is counted by 'mood'."
    assert said in listed.output
    assert said in place.heard("report", "wrong", "--from", "2026-04-01", "--to", "2027-03-31").output
    assert f"layouts: {said}" in " ".join(place.heard("doctor").output.split())
