"""One call, one result, for programs."""

from server.contract import Analysis

SCORE = "/api/v1/score"


def test_a_program_gets_the_result_without_asking_to_wait(client, crew):
    crew.hire()
    answer = client.post(SCORE, json={"text": "slow", "title": None})
    assert answer.status_code == 200
    assert Analysis.model_validate_json(answer.data).document.text == "slow"


def test_score_and_analyses_give_the_same_result_for_a_text(client, crew):
    crew.hire()
    scored = client.post(SCORE, json={"text": "calm", "language": "en"})
    asked = client.post("/api/v1/analyses", json={"text": "calm", "language": "en"})
    assert scored.data == asked.data
    assert scored.headers["ETag"] == asked.headers["ETag"]


def test_a_program_may_choose_not_to_wait(client, crew):
    crew.hire()
    answer = client.post(SCORE, json={"text": "slow"}, headers={"Prefer": "respond-async"})
    assert answer.status_code == 202
    assert answer.json["status"] in ("queued", "running")


def test_an_address_is_not_scored(client, crew, code):
    crew.hire()
    assert code(client.post(SCORE, json={"url": "https://news.example/"})) == "invalid-request"
