"""The electronic seal: what any PDF reader says of a sealed file, and the chain that the seals are links of."""

import csv
import datetime as dt
import hashlib
import io
import shutil
import subprocess
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pikepdf
import pytest
from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings as live_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.keys.internal import (
    translate_pyca_cryptography_cert_to_asn1,
    translate_pyca_cryptography_key_to_asn1,
)
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from portal.models import Job
from portal.operations import jobs
from reporting import chain
from reporting.models import SealedPdf, SealedReport
from reporting.operations import rendering
from reporting.seal import authority, reading, signature
from reporting.seal.key import NoKey
from reporting.seal.reading import SignatureState, read, read_apart
from reporting.workflow import Status
from tests import factories

needs_poppler = pytest.mark.skipif(
    not shutil.which("pdfsig"), reason="pdfsig mangler: sudo apt install poppler-utils"
)

needs_nss = pytest.mark.skipif(
    not shutil.which("certutil"), reason="certutil mangler: sudo apt install libnss3-tools"
)


@pytest.fixture(scope="module")
def sealed(kept):
    """A report that a worker has drawn and signed."""
    shutil.rmtree(
        Path(live_settings.MEDIA_ROOT) / "sealed", ignore_errors=True
    )  # other tests' files, whose seals are gone
    seal = factories.report_at(Status.DELIVERED).current_seal()
    job = Job.objects.get(key=str(seal.pk))
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.error
    return seal


@pytest.fixture
def seal(sealed, people):
    return SealedReport.objects.select_related("pdf").get(pk=sealed.pk)


@pytest.fixture(scope="module")
def content(sealed):
    with sealed.pdf.file.open("rb") as file:
        return file.read()


