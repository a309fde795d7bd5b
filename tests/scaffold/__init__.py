"""Tests of what authors and instructors start from."""
