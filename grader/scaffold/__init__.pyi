from .course import new_course as new_course
from .exercise import new_exercise as new_exercise
