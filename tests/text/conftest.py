"""Golden cases from files: one test a case, known failures as strict xfail with their reason."""

import json
from pathlib import Path

import pytest

CASES = Path(__file__).resolve().parent.parent / "cases"


def pytest_generate_tests(metafunc):
    """A test module that names its file in `CASE_FILE` gets each case of it as `case`."""
    name = getattr(metafunc.module, "CASE_FILE", None)
    if name is None or "case" not in metafunc.fixturenames:
        return
    cases = json.loads((CASES / name).read_text(encoding="utf-8"))
    metafunc.parametrize("case", [_param(case, number) for number, case in enumerate(cases)])


def _param(case, number):
    reason = case.get("known_failure")
    marks = [pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)] if reason else []
    return pytest.param(case, id=f"{number}-{case['why']}", marks=marks)
