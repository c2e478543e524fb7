"""The command line: what goes to which stream, what a mistake looks like, what is written."""

import csv
import io
import json
import os
import subprocess
import sys

import pytest

import framing
from framing.cli import analyze, main
from framing.scorers.judges import MODELS

HEDGED = "Officials said the mayor might resign. She won."
START = "from framing.cli import main; main(prog_name='framing')"


@pytest.fixture
def run(capsys):
    """Run a command; hand back exit code, standard output, standard error."""

    def call(*words):
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words], prog_name="framing")
        out, err = capsys.readouterr()
        return left.value.code, out, err

    return call


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(HEDGED, encoding="utf-8")
    return path


@pytest.fixture
def newspaper(tmp_path):
    """Two articles of one outlet, the second without text."""
    path = tmp_path / "paper.jsonl"
    rows = [
        {"id": "a", "text": HEDGED, "outlet": "Wire", "title": "One"},
        {"id": "b", "text": "", "outlet": "Wire"},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def piped(monkeypatch, raw):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))


def test_the_version_is_the_package_s(run):
    assert run("--version") == (0, f"framing {framing.__version__}\n", "")


def test_one_article_is_printed_with_all_its_figures(run, article):
    code, out, _ = run("analyze", article)
    assert code == 0
    assert "hedges per 1,000 words" in out
    assert "epistemic hedges per 1,000 words" in out


def test_several_articles_are_printed_one_a_line(run, newspaper):
    _, out, _ = run("analyze", newspaper)
    assert [line.split()[0] for line in out.splitlines()[:3]] == ["article", "a", "b"]


def test_no_line_holds_colours_or_trailing_blanks(run, newspaper):
    _, out, _ = run("analyze", newspaper, "--evidence")
    assert "\x1b" not in out
    assert all(line == line.rstrip() for line in out.splitlines())


def test_what_is_piped_is_an_article_even_when_it_looks_like_a_path(run, monkeypatch, article):
    piped(monkeypatch, str(article).encode())
    code, out, _ = run("analyze", "-", "--format", "json")
    assert code == 0
    assert json.loads(out)[0]["hedges_per_1000_words"] in (0.0, None)


def test_what_is_piped_may_begin_with_a_byte_order_mark(run, monkeypatch):
    piped(monkeypatch, b"\xef\xbb\xbf" + HEDGED.encode())
    assert run("analyze", "-")[0] == 0


def is_one_line(err):
    return err.startswith("framing: ") and err.count("\n") == 1 and "Traceback" not in err


def test_bytes_that_are_no_text_are_refused_in_one_line(run, monkeypatch):
    piped(monkeypatch, b"caf\xe9")
    code, out, err = run("analyze", "-")
    assert (code, out) == (2, "")
    assert is_one_line(err)
    assert "not UTF-8 (standard input, byte 3)" in err


def test_a_path_that_does_not_exist_is_refused_in_one_line(run, tmp_path):
    code, out, err = run("analyze", tmp_path / "nowhere.txt")
    assert (code, out) == (2, "")
    assert is_one_line(err)
    assert "nowhere.txt" in err


def test_a_folder_that_cannot_be_written_is_refused_in_one_line(run, article):
    code, _, err = run("analyze", article, "--out", article)
    assert code == 2
    assert is_one_line(err)


def test_json_is_unrounded_and_has_null_where_nothing_could_be_told(run, newspaper):
    _, out, _ = run("analyze", newspaper, "--format", "json")
    first, second = json.loads(out)
    exact = framing.analyze(newspaper).articles.loc["a", "hedges_per_1000_words"]
    assert (first["article_id"], first["outlet"], first["hedges_per_1000_words"]) == ("a", "Wire", exact)
    assert second["hedges_per_1000_words"] is None
    assert "text" not in first


def test_json_holds_the_evidence_when_it_is_asked_for(run, article):
    _, out, _ = run("analyze", article, "--format", "json", "--evidence")
    hedges = [row for row in json.loads(out)[0]["evidence"] if row["kind"] == "hedge"]
    assert [HEDGED[row["start"] : row["end"]] for row in hedges] == ["might"]


