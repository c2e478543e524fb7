"""The command line: ``framing analyze`` and ``framing demo``. It parses, calls and prints.

Start with `analyze`. What is printed is rounded for reading unless CSV or JSON is asked for; the tables that
``--out`` writes are complete. Problems and messages go to standard error, so that output can be piped.
"""

from __future__ import annotations

import io
import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import click

from framing.errors import FramingError, InputError

if TYPE_CHECKING:
    import pandas as pd

    from framing.report import Report

_STDIN: Final = "-"
_PAGE: Final = "page.html"
_WIDE: Final = 60
"""Characters of a title, a name or a span that a line shows."""

_SIGNS: Final = {"–": "-", "−": "-", "“": '"', "”": '"', "…": "..."}
"""Signs that the output uses, and what stands for them where the terminal cannot show them."""

_COLUMNS: Final = (
    ("n_words", "words"),
    ("hedges_per_1000_words", "hedges"),
    ("writer_hedges_per_1000_words", "writer's"),
    ("attributions_per_1000_words", "attrib."),
    ("attributed_share", "attributed"),
    ("quoted_share", "quoted"),
    ("named_source_share", "named"),
    ("vague_source_share", "vague"),
    ("effective_sources", "sources"),
)
"""What the line of an article shows, and how the column is headed so that eleven of them fit a screen."""


class _Refusal(click.ClickException):
    """A caller's mistake: one line on standard error, exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        _say(f"framing: {_line(self.format_message())}\n", stream=file or sys.stderr)


class _Commands(click.Group):
    """The commands, with the library's errors as one line and output that no terminal refuses."""

    def invoke(self, ctx: click.Context) -> Any:
        for stream in (sys.stdout, sys.stderr):
            # An ASCII terminal, or a lone surrogate in a headline: write it escaped instead of failing.
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except FramingError as error:
            raise _Refusal(str(error)) from None
        except BrokenPipeError:
            raise  # the reader of our output has left: click ends quietly
        except OSError as error:
            place = f" ({error.filename})" if error.filename else ""
            raise _Refusal(f"{error.strerror or error}{place}") from None


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 (click's)
    if wanted and not ctx.resilient_parsing:
        import framing

        _say(f"framing {framing.__version__}\n")
        ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
    help="Show the version and leave.",
)  # fmt: skip
def main() -> None:
    """Measure how news articles are framed: hedging, attribution, stance; with evidence."""


@main.command()
@click.argument("path")
@click.option("--out", type=click.Path(path_type=Path), metavar="FOLDER", help="Write all tables and a page there.")
@click.option("--actors", multiple=True, metavar="NAME", help="An actor to look for; repeat it for several.")
@click.option(
    "--model", type=click.Choice(["fast", "cascade", "compact"]), default="fast", show_default=True,
    help="fast: linear models; cascade: and an encoder for unsure stance; compact: and it for all (extra compact).",
)  # fmt: skip
@click.option("--readability", is_flag=True, help="Add readability scores.")
@click.option(
    "--hedge-guidelines", default="framing", show_default=True, metavar="NAME",
    help="Whose guidelines say what a hedge is: framing, szeged-news or szeged-wiki.",
)  # fmt: skip
@click.option("--evidence", is_flag=True, help="Show the hedges, attributions and mentions behind the figures.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True,
    help="How figures are printed; csv and json are not rounded.",
)  # fmt: skip
def analyze(
    *,
    path: str,
    out: Path | None,
    actors: Sequence[str],
    model: str,
    readability: bool,
    hedge_guidelines: str,
    evidence: bool,
    form: str,
) -> None:
    """Analyze the articles of PATH.

    PATH is a .txt, .jsonl, .csv, .parquet or .html file, a folder of them, or - for one article on standard
    input.
    """
    import framing

    report = framing.analyze(
        _read(path),
        actors=list(actors) or None,
        model=model,
        readability=readability,
        hedge_guidelines=hedge_guidelines,
    )
    _say(_printed(report, form, evidence=evidence))
    _tell_problems(report)
    if out is not None:
        _write(report, out)


