"""What the study printed, for those who do not hold the corpora: headings and printed figures of the executed notebook.

After a build on the corpora (CONTRIBUTING.md): ``python docs/record.py docs/_build > docs/tutorial/study-record.md``.
The notebook prints nothing of the corpora's text, so nothing of it gets into the record; drawings are left to the site.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

LEAD = """# What the study printed

[The study](study.md), run on SEESAW, BASIL and the draw from AllSides, and written down by `docs/record.py`: what its
cells printed, without its drawings. The last line names the version and the models. Read the study for the questions,
the expectations and what these figures cannot carry.
"""
LEADS = re.compile(r"^(?:##+ .+|\*\*.+?\*\*)", flags=re.MULTILINE)
"""Of the prose: headings, and what opens a paragraph in bold."""


def printed(cell: dict) -> list[str]:
    """What a cell printed or returned as text."""
    parts: list[str] = []
    for output in cell.get("outputs", []):
        text = output.get("text") or output.get("data", {}).get("text/plain", "")
        text = "".join(text).strip("\n")
        # myst-nb 1.4 merges streams into the first and leaves the others in the file as well.
        if text and "image/png" not in output.get("data", {}) and not any(text in part for part in parts):
            parts.append(text)
    return parts


def record(notebook: dict) -> Iterator[str]:
    """The page, part by part; of the headings those with something under them."""
    yield LEAD
    leads: list[str] = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            for lead in LEADS.findall("".join(cell["source"])):
                leads = [lead] if lead.startswith("#") else [*leads, lead]
        elif parts := printed(cell):
            yield from (f"{lead}\n" for lead in leads)
            yield "```text\n" + "\n\n".join(parts) + "\n```\n"
            leads = []


if __name__ == "__main__":
    executed = Path(sys.argv[1]) / "jupyter_execute" / "tutorial" / "study.ipynb"
    sys.stdout.write("\n".join(record(json.loads(executed.read_text("utf-8")))))
