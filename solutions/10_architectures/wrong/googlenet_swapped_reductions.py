"""swaps the 3x3 and 5x5 branches of the blocks

The six numbers are c1, c3_reduce, c3, c5_reduce, c5, pool_proj. The sum of the channels is the
same if the branches are swapped, so the next block fits; the weights do not.

Hint: Which number reduces for which kernel?
"""


class _Inception(_Inception):
    def __init__(self, c_in, c1, c3_reduce, c3, c5_reduce, c5, pool_proj):
        super().__init__(c_in, c1, c5_reduce, c5, c3_reduce, c3, pool_proj)
