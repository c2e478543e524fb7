"""The arrows of the house: a room may import what lies to its left, and nothing else.

The plan is drawn in docs/explanation/architecture.md; `PLAN` is the same drawing, for a machine.
"""

import ast
from pathlib import Path

import pytest

PLAN = """
    errors, schema
    < lexicons | models | newsroom
    < articles | text
    < scorers | annotators.matching, annotators.spans, annotators.outlets
    < annotators.pronouns, annotators.resolution
    < annotators.source_types | annotators.channels | annotators.scopes | annotators.reference
      | annotators.names, annotators.aliases, annotators.corpus
    < annotators.hedging | annotators.attribution | annotators.sources | annotators.actors | annotators.stance
      | annotators.voice | annotators.readability | annotators.scare_quotes
    < measures, provenance
    < findings
    < report
    < analysis
    < comparison | validate | show
    < pages
    < scale
    < cli
"""
"""`<`: the left may be imported by the right. `,`: neighbours may know each other. `|`: they may not.

A name stands for the module or package `framing.NAME` and all inside it; the longest name that fits wins.
Rooms that are planned but not built are in the plan already: the first import has to be a right one.
"""

LEARN = "learn"
LEARN_SEES = "comparison"
"""`learn` stands beside the house: it may import as far as this room, and no room may import it."""

FRONT_DOOR = ""
"""`framing` itself. It imports everything that is public."""
OPEN_TO_ALL = "__version__"
"""The one name of the front door that rooms may ask for."""
CALLER = "cli"
"""The one room that stands outside the front door and uses the library as any caller does."""

BACK = ("report", "pages")
"""The one arrow that points back: a report is asked for its own page. Inside a function only, so that no import
goes round in a circle."""

PACKAGE = Path(__file__).resolve().parent.parent / "framing"


def read_plan(plan):
    """Give every room its place: {room: (step, position between bars)}."""
    places = {}
    for step, group in enumerate(plan.split("<")):
        for position, side in enumerate(group.split("|")):
            for room in side.split(","):
                places[room.strip()] = (step, position)
    return places


def room_of(module, places):
    """The room that a module ('framing.text.tokens') stands in; None when the plan has no place for it."""
    name = module.partition(".")[2]
    if not name:
        return FRONT_DOOR
    if name == "__main__":
        return "cli"
    parts = name.split(".")
    heads = (".".join(parts[:n]) for n in range(len(parts), 0, -1))
    return next((head for head in heads if head in places or head == LEARN), None)


def modules_of(package):
    """Every module of a package: {dotted name: path}."""
    modules = {}
    for path in sorted(package.rglob("*.py")):
        parts = [package.name, *path.relative_to(package).with_suffix("").parts]
        modules[".".join(parts).removesuffix(".__init__")] = path
    return modules


