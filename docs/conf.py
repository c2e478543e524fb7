"""The site: ``sphinx-build -W --keep-going -n docs docs/_build/html``. Nothing is fetched, then or by its readers."""

import os
import re
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import framing

project = "framing"
author = "the framing developers"
copyright = "the framing developers, MIT licence"  # noqa: A001 (Sphinx's name)
version = release = framing.__version__

extensions = ["myst_nb", "numpydoc", "sphinx.ext.autodoc", "sphinx_copybutton"]
exclude_patterns = ["_build"]
nitpicky = True
default_role = "code"  # docstrings write names between single backticks

myst_heading_anchors = 4  # links to headings as code hosts make them
myst_links_external_new_tab = False
nb_execution_mode = "force"
nb_execution_timeout = 1800  # seconds a cell; a tenth of it on a machine that does nothing else
nb_execution_raise_on_error = True
nb_execution_show_tb = True
nb_merge_streams = True

autodoc_typehints = "none"  # docstrings say it, in words
autodoc_member_order = "bysource"
numpydoc_show_class_members = False

html_theme = "furo"
html_title = f"framing {version}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"footer_icons": [], "navigation_with_keys": True}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

BESIDE = {"changelog": "CHANGELOG.md", "contributing": "CONTRIBUTING.md"}
"""Pages whose text lies beside this folder, where code hosts look for it."""


def read_beside(app, docname, source):
    """Put those pages' text in, and let links to them and from them lead where they lead on the site."""
    text = source[0]
    if docname in BESIDE:
        text = (Path(app.srcdir).parent / BESIDE[docname]).read_text(encoding="utf-8").replace("](docs/", "](")
    for page, name in BESIDE.items():
        text = text.replace(f"](../../{name}", f"](../{page}.md").replace(f"]({name}", f"]({page}.md")
    source[0] = text.replace("\n\n```\n", "\n```\n")  # the blank line under an example is for doctest, not for readers


def link_pages(app, what, name, obj, options, lines):
    """Where a docstring names a page of this folder, lead there."""
    lines[:] = [re.sub(r"`docs/([\w/-]+)\.md`", r":doc:`/\1`", line) for line in lines]


def setup(app):
    """Tell Sphinx."""
    app.connect("source-read", read_beside)
    app.connect("autodoc-process-docstring", link_pages)
