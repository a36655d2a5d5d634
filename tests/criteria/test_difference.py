"""What is different is said in plain words: every field, the order, before and now."""

import json

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile

from criteria.difference import FieldChange, _moved, between, version_of
from criteria.models import CriteriaSet, Criterion, Label
from criteria.operations import editions, writing
from criteria.sheets import written
from criteria.views.catalogue import versions
from portal.models import Notification
from tests import factories

DRAFT = "/kriterier/papir_og_trykksaker/2011-1/"


@pytest.fixture
def draft(people) -> CriteriaSet:
    return editions.begin(group=factories.in_force().edition.group, by=people["mette"])


def said(draft: CriteriaSet) -> dict[str, list[tuple[str, str, str]]]:
    """What each criterion's differences say."""
    found = between(versions(factories.in_force().edition), versions(draft))
    return {one.code: [(c.label, c.before, c.after) for c in one.changes] for one in found}


@pytest.mark.parametrize(
    ("fields", "label", "after"),
    [
        ({"themes": ["klima", "etikk"]}, "Miljøtema", "Klima, Etikk"),
        ({"level": "avansert"}, "Nivå", "Avansert"),
        ({"depends_on": ["PAP-S02", "PAP-S03"]}, "Henger sammen med", "PAP-S02, PAP-S03"),
        ({"verification": ""}, "Dokumentasjon", ""),
    ],
)
def test_each_field_is_a_difference(draft, fields, label, after):
    draft.criteria.filter(code="PAP-S01").update(**fields)
    ((one, before, now),) = said(draft)["PAP-S01"]
    assert (one, now) == (label, after)
    assert before != now


def test_labels_are_a_difference(draft, people):
    row = draft.criteria.get(code="PAP-S01")
    names = [*writing.CriterionLabel.objects.filter(criterion=row).values_list("label__key", flat=True)]
    row.labels.set(Label.objects.filter(key__in=[*names, "fsc"]))
    ((label, before, after),) = said(draft)["PAP-S01"]
    assert (label, "FSC" in before, "FSC" in after) == ("Merker og standarder", False, True)


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        ("ABCD", "ABCD", {}),
        ("ABCD", "BCDA", {"A": ("først", "etter D")}),
        ("ABCD", "DABC", {"D": ("etter C", "først")}),
        ("ABCD", "AXBD", {}),  # what is new or gone moves nobody
        ("ABC", "CXAB", {"C": ("etter B", "først")}),
    ],
)
def test_the_order_is_a_difference(old, new, moved):
    found = {code: (change.before, change.after) for code, (change,) in _moved(old, new).items()}
    assert found == moved


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("Basis", "Avansert", "Felt, før: «Basis»\nnå: «Avansert»"),
        ("", "Nytt.", "Felt, nå: «Nytt.»"),
        ("Gammelt.", "", "Felt, før: «Gammelt.»\nnå: tatt ut"),
        ("Likt. Minst 50.", "Likt. Minst 60.", "Felt, før: «Minst 50.»\nnå: «Minst 60.»"),
        ("Likt. Vekk.", "Likt.", "Felt, før: «Vekk.»\nnå: tatt ut"),
        ("En. To.", "To. En.", "Felt, før: «En. To.»\nnå: «To. En.»"),
    ],
)
def test_a_change_in_words(before, after, words):
    assert FieldChange("Felt", before, after).in_words == words


def test_the_page_says_before_and_now(draft, as_, people):
    draft.criteria.filter(code="PAP-S01").update(themes=["etikk"], text="Minst 60 prosent.")
    page = as_("mette").get(DRAFT + "endringer/").content.decode()
    assert '<span class="muted">Før:</span> ' in page
    assert '<span class="muted">Nå:</span> <ins>Etikk</ins>' in page


def test_owners_are_told_of_themes_and_labels_in_plain_words(as_, people):
    factories.selection("jan", "PAP-S01")
    factories.published("PAP-S01", themes=["etikk"])
    body = Notification.objects.get(user=people["jan"]).body
    assert "Miljøtema, før: «" in body
    assert "nå: «Etikk»" in body
    assert "{+" not in body
    assert "nå: «Etikk»" in as_("jan").get("/min-side/").content.decode()


def preview(as_, rows: list) -> str:
    file = SimpleUploadedFile("utgave.yaml", json.dumps(rows).encode())
    return as_("mette").post(DRAFT + "import/", {"file": file}, follow=True).content.decode()


def test_an_imports_preview_shows_every_change(draft, as_):
    rows = yaml.safe_load(written(draft.criteria.prefetch_related("labels"), "yaml"))
    rows[0] |= {"themes": ["etikk"], "labels": ["fsc"], "depends_on": ["PAP-S02"]}
    new = rows[0] | {"code": "PAP-S77", "title": "Helt nytt", "rationale": "Fordi."}
    page = preview(as_, [rows[2], *rows[:2], *rows[3:], new])
    for words in ("Miljøtema", "Merker og standarder", "Henger sammen med", "Rekkefølge", "etter PAP-S02"):
        assert words in page
    for words in ("Helt nytt", "Begrunnelse", "Fordi."):
        assert words in page


def test_a_version_of_a_row_and_of_a_criterion_say_the_same(draft):
    row = factories.in_force("PAP-S01")
    same = Criterion(
        edition=row.edition,
        **{
            name: getattr(row, name)
            for name in (
                "code",
                "type",
                "level",
                "title",
                "text",
                "verification",
                "rationale",
                "themes",
                "depends_on",
            )
        },
    )
    assert version_of(same, row.labels.all()).texts == version_of(row).texts
