"""When mails are due, by days: a run at five past six is not late for one that ran at six the day before."""

from __future__ import annotations

from datetime import date, timedelta

from pinakes.alerts.models import Frequency

_DAYS = {Frequency.DAILY: 1, Frequency.WEEKLY: 7}


def next_day(frequency: str, last: date) -> date:
    """The first day after ``last`` on which a mail is due; a month after the 31st is the last of the next month."""
    if frequency == Frequency.MONTHLY:
        first = (last.replace(day=1) + timedelta(days=32)).replace(day=1)
        end = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        return first.replace(day=min(last.day, end.day))
    return last + timedelta(days=_DAYS[Frequency(frequency)])


def is_due(frequency: str, last: date | None, today: date) -> bool:
    """Whether a mail may go today."""
    if not frequency:
        return False
    return last is None or today >= next_day(frequency, last)
