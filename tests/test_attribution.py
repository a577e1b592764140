"""Which attributions are kept, what kind they are, whose they are, and where their contents end."""

import pytest

from framing import concordance, label, read_spans, show, sources
from framing.attributing.certainty import RIGHT
from framing.detectors import attribution

UNLIKELY = (
    "Warnings that the bridge might fall",
    "Bo Lind, accused by the mayor",
    "Mayor Ada Orr, who many towns",
    "The paper links to a local blog",
    "The mayor, who recently announced a plan",
    "The minister called for an inquiry, and",
)  # sentences on which rules are tested, and which are less probable attributions than count


def found(article, text):
    """Kind, source, cue and contents of each attribution of `text`."""
    spans = label(article(text), ["attribution"])
    told = []
    for _, rows in spans.groupby("instance"):
        words = {
            role: [text[a:b] for a, b in zip(some["start"], some["end"], strict=True)]
            for role, some in rows.groupby("role")
        }
        told.append((rows["kind"].iloc[0], *words.get("source", [""]), words["cue"][0], *words["content"]))
    return told


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The mayor said that the bridge was safe.", "speech"),
        ("Many parents fear that the school will close.", "thought"),
        ("The new governor vowed to rebuild the hospital.", "intention"),
        ("Farmers oppose the new water tax.", "attitude"),
        ("The survey found that most tenants were content.", "evidence"),
        ("The coach refused to comment on the match.", "intention"),
    ],
)
def test_the_kind_is_of_cue_content_and_source(article, text, kind):
    assert [item[0] for item in found(article, text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The council approved the bridge and considered the new plan for the harbour.",
        "The plan seems to be dead, and the mayor appears to have lost the council.",
        "The council looks likely to reject the plan.",
        "The harbour was reportedly closed by the storm.",
        "We believe that the harbour should stay open.",
        "I think the council was wrong about the harbour.",
        "You know that the harbour is closed.",
        "It is hard to say that the harbour will reopen.",
        "The plan is, to say the least, a risk for the harbour.",
        "Closer inspection shows that the plan is weak.",
        "Claims that are old should be forgotten by the council.",
        "The trains ran according to plan.",
        "According to plan, the trains ran on time.",
        "The trains ran according to schedule on Friday.",
        "Yesterday’s announcement that he will not run surprised the council.",
        "The clerks were asked by June 1 to answer the council.",
        "The mayor broke with decades of custom by declining to publish her taxes.",
        "All that said, the harbour is still a risk for the town.",
        "The old bridge calls to mind the years when the mill was running.",
        "They made another film called “The Long Way Home,” which was about the harbour.",
        "JUST WATCHED Orr: The harbour is not safe Replay More Videos",
        "The office of the harbour master did not immediately respond to requests for comment.",
        "The new rule denied the fishermen the right to vote on the harbour.",
        "There is little doubt that the harbour is closed.",
        "The town held a fair, dubbed “Days of the Harbour,” in the square.",
        "Lawmakers voted in favor of the old bridge, then left the town.",
        "Orr, who wrote the 1903 decision affirming the tax, was a judge.",
        "The Senate rejected a bill to close the harbour.",
        "Don’t expect that toll to go far if the council is new.",
    ],
)
def test_what_reports_nobody_is_no_attribution(article, text):
    assert found(article, text) == []


@pytest.mark.parametrize("source", ["a city plan", "the governor's plan", "plan documents"])
def test_a_plan_that_somebody_made_is_a_source(article, source):
    assert [item[1] for item in found(article, f"The road is closed, according to {source}.")] == [source]


