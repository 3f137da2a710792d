"""The timetable: which job runs when. The jobs' bodies belong to the rooms; arguments are opaque.

Times are in the worker's clock (UTC); each job runs at most once at a time and may be run again at will.
"""

from __future__ import annotations

from datetime import date, timedelta

import structlog
from procrastinate import JobContext
from procrastinate.contrib.django import app

from fengqiao.kit import clock

log = structlog.get_logger()


@app.periodic(cron="* * * * *")
@app.task(name="site.resume", queue="upkeep", queueing_lock="site.resume", pass_context=True)
async def resume(context: JobContext, timestamp: int) -> None:
    """Take up the jobs of a worker that was killed. It has no lock of its own, or a kill would stop it for good."""
    from fengqiao.site.jobs import resume_stalled

    taken_up = await resume_stalled(context.app.job_manager)
    if taken_up:
        log.warning("site.jobs_resumed", jobs=taken_up)


@app.periodic(cron="* * * * *")
@app.task(name="site.seal", queue="upkeep", queueing_lock="site.seal", lock="site.seal")
def seal(timestamp: int) -> None:
    """Seal the audit rows of the last minute into the chain."""
    from fengqiao.site import sealing

    log.info("audit.sealed", rows=sealing.seal_now())


@app.periodic(cron="30 15 * * *")
@app.task(name="site.anchor", queue="upkeep", queueing_lock="site.anchor")
def anchor(timestamp: int) -> None:
    """Keep the day's head of the chain (23:30 in Shanghai), for the paper that another organ holds."""
    from fengqiao.site import sealing

    log.info("audit.anchored", kept=sealing.anchor_now(clock.now()))


@app.periodic(cron="*/5 * * * *")
@app.task(name="site.clocks", queue="upkeep", queueing_lock="site.clocks", lock="site.clocks")
def clocks(timestamp: int) -> None:
    """Let lapse what has lapsed, one area after another."""
    from fengqiao.procedures import face as procedures

    report = procedures.run_clocks(at=clock.now())
    log.info("procedures.clocks_run", areas=report.areas, lapsed=report.lapsed, failed=len(report.failed))


@app.periodic(cron="*/15 * * * *")
@app.task(name="site.daily", queue="upkeep", queueing_lock="site.daily", lock="site.daily")
def daily(timestamp: int) -> None:
    """Open what is due today. Asked every quarter of an hour, so that a worker that slept past midnight catches up:
    a place that today's run has finished is passed over."""
    from fengqiao.procedures import face as procedures

    report = procedures.run_daily(at=clock.now(), again=False)
    log.info("procedures.daily_run", areas=report.areas, opened=report.opened, failed=len(report.failed))


@app.periodic(cron="10 16 * * *")
@app.task(name="site.new_day", queue="upkeep", queueing_lock="site.new_day", lock="site.new_day")
def new_day(timestamp: int) -> None:
    """Ten past midnight in Shanghai: delegations and posts that begin or end with the day."""
    from fengqiao.procedures import face as procedures

    count = procedures.new_day(at=clock.now(), over=procedures.all_counties())
    log.info("procedures.new_day", matters=count)


@app.periodic(cron="* * * * *")
@app.task(name="site.messages", queue="upkeep", queueing_lock="site.messages")
def messages(timestamp: int) -> None:
    """Ask again for messages whose job was lost, and for the receipts of those that were taken."""
    from fengqiao.notices import face as notices
    from fengqiao.procedures import face as procedures

    counties, at = procedures.all_counties(), clock.now()
    asked, taken = notices.ask_again(over=counties, at=at), notices.take_receipts(over=counties, at=at)
    log.info("notices.looked_after", asked=asked, receipts=taken)


@app.periodic(cron="15 1 * * *")
@app.task(name="site.openings", queue="upkeep", queueing_lock="site.openings", lock="site.openings")
def openings(timestamp: int) -> None:
    """A quarter past nine in Shanghai: tell of emergency accesses that nobody reviewed in time."""
    from fengqiao.oversight import face as oversight
    from fengqiao.procedures import face as procedures

    log.info("oversight.escalated", openings=oversight.escalate(over=procedures.all_counties(), at=clock.now()))


