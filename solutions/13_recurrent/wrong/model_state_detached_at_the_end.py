"""returns a detached state

Where a gradient is to stop is for the training loop to decide. If the model cuts it off itself,
two calls in a row can never be learned from together.

Hint: what does the docstring say about detaching?
"""

_Attached = CharModel


class CharModel(_Attached):
    def forward(self, tokens, state=None):
        logits, state = super().forward(tokens, state)
        return logits, tuple(part.detach() for part in state)
