"""Classes of reporting cues, by what may follow them: a clause, an infinitive, an object, a person told."""

from __future__ import annotations

ACCORDING = frozenset(("according to", "in the words of", "in the view of", "as per"))

# Whom it was told stands between the cue and the content.
TELLING = frozenset("told tell tells telling asked informed assured reminded warned notified advised urged".split())

TO_CLAUSE = TELLING | frozenset(
    "hope hopes hoped hoping want wants wanted vow vows vowed vowing pledge pledges pledged pledging promise "
    "promises promised promising threaten threatens threatened threatening swear swears swore seek seeks sought "
    "declines declined declining refuses refused prefer prefers preferred claims claimed agreed plans planning".split()
)

OBJECT = frozenset(
    "called calls calling describe describes described describing denies denied denying criticizes criticized "
    "criticizing criticises criticised criticising praises praised praising blames blamed blaming accuse accuses "
    "accused accusing dismisses dismissed dismissing rejects rejected condemns condemned condemning denounces "
    "denounced denouncing decries decried decrying tout touts touted hails hailed hailing mocks mocked blasts "
    "blasted slams slammed endorses endorsed demands demanded proposes proposed proposing urges urged urging feared "
    "welcomed predicts predicted wants suggested announces announced announcing disputes disputed regrets regretted "
    "defended lament laments lamented".split()
).union(("calls for", "called for", "calling for", "called on", "referred to"))

# These take a clause without "that".
BARE_CLAUSE = frozenset(
    "say says said saying think thinks thought believe believes believed hope hopes hoped know knows claim claims "
    "claimed claiming insist insists insisted argue argues argued suggest suggests suggested admit admits admitted "
    "acknowledge acknowledged acknowledges fear fears feared feel feels felt predict predicts predicted estimate "
    "estimates estimated announce announced tell tells told expect expects expected note notes noted conclude "
    "concluded concludes report reports reported warn warned warns reveal revealed reveals allege alleged alleges "
    "assume assumes suspect suspects confirm confirmed confirms reckon reckons promise promised vow vowed deny denied "
    "saw learn learned mean means show shows showed find finds found indicate indicates indicated maintain maintains "
    "contend contends".split()
)

# Of these, what may be no report (to note the hour, to find a pump): after them, a clause needs a verb.
DOING = frozenset("note notes noted saw find finds found".split())

# These often come beside a quotation and seldom before a clause.
SAYING = frozenset(
    "adds added adding writes wrote writing explains explained explaining replied replies continued recalled recalls "
    "declared declares asked asks tweeted joked quipped responded remarked observed recounted stated states".split()
)

# May come after the quotation or clause that they report.
FOLLOWING = BARE_CLAUSE | TELLING | SAYING

# "hope that" is a verb after a subject and a noun after a determiner.
NOUN_OR_VERB = frozenset(
    f"{form} that" for form in "hope hopes claim claims fear fears promise promises pledge pledges".split()
)

# Nouns that report although nobody owns them: the claim that …
REPORTS = frozenset(
    "claim claims allegation allegations assertion assertions rumor rumors rumour rumours suggestion".split()
)
