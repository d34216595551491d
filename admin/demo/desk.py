"""What lies on the team's desks today: mail that nobody has opened, and tasks."""

import itertools
from collections.abc import Iterable
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from admin.demo.world import World
from models.cases.handing_over import caseload
from models.cases.mail_taking import Desk, take
from models.cases.tasks import open_task
from models.files.store import Store
from models.procedure.working_days import add_working_days, local_day

Letter = tuple[str, str, str, str, dict[str, str]]
"""Who wrote, at which address, about what, the words, and what a machine would add."""

LETTERS: tuple[Letter, ...] = (
    (
        "Beryl Tansley", "beryl.tansley@post.example", "My grandson and the contact centre",
        "Good morning,\n\nMy grandson is seven and lives with foster carers. Three Saturdays running the contact "
        "centre was shut when I got there, and nobody had rung me. It is two buses each way. He thinks I did not "
        "come.\n\n"
        "I would like somebody to say sorry to him and to tell me when it is open.\n\nBeryl Tansley", {},
    ),
    (
        "J. Whitlow", "jwhitlow@post.example", "Assessment report has the wrong name in it",
        "The report that came on Monday says our son has a brother called Reece. He has no brother. Somebody else's "
        "family is in our report and I want to know who has got ours. I asked the worker and she said it is only a "
        "slip.\n\nYours,\nJ. Whitlow", {},
    ),
    (
        "Dean Arkwright", "dean.arkwright@post.example", "Automatic reply: Your complaint",
        "I am away until Monday and will answer when I am back.", {"Auto-Submitted": "auto-replied"},
    ),
    (
        "Bright Windows Ltd", "offers@bright-windows.example", "Half price windows for every council building",
        "This week only: half price on all frames. Ring us today.", {},
    ),
)  # fmt: skip
TASKS = (
    ("priya", "Ring the school: which day was the meeting?", 1),
    ("priya", "Ask the transport office for the taxi list of October", 3),
    ("owen", "Find out who holds the key for her boxes", 2),
)
TO = "complaints@ashbourne.example"


def tell(world: World) -> None:
    """The mail of this morning, sealed as it came, and a task on a case of each who is to do it."""
    here = world.here
    desk = Desk(here.sessions_for("worker"), world.rings["worker"], world.index, Store(here.settings.files))
    for number, letter in enumerate(LETTERS):
        came = world.present - timedelta(minutes=200 - 40 * number)
        take(desk, _written(letter, came), now=came, to=TO)
    _tasks(world, TASKS)


def _written(letter: Letter, came: datetime) -> bytes:
    name, address, subject, words, heads = letter
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"{name} <{address}>", TO, subject
    mail["Date"], mail["Message-ID"] = format_datetime(came), f"<{came.timestamp():.0f}.{address}>"
    for head, value in heads.items():
        mail[head] = value
    mail.set_content(words)
    return mail.as_bytes()


def _tasks(world: World, tasks: Iterable[tuple[str, str, int]]) -> None:
    today = local_day(world.present)
    with world.sessions["staff"]() as db, db.begin():
        for code, group in itertools.groupby(tasks, key=lambda one: one[0]):
            officer = world.people[code]
            theirs = caseload(db, officer, officer.id) if officer.id else ()
            for case, (_, what, days) in zip(theirs, group, strict=False):
                open_task(
                    db, case, actor=officer, now=world.present - timedelta(hours=2), owner_id=officer.id, what=what,
                    due_on=add_working_days(today, days, world.days_off), keys=world.rings["staff"].with_case(case),
                )  # fmt: skip
