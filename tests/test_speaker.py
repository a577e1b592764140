"""Who a source is: the name in a phrase, and one name for one speaker in an article."""

from time import process_time

import pytest

from framing.speakers.corpus_names import speakers_of_corpus
from framing.speakers.names import name_in
from framing.speakers.parties import parties_told
from framing.speakers.seen_names import seen_names
from framing.speakers.source_edges import mended
from framing.speakers.speaker import speakers, speakers_by_instance


def named(text, *phrases):
    """The speakers of source phrases, which stand in `text` in this order."""
    sources, at = [], 0
    for phrase in phrases:
        start = text.index(phrase, at)
        at = start + len(phrase)
        sources.append(((start, at), start))
    return speakers(text, sources)


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Ada Orr", "Ada Orr"),
        ("Mr. Orr", "Orr"),
        ("Mayor Ada Orr", "Ada Orr"),
        ("Prime Minister Ana Ruiz", "Ana Ruiz"),
        ("Foreign Minister Ana Ruiz", "Ana Ruiz"),
        ("U.S. President Tom Reed", "Tom Reed"),
        ("San Remo Mayor Ada Orr", "Ada Orr"),
        ("palace spokesman Tom Reed", "Tom Reed"),
        ("the company’s chief executive, Greta Monk", "Greta Monk"),
        ("Sgt. Tom Reed of the harbour police", "Tom Reed"),
        ("Edwin Farrow, the transport minister", "Edwin Farrow"),
        ("The mayor, Ada Orr,", "Ada Orr"),
        ("Lena Quist, 34, a nurse", "Lena Quist"),
        ("Ada Orr (Reform)", "Ada Orr"),
        ("Ada Orr, who chairs the board", "Ada Orr"),
        ("President Orr’s", "Orr"),
        ("Jan O’Neil", "Jan O’Neil"),
        ("Mary-Ann Smith-Jones", "Mary-Ann Smith-Jones"),
        ("J. R. Reed", "J. R. Reed"),
        ("Billie Jean King", "Billie Jean King"),
        ("CEO Tom Reed", "Tom Reed"),
        ("Vice-chancellor Greta Monk, on leave", "Greta Monk"),
        ("Secretary of State Tom Reed", "Tom Reed"),
        ("Secretary of State Ada Reed Orr", "Ada Reed Orr"),
        ("the minister of trade, Mr. Reed,", "Reed"),
        ("Martin Reed Jr.", "Martin Reed Jr."),
        ("Carla von der Aue", "Carla von der Aue"),
        ("Ada Orr and Tom Reed", "Ada Orr"),
        ("Republican Ada Orr", "Ada Orr"),
        ("House Republican Tom Reed", "Tom Reed"),
        ("columnist Ada Orr of the anti-Reed Harbour Review", "Ada Orr"),
        ("Harbour News’ Ada Orr", "Ada Orr"),
        ("The head of the port of Norland, Linda Orr,", "Linda Orr"),
        ("The director of the Norland mill, Orrin Quist,", "Orrin Quist"),
        ("a writer (and nurse) Ada Orr", "Ada Orr"),
        ("Foreign Minister Ada al-Orr", "Ada al-Orr"),
        ("WATCH Orr", "Orr"),
        ("Harbour Board Leader, Linda Orr", "Linda Orr"),
        ("Secretary of Sea Trade Linda K. Orr", "Linda K. Orr"),
        ("Secretary of Sea and Coastal Trade Linda Orr", "Linda Orr"),
        ("Co-host Ada Orr", "Ada Orr"),
        ("Mrs May", "May"),
        ("Élodie Ånström", "Élodie Ånström"),
        ("Climatologist Linda Orr", "Linda Orr"),
        ("Director-General Linda Orr", "Linda Orr"),
        ("Department of Health and Port Services Secretary Linda Orr", "Linda Orr"),
        ("Linda Orr the head of the port", "Linda Orr"),
        ("the chair of the Harbour Caucus, Rep. Linda Orr", "Linda Orr"),
        ("one of the authors — Democrat Linda Orr", "Linda Orr"),
        ("Supreme Court Linda Orr", "Linda Orr"),
        ("Norway Linda Orr", "Linda Orr"),
        ("US Attorney for the Southern District of Norway Linda Orr", "Linda Orr"),
        ("former Norlandish ambassador to China Linda Orr", "Linda Orr"),
        ("A spokeswoman for the Harbour Board in Norland, Orrin Quist", "Orrin Quist"),
        ("One of them, 19-year-old Linda Orr", "Linda Orr"),
        ("Lt. Cmdr. Orrin B. Quist", "Orrin B. Quist"),
        ("Recall Linda Orr", "Linda Orr"),
        ("Health and Human Services Secretary Linda Orr", "Linda Orr"),
        ("Health and Human Services (HHS) Secretary Linda Orr", "Linda Orr"),
        ("Sen. Dean Orrin of Norland", "Dean Orrin"),
        ("Delegate Linda Orr", "Linda Orr"),
        ("Moderate Linda Orr", "Linda Orr"),
        ("U.S. Ambassador to the United Nations Linda Orr", "Linda Orr"),
        ("Port Special Agent in Charge Linda Orr", "Linda Orr"),
        ("One of them, the Harbour Institute’s Linda Orr", "Linda Orr"),
        ("The top nurse in the port, Linda Orr of Norland,", "Linda Orr"),
        ("Reed Jr.'s attorney, Linda Orr", "Linda Orr"),
        ("Linda “Lin” Orr, a nurse", "Linda Orr"),
        ("Deputy Mayor and Port Minister Linda Orr", "Linda Orr"),
        ("Secretary of State Quist", "Quist"),
        ("the Minister of Sea Trade of Norland", ""),
    ],
)
def test_the_name_of_a_person_stands_without_titles(phrase, name):
    assert name_in(phrase) == name


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("The Kremlin", "Kremlin"),
        ("The Court of Appeals for the 4th Circuit", "Court of Appeals for the 4th Circuit"),
        ("the group People for the Care of Rivers", "People for the Care of Rivers"),
        ("US Customs and Border Patrol", "Customs and Border Patrol"),
        ("the BBC", "BBC"),
        ("the Justice Department", "Justice Department"),
        ("the World Health Organization", "World Health Organization"),
        ("the Ministry of Health", "Ministry of Health"),
        ("the Bank of Norland", "Bank of Norland"),
        ("the Food and Drug Administration", "Food and Drug Administration"),
        ("the Dockers’ and Seafarers’ Union", "Dockers’ and Seafarers’ Union"),
        ("the Institute for Public Budgets", "Institute for Public Budgets"),
        ("the Centre for the Study of Public Ports", "Centre for the Study of Public Ports"),
        ("New York Harbour", "New York Harbour"),
        ("Orr’s Reform List", "Reform List"),
        ("the Central and East Norland Coalition", "Central and East Norland Coalition"),
        ("Citizens for Harbour Justice", "Citizens for Harbour Justice"),
        ("Moody’s Harbour Index", "Moody’s Harbour Index"),
        ("Norland 24, a broadcaster", "Norland 24"),
        ("38 East", "38 East"),
        ("The Harbour Policy Centre at the University of Norland", "Harbour Policy Centre"),
        ("the Centers for Harbour Health and Prevention", "Centers for Harbour Health and Prevention"),
        ("the Board of Governors of the Port System", "Board of Governors of the Port System"),
        ("The WHO", "WHO"),
        ("the National Institutes of Harbour Health", "National Institutes of Harbour Health"),
        ("An old club, the Harbour League", "Harbour League"),
        ("The Office of the Director of Port Intelligence", "Office of the Director of Port Intelligence"),
        ("Fox 11 Port Said", "Fox 11 Port Said"),
        ("the Major League Chess Association", "Major League Chess Association"),
        ("the Committee to Protect Harbour Pilots", "Committee to Protect Harbour Pilots"),
        ("the Committee to Protect Pianists", "Committee to Protect Pianists"),
        ("the Norland Panel on Tidal Change", "Norland Panel on Tidal Change"),
        ("the Harbour Committee on Friday", "Harbour Committee"),
        ("Norland Court of Appeals for the Seventh Circuit", "Norland Court of Appeals for the Seventh Circuit"),
        ("The Post and Courier", "Post and Courier"),
        ("Organizing for Harbours", "Organizing for Harbours"),
        ("Social Justice Sailors", "Social Justice Sailors"),
    ],
)
def test_the_name_of_an_organisation_stands_whole(phrase, name):
    assert name_in(phrase) == name


