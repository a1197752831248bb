import pytest

from workers.article.furniture import Piece, reasons

FURNITURE = [
    ("read-more", "READ MORE: Giant eel 'living in lighthouse cellar', diary suggests"),
    ("read-more", "Read more: Giant eel found in cellar"),
    ("read-more", "READ MORE | Giant eel found in cellar"),
    ("read-more", "Read more about the flood here"),
    ("read-more", "Click here to see all our pictures"),
    ("read-more", "SEE ALSO: Ten piers to visit before high tide"),
    ("related", "Related stories"),
    ("related", "RELATED: Ten piers to visit before high tide"),
    ("related", "You may also like"),
    ("related", "Don't miss"),
    ("related", "Most read in Business"),
    ("read-more", "WATCH: Seal steals chips from bride"),
    ("continue", "Story continues below"),
    ("source-line", "Source: Read Full Article"),
    ("source-line", "Read the full article at The Daily Gull"),
    ("source-line", "This article was originally published by The Daily Gull."),
    ("source-line", "The post Ten piers to visit appeared first on The Daily Gull."),
    (
        "newsletter",
        "For the latest news from the coast, sign up for our newsletter by tapping here.",
    ),
    ("newsletter", "Sign up to our free morning briefing."),
    ("newsletter", "Get the day's top stories straight to your inbox."),
    ("newsletter", "Enter your email address"),
    ("newsletter", "Thank you for subscribing!"),
    ("subscribe", "Support independent journalism: become a member today."),
    ("subscribe", "Already a subscriber? Log in"),
    ("app", "Download our app for the latest news."),
    ("follow", "Follow us on Facebook and Instagram"),
    ("follow", "Follow the Daily Gull on Twitter"),
    ("follow", "Tess Arkwright covers the coast. Follow her on Twitter @tessark."),
    ("tip-line", "Do you have a story for us? Email us at news@gull.example"),
    ("tip-line", "Have you been affected by the flood? Get in touch with our newsdesk."),
    ("tip-line", "If you have information about this story, contact our reporters."),
    ("tip-line", "To contact the reporter on this story: Tess Arkwright"),
    ("comment", "Leave a comment"),
    ("comment", "What do you think? Let us know in the comments below"),
    ("comment", "12 comments"),
    ("share", "Share this article"),
    ("share", "Copy link"),
    ("advert", "Advertisement"),
    ("advert", "Sponsored content"),
    ("cookie", "We use cookies to improve your experience on our site."),
    ("copyright", "© 2026 Gull Press. All rights reserved."),
    ("stamp", "Last updated: 3 March 2026, 10:15"),
    ("byline", "By Tess Arkwright"),
    ("credits", "Additional reporting by Salma Reyhan."),
    ("credits", "(Reporting by Tess Arkwright; editing by Jonah Okafor)"),
    ("credits", "Reporting by Tess Arkwright in Port Carrow; editing by Jonah Okafor"),
    ("caption", "The pier at dawn. Picture: Gull Pictures"),
    ("credits", "Jonah Okafor contributed to this report."),
    ("caption", "Old ferries in Port Carrow harbour (Image: Gull Pictures)"),
    ("caption", "Photo: Gull Pictures"),
    ("caption", "The mayor at the pier last week. (Photo by Ann Lee/Getty Images)"),
]

TEXT = [
    "“Sign up for our newsletter,” the company told its customers.",
    "He told the crowd to read more: books, he said, had saved him.",
    "Read more books, the minister told parents on Monday.",
    "Residents were asked to sign up for the council's flood warnings.",
    "The council said it would subscribe to the service from next year.",
    "Follow the money, the inspector said.",
    "The mayor, who follows the team on its travels, declined to comment.",
    "The company shares data with its partners, the report found.",
    "Share prices fell on Monday.",
    "Comments by the minister drew protests in the capital.",
    "The source: a letter that nobody had opened for thirty years.",
    "People who have seen the plans say the bill may double.",
    "Source code for the tool was published on Friday.",
    "Advertising revenue fell by a third, the publisher said.",
    "The app was downloaded by two million people, the maker says.",
    "The paper's owner has copyright in the pictures, a judge ruled.",
    "Updated rules take effect in May, the ministry said.",
    "By Friday the water had reached the church.",
    "By June Harlow had lost its bridge.",
    "Reporting by Reuters showed that the ship had never left port.",
    "Contact between the two offices broke off in March.",
    "Email records show that the board knew.",
    "Do you have a licence, the officer asked, and he said he had none.",
    "If you have a boat, the harbour master said, you have a duty.",
    "What do you think happens to a town without a bridge?",
    "Watch out for the tide, the sign says.",
    "More than forty people were hurt, police said.",
    "More from the coast is expected on the market by June, growers said.",
    "Related costs came to four million pounds.",
    "Live music will return to the pier.",
    "Cookies made by the prisoners were sold at the fair.",
    "We use the bridge every day, she said.",
    "It opened in 1961.",
    "No.",
    "Photo evidence was lost, according to the police.",
    "Police released a picture: a man in a grey coat, walking away from the pier at dawn.",
    "She took it to the papers, to the courts, to the AP.",
    "The story continues to divide the town.",
    "In other news conferences he had been calmer.",
    "Poll: Islanders would rather have a bridge than a ferry.",
    "Exclusive: board knew of worn bearings a year before the flood.",
    "Latest figures from the ministry: 41 dead and 12 missing.",
]

