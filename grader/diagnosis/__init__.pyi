from .exceptions import advice as advice
from .explaining import Diagnosis as Diagnosis
from .matching import (
    Allowance as Allowance,
    Evidence as Evidence,
    Match as Match,
    Matcher as Matcher,
)
