"""The public site."""

import importlib
import pkgutil
import uuid

from flask import Flask

from models.cases.visiting import STILL_AFTER, STILL_WAITS
from portal import modes, views
from portal.person import number_of


def init_app(app: Flask) -> None:
    app.config["TAKES_FILES"] = frozenset({"choices.ask_next_stage", "messages.send", "question.keep"})
    modes.init_app(app)
    app.jinja_env.globals.update(still_after=STILL_AFTER.seconds, still_waits=STILL_WAITS.seconds, number_of=number_of)
    app.jinja_env.globals.update(fresh_number=uuid.uuid4)
    for module in pkgutil.iter_modules(views.__path__):
        view = importlib.import_module(f"portal.views.{module.name}")
        if hasattr(view, "bp"):
            app.register_blueprint(view.bp)
