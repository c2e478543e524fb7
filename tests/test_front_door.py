"""The front door: a dozen names, the same at every knock, and nothing heavy behind it."""

import inspect
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import framing

NAMES = (
    "FramingError",
    "InputError",
    "Lexicon",
    "LexiconError",
    "OptionError",
    "Report",
    "ReportError",
    "__version__",
    "analyze",
    "compare",
    "compare_doubt",
    "keyness",
    "lexicon_from_frame",
    "load_lexicon",
    "load_newsroom",
    "load_newsroom_gold",
    "read_report",
    "show",
    "stance_toward",
    "tag",
)
"""Everything public. A name is added here by decision, and leaves by deprecation only."""

HEAVY = ("nltk", "textstat", "matplotlib", "sklearn", "scipy.stats", "click")
"""Seconds of import time that only some calls need.

Not here: pyarrow, which pandas itself imports, and scipy.sparse, which sums weights and costs 0.06 s.
"""


def run_python(code):
    done = subprocess.run(
        [sys.executable, "-P", "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_front_door_is_exactly_the_list():
    assert sorted(framing.__all__) == sorted(NAMES)
    assert len(set(framing.__all__)) == len(framing.__all__)


def test_dir_shows_every_public_name():
    assert set(NAMES) <= set(dir(framing))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_the_same_thing_twice(name):
    assert getattr(framing, name) is getattr(framing, name)


def test_names_survive_the_import_of_every_module_in_any_order():
    """A module `compare.py` beside a function `compare` would replace it at its first import."""
    code = f"""
import importlib, pkgutil, framing
names = {NAMES!r}
before = {{name: getattr(framing, name) for name in reversed(names)}}
for module in pkgutil.walk_packages(framing.__path__, "framing."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
print(*[name for name in names if getattr(framing, name) is not before[name]])
"""
    assert run_python(code) == []


def test_star_import_brings_the_public_names():
    assert set(run_python("from framing import *; print(*dir())")) >= {n for n in NAMES if n != "__version__"}


@pytest.mark.parametrize("name", sorted({name for name in NAMES if name.islower()} - {"show", "__version__"}))
def test_options_are_keyword_only(name):
    """At most two arguments by position: what is worked on, and what it is held against."""
    parameters = inspect.signature(getattr(framing, name)).parameters.values()
    positional = [p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
    assert len(positional) <= 2, positional


def test_importing_the_library_imports_nothing_heavy():
    code = f"import framing, sys; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    assert run_python(code) == []


def test_a_plain_analysis_imports_nothing_heavy():
    code = f"""
import framing, sys
framing.analyze("The minister might resign, analysts said.")
print(*[name for name in {HEAVY!r} if name in sys.modules])
"""
    assert run_python(code) == []


def test_importing_the_library_prints_and_warns_nothing():
    assert run_python("import framing") == []


def test_the_version_is_the_distributions():
    from importlib.metadata import version

    assert framing.__version__ == version("framing-analysis")


def test_the_package_says_that_it_is_typed():
    assert (Path(framing.__file__).parent / "py.typed").is_file()


@pytest.mark.skipif(os.environ.get("CI") != "true", reason="by hand, an editable install will do")
def test_what_is_tested_is_what_was_installed_not_the_checkout():
    assert Path(framing.__file__).is_relative_to(sysconfig.get_path("purelib"))
