"""What people write, and what is read: the same in forms, grids, reports and imports."""

import unicodedata
from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from counties.models import Activity, Grant, Kommune, Virksomhet
from counties.registers import REGISTERS
from portal import formats, reading
from portal.forms import KronerField, NumberField, WholeField, WrittenField
from reporting.answers import Invalid, parse_number
from tests import factories

READ = {
    "1250": "1250", "1 250,5": "1250.5", "500 000 kr": "500000", "kr 500 000": "500000", "kr. 1.500,-": "1500",
    "500,-": "500", "500,–": "500", "500 000,50 kroner": "500000.5", "NOK 12": "12", "kr 90.000": "90000", "90.000 kr": "90000", "−3": "-3", "–3": "-3",
    "- 3": "-3", "1.250.000": "1250000", "1.250.000,50": "1250000.5", "1,250,000.50": "1250000.5",
    "1.234,5": "1234.5", "1,234.5": "1234.5", "12.5": "12.5", "12,5": "12.5", "0,125": "0.125", "0.125": "0.125",
    "1250.500": "1250.5", "1 250,500": "1250.5", "１２３": "123", "1\u00a0250": "1250", "1\u202f250": "1250",
    "1\u2009250": "1250", "1'000": "1000", "1,00": "1", "\u200b12\ufeff": "12", " 12\t": "12",
}  # fmt: skip
TWO_READINGS = ["1.000", "1,000", "500.000", "12,345", "-1.500", "999,999 kr"]
NO_NUMBER = [
    "1,2 mill.", "3 millioner", "5 tusen", "10k", "12 50", "1250 000", "abc", "1e5", "1_000", "--3", "NaN", "inf",
    "½", "1.00.000", "1,2,3", "12,", "5-6", "ca. 5", "1" * 20,
]  # fmt: skip
ORG = ["910000004", "910 000 004", "NO 910 000 004 MVA", "NO910000004MVA", "９１0000004", "910\u200b000004"]


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_what_norwegians_write_is_read(text, value):
    assert reading.number(text) == Decimal(value)


@pytest.mark.parametrize("text", TWO_READINGS)
def test_two_readings_are_refused_with_both(text):
    with pytest.raises(reading.Unclear, match="kan bety både") as refused:
        reading.number(text)
    digits = "".join(char for char in text if char.isdigit())
    assert digits in str(refused.value)


@pytest.mark.parametrize(
    ("text", "amount"),
    {"500.000": 500_000, "-1.500": -1500, "90.000 kr": 90_000, "1 250": 1250, "12,00": 12}.items(),
)
def test_where_only_kroner_are_meant_a_point_is_between_thousands(text, amount):
    assert reading.kroner(text) == amount


@pytest.mark.parametrize("text", ["1,500", "12,345", "500.50", "0.125", "1,2 mill."])
def test_kroner_are_whole_and_still_not_guessed(text):
    with pytest.raises(reading.Unclear):
        reading.kroner(text)


@pytest.mark.parametrize("text", NO_NUMBER)
def test_what_is_no_number_is_refused_in_words(text):
    with pytest.raises(reading.Unclear):
        reading.number(text)


@pytest.mark.parametrize(("cell", "value"), [(3, "3"), (12.5, "12.5"), (0.1, "0.1"), (1e6, "1000000")])
def test_a_number_of_a_workbook_is_that_number(cell, value):
    assert reading.number(cell) == Decimal(value)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4, allow_nan=False))
def test_what_the_portal_writes_it_reads(number):
    for written in (formats.exact(number), formats.decimal(number), f"{formats.exact(number)} kr"):
        if "," in written or "\u00a0" in written or "." not in written:
            try:
                assert reading.number(written) == number
            except reading.Unclear:  # "1,500" alone may be fifteen hundred
                assert written.removesuffix(" kr").lstrip("-").count(",") == 1


@given(st.text())
def test_text_is_read_once_and_for_all(text):
    for lines in (True, False):
        once = reading.written(text, lines=lines)
        assert reading.written(once, lines=lines) == once
        assert not [char for char in once if unicodedata.category(char) == "Cc" and char not in "\n\t"]
        assert lines or "\n" not in once


@pytest.mark.parametrize(
    ("text", "lines", "kept"),
    [
        ("A\u030angstr\u00f8m", False, "Ångstrøm"),
        ("En\r\nto\rtre\u2028fire\x0bfem", True, "En\nto\ntre\nfire\nfem"),
        ("Emne\r\nBcc: alle@eksempel.no", False, "Emne Bcc: alle@eksempel.no"),
        ("a\x00b\x07c\x1bd\x7fe\x9ff", True, "abcdef"),
        ("\u202egnitset\u202c \ufeff\u200bher\u00ad", False, "gnitset her"),
        ("👩\u200d🌾 og क्\u200dष", False, "👩\u200d🌾 og क्\u200dष"),
        ("\ue000merket\ue001", False, "merket"),
    ],
)
def test_text_keeps_what_is_seen(text, lines, kept):
    assert reading.written(text, lines=lines) == kept


