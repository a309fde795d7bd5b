"""The tests of the grader and of its course."""
