"""The staff site. Every page needs a signed-in member of staff unless admin/rules.py says not."""

import importlib
import pkgutil
import uuid

from flask import Flask

from admin import codes, guard, nav, no_form, too_hard, views
from admin.addresses import Reference
from admin.rules import RULES

TAKES_FILES = frozenset(
    {
        *("child.bring", "child.write", "children.send"),
        *("files.add", "messages.send", "promises.done", "room.write", "chair.write", "voiced.keep"),
        *(
            "investigation.answer",
            "investigation.came",
            "panel.met",
            "panel_report.receive",
            "report_again.keep",
            "statement.signed",
        ),
    }
)


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(fresh_number=uuid.uuid4)
    app.url_map.converters["default"] = Reference
    app.config["TAKES_FILES"] = TAKES_FILES
    app.config["WHOLE_FILES"] = {"exchange.hand_in": RULES["exchange.hand_in"].roles}
    for module in pkgutil.iter_modules(views.__path__):
        view = importlib.import_module(f"admin.views.{module.name}")
        if hasattr(view, "bp"):
            app.register_blueprint(view.bp)
    guard.init_app(app)
    codes.init_app(app)
    nav.init_app(app)
    too_hard.init_app(app)
    no_form.init_app(app)
