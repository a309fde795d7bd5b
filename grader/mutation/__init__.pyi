from .mutants import (
    Mutant as Mutant,
    changed_sources as changed_sources,
    make_mutants as make_mutants,
    network_sources as network_sources,
    richer_sources as richer_sources,
)
from .mutations import (
    Change as Change,
    is_number as is_number,
)
from .mutations_layers import (
    name_of_callee as name_of_callee,
)
from .rewritten import (
    reordered_sources as reordered_sources,
    repeated_sources as repeated_sources,
)
