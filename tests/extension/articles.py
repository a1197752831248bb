"""An article for the extension to read, in the page of a test's own site."""

PARAGRAPHS = (
    "The harbour board will raise the fee for small boats in spring, its chair, Ingrid Falk, said"
    " on Friday. “We have no choice,” she told reporters after the meeting. “The quay is falling"
    " into the <em>sea</em>.”",
    "Officials close to the talks said the fee might double within a year. According to a report by"
    " the county auditor, repairs will cost 12 million euros, and the work could last until 2029.",
    "Some say the board acted too late. The quay was built in 1931 and last repaired in 1987.",
    "Boat owners may lodge an objection with the county until the end of March, the board said.",
)
BODY = (
    '<nav><a href="#">Home</a> <a href="#">Harbour board raises fee for small boats</a></nav>'
    '<article id="story"><h1>Harbour board raises fee for small boats</h1>'
    f"{''.join(f'<p>{paragraph}</p>' for paragraph in PARAGRAPHS)}</article>"
)
HEAD = '<meta charset="utf-8"><title>Harbour board raises fee for small boats</title>'
ARTICLE = f'<!doctype html><html lang="en"><head>{HEAD}</head><body>{BODY}</body></html>'
