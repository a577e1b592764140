"""Loaded wording: what the lexicon's words count as, by what stands around them."""

import pytest

from framing.detectors.evaluation import detect
from framing.label import label
from framing.model import Document
from framing.texts.text import Reading
from framing.vocabulary.lexicon import Entry, Lexicon, bundled
from framing.vocabulary.rule_file import read_rules

ENTRIES = [entry for entry in bundled() if entry.device == "evaluation"]
SUBTYPES = {
    *(f"{kind}:{direction}" for kind in ("evaluative", "metaphor") for direction in ("negative", "positive")),
    "dysphemism:negative",
    "euphemism:positive",
    "intensifier:either",
}
NAMED = {entry.subtype.split(":")[2] for entry in ENTRIES if entry.subtype.count(":") == 2} - {"always", "never"}


def found(text, entries=ENTRIES):
    reading = Reading(Document("a", text))
    spans = detect(reading, Lexicon(entries).find(reading.view).get("evaluation", []))
    return [text[span.start : span.end] for span in spans]


def test_every_term_has_a_kind_and_a_direction():
    assert {":".join(entry.subtype.split(":")[:2]) for entry in ENTRIES} == SUBTYPES


def test_the_rules_that_terms_name_are_the_rules_there_are():
    assert set(read_rules("evaluation")) == NAMED


