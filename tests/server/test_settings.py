"""Settings: read once, strictly, and each one documented."""

import re
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from server.settings import SettingError, Settings, from_env

TABLE = Path(__file__).parents[2] / "docs" / "self-hosting.md"


def test_without_an_environment_there_are_the_defaults():
    assert from_env({"PATH": "/bin"}) == Settings()


def test_each_kind_of_setting_is_read():
    settings = from_env({"ONRECORD_PORT": "81", "ONRECORD_ALLOWED_HOSTS": "a.example, B.example,"})
    assert settings.port == 81
    assert settings.allowed_hosts == ("a.example", "b.example")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ONRECORD_PROT", "81"),
        ("ONRECORD_PORT", "eighty"),
        ("ONRECORD_PORT", "-1"),
        ("ONRECORD_PORT", "٨١"),
        ("ONRECORD_PORT", ""),
        ("ONRECORD_PORT", "65536"),
        ("ONRECORD_THREADS", "0"),
        ("ONRECORD_JOB_TIMEOUT_S", "0"),
        ("ONRECORD_SECRET", "short"),
        ("ONRECORD_LOG_FORMAT", "xml"),
        ("ONRECORD_ALLOWED_HOSTS", ""),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_name(name, value):
    with pytest.raises(SettingError, match=name):
        from_env({name: value})


def test_a_secret_that_is_wrong_is_not_repeated():
    with pytest.raises(SettingError) as told:
        from_env({"ONRECORD_SECRET": "hunter2"})
    assert "hunter2" not in str(told.value)


def test_a_secret_is_read_from_its_file(tmp_path):
    held = tmp_path / "secret"
    held.write_text("s" * 40 + "\n")
    assert from_env({"ONRECORD_SECRET_FILE": str(held)}).secret == "s" * 40


@pytest.mark.parametrize("name", ["ONRECORD_SECRET_FILE", "ONRECORD_REDIS_PASSWORD_FILE"])
@pytest.mark.parametrize("held", [None, "", "\n"])
def test_a_secrets_file_that_holds_none_is_told_with_its_name(tmp_path, name, held):
    file = tmp_path / "secret"
    if held is not None:
        file.write_text(held)
    with pytest.raises(SettingError, match=name):
        from_env({name: str(file)})


def test_settings_do_not_change_and_do_not_show_their_secret():
    settings = Settings(secret="s" * 40)
    with pytest.raises(FrozenInstanceError):
        settings.port = 1  # type: ignore[misc]
    assert "ssss" not in repr(settings)


def test_every_setting_is_documented_with_its_default_and_no_other():
    rows = re.findall(r"^\| `(ONRECORD_\w+)` \| (?:`(.*?)`|none) \|", TABLE.read_text(), re.M)
    told = dict(rows)
    assert told == {
        f"ONRECORD_{field.name.upper()}": _written(field.default) for field in fields(Settings)
    }


def _written(default: object) -> str:
    return ",".join(default) if isinstance(default, tuple) else str(default)
