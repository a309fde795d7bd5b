from . import wire as wire
from .devices import (
    Choice as Choice,
    Devices as Devices,
)
from .launcher_client import (
    SANDBOX_PARTS as SANDBOX_PARTS,
    Launcher as Launcher,
    Launchers as Launchers,
)
from .progress import (
    Estimate as Estimate,
    Listener as Listener,
    Training as Training,
    sentence as sentence,
)
from .worker_client import (
    Broken as Broken,
    Died as Died,
    Reply as Reply,
    TimedOut as TimedOut,
    WorkerProcess as WorkerProcess,
)
