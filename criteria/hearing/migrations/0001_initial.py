
import datetime

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import criteria.models.selection
import portal.clock
import portal.models.text
import portal.norwegian


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('criteria', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Expert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('name', portal.models.text.LineField(max_length=120, verbose_name='navn')),
                ('organisation', portal.models.text.LineField(blank=True, max_length=160, verbose_name='arbeidssted')),
                ('email', models.EmailField(max_length=254, verbose_name='e-post')),
                ('token', models.CharField(default=criteria.models.selection.new_token, editable=False, max_length=40, unique=True)),
                ('expires_on', models.DateField(verbose_name='kan lese til og med')),
                ('invited_at', models.DateTimeField(default=portal.clock.now, verbose_name='invitert')),
                ('interests', portal.models.text.ProseField(blank=True, help_text='Eierskap, ansettelser, verv eller oppdrag som kan ha noe å si. Skriv «Ingen» hvis du ikke har noen.', max_length=2000, verbose_name='interesser i saken')),
                ('declared_at', models.DateTimeField(blank=True, null=True, verbose_name='oppgitt')),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='experts', to='criteria.criteriaset')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'fagperson',
                'verbose_name_plural': 'fagpersoner',
                'ordering': ['edition', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ExpertComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(blank=True, max_length=12, verbose_name='kriterium')),
                ('text', portal.models.text.ProseField(max_length=4000, verbose_name='merknad')),
                ('said_at', models.DateTimeField(default=portal.clock.now, verbose_name='tid')),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='hearing.expert')),
            ],
            options={
                'verbose_name': 'merknad fra fagperson',
                'verbose_name_plural': 'merknader fra fagpersoner',
                'ordering': ['code', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ExpertEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('name', portal.models.text.LineField(max_length=120, verbose_name='navn')),
                ('organisation', portal.models.text.LineField(blank=True, max_length=160, verbose_name='arbeidssted')),
                ('expires_on', models.DateField(verbose_name='kan lese til og med')),
                ('invited_at', models.DateTimeField(default=portal.clock.now, verbose_name='invitert')),
                ('interests', portal.models.text.ProseField(blank=True, help_text='Eierskap, ansettelser, verv eller oppdrag som kan ha noe å si. Skriv «Ingen» hvis du ikke har noen.', max_length=2000, verbose_name='interesser i saken')),
                ('declared_at', models.DateTimeField(blank=True, null=True, verbose_name='oppgitt')),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('edition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.criteriaset')),
                ('invited_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='hearing.expert')),
                ('revoked_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('title', portal.models.text.LineField(max_length=160, verbose_name='tittel')),
                ('asked', portal.models.text.ProseField(help_text='Står øverst på høringens side og i invitasjonen.', max_length=4000, verbose_name='hva dere spør om')),
                ('letter', portal.models.text.ProseField(blank=True, max_length=8000, verbose_name='høringsbrev')),
                ('opens_on', models.DateField(verbose_name='åpner')),
                ('closes_on', models.DateField(help_text='Siste dag det kan svares.', verbose_name='frist')),
                ('short_because', portal.models.text.ProseField(blank=True, help_text='Må fylles ut når det er mindre enn seks uker fra høringen åpner til fristen. Vises for alle.', max_length=2000, verbose_name='hvorfor kortere enn seks uker')),
                ('showing', models.CharField(choices=[('as_they_come', 'Etter hvert, når panelet har sett på dem'), ('at_closing', 'Alle samtidig, når fristen er ute')], default='as_they_come', max_length=14, verbose_name='når svarene vises for alle')),
                ('state', models.CharField(choices=[('draft', 'Kladd'), ('announced', 'Kommer'), ('open', 'Åpen'), ('closed', 'Svarene behandles'), ('settled', 'Ferdig behandlet'), ('cancelled', 'Avlyst')], default='draft', max_length=10, verbose_name='tilstand')),
                ('token', models.CharField(default=criteria.models.selection.new_token, editable=False, max_length=40, unique=True)),
                ('created_at', models.DateTimeField(default=portal.clock.now, verbose_name='laget')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='åpnet')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='avsluttet')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='ferdig behandlet')),
                ('table_pdf', models.FileField(blank=True, help_text='What the answers led to, drawn once it is settled.', upload_to='hearings/')),
                ('cancelled_because', portal.models.text.ProseField(blank=True, max_length=2000, verbose_name='hvorfor den ble avlyst')),
                ('erased_at', models.DateTimeField(blank=True, help_text="When the senders' addresses were erased.", null=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='criteria.criteriaset', verbose_name='utkast til utgave')),
            ],
            options={
                'verbose_name': 'høring',
                'verbose_name_plural': 'høringer',
                'ordering': ['-closes_on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HeardCriterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='plass')),
                ('code', models.SlugField(max_length=12, verbose_name='kode')),
                ('type', models.CharField(choices=[('kvalifikasjonskrav', 'Kvalifikasjonskrav'), ('kravspesifikasjon', 'Kravspesifikasjon'), ('tildelingskriterium', 'Tildelingskriterium'), ('kontraktsvilkaar', 'Kontraktsvilkår')], max_length=20, verbose_name='type')),
                ('level', models.CharField(choices=[('basis', 'Basis'), ('avansert', 'Avansert')], max_length=10, verbose_name='nivå')),
                ('title', portal.models.text.LineField(max_length=160, verbose_name='tittel')),
                ('text', portal.models.text.ProseField(max_length=4000, verbose_name='kravtekst')),
                ('verification', portal.models.text.ProseField(blank=True, max_length=4000, verbose_name='dokumentasjon som godtas')),
                ('rationale', portal.models.text.ProseField(blank=True, max_length=4000, verbose_name='begrunnelse')),
                ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='heard', to='hearing.hearing')),
            ],
            options={
                'verbose_name': 'kriterium på høring',
                'verbose_name_plural': 'kriterier på høring',
                'ordering': ['hearing', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HearingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('title', portal.models.text.LineField(max_length=160, verbose_name='tittel')),
                ('asked', portal.models.text.ProseField(help_text='Står øverst på høringens side og i invitasjonen.', max_length=4000, verbose_name='hva dere spør om')),
                ('letter', portal.models.text.ProseField(blank=True, max_length=8000, verbose_name='høringsbrev')),
                ('opens_on', models.DateField(verbose_name='åpner')),
                ('closes_on', models.DateField(help_text='Siste dag det kan svares.', verbose_name='frist')),
                ('short_because', portal.models.text.ProseField(blank=True, help_text='Må fylles ut når det er mindre enn seks uker fra høringen åpner til fristen. Vises for alle.', max_length=2000, verbose_name='hvorfor kortere enn seks uker')),
                ('showing', models.CharField(choices=[('as_they_come', 'Etter hvert, når panelet har sett på dem'), ('at_closing', 'Alle samtidig, når fristen er ute')], default='as_they_come', max_length=14, verbose_name='når svarene vises for alle')),
                ('state', models.CharField(choices=[('draft', 'Kladd'), ('announced', 'Kommer'), ('open', 'Åpen'), ('closed', 'Svarene behandles'), ('settled', 'Ferdig behandlet'), ('cancelled', 'Avlyst')], default='draft', max_length=10, verbose_name='tilstand')),
                ('token', models.CharField(default=criteria.models.selection.new_token, editable=False, max_length=40)),
                ('created_at', models.DateTimeField(default=portal.clock.now, verbose_name='laget')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='åpnet')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='avsluttet')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='ferdig behandlet')),
                ('table_pdf', models.FileField(blank=True, help_text='What the answers led to, drawn once it is settled.', upload_to='hearings/')),
                ('cancelled_because', portal.models.text.ProseField(blank=True, max_length=2000, verbose_name='hvorfor den ble avlyst')),
                ('erased_at', models.DateTimeField(blank=True, help_text="When the senders' addresses were erased.", null=True)),
                ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.criteriaset', verbose_name='utkast til utgave')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='hearing.hearing')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HearingExtension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(verbose_name='fra')),
                ('to_on', models.DateField(verbose_name='til')),
                ('reason', portal.models.text.ProseField(max_length=2000, verbose_name='begrunnelse')),
                ('extended_at', models.DateTimeField(default=portal.clock.now, verbose_name='tid')),
                ('extended_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='hearing.hearing')),
            ],
            options={
                'verbose_name': 'forlengelse',
                'verbose_name_plural': 'forlengelser',
                'ordering': ['hearing', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HearingReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('closes_on', models.DateField(help_text='The deadline that it is about; a later one has its own.')),
                ('days_before', models.PositiveSmallIntegerField()),
                ('sent_at', models.DateTimeField(default=portal.clock.now)),
                ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='hearing.hearing')),
            ],
            options={
                'verbose_name': 'påminnelse om høring',
                'verbose_name_plural': 'påminnelser om høringer',
                'ordering': ['hearing', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HearingReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('kind', models.CharField(choices=[('public', 'Offentlig virksomhet'), ('supplier', 'Leverandør'), ('industry', 'Bransje- eller arbeidsgiverorganisasjon'), ('interest', 'Interesse- eller miljøorganisasjon'), ('research', 'Forskning og utdanning'), ('private', 'Privatperson'), ('other', 'Annet')], max_length=10, verbose_name='dere svarer som')),
                ('organisation', portal.models.text.LineField(blank=True, max_length=200, verbose_name='organisasjon')),
                ('org_number', portal.models.text.LineField(blank=True, max_length=9, verbose_name='organisasjonsnummer')),
                ('contact_name', portal.models.text.LineField(blank=True, max_length=120, verbose_name='navn')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-post')),
                ('shows_name', models.BooleanField(default=False, help_text='Gjelder privatpersoner. Uten dette står det bare «Privatperson».', verbose_name='vis navnet mitt')),
                ('state', models.CharField(choices=[('begun', 'Påbegynt'), ('unconfirmed', 'Venter på bekreftelse'), ('received', 'Mottatt'), ('shown', 'Vises'), ('hidden', 'Vises ikke'), ('withdrawn', 'Trukket')], default='begun', max_length=11, verbose_name='tilstand')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='nummer')),
                ('token', models.CharField(default=criteria.models.selection.new_token, editable=False, max_length=40, unique=True)),
                ('begun_at', models.DateTimeField(default=portal.clock.now, verbose_name='påbegynt')),
                ('consented_at', models.DateTimeField(blank=True, null=True, verbose_name='samtykket')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sendt inn')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='bekreftet')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='trukket')),
                ('hidden_because', portal.models.text.ProseField(blank=True, max_length=1000, verbose_name='hvorfor svaret ikke vises')),
                ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='hearing.hearing')),
            ],
            options={
                'verbose_name': 'høringssvar',
                'verbose_name_plural': 'høringssvar',
                'ordering': ['hearing', 'number', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HearingComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('stance', models.CharField(choices=[('for', 'Støtter'), ('against', 'Er imot'), ('neutral', 'Har ingen mening for eller mot')], default='neutral', max_length=7, verbose_name='hva dere mener')),
                ('text', portal.models.text.ProseField(blank=True, max_length=8000, verbose_name='merknad')),
                ('proposal', portal.models.text.ProseField(blank=True, help_text='Skriv kravet slik det burde stå. Endringene vises mot teksten på høring.', max_length=4000, verbose_name='forslag til kravtekst')),
                ('assigned_to', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='hos')),
                ('heard', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='hearing.heardcriterion', verbose_name='kriterium')),
                ('reply', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='hearing.hearingreply')),
            ],
            options={
                'verbose_name': 'merknad',
                'verbose_name_plural': 'merknader',
                'ordering': ['heard__position', 'reply__number', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', portal.models.text.LineField(max_length=120, verbose_name='filnavn')),
                ('file', models.FileField(upload_to='hearings/')),
                ('size', models.PositiveIntegerField(help_text='In bytes.', verbose_name='størrelse')),
                ('sha256', models.CharField(max_length=64)),
                ('added_at', models.DateTimeField(default=portal.clock.now, verbose_name='lagt ved')),
                ('reply', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='hearing.hearingreply')),
            ],
            options={
                'verbose_name': 'vedlegg',
                'verbose_name_plural': 'vedlegg',
                'ordering': ['reply', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', portal.models.text.LineField(max_length=200, verbose_name='hvem')),
                ('org_number', portal.models.text.LineField(blank=True, max_length=9, verbose_name='organisasjonsnummer')),
                ('email', models.EmailField(max_length=254, verbose_name='e-post')),
                ('token', models.CharField(default=criteria.models.selection.new_token, editable=False, max_length=40, unique=True)),
                ('added_at', models.DateTimeField(default=portal.clock.now, verbose_name='lagt til')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='invitert')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='hearing.hearing')),
            ],
            options={
                'verbose_name': 'invitasjon',
                'verbose_name_plural': 'invitasjoner',
                'ordering': ['hearing', portal.norwegian.NorwegianOrder('name'), 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HearingReplyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('kind', models.CharField(choices=[('public', 'Offentlig virksomhet'), ('supplier', 'Leverandør'), ('industry', 'Bransje- eller arbeidsgiverorganisasjon'), ('interest', 'Interesse- eller miljøorganisasjon'), ('research', 'Forskning og utdanning'), ('private', 'Privatperson'), ('other', 'Annet')], max_length=10, verbose_name='dere svarer som')),
                ('organisation', portal.models.text.LineField(blank=True, max_length=200, verbose_name='organisasjon')),
                ('org_number', portal.models.text.LineField(blank=True, max_length=9, verbose_name='organisasjonsnummer')),
                ('shows_name', models.BooleanField(default=False, help_text='Gjelder privatpersoner. Uten dette står det bare «Privatperson».', verbose_name='vis navnet mitt')),
                ('state', models.CharField(choices=[('begun', 'Påbegynt'), ('unconfirmed', 'Venter på bekreftelse'), ('received', 'Mottatt'), ('shown', 'Vises'), ('hidden', 'Vises ikke'), ('withdrawn', 'Trukket')], default='begun', max_length=11, verbose_name='tilstand')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='nummer')),
                ('begun_at', models.DateTimeField(default=portal.clock.now, verbose_name='påbegynt')),
                ('consented_at', models.DateTimeField(blank=True, null=True, verbose_name='samtykket')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sendt inn')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='bekreftet')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='trukket')),
                ('hidden_because', portal.models.text.ProseField(blank=True, max_length=1000, verbose_name='hvorfor svaret ikke vises')),
                ('hearing', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='hearing.hearing')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='hearing.hearingreply')),
                ('invitation', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='hearing.invitation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='hearingreply',
            name='invitation',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replies', to='hearing.invitation'),
        ),
        migrations.CreateModel(
            name='Resolution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('outcome', models.CharField(choices=[('taken', 'Tatt til følge'), ('partly', 'Delvis tatt til følge'), ('not', 'Ikke tatt til følge')], max_length=6, verbose_name='hva det førte til')),
                ('reason', portal.models.text.ProseField(help_text='Avsenderen får den på e-post, og alle kan lese den.', max_length=4000, verbose_name='begrunnelse')),
                ('decided_at', models.DateTimeField(default=portal.clock.now, verbose_name='avgjort')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='resolutions', to='hearing.hearing')),
            ],
            options={
                'verbose_name': 'svar på merknad',
                'verbose_name_plural': 'svar på merknader',
                'ordering': ['hearing', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HearingCommentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('stance', models.CharField(choices=[('for', 'Støtter'), ('against', 'Er imot'), ('neutral', 'Har ingen mening for eller mot')], default='neutral', max_length=7, verbose_name='hva dere mener')),
                ('text', portal.models.text.ProseField(blank=True, max_length=8000, verbose_name='merknad')),
                ('proposal', portal.models.text.ProseField(blank=True, help_text='Skriv kravet slik det burde stå. Endringene vises mot teksten på høring.', max_length=4000, verbose_name='forslag til kravtekst')),
                ('assigned_to', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='hos')),
                ('heard', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='hearing.heardcriterion', verbose_name='kriterium')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='hearing.hearingcomment')),
                ('reply', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='hearing.hearingreply')),
                ('resolution', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='hearing.resolution')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='hearingcomment',
            name='resolution',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comments', to='hearing.resolution'),
        ),
        migrations.CreateModel(
            name='ResolutionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('outcome', models.CharField(choices=[('taken', 'Tatt til følge'), ('partly', 'Delvis tatt til følge'), ('not', 'Ikke tatt til følge')], max_length=6, verbose_name='hva det førte til')),
                ('reason', portal.models.text.ProseField(help_text='Avsenderen får den på e-post, og alle kan lese den.', max_length=4000, verbose_name='begrunnelse')),
                ('decided_at', models.DateTimeField(default=portal.clock.now, verbose_name='avgjort')),
                ('decided_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('hearing', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='hearing.hearing')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='hearing.resolution')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='expert',
            constraint=models.UniqueConstraint(models.F('edition'), django.db.models.functions.text.Lower('email'), condition=models.Q(('revoked_at', None)), name='an_expert_has_one_key_to_a_draft'),
        ),
        migrations.AddConstraint(
            model_name='expert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('declared_at', None), ('interests', '')), models.Q(('declared_at__isnull', False), models.Q(('interests', ''), _negated=True)), _connector='OR'), name='interests_are_declared_with_words'),
        ),
        migrations.AddConstraint(
            model_name='expert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='expert_revoked_at_and_by_both_or_neither'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='expert',
            trigger=pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + 1; RETURN NEW;', hash='342983007d0eccf50f78f267f8607f0cb2721dd6', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_92a40', table='hearing_expert', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='expert',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "hearing_expertevent" ("declared_at", "edition_id", "expires_on", "id", "interests", "invited_at", "invited_by_id", "name", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "revoked_by_id", "version") VALUES (NEW."declared_at", NEW."edition_id", NEW."expires_on", NEW."id", NEW."interests", NEW."invited_at", NEW."invited_by_id", NEW."name", NEW."organisation", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revoked_at", NEW."revoked_by_id", NEW."version"); RETURN NULL;', hash='dcdb2ac4a137121e78fa64b679832ba6fbc7bb15', operation='INSERT', pgid='pgtrigger_insert_insert_80bfd', table='hearing_expert', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='expert',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."declared_at" IS DISTINCT FROM (NEW."declared_at") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."interests" IS DISTINCT FROM (NEW."interests") OR OLD."invited_at" IS DISTINCT FROM (NEW."invited_at") OR OLD."invited_by_id" IS DISTINCT FROM (NEW."invited_by_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organisation" IS DISTINCT FROM (NEW."organisation") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."revoked_by_id" IS DISTINCT FROM (NEW."revoked_by_id") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "hearing_expertevent" ("declared_at", "edition_id", "expires_on", "id", "interests", "invited_at", "invited_by_id", "name", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "revoked_by_id", "version") VALUES (NEW."declared_at", NEW."edition_id", NEW."expires_on", NEW."id", NEW."interests", NEW."invited_at", NEW."invited_by_id", NEW."name", NEW."organisation", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revoked_at", NEW."revoked_by_id", NEW."version"); RETURN NULL;', hash='eb953143634eb07cf3ade6f74df221f132d1c32e', operation='UPDATE', pgid='pgtrigger_update_update_0d261', table='hearing_expert', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='expert',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "hearing_expertevent" ("declared_at", "edition_id", "expires_on", "id", "interests", "invited_at", "invited_by_id", "name", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "revoked_by_id", "version") VALUES (OLD."declared_at", OLD."edition_id", OLD."expires_on", OLD."id", OLD."interests", OLD."invited_at", OLD."invited_by_id", OLD."name", OLD."organisation", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revoked_at", OLD."revoked_by_id", OLD."version"); RETURN NULL;', hash='a41f05ba79b0a8ebf0c4abfdf9e2745f5d1caa17', operation='DELETE', pgid='pgtrigger_delete_delete_b39bc', table='hearing_expert', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='expertcomment',
            trigger=pgtrigger.compiler.Trigger(name='words_of_experts_stand', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='3e7198d7194b5247c209ebc9f700e4f21763cc68', operation='UPDATE', pgid='pgtrigger_words_of_experts_stand_82163', table='hearing_expertcomment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='expertevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='651faee4e02abf45bba5b3f70584f5ab7e5b551e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_07617', table='hearing_expertevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gt', models.F('opens_on'))), name='a_hearing_opens_before_it_closes'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gte', django.db.models.expressions.CombinedExpression(models.F('opens_on'), '+', models.Value(datetime.timedelta(days=42)))), models.Q(('short_because', ''), _negated=True), _connector='OR'), name='a_hearing_is_six_weeks_or_says_why_it_is_not'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(('showing__in', ['as_they_come', 'at_closing'])), name='a_hearing_shows_answers_at_a_known_time'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'announced', 'open'])), fields=('edition',), name='an_edition_is_on_one_hearing_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('opened_at', None), ('state__in', ['draft', 'announced'])), models.Q(('opened_at__isnull', False), ('state__in', ['open', 'closed', 'settled'])), ('state', 'cancelled'), _connector='OR'), name='a_hearing_has_been_opened_when_it_says_so'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state__in', ['closed', 'settled'])), models.Q(models.Q(('state__in', ['closed', 'settled']), _negated=True), ('closed_at', None)), _connector='OR'), name='a_hearing_has_been_closed_when_it_says_so'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', False), ('state', 'settled')), models.Q(models.Q(('state', 'settled'), _negated=True), ('settled_at', None)), _connector='OR'), name='a_hearing_has_been_settled_when_it_says_so'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), models.Q(('cancelled_because', ''), _negated=True)), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancelled_because', '')), _connector='OR'), name='a_hearing_is_cancelled_for_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + 1; RETURN NEW;', hash='27246cef96b1d00f66902c250874d93ce05d48d1', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_cb140', table='hearing_hearing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "hearing_hearingevent" ("asked", "cancelled_because", "closed_at", "closes_on", "created_at", "created_by_id", "edition_id", "erased_at", "id", "letter", "opened_at", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "short_because", "showing", "state", "table_pdf", "title", "token", "version") VALUES (NEW."asked", NEW."cancelled_because", NEW."closed_at", NEW."closes_on", NEW."created_at", NEW."created_by_id", NEW."edition_id", NEW."erased_at", NEW."id", NEW."letter", NEW."opened_at", NEW."opens_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."settled_at", NEW."short_because", NEW."showing", NEW."state", NEW."table_pdf", NEW."title", NEW."token", NEW."version"); RETURN NULL;', hash='bf95085c7954401acd0f1282dc63519a231d4424', operation='INSERT', pgid='pgtrigger_insert_insert_1ece6', table='hearing_hearing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "hearing_hearingevent" ("asked", "cancelled_because", "closed_at", "closes_on", "created_at", "created_by_id", "edition_id", "erased_at", "id", "letter", "opened_at", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "short_because", "showing", "state", "table_pdf", "title", "token", "version") VALUES (NEW."asked", NEW."cancelled_because", NEW."closed_at", NEW."closes_on", NEW."created_at", NEW."created_by_id", NEW."edition_id", NEW."erased_at", NEW."id", NEW."letter", NEW."opened_at", NEW."opens_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."settled_at", NEW."short_because", NEW."showing", NEW."state", NEW."table_pdf", NEW."title", NEW."token", NEW."version"); RETURN NULL;', hash='87322e7e54c529f34e4f280354037cab5ec8459b', operation='UPDATE', pgid='pgtrigger_update_update_7440a', table='hearing_hearing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "hearing_hearingevent" ("asked", "cancelled_because", "closed_at", "closes_on", "created_at", "created_by_id", "edition_id", "erased_at", "id", "letter", "opened_at", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "short_because", "showing", "state", "table_pdf", "title", "token", "version") VALUES (OLD."asked", OLD."cancelled_because", OLD."closed_at", OLD."closes_on", OLD."created_at", OLD."created_by_id", OLD."edition_id", OLD."erased_at", OLD."id", OLD."letter", OLD."opened_at", OLD."opens_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."settled_at", OLD."short_because", OLD."showing", OLD."state", OLD."table_pdf", OLD."title", OLD."token", OLD."version"); RETURN NULL;', hash='11bea53b36ea0a72cbe62bbccb817c42846af1ff', operation='DELETE', pgid='pgtrigger_delete_delete_31259', table='hearing_hearing', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='heardcriterion',
            constraint=models.UniqueConstraint(fields=('hearing', 'code'), name='a_code_is_heard_once_in_a_hearing'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='heardcriterion',
            trigger=pgtrigger.compiler.Trigger(name='what_was_heard_stands', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='48026c4c0744c4a7d0c16c445d38e37952175e77', operation='UPDATE OR DELETE', pgid='pgtrigger_what_was_heard_stands_0890a', table='hearing_heardcriterion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7419e891f4a940a47ed6e2f3d87ecb3b299366b4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3ffcb', table='hearing_hearingevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='hearingextension',
            constraint=models.CheckConstraint(condition=models.Q(('to_on__gt', models.F('from_on'))), name='an_extension_is_to_a_later_day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearingextension',
            trigger=pgtrigger.compiler.Trigger(name='extensions_of_hearings_stand', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3833aa29d9b65d6d264c29a891f356ac707e88f4', operation='UPDATE OR DELETE', pgid='pgtrigger_extensions_of_hearings_stand_965e9', table='hearing_hearingextension', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='hearingreminder',
            constraint=models.UniqueConstraint(fields=('hearing', 'closes_on', 'days_before'), name='a_reminder_of_a_hearing_goes_out_once'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.UniqueConstraint(fields=('reply', 'sha256'), name='a_file_is_attached_once_to_an_answer'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(models.F('hearing'), django.db.models.functions.text.Lower('email'), name='an_address_is_invited_once_to_a_hearing'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('org_number', ''), ('org_number__regex', '^\\d{9}$'), _connector='OR'), name='an_invited_body_has_nine_digits_or_none'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearingreplyevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2354e61bff5474011011f5ca984ad894dd19efa1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f487e', table='hearing_hearingreplyevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='hearingreply',
            index=models.Index(fields=['hearing', 'state'], name='replies_of_a_hearing'),
        ),
        migrations.AddConstraint(
            model_name='hearingreply',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['public', 'supplier', 'industry', 'interest', 'research', 'private', 'other'])), name='an_answer_is_of_a_known_kind_of_sender'),
        ),
        migrations.AddConstraint(
            model_name='hearingreply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'private'), ('org_number', ''), ('organisation', '')), models.Q(models.Q(('kind', 'private'), _negated=True), models.Q(('organisation', ''), _negated=True)), _connector='OR'), name='an_answer_is_of_an_organisation_or_of_a_private_person'),
        ),
        migrations.AddConstraint(
            model_name='hearingreply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', False), ('number__isnull', False), ('state__in', ['hidden', 'received', 'shown'])), models.Q(('state__in', ['hidden', 'received', 'shown']), _negated=True), _connector='OR'), name='an_answer_has_come_in_with_a_number_and_is_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='hearingreply',
            constraint=models.UniqueConstraint(fields=('hearing', 'number'), name='an_answer_has_its_own_number_in_its_hearing'),
        ),
        migrations.AddConstraint(
            model_name='hearingreply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), ('withdrawn_at__isnull', False)), models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('withdrawn_at', None)), _connector='OR'), name='an_answer_is_withdrawn_when_it_says_so'),
        ),
        migrations.AddConstraint(
            model_name='hearingreply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'hidden'), models.Q(('hidden_because', ''), _negated=True)), models.Q(models.Q(('state', 'hidden'), _negated=True), ('hidden_because', '')), _connector='OR'), name='an_answer_is_hidden_for_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearingreply',
            trigger=pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + 1; RETURN NEW;', hash='8289aa0c4bd9edad5b310fc48310c4afcef565c5', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_31507', table='hearing_hearingreply', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearingreply',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "hearing_hearingreplyevent" ("begun_at", "confirmed_at", "consented_at", "hearing_id", "hidden_because", "id", "invitation_id", "kind", "number", "org_number", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "shows_name", "state", "version", "withdrawn_at") VALUES (NEW."begun_at", NEW."confirmed_at", NEW."consented_at", NEW."hearing_id", NEW."hidden_because", NEW."id", NEW."invitation_id", NEW."kind", NEW."number", NEW."org_number", NEW."organisation", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sent_at", NEW."shows_name", NEW."state", NEW."version", NEW."withdrawn_at"); RETURN NULL;', hash='dc15c8beae44792cd35a0bdc526de6bc1f007250', operation='INSERT', pgid='pgtrigger_insert_insert_b13bb', table='hearing_hearingreply', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearingreply',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."begun_at" IS DISTINCT FROM (NEW."begun_at") OR OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."consented_at" IS DISTINCT FROM (NEW."consented_at") OR OLD."hearing_id" IS DISTINCT FROM (NEW."hearing_id") OR OLD."hidden_because" IS DISTINCT FROM (NEW."hidden_because") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invitation_id" IS DISTINCT FROM (NEW."invitation_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."org_number" IS DISTINCT FROM (NEW."org_number") OR OLD."organisation" IS DISTINCT FROM (NEW."organisation") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."shows_name" IS DISTINCT FROM (NEW."shows_name") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "hearing_hearingreplyevent" ("begun_at", "confirmed_at", "consented_at", "hearing_id", "hidden_because", "id", "invitation_id", "kind", "number", "org_number", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "shows_name", "state", "version", "withdrawn_at") VALUES (NEW."begun_at", NEW."confirmed_at", NEW."consented_at", NEW."hearing_id", NEW."hidden_because", NEW."id", NEW."invitation_id", NEW."kind", NEW."number", NEW."org_number", NEW."organisation", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sent_at", NEW."shows_name", NEW."state", NEW."version", NEW."withdrawn_at"); RETURN NULL;', hash='e139398b06444120d2289f5d8806d36533efc227', operation='UPDATE', pgid='pgtrigger_update_update_d58a8', table='hearing_hearingreply', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearingreply',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "hearing_hearingreplyevent" ("begun_at", "confirmed_at", "consented_at", "hearing_id", "hidden_because", "id", "invitation_id", "kind", "number", "org_number", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "shows_name", "state", "version", "withdrawn_at") VALUES (OLD."begun_at", OLD."confirmed_at", OLD."consented_at", OLD."hearing_id", OLD."hidden_because", OLD."id", OLD."invitation_id", OLD."kind", OLD."number", OLD."org_number", OLD."organisation", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sent_at", OLD."shows_name", OLD."state", OLD."version", OLD."withdrawn_at"); RETURN NULL;', hash='42c88df6e426d4160ced9ec844ace1decd75b7cd', operation='DELETE', pgid='pgtrigger_delete_delete_e99d4', table='hearing_hearingreply', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='resolution',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['taken', 'partly', 'not'])), name='a_comment_is_taken_into_account_partly_or_not'),
        ),
        migrations.AddConstraint(
            model_name='resolution',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_comment_is_answered_with_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resolution',
            trigger=pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + 1; RETURN NEW;', hash='8ab40c7fa7868073aa530e706122b18879616843', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_d702c', table='hearing_resolution', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resolution',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "hearing_resolutionevent" ("decided_at", "decided_by_id", "hearing_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."hearing_id", NEW."id", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."version"); RETURN NULL;', hash='1e39c6b027aafc847e3166eba843665e5d1c890a', operation='INSERT', pgid='pgtrigger_insert_insert_0cdf2', table='hearing_resolution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resolution',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "hearing_resolutionevent" ("decided_at", "decided_by_id", "hearing_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."hearing_id", NEW."id", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."version"); RETURN NULL;', hash='d3a79ac4202698f5ad0de29d9c53fa800ff3236b', operation='UPDATE', pgid='pgtrigger_update_update_1ce6e', table='hearing_resolution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resolution',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "hearing_resolutionevent" ("decided_at", "decided_by_id", "hearing_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."hearing_id", OLD."id", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."version"); RETURN NULL;', hash='7773bc227fff4347903e0cb6e5efb063d98a112c', operation='DELETE', pgid='pgtrigger_delete_delete_50b5c', table='hearing_resolution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearingcommentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b1c0cbf2a3cab268bd36b8973b0f3e1b9650bcef', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f6015', table='hearing_hearingcommentevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='hearingcomment',
            index=models.Index(fields=['heard', 'resolution'], name='comments_on_what_was_heard'),
        ),
        migrations.AddConstraint(
            model_name='hearingcomment',
            constraint=models.UniqueConstraint(fields=('reply', 'heard'), name='an_answer_says_one_thing_of_each_criterion', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='hearingcomment',
            constraint=models.CheckConstraint(condition=models.Q(('stance__in', ['for', 'against', 'neutral'])), name='a_comment_has_one_of_three_stances'),
        ),
        migrations.AddConstraint(
            model_name='hearingcomment',
            constraint=models.CheckConstraint(condition=models.Q(('heard__isnull', False), ('proposal', ''), _connector='OR'), name='a_wording_is_proposed_for_one_criterion'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearingcomment',
            trigger=pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF (OLD.assigned_to_id) IS DISTINCT FROM (NEW.assigned_to_id) AND to_jsonb(OLD) - ARRAY['assigned_to_id', 'version'] = to_jsonb(NEW) - ARRAY['assigned_to_id', 'version'] THEN\n                NEW.version := OLD.version;\n            ELSE\n                NEW.version := OLD.version + 1;\n            END IF;\n         RETURN NEW;", hash='22500659bda26709aa077f7ceb54b96f7c53fc89', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_c47d1', table='hearing_hearingcomment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearingcomment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "hearing_hearingcommentevent" ("assigned_to_id", "heard_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "reply_id", "resolution_id", "stance", "text", "version") VALUES (NEW."assigned_to_id", NEW."heard_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposal", NEW."reply_id", NEW."resolution_id", NEW."stance", NEW."text", NEW."version"); RETURN NULL;', hash='58830292b9f212a73d43e209c606fbf24abc97ae', operation='INSERT', pgid='pgtrigger_insert_insert_2fd38', table='hearing_hearingcomment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearingcomment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "hearing_hearingcommentevent" ("assigned_to_id", "heard_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "reply_id", "resolution_id", "stance", "text", "version") VALUES (NEW."assigned_to_id", NEW."heard_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposal", NEW."reply_id", NEW."resolution_id", NEW."stance", NEW."text", NEW."version"); RETURN NULL;', hash='047df944559f56cf1724b8050ac1b893ac221601', operation='UPDATE', pgid='pgtrigger_update_update_c0d8f', table='hearing_hearingcomment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearingcomment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "hearing_hearingcommentevent" ("assigned_to_id", "heard_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "reply_id", "resolution_id", "stance", "text", "version") VALUES (OLD."assigned_to_id", OLD."heard_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposal", OLD."reply_id", OLD."resolution_id", OLD."stance", OLD."text", OLD."version"); RETURN NULL;', hash='0b5533c91d7b8134f28480dbfa482b25eea5104a', operation='DELETE', pgid='pgtrigger_delete_delete_88488', table='hearing_hearingcomment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resolutionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4e36b96831b0a62718bf1410e943590bfeb57d15', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bcf46', table='hearing_resolutionevent', when='BEFORE')),
        ),
    ]