@pytest.mark.parametrize(
    "phrase",
    [
        "a senior Norland official",
        "officials from the Harbour Line",
        "people familiar with a bid by Dunn & Poole",
        "A review completed last year by the Land Office",
        "an internal forecast seen by the Gazette",
        "Retailers in the capital",
        "Federal and state officials",
        "Many Norwegians and Russians",
        "Officials in Norland",
        "Police",
        "the minister's spokeswoman",
        "a judge handling a Freedom of Papers Act case",
        "Six in 10",
        "a small group (R-Norland)",
        "Ada Orr's lawyer",
        "the daughter of former Mayor Ada Orr",
        "the daughter of Mayor Ada Orr",
        "a spokesman for the ministry",
        "A spokesman for the Harbour Bank",
        "someone at the Harbour Bank",
        "many Norland mayors and Cold Rowers",
        "a Harbour Bank and Dunn Line report",
        "a coalition of 83 Norland mayors",
        "the Norland Republican",
        "the average American",
        "Ada Orr and other mayors",
        "one of the nurses",
        "Some residents",
        "The president",
        "Attorney General",
        "he",
        "",
        "…",
        "“”",
    ],
)
def test_a_phrase_headed_by_a_common_noun_has_no_name(phrase):
    assert name_in(phrase) == ""


