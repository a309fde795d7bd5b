"""drops NiN's logits

Dropout stands behind the last block and sets half of the logits to zero. It should stand before
the last block, on the 384 channels that come out of the third pool.

Hint: How many numbers of an image does your dropout see?
"""


class NiN(NiN):
    def forward(self, x):
        for block in (self.block1, self.block2, self.block3):
            x = self.pool(block(x))
        return self.dropout(self.block4(x).mean(dim=(2, 3)))
