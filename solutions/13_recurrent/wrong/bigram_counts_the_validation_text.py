"""counts in the text that it is measured on

A model that has seen the text it is tested on looks better than it is. Count in the first text,
measure on the second.

Hint: which of the two texts may the counts know?
"""

_bigram = bigram_loss


def bigram_loss(train, valid, size):
    return _bigram(valid, valid, size)
