"""A plausible life for the criteria in the demo: a revised group, a draft, remarks, and a buyer's selection."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from criteria.models import CriteriaSet, Criterion, ProductGroup, Selection
from criteria.models.selection import OWN_WORDS
from criteria.operations import editions, feedback, selections
from criteria.operations.news import follow, tell_of_edition
from criteria.operations.writing import add_criterion
from criteria.words import learn_words
from criteria.workflow import EditionState
from portal import clock
from portal.models import User
from reporting.demo import hearings

REVISED_ON = dt.date(2011, 1, 20)
REMARKS = [
    ("PAP-S01", "Tone Bakken", "Hamar kommune", "Lett å bruke. Alle fire tilbydere hadde dokumentasjonen klar."),
    ("BIL-S01", "Arne Vik", "Nordland fylkeskommune",
     "Grensen er streng for firehjulstrekkere. Vi trenger et eget krav for kjøretøy som skal på vinterføre."),
    ("IKT-S01", "Mona Lie", "Universitetet i Bergen", "Fint om kravet følger versjonen av merket som gjelder."),
    ("MOB-S01", "Rune Dahl", "Asker kommune", "Leverandørene spør hva «tilsvarende» betyr. En liste hadde hjulpet."),
    ("REN-S01", "Eli Moen", "Sykehuset Innlandet", "Brukt i vår siste konkurranse. Prisen gikk ikke opp."),
]  # fmt: skip
PICKED = "PAP-S01 PAP-S02 PAP-S03 PAP-S04 PAP-T01 PAP-V01 MOB-S01 MOB-T01".split()


def live(people: Mapping[str, User]) -> None:
    """`people` by the first part of their demo addresses."""
    _keep_a_selection(people["innkjoper"])
    _remark(people["panel"])
    with clock.at(dt.datetime(2011, 1, 20, 9, tzinfo=dt.UTC)):
        follow(group=_group("kontormoebler"), on=True, by=people["innkjoper"])
        _revise(people["panel"])
    with clock.at(dt.datetime(2010, 9, 14, 10, tzinfo=dt.UTC)):
        editions.correct(
            criterion=_criterion("IKT-S01"),
            text="Versjon 5.0 gjelder skjermer fra 30. oktober 2009, ikke fra 1. juli.",
            by=people["panel"],
        )
    _begin_a_draft(people["panel"])
    hearings.live(people)
    CriteriaSet.objects.in_force().filter(group__key="hotelltjenester").update(
        next_revision_on=dt.date(2011, 1, 1)
    )
    learn_words()


def _group(key: str) -> ProductGroup:
    return ProductGroup.objects.get(key=key)


def _criterion(code: str) -> Criterion:
    return Criterion.objects.in_force().with_place().get(code=code)


def _keep_a_selection(buyer: User) -> None:
    """Made before the furniture criteria were revised, so that there is something to bring up to date."""
    with clock.at(dt.datetime(2010, 11, 8, 12, tzinfo=dt.UTC)):
        selection = selections.start(name="Trykksaker og kontormøbler 2011", owner=buyer)
        selections.add(selection=selection, criteria=[_criterion(code) for code in PICKED])
        _adapt(
            selection,
            "PAP-S02",
            text="Minst 90 prosent av fiberen skal komme fra sertifisert skog eller være resirkulert, "
            "og resten skal komme fra kontrollerte kilder.",
            note="Avklart i dialogkonferansen.",
        )
        _adapt(selection, "PAP-T01", weight=Decimal(15))


def _adapt(selection: Selection, code: str, **details: object) -> None:
    item = selection.items.select_related("criterion", "selection").get(criterion__code=code)
    plain = {name: getattr(item, f"{name}_shown") for name in OWN_WORDS} | {"weight": None, "note": ""}
    selections.adapt(item=item, values=plain | details, seen=item.mark)


def _remark(panel: User) -> None:
    for day, (code, name, organisation, text) in enumerate(REMARKS):
        with clock.at(dt.datetime(2010, 10, 4 + day, 10, tzinfo=dt.UTC)):
            criterion = _criterion(code)
            said = feedback.give(criterion=criterion, name=name, organisation=organisation, text=text)
            feedback.show(feedback=said, by=panel)


def _revise(panel: User) -> None:
    """Furniture: the edition of January 2011 takes the place of the starter set's."""
    new = editions.begin(group=_group("kontormoebler"), by=panel)
    changed = new.criteria.get(code="MOB-S01")
    changed.verification += " Liste over merker som regnes som tilsvarende, ligger ved utgaven."
    changed.save(update_fields=["verification"])
    add_criterion(
        edition=new,
        details={
            "code": "MOB-V90",
            "type": "kontraktsvilkaar",
            "level": "basis",
            "title": "Reservedeler i ti år",
            "text": "Leverandøren skal kunne levere slitedeler til møblene i minst ti år etter levering.",
            "verification": "Bekreftelse fra produsenten, med navn på den som lagerfører delene.",
            "rationale": "Møbler som kan repareres, varer lenger enn møbler som må byttes.",
            "themes": ["klima"],
        },
        labels=[],
    )
    hearings.settle(new, panel)
    new.refresh_from_db()
    old = new.group.editions.in_force().get()
    old.state, old.ended_on = EditionState.SUPERSEDED, REVISED_ON
    old.save(update_fields=["state", "ended_on"])
    new.state, new.published_on = EditionState.PUBLISHED, REVISED_ON
    new.next_revision_on, new.example = dt.date(2012, 9, 1), True
    new.changes = "Hva som regnes som tilsvarende merker, er gjort tydelig, og krav om reservedeler er nytt."
    new.save()
    hearings.publish(new, panel)
    tell_of_edition(new, old)


def _begin_a_draft(panel: User) -> None:
    draft = editions.begin(group=_group("papir_og_trykksaker"), by=panel)
    first = draft.criteria.get(code="PAP-S02")
    first.text = first.text.replace("70 prosent", "80 prosent")
    first.save(update_fields=["text"])
