"""Never finishes its top level.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: deadlines
Report: top level
"""

while True:
    pass