def test_the_writers_own_question_is_kept_with_a_quotation(article):
    assert [item[1] for item in found(article, "“What happened to the bridge?” I asked Reed.")] == ["I"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The mayor was told that the bridge was unsafe.", ""),
        ("The mayor was repeatedly told by two engineers that the bridge was unsafe.", "two engineers"),
        ("The company is expected to close the ferry in the spring.", ""),
        ("His claim that the bridge was safe surprised the council.", "His"),
        ("Sailors are looking for the men believed to have sunk the ferry.", ""),
        ("The town prepared for a storm expected to bring high winds until Tuesday.", ""),
        ("The hearing dealt with allegations that the mayor may have lied.", ""),
        ("Warnings that the bridge might fall have put officials on alert.", ""),
        ("Public backing has fallen, and the dubious claim that the bridge leaks is back.", ""),
        ("Despite Lindqvist’s claim that the bridge was safe, it was shut.", "Lindqvist’s"),
        ("It ended with the wildly false claim that the bridge was safe.", ""),
        ("By then, the new conventional wisdom was that the bridge was safe.", ""),
        ("There is a broad-based consensus that the bridge was unsafe.", ""),
        ("The walkout followed reports that the mill would shut.", ""),
        ("The report fuelled claims that the vote was rigged, and Jane Orr left.", ""),
        ("The council approved a resolution saying that the port must close.", "a resolution"),
        ("Bo Lind, accused by the mayor of stealing from the old mill, denied it on Monday.", "the mayor"),
        ("Mr. Orr, a lawyer, last year promoted the idea that boats might be used in the north.", "Mr. Orr, a lawyer"),
    ],
)
def test_whose_a_passive_or_a_noun_is(article, text, source):
    assert [item[1] for item in found(article, text)] == [source]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Last year Ada Orr said that the bridge was safe.", "Ada Orr"),
        ("“It was time,” said Ada Orr, a nurse.", "Ada Orr, a nurse"),
        ("The road is closed, according to people close to the ministry.", "people close to the ministry"),
        ("According to Ada Orr, associate director of it, the road is closed.", "Ada Orr, associate director of it"),
        ("A clerk familiar with her thinking denied that she was leaving.", "A clerk familiar with her thinking"),
        ("MAYOR DEFENDS HARBOUR, SAYS THERE WAS NO WASTE", "MAYOR"),
        ("The fact that Lindqvist decided not to seek a permit was noted.", "Lindqvist"),
        ("The flood worried elderly tenants who say they are not safe.", "elderly tenants who"),
        ("They'll say it was not really a defeat.", "They"),
        ("He met several guests, some of whom said that the mill may not open.", "some of whom"),
        ("The US confirmed that two ships had left the harbour.", "The US"),
        ("No one said that the bridge was safe on Monday.", "No one"),
        ("A rep told the paper that the singer was resting.", "A rep"),
        ("US authorities say they may charge him with theft.", "US authorities"),
        ("One in five voters say they may change their minds before November.", "One in five voters"),
        ("A slight majority (55%) say it is probably not too important.", "A slight majority (55%)"),
        ("The problem, May said, is that this is the best deal that could be arranged.", "May"),
        ("A report in the Courier that said Orr may be moved was wrong.", "A report in the Courier that"),
        ("A male suspect, who police say was wanted for theft and may have fled, was found.", "police"),
        ("Recent satellite imagery suggests that they may build a new tunnel there.", "Recent satellite imagery"),
        ("Graham made it abundantly clear that the trial may be short.", "Graham"),
        ("Four judges dissented, with the other two arguing that the rule was unlawful.", "the other two"),
        ("Ada Orr, 24, accused of setting fire to the mill, was led away.", ""),
        ("Among tenants, 46 percent said that the bridge was unsafe.", "46 percent"),
        ("As many as 74 percent say that the bridge is unsafe.", "As many as 74 percent"),
        ("Ada Orr, in an interview with the Gazette published Monday, said the bridge was unsafe.", "Ada Orr"),
        ("The storm forced Lindqvist to say that the bridge was unsafe.", "Lindqvist"),
        ("Some nurses wrongly believe that the bridge is unsafe.", "Some nurses"),
        ("Ada Orr, who works for the U.S., said that the bridge was unsafe.", "Ada Orr, who works for the U.S."),
        ("The bridge is unsafe, May said.", "May"),
        ("The tenants of B&Q said that the bridge was unsafe.", "The tenants of B&Q"),
        ("Ada Orr (Reform) wrote to the Gazette:\n\n“The bridge is no longer safe.”", "Ada Orr (Reform)"),
        ("When a clerk asked about the bridge, Lindqvist replied: “It is closed.”", "Lindqvist"),
        ("On Friday Ada Orr said that the bridge was unsafe.", "Ada Orr"),
        ("According to the clerk, the plan includes a toll for ferries, the first in years.", "the clerk"),
        ("It is late because, according to the Gazette, the council sold the ferry.", "the Gazette"),
        ("It angered Democrats on Castle Hill, who argued that it is unsafe.", "Democrats on Castle Hill"),
        ("It drew critics of the mayor’s approach, who say that it leaks.", "critics of the mayor’s approach, who"),
        ("“It was time,” said Ada Orr in a statement.", "Ada Orr"),
        ("It is a number that port officials say is likely to rise.", "port officials"),
        ("Last spring, Ada Orr joined in an opinion that said the bridge was unsafe.", "an opinion that"),
        ("Orr sent a letter to the Gazette that said the bridge was unsafe.", "a letter to the Gazette that"),
        ("The plan laid out by Orr also called for a new bridge at the port.", "The plan laid out by Orr"),
        ("Mayor Ada Orr offered figures suggesting that the bridge was safe.", "Mayor Ada Orr"),
        ("Ada Orr (Reform) rattled tenants, warning that the bridge was unsafe.", "Ada Orr (Reform)"),
        ("A young nurse confronted Ada Orr and said that the bridge was unsafe.", "A young nurse"),
        ("Two hundred tenants said that the bridge was unsafe.", "Two hundred tenants"),
        ("The other retired Lind sailors said that the bridge was unsafe.", "The other retired Lind sailors"),
        ("The plan was written by Bo Lee Jr. He also said that the bridge was unsafe.", "He"),
        ("The plan angers the old port—a nurse said that the bridge was unsafe.", "a nurse"),
        ("“It was time,” said Ada Orr as she left the port.", "Ada Orr"),
        ("“It was time,” explained Ada Orr last week.", "Ada Orr"),
        ("4) Tenants of the port believe that the bridge is unsafe.", "Tenants of the port"),
        ("The road is closed, according to a senior U.S. port official.", "a senior U.S. port official"),
        ("It was old, with the mayor famously saying that it would last.", "the mayor"),
        ("On Hale News, Sen. Ada Orr, R-Kent, said that the bridge was unsafe.", "Sen. Ada Orr, R-Kent"),
        ("“It was time,” says Sen. Ada Orr (D–Kent.).", "Sen. Ada Orr (D–Kent.)"),
        ("The nurse, on the other hand, said that the bridge was unsafe.", "The nurse"),
        ("Mr. Orr and Mr. Lind both said that the bridge was unsafe.", "Mr. Orr and Mr. Lind"),
        ("The old council’s claim that the bridge was unsafe is wrong.", "The old council’s"),
        ("It is a shame that records show the bridge was unsafe.", "records"),
        ("It came to the point that they’d believe the bridge was unsafe.", "they"),
        ("A judge Friday said that the bridge was unsafe.", "A judge"),
        ("The mayor over the weekend said that the bridge was unsafe.", "The mayor"),
        ("At least ten nurses said that the bridge was unsafe.", "At least ten nurses"),
        ("In data released by the U.S. Bridge Board, experts said that it was unsafe.", "experts"),
        ("Sen. Ada Orr, a Democrat from Hale, watched the vote from the gallery and said it was unsafe.",
         "Sen. Ada Orr, a Democrat from Hale"),
        ("A poll released last week showed that most voters find it unsafe.", "A poll released last week"),
        ("In his speech Orr said that the bridge was unsafe.", "Orr"),
        ("It met a nurse from Hale who said that the bridge was unsafe.", "a nurse from Hale who"),
        ("The treasurer, the clerk added, is happy to meet with the mayor.", "the clerk"),
        ("They are close to the Lind Front, who the White House says is paid by foreign powers.", "the White House"),
        ("It allows Liberals to say they have won the battle over the mill.", "Liberals"),
        ("Women are more likely than men to say that the city should lower the tax.", "Women"),
        ("Ada Orr wrote to council leaders suggesting that they close the mill.", "Ada Orr"),
        ("Nearly 90 clerks penned a letter to the council demanding that the mill be closed.", "Nearly 90 clerks"),
        ("Last week they signed a letter to the governor arguing that the mill be sold.", "a letter to the governor"),
        ("Last week the five tribal towns and the state council announced that they are at work.",
         "the five tribal towns and the state council"),
        ("Mayor Ada Orr, Sen. Bo Lind and Rep. Dan Reed of Hale said that the bridge was unsafe.",
         "Mayor Ada Orr, Sen. Bo Lind and Rep. Dan Reed of Hale"),
        ("Ada Orr, president of the harbour board said that the bridge was unsafe.",
         "Ada Orr, president of the harbour board"),
        ("“It was time,” said Ada Orr, who.", "Ada Orr"),
        ("“It was time,” said Rep. Ada Orr, R-N.H., who declined.", "Rep. Ada Orr, R-N.H."),
        ("“It was time,” says Ada Orr, a lawyer in Hale, via email.", "Ada Orr, a lawyer in Hale"),
        ("Mayor Ada Orr, who many towns have praised as fair, was absent.", "many towns"),
        ("The paper links to a local blog that almost totally dismisses the figures as bunk.", "a local blog that"),
        ("Just 1 in 10 said that the bridge was unsafe.", "Just 1 in 10"),
        ("Most say the bridge is unsafe.", "Most"),
        ("Some call it a “disgrace” that the bridge is shut.", "Some"),
        ("Sailors, clerks and nurses said that the bridge was unsafe.", "Sailors, clerks and nurses"),
        ("It answers a recent port court opinion finding that the bridge was unsafe.",
         "a recent port court opinion"),
        ("Mayor Orr, others warned that the bridge was unsafe.", "Mayor Orr, others"),
    ],
)  # fmt: skip
def test_a_source_is_a_whole_phrase(article, text, source):
    assert [item[1] for item in found(article, text)] == [source]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Republicans quickly attacked Orr for telling reporters that the mill was unsafe.",
            ["Republicans", "Orr"],
        ),
        (
            "Polls showed a hefty majority of nurses blamed the mayor for the fire.",
            ["Polls", "a hefty majority of nurses"],
        ),
        (
            "The mayor, who recently announced a plan for the long-running conflict in the port, which began in 2001 "
            "as a hunt for the thieves, warned that the bridge was unsafe.",
            ["The mayor", "The mayor"],
        ),
    ],
)
def test_each_cue_of_a_sentence_has_its_own_source(article, text, expected):
    assert [item[1] for item in found(article, text)] == expected


