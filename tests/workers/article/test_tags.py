import time

import pytest

from workers.article.tags import longest_tag

LONG = "x" * 70_000


@pytest.mark.parametrize(
    "html",
    [
        f"<p {LONG}>",
        f"<p {LONG}",
        f'<p a=">" {LONG}>',
        f"<p a='>' {LONG}>",
        f'<p a="{LONG}">',
        f"<script {LONG}></script>",
        f"<!-- so --><p {LONG}>",
        f"<script>so</script><p {LONG}>",
        f"<style>so</style><p {LONG}>",
        f"<p>{LONG}</p><p {LONG}>",
    ],
)
def test_a_long_tag_is_measured(html: str) -> None:
    assert longest_tag(html) > len(LONG)


@pytest.mark.parametrize(
    "html",
    [
        "",
        LONG,
        f"<p>{LONG}</p>",
        f"a < b {LONG}",
        f"<!-- {LONG} -->",
        f"<!-- <p {LONG}> --><p>",
        f"<script>if (a<b) {LONG}</script>",
        f"<STYLE><b {LONG}</style>",
        f'<img src="data:image/png;base64,{LONG}">',
    ],
)
def test_what_is_no_tag_is_not_measured(html: str) -> None:
    assert longest_tag(html) < 100


@pytest.mark.parametrize(
    "part",
    ["<a", "<a>", "<", '<a b="', '="', "<script", "<script>", "<!--", "<!-->", "<a = ", "='>"],
)
def test_the_scan_takes_time_in_proportion_to_the_page(part: str) -> None:
    html = part * (3_000_000 // len(part))
    began = time.process_time()
    longest_tag(html)
    assert time.process_time() - began < 3  # about 0.5 s; a quadratic scan takes hours
