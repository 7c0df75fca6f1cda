"""What moto 5.2.5 lacks, or does otherwise than AWS documents, and the check needs.

| patch                       | what AWS documents, and moto does not                            |
| --------------------------- | ---------------------------------------------------------------- |
| list_tagged_load_balancing  | the tag query lists rules and listeners, and what once was tagged |
| list_tagged_hosted_zones    | the tag query lists hosted zones, in the global Region only       |
| refuse_tags_of_what_is_gone | DescribeTags knows only what exists                               |
| let_targets_be_ill          | targets have other states than healthy                            |
| choose_alarms_by_type       | DescribeAlarms gives composite alarms only to who asks for them   |
| let_alarms_be_composite     | PutCompositeAlarm makes an alarm of alarms                        |
| show_tunnels                | a VPN connection has telemetry of its tunnels                     |
| write_dms_times_as_numbers  | times are numbers in DMS's protocol                               |
| let_dms_test_again          | a connection can be tested twice                                  |
| let_dms_finish_creating     | tasks become `ready`, endpoints `active`                          |
| let_dms_refuse_a_start      | a task is not started in every state, nor in every way            |
| let_dms_have_begun_earlier  | the start of a task may be long ago: moto has only now            |
| refuse_unknown_operations   | what a service does not know, it refuses in its own protocol      |

Each patch is one function and changes one thing; README.md says who was right where moto and the
product disagreed. "botocore" below is the model of that service in botocore's `data` folder, from
which AWS's API reference is made.
"""

from __future__ import annotations

from collections.abc import Callable

from .alarms import (
    choose_alarms_by_type,
    let_alarms_be_composite,
)
from .dms import (
    let_dms_finish_creating,
    let_dms_have_begun_earlier,
    let_dms_refuse_a_start,
    let_dms_test_again,
    write_dms_times_as_numbers,
)
from .load_balancing import (
    let_targets_be_ill,
    refuse_tags_of_what_is_gone,
)
from .protocol import refuse_unknown_operations
from .tagging import (
    list_tagged_hosted_zones,
    list_tagged_load_balancing,
)
from .vpn import show_tunnels

PATCHES: tuple[Callable[[], None], ...] = (
    list_tagged_load_balancing,
    list_tagged_hosted_zones,
    refuse_tags_of_what_is_gone,
    let_targets_be_ill,
    choose_alarms_by_type,
    let_alarms_be_composite,
    show_tunnels,
    write_dms_times_as_numbers,
    let_dms_test_again,
    let_dms_finish_creating,
    let_dms_refuse_a_start,
    let_dms_have_begun_earlier,
    refuse_unknown_operations,
)
