from midwatch.bootstrap.assembly import live_sources, load_services, notification_plan
from midwatch.bootstrap.workspace import Workspace
from midwatch.domain.errors import (
    HeldByGate,
    InputError,
    MidwatchError,
    SourceError,
    UnknownName,
)
from midwatch.domain.measured import Measured, NoData
from midwatch.store.repository import Repository
from midwatch.workflows.change.record import RecordRequest, record
from midwatch.workflows.observe.observe import observe
from midwatch.workflows.observe.request import ObserveRequest
from midwatch.workflows.setup.doctor import DoctorRequest, doctor
from midwatch.workflows.setup.init import InitRequest, init
from midwatch.workflows.slo.check import CheckRequest, check
from midwatch.workflows.slo.compile import CompileRequest, compile_slos
from midwatch.workflows.slo.gate import GateRequest, gate
from midwatch.workflows.slo.new import NewRequest, propose
from midwatch.workflows.slo.status import StatusRequest, status

__version__: str

__all__ = [
    "CheckRequest",
    "CompileRequest",
    "DoctorRequest",
    "GateRequest",
    "HeldByGate",
    "InitRequest",
    "InputError",
    "Measured",
    "MidwatchError",
    "NewRequest",
    "NoData",
    "ObserveRequest",
    "RecordRequest",
    "Repository",
    "SourceError",
    "StatusRequest",
    "UnknownName",
    "Workspace",
    "check",
    "compile_slos",
    "doctor",
    "gate",
    "init",
    "live_sources",
    "load_services",
    "notification_plan",
    "observe",
    "propose",
    "record",
    "status",
]
