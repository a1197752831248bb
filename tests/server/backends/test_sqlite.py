"""What only the embedded backend promises: about its file."""

import sqlite3
import stat

import pytest

from server.backends import open_backend
from server.backends.base import Job
from server.errors import StoreDown
from server.settings import SettingError, Settings


def test_the_file_is_for_its_owner_alone(settings, backend):
    path = settings.sqlite_path
    backend.ping()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}


def test_a_folder_that_is_there_keeps_its_mode(tmp_path):
    tmp_path.chmod(0o755)
    open_backend(Settings(backend=f"sqlite:{tmp_path}/jobs.sqlite3")).close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_file_that_is_no_database_is_a_store_that_is_down(tmp_path):
    path = tmp_path / "jobs.sqlite3"
    path.write_text("not a database, and long enough to be looked at as one" * 10)
    with pytest.raises(StoreDown):
        open_backend(Settings(backend=f"sqlite:{path}"))


def test_a_place_that_cannot_be_written_is_a_store_that_is_down(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreDown):
        open_backend(Settings(backend=f"sqlite:{tmp_path}/file/jobs.sqlite3"))


def test_a_backend_that_is_none_is_a_mistake_in_the_settings():
    with pytest.raises(SettingError):
        open_backend(Settings(backend="carrier-pigeon:coop"))


def test_answers_are_read_while_another_process_writes(settings, backend):
    writer = sqlite3.connect(settings.sqlite_path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    assert backend.look("an-1") is None
    backend.ping()
    writer.execute("ROLLBACK")
    writer.close()


def test_a_text_is_gone_from_the_file_once_it_is_forgotten(settings, backend, crew):
    crew.hire()
    word = "rhododendron"
    backend.submit(Job("tx-1", "text", text=word))
    backend.wait("tx-1", 10)
    backend.forget("tx-1")
    backend.close()
    for pid in [*crew.hired]:
        crew.end(pid)
    assert word.encode() not in settings.sqlite_path.read_bytes()
