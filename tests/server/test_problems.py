"""Problem types: each is a page of this server that says what it means."""

import pytest

from server.errors import BY_CODE


def test_the_type_of_a_problem_leads_to_a_page_about_it(client):
    told = client.get("/api/v1/nothing").json
    page = client.get(told["type"])
    assert page.status_code == 200
    assert page.mimetype == "text/html"
    assert told["title"] in page.get_data(as_text=True)


@pytest.mark.parametrize("code", BY_CODE)
def test_each_type_says_what_it_means_and_what_one_can_do(client, code):
    told = client.get(f"/problems/{code}").get_data(as_text=True)
    assert str(BY_CODE[code].status) in told
    assert BY_CODE[code].remedy.split()[0] in told


@pytest.mark.parametrize("code", [code for code, kind in BY_CODE.items() if kind.retry_after_s])
def test_what_may_be_sent_again_says_when(code):
    assert "after the seconds of Retry-After" in BY_CODE[code].remedy


def test_a_type_that_is_none_is_not_found(client, code):
    assert code(client.get("/problems/gremlins")) == "not-found"
