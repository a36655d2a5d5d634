"""Tagged PDFs joined: what readers, screen readers and archives go by comes along."""

import io

import pdfua
import pikepdf
import pytest
from pikepdf import NameTree, NumberTree

from portal.pdf import draw, finish
from reporting.national.join import Appendix, Unjoinable, joined
from reporting.national.numbering import Numbering
from reporting.seal.signature import signed

PAGE = """<!DOCTYPE html><html lang="nb"><head><title>{title}</title>
<link rel="stylesheet" href="static:pdf/report.css"></head><body>
<section class="chapter contents"><h2>Innhold</h2><p><a href="#tall">Tall</a>{more}</p></section>
<section class="chapter"><h2 id="tall">Tall</h2><h3>Under</h3><table class="numbers"><caption>{title}</caption>
<thead><tr><th scope="col">Hva</th><th scope="col">Tall</th></tr></thead>
<tbody><tr><th scope="row">Kurs</th><td>3</td></tr></tbody></table></section></body></html>"""
TEXT = "Nasjonal årsrapport 2010 · side %d av %d"


def drawn(title, more=""):
    return finish(draw(PAGE.format(title=title, more=more), {}))


@pytest.fixture(scope="module")
def parts(django_db_setup):
    return [
        Appendix("hedmark", "Hedmark", signed(drawn("Hedmark"), reason="Forseglet")),
        Appendix("nordland", "Nordland", drawn("Nordland")),
    ]


@pytest.fixture(scope="module")
def first():
    return drawn("Hele landet", ' <a href="vedlegg:nordland">Nordland</a>')


@pytest.fixture(scope="module")
def content(first, parts):
    return joined(first, parts, Numbering(TEXT).write)


@pytest.fixture
def whole(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        yield pdf


def test_the_checker_finds_no_error_and_the_marks_are_there(content, whole, tmp_path):
    path = tmp_path / "whole.pdf"
    path.write_bytes(content)
    assert [found for found in pdfua.validate(str(path)).findings if found.severity.name == "ERROR"] == []
    xmp = whole.Root.Metadata.read_bytes().decode()
    for mark in ('pdfaid:part="2"', 'pdfaid:conformance="A"', "<pdfuaid:part>1", "Hele landet"):
        assert mark in xmp
    assert whole.Root.OutputIntents[0].S == "/GTS_PDFA1"
    assert whole.Root.MarkInfo.Marked
    assert len(whole.pages) == 6


def test_the_parent_tree_leads_each_page_and_link_to_its_own_elements(whole):
    parents = dict(NumberTree(whole.Root.StructTreeRoot.ParentTree).items())
    keys = []
    for page in whole.pages:
        keys.append(int(page.obj.StructParents))
        assert {element.Pg.objgen for element in parents[keys[-1]]} == {page.obj.objgen}
        for link in page.obj.get("/Annots", []):
            keys.append(int(link.StructParent))
            kids = [kid for kid in parents[keys[-1]].K if isinstance(kid, pikepdf.Dictionary)]
            assert link.objgen in {kid.Obj.objgen for kid in kids if kid.get("/Type") == "/OBJR"}
    assert len(keys) == len(set(keys)) == len(parents)
    assert whole.Root.StructTreeRoot.ParentTreeNextKey > max(keys)


def test_the_whole_is_one_document_of_parts_with_identifiers_that_differ(whole):
    (document,) = whole.Root.StructTreeRoot.K
    assert (document.S, [part.S for part in document.K]) == ("/Document", ["/Part"] * 3)
    ids = [str(item.ID) for item in whole.objects if isinstance(item, pikepdf.Dictionary) and "/ID" in item]
    assert len(ids) == len(set(ids)) == len(dict(NameTree(whole.Root.StructTreeRoot.IDTree).items())) == 9
    headers = [
        str(header)
        for item in whole.objects
        if isinstance(item, pikepdf.Dictionary) and "/Headers" in item
        for header in item.Headers
    ]
    assert set(headers) <= set(ids)


def test_each_part_has_a_bookmark_with_its_own_below_it(whole):
    numbers = {page.obj.objgen: number for number, page in enumerate(whole.pages, 1)}
    with whole.open_outline() as outline:
        told = [(item.title, [below.title for below in item.children]) for item in outline.root]
        pages = [numbers[item.destination[0].objgen] for item in outline.root[-2:]]
        below = [numbers[item.destination[0].objgen] for item in outline.root[-1].children]
    assert told[2:] == [("Hedmark", ["Innhold", "Tall"]), ("Nordland", ["Innhold", "Tall"])]
    assert (pages, below) == ([3, 5], [5, 6])


def test_links_go_where_they_went_and_from_the_first_to_the_parts(whole):
    goals = {str(name): goal[0].objgen for name, goal in NameTree(whole.Root.Names.Dests).items()}
    links = {
        (number, goals[str(link.Dest)])
        for number, page in enumerate(whole.pages, 1)
        for link in page.obj.get("/Annots", [])
    }
    at = [page.obj.objgen for page in whole.pages]
    assert links == {(1, at[1]), (1, at[4]), (3, at[3]), (5, at[5])}


def test_every_page_has_its_number_in_the_whole_as_an_artifact(whole):
    for number, page in enumerate(whole.pages, 1):
        written = page.obj.Contents[-1].read_bytes()
        assert (TEXT % (number, 6)).encode("latin-1") in written
        assert b"/Artifact" in written


def test_signatures_stay_behind_and_the_whole_can_have_one(content, whole, settings):
    assert "/AcroForm" not in whole.Root
    assert "/Perms" not in whole.Root
    assert signed(content, reason="Forseglet").startswith(content)  # which also reads it


def test_the_same_parts_give_the_same_bytes(first, parts, content):
    assert joined(first, parts, Numbering(TEXT).write) == content


def test_a_file_without_tags_is_refused(first):
    bare = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(bare)
    with pytest.raises(Unjoinable):
        joined(first, [Appendix("bar", "Bar", bare.getvalue())])
