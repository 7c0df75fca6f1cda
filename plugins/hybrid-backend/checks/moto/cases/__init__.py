"""The cases, in their order.

What is expected later moves up when what it waits for has landed.
"""

from __future__ import annotations

from stage import Case

from . import (
    alarms,
    discovery,
    drift,
    evacuations,
    gone,
    holds,
    replications,
    rules,
    shifts,
    unknown,
)

# (title, case)
CASES: list[tuple[str, Case]] = [
    ("The platforms", discovery.platforms),
    ("A platform", discovery.platform),
    ("A service", discovery.service),
    ("A plan", shifts.plan),
    ("A failover", shifts.failover),
    ("The way back", shifts.reset),
    ("Steps, of which the second finds its site ill", shifts.gate),
    ("A site without a healthy target", shifts.refused),
    ("A hold by one person against another", holds.hold),
    ("Weights that somebody else wrote", drift.unexplained),
    ("An alarm, and the targets that it is about", alarms.ill),
    ("A replication: test, start, lag, stop", replications.course),
    ("An evacuation", evacuations.evacuation),
    ("A deleted rule that the tag query still lists", gone.rule),
    ("A deleted listener that the tag query still lists", gone.listener),
    ("A rule that was replaced, both listed", gone.replaced_rule),
    ("A target group that was replaced, both listed", gone.replaced_group),
    ("A rule that is replaced while a shift bakes", gone.replaced_meanwhile),
    ("A third group on the rule", rules.third_group),
    ("Two rules of one service", rules.two_rules),
    ("A default weight that is missing", rules.no_default_weight),
    ("An entity tag that is no full ref", rules.short_entity_ref),
    ("A hold without a name", holds.nameless),
    ("A lag that was measured nine minutes ago", unknown.old_lag),
    ("A replication whose endpoints name no site", unknown.nameless_endpoints),
]

# (title, case, what is not so yet)
EXPECTED_LATER: list[tuple[str, Case, str]] = [
    (
        "The default weights, put back after a failover off a dead site",
        drift.put_back,
        "weights that are the default are never drift",
    ),
    (
        "A VPN connection without telemetry",
        unknown.no_telemetry,
        "the connection is not shown at all",
    ),
    (
        "Targets that no metric has counted yet",
        unknown.no_metrics,
        "the platform shows 0 of 0 targets",
    ),
    (
        "A composite alarm",
        alarms.composite,
        "composite alarms are not asked for",
    ),
    (
        "An evacuation of a platform without services",
        evacuations.nothing,
        "it is refused as a lack of permissions",
    ),
]