@app.periodic(cron="30 17 * * *")
@app.task(name="site.access_review", queue="upkeep", queueing_lock="site.access_review", lock="site.access_review")
def access_review(timestamp: int) -> None:
    """Half past one at night in Shanghai: who read what without need on the day that ended."""
    from fengqiao.oversight import face as oversight
    from fengqiao.site import sealing

    at = clock.now()
    day = clock.local_day(at) - timedelta(days=1)
    log.info("oversight.looked_over", findings=oversight.look_over(day=day, looks=sealing.looks_of(day), at=at))


@app.periodic(cron="*/5 * * * *")
@app.task(name="site.letters", queue="upkeep", queueing_lock="site.letters", lock="site.letters")
def letters(timestamp: int) -> None:
    """Tell offices of letters that came and of receipts that are overdue, one county after another."""
    from fengqiao.letters import face as official
    from fengqiao.procedures import face as procedures

    told = official.look_after(over=procedures.all_counties(), at=clock.now())
    log.info("letters.looked_after", told=told)


@app.periodic(cron="0 1 * * *")
@app.task(name="site.reminders", queue="upkeep", queueing_lock="site.reminders")
def reminders(timestamp: int) -> None:
    """Nine in the morning in Shanghai: remind people of what ends tomorrow."""
    from fengqiao.procedures import face as procedures

    log.info("procedures.reminded", people=procedures.run_reminders(at=clock.now()))


@app.periodic(cron="5 1 * * *")
@app.task(name="site.appointments", queue="upkeep", queueing_lock="site.appointments")
def appointments(timestamp: int) -> None:
    """Just after nine in the morning in Shanghai: remind people of tomorrow's appointments."""
    from fengqiao.procedures import face as procedures
    from fengqiao.supervision import face as supervision

    told = supervision.remind_of_appointments(over=procedures.all_counties(), at=clock.now())
    log.info("supervision.reminded", people=told)


@app.periodic(cron="*/10 * * * *")
@app.task(name="site.hand_backs", queue="upkeep", queueing_lock="site.hand_backs")
def hand_backs(timestamp: int) -> None:
    """Tell colleagues who are back what came and what was done in their place."""
    from fengqiao.procedures import face as procedures

    log.info("procedures.handed_back", covers=procedures.hand_back_covers(at=clock.now()))


@app.periodic(cron="40 16 * * *")
@app.task(name="site.forget_numbers", queue="upkeep", queueing_lock="site.forget_numbers")
def forget_numbers(timestamp: int) -> None:
    """Drop the numbers of messages that ended long enough ago, one county after another."""
    from fengqiao.notices import face as notices
    from fengqiao.procedures import face as procedures

    log.info("notices.forgotten", numbers=notices.forget_numbers(over=procedures.all_counties(), at=clock.now()))


@app.periodic(cron="20 * * * *")
@app.task(name="site.forget_uploads", queue="upkeep", queueing_lock="site.forget_uploads")
def forget_uploads(timestamp: int) -> None:
    """Forget the cells of uploaded registers past their 24 hours, one county after another."""
    from fengqiao.exchange import face as exchange
    from fengqiao.procedures import face as procedures

    log.info("exchange.forgotten", uploads=exchange.forget_expired(areas=procedures.all_counties(), at=clock.now()))


@app.periodic(cron="*/10 * * * *")
@app.task(name="site.tallies", queue="upkeep", queueing_lock="site.tallies", lock="site.tallies")
def tallies(timestamp: int) -> None:
    """Count what cities and the province look at, one county after another."""
    from fengqiao.desk import face as desk
    from fengqiao.procedures import face as procedures

    log.info("desk.tallied", counties=desk.take_tallies(counties=procedures.all_counties(), at=clock.now()))


