"""Tests of what leaves a course."""
