"""A site that writes a line for each request, as in production: the lines cost time, and must hold nothing typed."""

from flask import Flask

from models.web.logging import to_stderr
from wsgi import create_app


def logged(site: str) -> Flask:
    to_stderr()
    return create_app(site)
