"""The application: settings and a backend in, a WSGI app out. Every policy is registered here.

request ─ access.begin ─ hosts ─ cors ─► view ─► headers ─ access.end ─► answer
                            └── an exception anywhere ─ problems ──┘
"""

from flask import Flask

from server import (
    access,
    analyses,
    bodies,
    cors,
    headers,
    health,
    hosts,
    metrics,
    openapi,
    pages,
    problems,
    scoring,
)
from server.backends import open_backend
from server.backends.base import Backend
from server.desk import Desk
from server.settings import Settings

CHECKS = (access.begin, hosts.refuse_foreign, cors.refuse_foreign)
"""Before any work, in this order; keys and rates come after, once it is known who may call."""


def create_app(settings: Settings, backend: Backend | None = None) -> Flask:
    """Return the app. Without a backend it opens the one that the settings name.

    Call it after a web server has forked: connections do not survive a fork.
    """
    app = Flask(__name__)
    app.config.update(MAX_CONTENT_LENGTH=bodies.MAX_BODY_BYTES + 1)
    app.extensions["onrecord"] = Desk(settings, backend or open_backend(settings))
    for check in CHECKS:
        app.before_request(check)
    problems.register(app)
    cors.register(app)
    app.after_request(bodies.drain)
    app.after_request(access.end)
    app.after_request(headers.secure)
    for room in (pages, analyses, scoring, health, metrics, openapi, problems):
        app.register_blueprint(room.blueprint)
    return app
