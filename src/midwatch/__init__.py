"""Midwatch: objectives become rules, alerts and budgets; incidents become patterns.

The workflows are the Python API: `from midwatch import Workspace, check, CheckRequest`. Each name is imported when it
is first asked for; their types stand in the stub beside this file.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "midwatch.bootstrap.assembly": ("live_sources", "load_services", "notification_plan"),
    "midwatch.bootstrap.workspace": ("Workspace",),
    "midwatch.domain.errors": (
        "HeldByGate",
        "InputError",
        "MidwatchError",
        "SourceError",
        "UnknownName",
    ),
    "midwatch.domain.measured": ("Measured", "NoData"),
    "midwatch.store.repository": ("Repository",),
    "midwatch.workflows.change.record": ("RecordRequest", "record"),
    "midwatch.workflows.observe.observe": ("observe",),
    "midwatch.workflows.observe.request": ("ObserveRequest",),
    "midwatch.workflows.setup.doctor": ("DoctorRequest", "doctor"),
    "midwatch.workflows.setup.init": ("InitRequest", "init"),
    "midwatch.workflows.slo.check": ("CheckRequest", "check"),
    "midwatch.workflows.slo.compile": ("CompileRequest", "compile_slos"),
    "midwatch.workflows.slo.gate": ("GateRequest", "gate"),
    "midwatch.workflows.slo.new": ("NewRequest", "propose"),
    "midwatch.workflows.slo.status": ("StatusRequest", "status"),
}

__all__ = [*sorted(name for names in _HOMES.values() for name in names), "__version__"]  # noqa: PLE0604 - names


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever bears the name
    """Import a name of the Python API."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    """Every name, asked for or not."""
    return sorted({*globals(), *__all__})
