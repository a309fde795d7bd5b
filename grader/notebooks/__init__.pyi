from .commands import run_notebook as run_notebook
