"""lets the gradient pass unchanged

dout is given back as it came. What was dropped had no influence on the loss and gets no gradient;
what survived was scaled, and so is its gradient.

Hint: Which elements of x could change the result at all?
"""


class Dropout(Dropout):
    def backward(self, dout):
        return dout * 1
