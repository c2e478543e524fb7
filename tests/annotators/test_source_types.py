"""Where the article says who a source is: what an encoder is asked about besides the phrase itself."""

from framing.annotators.source_types import SourceTypes
from framing.text import read_tokens
from framing.text.reading import Reading

TEXT = "Ana Ruiz, a pollster, was early. It rained. Ruiz said so twice. The pollster Ana Ruiz left. Ruiz slept."


def places(phrase, name):
    tokens = read_tokens([TEXT])
    found = SourceTypes(Reading(tokens)).places(phrase, name)
    return [tokens.text_of(*place) for place in found]


def phrase_at(words):
    tokens = read_tokens([TEXT])
    start = TEXT.index(words)
    first = tokens.start.tolist().index(start)
    return first, first + len(words.split()) - 1


def test_a_name_is_looked_up_where_it_was_first_given():
    assert places(phrase_at("Ruiz said"), "Ana Ruiz")[1:] == ["Ana Ruiz", "Ana Ruiz"]


def test_a_phrase_is_not_asked_about_twice():
    assert places(phrase_at("Ana Ruiz"), "Ana Ruiz") == ["Ana Ruiz", "Ruiz", "Ana Ruiz"]


def test_who_has_no_name_stands_in_the_phrase_alone():
    assert places(phrase_at("The pollster"), None) == ["The pollster"]


def test_whom_rules_take_for_the_writer_no_model_is_asked_about():
    class Wrong:
        def best(self, _evidence, _places):
            return "document"

    typed = SourceTypes(Reading(read_tokens(["An article on Monday misstated the size of the levy."])), Wrong())
    assert typed.of((0, 1), (0, 1), None, "", frozenset()) == "writer"
    assert typed.of((3, 3), (3, 3), None, "", frozenset()) == "document"
