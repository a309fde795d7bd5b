from .gradescope_package import write_gradescope_package as write_gradescope_package
from .publishing import ReleaseOptions as ReleaseOptions, run_release as run_release
from .quiz_export import (
    PLATFORMS as PLATFORMS,
    ExportOptions as ExportOptions,
    run_export as run_export,
)
