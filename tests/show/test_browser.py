"""Pages as a browser shows them: they render, stay as wide as the screen, and log no error.

Headless Chromium is driven through a pipe (the DevTools protocol), so no socket is opened. Where there is no browser
these tests skip; FRAMING_BROWSER=required makes that a failure, FRAMING_SCREENSHOTS=folder keeps what was seen.
"""

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import framing

pytestmark = pytest.mark.slow

NAMES = ("chromium", "chromium-browser", "google-chrome")
LAUNCH = """
import fcntl, os, sys
high = [fcntl.fcntl(int(n), fcntl.F_DUPFD, 10) for n in sys.argv[1:3]]
os.dup2(high[0], 3), os.dup2(high[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""The protocol reads from descriptor 3 and writes to 4."""

DESKTOP, PHONE = (1280, 900), (390, 844)


class Chromium:
    """One browser with one tab, asked through a pipe."""

    def __init__(self, program, profile):
        ours, theirs = os.pipe(), os.pipe()
        self._write, self._read, self._at, self.events, self._rest = ours[1], theirs[0], 0, [], b""
        flags = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe")
        self._process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, str(ours[0]), str(theirs[1]), program, *flags, f"--user-data-dir={profile}"],
            pass_fds=(ours[0], theirs[1]),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(ours[0])
        os.close(theirs[1])
        self._session = None

    def open(self):
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

        return self

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
        try:
            yield chromium.open()
        finally:
            chromium.close()


@pytest.fixture(scope="module")
def pages(newsroom, tmp_path_factory):
    """The demo's pages: the corpus, one article, and one whose text and names are meant to break things."""
    folder = tmp_path_factory.mktemp("pages")
    newsroom.to_html(folder / "corpus.html")
    newsroom[newsroom.articles.index[2]].to_html(folder / "article.html")
    notebook = "<!DOCTYPE html><meta charset=utf-8><meta name=viewport content='width=device-width'><body>{}</body>"
    outlets = [f"Outlet {k}" for k in range(len(newsroom))]
    many = replace(newsroom, articles=newsroom.articles.assign(outlet=pd.Series(outlets, newsroom.articles.index)))
    many.to_html(folder / "many.html")
    (folder / "notebook.html").write_text(notebook.format(newsroom._repr_html_()), encoding="utf-8")
    one = newsroom[newsroom.articles.index[0]]
    (folder / "cell.html").write_text(notebook.format(one._repr_html_()), encoding="utf-8")
    hostile().to_html(folder / "hostile.html")
    return folder


def hostile():
    """A report in which every name, id and text tries to run, to break out or to turn the line around."""
    evil = "\"'><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">\u202e\u2066"
    texts = (f"Officials said {evil} {'long' * 200} might resign.", f"{evil} perhaps lied. {'wide ' * 300}")
    articles = [
        {"id": f"{evil}{k}", "title": evil * 3, "outlet": f"{evil}{k}", "author": evil, "date": evil, "text": text}
        for k, text in enumerate(texts)
    ]
    return framing.analyze(articles, actors=[evil, "Ann Lee"])


def keep(browser, name, size, scheme):
    folder = os.environ.get("FRAMING_SCREENSHOTS")
    if folder:
        browser.picture(Path(folder) / f"{name}-{size[0]}-{scheme}.png")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("name", ["corpus", "many", "article", "hostile", "notebook", "cell"])
def test_a_page_renders_fits_the_screen_and_logs_nothing(browser, pages, name, size, scheme):
    browser.show(pages / f"{name}.html", size, scheme)
    keep(browser, name, size, scheme)
    assert browser.tell("document.body.innerText.length") > 300
    assert browser.tell("document.documentElement.scrollWidth") <= size[0]
    assert browser.errors() == []
    assert browser.tell("document.title") != "run"
    paper = browser.tell("getComputedStyle(document.querySelector('.framing')).backgroundColor")
    brightness = sum(map(int, paper.strip("rgb()").split(","))) / 3
    assert brightness < 64 if scheme == "dark" else brightness > 192