def imports_of(module, path, modules):
    """Yield (line, module, name, late) of each import from the own package, wherever it stands; late: in a function."""
    top, tree = module.partition(".")[0], ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = {id(node) for function in functions for node in ast.walk(function)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found = [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = absolute(node, module, is_package=path.name == "__init__.py")
            found = [imported(base, alias.name, modules) for alias in node.names]
        else:
            continue
        late = id(node) in inside
        yield from ((node.lineno, name, what, late) for name, what in found if name.partition(".")[0] == top)


def imported(base, name, modules):
    """`from framing import schema` imports a module, `from framing import analyze` a name."""
    return (f"{base}.{name}", "") if f"{base}.{name}" in modules else (base, name)


def absolute(node, module, *, is_package):
    if not node.level:
        return node.module
    parts = module.split(".")
    kept = parts[: len(parts) - node.level + is_package]
    return ".".join([*kept, *([node.module] if node.module else [])])


def may_import(importer, target, places):
    """Whether the arrows let one room import another."""
    if importer in {FRONT_DOOR, target}:
        return True
    if target in {FRONT_DOOR, LEARN}:
        return (importer, target) == (CALLER, FRONT_DOOR)
    if importer == LEARN:
        return places[target][0] <= places[LEARN_SEES][0]
    (step, side), (other_step, other_side) = places[importer], places[target]
    return other_step < step or (other_step == step and other_side == side)


def wrong_arrows(package, plan=PLAN):
    """List every import that the plan forbids, and every module that it has no place for."""
    places, modules, wrong = read_plan(plan), modules_of(package), []
    rooms = {module: room_of(module, places) for module in modules}
    # A package that only holds rooms (annotators) is none itself: its __init__ must import nothing.
    holders = {room.rpartition(".")[0] for room in places if "." in room}
    for module, path in modules.items():
        name = module.partition(".")[2]
        found = list(imports_of(module, path, modules))
        if rooms[module] is None and (name not in holders or found):
            wrong.append(f"{module} has no place in the plan")
            continue
        for line, target, what, late in found:
            room = room_of(target, places)
            if room is None or (what == OPEN_TO_ALL and room == FRONT_DOOR):
                continue
            if late and (rooms[module], room) == BACK:
                continue
            if not may_import(rooms[module], room, places):
                wrong.append(f"{module}, line {line}, imports {'.'.join(filter(None, (target, what)))}")
    return wrong


def test_no_room_imports_to_its_right():
    assert wrong_arrows(PACKAGE) == []


@pytest.fixture
def house(tmp_path):
    """A small house with right arrows only, to plant wrong ones in."""

    def build(**planted):
        files = {
            "__init__": "from framing.analysis import analyze\n__version__ = '0'",
            "errors": "from framing import schema",
            "schema": "",
            "lexicons/__init__": "from framing.lexicons.lexicon import load",
            "lexicons/lexicon": "from framing.errors import LexiconError",
            "articles/__init__": "",
            "text/__init__": "from framing import lexicons",
            "annotators/__init__": "",
            "annotators/matching": "import framing.text",
            "annotators/hedging": "from framing.annotators import matching",
            "annotators/voice": "",
            "measures": "",
            "provenance": "from framing import __version__",
            "report": "from framing import measures, provenance\ndef f():\n    from framing.pages import write_page",
            "analysis": "def analyze():\n    from framing.annotators import hedging",
            "comparison": "from framing.report import Report",
            "show/__init__": "from framing.report import Report",
            "pages": "from framing import comparison, show",
            "learn/__init__": "from framing.analysis import analyze",
            "cli": "import framing\nfrom framing import analysis, show, comparison",
            "__main__": "from framing.cli import main",
        }
        files |= {name.replace("__in__", "/"): source for name, source in planted.items()}
        for name, source in files.items():
            path = tmp_path / "framing" / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source)
        return tmp_path / "framing"

    return build


def test_right_arrows_are_let_through(house):
    assert wrong_arrows(house()) == []


@pytest.mark.parametrize(
    ("module", "source", "fear"),
    [
        ("errors", "import framing.report", "a plain import to the right"),
        ("schema", "from framing.report import Report", "a from-import to the right"),
        ("schema", "def f():\n    from framing import cli", "an import hidden in a function"),
        ("schema", "if TYPE_CHECKING:\n    from framing.text import Tokens", "an import for types only"),
        ("text__in____init__", "from framing import articles", "across a bar, from a package"),
        ("articles__in__read", "from framing.text.tokens import Tokens", "across a bar, from a module"),
        ("annotators__in__voice", "from framing.annotators import hedging", "across a bar in one package"),
        ("annotators__in__voice", "from . import hedging", "a relative import across a bar"),
        ("show__in__article", "from ..comparison import compare", "a relative import from one room up"),
        ("report", "from framing.pages import write_page", "the one arrow back, outside a function"),
        ("findings", "def f():\n    from framing.pages import write_page", "the arrow back, from another room"),
        ("analysis", "from framing.learn import train", "the house looks at learn"),
        ("learn__in__train", "from framing.cli import main", "learn looks past comparison"),
        ("comparison", "from framing import analyze", "a room goes out through the front door"),
        ("comparison", "import framing", "a room imports the front door itself"),
        ("cli", "from framing.learn import train", "even the command line does not look at learn"),
    ],
)
def test_a_wrong_arrow_is_found(house, module, source, fear):
    wrong = wrong_arrows(house(**{module: source}))
    assert len(wrong) == 1, fear
    assert module.replace("__in__", ".").removesuffix(".__init__") in wrong[0]


@pytest.mark.parametrize("module", ["helpers", "annotators__in__helpers"])
def test_a_module_without_a_place_is_found(house, module):
    assert "no place" in wrong_arrows(house(**{module: ""}))[0]


def test_a_package_of_rooms_imports_none_of_them(house):
    planted = house(annotators__in____init__="from framing.annotators import voice")
    assert "no place" in wrong_arrows(planted)[0]


def test_the_drawing_in_the_documents_is_the_plan(checkout):
    """Two drawings would drift apart. A page that wraps its lines differently is the same drawing."""
    page = (checkout / "docs" / "explanation" / "architecture.md").read_text(encoding="utf-8")
    assert " ".join(PLAN.split()) in " ".join(page.split())
