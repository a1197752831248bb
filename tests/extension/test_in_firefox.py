"""The same way in real Firefox: install, click, a line under the words, a card that can be read."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.extension.articles import ARTICLE
from tests.extension.harness import EXTENSION, free_port

marionette_driver = pytest.importorskip("marionette_driver", reason="Firefox goes untested")
FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
ID = "extension@onrecord.example"
UUID = "6f6e7265-636f-4264-8aaa-0123456789ab"
MARIONETTE = ("--marionette", "--remote-allow-system-access")
PREFERENCES = """
user_pref("marionette.port", {port});
user_pref("extensions.webextensions.uuids", "{{\\"{id}\\": \\"{uuid}\\"}}");
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.update.enabled", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
"""
CLICK = """
const { ExtensionParent } = ChromeUtils.importESModule(
    "resource://gre/modules/ExtensionParent.sys.mjs");
const policy = WebExtensionPolicy.getByID(arguments[0]);
ExtensionParent.apiManager.global.browserActionFor(policy.extension).triggerAction(window);
"""
SET_SERVER = """
const [server, done] = arguments;
chrome.storage.local.set({ server, key: "" }).then(() => done(true));
"""


ROOT_OF = "const root = document.documentElement.lastElementChild.openOrClosedShadowRoot;"


class Firefox:
    """Someone in front of Firefox."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def click(self) -> None:
        with self.client.using_context("chrome"):
            self.client.execute_script(CLICK, script_args=[ID])

    def until(self, script: str, seconds: float = 40) -> Any:
        """Return what a script of the page's privileged side says, once it says something."""
        deadline = time.monotonic() + seconds
        while True:
            if told := self.client.execute_script(script, sandbox="system"):
                return told
            assert time.monotonic() < deadline, f"never came about: {script}; {self.said()}"
            time.sleep(0.1)

    def said(self) -> Any:
        """Return what the summary says, if there is one."""
        return self.client.execute_script(
            f"{ROOT_OF} return root?.querySelector('.summary')?.innerText", sandbox="system"
        )


@pytest.fixture(scope="module")
def firefox(service: str) -> Iterator[Firefox]:
    if FIREFOX is None:
        pytest.skip("Firefox is not installed: what the extension does in it goes untested")
    port = free_port()
    with tempfile.TemporaryDirectory() as profile:
        Path(profile, "user.js").write_text(PREFERENCES.format(port=port, id=ID, uuid=UUID))
        process = subprocess.Popen(
            [FIREFOX, "--headless", "--no-remote", "--profile", profile, *MARIONETTE],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            client = _connected(port)
            addons = marionette_driver.addons.Addons(client)
            assert addons.install(str(EXTENSION), temp=True) == ID
            client.navigate(f"moz-extension://{UUID}/options/options.html")
            client.execute_async_script(SET_SERVER, script_args=[service], sandbox=None)
            yield Firefox(client)
            client.delete_session()
        finally:
            process.terminate()
            process.wait(30)


def _connected(port: int) -> Any:
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            assert time.monotonic() < deadline, "Firefox does not listen"
            time.sleep(0.2)
    client = marionette_driver.marionette.Marionette(host="127.0.0.1", port=port)
    client.start_session()
    client.timeout.script = 30
    return client


def test_click_paints_marks_and_a_mark_opens_its_card(firefox, site):
    policy = "default-src 'none'"
    firefox.client.navigate(site.put("/firefox", ARTICLE, Content_Security_Policy=policy))
    firefox.click()
    said = firefox.until(
        f"{ROOT_OF} const said = root?.querySelector('.said')?.innerText ?? '';"
        "return said.includes('claims were found') && said"
    )
    assert said
    line = firefox.until(
        "return CSS.highlights.has('line-solid') && getComputedStyle("
        "document.querySelector('p'), '::highlight(line-solid)').textDecorationLine"
    )
    assert line == "underline"
    firefox.client.find_element("css selector", "em").click()  # inside the second quotation
    card = firefox.until(f"{ROOT_OF} return root.querySelector('.card:popover-open')?.innerText")
    assert "On the record" in card and "quoted word for word" in card
    looks = firefox.until(
        f"{ROOT_OF} const style = getComputedStyle(root.querySelector('.card'));"
        "return [style.position, style.borderTopWidth]"
    )
    assert looks == ["fixed", "3px"]