@pytest.mark.parametrize(
    ("text", "phrases", "expected"),
    [
        ("Mayor Ada Orr spoke. Orr left.", ["Ada Orr", "Orr"], ["Ada Orr", "Ada Orr"]),
        ("Orr spoke. Later Ada Orr left.", ["Orr"], ["Ada Orr"]),
        ("Mayor Ada Orr spoke. She left.", ["Mayor Ada Orr", "She"], ["Ada Orr", "Ada Orr"]),
        ("Adrian Cole spoke. Mr. Cole left.", ["Adrian Cole", "Mr. Cole"], ["Adrian Cole", "Adrian Cole"]),
        ("Norlandish Bo Orr spoke. Orr left.", ["Orr", "Orr"], ["Bo Orr", "Bo Orr"]),
        ("Yesterday Orr spoke.", ["Orr"], ["Orr"]),
        ("But Orr spoke.", ["Orr"], ["Orr"]),
        ("Norland’s Orr spoke.", ["Orr"], ["Orr"]),
        ("Dr. Ana M. Ruiz spoke. Ruiz left.", ["Dr. Ana M. Ruiz", "Ruiz"], ["Ana M. Ruiz", "Ana M. Ruiz"]),
        ("Police spoke. They left.", ["Police", "They"], ["Police", "Police"]),
        ("Lena Quist came. Lena spoke.", ["Lena"], ["Lena Quist"]),
        ("Ana Ruiz Vega came. Mr. Ruiz Vega spoke.", ["Mr. Ruiz Vega"], ["Ana Ruiz Vega"]),
        ("Tom Reed Jr. came. Reed spoke.", ["Reed"], ["Tom Reed Jr."]),
        ("Drover Bo Orrin came. Bo Orrin spoke.", ["Drover Bo Orrin"], ["Bo Orrin"]),
        ("Ada Orrin came. Orrinn spoke.", ["Orrinn"], ["Ada Orrin"]),
        ("Ada Orr, the transport minister, came. The minister spoke.", ["The minister"], ["Ada Orr"]),
        ("Health Minister Bo Orr met transport minister Al Reed. The health minister spoke.", ["The health minister"],
         ["Bo Orr"]),
        ("President Orr came. The president spoke.", ["The president"], ["Orr"]),
        ("He met the University of Norland. The university spoke.", ["The university"], ["University of Norland"]),
        ("Norland police came. Police spoke.", ["Police"], ["Norland police"]),
        ("Shares of Dunn Holdings fell. The company spoke.", ["The company"], ["Dunn Holdings"]),
        ("One senior source spoke. The source left.", ["One senior source", "The source"],
         ["one senior source", "one senior source"]),
        ("Ms. Orr met Mr. Reed. She spoke. He left.", ["She", "He"], ["Orr", "Reed"]),
        ("Spokeswoman Bo Orr met Al Reed, his face red. She spoke.", ["She"], ["Bo Orr"]),
        ("Bo Orr met Kit Reed in Port Said. She spoke.", ["She"], ["Bo Orr"]),
        ("Bo Orr spoke. “Kit Reed left,” she said.", ["she"], ["Bo Orr"]),
        ("Linda Orr met Robert Reed. He spoke. She left.", ["He", "She"], ["Robert Reed", "Linda Orr"]),
        ("Bo Orr spoke. “Nobody told me,” she said.", ["Bo Orr", "me", "she"], ["Bo Orr", "Bo Orr", "Bo Orr"]),
        ("I spoke.", ["I"], [""]),
        ("Bo Orr, who left, spoke.", ["who"], ["Bo Orr"]),
        ("Bo Orr and Al Reed, who left, spoke.", ["who"], ["Bo Orr and Al Reed"]),
        ("HARBOUR BANK BACKS REED\n\nTom Reed came. Reed spoke.", ["Reed"], ["Tom Reed"]),
        ("Ada Orr spoke. The police agreed. She left.", ["Ada Orr", "The police", "She"],
         ["Ada Orr", "the police", "Ada Orr"]),
        ("Ada Orr spoke. The Harbour Bank agreed. She left.", ["Ada Orr", "The Harbour Bank", "She"],
         ["Ada Orr", "Harbour Bank", "Ada Orr"]),
        ("A senior official, who asked not to be named, spoke.", ["A senior official, who asked not to be named"],
         ["a senior official"]),
        ("She spoke.", ["She"], [""]),
        ("Ken Orr left. Kenneth Orr spoke. Orr sat.", ["Orr"], ["Kenneth Orr"]),
        ("The Norland Harbour Board met. The NHB spoke.", ["The NHB"], ["Norland Harbour Board"]),
        ("Mr. Orr spoke. Linda Orr left.", ["Mr. Orr"], ["Orr"]),
        ("Orr spoke. Tom Reed moved into Orr Tower.", ["Orr"], ["Orr"]),
        ("Tom Reed left for St. Orrin. He spoke.", ["He"], ["Tom Reed"]),
        ("Ada Orr spoke.\n\nRelated: Kit Reed on the Mill\n\nShe left.", ["She"], ["Ada Orr"]),
        ("A nurse and her friend from Tianjin, Norland, spoke.", ["A nurse and her friend from Tianjin, Norland"],
         ["a nurse and her friend from Tianjin"]),
        ("In May, says Ada Orr of the port, it rained.", ["says Ada Orr of the"], ["Ada Orr"]),
        ("Few phrases they like.", ["phrases they"], [""]),
        ("Oregon, which spoke, left.", ["Oregon, which"], ["Oregon"]),
        ("House of Norland Speaker Ada Orr spoke.", ["House of Norland Speaker Ada Orr"], ["Ada Orr"]),
        ("Sens. Ada Orr, R-Port, and Bo Lee, D-Mill, spoke.", ["Sens. Ada Orr, R-Port, and Bo Lee, D-Mill"],
         ["Ada Orr and Bo Lee"]),
        ("The rain spoke in 2011.", ["The", "2011"], ["", ""]),
        ("Bob Orr left. Robert Orr spoke. Orr sat.", ["Orr"], ["Robert Orr"]),
        ("Carla Orr met Carl Orr. Mr. Orr left. Ms. Orr spoke.", ["Mr. Orr", "Ms. Orr"], ["Carl Orr", "Carla Orr"]),
        ("Tom Orr left. Orr sat. Orr ate. Orr slept. Ann Orr came. Orr spoke.", ["Ann Orr", "Orr"],
         ["Ann Orr", "Tom Orr"]),
        ("Tom Reed Wednesday left. Reed spoke.", ["Tom Reed", "Reed"], ["Tom Reed", "Tom Reed"]),
        ("Gov. Ada Orr met former governor Bo Reed. The governor spoke.", ["The governor"], ["Ada Orr"]),
        ("Ada Orr spoke. The candidate left.", ["Ada Orr", "The candidate"], ["Ada Orr", "Ada Orr"]),
        ("Ada Orr spoke. The 40-year-old nurse left.", ["Ada Orr", "The 40-year-old nurse"], ["Ada Orr", "Ada Orr"]),
        ("Ada Orr spoke. The minister left.", ["Ada Orr", "The minister"], ["Ada Orr", "the minister"]),
        ("She works at Dunn University. The school spoke.", ["The school"], ["Dunn University"]),
        ("Tom Reed and Ada Orr spoke. They left.", ["Tom Reed and Ada Orr", "They"],
         ["Tom Reed and Ada Orr", "Tom Reed and Ada Orr"]),
        ("Tom Reed and Ada Orr came. Reed and Orr’s word went.", ["Reed and Orr’s"], ["Tom Reed and Ada Orr"]),
        ("Orr and her aides spoke.", ["Orr and her aides"], ["Orr and her aides"]),
        ("Six Dunn newspapers spoke. They left.", ["Six Dunn newspapers", "They"],
         ["Six Dunn newspapers", "Six Dunn newspapers"]),
        ("It cost half of the nurses who spoke.", ["who"], ["the nurses"]),
        ("Among those who spoke.", ["who"], [""]),
        ("Tom Reed asked Al Orr for more. “No,” he said.", ["Tom Reed", "he"], ["Tom Reed", "Al Orr"]),
        ("Tom Reed met Al Orr. “No,” he told Reed.", ["he"], ["Al Orr"]),
        ("Tom Reed spoke. Few trust Al Orr, he said.", ["Tom Reed", "he"], ["Tom Reed", "Tom Reed"]),
        ("Ada Orr, D-Port, spoke.", ["D-Port"], ["Ada Orr"]),
        ("It is a plan the Harbour Bank backs.", ["a plan the Harbour Bank"], ["Harbour Bank"]),
        ("Tom Reed spoke. Shares of Al Orr fell. “No,” he said.", ["Tom Reed", "he"], ["Tom Reed", "Tom Reed"]),
        ("more than 1,100 pages told it.", ["more than 1,100 pages"], ["more than 1,100 pages"]),
        ("Tom Reed came.\n\nREED: Well, no.", ["REED"], ["Tom Reed"]),
        ("Nobody knew.\n\nREED: Well, no.", ["REED"], ["Reed"]),
        ("I saw it.\n\nAda Orr, once a nurse, is a writer.", ["I"], ["Ada Orr"]),
        ("33% said so.", ["33%"], ["33%"]),
        ("two-thirds of Norland Voters say", ["two-thirds of Norland Voters"], ["two-thirds of Norland Voters"]),
        ("all those who fish said so.", ["all those who fish"], ["all those who fish"]),
        ("1About six-in-ten nurses said so.", ["1About six-in-ten nurses"], ["About six-in-ten nurses"]),
        ("The critics left. They say it rains.", ["They"], ["the critics"]),
        ("Ada Orr and Bo Lee used maps. They found gold.", ["They"], ["Ada Orr and Bo Lee"]),
        ("Ada Orr and Bo Lee, two nurses, left.", ["Ada Orr and Bo Lee, two nurses"], ["Ada Orr and Bo Lee"]),
        ("Linda Orr of Port and Robert Lee of Norland left.", ["Linda Orr of Port and Robert Lee of Norland"],
         ["Linda Orr and Robert Lee"]),
        ("De Orr spoke. Mayor Bill de Orr left.", ["De Orr"], ["Bill de Orr"]),
        ("Later Trump spoke. Take Trump, who left.", ["Trump"], ["Trump"]),
        ("Later Orr spoke of Orr Envy Disorder.", ["Orr"], ["Orr"]),
        ("Elizabeth Warren left. The Norland senator said no.", ["The Norland senator"], ["Elizabeth Warren"]),
        ("President Ada Orr met Joe Biden. The president said no.", ["The president"], ["Ada Orr"]),
        ("Jeff Dean, the vet, left. Mr. Dean spoke.", ["Mr. Dean"], ["Jeff Dean"]),
        ("Ada Flake spoke. Later Flake Wednesday said no.", ["Flake Wednesday"], ["Ada Flake"]),
        ("Ada Orr met Norland Catholics. Then she spoke.", ["she"], ["Ada Orr"]),
        ("Mayor Ada Orr spoke. Then in Haven Orr left.", ["Orr", "Orr"], ["Ada Orr", "Ada Orr"]),
        ("The Dunn B12 sank. Dunn spoke.", ["Dunn", "Dunn"], ["Dunn", "Dunn"]),
        ("Prime Minister Theresa May spoke. May left.", ["May"], ["Theresa May"]),
        ("President Ada Orr met Vice President Bo Lee. The president spoke.", ["The president"], ["Ada Orr"]),
        ("Attorney General Ada Orr left. The attorney spoke.", ["The attorney"], ["the attorney"]),
        ("President Robert Orr wrote of Democratic Sen. Tom Reed. The Norland Democrat spoke.",
         ["The Norland Democrat"], ["Tom Reed"]),
        ("Tom Reed left. The Democrat close to Orr spoke.", ["The Democrat close to Orr"],
         ["the Democrat close to Orr"]),
        ("Tom Reed left. The top Democrat spoke.", ["The top Democrat"], ["the top Democrat"]),
        ("Neither Tom Reed nor Ada Orr spoke.", ["Neither Tom Reed nor Ada Orr"], ["Tom Reed and Ada Orr"]),
        ("Ada Orr, Secretary of State Bill Lee and Tom Reed.", ["Ada Orr, Secretary of State Bill Lee and Tom Reed"],
         ["Ada Orr, Bill Lee and Tom Reed"]),
        ("Linda Orr, CEO of the Norland Oil and Gas Union, left.", ["Linda Orr, CEO of the Norland Oil and Gas Union"],
         ["Linda Orr"]),
        ("Linda Orr, a nurse who cut nets and who spoke, left.", ["who"], ["Linda Orr"]),
        ("It helps Democrats who spoke.", ["who"], ["Democrats"]),
        ("It met the scorn of many who spoke.", ["who"], [""]),
        ("It won over many members of the Harbour League, who spoke.", ["who"], ["many members of the Harbour League"]),
        ("Officials this week spoke.", ["Officials this week"], ["Officials"]),
        ("Nurses increasingly say so.", ["Nurses increasingly"], ["Nurses"]),
        ("a survey released this week said so.", ["a survey released this week"], ["a survey released this week"]),
        ("Mayor Tom Reed cancelled the fair, saying so.", ["Mayor Tom Reed cancelled the fair"], ["Tom Reed"]),
        ("(HBC) Mayor Tom Reed spoke.", ["HBC) Mayor Tom Reed"], ["Tom Reed"]),
        ("A plan that many say is late.", ["plan that many"], [""]),
        ("It won the trust of local voters. They spoke.", ["They"], ["local voters"]),
        ("The bank spoke. When poor voters left, they said no.", ["The bank", "they"], ["the bank", "poor voters"]),
        ("Some voters spoke. Shops would gain, they say.", ["Some voters", "they"], ["some voters", "some voters"]),
        ("Mayors Against Floods spoke.", ["Mayors Against Floods"], ["Mayors Against Floods"]),
        ("Rather than treat women they spoke.", ["they"], ["women"]),
        ("Nurses spoke. Others left. They said no.", ["Nurses", "Others", "They"], ["Nurses", "", ""]),
        ("The Gazette spoke. The outlet added more.", ["The Gazette", "The outlet"], ["Gazette", "Gazette"]),
        ("The Herald spoke of Boeing. The company left.", ["The Herald", "The company"], ["Herald", "Boeing"]),
        ("The Norlandish Rail Company fell. The company spoke.", ["The company"], ["Norlandish Rail Company"]),
        ("Mayor Tom Reed met Al Orr.\n\nIt rained on Al Orr. The mayor left. He spoke.", ["He"], ["Tom Reed"]),
        ("Tom Reed spoke. Reed met Ada Lee but she left. Reed said no.", ["Reed said"], ["Tom Reed"]),
        ("An officer spoke. She wept. Later he left.", ["An officer", "She", "he"], ["an officer", "an officer", ""]),
        ("Senate President Pro Tem Ada Orr spoke.", ["Senate President Pro Tem Ada Orr"], ["Ada Orr"]),
        ("I saw it.\n\nAda Orr.\n\nPort Said.\n\nI did not.\n\nTom Reed.", ["I", "I"], ["Ada Orr", "Tom Reed"]),
        ("Tom Reed, Jr. left. Reed said so.", ["Reed said"], ["Tom Reed Jr."]),
        ("Linda Trump, Tom Reed and Tom Reed Jr. met. Tom Reed said so.", ["Tom Reed said"], ["Tom Reed"]),
        ("Prince Tom left. The prince spoke, Tom said.", ["The prince", "Tom"], ["Prince Tom", "Prince Tom"]),
        ("A paper wrote “Trump Acquitted” once. Trump said so.", ["Trump said"], ["Trump"]),
        ("Trump left. He spoke.", ["He"], ["Trump"]),
        ("Trump met Linda Orr. She spoke.", ["She"], ["Linda Orr"]),
        ("Co-host Keisa Obama left. Then Obama said so.", ["Obama said"], ["Keisa Obama"]),
        ("Linda Owens’ Harbour plan fell. Owens said so.", ["Owens said"], ["Linda Owens"]),
        ("Mayor Bill de Orr left. De Orr spoke. Perhaps de Orr did.", ["De Orr"], ["Bill de Orr"]),
        ("The Port Industries Association, or PIA, left. PIA said so.", ["PIA said"], ["Port Industries Association"]),
        ("Port Gas & Oil Co. left. PG&O spoke.", ["PG&O"], ["Port Gas & Oil Co"]),
        ("Linda Orr-Lee left. LOL spoke.", ["LOL"], ["Linda Orr-Lee"]),
        ("The Anti-Flood League left. The AFL spoke.", ["The AFL"], ["Anti-Flood League"]),
        ("Facebook Inc. left. Facebook said so.", ["Facebook said"], ["Facebook Inc"]),
        ("Police Chief Tom Reed left. Police and aides spoke.", ["Police and aides"], ["Police and aides"]),
        ("Tom Reed outright said no.", ["Tom Reed outright"], ["Tom Reed"]),
        ("Mayor Bo Lee spoke. Lee met Sen. Al Orr. He said Orr knew.", ["Mayor Bo Lee", "He"], ["Bo Lee", "Bo Lee"]),
        ("Tom Reed met Al Orr. As he spoke, Orr left.", ["he"], ["Tom Reed"]),
        ("Tom Reed left.\n\nA pump. toggle caption Bob Hay/AP\n\nHe spoke.", ["He"], ["Tom Reed"]),
        ("Tom Reed left. Bo Lee/Haven Images saw it. He spoke.", ["He"], ["Tom Reed"]),
        ("Trump left. Then the president spoke.", ["the president"], ["Trump"]),
        ("Joe Biden left. Biden met Trump. Biden slept. Then the president spoke.", ["the president"], ["Joe Biden"]),
        ("Joe Biden met Donald Trump. Then the president spoke.", ["the president"], ["the president"]),
        ("Obama supporter Linda Orr came. She spoke.", ["She"], ["Linda Orr"]),
        ("Tom Reed left. Linda called. He spoke.", ["He"], ["Tom Reed"]),
        ("Rep. Tom Reed, Norland Republican, left. He spoke.", ["He"], ["Tom Reed"]),
        ("A team met quarterback Tom Reed. The young quarterback spoke.", ["The young quarterback"], ["Tom Reed"]),
        ("The Obama administration left. The administration spoke.", ["The administration"], ["Obama administration"]),
        ("Harbour Oil Corp left. The utility company spoke.", ["The utility company"], ["Harbour Oil Corp"]),
        ("Harbour Oil Corp left. The parent company spoke.", ["The parent company"], ["the parent company"]),
        ("Donald Trump left. Ivanka Trump came. Ivanka Trump sat. Trump said so.", ["Trump said"], ["Donald Trump"]),
        ("The Norlandian Rights Union of Haven left. It spoke.", ["It"], ["Norlandian Rights Union of Haven"]),
        ("Hillary Clinton left. Clinton saw he fell. Clinton said he ran.", ["Clinton said"], ["Hillary Clinton"]),
        ("Nadel said he fell. Tom Reed left. Then Nadel came. He spoke.", ["Nadel", "He"], ["Nadel", "Nadel"]),
        ("Donald J. Trump Regarding Norland, it read. Trump said so.", ["Trump said"], ["Donald J. Trump"]),
        ("Police Chief Tom Reed left. Early police reports differ. Police said so.", ["Police said"], ["Police"]),
        ("Mayor Ada Orr left. Orr and other mayors spoke.", ["Orr and other mayors"], ["Ada Orr and other mayors"]),
        ("Mayor Ada Orr left. The mayor and 9 experts spoke.", ["The mayor and 9 experts"], ["Ada Orr and 9 experts"]),
        ("Both Orr and Port Democrats spoke.", ["Both Orr and Port Democrats"], ["Orr and Port Democrats"]),
        ("Health and Human Services officials spoke.", ["Health and Human Services officials"],
         ["Health and Human Services officials"]),
        ("A source within the board spoke.", ["A source within the board"], ["a source within the board"]),
        ("Sources familiar with it spoke.", ["Sources familiar with it"], ["Sources familiar with it"]),
        ("At least ten nurses spoke.", ["At least ten nurses"], ["At least ten nurses"]),
        ("Just under one in three spoke.", ["Just under one in three"], ["Just under one in three"]),
        ("Port Policy Director Ada Orr left. The policy says so.", ["The policy"], ["the policy"]),
        ("The White House fell. The House spoke.", ["The House"], ["House"]),
        ("The Herald spoke. Then the group did.", ["The Herald", "the group"], ["Herald", "the group"]),
        ("Norland Prime Minister Ada Orr left. Iran's prime minister spoke.", ["Iran's prime minister"],
         ["Iran's prime minister"]),
        ("Mayor Ada Orr herself said so.", ["Mayor Ada Orr herself"], ["Ada Orr"]),
        ("Mayor Ada Orr left. The mayor himself spoke.", ["The mayor himself"], ["Ada Orr"]),
        ("Ada Orr sang. The pop megastar spoke.", ["The pop megastar"], ["Ada Orr"]),
        ("The envoy to the United Nations Linda Orr left. Orr said so.", ["Orr said"], ["Linda Orr"]),
        ("Republican Ada Orr met President Obama. The GOP nominee spoke.", ["The GOP nominee"], ["Ada Orr"]),
        ("A Port Health Board (PHB) clerk spoke.", ["A Port Health Board (PHB) clerk"], ["a Port Health Board clerk"]),
        ("Mayor Ada Orr fell.\n\nTom Reed: what he saw Read more\n\nShe spoke. He left.", ["Tom Reed", "He"],
         ["Tom Reed", ""]),
        ("Ada Orr’s 2020 advisers, who left, spoke.", ["Ada Orr’s 2020 advisers, who"], ["Ada Orr’s 2020 advisers"]),
        ("Tom Reed left. He met Bo Lee, whom he blamed.", ["he"], ["Tom Reed"]),
        ("Tom Reed left. Tom Reed sang. Reed ran. It vexed Bo Lee that Tom Reed fell. A day later he said no.", ["he"],
         ["Tom Reed"]),
        ("“I do,” said Tom King, the pilot. Bo Lee sat.\n\nThe port, King argued, is old. King ran.", ["King", "King"],
         ["Tom King", "Tom King"]),
        ("Ada Orr left. She and Bo Lee spoke.", ["She and Bo Lee"], ["Ada Orr and Bo Lee"]),
        ("Bo Lee left. He and his aides spoke.", ["He and his aides"], ["Bo Lee and his aides"]),
        ("Bo Lee left. [H]e spoke.", ["[H]e"], ["Bo Lee"]),
        ("Mr. Reed and his lawyer, Rudolph Orr, spoke. Tom Reed left. Orr fell.",
         ["Mr. Reed and his lawyer, Rudolph Orr"], ["Tom Reed and Rudolph Orr"]),
        ("Accompanying Trump was Ada Orr. TRUMP SAYS NO. Trump left.", ["TRUMP"], ["Trump"]),
        ("Ada Orr Read\n\nOrr said no.", ["Orr"], ["Ada Orr"]),
        ("HBC Unveils\n\nThe HBC spoke.", ["HBC"], ["HBC"]),
        ("Democrat Orr spoke. Ada Orr left.", ["Democrat Orr"], ["Ada Orr"]),
        ("Port Board Vice President and Senior Counsel Ada Orr spoke.",
         ["Port Board Vice President and Senior Counsel Ada Orr"], ["Ada Orr"]),
    ],
)  # fmt: skip
def test_one_speaker_has_one_name_in_an_article(text, phrases, expected):
    assert named(text, *phrases) == expected


