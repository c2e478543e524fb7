"""What made a report: versions, digests of the word lists, options. Never paths, users or times."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, Final

from framing.schema import VERSION

PACKAGES: Final = ("numpy", "pandas")
"""Packages whose version could move a figure."""
READABILITY_PACKAGES: Final = ("pyphen", "textstat")
"""The same when readability was asked for."""


def describe_run(
    *,
    rules: str,
    lexicons: Mapping[str, Mapping[str, str]],
    models: Mapping[str, Mapping[str, str]],
    options: Mapping[str, Any],
) -> dict[str, Any]:
    """The provenance of a report.

    Parameters
    ----------
    rules : str
        Version of the text rules.
    lexicons : mapping
        Role to the stamp of the lexicon that played it: ``name, version, digest``.
    models : mapping
        The same of trained weights.
    options : mapping
        What the caller chose; plain values.

    Returns
    -------
    dict
        Plain values all through: can be written as JSON.

    Examples
    --------
    >>> run = describe_run(rules="text-1", lexicons={}, models={}, options={"readability": False})
    >>> sorted(run)
    ['framing', 'lexicons', 'models', 'options', 'packages', 'python', 'rules', 'schema']
    """
    packages = (*PACKAGES, *(READABILITY_PACKAGES if options.get("readability") else ()))
    return {
        "framing": version("framing-analysis"),
        "schema": VERSION,
        "rules": rules,
        "lexicons": {role: dict(stamp) for role, stamp in sorted(lexicons.items())},
        "models": {role: dict(stamp) for role, stamp in sorted(models.items())},
        "options": dict(options),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in packages},
    }
