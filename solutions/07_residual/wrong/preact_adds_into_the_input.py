"""adds the branch into the skip in place

`+=` on a tensor writes into it. When the shape stays, the skip is the caller's own input, which is
overwritten; autograd refuses it, because the input is still needed for the gradient.

Hint: Which tensor does the name of your skip stand for when there is no projection?
"""

import torch


class PreActBlock(PreActBlock):
    def forward(self, x):
        activated = torch.relu(self.bn1(x))
        skip = x if self.shortcut is None else self.shortcut(activated)
        skip += self.conv2(torch.relu(self.bn2(self.conv1(activated))))
        return skip
