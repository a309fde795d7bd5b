"""takes NiN's logits as maxima instead of means

Global max pooling gives one number a class as well. But NiN averages: every place of the map
votes for its class, and a single strong pixel does not decide.

Hint: What does the word average in global average pooling ask for?
"""


class NiN(NiN):
    def forward(self, x):
        for block in (self.block1, self.block2, self.block3):
            x = self.pool(block(x))
        return self.block4(self.dropout(x)).amax(dim=(2, 3))