def test_quotations_that_are_known_are_not_looked_for_again():
    text = "Bo Orr spoke. *Al Reed left,* he said."
    rows = [(0, "source", 0, 6), (0, "cue", 7, 12), (1, "source", 30, 32), (1, "cue", 33, 37)]
    assert speakers_by_instance(text, rows, quoted=[(14, 29)])[1] == "Bo Orr"


def test_an_attribution_without_a_source_has_no_speaker():
    assert speakers("“No.”", [(None, 0)]) == [""]


def test_sources_may_come_in_any_order():
    text = "Ada Orr spoke. She left."
    assert speakers(text, [((15, 18), 15), ((0, 7), 0)]) == ["Ada Orr", "Ada Orr"]


def test_attributions_are_named_by_their_rows():
    text = "Ada Orr said no. “Yes.”"
    rows = [(4, "content", 13, 15), (4, "cue", 8, 12), (4, "source", 0, 7), (7, "cue", 17, 17), (7, "content", 17, 23)]
    assert speakers_by_instance(text, rows) == {4: "Ada Orr", 7: ""}


def test_in_a_content_the_speaker_of_it_says_i():
    text = "Bo Orr said Al Reed wept. “I know,” Reed said Orr said."
    at = text.index("“I")
    reed, orr = text.index("Reed said"), text.index("Orr said.")
    rows = [
        *[(0, "source", reed, reed + 4), (0, "cue", reed + 5, reed + 9)],
        *[(1, "source", orr, orr + 3), (1, "cue", orr + 4, orr + 8), (1, "content", at, at + 9)],
        *[(2, "source", at + 1, at + 2), (2, "cue", at + 3, at + 7)],
    ]
    assert speakers_by_instance(text, rows)[2] == "Bo Orr"


