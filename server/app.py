"""The application: settings and a backend in, a WSGI app out. Every policy is registered here."""

from flask import Flask

from server import pages
from server.backends import open_backend
from server.backends.base import Backend
from server.desk import Desk
from server.settings import Settings


def create_app(settings: Settings, backend: Backend | None = None) -> Flask:
    """Return the app. Without a backend it opens the one that the settings name.

    Call it after a web server has forked: connections do not survive a fork.
    """
    app = Flask(__name__)
    app.extensions["onrecord"] = Desk(settings, backend or open_backend(settings))
    app.register_blueprint(pages.blueprint)
    return app
