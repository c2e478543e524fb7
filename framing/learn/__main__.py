"""``python -m framing.learn``: parses, calls, prints."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import click

from framing.errors import FramingError, OptionError, valid_names
from framing.learn.agreement import measure_agreement
from framing.learn.cascade_curve import draw_curve, write_curve
from framing.learn.coverage import tabulate
from framing.learn.evaluate import TASKS
from framing.learn.evaluate_hedges import GOLDS, write_guidelines
from framing.learn.evaluate_tags import cross_validate_news
from framing.learn.keyness_curves import SPLITS, study_keyness, write_curves
from framing.learn.mistakes import count_mistakes
from framing.learn.outlets import study_outlets, write_outlets
from framing.learn.plot_keyness import draw_keyness
from framing.learn.plot_outlets import draw_outlets
from framing.learn.plot_registers import draw_registers
from framing.learn.reference import write_reference
from framing.learn.registers import study_registers, write_registers
from framing.learn.silver import make_silver
from framing.learn.train_attribution import train_attribution
from framing.learn.train_encoder import train_encoder
from framing.learn.train_feelings import train_feelings
from framing.learn.train_hedges import train_hedges
from framing.learn.train_names import train_names
from framing.learn.train_pronouns import cross_validate_pronouns, train_pronouns
from framing.learn.train_sources import train_sources
from framing.learn.train_stance import train_stance
from framing.learn.train_subjects import cross_validate_subjects, train_subjects
from framing.learn.train_tagger import train_tagger
from framing.learn.train_words import train_words


@click.group()
def main() -> None:
    """Gold data, and how well the library does on it."""


@main.command()
@click.argument("tasks", nargs=-1)
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"), show_default=True)
@click.option("--limit", type=int, default=None, help="Take only the first so many items of each set.")
def evaluate(tasks: tuple[str, ...], data: Path, limit: int | None) -> None:
    """Print the figures of TASKS (all of them by default); ``tagger`` stands for all tasks that begin so."""
    done = {}
    for name in _tasks(tasks):
        done[name] = figures = TASKS[name](data, limit)
        click.echo(name + "\n  " + "  ".join(f"{key} {value:.3f}" for key, value in figures.items()))
    if set(GOLDS) <= set(done):
        click.echo("\n" + write_guidelines(done))


def _tasks(asked: tuple[str, ...]) -> list[str]:
    if not asked:
        return list(TASKS)
    found = {name: [task for task in TASKS if task == name or task.startswith(f"{name}/")] for name in asked}
    for name, tasks in found.items():
        if not tasks:
            raise OptionError(f"there is no task {name!r}", do=valid_names(name, TASKS))
    return [task for tasks in found.values() for task in tasks]


MAKERS: Final[Mapping[str, Callable[[Path, Path], str]]] = {
    "words": train_words,
    "tagger": train_tagger,
    "subjects": train_subjects,
    "attribution": train_attribution,
    "pronouns": train_pronouns,
    "source_types": train_sources,
    "hedges": train_hedges,
    "names": train_names,
    "stance": train_stance,
    "feelings": train_feelings,
    "encoder": train_encoder,
}
WEIGHTS: Final = Path(__file__).parent.parent / "models" / "weights"


@main.command()
@click.argument("model", type=click.Choice(sorted(MAKERS)))
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"), show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=WEIGHTS, help="Where the model's folder is written.")
def train(model: str, data: Path, out: Path) -> None:
    """Train MODEL and write its folder; same data, same bytes (stance and encoder: on machines of one kind)."""
    click.echo(f"{model} {MAKERS[model](data, out)}")


CROSS_VALIDATED: Final[Mapping[str, Callable[[Path], dict[str, float]]]] = {
    "pronouns": cross_validate_pronouns,
    "tagger": cross_validate_news,
    "subjects": cross_validate_subjects,
}


@main.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"), show_default=True)
def silver(data: Path) -> None:
    """Print corpora/standoff/tags-lesson.jsonl: spaCy's tags of the words that our first pass is unsure of."""
    for line in make_silver(data):
        click.echo(line)


@main.command()
@click.argument("model", type=click.Choice(sorted(CROSS_VALIDATED)), default="tagger")
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"), show_default=True)
def cross_validate(model: str, data: Path) -> None:
    """Print how right MODEL is on GUM's news when it has seen none of the document (tagger: a quarter of an hour)."""
    click.echo("  ".join(f"{key} {value:.4f}" for key, value in CROSS_VALIDATED[model](data).items()))


@main.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"), show_default=True)
def cascade_curve(data: Path) -> None:
    """Print what asking the encoder about unsure stance alone gives, and how much news it reads (a minute)."""
    click.echo(write_curve(list(draw_curve(data))))


@main.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"), show_default=True)
def mistakes(data: Path) -> None:
    """Print how often attribution makes each kind of mistake on PolNeAR's development part."""
    for kind, n in count_mistakes(data):
        click.echo(f"{n:5d}  {kind}")


@main.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"), show_default=True)
@click.option("--plot", type=click.Path(path_type=Path, dir_okay=False), help="Also draw the table: an SVG file.")
def outlets(data: Path, plot: Path | None) -> None:
    """Print what the figures of attribution say of PolNeAR's seven outlets (half a minute)."""
    table = study_outlets(data)
    click.echo(write_outlets(table))
    if plot is not None:
        plot.write_text(draw_outlets(table), encoding="utf-8")


@main.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"), show_default=True)
@click.option("--plot", type=click.Path(path_type=Path, dir_okay=False), help="Also draw the table: an SVG file.")
def registers(data: Path, plot: Path | None) -> None:
    """Print how hedging differs between opinion and news, science and politics, partisan and wire (three minutes)."""
    table = study_registers(data)
    click.echo(write_registers(table))
    if plot is not None:
        plot.write_text(draw_registers(table), encoding="utf-8")


@main.command()
@click.option("--runs", type=int, default=2000, show_default=True, help="Corpora that are drawn in each scenario.")
def coverage(runs: int) -> None:
    """Print how often the intervals of framing.compare cover the truth, in simulated corpora (three minutes)."""
    click.echo(tabulate(runs=runs).to_string(index=False, float_format=lambda v: f"{v:.3f}"))


@main.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"), show_default=True)
@click.option("--splits", type=int, default=SPLITS, show_default=True, help="Random halves of each outlet.")
@click.option("--plot", type=click.Path(path_type=Path, dir_okay=False), help="Also draw the curves: an SVG file.")
def keyness_curves(data: Path, splits: int, plot: Path | None) -> None:
    """Print how many words each test calls different: where nothing differs, and where all do (five minutes)."""
    table = study_keyness(data, splits=splits)
    click.echo(write_curves(table))
    if plot is not None:
        plot.write_text(draw_keyness(table), encoding="utf-8")


@main.command()
def reference() -> None:
    """Print the reference page of tables, measures and word lists."""
    click.echo(write_reference(), nl=False)


@main.command()
def agreement() -> None:
    """Print how far the newsroom's two annotators agree."""
    click.echo(measure_agreement().to_string(index=False, float_format=lambda v: f"{v:.3f}"))


if __name__ == "__main__":
    try:
        main(standalone_mode=True)
    except FramingError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(2)
