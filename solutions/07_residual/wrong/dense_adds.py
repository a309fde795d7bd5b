"""adds the new channels to the old ones instead of appending them

That is a residual block. DenseNet appends: after each layer there are `growth` more channels, and
every layer can still read every earlier one as it was.

Hint: How many channels are there after the first layer?
"""


class DenseBlock(DenseBlock):
    def forward(self, x):
        for layer in self.layers:
            x = x + layer(x)
        return x