@pytest.mark.parametrize(
    "piece", ["A ", "he ", "“he ” ", "Aa’s ", "and The ", "Mr. ", "Ada Orr said Bo Reed met her. "]
)
def test_naming_takes_time_in_proportion_to_the_text(piece):
    def seconds(times):
        text = piece * times
        began = process_time()
        speakers(text, [((at, at + len(piece) - 1), at) for at in range(0, len(text), len(piece))])
        return process_time() - began

    shorter = max(seconds(800), 0.01)
    assert any(seconds(8000) < 40 * shorter for _ in range(3))  # again where the machine was busy


def test_the_label_of_a_link_is_nobody_who_speaks():
    text = "Reed Orr left in March.\n\nREAD: A mill is to close\n\nHe said so."
    assert named(text, "He") == ["Reed Orr"]


def test_many_clauses_joined_to_one_are_gone_back_over_a_few_times():
    text = "It was a night of rain for them " + "and who ran " * 3000 + "and who said so."
    assert speakers(text, [((text.rindex("who"), text.rindex("who") + 3), text.rindex("said"))]) == [""]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Nurses, reportedly", "Nurses"),
        ("Nurses, at the time", "Nurses"),
        ("nurses of Waverly", "nurses of Waverly"),
        ("Ada Donnelly", "Ada Donnelly"),
        ("a local quarterly", "a local quarterly"),
    ],
)
def test_adverbs_and_times_after_a_source_are_no_part_of_it(phrase, expected):
    assert phrase[slice(*mended(phrase, (0, len(phrase)), [], []))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Republican state lawmaker Ada Orr left.", {"republican"}),
        ("Republican nominee Ada Orr left.", {"republican"}),
        ("Republican Gov. Ada Orr left.", {"republican"}),
        ("Ada Orr (R-Port) met Democratic leader Bo Lee.", {"republican"}),
        ("Republican leaders met Ada Orr.", set()),
        ("She has Republican voters. Then Ada Orr left.", set()),
    ],
)
def test_a_party_is_that_of_the_name_it_belongs_to(text, expected):
    seen = seen_names(text)
    assert parties_told(text, seen, {name.text: name.text for name in seen}, []).get("Ada Orr", set()) == expected