@app.periodic(cron="25 * * * *")
@app.task(name="site.forget_exports", queue="upkeep", queueing_lock="site.forget_exports")
def forget_exports(timestamp: int) -> None:
    """Forget exported lists that nobody fetched within their hours, one place after another."""
    from fengqiao.desk import face as desk
    from fengqiao.procedures import face as procedures

    log.info("desk.exports_forgotten", files=desk.forget_exports(counties=procedures.all_counties(), at=clock.now()))


@app.periodic(cron="35 17 * * *")
@app.task(name="site.forget_previews", queue="upkeep", queueing_lock="site.forget_previews")
def forget_previews(timestamp: int) -> None:
    """Throw away what old previews of proposed changes had found; their numbers stay."""
    from fengqiao.desk import face as desk

    log.info("desk.previews_forgotten", previews=desk.forget_previews(at=clock.now()))


@app.periodic(cron="30 * * * *")
@app.task(name="site.forget_prints", queue="upkeep", queueing_lock="site.forget_prints")
def forget_prints(timestamp: int) -> None:
    """Forget files of many papers past their hours, one place after another."""
    from fengqiao.documents import face as documents
    from fengqiao.procedures import face as procedures

    over = procedures.all_counties()
    log.info("documents.prints_forgotten", files=documents.forget_prints(counties=over, at=clock.now()))


@app.periodic(cron="10 1 * * *")
@app.task(name="site.requests_due", queue="upkeep", queueing_lock="site.requests_due")
def requests_due(timestamp: int) -> None:
    """Just after nine in the morning in Shanghai: tell colleagues of requests about own data due soon."""
    from fengqiao.procedures import face as procedures
    from fengqiao.subjects import face as subjects

    told = subjects.remind_of_requests(over=procedures.all_counties(), at=clock.now())
    log.info("subjects.requests_due", told=told)


@app.periodic(cron="40 * * * *")
@app.task(name="site.list_erasures", queue="upkeep", queueing_lock="site.list_erasures")
def list_erasures(timestamp: int) -> None:
    """Write into the list of erasures what a killed process did not."""
    from fengqiao.site import erasures

    log.info("erasures.listed", lines=erasures.write_list())


@app.periodic(cron="50 * * * *")
@app.task(name="site.forget_lookups", queue="upkeep", queueing_lock="site.forget_lookups")
def forget_lookups(timestamp: int) -> None:
    """Drop the public door's counters of look-ups whose minute is long over."""
    from fengqiao.disclosure import face as disclosure

    log.info("disclosure.forgotten", counters=disclosure.forget_lookups(at=clock.now()))


@app.periodic(cron="* * * * *")
@app.task(name="site.identities", queue="upkeep", queueing_lock="site.identities", lock="site.identities")
def identities(timestamp: int) -> None:
    """Tell both counties of a number that two of them hold; the doors themselves never learn of it (T08)."""
    from fengqiao.subjects import face as subjects

    log.info("subjects.identities_matched", told=subjects.match_identities(at=clock.now()))


@app.task(name="site.follow_law", queue="upkeep")
def follow_law(area: str, since: str) -> None:
    """After a confirmed change of parameters or working days: bring inbox and clocks of its place in line."""
    from fengqiao.procedures import face as procedures

    count = procedures.law_changed(area=area, since=date.fromisoformat(since), at=clock.now())
    log.info("procedures.law_followed", matters=count)


@app.periodic(cron="*/15 * * * *")
@app.task(name="site.follow_places", queue="upkeep", queueing_lock="site.follow_places", lock="site.follow_places")
def follow_places(timestamp: int) -> None:
    """Carry out the confirmed changes of places whose day has come; asked again, so that nothing stays behind."""
    from fengqiao.subjects import face as subjects

    done = subjects.follow_places(at=clock.now())
    if done.settled or done.moved or done.stuck:
        log.info("subjects.places_followed", changes=done.settled, files=done.moved, stuck=done.stuck)
