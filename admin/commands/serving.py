"""`heard serve`: one site in gunicorn, as `heard run` starts it and as a service manager should."""

import logging
from typing import Any

import click
import gunicorn.http.wsgi
from flask import Flask
from gunicorn.app.base import BaseApplication

from admin.commands.place import Place, place
from models.web.logging import to_stderr
from wsgi import create_app

WORKERS, THREADS = 2, 4


class Server(BaseApplication):
    """Gunicorn with our settings and no file of its own; the app is made in each worker."""

    def __init__(self, here: Place, site: str) -> None:
        self.here, self.site = here, site
        super().__init__()

    def load_config(self) -> None:
        chosen: dict[str, Any] = {
            "bind": f"{self.here.settings.bind}:{self.here.settings.port(self.site)}",
            "workers": WORKERS,
            "threads": THREADS,
            "worker_class": "gthread",
            "worker_tmp_dir": str(self.here.settings.runtime),
            "loglevel": "error",  # its warnings name the address of whoever sent a broken request (PRV-03)
            "control_socket_disable": True,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        quiet = not self.here.settings.production  # the demo's screen stays readable
        to_stderr(logging.WARNING if quiet else logging.INFO)
        return create_app(self.site, self.here.settings)


@click.command()
@click.argument("site", type=click.Choice(["portal", "admin"]))
@place
def serve(here: Place, site: str) -> None:
    """Serve one SITE on its port, with two workers of four threads."""
    gunicorn.http.wsgi.SERVER = ""  # nobody needs to know what serves this (security.md 2.8)
    Server(here, site).run()


COMMANDS = [serve]
