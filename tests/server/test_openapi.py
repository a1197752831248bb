"""The description of the API: valid, whole, and true to what the server answers."""

import re

import pytest
from openapi_spec_validator import validate

from server.errors import BY_CODE
from server.openapi import described


def test_it_is_valid_openapi(client):
    description = client.get("/openapi.json").json
    assert description["openapi"].startswith("3.1")
    validate(description)


def test_every_route_of_the_api_is_described(app):
    routes = {
        (method.lower(), re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.endpoint.split(".")[0] not in ("pages", "static")
    }
    told = {(method, path) for path, methods in described()["paths"].items() for method in methods}
    assert routes == told


def test_every_problem_named_is_one_of_the_list():
    named = set()
    for methods in described()["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                codes = re.findall(r"`([a-z-]+)`", answer["description"])
                if status >= "400":
                    assert codes
                    assert all(BY_CODE[code].status == int(status) for code in codes)
                    named.update(codes)
    assert len(named) > 20


@pytest.mark.parametrize("name", ["Analysis", "Progress", "Problem", "AnalysisRequest", "Meta"])
def test_the_contract_is_in_it(name):
    assert described()["components"]["schemas"][name]["type"] == "object"
