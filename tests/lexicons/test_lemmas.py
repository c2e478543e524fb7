"""Lemmas: what the spelling hides, and what a form is under one tag and not under another."""

from collections import defaultdict

import pytest

from framing.lexicons.inflection import (
    CLASS_TAGS,
    inflect,
    irregular_forms,
    irregular_lemmas,
    known_forms,
    lemma_classes,
    lemma_of,
)

CASES = {
    "a plural and a verb that are spelt alike part by their tag": """
        leaves NNS leaf, leaves VBZ leave, lives NNS life, lives VBZ live, analyses NNS analysis, analyses VBZ analyse,
        diagnoses NNS diagnosis, diagnoses VBZ diagnose, axes NNS axis, axes VBZ axe, lies NNS lie, lies VBZ lie,
        dies NNS die, dies VBZ die, halves NNS half, halves VBZ halve, means NNS means, means VBZ mean,
        thanks NNS thanks, thanks VBZ thank, biases NNS bias, biases VBZ bias, proceeds VBZ proceed""",
    "a past form that is also a verb or noun of its own parts by its tag": """
        found VBD find, found VB found, found VBP found, founded VBD found, lay VBD lie, lay VB lay, lay VBP lay,
        laid VBD lay, saw VBD see, saw NN saw, bore VBD bear, bore VB bore, bore NN bore, ground VBD grind,
        ground NN ground, wound VBN wind, wound NN wound, shot VBD shoot, shot NN shot, bit VBD bite, bit NN bit,
        rent NN rent, felt VBD feel, left VBD leave, left JJ left, fell VBD fall, rose VBD rise, rose NN rose""",
    "an irregular past goes back to its verb": """
        held VBD hold, held VBN hold, was VBD be, been VBN be, went VBD go, sought VBD seek, taught VBN teach,
        struck VBD strike, fled VBD flee, led VBD lead, said VBD say, caught VBN catch, slain VBN slay""",
    "a prefix is kept before an irregular verb, listed or not": """
        undercut VBD undercut, overthrew VBD overthrow, rebuilt VBN rebuild, misled VBD mislead, reshot VBD reshoot,
        outfought VBD outfight, unmade VBN unmake, crossbred VBN crossbreed, misheard VBD mishear""",
    "a hyphen leaves the last part to be inflected": """
        co-opted VBD co-opt, re-elected VBN re-elect, cross-examined VBD cross-examine, ex-wives NNS ex-wife,
        close-ups NNS close-up, re-wrote VBD re-write, passers-by NNS passer-by, mothers-in-law NNS mother-in-law""",
    "a tagger's wrong choice among verb forms does no harm": """
        ran VBN run, begun VBD begin, gone VBD go, drank VBP drink""",
    "one spelling rule undone is not two": """
        hoping VBG hope, hopping VBG hop, stared VBD stare, starred VBD star, planed VBD plane, planned VBD plan,
        carried VBD carry, carries VBZ carry, married VBN marry, hated VBD hate, riding VBG ride, breathed VBD breathe,
        caring VBG care, singed VBD singe, agreed VBD agree, freed VBD free, fleeing VBG flee, dyeing VBG dye,
        dying VBG die, lying VBG lie, tying VBG tie, studying VBG study, panicked VBD panic, mimicking VBG mimic,
        taxied VBD taxi, ageing VBG age, aging VBG age""",
    "both sides of the Atlantic double as they like": """
        travelled VBD travel, traveled VBD travel, canceled VBN cancel, cancelled VBN cancel, focused VBD focus,
        focussed VBD focus, targeted VBN target, targetted VBN target, fulfilled VBD fulfill, modelling VBG model""",
    "a verb that no list knows is guessed from its spelling": """
        blogged VBD blog, googled VBD google, giggling VBG giggle, befuddled VBN befuddle, retweeting VBG retweet,
        predestined VBN predestine, rubberised VBN rubberise, vaped VBD vape, vlogging VBG vlog, pissed VBN piss,
        ebbed VBD ebb, soothed VBD soothe, skyped VBD skype""",
    "a plural says its singular": """
        crises NNS crisis, theses NNS thesis, hypotheses NNS hypothesis, criteria NNS criterion, media NNS medium,
        phenomena NNS phenomenon, knives NNS knife, wolves NNS wolf, olives NNS olive, potatoes NNS potato,
        heroes NNS hero, photos NNS photo, shoes NNS shoe, boxes NNS box, taxes NNS tax, buses NNS bus,
        causes NNS cause, houses NNS house, viruses NNS virus, walruses NNS walrus, quizzes NNS quiz, movies NNS movie,
        ties NNS tie, cities NNS city, monkeys NNS monkey, headaches NNS headache, churches NNS church,
        guardsmen NNS guardsman, grandchildren NNS grandchild, weekends NNS weekend, monies NNS money,
        dwarves NNS dwarf""",
    "a plural without a singular is its own lemma": """
        data NNS data, data NN data, people NNS people, police NNS police, goods NNS goods, clothes NNS clothes,
        series NNS series, species NNS species, headquarters NNS headquarters, 1970s NNS 1970s, 60's NNS 60s,
        politics NNS politics, aircraft NNS aircraft""",
    "a comparison goes back to what is compared, an adverb to the adverb": """
        better JJR good, better RBR well, best JJS good, best RBS well, worse JJR bad, worse RBR badly, further RBR far,
        further RB further, further JJR further, less JJR less, more RBR more, most JJS most, bigger JJR big,
        easier JJR easy, faster RBR fast, simplest JJS simple, funniest JJS funny, freer JJR free, nicer JJR nice,
        classiest JJS classy""",
    "a clitic is what it stands for, with any apostrophe or none": """
        's VBZ be, ’s VBZ be, s VBZ be, 's POS 's, 's PRP we, 'd MD would, 'd VBD have, 've VB have, n't RB not,
        ca MD can, wo MD will, 'em PRP they""",
    "small words follow the treebanks": """
        an DT a, him PRP he, them PRP they, my PRP$ my, mine PRP my, mine NN mine, her PRP she, her PRP$ her,
        these DT this, could MD could, might MD might, will MD will, am VBP be, am NN a.m., 40,000 CD 40000,
        1,234,567.5 CD 1234567.5, 1,8 CD 1,8""",
    "a name stays untouched": """
        Biden NNP Biden, ISKP NNP ISKP, Times NNP Times, Texas NNPS Texas, Roberts NNPS Roberts, James NNPS James,
        Philippines NNPS Philippines, Maldives NNPS Maldives""",
    "a plural name whose singular is listed loses its ending and keeps its case": """
        Democrats NNPS Democrat, Americans NNPS American, Iraqis NNPS Iraqi, NATIONS NNPS NATION,
        Congressmen NNPS Congressman""",
    "what is no inflected form is left alone": """
        red VBD red, king VBG king, bus NNS bus, s NNS s, need VBN need, over RBR over, sing VBG sing""",
}
WORDS = [
    pytest.param(*line.split(), id=f"{claim}: {line.split()[0]} {line.split()[1]}")
    for claim, lines in CASES.items()
    for line in lines.replace("\n", " ").split(", ")
]


