"""has no pool after NiN's third block

The fourth block then works on a map of 12x12 instead of 5x5. The mean at the end hides it,
because it takes any size: the logits come out with the right shape.

Hint: Count the pools: one after each of the first three blocks.
"""


class NiN(NiN):
    def forward(self, x):
        x = self.block3(self.pool(self.block2(self.pool(self.block1(x)))))
        return self.block4(self.dropout(x)).mean(dim=(2, 3))
