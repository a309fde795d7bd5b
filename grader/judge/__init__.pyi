from .check import Check as Check
from .grading import Judge as Judge
from .records import key_of as key_of
