"""What a web server process loads: the app, with the settings of its environment."""

from server.app import create_app
from server.settings import from_env

app = create_app(from_env())
