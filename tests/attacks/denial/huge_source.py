"""Is a file of a megabyte in one line.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: deadlines
Report: callable|list|cannot|raised|object
"""

double = eval('[' + '0, ' * 300_000 + ']')
