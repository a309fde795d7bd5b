from .mutants import (
    Mutant as Mutant,
    changed_sources as changed_sources,
    make_mutants as make_mutants,
    richer_sources as richer_sources,
)
from .mutations import (
    Change as Change,
    is_number as is_number,
)
