"""puts a ReLU after AlexNet's last layer

A logit may be any number, and a class that is out of the question has a negative one. Cut off at 0, all such classes
look alike, and no gradient pulls them apart.

Hint: Which layers of the table have a ReLU, and is the last one among them?
"""

from torch import nn


class AlexNet(AlexNet):
    def __init__(self, num_classes=1000):
        super().__init__(num_classes)
        self.classifier.append(nn.ReLU())
