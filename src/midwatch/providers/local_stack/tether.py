"""Becomes another program that the kernel ends with the process that wanted it, even where that one is killed.

Usage: python -m midwatch.providers.local_stack.tether PARENT_PID PROGRAM [ARGUMENT...]
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def command_prefix() -> tuple[str, ...]:
    """What to put before a command so that it ends with this process; nothing where the system is not Linux."""
    if sys.platform != "linux":
        return ()
    return (sys.executable, "-P", "-m", __name__, str(os.getpid()))


def become(parent: int, command: list[str]) -> None:
    """Ask the kernel for SIGTERM at the parent's end, then be the command. Source: prctl(2)."""
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
    if os.getppid() == parent:  # else it ended before we could ask
        os.execv(command[0], command)  # noqa: S606 - that is its whole purpose; no shell


if __name__ == "__main__":
    become(int(sys.argv[1]), sys.argv[2:])
