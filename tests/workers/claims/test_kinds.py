"""What kind of source a mention is: the labelling rules on invented sentences."""

import pytest

from workers.article.plain import read as read_text
from workers.claims.model import Attribution, Source
from workers.claims.sources import ledger
from workers.claims.text import sentences

# A sentence with its source between brackets; the kind; whether official.
MENTIONS = [
    # persons: names, titles, appositions
    ("[Mara Quill] said the pier was safe.", "person", False),
    ("[Senator Ann Lee] said the bill was dead.", "person", True),
    ("[Sen. Ann Lee (D-Me.)] said the bill was dead.", "person", True),
    ("[Dana Reyes, the council's chief engineer,] said the deck was failing.", "person", True),
    ("[Professor Ivo Lund of the University of Oslo] said the ice was thin.", "person", False),
    ("[Detective Inspector Moira Kent] said a man had been held.", "person", True),
    ("[Mr. Justice Hale] said the claim must fail.", "person", True),
    ("[Home Secretary Priya Nair] said the rules would change.", "person", True),
    ("[Taoiseach Aoife Byrne] said talks would go on.", "person", True),
    ("[Kerala chief minister Anil Pillai] said schools would reopen.", "person", True),
    ("[Labor MP Jack Dunn] said the vote was close.", "person", True),
    ("[European Commissioner Petra Horak] said the fine would stand.", "person", True),
    ("[Chief Constable Rhys Morgan] said crime had fallen.", "person", True),
    ("[General Omar Haddad] said the road was open.", "person", True),
    ("[City Attorney Jill Marsh] said the suit was weak.", "person", True),
    ("[former prime minister Tomas Novak] said the deal was poor.", "person", False),
    ("[ex-minister Tomas Novak] said the deal was poor.", "person", False),
    ("[presidential nominee Carl Stone] said taxes would fall.", "person", False),
    ("[Rovers manager Alan Brook] said his side were tired.", "person", False),
    ("[Acme chief executive Lena Fox] said sales would rise.", "person", False),
    ("[Kestrel President Lena Fox] said sales would rise.", "person", False),
    ("[French President Lena Fox] said taxes would rise.", "person", True),
    ("[Senate President Lena Fox] said taxes would rise.", "person", True),
    ("[chairman, CEO and president Lena Fox] said sales would rise.", "person", False),
    ("[Lena Fox, the president of the American Tent Association,] said no.", "person", False),
    ("[Lena Fox, a chest doctor at the Kent Royal Infirmary,] said no.", "person", False),
    ("[Lena Fox, president of Page & Quill, an agency,] said no.", "person", False),
    ("[Lena Fox, president of France,] said no.", "person", True),
    ("[Lena Fox, Kent Department of Health press officer,] said no.", "person", True),
    ("[Lena Fox, Washington Department of Health press officer,] said no.", "person", True),
    ("[Harlow CEO Tadaki Son] said no.", "person", False),
    ("[Lena Fox, Acme's new Chief Strategy Officer,] said no.", "person", False),
    ("[Chief Medical Officer Lena Fox] said no.", "person", True),
    ("[Prince Tom] said the hall was full.", "person", False),
    ("[Queen Ann] said the hall was full.", "person", True),
    ("[the Rev. Paul Dean] said the church was full.", "person", False),
    ("[the Gazette’s Nora Flynn] wrote that the mayor had gone.", "person", False),
    ("[one of the family's lawyers, Justin Hale,] said they would appeal.", "person", False),
    ("[retired nurses including Betty Crow] said wards were full.", "person", False),
    ("[a small group led by Mara Quill] said the pier was safe.", "person", False),
    ("[He and his aides] said the pier was safe.", "unnamed", False),
    ("[The US] said the pier was safe.", "organisation", True),
    ("[US] wants the pier shut.", "organisation", True),
    ("[The WHO] said the pier was safe.", "organisation", True),
    ("[WHO] says the pier is safe.", "organisation", True),
    ("They told [us] so.", "author", False),
    ("THEY TOLD [US] THE PIER WAS SAFE.", "author", False),
    ("[The email the union sent members] said the pier was safe.", "document", False),
    ("[The note he left for Ann Orr] said the pier was safe.", "document", False),
    ("[State and local data] said the pier was safe.", "document", True),
    ("[State and local officials] said the pier was safe.", "unnamed", True),
    ("[Harlow ad agencies] said the pier was safe.", "unnamed", False),
    ("[A spokesman for the HWAG] said the pier was safe.", "organisation", False),
    ("[Tom Dow, vice president of coal at Blue Kestrel,] said so.", "person", False),
    ("[Maintenance records] said the pier was safe.", "document", False),
    ("[The Wrap] said the pier was safe.", "outlet", False),
    ("[Harlow Records] said the pier was safe.", "organisation", False),
    ("[Tom Dow, division vice president,] said the pier was safe.", "person", False),
    ("[Tom Dow, a Harlow Police Department spokesman,] said the pier was safe.", "person", True),
    ("[Mara Quill and her neighbours] said the pier was safe.", "person", False),
    ("[the president] said the war was over.", "person", True),
    ("[the mayor] said the bridge would close.", "unnamed", True),
    ("[the president] said the bridge would close.", "person", True),
    ("[the ferry's purser] said the bridge would close.", "unnamed", False),
    ("[Purser Island's whelkers] said the bridge would close.", "unnamed", False),
    ("[his wife, Tove,] said the bridge would close.", "person", False),
    ("[Dow’s brother, Anselm, a baker,] said the bridge would close.", "person", False),
    ("[the National Wharf Relations Board] said the bridge would close.", "organisation", True),
    ("[the Lorry Office of Malawi] said the bridge would close.", "organisation", True),
    ("[the Malawi hockey team] said the bridge would close.", "organisation", False),
    ("[sources at the health ministry] said the bridge would close.", "unnamed", True),
    ("[sources at the brewery] said the bridge would close.", "unnamed", False),
    ("[the Lantern] said the bridge would close.", "organisation", False),
    ("[the airline Vintel] said the bridge would close.", "organisation", False),
    ("[the Dutch broker Quist & Dale] said the bridge would close.", "organisation", False),
    ("[the actor Jane Dow] said the bridge would close.", "person", False),
    ("[Two tilers from Kent] spoke. [Another] said no.", "unnamed", False),
    ("[The Kent councillor] said the road was a disgrace.", "person", True),
    ("[Tory MP Sir Roy Baker] said the vote was close.", "person", True),
    ("[council leader Roy Baker] said the budget was set.", "person", True),
    ("[the dockers' union general secretary, Mick Lund,] said no.", "person", False),
    ("[UN secretary-general Jose Lima] said the truce held.", "person", True),
    ("[striker Dan Cole, 24,] said he would stay.", "person", False),
    ("[lead author Jane Poe] said the sample was small.", "person", False),
    ("[The 24-year-old] said he would stay.", "person", False),
    # organisations, and their spokespeople
    ("[the county council] said on Monday that it would close.", "organisation", True),
    ("[the Chinese government] said the visit went well.", "organisation", True),
    ("[the Ministry of Defence] said two ships had left.", "organisation", True),
    ("[the State Department] said talks had begun.", "organisation", True),
    ("[the Supreme Court] said the law must stand.", "organisation", True),
    ("[the appeals court] said the law must stand.", "organisation", True),
    ("[Police] said a man had been held.", "organisation", True),
    ("[Police Scotland] said a man had been held.", "organisation", True),
    ("[The IMF] said growth would slow.", "organisation", True),
    ("[NATO] said the drill was planned.", "organisation", True),
    ("[the regulator] said the kettles were unsafe.", "organisation", True),
    ("[regulators] said the kettles were unsafe.", "vague", True),
    ("[state regulators] said the kettles were unsafe.", "unnamed", True),
    ("[a preprint posted on Friday] said the dose was safe.", "document", False),
    ("[the European Commission] said the fine would stand.", "organisation", True),
    ("[Ofcom] said the call was nuisance.", "organisation", True),
    ("[the Reserve Bank of India] said rates would hold.", "organisation", True),
    ("[Kenya] said the border was open.", "organisation", True),
    ("[France and Spain] said the plan was sound.", "organisation", True),
    ("[a Pentagon spokesman] said the jet was lost.", "organisation", True),
    ("[a spokeswoman for the Home Office] said a review was under way.", "organisation", True),
    ("[a police spokesman] said a man had been held.", "organisation", True),
    ("[the sheriff's office] said a man had been held.", "organisation", True),
    ("[Harlow Zoo] said the seal was back.", "organisation", False),
    ("[a spokesman for Acme Ltd] said sales would rise.", "organisation", False),
    ("[Amnesty International] said the cell was cold.", "organisation", False),
    ("[the Lee campaign] said the poll was wrong.", "organisation", False),
    ("[the Democratic National Committee] said it would sue.", "organisation", False),
    ("[the National Union of Farmers] said prices were low.", "organisation", False),
    ("[the Harbour Trust] said seals were back.", "organisation", False),
    ("[the airline] said flights would resume.", "organisation", False),
    ("[Google] said the bug was fixed.", "organisation", False),
    ("[other unions, including the Harbour Workers Federation,] said no.", "organisation", False),
    ("[the House of Commons] said the bill had passed.", "organisation", True),
    ("[the House] said the bill had passed.", "organisation", True),
    ("[the Department of Social Services] said the bill had passed.", "organisation", True),
    ("[the Afghan Taliban] said the road was open.", "organisation", False),
    ("[the Lorland CDC] said the flu was back.", "organisation", False),
    ("[the Chinese CDC] said the flu was back.", "organisation", True),
    ("[Downing Street] said the talks went well.", "organisation", True),
    ("[An Garda Síochána] said a man had been held.", "organisation", True),
    ("[the Delhi High Court] said the law must stand.", "organisation", True),
    ("[A jury] found him guilty.", "organisation", True),
    ("[the Israeli army] said the road was open.", "organisation", True),
    ("[Thames Water] said the leak was fixed.", "organisation", False),
    # documents
    ("[a report from the contractor] said the piers were weak.", "document", False),
    ("[the indictment] says he took the cash.", "document", True),
    ("[court records] show he took the cash.", "document", True),
    ("[a Home Office report] said the camps were full.", "document", True),
    ("[a new CBS poll] shows the race is close.", "document", False),
    ("[a study published in March] found the drug worked.", "document", False),
    ("[The Harlow report today] shows the car leaving.", "document", False),
    ("[The footage] shows the car leaving.", "document", False),
    ("[52 percent of likely voters] said so in the poll.", "document", False),
    ("[those surveyed] said they were worried.", "document", False),
    ("[a Harbour Post analysis of payrolls] found gaps.", "document", False),
    ("[official figures] show the rate fell.", "document", True),
    ("[A report seen by Reuters] said so.", "document", False),
    ("[The report, obtained by Reuters,] said so.", "document", False),
    ("[A report by Reuters] said so.", "outlet", False),
    ("[A story published on Tuesday in the Kent Echo] said so.", "outlet", False),
    ("[an official audit] found the till was empty.", "document", True),
    ("[a review of eleven countries] found the tax worked.", "document", False),
    ("[emails disclosed to the High Court] show the board knew.", "document", False),
    ("[a report from the ministry] said the pier was safe.", "document", True),
    ("[minutes of the council] show the vote was close.", "document", True),
    ("The council met. [Its report] said the pier was safe.", "document", True),
    ("[The student council] said the hall was cold.", "organisation", False),
    ("[Satellite pictures] appear to show the pier is gone.", "document", False),
    ("[the company's website] says the kettles are safe.", "document", False),
    ("[the journal Marrow] says the sample was small.", "document", False),
    ("[satellite images] show the ship.", "document", False),
    ("[the latest figures] show a fall.", "document", False),
    ("[Lorland's General Staff] said the hill was held.", "organisation", True),
    # people with an office before their name, or with a title for one
    ("[Deputy Commissioner of Police Ann Lee] said the gang had fled.", "person", True),
    ("[Deputy Commissioner of Police (West) Ann Lee] said the gang had fled.", "person", True),
    ("[Deputy Marshall] said the gang had fled.", "person", True),
    ("[Labour MP Ann Lee] said the count was slow.", "person", True),
    # outlets
    ("[Reuters] reported that the ship had sunk.", "outlet", False),
    ("[the Irish Times] reported that the ship had sunk.", "outlet", False),
    ("[The Charlotte Observer] reported that the ship had sunk.", "outlet", False),
    ("[local media] reported that the ship had sunk.", "outlet", False),
    ("[a Reuters report] said the ship had sunk.", "outlet", False),
    ("[the newspaper] said the ship had sunk.", "outlet", False),
    ("[a news website] said the ship had sunk.", "outlet", False),
    ("[an article in the Guardian] said the ship had sunk.", "outlet", False),
    ("[Sky News reporters] saw the ship sink.", "outlet", False),
    ("[the Harlow Echo] said the ship had sunk.", "outlet", False),
    ("[Catholic News Agency] said the ship had sunk.", "outlet", False),
    ("[the Christian News Service] said the ship had sunk.", "outlet", False),
    ("[BBC Verify] said the clip was old.", "outlet", False),
    ("[Russian state media] said the ship had sunk.", "outlet", False),
    # people who are not named but described
    ("[a senior defence official] said the jet was lost.", "unnamed", True),
    ("[two people briefed on the call] said it was short.", "unnamed", False),
    ("[Sources close to the talks] say the bill may rise.", "unnamed", False),
    ("[allies close to Mara Quill] say she will stand.", "unnamed", False),
    ("[residents of the block] said the lift was broken.", "unnamed", False),
    ("[officials in Ohio] said the count was slow.", "unnamed", True),
    ("[city officials] said the count was slow.", "unnamed", True),
    ("[a Quill supporter at the rally] said the count was slow.", "unnamed", False),
    ("[one Republican strategist] said the count was slow.", "unnamed", False),
    ("[Lee aides] said the count was slow.", "unnamed", False),
    ("[members of the House committee] said the count was slow.", "unnamed", True),
    ("[This guy] said the count was slow.", "unnamed", False),
    ("[the man] said the count was slow.", "unnamed", False),
    ("[a federal judge] said the count was slow.", "unnamed", True),
    ("[some Quill supporters] said the count was slow.", "unnamed", False),
    ("[several environmental groups] said the count was slow.", "unnamed", False),
    ("[a doctor at the hospital] said the count was slow.", "unnamed", False),
    ("[another Labour MP] said the count was slow.", "unnamed", True),
    ("[senior party figures] said the count was slow.", "unnamed", False),
    ("[harbour pilots] said the channel had moved.", "unnamed", False),
    ("[52 percent of the staff] said they would leave.", "unnamed", False),
    # no one in particular
    ("[sources] said the deal was near.", "vague", False),
    ("[a source] said the deal was near.", "vague", False),
    ("[officials] said the deal was near.", "vague", True),
    ("[experts] said the deal was near.", "vague", False),
    ("[Critics] said the deal was near.", "vague", False),
    ("[some] said the deal was near.", "vague", False),
    ("[many voters] said the deal was near.", "vague", False),
    ("[some prominent Republicans] said the deal was near.", "vague", False),
    ("[people] said the deal was near.", "vague", False),
    ("[most observers] said the deal was near.", "vague", False),
    ("[Reports] indicate that the deal is near.", "vague", False),
    ("[rumours] suggest that the deal is near.", "vague", False),
    ("[Teens] said the deal was near.", "vague", False),
    ("[doctors] said the deal was near.", "vague", False),
    # the writer
    ("[I] think the deal is near.", "author", False),
    ("[We] understand the deal is near.", "author", False),
]