def test_a_signed_post_is_its_signers(article):
    text = (
        "The mayor was brief.\n\nThe bridge will open in May, and nobody will stop us. — Ada Orr (@adaorr) May 2, 2024"
    )
    spans = label(article(text), ["attribution", "hedge", "booster"])
    rows = spans[spans["device"] == "attribution"].set_index("role")
    assert text[rows.at["source", "start"] : rows.at["source", "end"]] == "Ada Orr"
    assert rows.at["content", "subtype"] == "direct"


def test_a_quotation_alone_goes_on_with_the_speaker_before(article):
    text = "“The bridge is safe,” Ada Orr said.\n\n“Nobody needs to worry about it this winter.”"
    assert [item[1] for item in found(article, text)] == ["Ada Orr", "Ada Orr"]


def test_a_paragraph_that_repeats_a_quotation_has_its_voice(article):
    text = (
        "“The bridge may never be as safe as it was in my youth,” Ada Orr said.\n\n"
        "The bridge may never be as safe as it was in my youth\n\nThe council met on Monday."
    )
    spans = label(article(text), ["hedge"])
    assert spans["voice"].tolist() == ["quoted", "quoted"]


@pytest.mark.parametrize(
    ("lead", "voice"),
    [
        ("The mayor wrote:", "quoted"),
        ("From the Haven Courier:", "quoted"),
        ("Nobody will cross it this year (via the Courier) [my emphasis]:", "quoted"),
        ("Ada Orr argues that the river has always won in the end:", "quoted"),
        ("Dana Bridge argues that the river has always won in the end:", "outlet"),
        ("The council met from May to June:", "outlet"),
        ("From Facebook:", "outlet"),
    ],
)
def test_words_after_a_colon_and_a_line_break_are_a_block(article, lead, voice):
    text = (
        f"{lead}\n\nThe Bridge may never open again, whatever the council of our town decides this year.\n\nIt rained."
    )
    assert label(article(text), ["hedge"])["voice"].tolist() == [voice]


