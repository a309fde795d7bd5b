from .findings import findings_of as findings_of
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
    report_name as report_name,
)
from .pages import (
    TEMPLATES as TEMPLATES,
    page_policy as page_policy,
    render_html as render_html,
    render_page as render_page,
    warm_up as warm_up,
)
from .plain import plain_text as plain_text
from .progress_line import Progress as Progress
from .terminal import render_terminal as render_terminal
from .views import QUESTION_SHAPES as QUESTION_SHAPES
