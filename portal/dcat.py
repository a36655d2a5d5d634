"""The open data sets described for data.norge.no. Source: DCAT-AP-NO 2.0."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, Literal, Namespace, URIRef

from portal.opendata import LICENCE, DataSet, Days

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
PUBLISHER = "Direktoratet for forvaltning og IKT (DIFI)"
THEMES = [
    URIRef("http://publications.europa.eu/resource/authority/data-theme/GOVE"),
    URIRef("http://publications.europa.eu/resource/authority/data-theme/ENVI"),
]
ACCESS = URIRef("http://publications.europa.eu/resource/authority/access-right/PUBLIC")
NORWEGIAN = URIRef("http://publications.europa.eu/resource/authority/language/NOB")
MEDIA = "https://www.iana.org/assignments/media-types/"
EU = "http://publications.europa.eu/resource/authority/"
FILE_TYPES = {"text/csv": URIRef(f"{EU}file-type/CSV"), "application/json": URIRef(f"{EU}file-type/JSON")}
NORWAY = URIRef(f"{EU}country/NOR")
TABLE_SCHEMA = URIRef("https://specs.frictionlessdata.io/table-schema/")
FORMATS = {"turtle": "text/turtle", "json-ld": "application/ld+json", "xml": "application/rdf+xml"}


def catalogue(sets: Iterable[DataSet], base: str) -> Graph:
    """One dcat:Dataset for each set, with its files and its part of the API; `base` is the portal's address."""
    graph = Graph()
    graph.bind("dcat", DCAT)
    graph.bind("dct", DCTERMS)
    graph.bind("vcard", VCARD)
    names = ("katalog", "utgiver", "kontakt", "tjeneste")
    whole, publisher, contact, service = (URIRef(f"{base}/data/#{name}") for name in names)
    graph.add((publisher, RDF.type, FOAF.Agent))
    graph.add((publisher, FOAF.name, Literal(PUBLISHER, lang="nb")))
    graph.add((contact, RDF.type, VCARD.Organization))
    graph.add((contact, VCARD.fn, Literal(PUBLISHER, lang="nb")))
    graph.add((contact, VCARD.hasURL, URIRef(f"{base}{settings.CONTACT_PATH}")))
    graph.add((whole, RDF.type, DCAT.Catalog))
    graph.add((whole, DCTERMS.title, Literal("Grønne innkjøp: åpne data", lang="nb")))
    graph.add((whole, DCTERMS.description, Literal("Alt som er publisert om programmet.", lang="nb")))
    graph.add((whole, DCTERMS.publisher, publisher))
    graph.add((whole, DCTERMS.language, NORWEGIAN))
    graph.add((whole, DCTERMS.license, URIRef(LICENCE)))
    graph.add((whole, DCTERMS.identifier, Literal(str(whole), datatype=XSD.anyURI)))
    graph.add((whole, DCAT.contactPoint, contact))
    graph.add((whole, DCAT.service, service))
    graph.add((service, RDF.type, DCAT.DataService))
    graph.add((service, DCTERMS.identifier, Literal(str(service), datatype=XSD.anyURI)))
    graph.add((service, DCTERMS.title, Literal("API for grønne innkjøp", lang="nb")))
    graph.add((service, DCTERMS.publisher, publisher))
    graph.add((service, DCAT.contactPoint, contact))
    graph.add((service, DCAT.endpointURL, URIRef(f"{base}/api/v1/")))
    graph.add((service, DCAT.endpointDescription, URIRef(f"{base}/api/v1/openapi.json")))
    graph.add((service, DCTERMS.license, URIRef(LICENCE)))
    graph.add((service, DCTERMS.accessRights, ACCESS))
    graph.add((whole, DCTERMS.spatial, NORWAY))
    sets = list(sets)
    written = [found.written() for found in sets]
    _written(graph, whole, Days(_least(one.first for one in written), _most(one.last for one in written)))
    for found in sets:
        node = _describe(graph, found, base, publisher, contact)
        graph.add((whole, DCAT.dataset, node))
        graph.add((service, DCAT.servesDataset, node))
        graph.add((URIRef(f"{base}/api/v1/{found.key}#distribusjon"), DCAT.accessService, service))
    return graph


def _describe(graph: Graph, found: DataSet, base: str, publisher: URIRef, contact: URIRef) -> URIRef:
    node = URIRef(f"{base}/data/#{found.key}")
    graph.add((node, RDF.type, DCAT.Dataset))
    graph.add((node, DCTERMS.identifier, Literal(str(node), datatype=XSD.anyURI)))
    graph.add((node, DCTERMS.title, Literal(found.title, lang="nb")))
    graph.add((node, DCTERMS.description, Literal(found.description, lang="nb")))
    graph.add((node, DCTERMS.publisher, publisher))
    graph.add((node, DCAT.contactPoint, contact))
    graph.add((node, DCTERMS.accessRights, ACCESS))
    graph.add((node, DCTERMS.language, NORWEGIAN))
    graph.add((node, DCAT.keyword, Literal("grønne innkjøp", lang="nb")))
    graph.add((node, DCTERMS.spatial, NORWAY))
    _written(graph, node, found.written())
    _covers(graph, node, found.covers())
    for theme in THEMES:
        graph.add((node, DCAT.theme, theme))
    for kind, media in (("csv", "text/csv"), ("json", "application/json")):
        file = _file(graph, f"{base}/data/{found.key}.{kind}", media)
        graph.add((file, DCAT.downloadURL, URIRef(f"{base}/data/{found.key}.{kind}")))
        graph.add((node, DCAT.distribution, file))
    graph.add((URIRef(f"{base}/data/{found.key}.csv#distribusjon"), DCTERMS.conformsTo, TABLE_SCHEMA))
    graph.add((node, DCAT.distribution, _file(graph, f"{base}/api/v1/{found.key}", "application/json")))
    return node


def _file(graph: Graph, address: str, media: str) -> URIRef:
    node = URIRef(f"{address}#distribusjon")
    graph.add((node, RDF.type, DCAT.Distribution))
    graph.add((node, DCAT.accessURL, URIRef(address)))
    graph.add((node, DCAT.mediaType, URIRef(MEDIA + media)))
    graph.add((node, DCTERMS.format, FILE_TYPES[media]))
    graph.add((node, DCTERMS.license, URIRef(LICENCE)))
    return node


def _written(graph: Graph, node: URIRef, period: Days) -> None:
    for name, day in ((DCTERMS.issued, period.first), (DCTERMS.modified, period.last)):
        if day is not None:
            graph.add((node, name, Literal(day)))


def _covers(graph: Graph, node: URIRef, period: Days) -> None:
    """An empty set covers no time."""
    if period.first is None and period.last is None:
        return
    time = URIRef(f"{node}-periode")
    graph.add((node, DCTERMS.temporal, time))
    graph.add((time, RDF.type, DCTERMS.PeriodOfTime))
    for name, day in ((DCAT.startDate, period.first), (DCAT.endDate, period.last)):
        if day is not None:
            graph.add((time, name, Literal(day)))


def _least(days: Iterable[dt.date | None]) -> dt.date | None:
    return min(filter(None, days), default=None)


def _most(days: Iterable[dt.date | None]) -> dt.date | None:
    return max(filter(None, days), default=None)
