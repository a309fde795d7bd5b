from .explaining import Diagnosis as Diagnosis
from .matching import (
    Evidence as Evidence,
    Matcher as Matcher,
)
