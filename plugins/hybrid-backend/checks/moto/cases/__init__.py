"""The cases, in their order."""

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
    ("The default weights, put back after a failover off a dead site", drift.put_back),
    ("A VPN connection without telemetry", unknown.no_telemetry),
    ("Targets that no metric has counted yet", unknown.no_metrics),
    ("A composite alarm", alarms.composite),
    ("An evacuation of a platform without services", evacuations.nothing),
]
