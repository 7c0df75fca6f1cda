"""Alarms of CloudWatch."""

from __future__ import annotations

from names import ON_PREM, PLATFORM, SERVICE, tag_list, weights
from stage import Stage


def ill(stage: Stage) -> None:
    check, stock = stage.check, stage.shop.services["stock"]
    stock.say_targets(ON_PREM, "unhealthy/Target.ResponseCodeMismatch")
    stock.set_alarm("ALARM", "no target answers")
    [fleet] = [
        each
        for each in stage.api.platform("shop").body["serviceStatuses"]
        if each["service"] == "stock"
    ]
    check.same(
        "without metrics, the site is unhealthy on the fleet page at once",
        fleet["sites"][ON_PREM]["health"],
        "unhealthy",
    )
    status = stage.api.service("stock").body
    [alarm] = status["alarms"]
    check.same("the card shows the alarm's state", alarm["state"], "ALARM")
    check.same("and its reason", alarm.get("reason"), "no target answers")
    check.same("and its site", alarm.get("site"), ON_PREM)
    check.same("the site is unhealthy", status["sites"][ON_PREM]["health"], "unhealthy")
    check.same(
        "by its targets",
        status["sites"][ON_PREM]["targets"],
        {"healthy": 0, "total": 2, "reasons": {"Target.ResponseCodeMismatch": 2}},
    )
    stock.heal_targets(ON_PREM)
    stock.set_alarm("OK", "they answer again")
    status = stage.api.service("stock").body
    check.same(
        "then it is healthy again", status["sites"][ON_PREM]["health"], "healthy"
    )
    check.same("and so is the alarm", status["alarms"][0]["state"], "OK")


def composite(stage: Stage) -> None:
    check = stage.check
    news = stage.untidy.add_service("news", weights(40, 60))
    stage.aws.cloudwatch.put_composite_alarm(
        AlarmName="news-dark",
        AlarmRule=f'ALARM("{news.alarm}")',
        Tags=tag_list({PLATFORM: "untidy", SERVICE: "news"}),
    )
    stage.aws.cloudwatch.set_alarm_state(
        AlarmName="news-dark", StateValue="ALARM", StateReason="both sites are down"
    )
    alarms = {
        each["name"]: each["state"] for each in stage.api.service("news").body["alarms"]
    }
    check.same("the card shows it", alarms.get("news-dark"), "ALARM")
    check.same("beside the alarm of the site", alarms.get(news.alarm), "OK")
