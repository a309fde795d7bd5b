from .command import write_records as write_records
from .home import (
    home_judge as home_judge,
    judge_of as judge_of,
)
from .publishing import make_public_record as make_public_record
from .record import (
    PublicRecord as PublicRecord,
    UnusableRecord as UnusableRecord,
    read_public_record as read_public_record,
    record_file as record_file,
    write_public_record as write_public_record,
)
from .sources import published_source as published_source
