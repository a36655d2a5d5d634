"""Days as people write them: right, or refused; two readings are never guessed between."""

import datetime as dt

import pytest

from portal.days import read_day

LIMITS = {"earliest": dt.date(2007, 1, 1), "latest": dt.date(2011, 2, 15)}


@pytest.mark.parametrize(
    "text",
    [
        "3.5.2010", "03.05.2010", "3.5.10", " 3.5.2010\xa0", "3 .5. 2010", "3. 5. 2010", "3. mai 2010", "3 mai 2010",
        "3. MAI 10", "3-mai-10", "mandag 3. mai 2010", "man. 3. mai 2010", "den 3. mai 2010", "2010-05-03", "2010/5/3",
        "2010.05.03", "20100503", "2010-05-03 00:00:00", "2010-05-03T10:30:00Z", "2010-05-03T10:30:00.000+02:00",
        "03.05.2010 kl. 10", "3.5.2010 10.30", "3.5.2010, kl 10:30", "3/5-2010", "3/5-10", "May 3, 2010", "3 May 2010",
        "May 3rd, 2010", "３.５.２０１０", "3.5.\u200b2010", "40301", "40301.0", "40301,5",
    ],
)  # fmt: skip
def test_a_day_is_read(text):
    assert read_day(text, **LIMITS) == dt.date(2010, 5, 3)


@pytest.mark.parametrize("text", ["03/05/2010", "3-5-2010", "3/5/10", "3-5-2010 kl. 10"])
def test_a_day_with_two_readings_is_refused_with_both(text):
    with pytest.raises(ValueError, match=r"kan være 05\.03\.2010 eller 03\.05\.2010"):
        read_day(text, **LIMITS)


def test_one_reading_is_enough():
    assert read_day("13/05/2010", **LIMITS) == read_day("05/13/2010", **LIMITS) == dt.date(2010, 5, 13)
    assert read_day("05/05/2010", **LIMITS) == dt.date(2010, 5, 5)


def test_a_bare_number_that_could_be_of_either_calendar_is_refused():
    with pytest.raises(ValueError, match=r"15\.02\.2007 eller 16\.02\.2011"):
        read_day("39128", earliest=dt.date(2007, 1, 1), latest=dt.date(2011, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "i går",
        "31.2.2010",
        "3. mai",
        "mai 2010",
        "2010",
        "3.–5. mai 2010",
        "5.13.2010",
        "3. ma 2010",
        "12",
        "0",
    ],
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError, match="ikke en dato"):
        read_day(text, **LIMITS)
