from .grading import Judge as Judge
from .suite import (
    Check as Check,
    CheckSuite as CheckSuite,
)
