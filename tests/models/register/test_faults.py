"""A broken register has every fault named by file, line and column, with what would be right (register-format)."""

import zipfile
from pathlib import Path

import pytest

from models.register.faults import Fault
from models.register.source import NoRegister, Source
from tests.models.register.registers import EXAMPLE, folder, read, rows

REGISTER = "register.csv"
CELLS = [  # (file, the cell that is changed, where, what is said)
    ("register", {"reference": ""}, "reference", "empty; the reference is needed"),
    ("register", {"reference": "A/1\\x;DROP"}, "reference", "is not a reference"),
    ("register", {"authority": ""}, "authority", "the authority is needed"),
    ("register", {"authority": "Ash\nbourne"}, "authority", "more than one line"),
    ("register", {"authority": "Ash\x00bourne"}, "authority", "a character that cannot be seen (number 0)"),
    ("register", {"authority": "x" * 201}, "authority", "201 characters; at most 200"),
    ("register", {"kind": "complaint"}, "kind", "did you mean “Complaint”?"),
    ("register", {"kind": "Quarrel"}, "kind", "is not in the list “kind”"),
    ("register", {"kind": "Complaint "}, "kind", "a space before or after it; write “Complaint”"),
    ("register", {"procedure": "Statutory"}, "procedure", "is not one of statutory, corporate"),
    ("register", {"received_on": ""}, "received_on", "a day as YYYY-MM-DD is needed"),
    ("register", {"received_on": "01/04/2026"}, "received_on", "write 2026-04-01"),
    ("register", {"received_on": "1 April 2026"}, "received_on", "write 2026-04-01"),
    ("register", {"received_on": "spring"}, "received_on", "is not a day as YYYY-MM-DD"),
    ("register", {"received_on": "2026-02-31"}, "received_on", "no day 2026-02-31; that month ends on 2026-02-28"),
    ("register", {"received_on": "2026-13-01"}, "received_on", "the month is a number from 01 to 12"),
    ("register", {"received_on": "2027-01-04"}, "received_on", "lies ahead"),
    ("register", {"received_on": "1926-04-01"}, "received_on", "before 1948"),
    ("register", {"stage1_extended_to": "2226-04-01"}, "stage1_extended_to", "too far ahead"),
    ("register", {"channel": "Pigeon"}, "channel", "is not in the list “how received”"),
    ("register", {"young_person": ""}, "young_person", "“yes” or “no” is needed"),
    ("register", {"young_person": "Y"}, "young_person", "is neither “yes” nor “no”"),
    ("register", {"service": "Nowhere / Nobody"}, "service", "is not in the list “service”"),
    ("register", {"learning": "yes"}, "learning", "is neither “Yes” nor “No”"),
    ("register", {"entries": "12.5"}, "entries", "is not a whole number"),
    ("register", {"entries": "-3"}, "entries", "is not a whole number"),
    ("register", {"record_age": "1400"}, "record_age", "1400 is more than 130"),
    ("register", {"visit_offered": "yes"}, "visit_offered", "is not one of offered, accepted"),
    ("register", {"ethnicity": "Martian"}, "ethnicity", "is not in the list “ethnicity”"),
    ("points", {"reference": "A-9"}, "reference", "there is no case A-9 in register.csv or in Heard"),
    ("points", {"stage": "4"}, "stage", "is not one of 1, 2, 3"),
    ("points", {"number": ""}, "number", "a whole number is needed"),
    ("points", {"text": "x" * 50_001}, "text", "50,001 characters; at most 50,000"),
    ("points", {"finding": "Proven"}, "finding", "is not in the list “finding”"),
    ("ombudsman", {"ombudsman_reference": ""}, "ombudsman_reference", "is needed"),
    ("ombudsman", {"status": "Open"}, "status", "is not in the list “ombudsman status”"),
    ("actions", {"type": "", "description": ""}, "description", "an action needs its type"),
    ("spend", {"amount": "£1,200"}, "amount", "is not an amount such as 1250.00"),
    ("spend", {"amount": "0.00"}, "amount", "nothing was paid"),
    ("spend", {"heading": "Biscuits"}, "heading", "is not in the list “spend”"),
]


