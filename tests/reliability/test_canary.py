"""Words planted in every field stand in clear nowhere: database, journal, mail, logs, folders, backup (ENC-01)."""

import base64
import html
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bench.person import Person
from bench.place import place
from bench.seed import colleagues, seed, sign_in_staff_as
from models.keys import load
from models.sealing import SealedType, Unreadable
from models.sealing import place as place_of
from models.tables import Base, Case
from portal.journeys import PATHS
from tests.conftest import ENGINE
from tests.files import jpeg
from tests.reliability.planting import FORBIDDEN, MARKUP, Planter, hits, shown

pytestmark = pytest.mark.slow
FILES = {"your-voice": "tell", "for-someone": "words"}  # where files are added in each journey

THEIRS = ("/your-page/messages", "/your-page/points", "/your-page/4", "/your-page/reach", "/your-page/5")
ENOUGH = 120  # planted words found again under their seals, or the search proves nothing
BLOBS = 1_000
ADDRESS = "127.0.0.77"


def test_no_planted_word_is_in_clear_anywhere_and_none_runs_enc_01_inp_01_inp_02_prv_03_trk_08(tmp_path):
    """Nor where they come from and what their browser calls itself, of the public and of staff; and on no page has
    what somebody typed become a part of it."""
    planter = Planter()
    with place(ENGINE, HEARD_MAIL_FOLDER=str(tmp_path / "mail")) as here:
        sites = here.start("portal"), here.start("admin")
        public_people(here, planter)
        here.heard("worker", "--once")
        staff(here, planter)
        here.heard("worker", "--once")
        stored = found_again(here, planter.planted)
        copies = [*files(here), *dumped(here, tmp_path)]
        here.heard("backup", str(tmp_path / "copy.backup"))
        copies += [tmp_path / "copy.backup", *without_addresses(tmp_path / "mail", tmp_path / "bodies")]
        for site in sites:
            site.stop()
        copies += files(here)
        assert len(stored) >= ENOUGH, f"only {len(stored)} of {len(planter.planted)} words were kept at all"
        assert "your-voice" in here.log.read_text(), "no request was logged, so the log proves nothing"
        assert list(hits(copies, planter.planted)) == []
        assert [path.name for path in copies if path.is_file() and ADDRESS.encode() in path.read_bytes()] == []


def public_people(here, planter):
    """A child with each answer about an advocate, a parent, an advocate, thanks; then each on their own page."""
    for door in ("your-voice", "your-voice", "your-voice", "your-voice", "your-say", "for-someone", "thanks"):
        wants = ("yes", "have_one", "known_person", "not_sure")
        planter.choose["advocate"] = wants[len(planter.planted) % 4]
        with Person(here.ports["portal"], address=ADDRESS, agent=planter.word()) as person:
            planter.fill(person, "/now/1")
            if door in FILES:
                a_file(person, planter, f"/{door}/{PATHS[door].number(FILES[door])}")
            answer = planter.journey(person, door)
            assert re.search(r"HV-\w{4}-\w{4}-\w{3}", answer.html), f"{door}: {answer.status} {answer.path}"
            for page in THEIRS:
                planter.fill(person, page)


def a_file(person, planter, page):
    """A text with planted words in it and in its name, and a photo that says them where a camera writes."""
    for name, content in (
        (f"{planter.word()}.txt", planter.word().encode() * 9000),
        (f"{planter.word()}.jpg", photo(planter)),
    ):
        form = person.get(page).form(page)
        answer = person.send_file(page, form.filled({"go": "add"}), "picture", name, content)
        assert answer.status == 303 or name.endswith(".txt"), f"{name}: {answer.status}"


def photo(planter):
    return jpeg(comment=planter.word().encode())


def staff(here, planter):
    """An officer who uses every form of every case, and writes down a telephone call."""
    now = datetime.now(UTC)
    with here.sessions() as db:
        ids, account_id = colleagues(db, now)
        db.commit()
        token = sign_in_staff_as(db, account_id, now=now)
        db.commit()
        references = db.scalars(select(Case.reference)).all()
    with Person(here.ports["admin"], "127.0.0.1", address=ADDRESS, agent=planter.word()) as officer:
        officer.cookies["staff"] = base64.urlsafe_b64encode(token).rstrip(b"=").decode()
        assert MARKUP[4:] in html.unescape(shown(officer.get("/queue")).html)
        planter.fill(officer, "/register")
        for reference in references:
            planter.fill(officer, f"/cases/{reference}/triage")
            every_form(officer, planter, f"/cases/{reference}")


