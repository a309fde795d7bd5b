from .comparison import assert_close as assert_close
from .context import CheckContext as CheckContext
from .data import (
    DIGIT_PARTS as DIGIT_PARTS,
    DataSet as DataSet,
    Part as Part,
    digits_data as digits_data,
    load_data as load_data,
    split_data as split_data,
)
from .failures import (
    CheckFailure as CheckFailure,
    demand as demand,
)
from .fitting import Fit as Fit
from .internals import (
    HYPOTHESIS_PLUGIN as HYPOTHESIS_PLUGIN,
    body_of as body_of,
    is_property as is_property,
    replace_body as replace_body,
    start_pytest as start_pytest,
    stop_pytest as stop_pytest,
)
from .plugin import (
    MARKERS as MARKERS,
    graded_key as graded_key,
)
from .showing import (
    note as note,
    show_confusion as show_confusion,
    show_curves as show_curves,
    show_images as show_images,
    show_mistakes as show_mistakes,
    show_parameters as show_parameters,
    show_table as show_table,
)
from .strategies import (
    arrays as arrays,
    seeds as seeds,
)
from .textbook import train_by_the_book as train_by_the_book
from .tolerances import error_bound as error_bound
from .training import (
    check_accuracy as check_accuracy,
    check_all_move as check_all_move,
    check_first_loss as check_first_loss,
    check_left_alone as check_left_alone,
    check_measures as check_measures,
    check_measuring as check_measuring,
    check_overfits as check_overfits,
    check_steps as check_steps,
    check_trajectory as check_trajectory,
    compare_gradients as compare_gradients,
    compare_layouts as compare_layouts,
    small_batches as small_batches,
)
