from .faults import (
    Halt as Halt,
    LearnerFault as LearnerFault,
)
from .proxies import (
    LocalModule as LocalModule,
    RemoteObject as RemoteObject,
)
from .recording import (
    Call as Call,
    Recorder as Recorder,
)
from .replay import (
    Answer as Answer,
    as_array as as_array,
    close_arrays as close_arrays,
    equal_values as equal_values,
    recorded_answer as recorded_answer,
    replay_in_process as replay_in_process,
    replay_in_worker as replay_in_worker,
    same_answer as same_answer,
)
from .session import (
    GradingSession as GradingSession,
    load_request as load_request,
)
from .tapes import (
    Deviation as Deviation,
    Playback as Playback,
    Recording as Recording,
    Tape as Tape,
)
