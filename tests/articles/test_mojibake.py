"""A text that was decoded with the wrong encoding is reported and never mended, and no real word is taken for one."""

import gzip
import json

import pandas as pd
import pytest

from framing.articles import read_articles
from framing.articles.mojibake import find_mojibake

SOUND = [
    "It’s a café — “voilà”, she said… £5, 20 °C, € 3, 10 m², ½, ©, ™",
    "SÃO PAULO, JOÃO, NÃO, AMANHÃ",
    "“AMANHÃ” e «MAÇÃ» e ‘IRMÃ’",
    "AMANHÃ… AMANHÃ—MAÇÃ – IRMÃ•",
    "IRMÃ™ and IRMÃ® and IRMÃ¹",
    "Ângela Ãndrea ÂGE GRÂCE HÂTE CÂMARA",
    "Â Ã â Â, Ã. Â",
    "the letters “Â”, «Ã», 'Â' and (Ã)",
    "«HÂ» and MAMÂ\xa0x",
    "1.5 Å±0.1, 10 Å², Å·m, ÅNGSTRÖM, PÅ”",
    "ÄÖÜ ÄRA, „Ämter“ und ‚Ämter‘",
    "â’r â–",  # Welsh
    "naïve, naïf; ð Garðar, Þórður",
    "Ñ”, EL NIÑO, ESPAÑA… «Ñ»",
    "√2 ≈ 1.41, √®",
    "Việt Nam, Đà Nẵng, Ấn Độ, TRẦN, ÂU",
    "İstanbul, ŞIRNAK, Erdoğan, ÎLE, ÇA",
    "Москва, Ελλάδα, 東京, 👩‍🚀, ‎שלום",
    "a\x85b",  # a line end of old mainframes
    "Ð§",
]


@pytest.mark.parametrize("text", SOUND)
def test_what_people_write_is_not_called_mojibake(text):
    assert find_mojibake(text) is None


@pytest.mark.parametrize("text", [SOUND[0], "the café of Milošević"])
def test_a_text_damaged_twice_is_still_found(text):
    twice = text.encode().decode("cp1252", "ignore").encode().decode("cp1252", "ignore")
    assert find_mojibake(twice) is not None


@pytest.mark.parametrize(
    "character",
    [*"‘’“”–—…•™€£°©®éèáñçüöäóôíêøÉÇÜ½²«»😀‑", "\xa0", "\ufeff"],
    ids=ascii,
)
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_a_character_of_utf8_that_was_read_as_windows_1252_or_latin_1_is_found_in_a_word(character, encoding):
    # Five bytes mean nothing to Windows-1252: programs drop them, as here, or keep them as controls.
    wrong = character.encode().decode(encoding, "ignore")
    found = find_mojibake(f"He said{wrong}it.")
    assert found is not None
    assert (found.count, found.start) == (1, 7)


@pytest.mark.parametrize("character", "é è ñ ü ç".split())
def test_a_name_that_begins_or_ends_with_a_letter_is_found_too(character):
    wrong = character.encode().decode("cp1252")
    assert find_mojibake(f"the caf{wrong}, ") is not None


@pytest.mark.parametrize(
    ("text", "count", "example", "word"),
    [
        ("He said it. Itâ€™s true.", 1, "Itâ€™s", "read the source again as UTF-8"),
        ("the cafÃ© and the cafÃ©", 2, "cafÃ©", "read the source again as UTF-8"),
        ("“Ã“scar” of BogotÃ¡", 2, "“Ã“scar”", "read the source again as UTF-8"),
        ("He paid Â£5.", 1, "Â£5.", "read the source again as UTF-8"),
        ("Recep Tayyip ErdoÄŸan", 1, "ErdoÄŸan", "read the source again as UTF-8"),
        ("the popeâ\x80\x99s hat", 1, "popeâ\x80\x99s", "read the source again as UTF-8"),
        ("It‚Äôs true", 1, "It‚Äôs", "Mac Roman"),
        ("the pope\x92s hat \x96 red", 2, "pope\x92s", "read the source again as Windows-1252"),
        ("food on the table\ufffd\ufffd\ufffd", 3, "table\ufffd\ufffd\ufffd", "were lost"),
        ("the tableï¿½", 1, "tableï¿½", "were lost"),
    ],
)
def test_the_count_the_first_word_and_what_to_do_are_said(text, count, example, word):
    found = find_mojibake(text)
    assert (found.count, found.example) == (count, example)
    assert text[found.start] not in "Hthe "
    assert word in found.do


def test_two_kinds_of_damage_bring_two_pieces_of_advice():
    assert find_mojibake("cafÃ© \ufffd").do.count("; ") == 1


def test_the_gate_reports_one_row_an_article_and_leaves_the_text_as_it_is():
    given = ["Itâ€™s the cafÃ©â€™s.", "It’s SÃO PAULO.", "No\x92 \ufffd"]
    gate = read_articles(given)
    assert gate.articles["text"].tolist() == given
    assert gate.problems["article_id"].tolist() == ["0", "2"]
    assert gate.problems["stage"].unique().tolist() == ["read"]
    assert gate.problems["what"].tolist() == [
        "the text holds 3 wrongly decoded characters, the first at character 2: 'Itâ€™s'",
        "the text holds 2 wrongly decoded characters, the first at character 2: 'No\\x92'",
    ]
    assert gate.problems["what_to_do"].str.contains("read the source again").all()


def test_a_missing_text_has_no_mojibake():
    assert read_articles(pd.DataFrame({"text": [None, "a"]})).problems["what"].tolist() == ["the article has no text"]


def test_of_real_articles_only_those_are_reported_that_are_damaged(shared_data):
    """Each of the 12 was looked at: Windows-1252 dashes and apostrophes in 11, characters lost in one."""
    path = shared_data / "allsides" / "sample.jsonl.gz"
    if not path.exists():
        pytest.skip("the AllSides sample does not lie beside this checkout")
    with gzip.open(path) as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    found = {name: find_mojibake(text) for name, text in texts.items()}
    assert {name: wrong.count for name, wrong in found.items() if wrong} == {
        "uyrbCFnaly98jAAL": 1,
        "4q1J7Xx5nHB9eFao": 3,
        "jkS7I6YA49nzuqTb": 1,
        "RsqBzNSHwU1M7bLW": 3,
        "6BprW7Gng9OMjAI1": 2,
        "oQiwfLhsZG3r7oET": 2,
        "FQvO2q8x1JOnyL0J": 2,
        "aX5bOExu1DDcFn1q": 3,
        "Cd0W5r8gfDT2c5VZ": 1,
        "bRq4pw6saNHey6W8": 1,
        "wOp9J44Z2jPXouOy": 1,
        "WCxxth7PS2UUKbG3": 1,
    }