@pytest.mark.parametrize(("file", "change", "column", "said"), CELLS, ids=lambda value: str(value)[:40])
def test_one_wrong_cell_is_named_by_file_line_and_column(
    tmp_path: Path, file: str, change: dict[str, str], column: str, said: str
) -> None:
    before = {"ombudsman_reference": "other", "number": "7", "reference": "A-0" if file == "register" else "A-1"}
    name = f"{file}.csv"
    first = {key: value for key, value in before.items() if key in rows(name).decode().split("\n")[0].split(",")}
    outcome, told = read(folder(tmp_path, **{file: rows(name, first, change)}))
    faults = [fault for fault in told if not fault.warning]
    assert [(fault.file, fault.line, fault.column) for fault in faults] == [(name, 3, column)], faults
    assert said in faults[0].text
    assert str(faults[0]).startswith(f"{name}:3:{column}: ")
    assert (outcome.faults, outcome.files[name].good) == (1, 1)


LINES = [  # (file, its bytes, line, where, what is said)
    ("register", b"", 1, "header", "the file is empty"),
    ("register", "reference,kind\n".encode("utf-16"), 1, "file", "this is UTF-16, not text"),
    ("register", "reference,kind\n".encode("utf-16-le"), 1, "file", "this is UTF-16, not text"),
    ("register", rows(REGISTER).replace(b"\n", b"\r"), 1, "file", "its lines end as on very old computers"),
    ("register", b"PK\x03\x04 a workbook", 1, "file", "a spreadsheet or a zip"),
    ("register", rows(REGISTER).replace(b",", b";"), 1, "header", "parted by “;”; a register has commas"),
    ("register", rows(REGISTER).replace(b"closed_on", b"shut_on"), 1, "closed_on", "this column is missing"),
    ("register", rows(REGISTER).replace(b"closed_on", b"shut_on"), 1, "shut_on", "is not a column of register.csv"),
    ("register", rows(REGISTER).replace(b"legal_status", b"gender"), 1, "gender", "there twice"),
    ("register", rows(REGISTER) + b"A-2,short\n", 3, "line", "2 cells, fewer than the 43 columns"),
    ("register", rows(REGISTER) + b"A-2" + b"," * 50 + b"\n", 3, "line", "51 cells, more than the 43 columns"),
    ("register", rows(REGISTER) + b'A-2,"Ash"bourne\n', 3, "line", 'a quotation mark (") stands where none may be'),
    ("register", rows(REGISTER) + b'A-2,"Ash\nbourne\n', 3, "line", "is never closed"),
    ("register", rows(REGISTER) + b"x" * 1_000_002, 3, "line", "longer than 1,000,000 bytes"),
    ("register", rows(REGISTER) + b'"' + b"x\n" * 60_000, 3, "line", "longer than 100,000 characters"),
    ("register", rows(REGISTER, {}, {}), 3, "reference", "A-1 stands in this file twice"),
    ("register", rows(REGISTER).replace(b"Ashbourne", b"Ashb\xe9urne"), 2, "authority", "not UTF-8"),
    ("points", rows("points.csv", {}, {}), 3, "number", "A-1 1 1 stands in this file twice"),
    ("ombudsman", rows("ombudsman.csv", {}, {}), 3, "ombudsman_reference", "26 001 002 stands in this file twice"),
]


@pytest.mark.parametrize(("file", "content", "line", "column", "said"), LINES, ids=lambda value: str(value)[:40])
def test_a_line_or_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, file: str, content: bytes, line: int, column: str, said: str
) -> None:
    _, told = read(folder(tmp_path, **{file: content}))
    found = [fault for fault in told if (fault.file, fault.line, fault.column) == (f"{file}.csv", line, column)]
    assert found, told
    assert said in found[0].text
    assert not found[0].warning


def test_all_faults_are_listed_and_not_only_the_first(tmp_path: Path) -> None:
    wrong = [{"reference": f"B-{number}", "kind": "x", "received_on": "y", "entries": "z"} for number in range(40)]
    outcome, told = read(
        folder(tmp_path, register=rows(REGISTER, {}, *wrong), points=rows("points.csv", {"stage": "9"}))
    )
    assert (outcome.faults, len(told)) == (121, 121)
    assert (outcome.files[REGISTER].lines, outcome.files[REGISTER].good) == (41, 1)
    assert outcome.summary()[0] == "register.csv: 41 lines, 1 good, 120 faults, 0 warnings"


