"""Pages as a browser shows them: they render, stay as wide as the screen, and log no error.

Headless Chromium is driven through a pipe (the DevTools protocol), so no socket is opened. Where there is no browser
these tests skip; FRAMING_BROWSER=required makes that a failure, FRAMING_SCREENSHOTS=folder keeps what was seen.
"""

import base64
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

import framing

NAMES = ("chromium", "chromium-browser", "google-chrome")
DESKTOP, PHONE = (1280, 900), (390, 844)


class Chromium:
    """One browser with one tab, asked through a pipe."""

    def __init__(self, program, profile):
        ours, theirs = os.pipe(), os.pipe()
        self._write, self._read, self._at, self.events, self._rest = ours[1], theirs[0], 0, [], b""
        # The protocol wants to read from descriptor 3 and to write to 4; `sh` puts them there.
        command = f'exec "$0" "$@" 3<&{ours[0]} 4>&{theirs[1]}'
        flags = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe")
        self._process = subprocess.Popen(
            ["sh", "-c", command, program, *flags, f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(ours[0], theirs[1]),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(ours[0])
        os.close(theirs[1])
        self._session = None
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def close(self):
        os.close(self._write)
        self._process.terminate()
        self._process.wait(timeout=20)
        os.close(self._read)

    def ask(self, method, **params):
        self._at += 1
        message = {"id": self._at, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._at:
                assert "error" not in answer, answer["error"]
                return answer["result"]
            self.events.append(answer)

    def _next(self):
        while b"\0" not in self._rest:
            read = os.read(self._read, 1 << 16)
            assert read, "the browser has gone"
            self._rest += read
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)

    def show(self, path, size, scheme):
        """Open a page at a size, light or dark, and wait until it stands."""
        (width, height), phone = size, size == PHONE
        self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone
        )  # fmt: skip
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.events.clear()
        self.ask("Page.navigate", url=f"{Path(path).as_uri()}")
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def tell(self, expression):
        found = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def errors(self):
        """What the page logged, threw or asked the network for."""
        self.tell("1")
        logged = [e["params"]["entry"]["text"] for e in self.events if e["method"] == "Log.entryAdded"]
        thrown = [str(e["params"]) for e in self.events if e["method"] == "Runtime.exceptionThrown"]
        asked = [e["params"]["request"]["url"] for e in self.events if e["method"] == "Network.requestWillBeSent"]
        return logged + thrown + [url for url in asked if not url.startswith(("file:", "data:"))]

    def picture(self, path, *, whole=False):
        found = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        Path(path).write_bytes(base64.b64decode(found["data"]))


@pytest.fixture(scope="module")
def browser():
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None and os.environ.get("FRAMING_BROWSER") == "required":
        pytest.fail(f"no browser: none of {', '.join(NAMES)} is installed")
    if program is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is installed")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        chromium = Chromium(program, profile)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def pages(newsroom, tmp_path_factory):
    """The demo's pages: the corpus, one article, and one whose text and names are meant to break things."""
    folder = tmp_path_factory.mktemp("pages")
    newsroom.to_html(folder / "corpus.html")
    newsroom[newsroom.articles.index[2]].to_html(folder / "article.html")
    notebook = "<!DOCTYPE html><meta charset=utf-8><meta name=viewport content='width=device-width'><body>{}</body>"
    (folder / "notebook.html").write_text(notebook.format(newsroom._repr_html_()), encoding="utf-8")
    evil = "\"><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">\u202e"
    texts = [f"Officials said {evil} {'long' * 200} might resign.", f"Ann Lee {evil} perhaps lied."]
    hostile = [
        {"id": evil * k, "title": evil, "outlet": f"{evil}{k}", "author": evil, "text": texts[k - 1]} for k in (1, 2)
    ]
    report = framing.analyze(hostile, actors=[evil, "Ann Lee"])
    report.to_html(folder / "hostile.html")
    return folder


def keep(browser, name, size, scheme):
    folder = os.environ.get("FRAMING_SCREENSHOTS")
    if folder:
        browser.picture(Path(folder) / f"{name}-{size[0]}-{scheme}.png")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("name", ["corpus", "article", "hostile", "notebook"])
def test_a_page_renders_fits_the_screen_and_logs_nothing(browser, pages, name, size, scheme):
    browser.show(pages / f"{name}.html", size, scheme)
    keep(browser, name, size, scheme)
    assert browser.tell("document.body.innerText.length") > 500
    assert browser.tell("document.documentElement.scrollWidth") <= size[0]
    assert browser.errors() == []
    assert browser.tell("document.title") != "run"
    paper = browser.tell("getComputedStyle(document.querySelector('.framing')).backgroundColor")
    assert (sum(map(int, paper[4:-1].split(","))) < 3 * 128) == (scheme == "dark"), paper