def test_any_place_in_a_text_may_be_marked_as_a_source():
    text = "By the sign (30 miles off P.A.), which read: “Ada Orr’s, a plan that many, — who they must” 3% of the"
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            first, last = mended(text, (start, end), [], [])
            assert 0 <= first <= last <= len(text)


def test_a_president_is_not_the_only_one_of_that_surname_who_is_named_in_full():
    text = "President Trump spoke. First lady Melania Trump left. “Rain,” Trump said."
    assert named(text, "President Trump", "Melania Trump", "Trump") == ["Trump", "Melania Trump", "Trump"]
    assert named("Melania Trump left. “Rain,” Trump said.", "Melania Trump", "Trump") == ["Melania Trump"] * 2


def test_a_show_is_not_the_full_name_of_its_host():
    assert named("Ada Orr spoke. “Rain,” Orr said on Ada Orr Tonight.", "Ada Orr", "Orr") == ["Ada Orr"] * 2


def test_a_description_ends_before_its_possessive_mark():
    assert named("It bore out critics’ claims.", "critics’") == ["critics"]


def test_an_office_is_found_behind_its_town_and_state():
    phrases = ("Hale, Ohio, Mayor Orrin Quist", "The Hale, Ohio, mayor")
    assert named(f"{phrases[0]} said it rained. {phrases[1]} left.", *phrases) == ["Orrin Quist", "Orrin Quist"]


def test_the_head_of_state_is_the_president():
    text = "President Linda Orr met Head of the Port Service Bo Lind. The Head of State said it rained."
    assert named(text, "The Head of State") == ["Linda Orr"]


def test_an_administration_has_one_name():
    text = "The Orr administration said it rained. Later the administration left."
    assert named(text, "The Orr administration", "the administration") == ["Orr administration"] * 2


def test_a_well_known_president_is_meant_although_kin_are_named_in_full():
    names = ["Barack Obama", "Michelle Obama", "Obama"]
    articles = [
        (name, f"{name} said so.", [(0, "source", 0, len(name)), (0, "cue", len(name) + 1, len(name) + 5)])
        for name in names
    ]
    assert speakers_of_corpus(articles)["Obama"] == {0: "Barack Obama"}
