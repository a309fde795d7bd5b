from .ci import ci_files as ci_files, new_ci as new_ci
from .course import new_course as new_course
from .exercise import new_exercise as new_exercise
from .samples import sample as sample
