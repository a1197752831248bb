"""A site of pages, the real server with its worker, and Chromium with the extension in it.

The tests and `lab/` drive the same.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, Worker, sync_playwright

ROOT = Path(__file__).parents[2]
EXTENSION = ROOT / "extension"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
WAIT_MS = 30_000


class Site:
    """Pages on loopback. What is put under a path is served, with headers of one's own."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[bytes, dict[str, str]]] = {}
        self.asked: list[str] = []
        self.delay_s: dict[str, float] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.port = self._server.server_port

    def put(self, path: str, page: str | bytes, **headers: str) -> str:
        """Return the address under which the page is served from now on."""
        body = page.encode() if isinstance(page, str) else page
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (body, {"Content-Type": "text/html; charset=utf-8", **named})
        return f"http://127.0.0.1:{self.port}{path}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                if self.command != "OPTIONS":
                    time.sleep(site.delay_s.get(self.path, 0))
                body, headers = site.pages.get(self.path.split("?")[0], (b"", {}))
                self.send_response(200 if headers else 404)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with contextlib.suppress(ConnectionError):
                    self.wfile.write(body)

            do_POST = do_OPTIONS = do_GET  # noqa: N815 (names the base class looks for)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextlib.contextmanager
def serving(site: Site, folder: Path, ready: str = "/readyz", **settings: str) -> Iterator[str]:
    """Yield the address of a real server with its worker, which may fetch from the site."""
    port = free_port()
    environment = {
        **os.environ,
        "ONRECORD_BACKEND": f"sqlite:{folder}/onrecord.sqlite3",
        "ONRECORD_PORT": str(port),
        "ONRECORD_FETCH_ALLOW": f"127.0.0.1/32:{site.port}",
        "ONRECORD_SITE_PAUSE_S": "0",
        **settings,
    }
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "onrecord", "serve"],
            env=environment,
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
        try:
            await_ready(f"http://127.0.0.1:{port}{ready}", process, folder / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(30)


def await_ready(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while True:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        assert process.poll() is None and time.monotonic() < deadline, log.read_text()
        time.sleep(0.2)


class Reader:
    """Someone in front of Chromium: opens pages, clicks the button, clicks on marks."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.worker = self._worker()
        self.id = self.worker.url.split("/")[2]

    def _worker(self) -> Worker:
        """The background worker once it listens: 4 of 26 runs were too early without this."""
        known = self.context.service_workers
        worker = known[0] if known else self.context.wait_for_event("serviceworker")
        deadline = time.monotonic() + 20
        while not worker.evaluate(
            "self.registration.active?.state === 'activated'"
            " && chrome.action.onClicked.hasListeners()"
        ):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        return worker

    def use(self, server: str, key: str = "") -> None:
        """Set the server as the settings page does."""
        self.worker.evaluate(
            "settings => chrome.storage.local.set(settings)", {"server": server, "key": key}
        )

    def kill_background(self) -> None:
        """End the background worker, as the browser does with one that looks idle."""
        assert self.context.browser
        session = self.context.browser.new_browser_cdp_session()
        for target in session.send("Target.getTargets", {"filter": [{}]})["targetInfos"]:
            if target["type"] == "service_worker" and self.id in target["url"]:
                session.send("Target.closeTarget", {"targetId": target["targetId"]})
        session.detach()

    def click(self, page: Page) -> None:
        """Click on the extension's button: a real click, which grants activeTab."""
        assert self.context.browser
        session = self.context.browser.new_browser_cdp_session()
        session.send("Extensions.triggerAction", {"id": self.id, "targetId": _tab(session, page)})
        session.detach()

    def mark(self, page: Page) -> "Inside":
        """Click, wait for the end, and return the way to look inside."""
        self.click(page)
        inside = Inside(self, page)
        inside.until("reading && !reading.isAsking")
        return inside


def _tab(session: CDPSession, page: Page) -> str:
    """The tab of a page. Its address follows the page's with a delay."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        for target in session.send("Target.getTargets", {"filter": [{}]})["targetInfos"]:
            if target["type"] == "tab" and target["url"] == page.url:
                return str(target["targetId"])
        page.wait_for_timeout(50)
    raise AssertionError(f"no tab shows {page.url}")


class Inside:
    """What the extension knows in a page: read from its own world, which the page cannot see."""

    def __init__(self, reader: Reader, page: Page) -> None:
        self.reader = reader
        self.page = page
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._contexts: list[dict[str, Any]] = []
        self._session.on(
            "Runtime.executionContextCreated", lambda event: self._contexts.append(event["context"])
        )
        self._session.send("Runtime.enable")

    def tell(self, expression: str) -> Any:
        """Return the value of an expression over `reading`, in the extension's own world."""
        own = [c for c in self._contexts if c["origin"] == f"chrome-extension://{self.reader.id}"]
        assert own, "the extension is not in this page"
        found = self._session.send(
            "Runtime.evaluate",
            {
                "expression": "import(chrome.runtime.getURL('content/main.js'))"
                f".then(async ({{ reading }}) => {expression})",
                "contextId": own[-1]["id"],
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        assert "exceptionDetails" not in found, json.dumps(found["exceptionDetails"])[:2_000]
        return found["result"].get("value")

    def until(self, expression: str, seconds: float = 40) -> None:
        """Return when the expression is true."""
        deadline = time.monotonic() + seconds
        told: object = None
        while time.monotonic() < deadline:
            try:
                if told := self.tell(expression):
                    return
            except AssertionError as error:
                told = error
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never came about: {expression}; last: {told}")

    def has_placed_all(self) -> bool:
        """Whether every claim of the answer was found in the page."""
        return bool(self.tell("reading.placing.found.size === reading.analysis.claims.length"))

    def placed(self) -> dict[str, str]:
        """The words each placed claim stands on, now."""
        return dict(
            self.tell("[...reading.placing.found].map(([id, { range }]) => [id, range.toString()])")
        )

    def summary(self) -> str:
        return str(self.tell("reading.frame.root.querySelector('.summary').innerText"))

    def card(self) -> str | None:
        """What the open card says; None if none is open."""
        return self.tell(  # type: ignore[no-any-return]
            "(reading.frame.root.querySelector('.card:popover-open') ?? {}).innerText ?? null"
        )

    def point_of(self, words: str) -> tuple[float, float]:
        """Where on the screen a mark that holds these words begins."""
        box = self.tell(
            f"(() => {{ const mark = reading.placing.marks.find(({{ range }}) =>"
            f" range.toString().includes({json.dumps(words)}));"
            " const box = mark.range.getClientRects()[0];"
            " return [box.left + box.width / 2, box.top + box.height / 2]; })()"
        )
        return box[0], box[1]


@contextlib.contextmanager
def browsing(**options: Any) -> Iterator[Reader]:
    """Yield a reader with a fresh profile and nothing but the extension in it."""
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=CHROMIUM,
            headless=True,
            args=[
                f"--disable-extensions-except={EXTENSION}",
                f"--load-extension={EXTENSION}",
                "--enable-unsafe-extension-debugging",
            ],
            **options,
        )
        context.set_default_timeout(WAIT_MS)
        yield Reader(context)
        context.close()
