from .command import run_validation as run_validation
from .examination import (
    MINUTES as MINUTES,
    ValidateOptions as ValidateOptions,
)
