"""A disk that takes what is written and fails to make it durable, for one thread."""

import ctypes
import platform
from collections.abc import Callable
from threading import Thread

import pytest

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2  # of prctl
_FSYNCS = {"x86_64": (74, 75), "aarch64": (82, 83)}  # fsync and fdatasync
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # of the filter's own machine
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000
_EIO = 5


class _Step(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort),
        ("if_so", ctypes.c_ubyte),
        ("if_not", ctypes.c_ubyte),
        ("value", ctypes.c_uint),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def without_fsync(run: Callable[[], object]) -> BaseException | None:
    """Run on a thread for which the kernel fails each fsync; return what it raised."""
    raised: list[BaseException] = []

    def work() -> None:
        _fail_fsync()
        try:
            run()
        except BaseException as fault:  # noqa: BLE001 - it is what the test looks at
            raised.append(fault)

    thread = Thread(target=work)
    thread.start()
    thread.join()
    return raised[0] if raised else None


def require_failing_disk() -> None:
    """Skip a test where the kernel offers no such thing."""
    if platform.system() != "Linux" or platform.machine() not in _FSYNCS:
        pytest.skip("no filter for system calls here")


def _fail_fsync() -> None:
    fsync, fdatasync = _FSYNCS[platform.machine()]
    steps = (_Step * 5)(
        _Step(_LOAD, 0, 0, 0),  # the number of the call
        _Step(_EQUAL, 1, 0, fsync),
        _Step(_EQUAL, 0, 1, fdatasync),
        _Step(_RETURN, 0, 0, _FAIL | _EIO),
        _Step(_RETURN, 0, 0, _ALLOW),
    )
    program = _Program(len(steps), steps)
    libc = ctypes.CDLL(None, use_errno=True)
    for call in (
        (_NO_NEW_PRIVILEGES, 1, 0, 0, 0),
        (_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0),
    ):
        assert libc.prctl(*call) == 0, ctypes.get_errno()
