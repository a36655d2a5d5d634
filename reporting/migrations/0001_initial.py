import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import portal.models.text
import portal.norwegian


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('counties', '0002_work'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportingRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='år')),
                ('opens_on', models.DateField(verbose_name='åpner')),
                ('due_on', models.DateField(verbose_name='frist')),
                ('closes_on', models.DateField(verbose_name='lukker')),
            ],
            options={
                'verbose_name': 'rapporteringsrunde',
                'verbose_name_plural': 'rapporteringsrunder',
                'ordering': ['-year'],
            },
        ),
        migrations.CreateModel(
            name='ReportTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(unique=True, verbose_name='nøkkel')),
                ('name', portal.models.text.LineField(max_length=120, verbose_name='navn')),
                ('charts', models.JSONField(default=list, help_text='[{key, title, unit, questions: [question keys]}], in order.')),
            ],
            options={
                'verbose_name': 'rapportmal',
                'verbose_name_plural': 'rapportmaler',
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='AnnualReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Under arbeid'), ('awaiting_signature', 'Til signering'), ('delivered', 'Levert'), ('in_review', 'Til vurdering'), ('approved', 'Godkjent'), ('published', 'Publisert')], default='draft', max_length=20, verbose_name='tilstand')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='counties.region', verbose_name='region')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='reporting.reportinground', verbose_name='runde')),
            ],
            options={
                'verbose_name': 'årsrapport',
                'verbose_name_plural': 'årsrapporter',
                'ordering': ['-round__year', 'region__number'],
            },
        ),
        migrations.AddField(
            model_name='reportinground',
            name='template',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='reporting.reporttemplate', verbose_name='mal'),
        ),
        migrations.CreateModel(
            name='SealedReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(help_text='1 for the first signature, then 2, …', verbose_name='utgave')),
                ('receipt', models.CharField(max_length=20, unique=True, verbose_name='kvitteringsnummer')),
                ('snapshot', models.TextField(help_text='Canonical JSON, exactly the bytes that the hash is of (UTF-8).')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256 av innholdet')),
                ('signed_at', models.DateTimeField(verbose_name='signert')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seals', to='reporting.annualreport')),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'forseglet rapport',
                'verbose_name_plural': 'forseglede rapporter',
                'ordering': ['report', 'number'],
            },
        ),
        migrations.CreateModel(
            name='SealedPdf',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to='sealed/')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256 av filen')),
                ('size', models.PositiveIntegerField(help_text='bytes', verbose_name='størrelse')),
                ('portal_version', models.CharField(max_length=20)),
                ('rendered_at', models.DateTimeField()),
                ('seal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='pdf', to='reporting.sealedreport')),
            ],
            options={
                'verbose_name': 'forseglet PDF',
                'verbose_name_plural': 'forseglede PDF-er',
                'ordering': ['seal'],
            },
        ),
        migrations.CreateModel(
            name='ReportText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.SlugField()),
                ('title', portal.models.text.LineField(max_length=200)),
                ('text', portal.models.text.ProseField()),
                ('search', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(portal.norwegian.Folded('title'), config='norwegian', weight='A'), '||', django.contrib.postgres.search.SearchVector(portal.norwegian.Folded('text'), config='norwegian', weight='B'), django.contrib.postgres.search.SearchConfig('norwegian')), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('seal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='reporting.sealedreport')),
            ],
            options={
                'verbose_name': 'rapporttekst',
                'verbose_name_plural': 'rapporttekster',
                'ordering': ['seal', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReportEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('submit', 'Send til signering'), ('send_back', 'Send tilbake til koordinatoren'), ('sign', 'Signer og lever'), ('withdraw', 'Trekk tilbake'), ('start_review', 'Start vurderingen'), ('return', 'Returner til fylket'), ('approve', 'Godkjenn'), ('publish', 'Publiser'), ('reopen', 'Åpne på nytt')], max_length=20, verbose_name='handling')),
                ('from_status', models.CharField(choices=[('draft', 'Under arbeid'), ('awaiting_signature', 'Til signering'), ('delivered', 'Levert'), ('in_review', 'Til vurdering'), ('approved', 'Godkjent'), ('published', 'Publisert')], max_length=20)),
                ('to_status', models.CharField(choices=[('draft', 'Under arbeid'), ('awaiting_signature', 'Til signering'), ('delivered', 'Levert'), ('in_review', 'Til vurdering'), ('approved', 'Godkjent'), ('published', 'Publisert')], max_length=20)),
                ('comment', portal.models.text.ProseField(blank=True, verbose_name='begrunnelse')),
                ('done_at', models.DateTimeField(verbose_name='tid')),
                ('done_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='reporting.annualreport')),
                ('seal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='reporting.sealedreport')),
            ],
            options={
                'verbose_name': 'rapporthendelse',
                'verbose_name_plural': 'rapporthendelser',
                'ordering': ['report', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReportedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', portal.models.text.LineField(max_length=60, verbose_name='spørsmål')),
                ('label', portal.models.text.LineField(max_length=300, verbose_name='ordlyd')),
                ('kind', models.CharField(choices=[('text', 'Tekst'), ('number', 'Tall'), ('percent', 'Prosent'), ('nok', 'Kroner'), ('yesno', 'Ja eller nei'), ('choice', 'Ett valg'), ('choices', 'Flere valg')], max_length=10)),
                ('unit', portal.models.text.LineField(blank=True, max_length=30, verbose_name='enhet')),
                ('number', models.DecimalField(decimal_places=4, max_digits=18, null=True, verbose_name='tall')),
                ('text', portal.models.text.LineField(blank=True, help_text='Chosen options, in words.', max_length=500, verbose_name='valg')),
                ('figure', models.SlugField(blank=True, help_text='A key of `counties.measures.answers.SAYINGS`.', max_length=40, verbose_name='regnes ut')),
                ('counted_number', models.DecimalField(decimal_places=4, max_digits=18, null=True, verbose_name='regnet ut')),
                ('counted_text', portal.models.text.LineField(blank=True, help_text='What the portal had counted, in words.', max_length=500, verbose_name='regnet ut, i ord')),
                ('overruled', models.BooleanField(default=False, verbose_name='overprøvd')),
                ('reason', portal.models.text.ProseField(blank=True, help_text='Why the county says something else than the portal.', verbose_name='begrunnelse')),
                ('seal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='reporting.sealedreport')),
            ],
            options={
                'verbose_name': 'rapportert verdi',
                'verbose_name_plural': 'rapporterte verdier',
                'ordering': ['seal', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AnnualReportEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('status', models.CharField(choices=[('draft', 'Under arbeid'), ('awaiting_signature', 'Til signering'), ('delivered', 'Levert'), ('in_review', 'Til vurdering'), ('approved', 'Godkjent'), ('published', 'Publisert')], default='draft', max_length=20, verbose_name='tilstand')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='reporting.annualreport')),
                ('region', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.region', verbose_name='region')),
                ('round', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.reportinground', verbose_name='runde')),
                ('published_seal', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.sealedreport', verbose_name='publisert utgave')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='annualreport',
            name='published_seal',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reporting.sealedreport', verbose_name='publisert utgave'),
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='nummer')),
                ('key', models.SlugField(help_text='Part of the address, stable across years.', verbose_name='nøkkel')),
                ('title', portal.models.text.LineField(max_length=120, verbose_name='tittel')),
                ('introduction', portal.models.text.ProseField(blank=True, verbose_name='innledning')),
                ('template', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='reporting.reporttemplate')),
            ],
            options={
                'verbose_name': 'kapittel',
                'verbose_name_plural': 'kapitler',
                'ordering': ['template', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ReviewComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', portal.models.text.ProseField(verbose_name='kommentar')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='reporting.reportevent')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reporting.section')),
            ],
            options={
                'verbose_name': 'kommentar fra vurderingen',
                'verbose_name_plural': 'kommentarer fra vurderingen',
                'ordering': ['event', 'section__number'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='plass')),
                ('key', models.SlugField(help_text='Stable across years and templates.', max_length=60, verbose_name='nøkkel')),
                ('kind', models.CharField(choices=[('text', 'Tekst'), ('number', 'Tall'), ('percent', 'Prosent'), ('nok', 'Kroner'), ('yesno', 'Ja eller nei'), ('choice', 'Ett valg'), ('choices', 'Flere valg')], max_length=10, verbose_name='slag')),
                ('label', portal.models.text.LineField(max_length=300, verbose_name='spørsmål')),
                ('short_label', portal.models.text.LineField(blank=True, help_text='For key figures and charts.', max_length=80, verbose_name='kort form')),
                ('help_text', portal.models.text.ProseField(blank=True, verbose_name='hjelp')),
                ('unit', portal.models.text.LineField(blank=True, max_length=30, verbose_name='enhet')),
                ('required', models.BooleanField(default=False, verbose_name='må besvares')),
                ('minimum', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('maximum', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('decimals', models.PositiveSmallIntegerField(default=0)),
                ('max_length', models.PositiveIntegerField(blank=True, null=True)),
                ('options', models.JSONField(blank=True, default=list, help_text='[[key, label], …], in order.')),
                ('shown_if_value', portal.models.text.LineField(blank=True, max_length=60)),
                ('computed', models.SlugField(blank=True, help_text='A key of `counties.measures.answers.SAYINGS`.', max_length=40, verbose_name='regnes ut')),
                ('key_figure', models.BooleanField(default=False, verbose_name='nøkkeltall')),
                ('shown_if', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dependents', to='reporting.question')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='reporting.section')),
            ],
            options={
                'verbose_name': 'spørsmål',
                'verbose_name_plural': 'spørsmål',
                'ordering': ['section', 'position'],
            },
        ),
        migrations.CreateModel(
            name='SectionAnswers',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('values', portal.models.text.TextsField(default=dict)),
                ('saved_at', models.DateTimeField(verbose_name='lagret')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='reporting.annualreport')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reporting.section')),
            ],
            options={
                'verbose_name': 'kapittelsvar',
                'verbose_name_plural': 'kapittelsvar',
                'ordering': ['report', 'section'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SectionAnswersEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('values', portal.models.text.TextsField(default=dict)),
                ('saved_at', models.DateTimeField(verbose_name='lagret')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='reporting.sectionanswers')),
                ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.annualreport')),
                ('saved_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('section', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.section')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DraftPdf',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('snapshot', models.TextField()),
                ('snapshot_sha256', models.CharField(max_length=64)),
                ('file', models.FileField(blank=True, upload_to='drafts/')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='draft_pdfs', to='reporting.annualreport')),
            ],
            options={
                'verbose_name': 'utkast i PDF',
                'verbose_name_plural': 'utkast i PDF',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(fields=('report', 'snapshot_sha256'), name='a_draft_is_drawn_once_per_content')],
            },
        ),
        migrations.AddConstraint(
            model_name='reportinground',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__lte', models.F('closes_on')), ('opens_on__lt', models.F('due_on'))), name='a_round_opens_is_due_and_closes_in_that_order'),
        ),
        migrations.AddConstraint(
            model_name='sealedreport',
            constraint=models.UniqueConstraint(fields=('report', 'number'), name='a_report_is_sealed_once_per_number'),
        ),
        migrations.AddConstraint(
            model_name='sealedreport',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='a_seal_has_a_sha256_in_hex'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sealedreport',
            trigger=pgtrigger.compiler.Trigger(name='a_seal_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c782a820c3947b299abcf37d4108b2efb3e42f1c', operation='UPDATE OR DELETE', pgid='pgtrigger_a_seal_never_changes_dd1b8', table='reporting_sealedreport', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='sealedpdf',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='a_sealed_pdf_has_a_sha256_in_hex'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sealedpdf',
            trigger=pgtrigger.compiler.Trigger(name='a_sealed_pdf_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='99bd9f68b4caa4b141b48db5d1ddce915d88b8b9', operation='UPDATE OR DELETE', pgid='pgtrigger_a_sealed_pdf_never_changes_ad90a', table='reporting_sealedpdf', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='reporttext',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='report_texts_by_their_words'),
        ),
        migrations.AddConstraint(
            model_name='reporttext',
            constraint=models.UniqueConstraint(fields=('seal', 'section'), name='a_version_has_a_chapter_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportevent',
            trigger=pgtrigger.compiler.Trigger(name='history_is_only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b0da4a1878abeec08616bb70d5962e73c6341688', operation='UPDATE OR DELETE', pgid='pgtrigger_history_is_only_added_to_0687b', table='reporting_reportevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='reportedvalue',
            constraint=models.UniqueConstraint(fields=('seal', 'key'), name='a_version_answers_a_question_once'),
        ),
        migrations.AddConstraint(
            model_name='reportedvalue',
            constraint=models.CheckConstraint(condition=models.Q(('overruled', False), models.Q(('figure', ''), _negated=True), _connector='OR'), name='only_a_counted_figure_is_overruled'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportedvalue',
            trigger=pgtrigger.compiler.Trigger(name='a_reported_value_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d07a773814ea5597a196e18ba7769724a08b7aea', operation='UPDATE OR DELETE', pgid='pgtrigger_a_reported_value_never_changes_d53cd', table='reporting_reportedvalue', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='annualreport',
            constraint=models.UniqueConstraint(fields=('round', 'region'), name='one_report_per_region_and_round'),
        ),
        migrations.AddConstraint(
            model_name='annualreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('published_seal__isnull', False), _connector='OR'), name='a_published_report_has_a_published_version'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='annualreport',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reporting_annualreportevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_seal_id", "region_id", "round_id", "status") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_seal_id", NEW."region_id", NEW."round_id", NEW."status"); RETURN NULL;', hash='1e8d46b4526badfb50935c6f6d3912a78d8dee97', operation='INSERT', pgid='pgtrigger_insert_insert_bb390', table='reporting_annualreport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='annualreport',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reporting_annualreportevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_seal_id", "region_id", "round_id", "status") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_seal_id", NEW."region_id", NEW."round_id", NEW."status"); RETURN NULL;', hash='a1eb1d5fa771af55650fc337b04d2483e7fb741a', operation='UPDATE', pgid='pgtrigger_update_update_0cffa', table='reporting_annualreport', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(fields=('template', 'key'), name='a_section_key_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('template', 'number'), name='a_section_number_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='reviewcomment',
            constraint=models.UniqueConstraint(fields=('event', 'section'), name='a_return_comments_on_a_section_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewcomment',
            trigger=pgtrigger.compiler.Trigger(name='comments_are_only_added', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='71fc3428baa93e32b51cda2e97ea61b60dcedda6', operation='UPDATE OR DELETE', pgid='pgtrigger_comments_are_only_added_59147', table='reporting_reviewcomment', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('section', 'key'), name='a_question_key_stands_once_in_its_section'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('shown_if__isnull', True), ('shown_if_value', '')), models.Q(('shown_if__isnull', False), models.Q(('shown_if_value', ''), _negated=True)), _connector='OR'), name='a_dependent_question_names_the_answer_it_waits_for'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('minimum__isnull', True), ('maximum__isnull', True), ('minimum__lte', models.F('maximum')), _connector='OR'), name='a_question_has_its_minimum_below_its_maximum'),
        ),
        migrations.AddConstraint(
            model_name='sectionanswers',
            constraint=models.UniqueConstraint(fields=('report', 'section'), name='a_section_is_answered_in_one_row'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sectionanswers',
            trigger=pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + 1; RETURN NEW;', hash='d6ef53a00979a11b08ea686ae12a268a8d329397', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_94ca8', table='reporting_sectionanswers', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sectionanswers',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reporting_sectionanswersevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "saved_at", "saved_by_id", "section_id", "values", "version") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."report_id", NEW."saved_at", NEW."saved_by_id", NEW."section_id", NEW."values", NEW."version"); RETURN NULL;', hash='467dd4b38970cafb31b5ec4ade40ebbf3f7e6ed1', operation='INSERT', pgid='pgtrigger_insert_insert_8dbbe', table='reporting_sectionanswers', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sectionanswers',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reporting_sectionanswersevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "saved_at", "saved_by_id", "section_id", "values", "version") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."report_id", NEW."saved_at", NEW."saved_by_id", NEW."section_id", NEW."values", NEW."version"); RETURN NULL;', hash='b6e9e4758f30f212386f692ea01e6e75e8bfb75a', operation='UPDATE', pgid='pgtrigger_update_update_12b0d', table='reporting_sectionanswers', when='AFTER')),
        ),
    ]