@main.command()
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FOLDER", default=Path("framing-demo"),
    show_default=True, help="Where tables and page are written.",
)  # fmt: skip
def demo(out: Path) -> None:
    """Analyze the sample newsroom that ships with the package and compare its outlets."""
    import framing

    report = framing.analyze(framing.load_newsroom())
    outlets = report.articles["outlet"].nunique()
    _say(
        f"{len(report.articles)} invented articles from {outlets} invented outlets, each outlet's articles pooled:\n\n"
    )
    _say(_comparison(framing.compare(report)))
    _tell_problems(report)
    _write(report, out)


def _read(path: str) -> Any:
    """What to analyze: a path, or the text of one article from standard input."""
    if path != _STDIN:
        return Path(path)
    raw = sys.stdin.buffer.read()
    try:
        # A dict, not a string: text from a pipe is an article even when it looks like a file's name.
        return [{"text": raw.decode("utf-8-sig")}]
    except UnicodeDecodeError as error:
        advice = "convert it, for example with iconv -t UTF-8"
        raise InputError("the input is not UTF-8", where=f"standard input, byte {error.start}", do=advice) from None


def _printed(report: Report, form: str, *, evidence: bool) -> str:
    from framing.show.evidence import evidence as gather

    rows = gather(report) if evidence else None
    if form == "json":
        return _json(report, rows)
    if form == "csv":
        frame = rows.set_index("article_id") if rows is not None else report.articles.drop(columns="text")
        return _csv(frame)
    figures = _one_article(report) if len(report.articles) == 1 else _many_articles(report)
    return figures + (_evidence_lines(report, rows) if rows is not None else "")


def _csv(frame: pd.DataFrame) -> str:
    return str(frame.to_csv(lineterminator="\n"))


def _json(report: Report, rows: pd.DataFrame | None) -> str:
    """One object an article; what could not be told is null."""
    found, spans = [], _by_article(rows)
    for article_id, figures in report.articles.drop(columns="text").iterrows():
        one = {"article_id": _plain(article_id)} | {str(name): _plain(value) for name, value in figures.items()}
        if rows is not None:
            one["evidence"] = [
                {name: _plain(value) for name, value in row.items() if name != "article_id"}
                for row in spans.get(article_id, [])
            ]
        found.append(one)
    return json.dumps(found, indent=2) + "\n"


def _by_article(rows: pd.DataFrame | None) -> dict[Any, list[dict[str, Any]]]:
    """Each article's evidence, gathered in one pass."""
    found: dict[Any, list[dict[str, Any]]] = {}
    for row in [] if rows is None else rows.to_dict("records"):
        found.setdefault(row["article_id"], []).append({str(name): value for name, value in row.items()})
    return found


def _plain(value: Any) -> Any:
    """A value that JSON has: NaN and NA are null, numpy's numbers plain, anything else text."""
    import numpy as np
    import pandas as pd

    value = value.item() if isinstance(value, np.generic) else value
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, (bool, int, float, str)) else str(value)


def _one_article(report: Report) -> str:
    """Every figure of the only article, one a line."""
    from framing.show.figures import label, meanings, written

    article = report.articles.iloc[0]
    names = ["n_words", "n_sentences", *(name for name in meanings() if name in article.index)]
    known = {name: float(article[name]) for name in names}
    rows = [
        (label(name), f"{value:.0f}" if name.startswith("n_") else written([value])[0])
        for name, value in known.items()
        if not (math.isnan(value) and name not in dict(_COLUMNS))
    ]
    return f"{_title(report, report.articles.index[0])}\n" + _aligned(rows)


