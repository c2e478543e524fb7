"""The library works offline: this whole run forbids sockets (tests/conftest.py), and here it is proved."""

import os
import socket
import subprocess
import sys
import urllib.request

import pytest

import framing

TEXT = "The minister might resign, some analysts say. “I will stay,” Ann Lee said on Monday."

NO_DATA = {"NLTK_DATA": os.devnull, "HOME": os.devnull, "PYTHONDONTWRITEBYTECODE": "1"}
"""A machine where nobody ever downloaded anything."""

GUARDED_RUN = f"""
import socket
def refuse(*args, **kwargs):
    raise SystemExit("a socket was asked for")
socket.socket = socket.create_connection = socket.getaddrinfo = refuse
import framing
report = framing.analyze({TEXT!r}, readability=True)
print(report.articles.flesch_reading_ease.iloc[0])
"""


def connect(address):
    with socket.socket() as opened:
        opened.connect(address)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: socket.create_connection(("127.0.0.1", 9)),
        lambda: socket.getaddrinfo("localhost", 80),
        lambda: connect(("127.0.0.1", 9)),
        lambda: urllib.request.urlopen("http://127.0.0.1:9/"),
    ],
)
def test_the_guard_stops_every_way_to_the_network(attempt):
    with pytest.raises(BaseException, match="opens no socket"):
        attempt()


def test_analyze_opens_no_socket():
    report = framing.analyze(TEXT, readability=True)
    assert len(report.hedges) > 0


def test_the_newsroom_opens_no_socket(newsroom):
    assert len(newsroom.articles) == len(framing.load_newsroom())


def run_guarded(**environment):
    done = subprocess.run(
        [sys.executable, "-P", "-c", GUARDED_RUN],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_fresh_process_needs_no_socket_from_its_first_import_on():
    assert run_guarded()


def test_readability_is_the_same_whatever_nltk_data_a_machine_has(tmp_path):
    words = tmp_path / "corpora" / "cmudict"
    words.mkdir(parents=True)
    (words / "cmudict").write_text("MINISTER 1 M IH1\nANALYSTS 1 AE1\nMONDAY 1 M AH1\n")
    assert run_guarded(**NO_DATA) == run_guarded(NLTK_DATA=str(tmp_path))
