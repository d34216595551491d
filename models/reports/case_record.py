"""What the council decided on a case, paper by paper, for the file for the Ombudsman: what was judged and what had to
wait, the statement, both reports and findings of stage 2, what was learned, measures on contact, and its parts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from models.audit import Actor
from models.cases import (
    attaching,
    behaving,
    freezing,
    judging,
    learning,
    promises,
    reporting,
    second_answer,
    stating,
    timeline,
)
from models.cases.earlier_round import kind_of
from models.cases.linking import linked
from models.cases.stage_points import stage_one_points
from models.formats import short_date
from models.post.form import Run
from models.procedure.behaviour import INDICATORS
from models.procedure.documents import DOCUMENTS, Document
from models.procedure.freezing import LADDER, OUTCOMES
from models.procedure.independence import PARTS, STAGE_2
from models.procedure.judgements import ANSWERS, JUDGEMENTS, Ask, Asking
from models.procedure.lifecycle import STAFF
from models.procedure.working_days import local_day
from models.reports.earlier_found import found_before
from models.sealing import Keyring, Unreadable
from models.tables.case import Case
from models.tables.stage_two import ComplaintStatement

HIDDEN = "This cannot be shown."
HOW_SIGNED = {"page": "On their page", **stating.HOW}
LINES = {stating.POINT: "Point", stating.WISH: "What they want", stating.MISSED: "Something is missing"}
SAID_BY = {"person": "the person", "advocate": "their advocate", "staff": "one of us, who was told"}

Line = str | tuple[Run, ...]  # a paragraph; of a letter with what is bold in it
Made = tuple[str, date | None, tuple[Line, ...], tuple[tuple[str, ...], ...]]


def bold(text: str) -> Line:
    return (Run(text=text, strong=True, tel=""),)


def told(*pairs: tuple[str, str]) -> Iterator[str]:
    """A name and its words, where there are any."""
    for name, words in pairs:
        if words:
            yield f"{name}: {words}"


def judgements(db: Session, case: Case, keys: Keyring, today: date) -> Iterator[Made]:
    for one in reversed(judging.judged(db, case, keys)):
        judgement = JUDGEMENTS[one.kind]
        ending = judgement.ending(one.row.ending)
        lines: list[Line] = [f"{ending.label if ending else one.row.ending}. Judged by {one.by}."]
        if one.row.review_on:
            lines.append(f"To be looked at again on {short_date(one.row.review_on)}.")
        if one.row.ended_on:
            lines.append(f"The proceedings ended on {short_date(one.row.ended_on)}.")
        for ask in judgement.asks:
            if said := " ".join(filter(None, (_answer(ask, one.given), one.given.get(ask.note, "")))):
                lines += [bold(ask.label), said]
        yield f"Judged: {judgement.title}", local_day(one.row.at), (*lines, *[HIDDEN] * (not one.given)), ()


def _answer(ask: Ask, given: Mapping[str, str]) -> str:
    said = given.get(ask.code, "")
    words = dict(ANSWERS if ask.how is Asking.KNOWN else ask.choices).get(said, said)
    return f"{words}." if words and ask.how is Asking.KNOWN else words


def waiting(db: Session, case: Case, keys: Keyring, today: date) -> Iterator[Made]:
    for one in reversed(freezing.requests(db, case, keys)):
        row, said = one.row, one.said
        lines = [*told(
            ("Asked by", freezing.ASKED_BY[row.asked_by]),
            ("What should wait", said.get("what", "") or "As it stands in what the person sent."),
            ("To happen by", short_date(row.effect_on) if row.effect_on else ""),
        )]  # fmt: skip
        lines += [
            f"Went up to {LADDER[rung].label.lower()} on {short_date(date.fromisoformat(on))}: {why}"
            for rung, on, why in said.get("up", ())
        ]
        decided = f"{OUTCOMES[row.outcome]}. {said.get('by') or one.decided_by}" if row.outcome else "Not decided yet."
        lines += told(
            ("Decided", f"{decided}, {short_date(row.decided_on)}" if row.decided_on else decided),
            ("The reason, as they read it", said.get("reason", "")),
            ("The risk", said.get("risk", "")),
            ("What the child wants", said.get("wishes", "")),
            ("Why it waits no longer", said.get("lifted", "")),
        )
        yield "Asked that a change waits", row.asked_on, tuple(lines), ()


def statement(db: Session, case: Case, keys: Keyring, today: date) -> Iterator[Made]:
    for row in reversed(stating.versions(db, case)):
        try:
            words = [f"{LINES[part]} {number}: {text}" for part, number, text in stating.words_of(row, keys).lines()]
        except Unreadable:
            words = [HIDDEN]
        said = [_said(one) for one in stating.replies(db, row, keys)]
        on = row.signed_on or local_day(row.offered_at or row.drafted_at)
        yield f"Statement of complaint, version {row.number}", on, (*_stands(row, keys), *words, *said), ()


def _said(one: stating.Reply) -> str:
    row, text = one.row, HIDDEN if one.text is None else one.text or ("That is right." if one.row.right else "")
    line = f"{LINES[row.part]} {row.number}" if row.number else LINES[row.part]
    return f"{line}, {SAID_BY[row.by]} on {short_date(local_day(row.at))}: {text or 'That is not right.'}"


def _stands(row: ComplaintStatement, keys: Keyring) -> Iterator[str]:
    """How a version stands, who signed it and who saw that."""
    if row.offered_at is None:
        yield "A draft of ours that was not offered yet."
    else:
        yield f"Offered on {short_date(local_day(row.offered_at))}."
    if row.signed_on:
        name, how = stating.signature_of(row, keys) or HIDDEN, HOW_SIGNED.get(row.how or "", "").lower()
        yield f"Signed by {name} on {short_date(row.signed_on)}, {how}."
    elif row.state == stating.OFFERED:
        yield "Not signed yet."
    elif row.state == stating.OWN_WORDS:
        yield "They did not sign it: it went on in their own words. Why is in what happened."
    if row.witnessed_at:
        yield f"{stating.witness_of(row, keys) or HIDDEN} says that they saw it signed."
    if row.state == stating.REPLACED:
        yield "A later version took its place."


def reports(db: Session, case: Case, keys: Keyring, today: date) -> Iterator[Made]:
    """The two final reports, whether an answer has left with them or not (K-36, K-38)."""
    finals = reporting.finals(db, case, keys)
    earlier = [one for one in reversed(reporting.of_before(db, case, keys)) if kind_of(one.row) == reporting.FINAL]
    for one in [*earlier, *(finals[part] for part in STAGE_2 if part in finals)]:
        lines: list[Line] = ["This report is a file of its own: see the files."] if one.row.upload_id else []
        for block in one.body.blocks():
            lines += [bold(block["heading"])] if block["heading"] else []
            lines += block["paragraphs"]
        before = ", of the round before" if one in earlier else ""
        yield (
            f"Stage 2: report of the {PARTS[one.row.part].lower()}{before}",
            local_day(one.row.saved_at),
            tuple(lines),
            (),
        )


def found_at_two(db: Session, case: Case, keys: Keyring, today: date) -> Iterator[Made]:
    yield from found_before(db, case, keys)
    rows = second_answer.findings(db, case)
    try:
        texts = {one.number: one.text for one in second_answer.subjects(db, case, keys)}
    except Unreadable:
        texts = {row.number: HIDDEN for row in rows}
    texts = texts or dict(stage_one_points(db, case, keys))  # a corporate stage 2 has no statement
    lines = [
        (str(row.number), reporting.FINDINGS.get(row.finding or "", "Not said"), texts.get(row.number, ""))
        for row in rows
    ]
    if lines:
        yield "The points, and what stage 2 found", None, (), (("Point", "Found", "What"), *lines)


def learned(db: Session, case: Case, keys: Keyring, today: date) -> Iterator[Made]:
    for one in learning.held(db, case, keys):
        there = [*told(("Who was there", one.kept["who"]), ("What was said", one.kept["noted"]))]
        yield f"Learning meeting after stage {one.row.stage}", one.row.held_on, tuple(there), ()
    files = attaching.read(keys, attaching.rows_of_case(db, case.id))
    lines = []
    for act in promises.promised(db, case, keys, today=today):
        days = [f"due {short_date(act.row.due_on)}"] * bool(act.row.due_on)
        days += [f"done {short_date(act.row.done_on)}" if act.row.done_on else "late" if act.late else "not done yet"]
        shown = ", ".join(file.name for file in files if file.row.question == promises.proof_of(act.row.id))
        proof = f" Proof: {shown}." if shown else ""
        lines.append(f"Stage {act.row.stage}, {act.owner}, {', '.join(days)}: {act.text}{proof}")
    known = timeline.REASONS["promise_done"]
    lines += [one.text for one in reversed(timeline.entries(db, case, keys)) if one.reason == known]  # how we know
    if lines:
        yield "What we said we would do, and whether it was done", None, tuple(lines), ()


def documents(db: Session, case: Case, keys: Keyring, today: date) -> Iterator[Made]:
    """Papers that staff put on the case: what each is, its title and its day. The files themselves are given beside."""
    yield from _listed("Documents that we put on the case", files_of(db, case, keys))


def files_of(db: Session, case: Case, keys: Keyring) -> list[attaching.Attached]:
    return attaching.read(keys, attaching.rows_of_case(db, case.id))


def _listed(title: str, found: Sequence[attaching.Attached]) -> Iterator[Made]:
    lines = [
        (short_date(one.row.dated_on or local_day(one.row.added_at)), DOCUMENTS[Document(one.row.document)],
         one.name or HIDDEN, short_date(local_day(one.row.added_at)))
        for one in found
        if one.row.document
    ]  # fmt: skip
    if lines:
        yield title, None, (), (("Of", "What", "Title", "Added on"), *lines)


def measures(db: Session, case: Case, keys: Keyring, today: date) -> Iterator[Made]:
    for one in reversed(behaving.matters(db, case, keys)):
        row, kept = one.row, one.kept
        met = f"{short_date(row.met_on)}. {kept.get('who', '')}. {kept.get('noted', '')}" if row.met_on else ""
        span = (row.begins_on, row.ends_on, row.review_on)
        lines = [*told(
            ("Warned of", "; ".join(INDICATORS[code] for code in row.indicators.split())),
            ("Why", kept.get("why", "")),
            ("What we asked them to change", kept.get("ask", "")),
            ("The meeting", met),
            ("What would help them", kept.get("helps", "")),
            ("Measures", "; ".join(one.measures)),
            ("From, until, and looked at again by", ", ".join(short_date(day) for day in span if day)),
            ("Why they were decided", kept.get("decision", "")),
            ("How they may be in touch", kept.get("how", "")),
            *(("Looked at again: goes on" if again["goes_on"] else "Looked at again: ended",
               f"{again['by']}. {again['why']}") for again in one.reviews),
            ("No measure", kept.get("dropped", "")),
            ("Over on", short_date(row.ended_on) if row.ended_on else ""),
        )]  # fmt: skip
        yield "Limits on contact", local_day(row.warned_at), tuple(lines), ()


def parts(db: Session, case: Case, keys: Keyring, by: Actor) -> Iterator[Made]:
    """The cases its points went to, or that it came from; one behind a wall from `by` is not named (AZ-04)."""
    others = split_off(db, case, by)
    lines = [
        f"{other.reference}{', which this one was split off from' if other.id == case.part_of_id else ''}: "
        f"{STAFF[other.state]}. Its files are with these; the rest is in a file of its own."
        for other in others
    ]
    if lines:
        yield "Parts that are cases of their own", None, tuple(lines), ()
    for other in others:
        yield from _listed(f"Documents that we put on {other.reference}", files_of(db, other, keys.with_case(other)))


def split_off(db: Session, case: Case, by: Actor) -> list[Case]:
    return [other for other, why in linked(db, case, by) if why == "split" and other.erased_on is None]
