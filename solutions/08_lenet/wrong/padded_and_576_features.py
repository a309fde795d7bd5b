"""pads the first convolution, and fits fc1 to it

The first convolution has padding 2. Its maps stay 32x32, 576 numbers are left for fc1, and the
network has more weights than LeNet-5. It runs and learns, so only the shapes tell.

Hint: the table gives the size after each layer; which is the first that differs from yours?
"""

from torch import nn

_Right = LeNet5


class LeNet5(_Right):
    def __init__(self, num_classes=10, activation="tanh", pool="avg"):
        super().__init__(num_classes, activation, pool)
        self.conv1 = nn.Conv2d(1, 6, kernel_size=5, padding=2)
        self.fc1 = nn.Linear(16 * 6 * 6, 120)