def test_a_turn_after_a_colon_is_no_block(article):
    text = "Ada Orr argues that the river has always won:\n\nREED: We will never open that bridge again."
    assert [item[1] for item in found(article, text)] == ["Ada Orr", "REED"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Then came this: “The bridge may never open again.”", ""),
        ("Ada Orr makes the same point: “The bridge may never open again.”", "Ada Orr"),
        ("It is in the minutes: “The bridge may never open again.”", ""),
        ("And this, by the columnist Ada Orr: “The bridge may never open again.”", "the columnist Ada Orr"),
        ("Ada Orr had a reply:\n\n“The bridge may never open again.”", "Ada Orr"),
        ("From the Haven Courier:\n\n“The bridge may never open again.”", "the Haven Courier"),
        ("“The bridge may never open again,” the old harbour master shot back.", "the old harbour master"),
        ("“The bridge may never,” Orr said.\n\n“It never will.”\n\n“It may never open again.”", "Orr"),
        ("Orr said it was over. Lee rowed home. Orr was brief. “The bridge may never open again.”", "Orr"),
        ("Orr said it rains.\n\nOrr was hurt. “Orr may never cross it again.”", ""),
        ("Orr said it rains.\n\nThen it was dark. Writes Orr.\n\n“The bridge may never open again.”", "Orr"),
        ("As Orr writes:\n\nAdvertisement:\n\n“The bridge may never open again.”", "Orr"),
        ("The Haven Courier is less kind. It adds:\n\n“The bridge may never open again.”", "It"),
        ("Here is more. From the Haven Courier: “The bridge may never open again.”", "the Haven Courier"),
        ("Friends of the Bridge:\n\n“The bridge may never open again.”", ""),
        ("Haven Bridge Committee:\n\n“The bridge may never open again.”", "Haven Bridge Committee"),
        ("The council fired back, saying in a letter:\n\n“The bridge may never open again.”", "The council"),
        ("The study suggests there is no simple answer:\n\n“The bridge may never open again.”", "The study"),
        ("Orr said:\n\n“It was time to go.”\n\n“The bridge may never open again.”", "Orr"),
        ("Kelly says:\n\n“The bridge may never open again.”", "Kelly"),
        ("“The bridge may never open again!” Orr shot back.", "Orr"),
        ("“The bridge may never open again,” stormed one furious clerk.", "one furious clerk"),
        ("“The old ferry is here again,” Lee released in a statement. “The bridge may never open again.”", "Lee"),
        ("Harbour pilot: “The bridge may never open again.”", "Harbour pilot"),
        ("Old bridge news: “The bridge may never open again.”", ""),
        ("The reply from Ada Orr, who had lost, was short: “The bridge may never open again.”", "Ada Orr"),
        ("“The bridge may never open again,” sighs Ada Orr.", "Ada Orr"),
        ("“The bridge may never open again,” she sighs.", "she"),
        ("Ada Orr, a nurse from Haven who is leaving it, was direct: “The bridge may never open again.”", "Ada Orr"),
        ("“The bridge may never open again.”\n\n-- Ada Orr, in a long letter to the old council of Haven", "Ada Orr"),
        ("Rain fell.\n\n“It may never open.”\n\n“It shut in May,” the council added.", "the council"),
    ],
)
def test_a_quotation_that_words_lead_to_is_somebodys(article, text, source):
    assert label(article(text), ["hedge"])["voice"].tolist()[-1] == "quoted"
    assert found(article, text)[-1][1] == source


