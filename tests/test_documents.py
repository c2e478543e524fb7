"""The documents: no link leads nowhere, and every example in them runs."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import framing

CHECKOUT = Path(__file__).resolve().parent.parent
FOLDERS = (CHECKOUT / "docs", CHECKOUT / "corpora")
PAGES = sorted([*CHECKOUT.glob("*.md"), *(page for folder in FOLDERS for page in folder.rglob("*.md"))])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", flags=re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ +(.+)$", flags=re.MULTILINE)

CELL = re.compile(r"^```\{code-cell\} python\n(?::[^\n]*\n+)*(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
NOTEBOOKS = [page for page in PAGES if CELL.search(page.read_text(encoding="utf-8"))]

NAMES = [str(page.relative_to(CHECKOUT)) for page in PAGES]


def links(page):
    """Relative links of a page, outside of code."""
    text = CODE.sub("", page.read_text(encoding="utf-8"))
    return [link for link in LINK.findall(text) if not re.match(r"[a-z]+:", link)]


def anchors(page):
    """The anchors that a page's headings make, as code hosts make them."""
    headings = HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(page):
    """List the relative links of a page that lead to no file or no heading."""
    broken = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            broken.append(link)
    return broken


def run_examples(page):
    """Run the examples of a page; return what went wrong and how many there were."""
    text = re.sub(r"^```.*$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    output = []
    runner.run(test, out=output.append)
    return "".join(output), len(test.examples)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_link_leads_somewhere(page):
    assert broken_links(page) == []


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_example_runs(page):
    output, _ = run_examples(page)
    assert not output, output


@pytest.mark.slow
@pytest.mark.parametrize("page", NOTEBOOKS, ids=[page.stem for page in NOTEBOOKS])
def test_every_notebook_runs_on_the_newsroom(page, tmp_path):
    """Without the public corpora; with them the site runs it, where they are (.ci/run)."""
    text, script = page.read_text(encoding="utf-8"), tmp_path / "cells.py"
    cells = CELL.findall(text)
    assert len(cells) == text.count("{code-cell}")
    script.write_text("\n".join(cells), encoding="utf-8")
    environment = os.environ | {"FRAMING_DATA": str(tmp_path), "MPLBACKEND": "Agg"}
    ran = subprocess.run(
        [sys.executable, "-P", script], env=environment, cwd=tmp_path, capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()
    assert b"PRACTICE RUN" in ran.stdout


def test_the_study_is_a_notebook():
    assert "study" in {page.stem for page in NOTEBOOKS}


def test_the_record_is_of_the_study_and_not_of_the_practice_run():
    study, printed = (
        (CHECKOUT / "docs" / "tutorial" / f"{name}.md").read_text("utf-8") for name in ("study", "study-record")
    )
    headings = re.findall(r"^## .+$", printed, flags=re.MULTILINE)
    assert headings
    assert set(headings) <= set(re.findall(r"^## .+$", study, flags=re.MULTILINE))
    assert "PRACTICE RUN" not in printed


def test_every_public_name_is_on_the_page_of_functions():
    page = (CHECKOUT / "docs" / "api.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"^\.\. auto\w+:: (?:.*\.)?(\w+)$", page, flags=re.MULTILINE))
    assert set(framing.__all__) - {"__version__"} <= shown


def test_the_readme_has_an_example():
    _, count = run_examples(CHECKOUT / "README.md")
    assert count > 0


def test_a_broken_link_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# A head\n[a](gone.md) [b](#a-head) [c](#no) [d](https://example.org) `[e](code.md)`\n")
    assert broken_links(page) == ["gone.md", "#no"]


def test_a_broken_example_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("```python\n>>> 1 + 1\n3\n\n```\n")
    output, count = run_examples(page)
    assert "Expected" in output
    assert count == 1
