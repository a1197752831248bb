"""The command as a person or a program runs it: processes, pipes, signals."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (
    "Ferry line to drop night boats\n\nThe last boat will leave at ten, the port authority said.\n"
)


def environment(**settings: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ONRECORD_")}
    return kept | {"NO_COLOR": "1", "COLUMNS": "80"} | settings


def onrecord(*args: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *args],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment(**settings),
        timeout=60,
    )


def test_help_names_every_command() -> None:
    told = onrecord("--help")
    assert told.returncode == 0
    assert [c for c in ("serve", "worker", "check", "score") if c not in told.stdout] == []


def test_a_text_is_reported_with_its_marks_and_who_stands_behind_them() -> None:
    told = onrecord("score", "-", stdin=TEXT)
    assert told.returncode == 0, told.stderr
    assert "The last boat will leave at ten [1]" in told.stdout
    assert re.search(r"port authority, on the record", told.stdout)
    assert "\x1b" not in told.stdout


def test_a_file_that_cannot_be_read_is_said_and_the_others_are_still_scored(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\x00")
    told = onrecord("score", str(tmp_path / "bad.txt"), str(tmp_path / "good.txt"))
    assert told.returncode == 1
    assert "not text in UTF-8" in told.stderr
    assert "The last boat" in told.stdout


def test_a_file_that_is_not_there_is_said_before_any_is_read(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    told = onrecord("score", str(tmp_path / "good.txt"), str(tmp_path / "none.txt"))
    assert (told.returncode, told.stdout) == (2, "")
    assert "none.txt" in told.stderr


def test_only_what_was_read_has_a_heading_of_its_own(tmp_path: Path) -> None:
    for name, text in (("good.txt", TEXT), ("blank.txt", " "), ("more.txt", TEXT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    told = onrecord("score", *(str(tmp_path / f"{n}.txt") for n in ("good", "blank", "more")))
    headings = re.findall(r"(\w+)\.txt ─", told.stdout)
    assert headings == ["good", "more"]
    assert "blank.txt: " in told.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["score"], "Name a file"),
        (["score", "no-such-file.txt"], "no-such-file.txt"),
        (["check"], "ADDRESS"),
    ],
)
def test_wrong_use_is_said_on_standard_error_with_status_2(args: list[str], said: str) -> None:
    told = onrecord(*args)
    assert (told.returncode, told.stdout) == (2, "")
    assert said in told.stderr


def test_a_misspelt_setting_is_refused_by_name() -> None:
    told = onrecord("score", "-", stdin=TEXT, ONRECORD_PROT="80")
    assert told.returncode == 2
    assert "ONRECORD_PROT" in told.stderr


@pytest.mark.parametrize("command", [["serve"], ["worker"], ["score", "-"]])
def test_nothing_starts_with_a_table_that_is_none(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "table.toml").write_text("[source]\nperson = 2\n", encoding="utf-8")
    backend = f"sqlite:{tmp_path}/o.sqlite3"
    told = onrecord(
        *command,
        ONRECORD_TRACEABILITY_FILE=f"{tmp_path}/table.toml",
        ONRECORD_BACKEND=backend,
    )
    assert told.returncode == 2
    assert "source.organisation is missing" in " ".join(told.stderr.split())
    assert not (tmp_path / "o.sqlite3").exists()


def test_control_characters_of_a_text_never_reach_the_terminal() -> None:
    told = onrecord("score", "-", stdin="It rained,\x1b]0;owned\x07 she said.\x9b2J\n")
    assert told.returncode == 0, told.stderr
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", told.stdout)


def test_lines_stream_out_while_the_input_is_still_open() -> None:
    command = [sys.executable, "-m", "onrecord", "score", "--jsonl"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment()
    ) as process:
        assert process.stdin and process.stdout
        for id in ("one", "two"):
            process.stdin.write(json.dumps({"id": id, "text": TEXT}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == id
        process.stdin.close()
        assert process.wait(10) == 0


def test_a_reader_who_leaves_ends_the_stream_quietly() -> None:
    rows = json.dumps({"id": "x", "text": TEXT}) + "\n"
    told = subprocess.run(
        f"{sys.executable} -m onrecord score --jsonl | head -c 10",
        shell=True,
        input=rows * 200,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment(),
        timeout=60,
    )
    assert told.stdout == '{"id":"x",'
    assert told.stderr == ""


def test_a_private_address_is_refused_in_words() -> None:
    told = onrecord("check", "http://127.0.0.1/")
    assert told.returncode == 1
    assert told.stderr == "http://127.0.0.1/: This address is not on the public web.\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except OSError:
        return 0, b""
    finally:
        connection.close()


def until(is_so: object, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():  # type: ignore[operator]
        assert time.monotonic() < deadline, "did not come about in time"
        time.sleep(0.1)


def workers_of(parent: int) -> list[int]:
    """The processes of `onrecord worker` that a process has started."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(parent)], capture_output=True, text=True
    )
    lines = (line.split(None, 1) for line in listed.stdout.splitlines())
    return [int(pid) for pid, args in lines if args.endswith("onrecord worker")]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "onrecord", "serve"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
        env=environment(
            ONRECORD_PORT=str(port), ONRECORD_BACKEND=f"sqlite:{tmp_path}/onrecord.sqlite3"
        ),
    )
    yield process, port
    process.terminate()
    process.wait(30)
    assert process.stdout
    process.stdout.close()


def test_serve_prints_its_address_when_a_page_can_be_asked_for(
    served: tuple[subprocess.Popen[str], int],
) -> None:
    process, port = served
    assert process.stdout
    assert f"http://127.0.0.1:{port}" in process.stdout.readline()
    assert get(port, "/readyz")[0] == 200
    assert b"<form" in get(port, "/")[1]


def test_a_killed_worker_is_replaced_and_the_site_stays_up(
    served: tuple[subprocess.Popen[str], int],
) -> None:
    process, port = served
    until(lambda: get(port, "/readyz")[0] == 200)
    (before,) = workers_of(process.pid)
    os.kill(before, signal.SIGKILL)
    assert get(port, "/healthz")[0] == 200
    until(lambda: [w for w in workers_of(process.pid) if w != before])
    until(lambda: get(port, "/readyz")[0] == 200)


def test_ctrl_c_ends_server_and_workers_with_status_0(
    served: tuple[subprocess.Popen[str], int],
) -> None:
    process, port = served
    until(lambda: get(port, "/readyz")[0] == 200)
    workers = workers_of(process.pid)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    assert get(port, "/healthz")[0] == 0
    for pid in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_port_that_is_taken_is_said_at_once(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        told = onrecord(
            "serve", ONRECORD_PORT=port, ONRECORD_BACKEND=f"sqlite:{tmp_path}/o.sqlite3"
        )
    assert told.returncode == 1
    assert f"Port {port}" in told.stderr
    assert "Traceback" not in told.stderr
