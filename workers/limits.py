"""What one job may use of the machine. Called in the forked child, before the job begins.

A hostile page can keep a parser in C code for minutes, where no timeout of Python's reaches it;
only the kernel stops that.
"""

import resource
from pathlib import Path

_STATM = Path("/proc/self/statm")


def apply(cpu_s: int, memory_bytes: int) -> None:
    """Let this process use `cpu_s` of processor time and `memory_bytes` beyond what it has mapped.

    Past the first the kernel sends SIGXCPU, which ends the process; past the second an allocation
    fails and Python raises MemoryError. A child begins at no processor time; what the parent
    mapped (the model, the libraries) is shared and not the job's doing, so it is not counted.
    """
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_CPU, cpu_s)
    if _STATM.exists():  # elsewhere the kernel does not hold this limit anyway
        _lower(resource.RLIMIT_AS, _mapped_bytes() + memory_bytes)


def _mapped_bytes() -> int:
    pages = int(_STATM.read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()


def _lower(kind: int, most: int) -> None:
    """Set both limits: a job that could raise its own again would have none."""
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))
