from .exceptions import advice as advice
from .explaining import Diagnosis as Diagnosis
from .hypotheses import replays as replays
from .matching import (
    Allowance as Allowance,
    Evidence as Evidence,
    IsRefuted as IsRefuted,
    Match as Match,
    Matcher as Matcher,
)
