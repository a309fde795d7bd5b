from .course_map import (
    course_map as course_map,
    earned as earned,
    next_exercise as next_exercise,
    next_text as next_text,
    state_of as state_of,
)
from .findings import (
    check_title as check_title,
    findings_of as findings_of,
)
from .formats import (
    FORMATS as FORMATS,
    format_files as format_files,
    render_format as render_format,
)
from .gradescope import gradescope_results as gradescope_results
from .markdown import (
    render_inline as render_inline,
    render_markdown as render_markdown,
)
from .outputs import (
    REPORTS as REPORTS,
    Outputs as Outputs,
    open_in_browser as open_in_browser,
    report_name as report_name,
    shown_path as shown_path,
)
from .pages import (
    TEMPLATES as TEMPLATES,
    page_policy as page_policy,
    render_html as render_html,
    render_page as render_page,
    report_values as report_values,
    warm_up as warm_up,
)
from .plain import plain_text as plain_text
from .points import (
    points_text as points_text,
)
from .progress_line import Progress as Progress
from .terminal import render_terminal as render_terminal
from .views import QUESTION_SHAPES as QUESTION_SHAPES
