"""Role × permission, written by hand."""

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.access import Permission, Role, can, require
from portal.errors import Denied
from portal.models import User
from portal.operations import roles
from tests import factories

# Who may do what to Hedmark's report and in Hedmark. x: yes.
MATRIX = """
permission             bente kari ola knut stine per nils siv dag mette jan kim
report_read            .     x    x   x    x     .   .    x   .   .     .   .
report_read_delivered  .     .    .   .    .     .   .    x   x   .     .   .
report_write           .     x    x   .    .     .   .    .   .   .     .   .
report_submit          .     x    x   .    .     .   .    .   .   .     .   .
report_send_back       .     .    x   .    .     .   .    .   .   .     .   .
report_sign            .     .    x   .    .     .   .    .   .   .     .   .
report_withdraw        .     .    x   .    .     .   .    .   .   .     .   .
report_review          .     .    .   .    .     .   .    x   .   .     .   .
report_publish         .     .    .   .    .     .   .    x   .   .     .   .
rounds_edit            .     .    .   .    .     .   .    x   .   .     .   .
county_read            .     x    x   x    x     .   .    x   .   .     .   .
work_record            .     x    x   x    .     .   .    .   .   .     .   .
organisation_edit      .     x    x   .    .     .   .    .   .   .     .   .
follow_up              .     x    x   .    .     .   .    .   .   .     .   .
grants_read            .     x    x   x    x     .   .    x   x   .     .   .
grants_record          .     x    x   .    .     .   .    .   .   .     .   .
grants_allot           .     .    .   .    .     .   .    x   .   .     .   .
national_plan          .     .    .   .    .     .   .    x   .   .     .   .
network                .     x    x   x    .     .   .    x   .   .     .   x
criteria_edit          .     .    .   .    .     .   .    .   .   x     .   .
criteria_read_drafts   .     .    .   .    .     .   .    x   .   x     .   .
figures_read           .     x    x   x    x     .   .    x   x   .     .   x
criteria_use_read      .     x    x   x    x     .   .    x   x   x     .   .
digest                 .     x    .   .    .     .   .    x   .   .     .   .
roles_invite           .     x    x   .    .     .   .    .   .   .     .   .
fylkesmann_hand_over   .     .    x   .    .     .   .    .   .   .     .   .
users_manage           x     .    .   .    .     .   .    .   .   .     .   .
"""


def test_each_role_may_do_exactly_this(people):
    header, *lines = [line.split() for line in MATRIX.strip().splitlines()]
    report = factories.draft()
    assert {line[0] for line in lines} == set(Permission.values)
    for permission, *marks in lines:
        for name, mark in zip(header[1:], marks, strict=True):
            assert can(people[name], Permission(permission), report) == (mark == "x"), (name, permission)


def test_nobody_signed_in_may_nothing(db):
    report = factories.draft()
    assert not any(can(AnonymousUser(), permission, report) for permission in Permission)


def test_a_revoked_role_gives_nothing(people):
    report = factories.draft()
    grant = people["kari"].role_grants.get()
    roles.revoke(grant=grant, by=people["bente"], reason="Sluttet")
    assert not can(User.objects.get(pk=people["kari"].pk), Permission.REPORT_WRITE, report)


def test_an_inactive_person_may_nothing(people):
    people["ola"].is_active = False
    assert not can(people["ola"], Permission.REPORT_SIGN, factories.draft())


def test_a_refusal_says_who_may(people):
    with pytest.raises(Denied) as refusal:
        require(people["kari"], Permission.REPORT_SIGN, factories.draft())
    assert "Fylkesmann" in refusal.value.reason


def test_only_an_administrator_gives_roles(people):
    with pytest.raises(Denied):
        roles.grant(user=people["jan"], role="difi", region_id=None, by=people["siv"], reason="")


def test_giving_a_role_keeps_who_and_why(people):
    grant = roles.grant(
        user=people["jan"], role="panel", region_id=None, by=people["bente"], reason="Nytt medlem"
    )
    event = grant.row_history.get()
    assert event.pgh_context.metadata == {"user": people["bente"].pk, "reason": "Nytt medlem"}


def test_people_with_roles_are_those_of_the_region_and_the_national_ones(people):
    roles_of_both = [Role.KOORDINATOR, Role.FYLKESMANN, Role.DIFI]
    found = User.objects.with_roles(roles_of_both, factories.region("hedmark").pk)
    assert [user.name for user in found] == ["Kari", "Ola", "Siv"]
    assert [user.name for user in User.objects.with_roles(roles_of_both)] == ["Siv"]
    User.objects.filter(name="Ola").update(is_active=False)
    roles.revoke(grant=people["siv"].role_grants.get(), by=people["bente"], reason="Sluttet")
    assert [user.name for user in found.all()] == ["Kari"]


def test_the_administrators_list_is_sorted_and_searched_as_others(as_, people):
    for name in ("Åse", "Zoe", "Øyvind"):
        User.objects.create_user(f"{name}@example.org", name=name)
    page = as_("bente").get("/admin/portal/user/", {"o": "-0"}).context["cl"]
    assert [user.name for user in page.queryset[:3]] == ["Åse", "Øyvind", "Zoe"]
    page = as_("bente").get("/admin/portal/user/", {"q": "øyv"}).context["cl"]
    assert [user.name for user in page.queryset] == ["Øyvind"]
    assert as_("bente").get("/admin/portal/rolegrant/", {"q": "kari", "o": "0.-1"}).status_code == 200
