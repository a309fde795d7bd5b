from .command import (
    DeskOptions as DeskOptions,
    run_desk as run_desk,
)
from .watch import run_watch as run_watch
