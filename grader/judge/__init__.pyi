from .check import Check as Check
from .grading import (
    Judge as Judge,
    Progress as Progress,
)
from .private import PrivateHalf as PrivateHalf
from .suite import CheckSuite as CheckSuite
from .verdicts import Verdicts as Verdicts