@pytest.mark.parametrize(
    ("counts", "does_not"),
    [
        ("The lies went on.", "The farm lies beyond the hill."),
        ("A failed plan was shelved.", "The plan failed in May."),
        ("A toxic debate began.", "A toxic spill began."),
        ("An explosive letter came.", "An explosive device came."),
        ("They rose against his brutality.", "They marched against police brutality."),
        ("A wild theory spread.", "A wild boar ran."),
        ("It was a mad idea.", "The crew got mad."),
        ("A mad scheme.", "A case of mad cow disease."),
        ("The dirty trick worked.", "A dirty bomb was feared."),
        ("A false story.", "A false alarm."),
        ("They are losers.", "There are winners and losers."),
        ("The book is trash.", "A trash can burned."),
        ("He vowed to drain the swamp.", "Herons nest in the swamp."),
        ("Her meltdown was filmed.", "They feared a nuclear meltdown."),
        ("The group is a cult.", "It became a cult classic."),
        ("The fringe groups met.", "Pay and fringe benefits rose."),
        ("A freak ran in.", "A freak storm hit."),
        ("They smear her.", "A pap smear is free."),
        ("A sour mood.", "A pot of sour cream."),
        ("He is a monster.", "A monster truck rolled in."),
        ("The woke board met.", "She woke early."),
        ("They gutted the law.", "A fire gutted the hall."),
        ("A radical scheme was tabled.", "Vitamins bind free radicals."),
        ("He spread the myth that salt heals.", "She told the myths of the coast."),
        ("He spoke with contempt.", "He was held in contempt of court."),
        ("It sets a dangerous precedent.", "The masks caused no dangerous levels of gas."),
        ("She gave a devastating reply.", "A devastating flood hit the town."),
        ("They kept up a punishing schedule.", "They are punishing owners of old boats."),
        ("It was a tainted vote.", "Tainted water was found."),
        ("It is a worrying trend.", "Stop worrying about the rain."),
        ("The freaking pier is shut.", "It is freaking out the crew."),
        ("They hurled insults at her.", "They hurled rocks at the van."),
        ("The man is a creep.", "They creep towards the gate."),
        ("The plan is a joke.", "He told jokes all night."),
        ("A fake apology was read.", "They spoke of fake news."),
        ("It was an awful speech.", "They lost an awful lot."),
        ("The paint looks awful, and it is awfully.", "It is awfully late."),
        ("It was a terrible idea.", "A terrible accident closed the road."),
        ("She is a brat.", "Dave Brat left, and then Brat returned."),
        ("His coat is over the top.", "It will hit those over the top tax bracket."),
        ("A fiery sermon was read.", "A fiery crash closed the road."),
        ("It was a bitter fight.", "A bitter wind blew."),
        ("It was a sad spectacle.", "He said he was so sad."),
        ("The evil plan failed.", "He wrote on good and evil."),
        ("Their scheme was exposed.", "The pension scheme was closed."),
        ("He is a predator.", "A predator drone was lost."),
        ("They face crippling debts.", "He has a crippling disease."),
        ("The mob wants blood.", "A mob boss was freed."),
        ("He is unfit to lead.", "The flat was unfit for habitation."),
        ("It is a strange idea.", "They heard a strange noise."),
        ("He boasted about the pier.", "The town boasts a long pier."),
        ("They rammed the bill through the house.", "A van rammed the gate."),
        ("It is a harsh place.", "The harsh criticism went on."),
        ("Incredibly, the pier held.", "The race was incredibly close."),
        ("It was a brutal hearing.", "A brutal murder was reported."),
        ("The help was inadequate.", "The crew felt inadequate."),
        ("His speech was insulting.", "He kept insulting the crew."),
        ("The report is junk.", "They sold junk food."),
        ("A malicious letter came.", "The file held malicious software."),
        ("The film is propaganda.", "The propaganda ministry was closed."),
        ("The vote was a shame.", "They want to shame the crew."),
        ("The count was wildly wrong.", "The song is wildly popular."),
        ("It was mere talk.", "They ran a mere 3 miles."),
        ("They face a crushing bore.", "It was a crushing defeat."),
        ("The plan is a mess.", "She does not mess around."),
        ("They threw red meat to the base.", "They ate less red meat and rice."),
        ("It is a crazy plan.", "The noise drove her crazy."),
        ("The report is crap.", "They got a lot of crap for it."),
        ("His taste is frivolous.", "The judge dismissed a frivolous lawsuit."),
        ("A failed plan was dropped.", "They recalled his failed bid."),
        ("He is such a loser.", "The biggest loser was the mayor."),
        ("A false claim was made.", "The test gave false positives."),
        ("He lied to the town.", "He pleaded guilty to lying to an officer."),
        ("They find out that he lies.", "They find out where the truth lies."),
        ("He is a bully.", "He used the bully pulpit of his office."),
        ("It was a dull speech.", "The noise will dull with the years."),
        ("He fanned the fear.", "The crew fanned out along the quay."),
        ("He fumes at the crew.", "The port runs on fumes."),
        ("It is a handout to the rich.", "Photo: Port Office/Handout via the press."),
        ("It is economically illiterate.", "Half of the illiterate adults are women."),
        ("The crew is a nuisance.", "They sued over a public nuisance."),
        ("It served parochial aims.", "They went to parochial schools."),
        ("A psychotic letter came.", "He had a psychotic break."),
        ("The list is ridden with errors.", "She has ridden out many storms."),
        ("The vote was a sham.", "They fought Jabhat Ash-Sham."),
        ("It was a false tale.", "He was charged with making false statements."),
        ("A cult led by a liar.", "It is a cult of personality."),
        ("They led a toxic debate.", "They met toxic lead pollution."),
        ("It was mere talk.", "The mere act of signing is no crime."),
    ],
)
def test_a_rule_tells_the_judging_sense_from_the_other(counts, does_not):
    assert (len(found(counts)) >= 1, found(does_not)) == (True, [])


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("A thug-like guard spoke.", ["thug-like"]),
        ("A sleazy\u2011looking bar closed.", ["sleazy\u2011looking"]),
        ("They were heckled—thugs, he said.", ["heckled", "thugs"]),
        ("An anti-fascist march began.", []),
        ("An anti-American speech was given.", ["anti-American"]),
        ("A hate-filled smear-job appeared.", ["hate-filled", "smear-job"]),
        ("A rant -", ["rant"]),
    ],
)
def test_a_compound_is_one_cue_and_none_where_it_opposes(text, cues):
    assert found(text) == cues


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("The band Savage Garden played on.", []),
        ("Fans of Terry Savage met her.", []),
        ("Savage Cuts Hit Our Schools", ["Savage"]),
        ("Savage words were heard.", ["Savage"]),
        ("Crooked Congressmen were named in the report.", ["Crooked"]),
        ("They heard SAVAGE words from Ada Orr.", ["SAVAGE"]),
        ("It was a Kafkaesque Ohio rally, he wrote.", ["Kafkaesque"]),
        ("It was, she wrote, a Farce. Ada Orr left.", ["Farce"]),
        ("Her book is “Lies by the Sea: Years of Harbour Chaos.” It sold.", []),
        ("“Liars: the whole Board of Liars,” she said.", ["Liars", "Liars"]),
    ],
)
def test_a_term_in_a_name_is_none(text, cues):
    assert found(text) == cues


def test_a_term_that_never_counts_takes_a_shorter_one_out():
    assert found("The lame duck session began.") == []


def test_a_term_that_names_no_rule_there_is_is_an_error_that_lists_them():
    with pytest.raises(ValueError, match=r"'grim' .* names the rule 'x'; there are: always, never, myth"):
        found("A grim day.", [Entry("grim", "evaluation", "evaluative:negative:x", "own")])


def test_a_subtype_of_a_researcher_s_own_is_kept(article, tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_text("term\tdevice\tsubtype\tsource\ngrimly\tevaluation\tmine\town\n", "utf-8")
    spans = label(article("She grimly left."), ["evaluation"], lexicons=[path], with_voice=False)
    assert list(spans["subtype"]) == ["mine"]


def test_a_judgement_in_a_quotation_is_its_speaker_s(article):
    spans = label(article("“The vote was a sham,” Ada Orr said."), ["evaluation"])
    assert list(spans[["voice", "speaker"]].itertuples(index=False, name=None)) == [("quoted", "Ada Orr")]
