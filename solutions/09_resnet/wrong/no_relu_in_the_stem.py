"""leaves out the ReLU after the first batch norm

The stem is convolution, batch norm, ReLU. Without the last, negative numbers enter the first block and its shortcut.

Hint: which three things does the first row of the table name?
"""


class ResNet(ResNet):
    def forward(self, x):
        x = self.bn1(self.conv1(x))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.fc(x.mean((2, 3)))
