"""The kinds of question, one file each: its fields, how it is drawn, asked, answered, judged and proved.

To add a kind, write its file (a subclass of `Question` with the `type` of quiz.toml as its tag) and name
it here. Where one line of text is no face for it, `face` names a template of its own in templates/quiz_kinds/.
"""

from grader.quiz.kinds.choice import ChoiceQuestion
from grader.quiz.kinds.expression import ExpressionQuestion
from grader.quiz.kinds.multiple import MultipleQuestion
from grader.quiz.kinds.number import NumberQuestion
from grader.quiz.kinds.ordering import OrderingQuestion
from grader.quiz.kinds.output import OutputQuestion
from grader.quiz.kinds.shape import ShapeQuestion
from grader.quiz.kinds.table import TableQuestion
from grader.quiz.kinds.truefalse import TrueFalseQuestion
from grader.quiz.question import Question

_REGISTERED: tuple[type[Question], ...] = (
    NumberQuestion,
    ChoiceQuestion,
    MultipleQuestion,
    TrueFalseQuestion,
    ShapeQuestion,
    TableQuestion,
    OrderingQuestion,
    ExpressionQuestion,
    OutputQuestion,
)
KINDS: dict[str, type[Question]] = {str(kind.__struct_config__.tag): kind for kind in _REGISTERED}