def _many_articles(report: Report) -> str:
    """The main figures, one line an article."""
    from framing.show.figures import written

    names = [(name, head) for name, head in _COLUMNS if name in report.articles.columns]
    figures = []
    for name, head in names:
        values = [float(value) for value in report.articles[name]]
        texts = [f"{value:.0f}" for value in values] if name == "n_words" else written(values)
        figures.append([head, *texts])
    titles = ["article", *(_cut(_title(report, article_id), 36) for article_id in report.articles.index)]
    note = "\nhedges, writer's, attrib.: per 1,000 words; sources: effective number; others: shares\n"
    return _aligned(list(zip(titles, *figures, strict=True))) + note


def _title(report: Report, article_id: Any) -> str:
    """An article in one line: id, outlet, title."""
    import pandas as pd

    article = report.articles.loc[[article_id]].iloc[0]
    known = [article.get(name) for name in ("outlet", "title")]
    parts = [str(article_id), *(str(part) for part in known if part is not None and not pd.isna(part))]
    return _line("  ".join(parts))


def _evidence_lines(report: Report, rows: pd.DataFrame) -> str:
    """The spans behind the figures, article by article, each with its sentence's number."""
    lines, spans = [], _by_article(rows)
    for article_id in report.articles.index:
        lines.append(f"\n{_title(report, article_id)}\n")
        table = [
            (f"s{row['sentence']}", row["kind"], _cut(row["text"], _WIDE), _cut(_told(row), 2 * _WIDE))
            for row in spans.get(article_id, [])
        ]
        lines.append(_aligned(table or [("", "", "no evidence", "")], right=False))
    return "".join(lines)


def _told(row: dict[Any, Any]) -> str:
    return ", ".join(part for part in (row["detail"], row["voice"]) if part)


def _comparison(table: pd.DataFrame) -> str:
    """The main measures as lines, the groups as columns, each line rounded alike."""
    from framing.show.figures import MAIN, label, written

    wide = table.assign(group=table["group"].astype(object).where(table["group"].notna(), "(not given)"))
    groups = list(dict.fromkeys(wide["group"]))
    metrics = [metric for metric in MAIN if metric in set(wide["metric"])]
    rows = [("", *(_line(group) for group in groups))]
    for metric in metrics:
        estimates = wide[wide["metric"] == metric].set_index("group")["estimate"]
        rows.append((label(metric), *written([float(estimates[group]) for group in groups])))
    return _aligned(rows)


def _write(report: Report, folder: Path) -> None:
    """Write every table as Parquet and the page beside them; say where."""
    report.to_parquet(folder)
    report.to_html(folder / _PAGE)
    _say(f"tables: {_line(str(folder))}\n", stream=sys.stderr)
    _say(f"page:   {_line(str(folder / _PAGE))}\n", stream=sys.stderr)


def _tell_problems(report: Report) -> None:
    """Count the problems on standard error, with the first in full."""
    import pandas as pd

    if len(report.problems):
        first = report.problems.iloc[0]
        where = "" if pd.isna(first["article_id"]) else f" (article {first['article_id']})"
        many = f"{len(report.problems)} problem{'s' * (len(report.problems) != 1)}, the first"
        _say(_line(f"framing: {many}: {first['what']}{where}: {first['what_to_do']}") + "\n", stream=sys.stderr)


def _say(text: str, *, stream: IO[str] | None = None) -> None:
    """Write to a stream in its own encoding; click's `echo` writes UTF-8 even where the terminal says ASCII."""
    stream = stream or sys.stdout
    try:
        "".join(_SIGNS).encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = text.translate({ord(sign): plain for sign, plain in _SIGNS.items()})
    stream.write(text)
    stream.flush()  # now, so that a reader who has left is noticed here and not at exit


def _line(text: str) -> str:
    """Text from outside as one line that cannot steer a terminal."""
    from framing.show.markup import visible

    return visible(" ".join(text.split()))


def _cut(text: str, width: int) -> str:
    line = _line(text)
    return line if len(line) <= width else f"{line[: width - 3].rstrip()}..."


def _aligned(rows: Sequence[Sequence[str]], *, right: bool = True) -> str:
    """Columns side by side: the first to the left, the others to the right when they are figures."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if right and at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines) + "\n"
