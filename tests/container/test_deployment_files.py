"""Dockerfile and compose.yaml: clean, closed, and true to the settings there are."""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from server.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = {f"ONRECORD_{field.name.upper()}" for field in fields(Settings)}
BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def services():
    return yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]


def run(*command: str) -> None:
    told = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert told.returncode == 0, told.stdout + told.stderr


def test_the_dockerfile_is_clean():
    run(str(BIN / "hadolint"), "Dockerfile")


def test_the_compose_file_follows_its_schema():
    schema = "vendor.compose-spec"
    run(str(BIN / "check-jsonschema"), "--builtin-schema", schema, "compose.yaml")


@pytest.mark.parametrize("script", ["deploy/redis.sh", "lab/container.sh"])
def test_the_scripts_are_shell(script):
    run("sh", "-n", script)


@pytest.mark.parametrize("file", ["Dockerfile", "compose.yaml", "lab/container.sh"])
def test_every_setting_named_is_one(file):
    named = set(re.findall(r"ONRECORD_[A-Z_]+", (ROOT / file).read_text()))
    assert named
    assert named <= SETTINGS


def test_only_the_web_is_reached_from_outside_and_on_loopback(services):
    published = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert [*published] == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in published["web"])
    assert services["redis"]["networks"] == ["inside"]


def test_every_service_is_confined(services):
    for service in services.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_no_secret_is_in_the_file(services):
    for name in ("web", "worker"):
        given = services[name]["environment"]
        assert "ONRECORD_SECRET" not in given
        assert urlsplit(given["ONRECORD_BACKEND"]).password is None


def test_the_image_takes_in_only_what_it_needs():
    allowed = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"
    }
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.M)
    assert {name.rstrip("/") for line in copied for name in line.split()} == allowed
    assert not [name for name in allowed if not (ROOT / name).exists()]