def test_a_quotation_that_is_a_subject_is_nobodys(article):
    assert found(article, "The town went on. “Will the bridge ever open again?” is the question of the year.") == []


def test_an_attitude_towards_a_thing_has_no_voice(article):
    spans = label(article("Farmers oppose the possible water tax. Farmers want the town to pay about half."), ["hedge"])
    assert dict(zip(spans["entry"], spans["voice"], strict=True)).get("about") == "reported"
    assert dict(zip(spans["entry"], spans["voice"], strict=True)).get("possible", "outlet") == "outlet"


def test_score_is_a_probability_of_the_network_alone(article):
    spans = label(
        article("Ada Orr said that it works.\n\n“It may be time to let somebody else try.” — Bo Lind"),
        ["attribution", "hedge"],
    )
    scores = spans.groupby(["device", "entry"])["score"].first()
    assert RIGHT <= scores["attribution", "said: network"] < 1
    assert len(scores) == 3
    assert scores.drop(("attribution", "said: network")).isna().all()


def test_what_is_improbable_is_no_attribution(article, monkeypatch):
    monkeypatch.setattr(attribution, "certainty", lambda *_: RIGHT - 0.01)
    assert found(article, "Ada Orr said that it works.") == []


def test_kind_and_score_go_through_every_table(article, tmp_path):
    articles = article("Ada Orr fears that it works.")
    spans = label(articles, ["attribution"])
    spans.to_csv(tmp_path / "spans.csv", index=False)
    spans.to_parquet(tmp_path / "spans.parquet")
    for name in ("spans.csv", "spans.parquet"):
        back = read_spans(tmp_path / name)
        assert back["kind"].tolist() == spans["kind"].tolist()
        assert back["score"].tolist() == pytest.approx(spans["score"].tolist())
    assert sources(articles, spans)["kind"].tolist() == ["thought"]
    assert concordance(articles, spans)["kind"].tolist() == ["thought"]
    assert "kind: thought" in show(articles, spans).html