def pdfsig(content, tmp_path, *options):
    (tmp_path / "file.pdf").write_bytes(content)
    command = ["pdfsig", *options, "file.pdf"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    return done.stdout


def by_pyhanko(content, settings):
    """Its own verdict, without what the portal makes of it."""
    roots = list(load_certs_from_pemder_data(Path(settings.SEAL_AUTHORITIES).read_bytes()))
    (found,) = PdfFileReader(io.BytesIO(content)).embedded_signatures
    return validate_pdf_signature(found, ValidationContext(trust_roots=roots))


def flipped(content, place):
    changed = bytearray(content)
    changed[place] ^= 1
    return bytes(changed)


def on_the_last_page(content):
    """A place in what is drawn, far from what a parser needs."""
    with pikepdf.open(io.BytesIO(content)) as file:
        stream = file.pages[-1].Contents.read_raw_bytes()
    return content.index(stream) + len(stream) // 2


@needs_poppler
def test_pdfsig_says_that_it_is_whole_and_whose_it_is(content, tmp_path):
    said = pdfsig(content, tmp_path)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert "Portalens segl i testene" in said


def trusting(folder, authorities):
    """A store of NSS, as poppler's readers have, that trusts these authorities alone. Its options for pdfsig."""
    folder.mkdir()
    store = ["-d", f"sql:{folder}"]
    for words in (
        ["-N", "--empty-password"],
        ["-A", "-n", "utsteder", "-t", "C,C,C", "-a", "-i", authorities],
    ):
        subprocess.run(["certutil", *store, *words], check=True, capture_output=True)
    return ["-nssdir", f"sql:{folder}"]


@needs_poppler
@needs_nss
def test_pdfsig_trusts_the_signer_where_it_knows_the_authority(content, settings, tmp_path):
    authority.make(tmp_path, authority="En annen", holder="En annens segl", organisation="Andre")
    ours = trusting(tmp_path / "ours", settings.SEAL_AUTHORITIES)
    others = trusting(tmp_path / "others", str(tmp_path / authority.AUTHORITY_FILE))
    said = pdfsig(content, tmp_path, *ours)
    assert "Signature is Valid" in said
    assert "Certificate is Trusted" in said
    assert "Certificate is Trusted" not in pdfsig(content, tmp_path, *others)
    assert "Certificate is Trusted" not in pdfsig(
        flipped(content, on_the_last_page(content)), tmp_path, *ours
    )


def test_pyhanko_says_that_it_is_whole_trusted_and_certified(content, settings):
    status = by_pyhanko(content, settings)
    assert status.bottom_line
    assert status.summary() == "INTACT:TRUSTED,UNTOUCHED"
    with pikepdf.open(io.BytesIO(content)) as file:
        (reference,) = file.Root.Perms.DocMDP.Reference
        assert reference.TransformParams.P == 1


@needs_poppler
@pytest.mark.parametrize("where", ["first", "page", "signature's own words"])
def test_one_changed_byte_is_found_by_all(where, content, settings, tmp_path):
    places = {
        "first": 12,
        "page": on_the_last_page(content),
        "signature's own words": content.rindex(b"/Reason (") + 12,
    }
    changed = flipped(content, places[where])
    assert "Signature is Valid" not in pdfsig(changed, tmp_path)
    assert not by_pyhanko(changed, settings).bottom_line
    assert read(changed, settings.SEAL_AUTHORITIES).signature == SignatureState.CHANGED


def test_an_addition_after_the_signature_is_refused(content, settings):
    added = IncrementalPdfFileWriter(io.BytesIO(content))
    added.root["/Lang"] = pdf_string("en")
    added.update_root()
    whole = io.BytesIO()
    added.write(whole)
    assert not by_pyhanko(whole.getvalue(), settings).bottom_line
    for longer in (whole.getvalue(), content + b"\n% mer\n"):
        assert read(longer, settings.SEAL_AUTHORITIES).signature == SignatureState.ADDED_TO


def test_another_s_signature_is_not_the_portal_s(content, tmp_path, settings):
    authority.make(tmp_path, authority="En annen", holder="En annens segl", organisation="Andre")
    said = read(content, str(tmp_path / authority.AUTHORITY_FILE))
    assert (said.signature, said.signer) == (SignatureState.FOREIGN, "Portalens segl i testene")


def test_the_file_is_the_drawing_and_then_the_signature(seal, content):
    drawing = content[: -len(seal.pdf.signature)]
    assert hashlib.sha256(drawing).hexdigest() == seal.pdf.drawing_sha256
    assert drawing.rstrip().endswith(b"%%EOF")
    with pikepdf.open(io.BytesIO(drawing)) as before, pikepdf.open(io.BytesIO(content)) as after:
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert after.docinfo == before.docinfo


def test_the_signature_s_field_is_neither_seen_nor_hidden(content):
    """PDF/A-2 wants it printed and not hidden, PDF/UA-1 outside the page where it is not tagged."""
    with pikepdf.open(io.BytesIO(content)) as file:
        (field,) = file.Root.AcroForm.Fields
        assert [int(side) for side in field.Rect] == [-9999] * 4
        assert int(field.F) & 0b100111 == 0b000100
        assert str(field.TU) == "Portalens elektroniske segl"
        assert "/Version" not in file.Root
        assert "/NeedAppearances" not in file.Root.AcroForm


def test_a_lost_file_is_put_back_with_the_signature_it_had(seal, content):
    Path(seal.pdf.file.path).unlink()
    call_command("restore_pdf", seal.receipt)
    assert Path(seal.pdf.file.path).read_bytes() == content


def test_a_file_from_before_the_signature_keeps_its_bytes(people, settings, as_):
    """It was the drawing alone, and is restored as that."""
    seal = factories.report_at(Status.DELIVERED, "nordland").current_seal()
    drawing = rendering.drawn(seal)
    stored = SealedPdf(seal=seal, sha256=hashlib.sha256(drawing).hexdigest(), size=len(drawing))
    stored.portal_version, stored.rendered_at = "0.3.0", seal.signed_at
    stored.file.name = "sealed/før.pdf"
    stored.save()
    assert rendering.restore(seal)
    assert rendering.sealed_bytes(seal) == drawing
    assert read(drawing, settings.SEAL_AUTHORITIES).signature == SignatureState.NONE
    page = upload(as_("anon"), drawing)
    for words in ("Filen er ekte", "Filen har ingen signatur", "før portalen begynte å signere"):
        assert words in page


@pytest.mark.parametrize("path", ["", "/finnes/ikke.p12", __file__])
def test_without_a_key_the_job_says_so_and_the_report_is_delivered(path, people, settings):
    settings.SEAL_PKCS12 = path
    seal = factories.report_at(Status.DELIVERED, "nordland").current_seal()
    job = Job.objects.get(key=str(seal.pk))
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, "SEAL_PKCS12" in job.error) == ("failed", True)
    assert not SealedPdf.objects.filter(seal=seal).exists()


@pytest.mark.parametrize("lasts", [authority.LASTS, dt.timedelta(minutes=-1)], ids=["another's", "expired"])
def test_what_would_not_hold_is_not_sealed(lasts, content, seal, settings, monkeypatch, tmp_path):
    monkeypatch.setattr(authority, "LASTS", lasts)
    authority.make(tmp_path, authority="En annen", holder="En annens segl", organisation="Andre")
    settings.SEAL_PKCS12 = str(tmp_path / authority.SEAL_FILE)
    if lasts < dt.timedelta():
        settings.SEAL_AUTHORITIES = str(tmp_path / authority.AUTHORITY_FILE)
    with pytest.raises(NoKey, match="SEAL_AUTHORITIES"):
        signature.signed(content[: -len(seal.pdf.signature)], reason="x")


