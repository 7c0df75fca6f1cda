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
]

# (title, case, what is not so yet)
EXPECTED_LATER: list[tuple[str, Case, str]] = [
    (
        "A deleted listener that the tag query still lists",
        gone.listener,
        "one deleted listener blinds its whole platform",
    ),
    (
        "A rule that was replaced, both listed",
        gone.replaced_rule,
        "the rule that exists does not win over the one that is only listed",
    ),
    (
        "A target group that was replaced, both listed",
        gone.replaced_group,
        "the group that the rule forwards to does not win over one that is only listed",
    ),
    (
        "A rule that is replaced while a shift bakes",
        gone.replaced_meanwhile,
        "the shift tries in vain until its time is over, and blames AWS",
    ),
    (
        "A third group on the rule",
        rules.third_group,
        "the share of a group of neither site is not counted",
    ),
    (
        "Two rules of one service",
        rules.two_rules,
        "a service with two rules cannot be shown or moved",
    ),
    (
        "A default weight that is missing",
        rules.no_default_weight,
        "without its default weight a service cannot be failed over",
    ),
    (
        "An entity tag that is no full ref",
        rules.short_entity_ref,
        "the service says that the tag names another entity",
    ),
    (
        "A hold without a name",
        holds.nameless,
        "a hold that the Lambdas obey is not shown, and the next shift takes it away",
    ),
    (
        "The default weights, put back after a failover off a dead site",
        drift.put_back,
        "weights that are the default are never drift",
    ),
    (
        "A lag that was measured nine minutes ago",
        unknown.old_lag,
        "an old measurement counts as one of now",
    ),
    (
        "A replication whose endpoints name no site",
        unknown.nameless_endpoints,
        "the safety rule passes where nothing is known",
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
