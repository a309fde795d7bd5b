"""The auto-grader. Start reading at `cli.py`; one submission travels in a straight line from there."""