def test_a_score_that_is_no_probability_is_refused(article, tmp_path):
    (tmp_path / "a.csv").write_text("doc_id,start,end,device,role,score\na,0,2,hedge,cue,3\n", encoding="utf-8")
    with pytest.raises(ValueError, match="a score that is no probability"):
        read_spans(tmp_path / "a.csv")


def test_hand_coded_spans_may_lack_kind(article):
    articles = article("Ada Orr fears that it works.")
    spans = label(articles, ["attribution"]).drop(columns=["kind", "score"])
    assert sources(articles, spans)["kind"].tolist() == ["thought"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The minister called for an inquiry, and the union for a strike.", "an inquiry"),
        ("The mayor urged them to close the bridge on Monday night.", "them to close the bridge on Monday night"),
    ],
)  # fmt: skip
def test_a_content_has_no_left_over_preposition_and_ends_with_its_phrase(article, text, content):
    assert [item[3] for item in found(article, text)] == [content]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The ministry says the tolls are needed, but it is clear that drivers will pay.", "the tolls are needed"),
        ("Some 61% said the bridge should stay, compared with 38% who said it should go.", "the bridge should stay"),
        ("In the survey, 20% said they think it is right and 31% said it is wrong.", "they think it is right"),
        ("Doctors determined that he was weak, and decided to stop the treatment.", "that he was weak"),
        ("Fares have risen and, according to the guild, drivers have left for good.", "drivers have left for good"),
        ("Fares fell for a year and according to the guild, drivers have left for good.", "drivers have left for good"),
        ("The storm came late, but, Orr said, the town must bear its costs.", "the town must bear its costs"),
        ("The bank will wait for the vote, said the clerk, asking not to be named.", "The bank will wait for the vote"),
        ("Lind said that it did not have enough support yet.", "that it did not have enough support yet"),
        ("Orr said that growing up in Hale, Kent, had made her.", "that growing up in Hale, Kent, had made her"),
        ("Many say it was the former F.B.I. director.", "it was the former F.B.I. director"),
        ("The mayor said, “A toll is no answer” even as his rival praised the toll.", "“A toll is no answer”"),
        ("Lind has said about 20 people want the seat.", "about 20 people want the seat"),
        ("Orr called it “a lie,” a “scam” and a “bad joke” on Monday.", "it “a lie,” a “scam” and a “bad joke”"),
        ("What she worries about most is not being there for the town.", "not being there for the town"),
        ("The club said it has no date and did not respond to requests for comment.", "it has no date"),
        ("Orr's claim that the mill might need help shows a lack of faith.", "that the mill might need help"),
        ("Orr said that, despite the rain, he believes it is safe.", "that, despite the rain, he believes it is safe"),
        ("Facing a flood in the town, Orr said on Monday that it was over.", "that it was over"),
        ("And perhaps, Orr said, it could help a visitor to see the town.", "perhaps"),
        ("A member who believes that the deal is bad might have to leave the club.", "that the deal is bad"),
        ("The belief that it will close if the vote is lost is wrong.", "that it will close if the vote is lost"),
        ("Orr's claim that the mill might need help has grown since May.", "that the mill might need help"),
        ("Orr argued that the rule was weak (as of May).", "that the rule was weak (as of May)"),
        ("The governor announced a new plan for the dam on Feb. 15.", "a new plan for the dam on Feb. 15"),
    ],
)  # fmt: skip
def test_a_content_ends_where_the_next_speaker_or_the_outlet_goes_on(article, text, content):
    assert next(item[3] for item in found(article, text)) == content