@pytest.mark.parametrize(("form", "tag", "lemma"), WORDS)
def test_the_lemma_of(form, tag, lemma):
    assert lemma_of(form, tag) == lemma


def test_every_regular_form_of_a_listed_lemma_goes_back_to_a_lemma_that_has_it():
    """'routing' is one of rout and of route: any lemma that is inflected to the form is right."""
    sources = defaultdict(set)
    for lemma, classes in lemma_classes().items():
        for word_class in classes:
            for tag, form in inflect(lemma, word_class).items():
                if tag not in CLASS_TAGS.values():
                    sources[form, tag].add(lemma)
    wrong = [key for key, lemmas in sources.items() if key not in irregular_lemmas() and lemma_of(*key) not in lemmas]
    assert wrong == []


def test_every_irregular_form_goes_back_to_its_lemma_under_each_of_its_tags():
    wrong = [key for key, lemma in irregular_lemmas().items() if key[1][:3] != "NNP" and lemma_of(*key) != lemma]
    assert wrong == []


def test_what_the_lists_know_of_a_form_is_what_is_said_under_its_first_tag():
    doublets = {
        "fulfilled",
        "fulfilling",
        "enrolled",
        "enrolling",
        "instilled",
        "instilling",
        "distilled",
        "distilling",
    }
    wrong = [
        (form, tags[0], lemma, lemma_of(form, tags[0]))
        for form, (tags, lemma) in known_forms().items()
        if tags[0] != "NNP" and form not in doublets and lemma_of(form, tags[0]) != lemma
    ]
    assert wrong == []


@pytest.mark.parametrize("form", ["Denied", "DENIED", "denied"])
def test_case_changes_no_lemma_that_is_no_name(form):
    assert lemma_of(form, "VBD") == "deny"


def test_a_lemma_of_a_tag_in_a_note_is_for_a_tag_that_the_form_has():
    wrong = [key for key in irregular_lemmas() if key[1] not in irregular_forms()[key[0]][0]]
    assert wrong == []


@pytest.mark.parametrize("form", ["", "-", "'", "s", "-s", "'s", "--ing", "ed", "es", "ies", "0", "’"])
@pytest.mark.parametrize("tag", ["NN", "NNS", "NNPS", "VBD", "VBG", "VBZ", "JJR", "RBS", "CD", "POS", "XX"])
def test_a_scrap_has_a_lemma_that_is_empty_only_when_it_is(form, tag):
    assert bool(lemma_of(form, tag)) == bool(form)