DOUBTS = [
    ({"stage1_responded_on": "2026-03-30"}, "stage1_responded_on", "is before received_on"),
    ({"acknowledged_on": "2026-03-01"}, "acknowledged_on", "is before received_on"),
    ({"closed_on": "2026-04-13"}, "closed_on", "is before stage1_responded_on"),
    ({"stage2_requested_on": "2026-03-01"}, "stage2_requested_on", "is before received_on"),
    ({"stage2_responded_on": "2026-05-01"}, "stage2_responded_on", "nobody asked for"),
    ({"stage1_responded_on": "", "stage1_outcome": "Upheld"}, "stage1_outcome", "without the day of the answer"),
    ({"refusal_reason": "No PR"}, "refusal_reason", "the kind is “Complaint” and not “Refused”"),
    ({"kind": "Refused"}, "refusal_reason", "refused without a reason"),
    ({"procedure": ""}, "procedure", "no procedure is named"),
]


@pytest.mark.parametrize(("change", "column", "said"), DOUBTS, ids=lambda value: str(value)[:40])
def test_dates_that_contradict_each_other_are_warnings(
    tmp_path: Path, change: dict[str, str], column: str, said: str
) -> None:
    outcome, told = read(folder(tmp_path, register=rows(REGISTER, change)))
    assert (outcome.faults, outcome.files[REGISTER].good) == (0, 1)
    assert [fault for fault in told if fault.warning and fault.column == column and said in fault.text], told


def test_a_label_that_no_list_has_may_be_added_instead(tmp_path: Path) -> None:
    made = folder(tmp_path, register=rows(REGISTER, {"kind": "Quarrel", "service": "North / Night Team"}))
    outcome, told = read(made, add_labels=True)
    assert not told
    assert outcome.added_labels == [("kind", "Quarrel"), ("service", "North / Night Team")]


def test_the_mark_at_the_beginning_of_a_file_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + rows(REGISTER).replace(b"\n", b"\r\n") + b"\r\n" + b"," * 40 + b"\r\n"
    outcome, told = read(folder(tmp_path, register=content))
    assert not told
    assert outcome.files[REGISTER].good == 1


def test_the_example_has_no_fault_and_no_warning() -> None:
    outcome, told = read(EXAMPLE)
    assert not told
    assert outcome.files[REGISTER].good == 114


def packed(at: Path, *entries: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(at, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries:
            made.writestr(name, content)
    return at


def test_a_zip_of_the_folder_reads_the_same(tmp_path: Path) -> None:
    path = packed(tmp_path / "r.zip", ("2026/register.csv", rows(REGISTER)), ("2026/notes.csv", b"x"), ("a.json", b""))
    outcome, told = read(path)
    assert outcome.files[REGISTER].good == 1
    assert [str(fault) for fault in told] == [
        "notes.csv:1:file: warning: is not a file of a register and was left alone"
    ]


ZIPS = [
    ([("../register.csv", b"")], "points out of the folder"),
    ([("/etc/register.csv", b"")], "points out of the folder"),
    ([("..\\register.csv", b"")], "points out of the folder"),
    ([("C:/register.csv", b"")], "points out of the folder"),
    ([("a/register.csv", b""), ("b/register.csv", b"")], "register.csv is in it twice"),
    ([("points.csv", b"")], "there is no register.csv in it"),
    ([("register.csv", b"\0" * 20_000_000)], "would unpack to 20,000,000 bytes"),
]


@pytest.mark.parametrize(("entries", "said"), ZIPS, ids=lambda value: str(value)[:30])
def test_a_zip_that_is_none_or_means_harm_is_refused_unread(
    tmp_path: Path, entries: list[tuple[str, bytes]], said: str
) -> None:
    with pytest.raises(NoRegister) as refused:
        Source(packed(tmp_path / "r.zip", *entries))
    assert said in str(refused.value)
    assert refused.value.fault == Fault("r.zip", 1, "file", refused.value.fault.text)


def test_a_file_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "r.zip").write_bytes(rows(REGISTER))
    with pytest.raises(NoRegister, match="neither a folder nor a .zip"):
        Source(tmp_path / "r.zip")
