"""shares the weights with PyTorch's cell in place of copying them

Both cells hold the same tensors now. Whoever trains or overwrites one of them changes the other.

Hint: does the second name of a tensor have memory of its own?
"""


def _copy_weights(own, cell):
    own.ih.weight, own.ih.bias = cell.weight_ih, cell.bias_ih
    own.hh.weight, own.hh.bias = cell.weight_hh, cell.bias_hh
