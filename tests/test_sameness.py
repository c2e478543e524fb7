"""Same answer always: no figure depends on the batch, the order, or what was analyzed before."""

import random
import subprocess
import sys

import pandas as pd
import pytest

import framing


def assert_same(a: framing.Report, b: framing.Report) -> None:
    for name, table in a.tables.items():
        pd.testing.assert_frame_equal(table, b.tables[name], check_exact=True, obj=name)


@pytest.mark.parametrize("batch_size", [1, 3, 16])
def test_the_batch_size_changes_nothing(newsroom, batch_size):
    assert_same(newsroom, framing.analyze(framing.load_newsroom(), batch_size=batch_size))


def test_the_order_of_articles_changes_nothing(newsroom):
    backwards = framing.analyze(framing.load_newsroom().iloc[::-1])
    for article_id in newsroom.articles.index:
        assert_same(newsroom[article_id], backwards[article_id])


def test_an_article_alone_gets_what_it_gets_among_others(newsroom):
    articles = framing.load_newsroom()
    alone = framing.analyze(articles.iloc[[5]])
    assert_same(newsroom[articles["id"].iloc[5]], alone)


def loose_rows(seed: int, n: int) -> pd.DataFrame:
    """Articles that end anywhere: stretches of the newsroom and loose words in random order, mostly unpunctuated."""
    rng = random.Random(seed)
    words = " ".join(framing.load_newsroom()["text"]).split()
    loose = (
        'said "we he told that officials Mr. may , . “ ” charge a the denies some percent in has not will and'.split()
    )
    rows = []
    for _ in range(n):
        row: list[str] = []
        for _ in range(rng.randint(1, 8)):
            at = rng.randrange(len(words) - 6)
            some, stretch = rng.choices(loose, k=rng.randint(1, 2)), words[at : at + rng.randint(1, 6)]
            row += some if rng.random() < 0.4 else stretch
        text = " ".join(row)
        rows.append(text.rstrip('.!?"”') if rng.random() < 0.6 else text)
    return pd.DataFrame({"id": [f"a{k}" for k in range(n)], "text": rows})


@pytest.mark.parametrize("seed", range(4))
def test_an_article_without_an_end_does_not_read_into_the_next(seed):
    articles = loose_rows(seed, 100)
    together = framing.analyze(articles, batch_size=len(articles))
    assert_same(together, framing.analyze(articles, batch_size=1))


def test_a_second_run_gives_the_same_bytes(tmp_path):
    articles = framing.load_newsroom().head(4)
    for name in ("first", "second"):
        framing.analyze(articles).to_parquet(tmp_path / name)
    for file in sorted((tmp_path / "first").iterdir()):
        assert file.read_bytes() == (tmp_path / "second" / file.name).read_bytes(), file.name


@pytest.mark.slow
def test_the_hash_seed_changes_nothing():
    code = (
        "import framing, hashlib; r = framing.analyze(framing.load_newsroom().head(4));"
        "print(hashlib.sha256(''.join(t.to_csv() for t in r.tables.values()).encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-P", "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_the_caller_s_own_table_is_not_changed():
    articles = framing.load_newsroom()
    before = articles.copy(deep=True)
    framing.analyze(articles)
    pd.testing.assert_frame_equal(articles, before)
