from .command import (
    ValidateOptions as ValidateOptions,
    run_validation as run_validation,
)
