"""Three processes: the judge's end (`process`), the launcher and the worker.

`launcher`, `worker` and `confinement` run in processes that never hold a
secret; `process` runs in the judge and is the only one that the rest imports.
"""