# A sentence with its cue between brackets and no source; the kind.
SOURCELESS = [
    ("[There are reports that] the deal is near.", "vague"),
    ("[It is believed] the deal is near.", "vague"),
    ("[There has been speculation about] a deal.", "vague"),
    ("[Allegations of] fraud were made.", "vague"),
    ("[growing concerns about] the dam were aired.", "vague"),
    ("The plan [is seen as] a gamble.", "none"),
    ("The dam is [reportedly] unsafe.", "none"),
    ("She [is expected] to stand.", "none"),
    ("He [was asked] to leave.", "none"),
]


def source_of(marked: str, role: str = "source") -> Source:
    """The ledger entry of one attribution whose source (or cue) stands between brackets."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    article = read_text(text)
    spans = ((start, end),)
    attribution = Attribution(
        id="a1",
        source=spans if role == "source" else (),
        cue=spans if role == "cue" else (),
        content=(),
        form="indirect",
        stance="neutral",
        act="speech",
        via=None,
        confidence=1.0,
    )
    (source,) = ledger(article, sentences(article), [attribution]).sources
    return source


@pytest.mark.parametrize(("marked", "kind", "official"), MENTIONS)
def test_mention_has_the_kind_and_standing_a_careful_reader_gives_it(
    marked: str, kind: str, official: bool
) -> None:
    source = source_of(marked)
    assert (source.kind, source.official) == (kind, official)


@pytest.mark.parametrize(("marked", "kind"), SOURCELESS)
def test_cue_without_source_is_vague_only_where_it_names_talk(marked: str, kind: str) -> None:
    assert source_of(marked, role="cue").kind == kind


@pytest.mark.parametrize(
    ("bare", "narrowed"),
    [
        ("[officials] said so.", "[health officials] said so."),
        ("[experts] said so.", "[experts at the institute] said so."),
        ("[sources] said so.", "[three sources with knowledge of the talks] said so."),
        ("[many economists] said so.", "[many labour economists] said so."),
    ],
)
def test_one_restricting_modifier_makes_a_crowd_unnamed(bare: str, narrowed: str) -> None:
    assert (source_of(bare).kind, source_of(narrowed).kind) == ("vague", "unnamed")


@pytest.mark.parametrize("quantity", ["some", "many", "several", "most", "a number of"])
def test_quantifier_never_narrows_a_crowd(quantity: str) -> None:
    assert source_of(f"[{quantity} critics] said so.").kind == "vague"


@pytest.mark.parametrize("past", ["former", "ex-"])
def test_office_once_held_is_not_official(past: str) -> None:
    joint = "" if past.endswith("-") else " "
    assert source_of("[Governor Ann Lee] said so.").official
    assert not source_of(f"[{past}{joint}governor Ann Lee] said so.").official
