"""Runs beside the learner's code: what a plain call cannot ask."""


def gate_refuses(module, name):
    """Say whether gate(name) raises ValueError."""
    try:
        module.gate(name)
    except ValueError:
        return True
    return False