def test_csv_has_one_row_an_article_or_one_a_span(run, newspaper):
    rows = list(csv.DictReader(io.StringIO(run("analyze", newspaper, "--format", "csv")[1])))
    assert [row["article_id"] for row in rows] == ["a", "b"]
    spans = list(csv.DictReader(io.StringIO(run("analyze", newspaper, "--format", "csv", "--evidence")[1])))
    assert "might" in [row["text"] for row in spans if row["kind"] == "hedge"]


def test_evidence_names_sentence_kind_and_words(run, article):
    _, out, _ = run("analyze", article, "--evidence")
    (line,) = [line.split() for line in out.splitlines() if " hedge " in line]
    assert line[:3] == ["s0", "hedge", "might"]


def test_actors_are_looked_for_by_name(run, article):
    _, out, _ = run("analyze", article, "--evidence", "--actors", "mayor", "--format", "json")
    mentions = [row for row in json.loads(out)[0]["evidence"] if row["kind"] == "mention"]
    assert [row["text"] for row in mentions] == ["mayor", "She"]


def test_whose_guidelines_say_what_a_hedge_is_can_be_chosen(run, tmp_path):
    path = tmp_path / "tax.txt"
    path.write_text("The tax would hurt farmers if it passed.", encoding="utf-8")
    for chosen, cues in (((), ["if"]), (("--hedge-guidelines", "szeged-news"), ["would", "if"])):
        _, out, _ = run("analyze", path, "--evidence", "--format", "json", *chosen)
        assert [row["text"] for row in json.loads(out)[0]["evidence"] if row["kind"] == "hedge"] == cues


def test_guidelines_that_do_not_exist_are_refused_in_one_line_that_names_those_that_do(run, article):
    code, out, err = run("analyze", article, "--hedge-guidelines", "szeged")
    assert (code, out) == (2, "")
    assert is_one_line(err)
    assert "'framing', 'szeged-news', 'szeged-wiki'" in err


def test_problems_are_counted_on_standard_error(run, newspaper):
    _, out, err = run("analyze", newspaper)
    assert "framing: 1 problem, the first: " in err
    assert "problem" not in out


def test_tables_and_page_are_written(run, article, tmp_path):
    folder = tmp_path / "made" / "here"
    code, _, err = run("analyze", article, "--out", folder)
    assert code == 0
    assert str(folder / "page.html") in err
    assert "might" in (folder / "page.html").read_text(encoding="utf-8")
    assert framing.read_report(folder).hedges["text"].tolist() == ["might"]


def test_text_from_outside_cannot_steer_the_terminal(run, tmp_path):
    path = tmp_path / "evil.jsonl"
    path.write_text(json.dumps({"text": HEDGED, "title": "\x1b[2J\u202eboo\nboo"}), encoding="utf-8")
    _, out, _ = run("analyze", path, "--evidence")
    assert "␛[2J⟨U+202E⟩boo boo" in out


def test_the_demo_compares_the_sample_s_outlets_and_writes_its_page(run, tmp_path):
    code, out, err = run("demo", "--out", tmp_path / "demo")
    assert code == 0
    for outlet in set(framing.load_newsroom()["outlet"]):
        assert outlet in out
    assert "vague source share" in out
    assert str(tmp_path / "demo" / "page.html") in err
    assert (tmp_path / "demo" / "hedges.parquet").exists()


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_no_terminal_is_too_simple_for_the_output(tmp_path, encoding):
    path = tmp_path / "odd.jsonl"
    path.write_text(json.dumps({"text": "“Yes,” she said. 😀", "title": "Café \ud83d"}), encoding="utf-8")
    odd = os.environ | {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": encoding,
    }
    command = [sys.executable, "-c", START, "analyze", str(path), "--evidence"]
    done = subprocess.run(command, env=odd, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    done.stdout.decode(encoding)


def test_the_command_line_offers_the_models_that_there_are():
    (option,) = (o for o in analyze.params if o.name == "model")
    assert set(option.type.choices) == set(MODELS)