def test_a_nested_attribution_stays_in_the_content_around_it(article):
    text = "Ada Orr said that the council fears it will rain, but that it never did in May."
    assert (
        next(item[3] for item in found(article, text))
        == "that the council fears it will rain, but that it never did in May"
    )


def test_a_post_of_several_paragraphs_is_its_signers(article):
    text = (
        "The mayor was brief.\n\nI was cross about the bridge.\n\n\n\nThe road was shut by people who told nobody. "
        "— Ada Orr (@adaorr) May 2, 2024\n\nIt rained in the town.\n\nIt was cold."
    )
    contents = ["I was cross about the bridge.", "The road was shut by people who told nobody."]
    assert [item[3:] for item in found(article, text)] == [tuple(contents)]


@pytest.mark.parametrize("text", ["Voters are confident they’ll keep it.", "Orr knew very well that it was unsafe."])
def test_a_clause_is_seen_behind_an_apostrophe_or_adverbs(article, text):
    assert [item[0] for item in found(article, text)] == ["thought"]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Half of voters trust Mayor Ada Orr and 39 percent say it rained.", "39 percent", "it rained"),
        ("Orr said after the trades were disclosed that she was not told.", "Orr", "that she was not told"),
        ("“It rains,” wrote Bo Lind, a professor of law, in an essay.", "Bo Lind, a professor of law", "“It rains,”"),
    ],
)
def test_a_source_and_a_content_are_of_one_clause(article, text, source, content):
    item = found(article, text)[0]
    assert (item[1], item[3]) == (source, content)
