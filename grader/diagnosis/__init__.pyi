from .explaining import Diagnosis as Diagnosis
from .matching import (
    Evidence as Evidence,
    Match as Match,
    Matcher as Matcher,
)
