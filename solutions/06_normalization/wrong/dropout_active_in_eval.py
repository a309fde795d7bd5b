"""drops elements in eval, too

The flag is ignored, so predictions are random: ask twice and get two answers. Dropout disturbs
the network to train it better; when it is used, the whole network takes part.

Hint: Where does your forward pass look at `training`?
"""


class Dropout(Dropout):
    def forward(self, x, training):
        return super().forward(x, True)
