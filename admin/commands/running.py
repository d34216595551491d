"""`heard run` and `heard worker`: the two sites and the worker, each a process of its own."""

import signal
import socket
import subprocess
import sys
import time
from types import FrameType

import click

from admin.commands.database import prepare
from admin.commands.demo import load_demo, print_demo
from admin.commands.place import Place, place
from models import keys
from models.files.store import Store
from models.jobs.mailbox import Mailbox
from models.jobs.schedule import Worker, run_due
from models.post.machine_ways import say_ways
from models.post.notify import Notify
from models.settings import check_clock
from models.web.logging import to_stderr
from models.web.mail import post

PAUSE = 5  # seconds between two looks at what is to be done


@click.command()
@click.option(
    "--demo", is_flag=True, help="Make keys, and invented cases in an empty database, and print how to sign in."
)
@place
def run(here: Place, demo: bool) -> None:
    """Start the public site, the staff site and the worker. Ctrl-C stops all three."""
    _ports_are_free(here)
    if demo and not here.settings.keys.exists():
        keys.new(here.settings.keys)
    prepare(here)
    if demo:
        load_demo(here)
        print_demo(here)
    processes = [subprocess.Popen(command) for command in commands()]  # noqa: S603
    click.echo(
        f"\nPublic site  {here.settings.portal_url}\nStaff site   {here.settings.admin_url}\nCtrl-C stops everything."
    )
    _watch(processes)


def _ports_are_free(here: Place) -> None:
    """Say so before anything is made, where another program already answers on one of our ports."""
    for site in ("portal", "admin"):
        port = here.settings.port(site)
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((here.settings.bind, port))
            except OSError:
                raise click.ClickException(
                    f"Another program uses port {port}. Stop it, or choose another port: "
                    f"HEARD_{site.upper()}_PORT={port + 100} make run"
                ) from None


def commands() -> list[list[str]]:
    """What starts each process: the same interpreter, so the same installed version."""
    heard = [sys.executable, "-m", "admin.commands"]
    return [[*heard, "serve", "portal"], [*heard, "serve", "admin"], [*heard, "worker"]]


def _watch(processes: list[subprocess.Popen[bytes]]) -> None:
    """Wait until somebody stops us or one process ends, then end them all."""

    def stop(signum: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
        click.echo("One of the processes ended by itself; stopping the others.", err=True)
    except KeyboardInterrupt:
        click.echo("\nStopping.")
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:  # on a very busy machine; what it kept is safe, and its port must be free
                process.kill()


@click.command()
@click.option("--once", is_flag=True, help="Do what is due, and end: for cron.")
@place
def worker(here: Place, once: bool) -> None:
    """Send what waits, watch the clocks, forget what is short-lived."""
    to_stderr()
    check_clock(here.now)
    doing = Worker(
        sessions=here.sessions_for("worker"),
        keys=here.ring("worker"),
        index=here.keys("worker").index,
        post=post(here.settings),
        anchors=here.settings.anchors,
        council=here.settings.council,
        files=Store(here.settings.files),
        scanner=here.settings.scanner,
        replies=here.replies,
        mailbox=Mailbox.of(here.settings),
        notify=Notify.of(here.settings),
    )
    with doing.sessions() as db, db.begin():
        say_ways(db, text=bool(here.settings.notify_template), post=here.settings.notify_letters, now=here.now)
    while True:
        done = run_due(doing, here.now, everything=once)
        if once:
            for job, count in done.items():
                click.echo(f"{job}: {'failed' if count < 0 else count}")
            sys.exit(1 if any(count < 0 for count in done.values()) else 0)
        time.sleep(PAUSE)


COMMANDS = [run, worker]
