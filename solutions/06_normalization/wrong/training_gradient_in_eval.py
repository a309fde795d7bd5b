"""uses the training gradient after a pass in eval

The terms for mean and variance are subtracted although both were fixed numbers from the buffers.
In eval each channel is just a straight line, y = a x + c.

Hint: In eval, does moving one x change the y of any other row?
"""


class BatchNorm(BatchNorm):
    def backward(self, dout):
        self._training = True
        return super().backward(dout)
