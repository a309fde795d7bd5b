"""The texts that the sample reports are made of: a learner's file, a statement, hostile strings."""

from __future__ import annotations

SOURCE = '''"""Convolutions and their arithmetic."""

import numpy as np


def conv_output_size(n: int, f: int, p: int = 0, s: int = 1, d: int = 1) -> int:
    """Return how many positions a kernel of size f has along an axis of length n.

    >>> conv_output_size(32, 5)
    28
    """
    effective = d * (f - 1) + 1
    span = n + 2 * p - effective
    return -(-span // s) + 1  # as many steps as fit


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):
    """Cross-correlate x (N, C, H, W) with w (F, C, kH, kW)."""
    w = w[:, :, ::-1, ::-1]
    print("conv2d", x.shape, w.shape)
    out = np.zeros((x.shape[0], w.shape[0], x.shape[2], x.shape[3]))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            patch = x[:, :, i : i + w.shape[2], j : j + w.shape[3]]
            out[:, :, i, j] = np.tensordot(patch, w, axes=([1, 2, 3], [1, 2, 3]))
    return out


def receptive_field(layers):
    """Return the receptive field of a stack of layers."""
    while layers:
        pass
'''

NASTY = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)> ]]> & \" ' {{7*7}} "
    "\x00\x08\x1b[31mred\x1b[0m\x1b]0;title\x07 \u202egnp.exe\u202c \u2066x\u2069 \ud800 \udfff "
    "\ufffe \x85 \u2028 \x9b2J [bold red]rich[/] $x<y$ `</code><b>` http://evil.example/x "
    "![i](http://evil.example/i.png) [a](javascript:alert(3)) <style>*{display:none}</style> "
    "e" + "\u0301" * 60 + " \U000e0041 line\r\nnext\rover"
)

STATEMENT = """# Convolutions

A kernel of size $f$ slides over an input of size $n$ with padding $p$ and stride $s$:

$$o = \\left\\lfloor \\frac{n + 2p - f}{s} \\right\\rfloor + 1$$

$$\\begin{aligned} y_{i,j} &= \\sum_{u=0}^{k-1} \\sum_{v=0}^{k-1} w_{u,v}\\, x_{i+u,\\,j+v} + b
\\\\ \\mathrm{out} &= \\mathbf{W} x \\end{aligned}$$

| layer | parameters |
| :--- | ---: |
| conv 3×3, 2 to 3 | 57 |

```python
def conv_output_size(n, f, p=0, s=1):
    ...  # your turn
```

1. Start with `conv_output_size`.
2. Then **everything** else.

![two squares](squares.svg)
"""

SQUARES = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60" width="240" height="120">'
    '<rect x="5" y="5" width="50" height="50" fill="#2b50b8"/>'
    '<rect x="65" y="5" width="50" height="50" fill="none" stroke="#1d1f23"/></svg>'
)
