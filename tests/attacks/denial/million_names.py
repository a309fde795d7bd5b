"""Defines a million names, which are listed for a function that is missing.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: bounds of a reply
Report: defines no|no value|items
"""

for number in range(300_000):
    globals()[f"steps{number}"] = number
