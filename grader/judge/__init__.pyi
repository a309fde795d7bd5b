from .check import Check as Check
from .grading import (
    Judge as Judge,
    Progress as Progress,
)
from .private import PrivateHalf as PrivateHalf
from .records import key_of as key_of
from .suite import CheckSuite as CheckSuite
from .verdicts import Verdicts as Verdicts
