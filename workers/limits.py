"""What one job may use of the machine. Called in the forked child, before the job begins.

A hostile page can keep a parser in C code for minutes, where no timeout of Python's reaches it;
only the kernel stops that.
"""

import resource
from pathlib import Path

_STATM = Path("/proc/self/statm")


def apply(cpu_s: int, memory_bytes: int) -> None:
    """Let this process use `cpu_s` of processor time and `memory_bytes` beyond what it has mapped.

    Past the first the kernel sends SIGXCPU, which ends the process and tells whoever waits for it
    why, and a second later SIGKILL, should the first have been caught. Past the second an
    allocation fails and Python raises MemoryError. A child begins at no processor time; what the
    parent mapped (the model, the libraries) is shared and not the job's doing: it is not counted.
    """
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_CPU, cpu_s, cpu_s + 1)
    if _STATM.exists():  # elsewhere the kernel does not hold this limit anyway
        _lower(resource.RLIMIT_AS, _mapped_bytes() + memory_bytes)


def _mapped_bytes() -> int:
    pages = int(_STATM.read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()


def _lower(kind: int, most: int, hard: int | None = None) -> None:
    """Set both limits: a job that could raise its own again would have none."""
    _, before = resource.getrlimit(kind)
    hard = most if hard is None else hard
    hard = hard if before == resource.RLIM_INFINITY else min(hard, before)
    resource.setrlimit(kind, (min(most, hard), hard))
