"""``python -m framing.learn``: parses, calls, prints."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from framing.errors import FramingError, OptionError, valid_names
from framing.learn.agreement import measure_agreement
from framing.learn.calibrate import fit_stance
from framing.learn.evaluate import TASKS
from framing.learn.reference import write_reference


@click.group()
def main() -> None:
    """Gold data, and how well the library does on it."""


@main.command()
@click.argument("tasks", nargs=-1)
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"), show_default=True)
@click.option("--limit", type=int, default=None, help="Take only the first so many items of each set.")
def evaluate(tasks: tuple[str, ...], data: Path, limit: int | None) -> None:
    """Print the figures of TASKS (all of them by default)."""
    for name in tasks or TASKS:
        if name not in TASKS:
            raise OptionError(f"there is no task {name!r}", do=valid_names(name, TASKS))
        figures = TASKS[name](data, limit)
        click.echo(name + "\n  " + "  ".join(f"{key} {value:.3f}" for key, value in figures.items()))


@main.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"), show_default=True)
def calibrate(data: Path) -> None:
    """Fit and print the constants of framing.annotators.stance."""
    for name, values in fit_stance(data).items():
        click.echo(f"{name} = {values}")


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
