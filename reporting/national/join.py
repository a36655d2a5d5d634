"""Tagged PDFs joined to one that is as much PDF/A-2a and PDF/UA as they are.

`pages.extend` alone drops what is outside the pages. Here the structure tree, with its parent tree renumbered, the
bookmarks and the named destinations come along; description (XMP), output intent and language are those of the first
file. Signatures are left behind: they are of other bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Object, Pdf, String

TO_APPENDIX = "vedlegg:"  # a link in the first file to `vedlegg:NAME` goes to the part of that name
MEANINGS = (Name.RoleMap, Name.ClassMap)  # of the structure tree's root
KEYS = (Name.StructParents, Name.StructParent)


class Unjoinable(ValueError):
    """A file is not tagged, or says of a role or a class what another file says otherwise."""


@dataclass(frozen=True)
class Appendix:
    """A file to put after the first one. `name` is in ASCII, and unlike the others'."""

    name: str
    title: str  # its bookmark, with its own below it; without one its own stand by themselves
    content: bytes
    is_apart: bool = False  # its names and identifiers begin with its name already


def joined(
    first: bytes,
    parts: Iterable[Appendix],
    finish: Callable[[Pdf], None] | None = None,
    own_name: str = "",
) -> bytes:
    """One file of them all; the same parts give the same bytes. `finish` is shown the whole before it is written.

    With `own_name` the names and identifiers of the first file begin with it: the whole can be a part `is_apart`.
    The parts are read one at a time. Raises `Unjoinable`.
    """
    with pikepdf.open(io.BytesIO(first)) as whole:
        joining = _Joining(whole, own_name)
        for part in parts:
            with pikepdf.open(io.BytesIO(part.content)) as pdf:
                joining.add(pdf, part)
        joining.end()
        if finish is not None:
            finish(whole)
        if Name.ID in whole.trailer:
            del whole.trailer[Name.ID]
        content = io.BytesIO()
        whole.save(content, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return content.getvalue()


def page_count(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def pages_of_names(content: bytes) -> dict[str, int]:
    """The page, from 0, of each named destination."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        return {name: numbers[goal[0].objgen] for name, goal in _destinations_of(pdf)}


class _Joining:
    """The whole while parts are added to it."""

    def __init__(self, whole: Pdf, own_name: str) -> None:
        _drop_signature(whole)
        self.whole = whole
        self.root = _structure_of(whole)
        self.document = whole.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root, K=Array())
        )
        self.parents = dict(_numbers(self.root))
        self.next_key = max(self.parents, default=-1) + 1
        self.names = dict(_destinations_of(whole))
        self.ids: dict[str, Object] = {}
        self._set_apart(self.root, own_name)
        if own_name:
            self.names = {f"{own_name}-{name}": goal for name, goal in self.names.items()}
            _rename_links([page.obj for page in whole.pages], own_name)
        self._adopt(self.root)

    def add(self, pdf: Pdf, part: Appendix) -> None:
        _drop_signature(pdf)
        first_page = len(self.whole.pages)
        for page in pdf.pages:
            self.whole.pages.append(page)
        # After the pages: what refers to them is then copied as referring to the whole's.
        copied = self.whole.copy_foreign(_beside_pages(pdf))
        pages = [page.obj for page in list(self.whole.pages)[first_page:]]
        self._renumber(copied.Structure, pages)
        if part.is_apart:
            self.ids |= (
                dict(NameTree(copied.Structure.IDTree).items()) if "/IDTree" in copied.Structure else {}
            )
        else:
            self._set_apart(copied.Structure, part.name)
            _rename_links(pages, part.name)
        self._adopt(copied.Structure)
        self.names[part.name] = _top_of(pages[0])
        prefix = "" if part.is_apart else f"{part.name}-"
        self.names |= {f"{prefix}{goal.Name}": goal.Goal for goal in copied.Goals}
        _append_bookmark(self.whole, part.title, pages[0], copied.get(Name.Outlines))

    def end(self) -> None:
        """Write what was gathered into the whole."""
        self.root.K = Array([self.document])
        self.root.ParentTree = self._tree(Name.Nums, sorted(self.parents.items()))
        self.root.ParentTreeNextKey = self.next_key
        if self.ids:
            self.root.IDTree = self._tree(Name.Names, _in_order(self.ids))
        if Name.Names not in self.whole.Root:
            self.whole.Root.Names = Dictionary()
        self.whole.Root.Names.Dests = self._tree(Name.Names, _in_order(self.names))
        for annotation in _annotations(page.obj for page in self.whole.pages):
            _point_to_part(annotation)

    def _adopt(self, root: Object) -> None:
        """Its elements become a part of the one document; its roles and classes are the whole's."""
        for element in _kids(root):
            if Name.Document == element.S:
                element.S = Name.Part
            element.P = self.document
            self.document.K.append(element)
        for key in MEANINGS:
            for name, meaning in root.get(key, Dictionary()).items():
                if key not in self.root:
                    self.root[key] = Dictionary()
                if self.root[key].get(name, meaning) != meaning:
                    raise Unjoinable(f"{name} is one thing in one file and another in the next")
                self.root[key][name] = meaning

    def _renumber(self, root: Object, pages: list[Object]) -> None:
        """The keys of its parent tree, and of all that has one, come after those there are."""
        start = self.next_key
        for key, parents in _numbers(root):
            self.parents[start + key] = parents
            self.next_key = max(self.next_key, start + key + 1)
        for holder in _holders(pages):
            for key in KEYS:
                if key in holder:
                    holder[key] = start + int(holder[key])

    def _set_apart(self, root: Object, name: str) -> None:
        """Its elements' identifiers, which other parts may have too, and the cells that refer to them."""
        for element in _elements(root):
            if Name.ID in element:
                key = f"{name}-{element.ID}" if name else str(element.ID)
                element.ID = String(key)
                self.ids[key] = element
            for attributes in _list(element.get(Name.A)):
                if name and isinstance(attributes, Dictionary) and Name.Headers in attributes:
                    attributes.Headers = Array(String(f"{name}-{header}") for header in attributes.Headers)

    def _tree(self, key: Name, pairs: Iterable[tuple[object, Object]]) -> Object:
        flat = Array()
        for name, value in pairs:
            flat.append(name)
            flat.append(value)
        return self.whole.make_indirect(Dictionary({str(key): flat}))


def _structure_of(pdf: Pdf) -> Object:
    root = pdf.Root.get(Name.StructTreeRoot)
    if root is None or Name.ParentTree not in root:
        raise Unjoinable("A file without tags cannot be joined")
    return root


def _beside_pages(pdf: Pdf) -> Object:
    """What a document has beside its pages, in one object, so that all of it is copied with the same references."""
    found = Dictionary(
        Structure=_indirect(pdf, _structure_of(pdf)),
        Goals=Array(Dictionary(Name=String(name), Goal=goal) for name, goal in _destinations_of(pdf)),
    )
    if Name.Outlines in pdf.Root:
        found.Outlines = _indirect(pdf, pdf.Root.Outlines)
    return pdf.make_indirect(found)


def _indirect(pdf: Pdf, found: Object) -> Object:
    return found if found.is_indirect else pdf.make_indirect(found)


def _destinations_of(pdf: Pdf) -> Iterator[tuple[str, Object]]:
    names = pdf.Root.get(Name.Names, Dictionary())
    if Name.Dests in names:
        yield from NameTree(names.Dests).items()


def _numbers(root: Object) -> Iterator[tuple[int, Object]]:
    yield from NumberTree(root.ParentTree).items()


def _list(found: Object | None) -> list[Object]:
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def _kids(node: Object) -> list[Object]:
    return [kid for kid in _list(node.get(Name.K)) if isinstance(kid, Dictionary) and Name.S in kid]


def _elements(root: Object) -> Iterator[Object]:
    """Every element of a structure tree."""
    waiting = _kids(root)
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(_kids(element))


def _annotations(pages: Iterable[Object]) -> Iterator[Object]:
    for page in pages:
        yield from _list(page.get(Name.Annots))


def _holders(pages: list[Object]) -> Iterator[Object]:
    """All that may have a key of the parent tree: pages, annotations, and drawings, each once."""
    seen: set[tuple[int, int]] = set()
    waiting = [*pages, *_annotations(pages)]
    while waiting:
        holder = waiting.pop()
        if holder.is_indirect:
            if holder.objgen in seen:
                continue
            seen.add(holder.objgen)
        yield holder
        resources = holder.get(Name.Resources, Dictionary())
        waiting.extend(resources.get(Name.XObject, Dictionary()).values())


def _rename_links(pages: list[Object], name: str) -> None:
    """Links to the part's named destinations, which begin with its name in the whole."""
    for annotation in _annotations(pages):
        for holder in (annotation, annotation.get(Name.A, Dictionary())):
            for key in (Name.Dest, Name.D):
                if isinstance(holder.get(key), String):
                    holder[key] = String(f"{name}-{holder[key]}")


def _drop_signature(pdf: Pdf) -> None:
    """The signature, its field, and what it says may not be changed."""
    for key in (Name.Perms, Name.AcroForm):
        if key in pdf.Root:
            del pdf.Root[key]
    extensions = pdf.Root.get(Name.Extensions, Dictionary())
    if Name.ESIC in extensions:  # declared by the signature
        del pdf.Root[Name.Extensions]
    for page in pdf.pages:
        kept = [a for a in _list(page.obj.get(Name.Annots)) if a.get(Name.Subtype) != Name.Widget]
        if kept:
            page.obj.Annots = Array(kept)
        elif Name.Annots in page.obj:
            del page.obj[Name.Annots]


def _top_of(page: Object) -> Object:
    return Array([page, Name.Fit])


def _append_bookmark(whole: Pdf, title: str, page: Object, below: Object | None) -> None:
    """A closed bookmark after those there are, with the part's own below it, or these by themselves."""
    root = whole.Root
    if Name.Outlines not in root:
        root.Outlines = whole.make_indirect(Dictionary(Type=Name.Outlines, Count=0))
    own = list(_siblings(below))
    if not title:
        _append_all(root.Outlines, own)
        return
    item = whole.make_indirect(Dictionary(Title=String(title), Dest=_top_of(page), Parent=root.Outlines))
    if own:
        item.First, item.Last, item.Count = own[0], own[-1], -len(own)
    for child in own:
        child.Parent = item
    _append_all(root.Outlines, [item])


def _siblings(parent: Object | None) -> Iterator[Object]:
    child = None if parent is None else parent.get(Name.First)
    while child is not None:
        yield child
        child = child.get(Name.Next)


def _append_all(outlines: Object, items: list[Object]) -> None:
    """At the end of the bookmarks; `items` already follow each other."""
    if not items:
        return
    if Name.Last in outlines:
        items[0].Prev, outlines.Last.Next = outlines.Last, items[0]
    else:
        outlines.First = items[0]
    outlines.Last = items[-1]
    for item in items:
        item.Parent = outlines
    outlines.Count = int(outlines.get(Name.Count, 0)) + len(items)


def _point_to_part(annotation: Object) -> None:
    """A link that was drawn before there was anything to go to."""
    action = annotation.get(Name.A, Dictionary())
    address = str(action.get(Name.URI, ""))
    if address.startswith(TO_APPENDIX):
        del annotation[Name.A]
        annotation.Dest = String(address.removeprefix(TO_APPENDIX))


def _in_order(named: dict[str, Object]) -> list[tuple[Object, Object]]:
    """As a name tree has them: by the bytes of the name."""
    return sorted(((String(name), value) for name, value in named.items()), key=lambda pair: bytes(pair[0]))
