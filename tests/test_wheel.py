"""What ships is the wheel, not the checkout: built here, opened, and run away from the source."""

import os
import re
import subprocess
import sys
import zipfile

import pytest

from framing import __version__

pytestmark = pytest.mark.slow

FIRST_USE = """
import framing, pathlib, sys
assert pathlib.Path(framing.__file__).is_relative_to(sys.argv[1]), framing.__file__
newsroom = framing.load_newsroom()
report = framing.analyze(newsroom, readability=True)
print(len(newsroom), len(report.hedges), len(report.attributions))
"""


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(checkout, tmp_path_factory):
    """The wheel, built by the project's own backend without a network."""
    if not (checkout / "pyproject.toml").is_file():
        pytest.skip("the tests run without the source beside them")
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-P", "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=checkout)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def files(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def unpacked(wheel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("away")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_the_wheel_is_pure_python_of_this_version(wheel):
    assert wheel.name == f"framing_analysis-{__version__}-py3-none-any.whl"


def test_the_wheel_holds_every_module_and_the_typing_mark(files, checkout):
    modules = {str(path.relative_to(checkout)) for path in (checkout / "framing").rglob("*.py")}
    assert modules <= files
    assert "framing/py.typed" in files


@pytest.mark.parametrize("folder", ["framing/lexicons/lists", "corpora/newsroom"])
def test_the_wheel_holds_every_word_list_and_the_whole_newsroom(files, checkout, folder):
    here = [path for path in (checkout / folder).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    shipped = {path.relative_to(checkout).as_posix() for path in here}
    assert shipped, f"{folder} is empty"
    assert {re.sub("^corpora/", "framing/corpora/", name) for name in shipped} <= files


def test_the_wheel_holds_nothing_else(files):
    """No tests, no scratch, and no second package at the top: `tests` in site-packages is a pest."""
    top = {name.partition("/")[0] for name in files}
    assert top == {"framing", f"framing_analysis-{__version__}.dist-info"}
    assert not [name for name in files if name.endswith((".pyc", ".pkl", ".pickle")) or "/tests/" in name]


def test_the_wheel_carries_its_licence_and_its_command(unpacked):
    (metadata,) = unpacked.glob("*.dist-info")
    assert "MIT License" in (metadata / "licenses" / "LICENSE").read_text(encoding="utf-8")
    assert "framing = framing.cli:main" in (metadata / "entry_points.txt").read_text(encoding="utf-8")


def test_the_unpacked_wheel_analyses_its_newsroom_away_from_the_source(unpacked, tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    counts = run(sys.executable, "-P", "-W", "error", "-c", FIRST_USE, str(unpacked), cwd=tmp_path, env=environment)
    assert all(int(count) > 0 for count in counts.split())


def test_the_unpacked_wheel_gives_the_demo(unpacked, tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    call = "from framing.cli import main; main()"
    run(sys.executable, "-P", "-c", call, "demo", "--out", "demo", cwd=tmp_path, env=environment)
    made = {path.suffix for path in (tmp_path / "demo").rglob("*")}
    assert {".parquet", ".html"} <= made
