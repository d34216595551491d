"""Loading the demo: people, accounts with real passwords, three people with real words, and every story."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from admin.demo import (
    advocates,
    closed,
    desk,
    learned,
    other_ways,
    panels,
    parents,
    praise,
    records,
    stage_two,
    young,
    young_more,
    young_new,
)
from admin.demo.directory import ADVOCACY, ADVOCACY_PHONE, OURS, PEOPLE, POOL, TEAMS, Person, email
from admin.demo.sign_ins import SignIn, SignIns, WayBack, keep
from admin.demo.tale import Tale
from admin.demo.world import Moments, World
from models import credentials
from models.audit import Actor
from models.cases import accounts, directory, holding, organisations, outsiders
from models.cases.desk_sessions import actor_of
from models.cases.releasing import UNLESS_SAID
from models.cases.words_made import FreshWords, lock_words
from models.dangers import Environment
from models.jobs.anchoring import anchor
from models.tables.account import AccountState
from models.tables.staff import Team

if TYPE_CHECKING:  # the commands load the demo, and not the other way round
    from admin.commands.place import Place

KEYBOARD = Actor(kind="system", name="Command line")
CHAPTERS = (young_new, young, young_more, parents, advocates, stage_two, praise, other_ways, panels, learned, closed)
WITH_WORDS: dict[Callable[[Tale], Moments], tuple[str, str]] = {
    young.printed: ("Young person", "being looked into; a message waits"),
    parents.printed: ("Parent", "more time was taken, with notice"),
    advocates.printed: ("Advocate", "answered; the next stage can be asked for"),
}


def load(here: "Place") -> SignIns:
    """Tell every story in an empty place. Slow derivations come first, outside every transaction."""
    settings = here.settings
    credentials.prepare(
        settings.runtime,
        settings.argon2_memory,
        settings.argon2_time,
        settings.argon2_lanes,
        test=settings.environment is Environment.TEST,
    )
    keep(settings, SignIns())
    world = World(here)
    signed = _people(world)
    _hold_letters(world, 0)  # in a story a letter leaves when it is let go
    ways_back: list[WayBack] = []
    stories = [story(Tale(world, _fresh(world, story, ways_back))) for part in CHAPTERS for story in part.STORIES]
    world.tell(stories)
    records.tell(world, [way.reference for way in ways_back if way.person == "Parent"])
    desk.tell(world)
    _hold_letters(world, UNLESS_SAID)
    with here.bare.reading() as db:
        anchor(db, settings.anchors, now=world.present)
    made = SignIns(True, tuple(signed), tuple(ways_back))
    keep(settings, made)
    return made


def _people(world: World) -> list[SignIn]:
    """The directory, and an account for everybody with a role. One password for all of them: a demo starts quickly."""
    peppers = world.here.keys("staff").password_peppers
    password = "-".join(credentials.adult_words()[:4])
    hashed = credentials.hash_password(password, peppers)
    secrets: dict[str, str] = {}
    with world.sessions["staff"]() as db:
        teams = {code: Team(name=name, directorate=above, handles_complaints=code == OURS)
                 for code, (name, above) in TEAMS.items()}  # fmt: skip
        db.add_all(teams.values())
        db.flush()
        alongside = organisations.add(db, ADVOCACY, ADVOCACY_PHONE, by=KEYBOARD, now=world.now)
        pool: dict[object, UUID | None] = {}
        for outsider in POOL:
            made = outsiders.keep(db, outsider, row=None, keys=world.rings["staff"], actor=KEYBOARD, now=world.now)
            pool[made.name] = made.staff_id
        ids: dict[str, UUID] = {}
        for person in PEOPLE:
            staff_id = pool.get(person.name)  # who is in the pool stands in the directory already
            staff = directory.one(db, staff_id) if staff_id else directory.add(
                db, name=person.name, job=person.job, team_id=teams[person.team].id if person.team else None,
                manager_id=ids.get(person.manager), by=KEYBOARD, now=world.now,
                organisation_id=alongside.id if person.organisation else None, senior=person.senior,
            )  # fmt: skip
            ids[person.code] = staff.id
            if person.roles:
                account, _ = accounts.invite(db, staff.id, email(person), person.roles, by=KEYBOARD, now=world.now)
                account.password_hash = hashed
                secrets[person.code] = accounts.offer_factor(db, account, world.rings["staff"])
                account.state = AccountState.ACTIVE
                accounts.renew_codes(db, account.id, by=KEYBOARD, now=world.now)
            world.people[person.code] = Actor(kind="staff", id=staff.id, name=person.name)
        db.commit()
        for person in PEOPLE:
            if person.roles:
                world.people[person.code] = actor_of(accounts.of_staff(db, ids[person.code]))
        db.rollback()
    return [_sign_in(person, password, secrets[person.code]) for person in PEOPLE if person.shown]


def _hold_letters(world: World, minutes: int) -> None:
    with world.sessions["staff"]() as db:
        holding.hold_for(db, minutes, by=KEYBOARD, now=world.now)
        db.commit()


def _sign_in(person: Person, password: str, secret: str) -> SignIn:
    role = ", ".join(role.value for role in person.roles)
    return SignIn(ROLE_NAMES.get(role, role.capitalize()), person.name, email(person), password, secret)


ROLE_NAMES = {
    "manager": "Complaints manager",
    "responder": "Responding manager",
    "administrator": "System administrator",
    "provider": "Advocacy provider",
    "records": "Records officer",
    "outsider": "Investigates from outside",
    "advocate_lead": "Leads advocates",
}


def _fresh(world: World, story: Callable[[Tale], Moments], ways_back: list[WayBack]) -> FreshWords | None:
    """Real words for the few whose way back is printed; the others' words are known to nobody."""
    if story not in WITH_WORDS:
        return None
    person, about = WITH_WORDS[story]
    words = credentials.young_words() if person == "Young person" else credentials.adult_words()
    fresh = lock_words(
        credentials.new_reference(),
        words,
        credentials.new_salt(),
        stretch=credentials.stretch,
        pepper=world.words_pepper,
    )
    ways_back.append(WayBack(person, fresh.reference, " ".join(words), about))
    return fresh