def test_an_error_and_a_page_too_wide_would_be_noticed(browser, tmp_path):
    page = "<body class=framing><div style='width: 2000px'>wide</div><script>missing()</script><img src=gone.png>"
    (tmp_path / "bad.html").write_text(page, encoding="utf-8")
    browser.show(tmp_path / "bad.html", PHONE, "light")
    assert browser.tell("document.documentElement.scrollWidth") > PHONE[0]
    assert any("missing is not defined" in error for error in browser.errors())
    assert any("ERR_FILE_NOT_FOUND" in error for error in browser.errors())


def test_one_click_on_a_figure_shows_and_lights_what_it_counts(browser, pages, newsroom):
    browser.show(pages / "article.html", DESKTOP, "light")
    plain = browser.tell("getComputedStyle(document.querySelector('mark.hedge.counted')).backgroundColor")
    browser.tell("document.querySelector('.see-hedge-counted > summary').click()")
    keep(browser, "article-figure", DESKTOP, "light")
    listed = browser.tell("document.querySelector('.see-hedge-counted').querySelectorAll('li').length")
    figures = newsroom.articles.iloc[2]
    assert listed == round(figures["hedges_per_1000_words"] * figures["n_words"] / 1000)
    lit = browser.tell("getComputedStyle(document.querySelector('mark.hedge.counted')).backgroundColor")
    assert lit != plain
    assert browser.tell("document.querySelector('.see-hedge-counted li').checkVisibility()")


def test_one_click_on_a_place_or_on_the_strip_leads_to_its_mark(browser, pages):
    for link in (".see-hedge-counted li a", ".strip a"):
        browser.show(pages / "article.html", PHONE, "light")
        browser.tell(f"document.querySelector('{link}').dispatchEvent(new MouseEvent('click', {{bubbles: true}}))")
        place = browser.tell("(m => m && m.getBoundingClientRect().top)(document.querySelector('mark:target'))")
        assert 0 <= place <= PHONE[1]


def test_a_figure_of_a_group_leads_to_a_sample_and_the_sample_into_a_folded_article(browser, pages):
    browser.show(pages / "corpus.html", DESKTOP, "light")
    browser.tell("document.querySelector('.comparison th a').click()")
    keep(browser, "corpus-sample", DESKTOP, "light")
    assert browser.tell("document.querySelectorAll('.shown:target li').length") == 12
    assert browser.tell("document.querySelector('.shown:target').checkVisibility()")
    browser.tell("document.querySelector('.shown:target li a').click()")
    keep(browser, "corpus-place", DESKTOP, "light")
    assert browser.tell("document.querySelector('mark:target').checkVisibility()")


def test_the_keyboard_reaches_the_skip_link_first_and_sees_where_it_is(browser, pages):
    browser.show(pages / "article.html", DESKTOP, "light")
    for kind in ("keyDown", "keyUp"):
        browser.ask("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
    assert browser.tell("document.activeElement.hash") == "#main"
    assert browser.tell("document.activeElement.getBoundingClientRect().left") >= 0
    assert browser.tell("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["corpus", "article"])
def test_every_text_stands_out_from_its_ground(browser, pages, name, scheme):
    """Contrast of 4.5 to 1 (WCAG 2, AA) for every piece of text that is shown, lit marks included."""
    browser.show(pages / f"{name}.html", DESKTOP, scheme)
    browser.tell("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    assert browser.tell(CONTRAST) == []


CONTRAST = """
(() => {
  const parse = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const over = (top, under) => { const a = top[3] ?? 1; return [0, 1, 2].map(i => top[i] * a + under[i] * (1 - a)); };
  const light = rgb => { const [r, g, b] = rgb.map(v => v / 255).map(
    v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
  const grounds = new Map([[null, [255, 255, 255]]]);
  const ground = node => {
    if (!grounds.has(node))
      grounds.set(node, over(parse(getComputedStyle(node).backgroundColor), ground(node.parentElement)));
    return grounds.get(node);
  };
  const faint = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !node.checkVisibility() || node.closest('svg, .skip')) continue;
    const style = getComputedStyle(node), under = ground(node);
    let ink = over(parse(style.color), under);
    ink = over([...ink, Number(style.opacity)], under);
    const [a, b] = [light(ink), light(under)].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) faint.add(`${node.className || node.tagName}: ${ratio.toFixed(2)}`);
  }
  return [...faint];
})()
"""
