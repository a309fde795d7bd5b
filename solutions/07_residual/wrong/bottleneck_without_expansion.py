"""forgets that the bottleneck grows its channels again

The last 1x1 convolution returns to c_mid channels. The block should leave with c_mid * expansion:
narrow inside, wide outside, so that the expensive 3x3 works on few channels.

Hint: With c_in = 256 and c_mid = 64, how many channels should come out?
"""


class Bottleneck(Bottleneck):
    def __init__(self, c_in, c_mid, stride=1, expansion=4):
        super().__init__(c_in, c_mid, stride, 1)
