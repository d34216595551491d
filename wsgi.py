"""The two sites, put together: two applications with two secrets, two cookies and one set of models.

`gunicorn 'wsgi:create_app("portal")'`, and "admin" likewise.
"""

import importlib
from datetime import UTC, datetime
from typing import Any

from flask import Flask, g
from jinja2 import StrictUndefined
from werkzeug.local import LocalProxy
from werkzeug.middleware.proxy_fix import ProxyFix

from models import audit, credentials, formats, languages, words
from models.dangers import Environment
from models.db import Sessions, connect
from models.files.store import Store
from models.post.letters import pieces_of
from models.settings import Settings, check_clock
from models.web import (
    assets,
    csrf,
    database,
    errors,
    files,
    headers,
    htmx,
    logging,
    mail,
    reports,
    sitekeys,
    staff_sessions,
    unasked,
    visits,
    whole_files,
)
from models.web import languages as chosen
from models.web.council import council

STORY = 4 * 1024 * 1024  # a story of 50,000 characters, several times over, in any alphabet (INP-08)


def create_app(
    site: str,
    settings: Settings | None = None,
    *,
    sessions: Sessions | None = None,
    keys: sitekeys.SiteKeys | None = None,
    **overrides: Any,
) -> Flask:
    """`site` is "portal" or "admin". They share the database and nothing else."""
    settings = settings or Settings.load()
    check_clock(datetime.now(UTC))
    keys = keys or sitekeys.load(settings, site)
    credentials.prepare(
        settings.runtime,
        settings.argon2_memory,
        settings.argon2_time,
        settings.argon2_lanes,
        test=settings.environment is Environment.TEST,
    )
    static = assets.ROOT / "static"
    app = Flask(
        site,
        root_path=str(assets.ROOT),
        static_folder=str(static),
        static_url_path=f"/static/{assets.tree_hash(static)}",
    )
    app.config.update(
        HEARD=settings,
        SITE=site,
        SECRET_KEY=keys.cookie,
        DEBUG=settings.debug,
        PROPAGATE_EXCEPTIONS=settings.debug,
        TRUSTED_HOSTS=settings.hosts(site),
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=STORY,
        MAX_FORM_PARTS=1000,
    )
    app.config.update(overrides)
    app.extensions["keys"] = keys
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    _prepare_templates(app)
    logging.init_app(app, site)
    headers.init_app(app, site=site, secure=settings.secure(site))
    reports.init_app(app, site=site)
    htmx.init_app(app)
    unasked.init_app(app)
    files.init_app(app, Store(settings.files))
    process = sitekeys.PROCESS[site]
    database.init_app(app, sessions or connect(settings, process=process), audit.Chain(process, keys.audit))
    (visits if site == "portal" else staff_sessions).init_app(app)
    if site == "portal":
        chosen.init_app(app)
    whole_files.init_app(app)
    csrf.init_app(app)
    errors.init_app(app)
    mail.init_app(app, settings)
    app.add_url_rule("/healthz", "healthz", lambda: ("ok\n", 200, {"Content-Type": "text/plain"}))
    importlib.import_module(site).init_app(app)
    return app


def _prepare_templates(app: Flask) -> None:
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(formats.FILTERS, letter_pieces=pieces_of)
    environment.globals.update(
        council=LocalProxy(council),
        deck=words.deck,
        language=languages.current,
        now=LocalProxy(lambda: g.now),
        static=lambda path: f"{app.static_url_path}/{path}",
    )
