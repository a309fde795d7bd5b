"""forgets to count the first window

The division tells how many steps the window can take. The position where it starts is a window
too: there is always one more position than steps.

Hint: if the kernel is exactly as long as the image, how often can you put it down?
"""


def conv_output_size(n, f, p=0, s=1, d=1):
    reach = d * (f - 1) + 1
    return (n + 2 * p - reach) // s
