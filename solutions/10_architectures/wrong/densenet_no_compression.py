"""keeps all channels in DenseNet's transitions

The C in DenseNet-BC stands for compression: a transition halves the channels. Without it the
network still works, but each block starts with everything that was ever made.

Hint: How many channels enter and leave the 1x1 convolution of a transition?
"""

from torch import nn


class _Transition(_Transition):
    def __init__(self, c_in):
        super().__init__(c_in)
        self.conv = nn.Conv2d(c_in, c_in, 1, bias=False)


class DenseNet(DenseNet):
    def __init__(self, growth, blocks, num_classes):
        super().__init__(growth, blocks, num_classes)
        channels = 2 * growth
        for i, layers in enumerate(blocks):
            if i > 0:
                self.transitions[i - 1] = _Transition(channels)
            block = [_DenseLayer(channels + j * growth, growth) for j in range(layers)]
            self.blocks[i] = nn.Sequential(*block)
            channels += layers * growth
        self.norm_last = nn.BatchNorm2d(channels)
        self.classifier = nn.Linear(channels, num_classes)