def test_without_the_time_nothing_is_sealed(people, settings):
    settings.SEAL_TIMESTAMP_URL = "http://127.0.0.1:9/"
    seal = factories.report_at(Status.DELIVERED, "nordland").current_seal()
    job = Job.objects.get(key=str(seal.pk))
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert "Tidsstempeltjenesten svarer ikke" in job.error


@pytest.fixture
def time_service(settings, tmp_path):
    """A time stamp service that answers as RFC 3161 says, and that the portal trusts."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Testenes tid")])
    now = dt.datetime.now(dt.UTC)
    stamping = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(stamping, critical=True)
        .sign(key, hashes.SHA256())
    )
    stamper = DummyTimeStamper(
        translate_pyca_cryptography_cert_to_asn1(certificate), translate_pyca_cryptography_key_to_asn1(key)
    )

    class Service(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = stamper.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_words): ...

    trusted = tmp_path / "trusted.pem"
    own = Path(settings.SEAL_AUTHORITIES).read_bytes()
    trusted.write_bytes(own + certificate.public_bytes(serialization.Encoding.PEM))
    with HTTPServer(("127.0.0.1", 0), Service) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings.SEAL_TIMESTAMP_URL = f"http://127.0.0.1:{server.server_port}/"
        settings.SEAL_AUTHORITIES = str(trusted)
        yield
        server.shutdown()


def test_the_time_is_stamped_by_a_service(time_service, content, seal, settings):
    drawing = content[: -len(seal.pdf.signature)]
    said = read(signature.signed(drawing, reason="x"), settings.SEAL_AUTHORITIES)
    assert (said.signature, said.stamped) == (SignatureState.HOLDS, True)


def test_a_key_is_never_written_over(tmp_path):
    names = {"authority": "a", "holder": "b", "organisation": "c"}
    authority.make(tmp_path, **names)
    assert (tmp_path / authority.SEAL_FILE).stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        authority.make(tmp_path, **names)


HOSTILE = {
    "nothing of a PDF": b"%PDF-1.7 x",
    "no PDF at all": b"MZ" + bytes(5000),
    "a loop of tables": b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF",
    "very deep": b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b"\nendobj\nstartxref\n9\n%%EOF",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_only_unreadable(name, settings):
    assert read(HOSTILE[name], settings.SEAL_AUTHORITIES).signature == SignatureState.UNREADABLE


@pytest.mark.parametrize("part", [0.1, 0.5, 0.999])
def test_a_truncated_file_is_unreadable_or_unsigned(part, content, settings):
    said = read(content[: int(len(content) * part)], settings.SEAL_AUTHORITIES).signature
    assert said in {SignatureState.UNREADABLE, SignatureState.NONE, SignatureState.CHANGED}


def test_an_encrypted_file_is_unreadable(content, settings):
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        file.save(locked, encryption=pikepdf.Encryption(owner="x", user="y"))
    assert read(locked.getvalue(), settings.SEAL_AUTHORITIES).signature == SignatureState.UNREADABLE


def test_a_stranger_s_file_is_read_in_a_process_of_its_own(content, seal, settings):
    said = read_apart(content)
    assert (said.signature, said.signer) == (SignatureState.HOLDS, "Portalens segl i testene")
    assert chain.told_by(said.reason) == (seal.receipt, seal.chain_sha256)


def upload(client, content):
    return client.post("/verifiser/", {"file": SimpleUploadedFile("rapport.pdf", content)}).content.decode()


def test_the_page_says_of_hash_and_signature_each_for_itself(content, as_, seal):
    page = upload(as_("anon"), content)
    for words in (
        "Filen er ekte",
        "Hashen stemmer",
        "Signaturen holder: filen er uendret siden",
        "står i kjeden",
    ):
        assert words in page
    page = upload(as_("anon"), flipped(content, on_the_last_page(content)))
    for words in (
        "Portalen går ikke god for filen",
        "Hashen er ukjent",
        "Signaturen holder ikke: filen er endret",
    ):
        assert words in page
    assert "noe er lagt til" in upload(as_("anon"), content + b"\n% mer\n")


@pytest.mark.parametrize("name", ["nothing of a PDF", "very deep"])
def test_the_page_says_what_it_cannot_read(name, as_):
    assert "kan ikke leses som PDF" in upload(as_("anon"), HOSTILE[name])


def test_a_file_that_takes_too_much_is_not_condemned_for_it(content, as_, seal, monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE", 0.01)
    page = upload(as_("anon"), content)
    for words in ("Filen er ekte", "Hashen stemmer", "Signaturen er ikke kontrollert"):
        assert words in page


def test_only_so_many_files_an_hour_are_read(as_, settings):
    settings.FORMS_PER_HOUR = 0
    assert "Vent en time" in upload(as_("anon"), b"%PDF-1.7 x")


def test_the_certificate_is_handed_out_and_named(as_, settings):
    answer = as_("anon").get("/verifiser/sertifikat/")
    assert answer.content == Path(settings.SEAL_AUTHORITIES).read_bytes()
    (one,) = authority.published(settings.SEAL_AUTHORITIES)
    page = as_("anon").get("/verifiser/").content.decode()
    assert one.sha256 in page
    assert "Testenes utsteder" in page


def test_the_chain_can_be_computed_from_its_file(seal, as_):
    factories.report_at(Status.DELIVERED, "nordland")
    text = as_("anon").get("/verifiser/kjede/eksport.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    before = "0" * 64
    for row in rows:
        line = f"{before} {row['Kvittering']} {row['SHA-256 av innholdet']} {row['Signert']}"
        assert row["Ledd"] == hashlib.sha256(line.encode()).hexdigest()
        before = row["Ledd"]
    assert len(rows) == 2
    page = as_("anon").get("/verifiser/kjede/").content.decode()
    assert "Kjeden er hel" in page
    assert before in page


def forced(sql, *values, tables=("reporting_sealedreport",)):
    """As one who has the database, and does not mind its triggers."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql, values)


