"""The table a self-hoster names: read once, refused in words, and part of what made a result."""

from pathlib import Path

import pytest

from server.backends.base import Job
from server.contract import Analysis
from server.settings import SettingError, Settings
from workers.analysis import engine
from workers.claims.policy import PUBLISHED
from workers.jobs import perform
from workers.policies import policy_of

SHIPPED = Path(__file__).parents[2] / "workers" / "claims" / "traceability.toml"
JOB = Job("tx-1", "text", text="The bridge will close in May, the county council said on Monday.")


def table(folder: Path, old: str = "", new: str = "") -> Settings:
    """Settings that name a copy of the published table, with something replaced."""
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    file = folder / "table.toml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return Settings(traceability_file=str(file))


def scored(settings: Settings) -> Analysis:
    return perform(JOB, settings, lambda _: None)


def test_unless_a_file_is_named_the_published_table_counts() -> None:
    assert policy_of(Settings()) is PUBLISHED
    assert engine().lexicons["traceability"] == "published"


def test_a_table_of_ones_own_makes_the_numbers_and_is_told(tmp_path: Path) -> None:
    own = table(tmp_path, "organisation = 0.90", "organisation = 0.70")
    ours, theirs = scored(Settings()), scored(own)
    assert [claim.traceability for claim in ours.claims] == [0.9]
    assert [claim.traceability for claim in theirs.claims] == [0.7]
    assert theirs.engine == engine(policy_of(own)) != ours.engine


def test_the_same_values_are_the_same_engine_whatever_the_file(tmp_path: Path) -> None:
    copy = table(tmp_path, "# The published policy", "# Ours")
    assert scored(copy) == scored(Settings())
    tables = []
    for name, comment in (("one", ""), ("two", "# with a remark\n")):
        (tmp_path / name).mkdir()
        new = f"{comment}organisation = 0.70"
        tables.append(engine(policy_of(table(tmp_path / name, "organisation = 0.90", new))))
    assert tables[0] == tables[1]


def test_what_a_worker_announced_stays_what_its_jobs_go_by(tmp_path: Path) -> None:
    own = table(tmp_path, "organisation = 0.90", "organisation = 0.70")
    announced = engine(policy_of(own))
    table(tmp_path, "organisation = 0.90", "organisation = 0.60")
    assert scored(own).engine == announced
    assert scored(own).claims[0].traceability == 0.7


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("outlet = 0.60", "outlet = 6", "source.outlet must be a number from 0 to 1, not 6"),
        ("vague = 0.15", "vague = 0.50", "saying who the source is would lower traceability"),
        ("direct = 0.10\n", "", "form.direct is missing"),
    ],
)
def test_a_table_that_is_none_is_told_with_setting_file_and_place(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    settings = table(tmp_path, old, new)
    with pytest.raises(SettingError) as told:
        policy_of(settings)
    for part in ("ONRECORD_TRACEABILITY_FILE", settings.traceability_file, said):
        assert part in str(told.value)


@pytest.mark.parametrize("held", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, held: bytes | None) -> None:
    file = tmp_path / "table.toml"
    if held:
        file.write_bytes(held)
    with pytest.raises(SettingError, match="ONRECORD_TRACEABILITY_FILE cannot be read"):
        policy_of(Settings(traceability_file=str(file)))
