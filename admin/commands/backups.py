"""`heard backup` and `heard restore`: no data that cannot be brought back (decisions 6)."""

from pathlib import Path

import click

from admin.commands.database import prepare
from admin.commands.place import Place, fail, place
from admin.demo.sign_ins import made_here
from models import migrations
from models.files.store import Store
from models.jobs import old_backups
from models.jobs.backing_up import BackupError, back_up, restore
from models.jobs.erased_again import erase_again
from models.procedure.retention import BACKUPS


@click.command("backup")
@click.argument("to", required=False, type=click.Path(dir_okay=False, path_type=Path), metavar="[FILE]")
@place
def make_backup(here: Place, to: Path | None) -> None:
    """Write a sealed copy of everything while people work, and read it back before saying so. Then delete those beside
    it that it named itself and that are older than 35 days."""
    to = (to or here.settings.backups / old_backups.own_name(here.now)).resolve()
    try:
        store, invented = Store(here.settings.files), made_here(here.settings)
        copied = back_up(
            here.bare.engine, to, here.ring("staff")["backup"], now=here.now, files=store, invented=invented
        )
    except (BackupError, OSError) as error:
        raise fail(error) from None
    here.settings.last_backup.write_text(here.now.isoformat(), "utf-8")
    click.echo(f"{to}: {sum(copied.rows.values())} rows, read back whole. SHA-256 {copied.sha256}")
    old_backups.remember(here.settings.backup_folders, to.parent)
    ended, others = old_backups.end_old(to.parent, now=here.now, fresh=to)
    if ended:
        click.echo(f"Deleted {len(ended)} older than {BACKUPS} days. Delete their copies on other machines too.")
    for path in others:
        click.echo(f"{path} is older than {BACKUPS} days and may hold what was erased: delete it.")
    click.echo("The keys are not in it. `heard keys export` copies those; keep the two apart.")


@click.command("restore")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@place
def restore_backup(here: Place, source: Path) -> None:
    """Bring a copy back into a new, empty database (HEARD_DATABASE), SQLite or PostgreSQL."""
    here.settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    migrations.upgrade(here.bare.engine)
    try:
        store, demo = Store(here.settings.files), here.settings.demo_data
        copied = restore(here.bare.engine, source, here.ring("backup")["backup"], store, demo=demo)
    except BackupError as error:
        raise fail(error) from None
    prepare(here)
    gone = erase_again(here.sessions_for("worker"), here.ring("worker"), store, here.settings.anchors, now=here.now)
    click.echo(f"Brought back {sum(copied.rows.values())} rows as of {copied.at:%-d %B %Y, %H:%M} UTC.")
    if gone:
        click.echo(f"{gone} cases in it had been erased since, and are erased again.")
    click.echo("Now run `heard audit verify` and `heard doctor`.")


COMMANDS = [make_backup, restore_backup]