def all_forms(kind: type[forms.BaseForm] = forms.BaseForm) -> set[type[forms.BaseForm]]:
    return {kind} | {below for child in kind.__subclasses__() for below in all_forms(child)}


def test_every_form_of_the_portal_reads_text_and_numbers_by_these_rules(db, client):
    client.get("/")  # loads the addresses and with them all forms
    own = [
        form
        for form in all_forms()
        if form.__module__.split(".")[0] in {"portal", "counties", "criteria", "reporting"}
    ]
    strict = (WrittenField, NumberField, WholeField)
    plain = (forms.CharField, forms.DecimalField, forms.IntegerField, forms.FloatField)
    checked_otherwise = (forms.EmailField, forms.URLField, forms.SlugField, forms.GenericIPAddressField)
    wrong = {
        f"{form.__name__}.{name}"
        for form in own
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, plain) and not isinstance(field, strict + checked_otherwise)
    }
    assert len(own) > 40
    # A password is taken as it is typed; what a passkey is called, and what it says, is allauth's.
    assert wrong == {"JoinForm.password", "PasskeyForm.name", "PasskeyForm.credential"}


def test_a_field_of_kroner_reads_kroner(db, client):
    client.get("/")
    money = {
        f"{form.__name__}.{name}": field
        for form in all_forms()
        for name, field in getattr(form, "base_fields", {}).items()
        if "(kr)" in str(field.label)
    }
    assert {type(field) for field in money.values()} == {KronerField}
    assert len(money) >= 2


@pytest.mark.parametrize("text", ORG)
def test_an_organisation_number_is_known_however_it_is_written(text, as_, people):
    details = {"name": "Ny etat", "kind": "foretak", "kommune": Kommune.objects.get(number="0403").pk}
    page = as_("kari").post("/fylker/hedmark/virksomheter/ny/", details | {"org_number": text})
    assert page.status_code == 302, page.context["form"].errors
    assert Virksomhet.objects.get(name="Ny etat").org_number == "910000004"


@pytest.mark.parametrize(
    ("cell", "number"),
    [("403", "0403"), (403, "0403"), (403.0, "0403"), ("０４０３", "0403"), ("0403", "0403")],
)
def test_a_kommune_is_known_without_its_zero(cell, number, db):
    assert REGISTERS["virksomheter"].resource.fields["kommune"].widget.clean(cell).number == number


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1 250", 1250), ("2\u00a0000", 2000), ("1.250.000,-", None), ("1.250", None), ("12,5", None)],
)
def test_a_form_of_a_register_reads_counts(typed, kept, as_, people):
    details = {"task": "kurs", "title": "Kurs", "happened_on": "2010-05-01", "ledere": typed, "themes": []}
    page = as_("kari").post("/fylker/hedmark/aktiviteter/ny/", details)
    assert [row.ledere for row in Activity.objects.filter(title="Kurs")] == ([kept] if kept else [])
    assert kept or typed in page.content.decode()  # what was typed is still there


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("600 000 kr", 600_000),
        ("600.000,-", 600_000),
        ("600.000", 600_000),
        ("600,000", None),
        ("0,6 mill.", None),
    ],
)
def test_kroner_in_a_grid_are_never_a_thousandth(typed, kept, as_, people):
    hedmark = factories.region("hedmark")
    page = as_("siv").get("/tilskudd/2010/")
    name = f"{hedmark.pk}-knutepunkt"
    sent = {key: field.value() for key, field in ((bound.html_name, bound) for bound in page.context["grid"])}
    initial = {f"initial-{key}": value for key, value in sent.items()}
    as_("siv").post("/tilskudd/2010/", sent | initial | {name: typed})
    assert list(
        Grant.objects.filter(region=hedmark, year=2010, kind="knutepunkt").values_list("allotted", flat=True)
    ) == ([kept] if kept else [])


@pytest.mark.parametrize("text", [*TWO_READINGS, *NO_NUMBER])
def test_an_answer_of_the_report_is_refused_alike(text):
    with pytest.raises(Invalid):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "way_on"),
    [
        ("1.500", "Skriv 1500, eller et annet helt tall"),
        ("2.000", "Skriv 2000 eller 2."),
        ("12,345", "Skriv 12345, eller"),
    ],
)
def test_where_only_whole_numbers_are_meant_no_decimals_are_offered(text, way_on):
    with pytest.raises(reading.Unclear, match=way_on):
        reading.whole_number(text)
