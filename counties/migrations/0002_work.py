import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import counties.models.events
import counties.models.virksomheter
import counties.models.visibility
import portal.clock
import portal.norwegian


class Migration(migrations.Migration):

    dependencies = [
        ('counties', '0001_regions'),
        ('criteria', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),  # a period of one region does not overlap another of the same
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('task', models.CharField(choices=[('innkjopspolitikk', 'Innkjøpspolitikk for hele fylket'), ('fellesavtaler', 'Miljøkriterier i fellesavtaler'), ('dialog', 'Dialogkonferanser og kurs med leverandører'), ('kurs', 'Kurs for politikere, ledere og innkjøpere'), ('maler', 'Maler for gode innkjøpsprosesser'), ('bistand', 'Praktisk bistand ved enkeltinnkjøp')], max_length=20, verbose_name='oppgave')),
                ('title', models.CharField(max_length=200, verbose_name='hva')),
                ('happened_on', models.DateField(verbose_name='dato')),
                ('audience', models.CharField(blank=True, max_length=200, verbose_name='for hvem')),
                ('politikere', models.PositiveIntegerField(default=0, verbose_name='politikere')),
                ('ledere', models.PositiveIntegerField(default=0, verbose_name='ledere')),
                ('innkjopere', models.PositiveIntegerField(default=0, verbose_name='innkjøpere')),
                ('leverandorer', models.PositiveIntegerField(default=0, verbose_name='leverandører')),
                ('hours', models.DecimalField(blank=True, decimal_places=1, help_text='Knutepunktets egen tid.', max_digits=6, null=True, verbose_name='timer')),
                ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('miljo', 'Miljø'), ('etikk', 'Etikk'), ('universell', 'Universell utforming'), ('regelverk', 'Regelverk')], max_length=12), blank=True, default=list, size=None, verbose_name='tema')),
                ('notes', models.TextField(blank=True, max_length=4000, verbose_name='notat')),
                ('recorded_at', models.DateTimeField(default=portal.clock.now, editable=False, verbose_name='registrert')),
            ],
            options={
                'verbose_name': 'aktivitet',
                'verbose_name_plural': 'aktiviteter',
                'ordering': ['-happened_on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ActivityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('task', models.CharField(choices=[('innkjopspolitikk', 'Innkjøpspolitikk for hele fylket'), ('fellesavtaler', 'Miljøkriterier i fellesavtaler'), ('dialog', 'Dialogkonferanser og kurs med leverandører'), ('kurs', 'Kurs for politikere, ledere og innkjøpere'), ('maler', 'Maler for gode innkjøpsprosesser'), ('bistand', 'Praktisk bistand ved enkeltinnkjøp')], max_length=20, verbose_name='oppgave')),
                ('title', models.CharField(max_length=200, verbose_name='hva')),
                ('happened_on', models.DateField(verbose_name='dato')),
                ('audience', models.CharField(blank=True, max_length=200, verbose_name='for hvem')),
                ('politikere', models.PositiveIntegerField(default=0, verbose_name='politikere')),
                ('ledere', models.PositiveIntegerField(default=0, verbose_name='ledere')),
                ('innkjopere', models.PositiveIntegerField(default=0, verbose_name='innkjøpere')),
                ('leverandorer', models.PositiveIntegerField(default=0, verbose_name='leverandører')),
                ('hours', models.DecimalField(blank=True, decimal_places=1, help_text='Knutepunktets egen tid.', max_digits=6, null=True, verbose_name='timer')),
                ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('miljo', 'Miljø'), ('etikk', 'Etikk'), ('universell', 'Universell utforming'), ('regelverk', 'Regelverk')], max_length=12), blank=True, default=list, size=None, verbose_name='tema')),
                ('notes', models.TextField(blank=True, max_length=4000, verbose_name='notat')),
                ('recorded_at', models.DateTimeField(default=portal.clock.now, editable=False, verbose_name='registrert')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AssistanceRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.CharField(max_length=160, verbose_name='virksomhet')),
                ('asker_name', models.CharField(max_length=120, verbose_name='navn')),
                ('asker_email', models.EmailField(max_length=254, verbose_name='e-post')),
                ('asker_phone', models.CharField(blank=True, max_length=30, verbose_name='telefon')),
                ('subject', models.CharField(max_length=160, verbose_name='hva gjelder det')),
                ('text', models.TextField(max_length=6000, verbose_name='beskrivelse')),
                ('needed_by', models.DateField(blank=True, null=True, verbose_name='trenger svar innen')),
                ('state', models.CharField(choices=[('new', 'Ny'), ('active', 'Under arbeid'), ('closed', 'Lukket')], default='new', max_length=10, verbose_name='tilstand')),
                ('token', models.CharField(default=counties.models.events.new_token, editable=False, max_length=40, unique=True)),
                ('created_at', models.DateTimeField(default=portal.clock.now, verbose_name='kom inn')),
                ('outcome', models.TextField(blank=True, max_length=2000, verbose_name='resultat')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='lukket')),
            ],
            options={
                'verbose_name': 'bistandssak',
                'verbose_name_plural': 'bistandssaker',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='AssistanceRequestEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('organisation', models.CharField(max_length=160, verbose_name='virksomhet')),
                ('asker_name', models.CharField(max_length=120, verbose_name='navn')),
                ('asker_email', models.EmailField(max_length=254, verbose_name='e-post')),
                ('asker_phone', models.CharField(blank=True, max_length=30, verbose_name='telefon')),
                ('subject', models.CharField(max_length=160, verbose_name='hva gjelder det')),
                ('text', models.TextField(max_length=6000, verbose_name='beskrivelse')),
                ('needed_by', models.DateField(blank=True, null=True, verbose_name='trenger svar innen')),
                ('state', models.CharField(choices=[('new', 'Ny'), ('active', 'Under arbeid'), ('closed', 'Lukket')], default='new', max_length=10, verbose_name='tilstand')),
                ('token', models.CharField(default=counties.models.events.new_token, editable=False, max_length=40)),
                ('created_at', models.DateTimeField(default=portal.clock.now, verbose_name='kom inn')),
                ('outcome', models.TextField(blank=True, max_length=2000, verbose_name='resultat')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='lukket')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BoardSubscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'abonnement',
                'verbose_name_plural': 'abonnementer',
                'ordering': ['user', 'thread'],
            },
        ),
        migrations.CreateModel(
            name='CriterionUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('outcome', models.CharField(choices=[('used', 'Brukt som den er'), ('adapted', 'Brukt i tilpasset form'), ('dropped', 'Vurdert, men ikke brukt')], max_length=8, verbose_name='hva ble gjort')),
                ('reason', models.CharField(blank=True, help_text='Må fylles ut når kriteriet ikke ble brukt.', max_length=500, verbose_name='hvorfor')),
                ('recorded_at', models.DateTimeField(default=portal.clock.now, editable=False, verbose_name='registrert')),
            ],
            options={
                'verbose_name': 'bruk av kriterium',
                'verbose_name_plural': 'bruk av kriterier',
                'ordering': ['criterion', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CriterionUseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('outcome', models.CharField(choices=[('used', 'Brukt som den er'), ('adapted', 'Brukt i tilpasset form'), ('dropped', 'Vurdert, men ikke brukt')], max_length=8, verbose_name='hva ble gjort')),
                ('reason', models.CharField(blank=True, help_text='Må fylles ut når kriteriet ikke ble brukt.', max_length=500, verbose_name='hvorfor')),
                ('recorded_at', models.DateTimeField(default=portal.clock.now, editable=False, verbose_name='registrert')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='sak')),
                ('text', models.TextField(max_length=4000, verbose_name='vedtak')),
            ],
            options={
                'verbose_name': 'vedtak',
                'verbose_name_plural': 'vedtak',
                'ordering': ['meeting', 'number'],
            },
        ),
        migrations.CreateModel(
            name='DecisionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.PositiveSmallIntegerField(verbose_name='sak')),
                ('text', models.TextField(max_length=4000, verbose_name='vedtak')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DocumentTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160, verbose_name='tittel')),
                ('description', models.TextField(max_length=2000, verbose_name='hva den er til')),
            ],
            options={
                'verbose_name': 'mal',
                'verbose_name_plural': 'maler',
                'ordering': [portal.norwegian.NorwegianOrder('title'), 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DocumentTemplateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=160, verbose_name='tittel')),
                ('description', models.TextField(max_length=2000, verbose_name='hva den er til')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('kind', models.CharField(choices=[('kurs', 'Kurs'), ('dialogkonferanse', 'Dialogkonferanse'), ('seminar', 'Seminar'), ('oppstartkonferanse', 'Oppstartkonferanse'), ('fagkonferanse', 'Fagkonferanse')], max_length=20, verbose_name='slag')),
                ('title', models.CharField(max_length=160, verbose_name='tittel')),
                ('description', models.TextField(max_length=6000, verbose_name='beskrivelse')),
                ('starts_at', models.DateTimeField(verbose_name='begynner')),
                ('ends_at', models.DateTimeField(verbose_name='slutter')),
                ('place', models.CharField(max_length=160, verbose_name='sted')),
                ('capacity', models.PositiveIntegerField(blank=True, help_text='La stå tom når alle får plass.', null=True, verbose_name='plasser')),
                ('closes_on', models.DateField(verbose_name='påmeldingsfrist')),
                ('state', models.CharField(choices=[('draft', 'Kladd'), ('open', 'Publisert'), ('cancelled', 'Avlyst')], default='draft', max_length=10, verbose_name='tilstand')),
            ],
            options={
                'verbose_name': 'arrangement',
                'verbose_name_plural': 'arrangementer',
                'ordering': ['starts_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EventEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('kind', models.CharField(choices=[('kurs', 'Kurs'), ('dialogkonferanse', 'Dialogkonferanse'), ('seminar', 'Seminar'), ('oppstartkonferanse', 'Oppstartkonferanse'), ('fagkonferanse', 'Fagkonferanse')], max_length=20, verbose_name='slag')),
                ('title', models.CharField(max_length=160, verbose_name='tittel')),
                ('description', models.TextField(max_length=6000, verbose_name='beskrivelse')),
                ('starts_at', models.DateTimeField(verbose_name='begynner')),
                ('ends_at', models.DateTimeField(verbose_name='slutter')),
                ('place', models.CharField(max_length=160, verbose_name='sted')),
                ('capacity', models.PositiveIntegerField(blank=True, help_text='La stå tom når alle får plass.', null=True, verbose_name='plasser')),
                ('closes_on', models.DateField(verbose_name='påmeldingsfrist')),
                ('state', models.CharField(choices=[('draft', 'Kladd'), ('open', 'Publisert'), ('cancelled', 'Avlyst')], default='draft', max_length=10, verbose_name='tilstand')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FrameworkAgreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('title', models.CharField(max_length=200, verbose_name='avtale')),
                ('supplier', models.CharField(blank=True, max_length=200, verbose_name='leverandør')),
                ('yearly_value', models.PositiveBigIntegerField(blank=True, help_text='Anslag i hele kroner, uten merverdiavgift.', null=True, verbose_name='verdi i året (kr)')),
                ('from_on', models.DateField(verbose_name='gjelder fra')),
                ('to_on', models.DateField(verbose_name='gjelder til')),
                ('notes', models.TextField(blank=True, max_length=4000, verbose_name='notat')),
            ],
            options={
                'verbose_name': 'fellesavtale',
                'verbose_name_plural': 'fellesavtaler',
                'ordering': ['-from_on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FrameworkAgreementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('title', models.CharField(max_length=200, verbose_name='avtale')),
                ('supplier', models.CharField(blank=True, max_length=200, verbose_name='leverandør')),
                ('yearly_value', models.PositiveBigIntegerField(blank=True, help_text='Anslag i hele kroner, uten merverdiavgift.', null=True, verbose_name='verdi i året (kr)')),
                ('from_on', models.DateField(verbose_name='gjelder fra')),
                ('to_on', models.DateField(verbose_name='gjelder til')),
                ('notes', models.TextField(blank=True, max_length=4000, verbose_name='notat')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('kind', models.CharField(choices=[('knutepunkt', 'Basis, knutepunkt'), ('styringsgruppe', 'Basis, styringsgruppe'), ('fylkesmann', 'Kompensasjon, fylkesmann'), ('fylkeskommune', 'Tillegg fra fylkeskommunen'), ('annet', 'Andre midler')], max_length=20, verbose_name='slag')),
                ('allotted', models.PositiveIntegerField(default=0, verbose_name='tildelt')),
                ('received', models.PositiveIntegerField(default=0, verbose_name='mottatt')),
                ('spent', models.PositiveIntegerField(default=0, verbose_name='brukt')),
            ],
            options={
                'verbose_name': 'tilskudd',
                'verbose_name_plural': 'tilskudd',
                'ordering': ['-year', 'region__number', 'kind'],
            },
        ),
        migrations.CreateModel(
            name='GrantEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('kind', models.CharField(choices=[('knutepunkt', 'Basis, knutepunkt'), ('styringsgruppe', 'Basis, styringsgruppe'), ('fylkesmann', 'Kompensasjon, fylkesmann'), ('fylkeskommune', 'Tillegg fra fylkeskommunen'), ('annet', 'Andre midler')], max_length=20, verbose_name='slag')),
                ('allotted', models.PositiveIntegerField(default=0, verbose_name='tildelt')),
                ('received', models.PositiveIntegerField(default=0, verbose_name='mottatt')),
                ('spent', models.PositiveIntegerField(default=0, verbose_name='brukt')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GrantLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('amounts', models.JSONField(help_text='{kind: kroner} as they stood when the letter was asked for.')),
                ('file', models.FileField(blank=True, upload_to='letters/')),
                ('created_at', models.DateTimeField(default=portal.clock.now, verbose_name='laget')),
            ],
            options={
                'verbose_name': 'tildelingsbrev om tilskudd',
                'verbose_name_plural': 'tildelingsbrev om tilskudd',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(max_length=1000, verbose_name='begrunnelse')),
                ('handed_at', models.DateTimeField(default=portal.clock.now, verbose_name='tid')),
            ],
            options={
                'verbose_name': 'overføring',
                'verbose_name_plural': 'overføringer',
                'ordering': ['request', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Knutepunkt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('host', models.CharField(max_length=160, verbose_name='vert')),
                ('kind', models.CharField(choices=[('interkommunalt', 'Interkommunalt innkjøpssamarbeid'), ('fylkeskommune', 'Fylkeskommunen'), ('stat', 'Statlig innkjøpsmiljø'), ('stor_kommune', 'Stor kommune'), ('annet', 'Annet')], max_length=20, verbose_name='slags vert')),
                ('from_on', models.DateField(verbose_name='fra')),
                ('to_on', models.DateField(blank=True, null=True, verbose_name='til')),
                ('arsverk', models.DecimalField(decimal_places=2, max_digits=4, verbose_name='årsverk')),
                ('is_secretariat', models.BooleanField(default=False, verbose_name='Er sekretariat for styringsgruppen')),
                ('contact_name', models.CharField(max_length=120, verbose_name='kontaktperson')),
                ('contact_email', models.EmailField(max_length=254, verbose_name='e-post')),
                ('contact_phone', models.CharField(blank=True, max_length=30, verbose_name='telefon')),
            ],
            options={
                'verbose_name': 'knutepunkt',
                'verbose_name_plural': 'knutepunkter',
                'ordering': ['region', '-from_on'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='KnutepunktCandidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('name', models.CharField(max_length=160, verbose_name='innkjøpsmiljø')),
                ('kind', models.CharField(choices=[('interkommunalt', 'Interkommunalt innkjøpssamarbeid'), ('fylkeskommune', 'Fylkeskommunen'), ('stat', 'Statlig innkjøpsmiljø'), ('stor_kommune', 'Stor kommune'), ('annet', 'Annet')], max_length=20, verbose_name='slags vert')),
                ('weight', models.PositiveSmallIntegerField(choices=[(1, '1 – svak'), (2, '2 – noe'), (3, '3 – god'), (4, '4 – svært god')], verbose_name='faglig tyngde')),
                ('buys_for', models.PositiveSmallIntegerField(help_text='Antall virksomheter miljøet alt kjøper inn for. 0 for ingen.', verbose_name='kjøper inn for')),
                ('assessment', models.TextField(blank=True, max_length=4000, verbose_name='vurdering')),
            ],
            options={
                'verbose_name': 'kandidat',
                'verbose_name_plural': 'kandidater',
                'ordering': ['-weight', '-buys_for', portal.norwegian.NorwegianOrder('name'), 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='KnutepunktCandidateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('name', models.CharField(max_length=160, verbose_name='innkjøpsmiljø')),
                ('kind', models.CharField(choices=[('interkommunalt', 'Interkommunalt innkjøpssamarbeid'), ('fylkeskommune', 'Fylkeskommunen'), ('stat', 'Statlig innkjøpsmiljø'), ('stor_kommune', 'Stor kommune'), ('annet', 'Annet')], max_length=20, verbose_name='slags vert')),
                ('weight', models.PositiveSmallIntegerField(choices=[(1, '1 – svak'), (2, '2 – noe'), (3, '3 – god'), (4, '4 – svært god')], verbose_name='faglig tyngde')),
                ('buys_for', models.PositiveSmallIntegerField(help_text='Antall virksomheter miljøet alt kjøper inn for. 0 for ingen.', verbose_name='kjøper inn for')),
                ('assessment', models.TextField(blank=True, max_length=4000, verbose_name='vurdering')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='KnutepunktEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('host', models.CharField(max_length=160, verbose_name='vert')),
                ('kind', models.CharField(choices=[('interkommunalt', 'Interkommunalt innkjøpssamarbeid'), ('fylkeskommune', 'Fylkeskommunen'), ('stat', 'Statlig innkjøpsmiljø'), ('stor_kommune', 'Stor kommune'), ('annet', 'Annet')], max_length=20, verbose_name='slags vert')),
                ('from_on', models.DateField(verbose_name='fra')),
                ('to_on', models.DateField(blank=True, null=True, verbose_name='til')),
                ('arsverk', models.DecimalField(decimal_places=2, max_digits=4, verbose_name='årsverk')),
                ('is_secretariat', models.BooleanField(default=False, verbose_name='Er sekretariat for styringsgruppen')),
                ('contact_name', models.CharField(max_length=120, verbose_name='kontaktperson')),
                ('contact_email', models.EmailField(max_length=254, verbose_name='e-post')),
                ('contact_phone', models.CharField(blank=True, max_length=30, verbose_name='telefon')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='KommuneFollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('policy', models.BooleanField(default=False, verbose_name='politikk vedtatt')),
                ('routines', models.BooleanField(default=False, verbose_name='i rutinene')),
                ('agreement', models.BooleanField(default=False, verbose_name='i fellesavtale')),
                ('training', models.BooleanField(default=False, verbose_name='opplæring')),
                ('livskraftig', models.BooleanField(default=False, verbose_name='Livskraftige kommuner')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='merknad')),
            ],
            options={
                'verbose_name': 'oppfølging av kommune',
                'verbose_name_plural': 'oppfølging av kommuner',
                'ordering': ['year', 'kommune'],
            },
        ),
        migrations.CreateModel(
            name='KommuneFollowUpEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('policy', models.BooleanField(default=False, verbose_name='politikk vedtatt')),
                ('routines', models.BooleanField(default=False, verbose_name='i rutinene')),
                ('agreement', models.BooleanField(default=False, verbose_name='i fellesavtale')),
                ('training', models.BooleanField(default=False, verbose_name='opplæring')),
                ('livskraftig', models.BooleanField(default=False, verbose_name='Livskraftige kommuner')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='merknad')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('starts_at', models.DateTimeField(verbose_name='begynner')),
                ('ends_at', models.DateTimeField(verbose_name='slutter')),
                ('place', models.CharField(max_length=160, verbose_name='sted')),
                ('agenda', models.TextField(blank=True, max_length=6000, verbose_name='saksliste')),
                ('minutes', models.FileField(blank=True, upload_to='minutes/', verbose_name='referat')),
                ('invited_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'møte',
                'verbose_name_plural': 'møter',
                'ordering': ['-starts_at'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MeetingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('starts_at', models.DateTimeField(verbose_name='begynner')),
                ('ends_at', models.DateTimeField(verbose_name='slutter')),
                ('place', models.CharField(max_length=160, verbose_name='sted')),
                ('agenda', models.TextField(blank=True, max_length=6000, verbose_name='saksliste')),
                ('minutes', models.FileField(blank=True, upload_to='minutes/', verbose_name='referat')),
                ('invited_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='navn')),
                ('title', models.CharField(max_length=120, verbose_name='stilling')),
                ('organisation', models.CharField(max_length=160, verbose_name='organisasjon')),
                ('sector', models.CharField(choices=[('fylkesmann', 'Fylkesmannen'), ('fylkeskommune', 'Fylkeskommunen'), ('kommune_ks', 'Kommunene eller KS'), ('naeringsliv', 'Næringslivet'), ('regional_stat', 'Regionale statsetater'), ('annet', 'Andre')], max_length=20, verbose_name='sektor')),
                ('seat', models.CharField(choices=[('leder', 'Leder'), ('medlem', 'Medlem'), ('sekretaer', 'Sekretær')], default='medlem', max_length=12, verbose_name='rolle')),
                ('top_level', models.BooleanField(default=False, help_text='Programdokumentet ber om ledere på høyt nivå.', verbose_name='Leder på høyt nivå i egen organisasjon')),
                ('email', models.EmailField(blank=True, help_text='For innkalling til møter. Vises ikke åpent.', max_length=254, verbose_name='e-post')),
                ('from_on', models.DateField(verbose_name='fra')),
                ('to_on', models.DateField(blank=True, help_text='La stå tom så lenge vervet varer.', null=True, verbose_name='til')),
            ],
            options={
                'verbose_name': 'medlem',
                'verbose_name_plural': 'medlemmer',
                'ordering': ['seat', 'from_on', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MemberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='navn')),
                ('title', models.CharField(max_length=120, verbose_name='stilling')),
                ('organisation', models.CharField(max_length=160, verbose_name='organisasjon')),
                ('sector', models.CharField(choices=[('fylkesmann', 'Fylkesmannen'), ('fylkeskommune', 'Fylkeskommunen'), ('kommune_ks', 'Kommunene eller KS'), ('naeringsliv', 'Næringslivet'), ('regional_stat', 'Regionale statsetater'), ('annet', 'Andre')], max_length=20, verbose_name='sektor')),
                ('seat', models.CharField(choices=[('leder', 'Leder'), ('medlem', 'Medlem'), ('sekretaer', 'Sekretær')], default='medlem', max_length=12, verbose_name='rolle')),
                ('top_level', models.BooleanField(default=False, help_text='Programdokumentet ber om ledere på høyt nivå.', verbose_name='Leder på høyt nivå i egen organisasjon')),
                ('email', models.EmailField(blank=True, help_text='For innkalling til møter. Vises ikke åpent.', max_length=254, verbose_name='e-post')),
                ('from_on', models.DateField(verbose_name='fra')),
                ('to_on', models.DateField(blank=True, help_text='La stå tom så lenge vervet varer.', null=True, verbose_name='til')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MilestoneEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('key', models.SlugField(db_index=False, verbose_name='nøkkel')),
                ('title', models.CharField(max_length=200, verbose_name='milepæl')),
                ('planned_from', models.DateField(verbose_name='planlagt fra')),
                ('planned_to', models.DateField(verbose_name='planlagt til')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MilestoneReached',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('happened_on', models.DateField(verbose_name='dato')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='merknad')),
            ],
            options={
                'verbose_name': 'nådd milepæl',
                'verbose_name_plural': 'nådde milepæler',
                'ordering': ['region', 'milestone'],
            },
        ),
        migrations.CreateModel(
            name='MilestoneReachedEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('happened_on', models.DateField(verbose_name='dato')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='merknad')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='navn')),
                ('email', models.EmailField(max_length=254, verbose_name='e-post')),
                ('organisation', models.CharField(max_length=160, verbose_name='virksomhet')),
                ('group', models.CharField(choices=[('politiker', 'Politiker'), ('leder', 'Leder'), ('innkjoper', 'Innkjøper'), ('leverandor', 'Leverandør')], max_length=12, verbose_name='jeg er')),
                ('state', models.CharField(choices=[('confirmed', 'Har plass'), ('waiting', 'På venteliste'), ('cancelled', 'Avmeldt')], max_length=10, verbose_name='tilstand')),
                ('token', models.CharField(default=counties.models.events.new_token, editable=False, max_length=40, unique=True)),
                ('attended', models.BooleanField(default=False, verbose_name='møtte')),
                ('registered_at', models.DateTimeField(default=portal.clock.now, verbose_name='påmeldt')),
            ],
            options={
                'verbose_name': 'påmelding',
                'verbose_name_plural': 'påmeldinger',
                'ordering': ['registered_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RegistrationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=120, verbose_name='navn')),
                ('email', models.EmailField(max_length=254, verbose_name='e-post')),
                ('organisation', models.CharField(max_length=160, verbose_name='virksomhet')),
                ('group', models.CharField(choices=[('politiker', 'Politiker'), ('leder', 'Leder'), ('innkjoper', 'Innkjøper'), ('leverandor', 'Leverandør')], max_length=12, verbose_name='jeg er')),
                ('state', models.CharField(choices=[('confirmed', 'Har plass'), ('waiting', 'På venteliste'), ('cancelled', 'Avmeldt')], max_length=10, verbose_name='tilstand')),
                ('token', models.CharField(default=counties.models.events.new_token, editable=False, max_length=40)),
                ('attended', models.BooleanField(default=False, verbose_name='møtte')),
                ('registered_at', models.DateTimeField(default=portal.clock.now, verbose_name='påmeldt')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=6000, verbose_name='svar')),
                ('place', models.CharField(max_length=80, verbose_name='fra')),
                ('written_at', models.DateTimeField(default=portal.clock.now, verbose_name='tid')),
            ],
            options={
                'verbose_name': 'svar',
                'verbose_name_plural': 'svar',
                'ordering': ['thread', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RequestMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('author', models.CharField(max_length=120, verbose_name='fra')),
                ('from_asker', models.BooleanField(default=False)),
                ('text', models.TextField(max_length=6000, verbose_name='melding')),
                ('written_at', models.DateTimeField(default=portal.clock.now, verbose_name='tid')),
            ],
            options={
                'verbose_name': 'melding',
                'verbose_name_plural': 'meldinger',
                'ordering': ['request', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Styringsgruppe',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('initiated_on', models.DateField(verbose_name='initiativ tatt')),
                ('established_on', models.DateField(blank=True, help_text='La stå tom til gruppen er oppnevnt.', null=True, verbose_name='oppnevnt')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='avsluttet')),
                ('mandate', models.TextField(blank=True, max_length=6000, verbose_name='mandat')),
            ],
            options={
                'verbose_name': 'styringsgruppe',
                'verbose_name_plural': 'styringsgrupper',
                'ordering': ['region', '-initiated_on'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StyringsgruppeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('initiated_on', models.DateField(verbose_name='initiativ tatt')),
                ('established_on', models.DateField(blank=True, help_text='La stå tom til gruppen er oppnevnt.', null=True, verbose_name='oppnevnt')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='avsluttet')),
                ('mandate', models.TextField(blank=True, max_length=6000, verbose_name='mandat')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SupplierReadiness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('meets', models.PositiveSmallIntegerField(verbose_name='oppfyller det')),
                ('asked', models.PositiveSmallIntegerField(verbose_name='av spurte')),
                ('recorded_at', models.DateTimeField(default=portal.clock.now, editable=False)),
            ],
            options={
                'verbose_name': 'leverandørenes modenhet',
                'verbose_name_plural': 'leverandørenes modenhet',
                'ordering': ['-event__starts_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SupplierReadinessEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('meets', models.PositiveSmallIntegerField(verbose_name='oppfyller det')),
                ('asked', models.PositiveSmallIntegerField(verbose_name='av spurte')),
                ('recorded_at', models.DateTimeField(default=portal.clock.now, editable=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TemplateVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='versjon')),
                ('file', models.FileField(upload_to='templates/', verbose_name='fil')),
                ('name', models.CharField(max_length=200, verbose_name='filnavn')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='hva er nytt')),
                ('downloads', models.PositiveIntegerField(default=0, verbose_name='nedlastinger')),
                ('uploaded_at', models.DateTimeField(default=portal.clock.now, verbose_name='lagt inn')),
            ],
            options={
                'verbose_name': 'malversjon',
                'verbose_name_plural': 'malversjoner',
                'ordering': ['template', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160, verbose_name='spørsmål')),
                ('text', models.TextField(max_length=6000, verbose_name='utdyping')),
                ('place', models.CharField(help_text="The author's region, or DIFI.", max_length=80, verbose_name='fra')),
                ('created_at', models.DateTimeField(default=portal.clock.now, verbose_name='tid')),
            ],
            options={
                'verbose_name': 'tråd',
                'verbose_name_plural': 'tråder',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ThreadEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=160, verbose_name='spørsmål')),
                ('text', models.TextField(max_length=6000, verbose_name='utdyping')),
                ('place', models.CharField(help_text="The author's region, or DIFI.", max_length=80, verbose_name='fra')),
                ('created_at', models.DateTimeField(default=portal.clock.now, verbose_name='tid')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TildelingsbrevFollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('contacted', models.BooleanField(default=False, verbose_name='kontaktet')),
                ('asked', models.BooleanField(default=False, verbose_name='bedt om det i brevet')),
                ('followed_up', models.BooleanField(default=False, verbose_name='følger opp systematisk')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='merknad')),
            ],
            options={
                'verbose_name': 'oppfølging av tildelingsbrev',
                'verbose_name_plural': 'oppfølging av tildelingsbrev',
                'ordering': ['year', 'virksomhet'],
            },
        ),
        migrations.CreateModel(
            name='TildelingsbrevFollowUpEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('contacted', models.BooleanField(default=False, verbose_name='kontaktet')),
                ('asked', models.BooleanField(default=False, verbose_name='bedt om det i brevet')),
                ('followed_up', models.BooleanField(default=False, verbose_name='følger opp systematisk')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='merknad')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noun', models.CharField(help_text='The register it goes to.', max_length=20, verbose_name='hva')),
                ('file', models.FileField(upload_to='uploads/', verbose_name='fil')),
                ('name', models.CharField(max_length=200, verbose_name='filnavn')),
                ('state', models.CharField(choices=[('checking', 'Kontrolleres'), ('wrong', 'Må rettes'), ('ready', 'Klar til import'), ('importing', 'Importeres'), ('done', 'Importert'), ('undone', 'Angret')], default='checking', max_length=10, verbose_name='tilstand')),
                ('row_count', models.PositiveIntegerField(default=0, verbose_name='rader')),
                ('new_count', models.PositiveIntegerField(default=0, verbose_name='nye')),
                ('done_count', models.PositiveIntegerField(default=0, help_text='Rows written so far.', verbose_name='importert')),
                ('error_count', models.PositiveIntegerField(default=0, verbose_name='feil')),
                ('errors', models.JSONField(default=list, help_text='[{cell, column, value, message}], the first of them.')),
                ('preview', models.JSONField(default=list, help_text='The headings and the first rows: [[cell, …], …].')),
                ('made_from', models.JSONField(default=dict, help_text="{key: version} of the register's rows that the check compared the file with; 0: none.")),
                ('uploaded_at', models.DateTimeField(default=portal.clock.now, verbose_name='lastet opp')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'importer',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='UploadEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('noun', models.CharField(help_text='The register it goes to.', max_length=20, verbose_name='hva')),
                ('file', models.FileField(upload_to='uploads/', verbose_name='fil')),
                ('name', models.CharField(max_length=200, verbose_name='filnavn')),
                ('state', models.CharField(choices=[('checking', 'Kontrolleres'), ('wrong', 'Må rettes'), ('ready', 'Klar til import'), ('importing', 'Importeres'), ('done', 'Importert'), ('undone', 'Angret')], default='checking', max_length=10, verbose_name='tilstand')),
                ('row_count', models.PositiveIntegerField(default=0, verbose_name='rader')),
                ('new_count', models.PositiveIntegerField(default=0, verbose_name='nye')),
                ('done_count', models.PositiveIntegerField(default=0, help_text='Rows written so far.', verbose_name='importert')),
                ('error_count', models.PositiveIntegerField(default=0, verbose_name='feil')),
                ('errors', models.JSONField(default=list, help_text='[{cell, column, value, message}], the first of them.')),
                ('preview', models.JSONField(default=list, help_text='The headings and the first rows: [[cell, …], …].')),
                ('made_from', models.JSONField(default=dict, help_text="{key: version} of the register's rows that the check compared the file with; 0: none.")),
                ('uploaded_at', models.DateTimeField(default=portal.clock.now, verbose_name='lastet opp')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Virksomhet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('org_number', models.CharField(max_length=9, unique=True, validators=[counties.models.virksomheter.validate_org_number], verbose_name='organisasjonsnummer')),
                ('name', models.CharField(max_length=200, verbose_name='navn')),
                ('kind', models.CharField(choices=[('statsetat', 'Statsetat'), ('kommune', 'Kommune'), ('fylkeskommune', 'Fylkeskommune'), ('interkommunalt', 'Interkommunalt samarbeid'), ('foretak', 'Foretak')], max_length=20, verbose_name='slag')),
                ('employees', models.PositiveIntegerField(blank=True, null=True, verbose_name='ansatte')),
                ('purchases', models.PositiveBigIntegerField(blank=True, help_text='Anslag i hele kroner.', null=True, verbose_name='innkjøp i året (kr)')),
            ],
            options={
                'verbose_name': 'virksomhet',
                'verbose_name_plural': 'virksomheter',
                'ordering': [portal.norwegian.NorwegianOrder('name'), 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VirksomhetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('org_number', models.CharField(max_length=9, validators=[counties.models.virksomheter.validate_org_number], verbose_name='organisasjonsnummer')),
                ('name', models.CharField(max_length=200, verbose_name='navn')),
                ('kind', models.CharField(choices=[('statsetat', 'Statsetat'), ('kommune', 'Kommune'), ('fylkeskommune', 'Fylkeskommune'), ('interkommunalt', 'Interkommunalt samarbeid'), ('foretak', 'Foretak')], max_length=20, verbose_name='slag')),
                ('employees', models.PositiveIntegerField(blank=True, null=True, verbose_name='ansatte')),
                ('purchases', models.PositiveBigIntegerField(blank=True, help_text='Anslag i hele kroner.', null=True, verbose_name='innkjøp i året (kr)')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AlterModelOptions(
            name='fylkesmann',
            options={'ordering': [portal.norwegian.NorwegianOrder('name')], 'verbose_name': 'fylkesmannsembete', 'verbose_name_plural': 'fylkesmannsembeter'},
        ),
        migrations.AddField(
            model_name='milestone',
            name='version',
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.AddIndex(
            model_name='kommune',
            index=models.Index(portal.norwegian.NorwegianOrder('name'), name='kommuner_by_their_names'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + 1; RETURN NEW;', hash='43cccc7dda9dc5ec4dc0c4d7c01d722c6383500b', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_0dc6d', table='counties_milestone', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_milestoneevent" ("id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_from", "planned_to", "pulje_id", "title", "version") VALUES (NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_from", NEW."planned_to", NEW."pulje_id", NEW."title", NEW."version"); RETURN NULL;', hash='7d708c6ebd5adf7398d8878d6055abba4baccf2e', operation='INSERT', pgid='pgtrigger_insert_insert_88e7d', table='counties_milestone', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_milestoneevent" ("id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_from", "planned_to", "pulje_id", "title", "version") VALUES (NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_from", NEW."planned_to", NEW."pulje_id", NEW."title", NEW."version"); RETURN NULL;', hash='70814ed632e9ba3f3c7453903ec0f012bd88d05e', operation='UPDATE', pgid='pgtrigger_update_update_b2065', table='counties_milestone', when='AFTER')),
        ),

        migrations.AddField(
            model_name='activity',
            name='recorded_by',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='activity',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='counties.region'),
        ),
        migrations.AddField(
            model_name='activityevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='activityevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.activity'),
        ),
        migrations.AddField(
            model_name='activityevent',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='activityevent',
            name='region',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.region'),
        ),
        migrations.AddField(
            model_name='assistancerequest',
            name='activity',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='request', to='counties.activity'),
        ),
        migrations.AddField(
            model_name='assistancerequest',
            name='asker',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assistance_requests', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assistancerequest',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assistancerequest',
            name='handler',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saksbehandler'),
        ),
        migrations.AddField(
            model_name='assistancerequest',
            name='kommune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='counties.kommune', verbose_name='kommune'),
        ),
        migrations.AddField(
            model_name='assistancerequest',
            name='product_group',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='criteria.productgroup', verbose_name='produktgruppe'),
        ),
        migrations.AddField(
            model_name='assistancerequest',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='counties.region', verbose_name='region'),
        ),
        migrations.AddField(
            model_name='assistancerequestevent',
            name='activity',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.activity'),
        ),
        migrations.AddField(
            model_name='assistancerequestevent',
            name='asker',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assistancerequestevent',
            name='closed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assistancerequestevent',
            name='handler',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saksbehandler'),
        ),
        migrations.AddField(
            model_name='assistancerequestevent',
            name='kommune',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.kommune', verbose_name='kommune'),
        ),
        migrations.AddField(
            model_name='assistancerequestevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='assistancerequestevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.assistancerequest'),
        ),
        migrations.AddField(
            model_name='assistancerequestevent',
            name='product_group',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.productgroup', verbose_name='produktgruppe'),
        ),
        migrations.AddField(
            model_name='assistancerequestevent',
            name='region',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.region', verbose_name='region'),
        ),
        migrations.AddField(
            model_name='boardsubscription',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='board_subscriptions', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='criterionuse',
            name='activity',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='counties.activity'),
        ),
        migrations.AddField(
            model_name='criterionuse',
            name='criterion',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='criteria.criterion', verbose_name='kriterium'),
        ),
        migrations.AddField(
            model_name='criterionuse',
            name='recorded_by',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='criterionuseevent',
            name='activity',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.activity'),
        ),
        migrations.AddField(
            model_name='criterionuseevent',
            name='criterion',
            field=models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.criterion', verbose_name='kriterium'),
        ),
        migrations.AddField(
            model_name='criterionuseevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='criterionuseevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.criterionuse'),
        ),
        migrations.AddField(
            model_name='criterionuseevent',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='decisionevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='decisionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.decision'),
        ),
        migrations.AddField(
            model_name='documenttemplate',
            name='product_group',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='criteria.productgroup', verbose_name='produktgruppe'),
        ),
        migrations.AddField(
            model_name='documenttemplate',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='templates', to='counties.region', verbose_name='region'),
        ),
        migrations.AddField(
            model_name='documenttemplateevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='documenttemplateevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.documenttemplate'),
        ),
        migrations.AddField(
            model_name='documenttemplateevent',
            name='product_group',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.productgroup', verbose_name='produktgruppe'),
        ),
        migrations.AddField(
            model_name='documenttemplateevent',
            name='region',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.region', verbose_name='region'),
        ),
        migrations.AddField(
            model_name='event',
            name='activity',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='event', to='counties.activity'),
        ),
        migrations.AddField(
            model_name='event',
            name='region',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='event_rows', to='counties.region', verbose_name='region'),
        ),
        migrations.AddField(
            model_name='eventevent',
            name='activity',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.activity'),
        ),
        migrations.AddField(
            model_name='eventevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='eventevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.event'),
        ),
        migrations.AddField(
            model_name='eventevent',
            name='region',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.region', verbose_name='region'),
        ),
        migrations.AddField(
            model_name='frameworkagreement',
            name='product_groups',
            field=models.ManyToManyField(related_name='agreements', to='criteria.productgroup', verbose_name='produktgrupper'),
        ),
        migrations.AddField(
            model_name='frameworkagreement',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='counties.region'),
        ),
        migrations.AddField(
            model_name='criterionuseevent',
            name='agreement',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.frameworkagreement'),
        ),
        migrations.AddField(
            model_name='criterionuse',
            name='agreement',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='counties.frameworkagreement'),
        ),
        migrations.AddField(
            model_name='frameworkagreementevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='frameworkagreementevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.frameworkagreement'),
        ),
        migrations.AddField(
            model_name='frameworkagreementevent',
            name='region',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.region'),
        ),
        migrations.AddField(
            model_name='grant',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='counties.region'),
        ),
        migrations.AddField(
            model_name='grantevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='grantevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.grant'),
        ),
        migrations.AddField(
            model_name='grantevent',
            name='region',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.region'),
        ),
        migrations.AddField(
            model_name='grantletter',
            name='created_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='grantletter',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grant_letters', to='counties.region'),
        ),
        migrations.AddField(
            model_name='handover',
            name='from_region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='counties.region'),
        ),
        migrations.AddField(
            model_name='handover',
            name='handed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='handover',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs', to='counties.assistancerequest'),
        ),
        migrations.AddField(
            model_name='handover',
            name='to_region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='counties.region'),
        ),
        migrations.AddField(
            model_name='knutepunkt',
            name='decision',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='knutepunkt', to='counties.decision', verbose_name='vedtak'),
        ),
        migrations.AddField(
            model_name='knutepunkt',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='knutepunkter', to='counties.region'),
        ),
        migrations.AddField(
            model_name='knutepunktcandidate',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='counties.region'),
        ),
        migrations.AddField(
            model_name='knutepunktcandidateevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='knutepunktcandidateevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.knutepunktcandidate'),
        ),
        migrations.AddField(
            model_name='knutepunktcandidateevent',
            name='region',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.region'),
        ),
        migrations.AddField(
            model_name='knutepunktevent',
            name='decision',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.decision', verbose_name='vedtak'),
        ),
        migrations.AddField(
            model_name='knutepunktevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='knutepunktevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.knutepunkt'),
        ),
        migrations.AddField(
            model_name='knutepunktevent',
            name='region',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.region'),
        ),
        migrations.AddField(
            model_name='kommunefollowup',
            name='kommune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='counties.kommune'),
        ),
        migrations.AddField(
            model_name='kommunefollowupevent',
            name='kommune',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.kommune'),
        ),
        migrations.AddField(
            model_name='kommunefollowupevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='kommunefollowupevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.kommunefollowup'),
        ),
        migrations.AddField(
            model_name='decisionevent',
            name='meeting',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.meeting'),
        ),
        migrations.AddField(
            model_name='decision',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='counties.meeting'),
        ),
        migrations.AddField(
            model_name='meetingevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='meetingevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.meeting'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='participants',
            field=models.ManyToManyField(blank=True, related_name='meetings', to='counties.member', verbose_name='møtte'),
        ),
        migrations.AddField(
            model_name='memberevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='memberevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.member'),
        ),
        migrations.AddField(
            model_name='milestoneevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='milestoneevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.milestone'),
        ),
        migrations.AddField(
            model_name='milestoneevent',
            name='pulje',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.pulje', verbose_name='pulje'),
        ),
        migrations.AddField(
            model_name='milestonereached',
            name='milestone',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reached', to='counties.milestone'),
        ),
        migrations.AddField(
            model_name='milestonereached',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones_reached', to='counties.region'),
        ),
        migrations.AddField(
            model_name='milestonereachedevent',
            name='milestone',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.milestone'),
        ),
        migrations.AddField(
            model_name='milestonereachedevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='milestonereachedevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.milestonereached'),
        ),
        migrations.AddField(
            model_name='milestonereachedevent',
            name='region',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.region'),
        ),
        migrations.AddField(
            model_name='registration',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='counties.event'),
        ),
        migrations.AddField(
            model_name='registrationevent',
            name='event',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.event'),
        ),
        migrations.AddField(
            model_name='registrationevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='registrationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.registration'),
        ),
        migrations.AddField(
            model_name='reply',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='requestmessage',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='counties.assistancerequest'),
        ),
        migrations.AddField(
            model_name='styringsgruppe',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='styringsgrupper', to='counties.region'),
        ),
        migrations.AddField(
            model_name='memberevent',
            name='styringsgruppe',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.styringsgruppe'),
        ),
        migrations.AddField(
            model_name='member',
            name='styringsgruppe',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='counties.styringsgruppe'),
        ),
        migrations.AddField(
            model_name='meetingevent',
            name='styringsgruppe',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.styringsgruppe'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='styringsgruppe',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='counties.styringsgruppe'),
        ),
        migrations.AddField(
            model_name='styringsgruppeevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='styringsgruppeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.styringsgruppe'),
        ),
        migrations.AddField(
            model_name='styringsgruppeevent',
            name='region',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.region'),
        ),
        migrations.AddField(
            model_name='supplierreadiness',
            name='criterion',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='readiness', to='criteria.criterion'),
        ),
        migrations.AddField(
            model_name='supplierreadiness',
            name='event',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='readiness', to='counties.event'),
        ),
        migrations.AddField(
            model_name='supplierreadiness',
            name='recorded_by',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='supplierreadinessevent',
            name='criterion',
            field=models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.criterion'),
        ),
        migrations.AddField(
            model_name='supplierreadinessevent',
            name='event',
            field=models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.event'),
        ),
        migrations.AddField(
            model_name='supplierreadinessevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='supplierreadinessevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.supplierreadiness'),
        ),
        migrations.AddField(
            model_name='supplierreadinessevent',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='templateversion',
            name='template',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='counties.documenttemplate'),
        ),
        migrations.AddField(
            model_name='templateversion',
            name='uploaded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='thread',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reply',
            name='thread',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='counties.thread'),
        ),
        migrations.AddField(
            model_name='boardsubscription',
            name='thread',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='counties.thread'),
        ),
        migrations.AddField(
            model_name='threadevent',
            name='author',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='threadevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='threadevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.thread'),
        ),
        migrations.AddField(
            model_name='tildelingsbrevfollowupevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='tildelingsbrevfollowupevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.tildelingsbrevfollowup'),
        ),
        migrations.AddField(
            model_name='upload',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uploads', to='counties.region'),
        ),
        migrations.AddField(
            model_name='upload',
            name='uploaded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='activityevent',
            name='upload',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.upload'),
        ),
        migrations.AddField(
            model_name='activity',
            name='upload',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='counties.upload'),
        ),
        migrations.AddField(
            model_name='uploadevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='uploadevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.upload'),
        ),
        migrations.AddField(
            model_name='uploadevent',
            name='region',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.region'),
        ),
        migrations.AddField(
            model_name='uploadevent',
            name='uploaded_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='virksomhet',
            name='kommune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='virksomheter', to='counties.kommune', verbose_name='ligger i kommunen'),
        ),
        migrations.AddField(
            model_name='virksomhet',
            name='regional_office',
            field=models.ForeignKey(blank=True, help_text='For statsetater som dekker flere fylker. De hører til knutepunktet der kontoret ligger.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='regional_offices', to='counties.kommune', verbose_name='regionkontor i kommunen'),
        ),
        migrations.AddField(
            model_name='tildelingsbrevfollowupevent',
            name='virksomhet',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.virksomhet'),
        ),
        migrations.AddField(
            model_name='tildelingsbrevfollowup',
            name='virksomhet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tildelingsbrev', to='counties.virksomhet'),
        ),
        migrations.AddField(
            model_name='frameworkagreement',
            name='participants',
            field=models.ManyToManyField(blank=True, related_name='agreements', to='counties.virksomhet', verbose_name='deltakere'),
        ),
        migrations.AddField(
            model_name='assistancerequestevent',
            name='virksomhet',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.virksomhet', verbose_name='i registeret'),
        ),
        migrations.AddField(
            model_name='assistancerequest',
            name='virksomhet',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='counties.virksomhet', verbose_name='i registeret'),
        ),
        migrations.AddField(
            model_name='virksomhetevent',
            name='kommune',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.kommune', verbose_name='ligger i kommunen'),
        ),
        migrations.AddField(
            model_name='virksomhetevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='virksomhetevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='counties.virksomhet'),
        ),
        migrations.AddField(
            model_name='virksomhetevent',
            name='regional_office',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='For statsetater som dekker flere fylker. De hører til knutepunktet der kontoret ligger.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.kommune', verbose_name='regionkontor i kommunen'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='documenttemplate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_documenttemplateevent" ("description", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_group_id", "region_id", "title") VALUES (NEW."description", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_group_id", NEW."region_id", NEW."title"); RETURN NULL;', hash='1c23650907b72561bc7eebe309461640fa46eb88', operation='INSERT', pgid='pgtrigger_insert_insert_7ff09', table='counties_documenttemplate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='documenttemplate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_documenttemplateevent" ("description", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_group_id", "region_id", "title") VALUES (NEW."description", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_group_id", NEW."region_id", NEW."title"); RETURN NULL;', hash='da0fb4137a0120720559fa37d7c5b2845eb0521f', operation='UPDATE', pgid='pgtrigger_update_update_d326e', table='counties_documenttemplate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='documenttemplate',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_documenttemplateevent" ("description", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_group_id", "region_id", "title") VALUES (OLD."description", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_group_id", OLD."region_id", OLD."title"); RETURN NULL;', hash='96ad61a54a31be5d2e3e437f67deb4cbac531700', operation='DELETE', pgid='pgtrigger_delete_delete_2bed8', table='counties_documenttemplate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='documenttemplateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b77656e9233e6cf755471a07c0bc6415479fa66f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3eb3d', table='counties_documenttemplateevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['starts_at'], name='events_by_time'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['region', 'starts_at'], name='events_of_a_region'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector(portal.norwegian.Folded('title'), portal.norwegian.Folded('description'), portal.norwegian.Folded('place'), config='norwegian', weight=None), name='events_by_their_words'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='an_event_begins_before_it_ends'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__isnull', True), ('capacity__gte', 1), _connector='OR'), name='an_event_has_room_for_somebody'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('region__isnull', False), ('activity__isnull', True), _connector='OR'), name='only_a_regional_event_becomes_an_activity'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF (OLD.activity_id) IS DISTINCT FROM (NEW.activity_id) AND to_jsonb(OLD) - ARRAY['activity_id', 'version'] = to_jsonb(NEW) - ARRAY['activity_id', 'version'] THEN\n                NEW.version := OLD.version;\n            ELSE\n                NEW.version := OLD.version + 1;\n            END IF;\n         RETURN NEW;", hash='f126c593a01dd691ea1294649324ab0158249db0', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_7e917', table='counties_event', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='an_event_keeps_room_for_those_confirmed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF NEW.capacity < (SELECT count(*) FROM counties_registration\n                                       WHERE event_id = NEW.id AND state = 'confirmed') THEN\n                        RAISE EXCEPTION USING ERRCODE = 'check_violation',\n                            MESSAGE = 'an_event_keeps_room_for_those_confirmed';\n                    END IF;\n                    RETURN NEW;\n                ", hash='ddf68888a453bbaa96e2e220443e7749e04a38e6', operation='UPDATE OF "capacity"', pgid='pgtrigger_an_event_keeps_room_for_those_confirmed_faabb', table='counties_event', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_eventevent" ("activity_id", "capacity", "closes_on", "description", "ends_at", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "region_id", "starts_at", "state", "title", "version") VALUES (NEW."activity_id", NEW."capacity", NEW."closes_on", NEW."description", NEW."ends_at", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."region_id", NEW."starts_at", NEW."state", NEW."title", NEW."version"); RETURN NULL;', hash='846ac23eebcec7f026d101c7c78b1c98b901456a', operation='INSERT', pgid='pgtrigger_insert_insert_076f6', table='counties_event', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_eventevent" ("activity_id", "capacity", "closes_on", "description", "ends_at", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "region_id", "starts_at", "state", "title", "version") VALUES (NEW."activity_id", NEW."capacity", NEW."closes_on", NEW."description", NEW."ends_at", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."region_id", NEW."starts_at", NEW."state", NEW."title", NEW."version"); RETURN NULL;', hash='95a7c79f619787ca35b77b08d56d7fac3be61775', operation='UPDATE', pgid='pgtrigger_update_update_eef2b', table='counties_event', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_eventevent" ("activity_id", "capacity", "closes_on", "description", "ends_at", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "region_id", "starts_at", "state", "title", "version") VALUES (OLD."activity_id", OLD."capacity", OLD."closes_on", OLD."description", OLD."ends_at", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."region_id", OLD."starts_at", OLD."state", OLD."title", OLD."version"); RETURN NULL;', hash='cfff01a91ac9e168ef76dee4c1c0d4dafd86fa38', operation='DELETE', pgid='pgtrigger_delete_delete_360ca', table='counties_event', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0b8527cc3bc689f6d56440a0d3288c166951523f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b2582', table='counties_eventevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterionuseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c78811a45b75e506abd702c232f09ab33c037017', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4fc3a', table='counties_criterionuseevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='criterionuse',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('activity__isnull', True), ('agreement__isnull', False)), models.Q(('activity__isnull', False), ('agreement__isnull', True)), _connector='OR'), name='a_use_is_of_an_activity_or_an_agreement'),
        ),
        migrations.AddConstraint(
            model_name='criterionuse',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'dropped'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_criterion_is_dropped_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='criterionuse',
            constraint=models.UniqueConstraint(fields=('agreement', 'criterion'), name='an_agreement_names_a_criterion_once'),
        ),
        migrations.AddConstraint(
            model_name='criterionuse',
            constraint=models.UniqueConstraint(fields=('activity', 'criterion'), name='an_activity_names_a_criterion_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterionuse',
            trigger=pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + 1; RETURN NEW;', hash='37fa9c9c0d394c842c59136ee9b3a9b72c280c97', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_34266', table='counties_criterionuse', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterionuse',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_criterionuseevent" ("activity_id", "agreement_id", "criterion_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "version") VALUES (NEW."activity_id", NEW."agreement_id", NEW."criterion_id", NEW."id", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."version"); RETURN NULL;', hash='51faecbe7b7e2e63fe8c8d40ab4cf6f36d025687', operation='INSERT', pgid='pgtrigger_insert_insert_30088', table='counties_criterionuse', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterionuse',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_criterionuseevent" ("activity_id", "agreement_id", "criterion_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "version") VALUES (NEW."activity_id", NEW."agreement_id", NEW."criterion_id", NEW."id", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."version"); RETURN NULL;', hash='6927175ad951e27c2b220ba55f7b1eae91621022', operation='UPDATE', pgid='pgtrigger_update_update_5ce15', table='counties_criterionuse', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterionuse',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_criterionuseevent" ("activity_id", "agreement_id", "criterion_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "version") VALUES (OLD."activity_id", OLD."agreement_id", OLD."criterion_id", OLD."id", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_at", OLD."recorded_by_id", OLD."version"); RETURN NULL;', hash='408cdfc31520663f26116218a2df6c292816223d', operation='DELETE', pgid='pgtrigger_delete_delete_905ca', table='counties_criterionuse', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='frameworkagreementevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ccf524024f343c74054388352e4a0bd06ea77492', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_71bfc', table='counties_frameworkagreementevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.UniqueConstraint(fields=('region', 'year', 'kind'), name='a_region_has_one_grant_of_a_kind_a_year'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 2007), ('year__lte', 2100)), name='a_grant_is_for_a_year_of_the_plan'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='grant',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_grantevent" ("allotted", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received", "region_id", "spent", "year") VALUES (NEW."allotted", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."received", NEW."region_id", NEW."spent", NEW."year"); RETURN NULL;', hash='2079aa78d331f885ce4807047e2910c0ac7a1130', operation='INSERT', pgid='pgtrigger_insert_insert_16a97', table='counties_grant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='grant',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_grantevent" ("allotted", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received", "region_id", "spent", "year") VALUES (NEW."allotted", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."received", NEW."region_id", NEW."spent", NEW."year"); RETURN NULL;', hash='8b8085612d66347401bf83e97818926b227a327e', operation='UPDATE', pgid='pgtrigger_update_update_134b1', table='counties_grant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='grant',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_grantevent" ("allotted", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received", "region_id", "spent", "year") VALUES (OLD."allotted", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."received", OLD."region_id", OLD."spent", OLD."year"); RETURN NULL;', hash='01548cb226d9f11e34ae4aa309bedbe130e5eeb4', operation='DELETE', pgid='pgtrigger_delete_delete_08eb8', table='counties_grant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='grantevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2094a153fba3f9f656a63ae794401bc9bcf2f6fb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4cb96', table='counties_grantevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(('from_region', models.F('to_region')), _negated=True), name='a_request_is_handed_to_another_region'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handover',
            trigger=pgtrigger.compiler.Trigger(name='hand_overs_are_only_added', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5419314e2d10ed3e9692169c14d39d195012704e', operation='UPDATE OR DELETE', pgid='pgtrigger_hand_overs_are_only_added_24956', table='counties_handover', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='knutepunkt',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('region', '='), (counties.models.visibility.Period('from_on', 'to_on', models.Value('[]')), '&&')], name='a_region_has_one_knutepunkt_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='knutepunkt',
            constraint=models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='a_knutepunkt_works_from_before_to'),
        ),
        migrations.AddConstraint(
            model_name='knutepunkt',
            constraint=models.CheckConstraint(condition=models.Q(('arsverk__gte', 0), ('arsverk__lte', 50)), name='a_knutepunkt_has_a_staff_of_some_size'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='knutepunkt',
            trigger=pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + 1; RETURN NEW;', hash='60b3910e03d7327d0d1af1972a9d989eeaf5b625', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_68e4d', table='counties_knutepunkt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='knutepunkt',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_knutepunktevent" ("arsverk", "contact_email", "contact_name", "contact_phone", "decision_id", "from_on", "host", "id", "is_secretariat", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "to_on", "version") VALUES (NEW."arsverk", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."decision_id", NEW."from_on", NEW."host", NEW."id", NEW."is_secretariat", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."to_on", NEW."version"); RETURN NULL;', hash='660cac0f4ca1663305963395002acb0b6c5e2a40', operation='INSERT', pgid='pgtrigger_insert_insert_15263', table='counties_knutepunkt', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='knutepunkt',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_knutepunktevent" ("arsverk", "contact_email", "contact_name", "contact_phone", "decision_id", "from_on", "host", "id", "is_secretariat", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "to_on", "version") VALUES (NEW."arsverk", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."decision_id", NEW."from_on", NEW."host", NEW."id", NEW."is_secretariat", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."to_on", NEW."version"); RETURN NULL;', hash='a6d7b86e82745812d0be91d9f4ec7b77b34f7f5a', operation='UPDATE', pgid='pgtrigger_update_update_f7161', table='counties_knutepunkt', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='knutepunkt',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_knutepunktevent" ("arsverk", "contact_email", "contact_name", "contact_phone", "decision_id", "from_on", "host", "id", "is_secretariat", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "to_on", "version") VALUES (OLD."arsverk", OLD."contact_email", OLD."contact_name", OLD."contact_phone", OLD."decision_id", OLD."from_on", OLD."host", OLD."id", OLD."is_secretariat", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."to_on", OLD."version"); RETURN NULL;', hash='25c513a0a979ade0ad3edbc68c86c710e532d49f', operation='DELETE', pgid='pgtrigger_delete_delete_11c53', table='counties_knutepunkt', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='knutepunktcandidate',
            constraint=models.UniqueConstraint(fields=('region', 'name'), name='a_candidate_stands_once_in_its_region'),
        ),
        migrations.AddConstraint(
            model_name='knutepunktcandidate',
            constraint=models.CheckConstraint(condition=models.Q(('weight__gte', 1), ('weight__lte', 4)), name='a_candidate_weighs_from_one_to_four'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='knutepunktcandidate',
            trigger=pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + 1; RETURN NEW;', hash='52342ddd8b4196d2c26bd4f4b90cc5d76d0f4061', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_78487', table='counties_knutepunktcandidate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='knutepunktcandidate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_knutepunktcandidateevent" ("assessment", "buys_for", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "version", "weight") VALUES (NEW."assessment", NEW."buys_for", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."version", NEW."weight"); RETURN NULL;', hash='92b68b5e8a86ab0919c941ea21a17364a1e09ba5', operation='INSERT', pgid='pgtrigger_insert_insert_58645', table='counties_knutepunktcandidate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='knutepunktcandidate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_knutepunktcandidateevent" ("assessment", "buys_for", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "version", "weight") VALUES (NEW."assessment", NEW."buys_for", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."version", NEW."weight"); RETURN NULL;', hash='5b64f2b0c2b52b5fab6a4cd5862226429a3181cd', operation='UPDATE', pgid='pgtrigger_update_update_40742', table='counties_knutepunktcandidate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='knutepunktcandidate',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_knutepunktcandidateevent" ("assessment", "buys_for", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "version", "weight") VALUES (OLD."assessment", OLD."buys_for", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."version", OLD."weight"); RETURN NULL;', hash='4a90b737ca404489212b9f6aaafb1fa6facf2c3e', operation='DELETE', pgid='pgtrigger_delete_delete_676ae', table='counties_knutepunktcandidate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='knutepunktcandidateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a106cbd2096ea7b4d6955bc6131f9b8fa36baf3d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_94a7a', table='counties_knutepunktcandidateevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='knutepunktevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6066478a5c63c7a2de89ad81372e39becdabda29', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3ff6e', table='counties_knutepunktevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='kommunefollowup',
            constraint=models.UniqueConstraint(fields=('kommune', 'year'), name='a_kommune_is_followed_up_in_one_row_a_year'),
        ),
        migrations.AddConstraint(
            model_name='kommunefollowup',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 2007)), name='a_kommune_is_followed_up_after_the_plan_began'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='kommunefollowup',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_kommunefollowupevent" ("agreement", "id", "kommune_id", "livskraftig", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy", "routines", "training", "year") VALUES (NEW."agreement", NEW."id", NEW."kommune_id", NEW."livskraftig", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."policy", NEW."routines", NEW."training", NEW."year"); RETURN NULL;', hash='bcbe0d9f7e147c85b18394e3c4f13d388acf3594', operation='INSERT', pgid='pgtrigger_insert_insert_14d5b', table='counties_kommunefollowup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='kommunefollowup',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_kommunefollowupevent" ("agreement", "id", "kommune_id", "livskraftig", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy", "routines", "training", "year") VALUES (NEW."agreement", NEW."id", NEW."kommune_id", NEW."livskraftig", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."policy", NEW."routines", NEW."training", NEW."year"); RETURN NULL;', hash='ec3730f2063d51d10aecc3b5781cae66589d3b3a', operation='UPDATE', pgid='pgtrigger_update_update_1d13b', table='counties_kommunefollowup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decisionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a349c4602126306f4a7fe0ce64d5e5ac47542665', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5c917', table='counties_decisionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(fields=('meeting', 'number'), name='a_decision_number_stands_once_in_its_meeting'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_decisionevent" ("id", "meeting_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."id", NEW."meeting_id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text"); RETURN NULL;', hash='df12136d2a354eb9d9df90afd6c95c624da9e56d', operation='INSERT', pgid='pgtrigger_insert_insert_d1920', table='counties_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_decisionevent" ("id", "meeting_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."id", NEW."meeting_id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text"); RETURN NULL;', hash='870916fd4053709ac95bac08d3cf98ea331556e7', operation='UPDATE', pgid='pgtrigger_update_update_d0c33', table='counties_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_decisionevent" ("id", "meeting_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (OLD."id", OLD."meeting_id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text"); RETURN NULL;', hash='da1ec0464d7e72cde8d03052ba43ceeee3c01be3', operation='DELETE', pgid='pgtrigger_delete_delete_03dbe', table='counties_decision', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='milestonereached',
            constraint=models.UniqueConstraint(fields=('milestone', 'region'), name='a_region_reaches_a_milestone_once'),
        ),
        migrations.AddConstraint(
            model_name='milestonereached',
            constraint=models.CheckConstraint(condition=models.Q(('happened_on__gte', datetime.date(2007, 1, 1))), name='a_milestone_is_reached_after_the_plan_began'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestonereached',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_milestonereachedevent" ("happened_on", "id", "milestone_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") VALUES (NEW."happened_on", NEW."id", NEW."milestone_id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id"); RETURN NULL;', hash='4591e208fa5aaafcc54c11fea72cf6b1c33b7af6', operation='INSERT', pgid='pgtrigger_insert_insert_bf531', table='counties_milestonereached', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestonereached',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_milestonereachedevent" ("happened_on", "id", "milestone_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") VALUES (NEW."happened_on", NEW."id", NEW."milestone_id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id"); RETURN NULL;', hash='16777a8b71a64657333da1fdcc497d42fe2873f0', operation='UPDATE', pgid='pgtrigger_update_update_e14fd', table='counties_milestonereached', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestonereached',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_milestonereachedevent" ("happened_on", "id", "milestone_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") VALUES (OLD."happened_on", OLD."id", OLD."milestone_id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id"); RETURN NULL;', hash='a852a47c9108fcf462b797865a5363f0ed5a3536', operation='DELETE', pgid='pgtrigger_delete_delete_5f758', table='counties_milestonereached', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestonereachedevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8a3f9a6d372d8d0e47e2138fff002145e788a055', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_49a34', table='counties_milestonereachedevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(fields=['event', 'state'], name='registrations_of_an_event'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(models.F('event'), django.db.models.functions.text.Lower('email'), condition=models.Q(('state', 'cancelled'), _negated=True), name='a_person_is_signed_up_once_for_an_event'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(('attended', False), ('state', 'confirmed'), _connector='OR'), name='only_those_with_a_place_have_attended'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registration',
            trigger=pgtrigger.compiler.Trigger(name='an_event_is_never_overbooked', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" = \'confirmed\')', declare='DECLARE room INTEGER;', func="\n                    SELECT capacity INTO room FROM counties_event WHERE id = NEW.event_id FOR UPDATE;\n                    IF room <= (SELECT count(*) FROM counties_registration WHERE event_id = NEW.event_id\n                                AND state = 'confirmed' AND id <> NEW.id) THEN\n                        RAISE EXCEPTION USING ERRCODE = 'check_violation',\n                            MESSAGE = 'an_event_is_never_overbooked';\n                    END IF;\n                    RETURN NEW;\n                ", hash='7fa22bbd7ac7454fb5dcd2e88e73f5271c894376', operation='INSERT OR UPDATE OF "state", "event_id"', pgid='pgtrigger_an_event_is_never_overbooked_976d3', table='counties_registration', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registration',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_registrationevent" ("attended", "email", "event_id", "group", "id", "name", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_at", "state", "token") VALUES (NEW."attended", NEW."email", NEW."event_id", NEW."group", NEW."id", NEW."name", NEW."organisation", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."registered_at", NEW."state", NEW."token"); RETURN NULL;', hash='832032caadf83e11e35af050739dea4208039cb8', operation='INSERT', pgid='pgtrigger_insert_insert_14ef1', table='counties_registration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registration',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_registrationevent" ("attended", "email", "event_id", "group", "id", "name", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_at", "state", "token") VALUES (NEW."attended", NEW."email", NEW."event_id", NEW."group", NEW."id", NEW."name", NEW."organisation", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."registered_at", NEW."state", NEW."token"); RETURN NULL;', hash='4a45c59b96c7847020dff150d441b7967e181b1b', operation='UPDATE', pgid='pgtrigger_update_update_d7ba2', table='counties_registration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registration',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_registrationevent" ("attended", "email", "event_id", "group", "id", "name", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_at", "state", "token") VALUES (OLD."attended", OLD."email", OLD."event_id", OLD."group", OLD."id", OLD."name", OLD."organisation", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."registered_at", OLD."state", OLD."token"); RETURN NULL;', hash='fd882d7104e571a5793beac224cfeb12e0f4b23e', operation='DELETE', pgid='pgtrigger_delete_delete_941f1', table='counties_registration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registrationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9436924ce9c7ed2002e9db0aebd664b6b10d9cfe', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d8349', table='counties_registrationevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='requestmessage',
            trigger=pgtrigger.compiler.Trigger(name='messages_are_only_added', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='31614841b332a702c63bfbd7349cc974fdf2c58a', operation='UPDATE OR DELETE', pgid='pgtrigger_messages_are_only_added_8d6a5', table='counties_requestmessage', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='styringsgruppe',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('region', '='), (counties.models.visibility.Period('initiated_on', 'ended_on', models.Value('[]')), '&&')], name='a_region_has_one_styringsgruppe_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='styringsgruppe',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('established_on__isnull', True), ('established_on__gte', models.F('initiated_on')), _connector='OR'), models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('initiated_on')), _connector='OR'), models.Q(('ended_on__isnull', True), ('established_on__isnull', True), ('ended_on__gte', models.F('established_on')), _connector='OR')), name='a_styringsgruppe_has_its_dates_in_order'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='styringsgruppe',
            trigger=pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + 1; RETURN NEW;', hash='de3d11151bd35ff500188bdf914672f06a651d04', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_b4c58', table='counties_styringsgruppe', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='styringsgruppe',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_styringsgruppeevent" ("ended_on", "established_on", "id", "initiated_on", "mandate", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "version") VALUES (NEW."ended_on", NEW."established_on", NEW."id", NEW."initiated_on", NEW."mandate", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."version"); RETURN NULL;', hash='2b86d609b090bb57f9711c0b213bdda69fbe94ff', operation='INSERT', pgid='pgtrigger_insert_insert_6eb34', table='counties_styringsgruppe', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='styringsgruppe',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_styringsgruppeevent" ("ended_on", "established_on", "id", "initiated_on", "mandate", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "version") VALUES (NEW."ended_on", NEW."established_on", NEW."id", NEW."initiated_on", NEW."mandate", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."version"); RETURN NULL;', hash='0af3a3d27478a66b8bbd910849f409c3f3d57099', operation='UPDATE', pgid='pgtrigger_update_update_8cb34', table='counties_styringsgruppe', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='styringsgruppe',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_styringsgruppeevent" ("ended_on", "established_on", "id", "initiated_on", "mandate", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "version") VALUES (OLD."ended_on", OLD."established_on", OLD."id", OLD."initiated_on", OLD."mandate", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."version"); RETURN NULL;', hash='238a12c76f40efae56db21611d6948f069c868b7', operation='DELETE', pgid='pgtrigger_delete_delete_ebe52', table='counties_styringsgruppe', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='memberevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7a336dfdd0c2e2aba92fb2b05c62f3fb5ba7348e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8ce43', table='counties_memberevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='a_member_sits_from_before_to'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('seat', 'leder')), expressions=[('styringsgruppe', '='), (counties.models.visibility.Period('from_on', 'to_on', models.Value('[]')), '&&')], name='a_styringsgruppe_has_one_leader_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('seat', 'sekretaer')), expressions=[('styringsgruppe', '='), (counties.models.visibility.Period('from_on', 'to_on', models.Value('[]')), '&&')], name='a_styringsgruppe_has_one_secretary_at_a_time'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='member',
            trigger=pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + 1; RETURN NEW;', hash='40170e295ad57f9fa7d148631bf08dd0b2410cbc', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_956be', table='counties_member', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='member',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_memberevent" ("email", "from_on", "id", "name", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat", "sector", "styringsgruppe_id", "title", "to_on", "top_level", "version") VALUES (NEW."email", NEW."from_on", NEW."id", NEW."name", NEW."organisation", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."seat", NEW."sector", NEW."styringsgruppe_id", NEW."title", NEW."to_on", NEW."top_level", NEW."version"); RETURN NULL;', hash='60001ff8ccf4cf65f35e5c706f2363ef6054dca0', operation='INSERT', pgid='pgtrigger_insert_insert_3afad', table='counties_member', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='member',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_memberevent" ("email", "from_on", "id", "name", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat", "sector", "styringsgruppe_id", "title", "to_on", "top_level", "version") VALUES (NEW."email", NEW."from_on", NEW."id", NEW."name", NEW."organisation", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."seat", NEW."sector", NEW."styringsgruppe_id", NEW."title", NEW."to_on", NEW."top_level", NEW."version"); RETURN NULL;', hash='f71065565e349356454837c50ea41565a05453a6', operation='UPDATE', pgid='pgtrigger_update_update_e77b9', table='counties_member', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='member',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_memberevent" ("email", "from_on", "id", "name", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat", "sector", "styringsgruppe_id", "title", "to_on", "top_level", "version") VALUES (OLD."email", OLD."from_on", OLD."id", OLD."name", OLD."organisation", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."seat", OLD."sector", OLD."styringsgruppe_id", OLD."title", OLD."to_on", OLD."top_level", OLD."version"); RETURN NULL;', hash='af4e97a5a32ef92113f3449decef730385f9bbc0', operation='DELETE', pgid='pgtrigger_delete_delete_09fed', table='counties_member', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4ce6eb46a60f79470549b9ae2059ced24c7385f8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c0f96', table='counties_meetingevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='a_meeting_begins_before_it_ends'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF (OLD.invited_at) IS DISTINCT FROM (NEW.invited_at) AND to_jsonb(OLD) - ARRAY['invited_at', 'version'] = to_jsonb(NEW) - ARRAY['invited_at', 'version'] THEN\n                NEW.version := OLD.version;\n            ELSE\n                NEW.version := OLD.version + 1;\n            END IF;\n         RETURN NEW;", hash='8146fdecb92ae454b52dab95c679450854de3952', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_d1347', table='counties_meeting', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_meetingevent" ("agenda", "ends_at", "id", "invited_at", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "starts_at", "styringsgruppe_id", "version") VALUES (NEW."agenda", NEW."ends_at", NEW."id", NEW."invited_at", NEW."minutes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."starts_at", NEW."styringsgruppe_id", NEW."version"); RETURN NULL;', hash='f99b8734393c8214793cf77dadc27d8610af5c5f', operation='INSERT', pgid='pgtrigger_insert_insert_c7849', table='counties_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_meetingevent" ("agenda", "ends_at", "id", "invited_at", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "starts_at", "styringsgruppe_id", "version") VALUES (NEW."agenda", NEW."ends_at", NEW."id", NEW."invited_at", NEW."minutes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."starts_at", NEW."styringsgruppe_id", NEW."version"); RETURN NULL;', hash='785a2b7c97ce88caa81386b8474da135ff37959d', operation='UPDATE', pgid='pgtrigger_update_update_58fec', table='counties_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_meetingevent" ("agenda", "ends_at", "id", "invited_at", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "starts_at", "styringsgruppe_id", "version") VALUES (OLD."agenda", OLD."ends_at", OLD."id", OLD."invited_at", OLD."minutes", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."starts_at", OLD."styringsgruppe_id", OLD."version"); RETURN NULL;', hash='273fa7280443103512a6c9a6588ce789ad97f3e4', operation='DELETE', pgid='pgtrigger_delete_delete_bcf2f', table='counties_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='styringsgruppeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d6bfd78ea7437c280615e285d72e30ea0fb5217a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c134b', table='counties_styringsgruppeevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='supplierreadiness',
            constraint=models.UniqueConstraint(fields=('event', 'criterion'), name='suppliers_answer_once_for_a_criterion'),
        ),
        migrations.AddConstraint(
            model_name='supplierreadiness',
            constraint=models.CheckConstraint(condition=models.Q(('asked__gt', 0), ('meets__lte', models.F('asked'))), name='no_more_suppliers_meet_than_were_asked'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supplierreadiness',
            trigger=pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + 1; RETURN NEW;', hash='4fcd595cd8a5379b78a0c8e22c9f1499c269f17d', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_71c7e', table='counties_supplierreadiness', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supplierreadiness',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_supplierreadinessevent" ("asked", "criterion_id", "event_id", "id", "meets", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "version") VALUES (NEW."asked", NEW."criterion_id", NEW."event_id", NEW."id", NEW."meets", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."version"); RETURN NULL;', hash='d4962439dc867c3bc9d08fa68c25cf6d1b7a904a', operation='INSERT', pgid='pgtrigger_insert_insert_8ff14', table='counties_supplierreadiness', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supplierreadiness',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_supplierreadinessevent" ("asked", "criterion_id", "event_id", "id", "meets", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "version") VALUES (NEW."asked", NEW."criterion_id", NEW."event_id", NEW."id", NEW."meets", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."version"); RETURN NULL;', hash='5b4941161ddb6b0a481e7f08c49198f078f80b38', operation='UPDATE', pgid='pgtrigger_update_update_39b35', table='counties_supplierreadiness', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supplierreadiness',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_supplierreadinessevent" ("asked", "criterion_id", "event_id", "id", "meets", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "version") VALUES (OLD."asked", OLD."criterion_id", OLD."event_id", OLD."id", OLD."meets", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."version"); RETURN NULL;', hash='ca07216c7bcf01c7a8b433f9fca5d251f95ff889', operation='DELETE', pgid='pgtrigger_delete_delete_b168b', table='counties_supplierreadiness', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supplierreadinessevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='50a7586bff5a8a2519ea5c5d5e31c477ea86612b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_42e30', table='counties_supplierreadinessevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='templateversion',
            constraint=models.UniqueConstraint(fields=('template', 'number'), name='a_version_number_stands_once_in_its_template'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='thread',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_threadevent" ("author_id", "created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "text", "title") VALUES (NEW."author_id", NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."text", NEW."title"); RETURN NULL;', hash='8ecdf2210055e0522d811a2b8b40f2fdda25d788', operation='INSERT', pgid='pgtrigger_insert_insert_e8158', table='counties_thread', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='thread',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_threadevent" ("author_id", "created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "text", "title") VALUES (NEW."author_id", NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."text", NEW."title"); RETURN NULL;', hash='5ce263e6c0281034cbceafe37bb23aa21e153aa7', operation='UPDATE', pgid='pgtrigger_update_update_d2d72', table='counties_thread', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='thread',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_threadevent" ("author_id", "created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "text", "title") VALUES (OLD."author_id", OLD."created_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."text", OLD."title"); RETURN NULL;', hash='b3f052395af70f239e68147444cb4e8a0d019cb2', operation='DELETE', pgid='pgtrigger_delete_delete_29420', table='counties_thread', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='boardsubscription',
            constraint=models.UniqueConstraint(fields=('user', 'thread'), name='a_person_subscribes_once_to_a_thread', nulls_distinct=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='threadevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f5f97bc14146c995028342b9e9d3d03514302c98', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e985c', table='counties_threadevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='upload',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_uploadevent" ("done_count", "error_count", "errors", "file", "id", "made_from", "name", "new_count", "noun", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preview", "region_id", "row_count", "state", "uploaded_at", "uploaded_by_id") VALUES (NEW."done_count", NEW."error_count", NEW."errors", NEW."file", NEW."id", NEW."made_from", NEW."name", NEW."new_count", NEW."noun", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."preview", NEW."region_id", NEW."row_count", NEW."state", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='8c94fdcae5c31220a23d6672658fb5e65ca2e273', operation='INSERT', pgid='pgtrigger_insert_insert_8ce11', table='counties_upload', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='upload',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_uploadevent" ("done_count", "error_count", "errors", "file", "id", "made_from", "name", "new_count", "noun", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preview", "region_id", "row_count", "state", "uploaded_at", "uploaded_by_id") VALUES (NEW."done_count", NEW."error_count", NEW."errors", NEW."file", NEW."id", NEW."made_from", NEW."name", NEW."new_count", NEW."noun", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."preview", NEW."region_id", NEW."row_count", NEW."state", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='418b79ac243f1240b8ef6fd01137ae5caf5d79ac', operation='UPDATE', pgid='pgtrigger_update_update_bc948', table='counties_upload', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activityevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bae874e9a38f3919e68a84085071fccf669893ac', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_06c8e', table='counties_activityevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['region', '-happened_on', '-id'], name='activities_of_a_region'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector(portal.norwegian.Folded('title'), portal.norwegian.Folded('audience'), portal.norwegian.Folded('notes'), config='norwegian', weight=None), name='activities_by_their_words'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('hours__isnull', True), ('hours__gte', 0), _connector='OR'), name='an_activity_takes_no_less_than_no_hours'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('task__in', ['innkjopspolitikk', 'fellesavtaler', 'dialog', 'kurs', 'maler', 'bistand'])), name='an_activity_is_of_one_of_the_six_tasks'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('themes__contained_by', ['miljo', 'etikk', 'universell', 'regelverk'])), name='an_activity_has_themes_that_the_programme_knows'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + 1; RETURN NEW;', hash='95182ab47a168c91338ea31aaaa1f899ae97990a', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_b5557', table='counties_activity', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_activityevent" ("audience", "happened_on", "hours", "id", "innkjopere", "ledere", "leverandorer", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "politikere", "recorded_at", "recorded_by_id", "region_id", "task", "themes", "title", "upload_id", "version") VALUES (NEW."audience", NEW."happened_on", NEW."hours", NEW."id", NEW."innkjopere", NEW."ledere", NEW."leverandorer", NEW."notes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."politikere", NEW."recorded_at", NEW."recorded_by_id", NEW."region_id", NEW."task", NEW."themes", NEW."title", NEW."upload_id", NEW."version"); RETURN NULL;', hash='c010a4dd9ad3261dd74fbae7b0d70603db2523d9', operation='INSERT', pgid='pgtrigger_insert_insert_cea7c', table='counties_activity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_activityevent" ("audience", "happened_on", "hours", "id", "innkjopere", "ledere", "leverandorer", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "politikere", "recorded_at", "recorded_by_id", "region_id", "task", "themes", "title", "upload_id", "version") VALUES (NEW."audience", NEW."happened_on", NEW."hours", NEW."id", NEW."innkjopere", NEW."ledere", NEW."leverandorer", NEW."notes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."politikere", NEW."recorded_at", NEW."recorded_by_id", NEW."region_id", NEW."task", NEW."themes", NEW."title", NEW."upload_id", NEW."version"); RETURN NULL;', hash='75a797440da0b287e4965ef08b7bdcb339a02392', operation='UPDATE', pgid='pgtrigger_update_update_055de', table='counties_activity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_activityevent" ("audience", "happened_on", "hours", "id", "innkjopere", "ledere", "leverandorer", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "politikere", "recorded_at", "recorded_by_id", "region_id", "task", "themes", "title", "upload_id", "version") VALUES (OLD."audience", OLD."happened_on", OLD."hours", OLD."id", OLD."innkjopere", OLD."ledere", OLD."leverandorer", OLD."notes", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."politikere", OLD."recorded_at", OLD."recorded_by_id", OLD."region_id", OLD."task", OLD."themes", OLD."title", OLD."upload_id", OLD."version"); RETURN NULL;', hash='c8e0a3bce6146d193ebbf64ae843049d417e076f', operation='DELETE', pgid='pgtrigger_delete_delete_53fbd', table='counties_activity', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='virksomhet',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(portal.norwegian.Folded('name'), portal.norwegian.Folded('org_number'), config='norwegian', weight=None), '||', django.contrib.postgres.search.SearchVector(portal.norwegian.Folded('name'), portal.norwegian.Folded('org_number'), config='simple'), django.contrib.postgres.search.SearchConfig('norwegian')), name='virksomheter_by_their_words'),
        ),
        migrations.AddIndex(
            model_name='virksomhet',
            index=models.Index(portal.norwegian.NorwegianOrder('name'), name='virksomheter_by_their_names'),
        ),
        migrations.AddConstraint(
            model_name='virksomhet',
            constraint=models.CheckConstraint(condition=models.Q(('org_number__regex', '^\\d{9}$')), name='a_virksomhet_has_an_org_number_of_nine_digits'),
        ),
        migrations.AddConstraint(
            model_name='virksomhet',
            constraint=models.CheckConstraint(condition=models.Q(('regional_office__isnull', True), ('kind', 'statsetat'), _connector='OR'), name='only_a_state_body_has_a_regional_office'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='virksomhet',
            trigger=pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + 1; RETURN NEW;', hash='4e9826524a3c893daca2b350ac148e2b61b666d3', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_36f70', table='counties_virksomhet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='virksomhet',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_virksomhetevent" ("employees", "id", "kind", "kommune_id", "name", "org_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purchases", "regional_office_id", "version") VALUES (NEW."employees", NEW."id", NEW."kind", NEW."kommune_id", NEW."name", NEW."org_number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purchases", NEW."regional_office_id", NEW."version"); RETURN NULL;', hash='ee549e838124c69f4e1f4ce7d36803e455df45a2', operation='INSERT', pgid='pgtrigger_insert_insert_82f7d', table='counties_virksomhet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='virksomhet',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_virksomhetevent" ("employees", "id", "kind", "kommune_id", "name", "org_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purchases", "regional_office_id", "version") VALUES (NEW."employees", NEW."id", NEW."kind", NEW."kommune_id", NEW."name", NEW."org_number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purchases", NEW."regional_office_id", NEW."version"); RETURN NULL;', hash='733047e0346948266a0c3048c643ec575cef3bec', operation='UPDATE', pgid='pgtrigger_update_update_c162a', table='counties_virksomhet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='virksomhet',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_virksomhetevent" ("employees", "id", "kind", "kommune_id", "name", "org_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purchases", "regional_office_id", "version") VALUES (OLD."employees", OLD."id", OLD."kind", OLD."kommune_id", OLD."name", OLD."org_number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purchases", OLD."regional_office_id", OLD."version"); RETURN NULL;', hash='dec6fc4c2fcdefbcf9770d1b0ad8fc53b260aa29', operation='DELETE', pgid='pgtrigger_delete_delete_1ae4c', table='counties_virksomhet', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='tildelingsbrevfollowup',
            constraint=models.UniqueConstraint(fields=('virksomhet', 'year'), name='a_letter_is_followed_up_in_one_row_a_year'),
        ),
        migrations.AddConstraint(
            model_name='tildelingsbrevfollowup',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 2007)), name='a_letter_is_followed_up_after_the_plan_began'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tildelingsbrevfollowup',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_tildelingsbrevfollowupevent" ("asked", "contacted", "followed_up", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "virksomhet_id", "year") VALUES (NEW."asked", NEW."contacted", NEW."followed_up", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."virksomhet_id", NEW."year"); RETURN NULL;', hash='ffde32882afad80b1a4dce9aa7dabbe658c2841e', operation='INSERT', pgid='pgtrigger_insert_insert_da733', table='counties_tildelingsbrevfollowup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tildelingsbrevfollowup',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_tildelingsbrevfollowupevent" ("asked", "contacted", "followed_up", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "virksomhet_id", "year") VALUES (NEW."asked", NEW."contacted", NEW."followed_up", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."virksomhet_id", NEW."year"); RETURN NULL;', hash='1522876ce9b9c7517e6eb8bb437092f4db17975a', operation='UPDATE', pgid='pgtrigger_update_update_6f575', table='counties_tildelingsbrevfollowup', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='frameworkagreement',
            index=models.Index(fields=['region', '-from_on'], name='agreements_of_a_region'),
        ),
        migrations.AddIndex(
            model_name='frameworkagreement',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector(portal.norwegian.Folded('title'), portal.norwegian.Folded('supplier'), config='norwegian', weight=None), name='agreements_by_their_words'),
        ),
        migrations.AddConstraint(
            model_name='frameworkagreement',
            constraint=models.CheckConstraint(condition=models.Q(('from_on__lte', models.F('to_on'))), name='an_agreement_begins_before_it_ends'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='frameworkagreement',
            trigger=pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + 1; RETURN NEW;', hash='979fe8fb2d67bc8598dd42a5effff67fb288f54f', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_08c67', table='counties_frameworkagreement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='frameworkagreement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_frameworkagreementevent" ("from_on", "id", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "supplier", "title", "to_on", "version", "yearly_value") VALUES (NEW."from_on", NEW."id", NEW."notes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."supplier", NEW."title", NEW."to_on", NEW."version", NEW."yearly_value"); RETURN NULL;', hash='0073263b4f23ae23918c42ed1f785a474553b6cc', operation='INSERT', pgid='pgtrigger_insert_insert_4ea07', table='counties_frameworkagreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='frameworkagreement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_frameworkagreementevent" ("from_on", "id", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "supplier", "title", "to_on", "version", "yearly_value") VALUES (NEW."from_on", NEW."id", NEW."notes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."supplier", NEW."title", NEW."to_on", NEW."version", NEW."yearly_value"); RETURN NULL;', hash='99fcba69f7312b435a04f84655fbcfe45dbbd00f', operation='UPDATE', pgid='pgtrigger_update_update_60d28', table='counties_frameworkagreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='frameworkagreement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_frameworkagreementevent" ("from_on", "id", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "supplier", "title", "to_on", "version", "yearly_value") VALUES (OLD."from_on", OLD."id", OLD."notes", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."supplier", OLD."title", OLD."to_on", OLD."version", OLD."yearly_value"); RETURN NULL;', hash='3e703c5c0394b32fab6ce4dc6bab1238a8c4e848', operation='DELETE', pgid='pgtrigger_delete_delete_da3d5', table='counties_frameworkagreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assistancerequestevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1cc96a2ebe43ca067e79f077bf5d318d8352d013', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c4429', table='counties_assistancerequestevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='assistancerequest',
            index=models.Index(fields=['region', 'state'], name='requests_of_a_region'),
        ),
        migrations.AddConstraint(
            model_name='assistancerequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='assistance_request_closed_at_and_by_both_or_neither'),
        ),
        migrations.AddConstraint(
            model_name='assistancerequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='a_request_is_closed_when_it_says_so'),
        ),
        migrations.AddConstraint(
            model_name='assistancerequest',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'closed'), ('activity__isnull', True), _connector='OR'), name='only_a_closed_request_is_an_activity'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assistancerequest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_assistancerequestevent" ("activity_id", "asker_email", "asker_id", "asker_name", "asker_phone", "closed_at", "closed_by_id", "created_at", "handler_id", "id", "kommune_id", "needed_by", "organisation", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_group_id", "region_id", "state", "subject", "text", "token", "virksomhet_id") VALUES (NEW."activity_id", NEW."asker_email", NEW."asker_id", NEW."asker_name", NEW."asker_phone", NEW."closed_at", NEW."closed_by_id", NEW."created_at", NEW."handler_id", NEW."id", NEW."kommune_id", NEW."needed_by", NEW."organisation", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_group_id", NEW."region_id", NEW."state", NEW."subject", NEW."text", NEW."token", NEW."virksomhet_id"); RETURN NULL;', hash='44ebe1796fb2f94d43ab4acca0891a3c0dfbb39a', operation='INSERT', pgid='pgtrigger_insert_insert_69f08', table='counties_assistancerequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assistancerequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "counties_assistancerequestevent" ("activity_id", "asker_email", "asker_id", "asker_name", "asker_phone", "closed_at", "closed_by_id", "created_at", "handler_id", "id", "kommune_id", "needed_by", "organisation", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_group_id", "region_id", "state", "subject", "text", "token", "virksomhet_id") VALUES (NEW."activity_id", NEW."asker_email", NEW."asker_id", NEW."asker_name", NEW."asker_phone", NEW."closed_at", NEW."closed_by_id", NEW."created_at", NEW."handler_id", NEW."id", NEW."kommune_id", NEW."needed_by", NEW."organisation", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_group_id", NEW."region_id", NEW."state", NEW."subject", NEW."text", NEW."token", NEW."virksomhet_id"); RETURN NULL;', hash='7a6ed98c83a735e63a2deda9c2522a34efbc4cd0', operation='UPDATE', pgid='pgtrigger_update_update_125bd', table='counties_assistancerequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assistancerequest',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "counties_assistancerequestevent" ("activity_id", "asker_email", "asker_id", "asker_name", "asker_phone", "closed_at", "closed_by_id", "created_at", "handler_id", "id", "kommune_id", "needed_by", "organisation", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_group_id", "region_id", "state", "subject", "text", "token", "virksomhet_id") VALUES (OLD."activity_id", OLD."asker_email", OLD."asker_id", OLD."asker_name", OLD."asker_phone", OLD."closed_at", OLD."closed_by_id", OLD."created_at", OLD."handler_id", OLD."id", OLD."kommune_id", OLD."needed_by", OLD."organisation", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_group_id", OLD."region_id", OLD."state", OLD."subject", OLD."text", OLD."token", OLD."virksomhet_id"); RETURN NULL;', hash='ccb0098d320b0c75755f6b325b02672a406fe3aa', operation='DELETE', pgid='pgtrigger_delete_delete_16e9e', table='counties_assistancerequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='virksomhetevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d6eead892c4e52287033c6e981f3ac2ed9b7aa84', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b2348', table='counties_virksomhetevent', when='BEFORE')),
        ),
    ]
