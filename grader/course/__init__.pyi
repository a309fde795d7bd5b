from .data import (
    DIGIT_PARTS as DIGIT_PARTS,
    DataSet as DataSet,
    Part as Part,
    Reader as Reader,
    check_folder as check_folder,
    data_folder as data_folder,
    digits_data as digits_data,
    load_images as load_images,
    split_data as split_data,
)
from .exercises import (
    course_folder as course_folder,
    exercise_folders as exercise_folders,
    find_exercises as find_exercises,
    is_at_home as is_at_home,
    load_exercise as load_exercise,
    prerequisites_of as prerequisites_of,
    solutions_root as solutions_root,
)
from .harnesses import (
    Harness as Harness,
    helpers_of as helpers_of,
    load_harness as load_harness,
    read_harness as read_harness,
)
from .hints import (
    HintsFile as HintsFile,
    afterwards as afterwards,
    read_hints as read_hints,
    shown_hints as shown_hints,
    take_hint as take_hint,
)
from .notebooks import python_lines as python_lines
from .progress import (
    Progress as Progress,
    read_progress as read_progress,
    remember_quiz as remember_quiz,
    remember_report as remember_report,
)
from .settings import (
    LANGUAGE as LANGUAGE,
    SECRET as SECRET,
    course_secret as course_secret,
    examples_secret as examples_secret,
    grading_policy as grading_policy,
    language_setting as language_setting,
)
from .sources import (
    load_module as load_module,
    overlay as overlay,
    signatures_of as signatures_of,
)
from .stubs import (
    SOLUTION_BEGIN as SOLUTION_BEGIN,
    SOLUTION_END as SOLUTION_END,
    stub_source as stub_source,
    write_stubs as write_stubs,
)
from .submissions import read_submission as read_submission
from .toml_files import read_toml as read_toml
from .translations import (
    CheckTexts as CheckTexts,
    read_check_texts as read_check_texts,
    read_statement as read_statement,
)
from .variants import (
    Variant as Variant,
    alternative_files as alternative_files,
    harness_uses as harness_uses,
    read_overlay as read_overlay,
    read_variants as read_variants,
    references_among as references_among,
)
