"""Limits on a helper process: memory and processor time, by the means each system has."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from typing import Any

MIB = 1024 * 1024
WIDEST_MIB = 4096  # what a job may be widened to
NICENESS = 10  # so far a helper steps back behind the window


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may use: memory, processor time, time by the clock, and time without a sign of life."""

    memory_mib: int = 1536
    cpu_seconds: int = 600
    wall_seconds: float = 3600.0  # a long scan on an old machine; ``silent_seconds`` catches what hangs
    silent_seconds: float = 180.0

    def to_json(self) -> dict[str, Any]:
        """As the helper gets it."""
        return asdict(self)


if sys.platform == "win32":  # not tested: the project's machines run Linux
    import ctypes
    from ctypes import wintypes

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", _Basic),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    _EXTENDED_INFORMATION = 9
    _KILL_ON_CLOSE, _PROCESS_MEMORY = 0x2000, 0x100
    _BELOW_NORMAL = 0x4000

    def confine(process_handle: int, limits: Limits) -> object:
        """Put a process into a job object with a memory limit; keep the returned handle while it runs.

        The job ends with the handle, so no helper outlives the program. Processor time is left to
        the watchdog here: a job object's limit counts from the process's start, not from the job's.
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        job = kernel.CreateJobObjectW(None, None)
        information = _Extended()
        information.BasicLimitInformation.LimitFlags = _KILL_ON_CLOSE | _PROCESS_MEMORY
        information.ProcessMemoryLimit = max(limits.memory_mib, WIDEST_MIB) * MIB
        kernel.SetInformationJobObject(
            wintypes.HANDLE(job), _EXTENDED_INFORMATION, ctypes.byref(information), ctypes.sizeof(information)
        )
        kernel.AssignProcessToJobObject(wintypes.HANDLE(job), wintypes.HANDLE(process_handle))
        return job

    def stand_back() -> None:
        """Let the window go first: below normal priority."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetPriorityClass(wintypes.HANDLE(kernel.GetCurrentProcess()), _BELOW_NORMAL)

    def limit_self(limits: dict[str, Any]) -> None:
        """Nothing to do inside: the parent's job object holds the limits."""

    def widen(memory_mib: int, cpu_seconds: int) -> None:
        """Nothing to do inside: see ``confine``."""

else:
    import os
    import resource

    def confine(process_handle: int, limits: Limits) -> object:
        """Nothing to do from outside: the helper limits itself."""
        return None

    def stand_back() -> None:
        """Let the window go first: a few steps of niceness, so that it repaints while helpers compute."""
        os.nice(NICENESS)

    def limit_self(limits: dict[str, Any]) -> None:
        """Set this process's limits for the job at hand; processor time counts on from what is used."""
        memory = int(limits["memory_mib"]) * MIB
        _set_soft(resource.RLIMIT_AS, memory)
        usage = resource.getrusage(resource.RUSAGE_SELF)
        _set_soft(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime) + 1 + int(limits["cpu_seconds"]))

    def widen(memory_mib: int, cpu_seconds: int) -> None:
        """Give the job at hand more memory and processor time, if it is limited at all: reading pictures needs it."""
        memory, _ = resource.getrlimit(resource.RLIMIT_AS)
        if memory != resource.RLIM_INFINITY:
            _set_soft(resource.RLIMIT_AS, max(memory, memory_mib * MIB))
        cpu, _ = resource.getrlimit(resource.RLIMIT_CPU)
        if cpu != resource.RLIM_INFINITY:
            _set_soft(resource.RLIMIT_CPU, cpu + cpu_seconds)

    def _set_soft(what: int, value: int) -> None:
        _, hard = resource.getrlimit(what)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(what, (value, hard))
