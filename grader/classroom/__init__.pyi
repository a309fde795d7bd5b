from .command import (
    ClassOptions as ClassOptions,
    run_class as run_class,
)
from .judges import (
    Course as Course,
    JudgeProcess as JudgeProcess,
    Task as Task,
)
from .options import CLASS_COMMANDS as CLASS_COMMANDS