def every_form(officer, planter, case):
    pages, seen = [case], set()
    while pages:
        page = pages.pop()
        if page in seen or FORBIDDEN.search(page):
            continue
        seen.add(page)
        answer = shown(officer.get(page))
        pages += [link for link in re.findall(r'href="([^"?#]+)"', answer.html) if link.startswith(case + "/")]
        planter.fill(officer, page)


def found_again(here, words):
    """The planted words that are really there, opened with the keys that may."""
    texts = []
    rings = [here.ring("staff"), here.ring("worker")]
    with here.sessions.reading() as db:
        cases = {case.id: rings[0].with_case(case) for case in db.scalars(select(Case))}
        for mapper in Base.registry.mappers:
            sealed = [c.key for c in mapper.column_attrs if isinstance(c.columns[0].type, SealedType)]
            for row in db.scalars(select(mapper.class_)) if sealed else ():
                texts += opened(mapper.class_, row, sealed, [*rings, cases.get(getattr(row, "case_id", None))])
    whole = "\n".join(texts)
    return {word for word in words if word in whole}


def opened(table, row, names, rings):
    for name in names:
        for ring in rings:
            try:
                if ring is not None and (said := ring.open_if(getattr(table, name), row)):
                    yield said
            except Unreadable:
                continue


def files(here):
    """Data, journal, keys, runtime, anchors and what the processes printed."""
    return [path for path in here.folder.rglob("*") if path.is_file()]


def dumped(here, folder):
    """The whole of a PostgreSQL database as text, and its files where we may read them."""
    if ENGINE != "postgresql":
        return []
    dump = shutil.which("pg_dump") or next(map(str, Path("/usr/lib/postgresql").glob("*/bin/pg_dump")), None)
    if dump is None:
        pytest.skip("no pg_dump on this machine")
    with (folder / "dump.sql").open("wb") as out:
        subprocess.run([dump, here.database], stdout=out, check=True)
    with here.sessions.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        where = "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
        data, oid = connection.execute(text(where)).one()
    heap = Path(data) / "base" / str(oid)
    return [folder / "dump.sql", *(heap.iterdir() if _readable(heap) else ())]


def _readable(folder):
    try:
        return any(folder.iterdir())
    except OSError:
        return False


def without_addresses(mail, bodies):
    """What was mailed, less the line that says to whom: that one has to be there."""
    bodies.mkdir()
    for path in mail.glob("*.eml"):
        lines = [line for line in path.read_bytes().splitlines() if not line.lower().startswith(b"to:")]
        (bodies / path.name).write_bytes(b"\n".join(lines))
    return list(bodies.iterdir())


def test_the_public_process_opens_none_of_a_thousand_blobs_enc_02():
    """Started with no folder of keys but its own, it takes complaints; and its ring opens nothing that is stored."""
    with place(ENGINE) as here:
        seed(here.sessions, here.ring("staff"), load(here.keys, "staff").index, 150, now=datetime.now(UTC))
        for other in ("staff", "worker", "backup", "auditor"):
            shutil.rmtree(here.keys / other)
        site = here.start("portal")
        with Person(here.ports["portal"]) as person:
            person.get("/your-voice/3")
            person.submit({"topics": ["home"], "go": "check"})
            assert "HV-" in person.submit({}).html
        site.stop()
        ring, tried = here.ring("public"), 0
        with here.sessions.reading() as db:
            for mapper in Base.registry.mappers:
                names = [c.key for c in mapper.column_attrs if isinstance(c.columns[0].type, SealedType)]
                for row in db.scalars(select(mapper.class_)) if names else ():
                    blobs = [name for name in names if getattr(row, name) is not None]
                    tried += len(blobs)
                    assert list(opened(mapper.class_, row, blobs, [ring])) == []
                    for name in blobs:
                        assert not [lock for lock in ring.values() if _opens(lock, mapper.class_, row, name)]
        assert tried >= BLOBS


def _opens(lock, table, row, name):
    """With the lock itself and the right place, whatever its name is: as somebody with our code would try."""
    try:
        lock.open(getattr(row, name), place_of(getattr(table, name), row), blind=True)
    except Unreadable:
        return False
    return True
