from .check import Check as Check
from .grading import Judge as Judge
