"""Each test forks a child that lowers its own limits and looks how it ends."""

import os
import resource
import signal
from collections.abc import Callable

import pytest

from workers import limits

MB = 1024 * 1024


def ends(work: Callable[[], object]) -> tuple[int | None, int | None]:
    """Run some work in a child under limits. Returns exit status and signal, one of them None."""
    child = os.fork()
    if child == 0:
        try:
            limits.apply(cpu_s=1, memory_bytes=64 * MB)
            work()
        except MemoryError:
            os._exit(3)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return None, os.WTERMSIG(status)
    return os.WEXITSTATUS(status), None


def spin() -> None:
    while True:
        pass


def spin_and_swallow() -> None:
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue


@pytest.mark.parametrize("work", [spin, spin_and_swallow])
def test_a_job_that_never_ends_is_ended_by_the_kernel(work: Callable[[], object]) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    status, signalled = ends(work)
    assert status is None
    assert signalled in (signal.SIGXCPU, signal.SIGKILL)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 3


def test_a_job_that_takes_too_much_memory_is_refused_more() -> None:
    assert ends(lambda: bytearray(200 * MB)) == (3, None)


def test_a_job_within_its_limits_ends_by_itself() -> None:
    assert ends(lambda: bytearray(16 * MB)) == (0, None)


def test_what_the_parent_has_mapped_is_not_held_against_the_job() -> None:
    held = bytearray(256 * MB)
    assert ends(lambda: bytearray(16 * MB)) == (0, None)
    assert held


def test_a_job_cannot_raise_its_limits_again() -> None:
    def raise_again() -> None:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
        except (ValueError, PermissionError):
            os._exit(4)

    assert ends(raise_again) == (4, None) or os.geteuid() == 0
