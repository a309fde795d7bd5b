from .options import Options as Options
from .saying import show_course as show_course
from .steps import (
    exit_code as exit_code,
    run as run,
    try_wrong as try_wrong,
)