def faults():
    with pytest.raises(CommandError) as error:
        call_command("check_seals")
    return str(error.value)


@pytest.fixture
def three(seal):
    """The receipts of a chain of three, of which the second is not drawn."""
    second = factories.report_at(Status.DELIVERED, "nordland").current_seal()
    third = factories.report_at(Status.DELIVERED, "nordland", 2009).current_seal()
    call_command("check_seals")
    return [seal.receipt, second.receipt, third.receipt]


@pytest.mark.parametrize(
    "change",
    ["receipt = '2010-18-FALSK222'", "sha256 = repeat('a', 64)", "signed_at = signed_at - interval '1 day'"],
)
def test_a_replaced_seal_breaks_the_chain(change, three, as_):
    forced(f"UPDATE reporting_sealedreport SET {change} WHERE receipt = %s RETURNING receipt", three[1])
    named = SealedReport.objects.order_by("pk")[1].receipt
    assert f"Kjeden er brutt ved kvittering {named}" in faults()
    assert f"brutt ved kvittering {named}" in as_("anon").get("/verifiser/kjede/").content.decode()


def test_a_removed_seal_breaks_the_chain(three):
    removed = SealedReport.objects.get(receipt=three[1])
    for relation in SealedReport._meta.related_objects:
        table, column = relation.related_model._meta.db_table, relation.field.column
        forced(f"DELETE FROM {table} WHERE {column} = %s", removed.pk, tables=[table])
    forced("DELETE FROM reporting_sealedreport WHERE id = %s", removed.pk)
    assert f"Kjeden er brutt ved kvittering {three[2]}" in faults()


def test_replaced_content_is_found(seal):
    forced("UPDATE reporting_sealedreport SET snapshot = replace(snapshot, 'a', 'b') WHERE id = %s", seal.pk)
    assert f"Innholdet med kvittering {seal.receipt}" in faults()


def test_a_chain_that_is_written_anew_is_found_by_its_files(seal, content, as_):
    """Whoever has the database can compute all links again; the files in the world still say what they were."""
    other = seal.signed_at.replace(year=2010)
    link = chain.hash_of(chain.START, receipt=seal.receipt, sha256=seal.sha256, signed_at=other)
    forced(
        "UPDATE reporting_sealedreport SET signed_at = %s, chain_sha256 = %s WHERE id = %s",
        other,
        link,
        seal.pk,
    )
    assert chain.first_break(SealedReport.objects.links()) is None
    assert f"filen med kvittering {seal.receipt} nevner et annet ledd" in faults()
    assert "er ikke i kjeden: seglet er fjernet eller byttet ut" in upload(as_("anon"), content)


def test_the_database_lets_one_seal_only_follow_another(three):
    second = SealedReport.objects.get(receipt=three[1])
    second.pk, second.receipt, second.number, second.chain_sha256 = None, "2010-18-GRENAAAA", 7, "b" * 64
    with pytest.raises(IntegrityError, match="a_link_is_followed_by_one_only"), transaction.atomic():
        second.save()