STORY = [
    Piece("Council to close river bridge", "title"),
    Piece("The Harlow bridge will be shut from May until the autumn, the council said.", "body"),
    Piece("“The deck is failing,” said the engineer, who asked for patience.", "body"),
]

OTHERS = [
    "Gran baffled after greedy squirrels 'empty freezer'",
    "Juggler drops flaming torch on organist",
    "Snow smothers resorts with Whitsun blizzard",
]


@pytest.mark.parametrize(("reason", "line"), FURNITURE)
def test_a_line_of_the_page_is_furniture(reason: str, line: str) -> None:
    assert reasons([*STORY, Piece(line, "body")]) == (None, None, None, reason)


@pytest.mark.parametrize("line", TEXT)
def test_a_line_of_the_text_is_not_furniture(line: str) -> None:
    assert reasons([*STORY, Piece(line, "body"), STORY[1]]) == (None,) * 5


def test_a_headline_is_never_furniture() -> None:
    assert reasons([Piece("Advertisement", "title"), *STORY[1:]]) == (None, None, None)


def test_a_quotation_is_never_furniture_for_a_phrase_in_it() -> None:
    quoted = Piece("Sign up for our newsletter by clicking here.", "quote")
    assert reasons([*STORY, quoted, STORY[1]])[3] is None


def test_a_long_paragraph_is_never_furniture_for_a_phrase_in_it() -> None:
    line = "The council met. " * 20 + "Sign up for our newsletter by clicking here."
    assert reasons([*STORY, Piece(line, "body")])[-1] is None


def test_headlines_of_other_stories_after_the_end_are_furniture() -> None:
    found = reasons([*STORY, *(Piece(text, "list") for text in OTHERS)])
    assert found == (None,) * 3 + ("related",) * 3


def test_a_source_line_after_the_story_list_does_not_save_it() -> None:
    pieces = [*STORY, *(Piece(text, "list") for text in OTHERS), Piece("Source: AP", "body")]
    assert reasons(pieces) == (None,) * 3 + ("related",) * 3 + ("source-line",)


def test_a_list_at_the_top_is_a_summary() -> None:
    assert set(reasons([*(Piece(text, "list") for text in OTHERS), *STORY[1:]])) == {None}


def test_a_list_that_a_colon_introduces_is_the_articles_own() -> None:
    lead = Piece("Police are looking for witnesses to three other events:", "body")
    assert set(reasons([*STORY, lead, *(Piece(text, "list") for text in OTHERS)])) == {None}


def test_a_list_that_speaks_of_the_same_things_is_the_articles_own() -> None:
    demands = ["close the Harlow bridge in June", "have patience with the council", "failing deck"]
    assert set(reasons([*STORY, *(Piece(text, "list") for text in demands)])) == {None}


def test_a_list_of_sentences_is_the_articles_own() -> None:
    assert set(reasons([*STORY, *(Piece(f"{text}.", "list") for text in OTHERS)])) == {None}


def test_a_list_of_linked_headlines_is_furniture_wherever_it_stands() -> None:
    pieces = [*STORY[:2], *(Piece(text, "list", linked=1.0) for text in OTHERS), STORY[2]]
    assert reasons(pieces) == (None, None, "related", "related", "related", None)


def test_a_linked_headline_between_paragraphs_is_furniture_and_a_linked_sentence_is_not() -> None:
    line = "Juggler drops flaming torch on organist"
    assert reasons([*STORY[:2], Piece(line, "body", linked=1.0), STORY[2]])[2] == "related"
    assert reasons([*STORY[:2], Piece(f"{line}.", "body", linked=1.0), STORY[2]])[2] is None
    assert reasons([*STORY[:2], Piece(line, "body", linked=0.5), STORY[2]])[2] is None


def test_a_heading_with_nothing_under_it_is_furniture() -> None:
    heading = Piece("Snow on the coast", "heading")
    assert reasons([*STORY, heading])[-1] == "related"
    assert reasons([*STORY, heading, STORY[1]])[-2] is None
