"""One file for the Ombudsman: what happened, each clock with its working, the reasons, letters and words, numbered.

What belongs to the council alone (notes among staff, contact cards) is in it only where an officer chooses so.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import (
    attaching,
    clock_working,
    ombudsman,
    panel_report,
    panel_rows,
    remedying,
    report_again,
    thread,
    timeline,
)
from models.cases.caring_details import words_of
from models.cases.corresponding import names_of, notes_of
from models.cases.finding import points_of
from models.cases.panel_choices import chosen
from models.cases.panel_day import CAME, wishes_for
from models.cases.policies import policy_of
from models.cases.reporting import FINDINGS
from models.formats import moment, short_date
from models.post.catalogue import CATALOGUE
from models.post.form import Run
from models.post.letters import Block, enclosed, pieces_of
from models.procedure.lifecycle import STAFF
from models.procedure.ombudsman import STANDS
from models.procedure.stage_three import DECIDED, Decided
from models.procedure.working_days import local_day
from models.reports import case_people, case_record
from models.reports.case_record import HIDDEN, Line, Made, bold
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.panel import Panel
from models.tables.words import Letter, Note, Point, ThreadMessage

PARTS: dict[str, str] = {
    "who": "Who complains, and for whom: their names, and no address",
    "chronology": "What happened, day by day, with the reasons",
    "clocks": "Every clock with its working",
    "points": "The points, and what stages 1 and 2 found",
    "judged": "What was judged, with every answer and reason",
    "waits": "What should wait: the risk, the wishes, the decision",
    "words": "What the person sent",
    "letters": "Every letter that left",
    "messages": "Messages with the person",
    "statement": "The statement of complaint: its versions and who signed",
    "reports": "Both reports of stage 2",
    "spoken": "Whom the investigating officer spoke with, and the check of the facts",
    "panel": "The panel: who sat, its papers, minutes, report and recommendations",
    "learning": "Learning: meetings, actions and their proof",
    "contact": "Limits on contact",
    "parts": "Parts that are cases of their own",
    "ombudsman": "What the Ombudsman did so far",
    "files": "Files: what the person sent, and documents that we added",
    "notes": "Notes among staff",
}
USUAL = tuple(code for code in PARTS if code != "notes")


@dataclass(frozen=True, slots=True)
class Entry:
    """One numbered document of the file. `on` is the day it is of; None where it is of many."""

    number: int
    title: str
    on: date | None
    paragraphs: tuple[Line, ...]
    rows: tuple[tuple[str, ...], ...] = ()  # a table, its heads first


@dataclass(frozen=True, slots=True)
class CaseFile:
    reference: str
    council: str
    stands: str
    made_on: date
    entries: tuple[Entry, ...]
    files: tuple[attaching.Attached, ...]
    left_out: tuple[str, ...]  # which parts are not in it, and which files
    mark: str = ""  # who took this copy and when, on each page (PRV-16)


def gather(
    db: Session, case: Case, keys: Keyring, parts: Collection[str], *, by: Actor, now: datetime, mark: str = ""
) -> CaseFile:
    """Everything that was chosen, in the order of PARTS, numbered through. `by` takes it, and names no case that they
    may not see."""
    today = local_day(now)
    makers = {
        "chronology": _chronology, "clocks": _clocks, "points": _points, "words": _words, "letters": _letters,
        "messages": _messages, "panel": _panel, "ombudsman": _ombudsman, "notes": _notes,
        "judged": case_record.judgements, "waits": case_record.waiting, "statement": case_record.statement,
        "reports": case_record.reports, "learning": case_record.learned, "contact": case_record.measures,
        "files": case_record.documents, "who": case_people.who, "spoken": case_people.spoken_with,
        "parts": lambda *_: case_record.parts(db, case, keys, by),
    }  # fmt: skip
    made = [one for code in PARTS if code in parts and code in makers for one in makers[code](db, case, keys, today)]
    found = _files(db, case, keys, parts, by) if "files" in parts else []
    left = [f"Not in this file: {words[0].lower()}{words[1:]}." for code, words in PARTS.items() if code not in parts]
    locked = sum(not one.shown for one in found)
    left += [f"{locked} of the files cannot be given here: locked away, or not looked through yet."] * bool(locked)
    return CaseFile(
        reference=case.reference,
        council=policy_of(db, case).name,
        stands=STAFF[case.state],
        made_on=today,
        entries=tuple(Entry(number, *one) for number, one in enumerate(made, 1)),
        files=tuple(one for one in found if one.shown),
        left_out=tuple(left),
        mark=mark,
    )


def _files(db: Session, case: Case, keys: Keyring, parts: Collection[str], by: Actor) -> list[attaching.Attached]:
    """With those of the parts that are cases of their own, where these are in it."""
    others = case_record.split_off(db, case, by) if "parts" in parts else []
    found = case_record.files_of(db, case, keys)
    return found + [one for other in others for one in case_record.files_of(db, other, keys.with_case(other))]


def _chronology(db: Session, case: Case, keys: Keyring, today: date) -> Iterator[Made]:
    rows = [
        (
            short_date(one.on) if one.on else moment(one.at),
            one.title,
            one.who,
            " ".join(filter(None, (one.reason, one.text))),
        )
        for one in reversed(timeline.entries(db, case, keys))
    ]
    yield "What happened", None, (), (("When", "What", "Who", "Reason or text"), *rows)


def _clocks(db: Session, case: Case, keys: Keyring, today: date) -> Iterator[Made]:
    for one in clock_working.shown_clocks(db, case, today=today):
        said = (f"Due {short_date(one.due)}: {one.words}.", *one.lines, *(step.words for step in one.steps))
        yield f"Clock: {one.name}", one.due, said, ()


def _points(db: Session, case: Case, keys: Keyring, today: date) -> Iterator[Made]:
    rows = points_of(db, case)
    texts = [text if isinstance(text, str) else HIDDEN for text in keys.open_each(Point.text, rows)]
    lines = [
        (str(row.number), FINDINGS.get(row.finding or "", "Not said"), text)
        for row, text in zip(rows, texts, strict=True)
    ]
    if lines:
        yield "The points, and what stage 1 found", None, (), (("Point", "Found", "What"), *lines)
    yield from case_record.found_at_two(db, case, keys, today)


def _words(db: Session, case: Case, keys: Keyring, today: date) -> Iterator[Made]:
    for one in words_of(db, case, keys):
        asked = [
            " ".join((_asked(q.title, given.label), ", ".join(given.texts))).strip()
            for q in one.questions or ()
            for given in q.given
        ]
        texts = tuple(asked) if one.questions is not None else (HIDDEN,)
        yield "What the person sent", local_day(one.at), texts, ()


def _asked(question: str, part: str) -> str:
    """A question that has one box is asked once."""
    return question if part == question else f"{question}: {part}".removesuffix(": ")


def _letters(db: Session, case: Case, keys: Keyring, today: date) -> Iterator[Made]:
    for letter in reversed(thread.letters_of(db, case, everybody=True)):
        try:
            content: dict[str, Any] = keys.open_json(Letter.body, letter)
        except Unreadable:
            content = {"subject": HIDDEN, "blocks": []}
        counted = f"It counted on {short_date(letter.counted_on)}." if letter.counted_on else "It has not counted yet."
        texts: list[Line] = [content["subject"], counted]
        for block in (*content["blocks"], *enclosed(content)):
            texts += [bold(block["heading"])] if block.get("heading") else []
            texts += lines_of(block)
        yield f"Letter: {CATALOGUE[letter.kind].label}", local_day(letter.released_at), tuple(texts), ()


def lines_of(block: Block) -> list[Line]:
    """A part of a letter line by line, each item of a list with its mark, and bold where the person saw it bold."""
    marks = {"p": "", "ul": "• ", "ol": "{}. "}
    return [
        _marked(marks[piece["kind"]].format(place), item)
        for piece in pieces_of(block)
        for place, item in enumerate(piece["items"], 1)
    ]


def plain(line: Line) -> str:
    """The bare words of a line."""
    return line if isinstance(line, str) else "".join(run["text"] for run in line)


def _marked(mark: str, item: list[Run]) -> Line:
    runs = [Run(text=mark, strong=False, tel="")] * bool(mark) + item
    return tuple(runs) if any(run["strong"] for run in runs) else plain(tuple(runs))


def _messages(db: Session, case: Case, keys: Keyring, today: date) -> Iterator[Made]:
    rows = thread.messages_of(db, case)
    names = thread.names_of(db, rows)
    texts = [text if isinstance(text, str) else HIDDEN for text in keys.open_each(ThreadMessage.body, rows)]
    lines = [
        (moment(row.at), names.get(row.from_staff_id, "Us") if row.from_staff_id else "The person", text)
        for row, text in zip(rows, texts, strict=True)
    ]
    if lines:
        yield "Messages", None, (), (("When", "Who", "What"), *lines)


def _panel(db: Session, case: Case, keys: Keyring, today: date) -> Iterator[Made]:
    for panel in reversed(panel_rows.panels(db, case)):
        days = {
            "Asked for": panel.asked_on,
            "Papers sent": panel.papers_on,
            "Met": panel.held_on,
            "Report": panel.report_on,
        }
        texts = [f"Who sat: {case_people.sat(db, case, panel) or 'nobody yet'}."]
        texts += [f"{what} on {short_date(day)}." for what, day in days.items() if day]
        texts += [f"{one['key']}: {one['value']}" for one in chosen(wishes_for(db, panel, keys))]
        texts += _papers_and_minutes(db, panel, keys)
        texts += [line for one in report_again.before(db, panel, keys) for line in one.lines()]
        texts += [str(panel_report.report_of(db, panel, keys).get("summary", ""))]
        texts += panel_report.findings(db, case, panel, keys)
        texts += [
            f"Recommendation {row.number}: {text} ({DECIDED[Decided(row.answer)] if row.answer else 'not answered'})"
            for row, text in panel_rows.recommendations(db, panel, keys)
        ]
        yield f"Panel {panel.number}", panel.asked_on, tuple(text for text in texts if text), ()


def _papers_and_minutes(db: Session, panel: Panel, keys: Keyring) -> Iterator[str]:
    papers = panel_rows.text_of(db, panel, panel_rows.PAPERS, keys)
    minutes = panel_rows.text_of(db, panel, panel_rows.MINUTES, keys)
    came = [*(CAME[code] for code in minutes.get("came", ())), minutes.get("others", "")]
    yield from case_record.told(
        ("The papers", "; ".join(papers.get("papers", ()))),
        ("Why they went late", papers.get("late_because", "")),
        ("Who came besides the panel", "; ".join(filter(None, came))),
        ("Minutes", minutes.get("minutes", "")),
    )


def _ombudsman(db: Session, case: Case, keys: Keyring, today: date) -> Iterator[Made]:
    for row in ombudsman.of_case(db, case.id):
        texts = [
            f"{short_date(one.row.on)}: {one.row.status}. {one.words}"
            for one in reversed(ombudsman.history(db, row, keys))
        ]
        texts += [f"Decided on {short_date(row.decided_on)}: {row.finding}."] if row.decided_on else []
        texts += [
            f"Remedy {one.row.number}: {one.what} {STANDS[one.stands]}. {' '.join(one.said)}".strip()
            for one in remedying.shown(db, row, keys)
        ]
        yield f"At the Ombudsman: {row.ombudsman_reference}", row.received_on, tuple(texts), ()


def _notes(db: Session, case: Case, keys: Keyring, today: date) -> Iterator[Made]:
    rows = list(reversed(notes_of(db, case)))
    names = names_of(db, rows)
    texts = [text if isinstance(text, str) else HIDDEN for text in keys.open_each(Note.body, rows)]
    lines = [(moment(row.at), names.get(row.staff_id, ""), text) for row, text in zip(rows, texts, strict=True)]
    if lines:
        yield "Notes among staff", None, (), (("When", "Who", "What"), *lines)
