"""Tests of exercises as notebooks."""
