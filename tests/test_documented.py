"""What is public says what it is: docstrings, tables, measures, and the commands of the README."""

import inspect
import re
import tomllib

import pytest

import framing
from framing import measures, schema

PUBLIC = {name: getattr(framing, name) for name in framing.__all__}
FUNCTIONS = {name: thing for name, thing in PUBLIC.items() if inspect.isfunction(thing)}
CLASSES = {name: thing for name, thing in PUBLIC.items() if inspect.isclass(thing)}
ERRORS = {name: thing for name, thing in CLASSES.items() if issubclass(thing, Exception)}
METHODS = {
    f"{name}.{member}": thing
    for name, owner in CLASSES.items()
    if name not in ERRORS
    for member, thing in vars(owner).items()
    if inspect.isfunction(thing) and not member.startswith("_")
}

ALL_TABLES = [*schema.TABLES.values(), schema.TAGS_TABLE]
ARTICLE_COLUMNS = [*schema.ARTICLE_METADATA, *schema.ARTICLE_COUNTS, *schema.READABILITY]
COLUMNS = [(table.name, column) for table in ALL_TABLES for column in table.columns]
COLUMNS += [("articles", column) for column in ARTICLE_COLUMNS]


def sections(thing):
    """Split a numpydoc docstring into {section title: its lines}; the text before them stands under ''."""
    parts, title = {"": []}, ""
    lines = (inspect.getdoc(thing) or "").splitlines()
    for n, line in enumerate(lines):
        if n + 1 < len(lines) and line and set(lines[n + 1]) == {"-"}:
            title = line
            parts[title] = []
        elif set(line) != {"-"}:
            parts[title].append(line)
    return parts


def documented_names(lines):
    """The names that a Parameters section describes: 'a, b : int' describes two."""
    heads = [line for line in lines if line and not line.startswith(" ")]
    return {name.strip(" *") for head in heads for name in head.partition(" :")[0].split(",")}


def arguments(thing):
    return {name for name in inspect.signature(thing).parameters if name not in {"self", "cls"}}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_public_function_says_what_goes_in_what_comes_out_and_shows_it(name):
    found = sections(FUNCTIONS[name])
    assert found[""][0].strip(), "the first line says what question is answered"
    assert {"Returns", "Examples"} <= set(found)
    assert any(">>>" in line for line in found["Examples"])


@pytest.mark.parametrize("name", [*FUNCTIONS, *METHODS])
def test_every_argument_is_described_and_no_other(name):
    thing = {**FUNCTIONS, **METHODS}[name]
    assert documented_names(sections(thing).get("Parameters", [])) == arguments(thing)


@pytest.mark.parametrize("name", [*METHODS, *ERRORS])
def test_methods_and_errors_have_a_docstring(name):
    thing = {**METHODS, **ERRORS}[name]
    assert (thing.__doc__ or "").strip()


@pytest.mark.parametrize("name", sorted(set(CLASSES) - set(ERRORS)))
def test_a_public_class_is_documented_with_an_example(name):
    found = sections(CLASSES[name])
    assert {"Parameters", "Attributes"} & set(found)
    assert any(">>>" in line for line in found.get("Examples", []))


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[f"{table}.{c.name}" for table, c in COLUMNS])
def test_a_column_has_a_meaning_and_a_number_its_unit(table, column):
    assert len(column.meaning.split()) >= 2
    assert column.unit or column.dtype != schema.NUMBER or column in schema.READABILITY


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.name)
def test_a_table_says_what_a_row_is_and_names_no_column_twice(table):
    assert table.row
    assert len(set(table.names)) == len(table.names)


@pytest.mark.parametrize("measure", list(measures.MEASURES), ids=lambda measure: measure.name)
def test_a_measure_says_what_it_counts_when_it_is_undefined_and_whose_it_is(measure):
    for field in ("name", "unit", "numerator", "undefined_when", "meaning", "reference"):
        assert getattr(measure, field), field


@pytest.mark.parametrize("word", ["article", "cue", "voice", "holder", "stance", "evidence", "furniture"])
def test_the_glossary_explains_the_words_of_the_library(checkout, word):
    assert f"**{word}**" in (checkout / "docs" / "glossary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.name)
def test_the_plan_that_ships_shows_every_table(checkout, table):
    page = (checkout / "docs" / "explanation" / "architecture.md").read_text(encoding="utf-8")
    assert f"`{table.name}`" in page


def readme_commands(checkout):
    """The set-up lines of the README: one to see it work, one to test it."""
    readme = (checkout / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^python3 -m pip install .*$", readme, flags=re.MULTILINE)


def test_the_readme_has_its_two_commands(checkout):
    demo, test = readme_commands(checkout)
    assert demo.endswith("&& framing demo")
    assert '".[test]"' in test
    assert test.endswith("&& python3 -P -m pytest")


def test_the_ci_runs_the_readmes_test_command_word_for_word(checkout):
    """The script reads the line out of the README and evaluates it; so it cannot hold another one."""
    script = (checkout / ".ci" / "run").read_text(encoding="utf-8")
    assert "grep -m1 -F '\".[test]\"' README.md" in script
    assert 'eval "$test_command"' in script


def test_the_lowest_versions_are_the_ones_that_are_tested(checkout):
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    lowest = dict(line.split(">=") for line in (re.split(r"[,;]", item)[0] for item in required))
    lines = (checkout / ".ci" / "lowest.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    for name, version in lowest.items():
        assert pinned.get(name, "").startswith(version), f"{name}: {version} is not tested"
