"""always expands the bottleneck by four

The argument expansion is not read. Four is its usual value, but a block that is asked for another
should leave with c_mid * expansion channels.

Hint: How many channels leave Bottleneck(8, 4, expansion=2)?
"""


class Bottleneck(Bottleneck):
    def __init__(self, c_in, c_mid, stride=1, expansion=4):
        super().__init__(c_in, c_mid, stride, 4)
