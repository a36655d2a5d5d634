import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

import criteria.models.editions
import portal.clock
import portal.models.text
import portal.norwegian


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TrigramExtension(),  # the stems most like a misspelt word
        migrations.CreateModel(
            name='ProductArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(unique=True, verbose_name='nummer')),
                ('key', models.SlugField(unique=True, verbose_name='nøkkel')),
                ('name', portal.models.text.LineField(max_length=120, verbose_name='navn')),
                ('scope', portal.models.text.LineField(blank=True, max_length=200, verbose_name='omfang')),
            ],
            options={
                'verbose_name': 'produktområde',
                'verbose_name_plural': 'produktområder',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Label',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(unique=True, verbose_name='nøkkel')),
                ('name', portal.models.text.LineField(max_length=120, verbose_name='navn')),
                ('kind', models.CharField(choices=[('label', 'Merke eller ordning'), ('standard', 'Standard'), ('law', 'Lov, forskrift eller traktat')], default='label', max_length=8, verbose_name='hva det er')),
                ('description', portal.models.text.ProseField(blank=True, verbose_name='beskrivelse')),
                ('areas', models.ManyToManyField(blank=True, related_name='labels', to='criteria.productarea', verbose_name='produktområder')),
            ],
            options={
                'verbose_name': 'merke eller standard',
                'verbose_name_plural': 'merker og standarder',
                'ordering': [portal.norwegian.NorwegianOrder('name'), 'pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['label', 'standard', 'law'])), name='a_label_is_of_one_of_the_three_kinds'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ProductGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='plass')),
                ('key', models.SlugField(max_length=60, unique=True, verbose_name='nøkkel')),
                ('name', portal.models.text.LineField(max_length=120, verbose_name='navn')),
                ('purchase', models.CharField(choices=[('goods', 'Varer'), ('services', 'Tjenester'), ('works', 'Bygg og anlegg')], default='goods', max_length=8, verbose_name='hva som kjøpes')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='criteria.productarea', verbose_name='produktområde')),
            ],
            options={
                'verbose_name': 'produktgruppe',
                'verbose_name_plural': 'produktgrupper',
                'ordering': ['area__number', 'position'],
            },
        ),
        migrations.CreateModel(
            name='CriteriaSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('number', models.SlugField(help_text='Året og et løpenummer, som 2011-1.', max_length=12, verbose_name='utgave')),
                ('state', models.CharField(choices=[('draft', 'Utkast'), ('on_hearing', 'På høring'), ('revised', 'Bearbeides etter høring'), ('published', 'Gjeldende'), ('superseded', 'Erstattet'), ('withdrawn', 'Trukket tilbake')], default='draft', max_length=10, verbose_name='tilstand')),
                ('changes', portal.models.text.ProseField(blank=True, help_text='Vises for alle når utgaven publiseres.', max_length=4000, verbose_name='hva som er endret, og hvorfor')),
                ('example', models.BooleanField(default=False, help_text='Skrevet for portalen, ikke av Innkjøpspanelet. Ta bort merket når tekstene er panelets egne.', verbose_name='eksempelinnhold')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='publisert')),
                ('next_revision_on', models.DateField(blank=True, null=True, verbose_name='skal revideres innen')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='gjaldt til')),
                ('ended_reason', portal.models.text.ProseField(blank=True, max_length=2000, verbose_name='hvorfor den ble trukket tilbake')),
                ('created_at', models.DateTimeField(default=portal.clock.now, verbose_name='opprettet')),
                ('proposal', models.JSONField(blank=True, help_text='Rows of a file, checked and waiting to be accepted; see sheets.py.', null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='criteria.productgroup', verbose_name='produktgruppe')),
            ],
            options={
                'verbose_name': 'utgave',
                'verbose_name_plural': 'utgaver',
                'ordering': ['group', models.OrderBy(criteria.models.editions.EditionOrder('number'), descending=True)],
                'abstract': False,
                'constraints': [
                    models.UniqueConstraint(fields=('group', 'number'), name='an_edition_number_stands_once_in_its_group'),
                    models.CheckConstraint(condition=models.Q(('number__regex', '^[0-9]{4}-[1-9][0-9]{0,3}$')), name='an_edition_number_is_a_year_and_a_running_number'),
                    models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('group',), name='one_edition_of_a_group_is_in_force'),
                    models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'on_hearing', 'revised'])), fields=('group',), name='one_edition_of_a_group_is_worked_on'),
                    models.CheckConstraint(condition=models.Q(models.Q(('published_on__isnull', True), ('state__in', ['draft', 'on_hearing', 'revised'])), models.Q(('published_on__isnull', False), ('state__in', ['published', 'superseded', 'withdrawn'])), _connector='OR'), name='an_edition_has_a_date_when_it_is_published'),
                    models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', False), ('state__in', ['superseded', 'withdrawn'])), models.Q(models.Q(('state__in', ['superseded', 'withdrawn']), _negated=True), ('ended_on__isnull', True)), _connector='OR'), name='an_edition_has_a_last_day_when_it_no_longer_holds'),
                    models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('published_on')), _connector='OR'), name='an_edition_ends_after_it_is_published'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('ended_reason', ''), _negated=True), _connector='OR'), name='an_edition_is_withdrawn_for_a_reason'),
                ],
                'triggers': [
                    pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF (OLD.proposal) IS DISTINCT FROM (NEW.proposal) AND to_jsonb(OLD) - ARRAY['proposal', 'version'] = to_jsonb(NEW) - ARRAY['proposal', 'version'] THEN\n                NEW.version := OLD.version;\n            ELSE\n                NEW.version := OLD.version + 1;\n            END IF;\n         RETURN NEW;", hash='8889b3b7da2743f33c16c7f02c7fb30f63e64f7a', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_b1f6b', table='criteria_criteriaset', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "criteria_criteriasetevent" ("changes", "created_at", "ended_on", "ended_reason", "example", "group_id", "id", "next_revision_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "published_on", "state", "version") VALUES (NEW."changes", NEW."created_at", NEW."ended_on", NEW."ended_reason", NEW."example", NEW."group_id", NEW."id", NEW."next_revision_on", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposal", NEW."published_on", NEW."state", NEW."version"); RETURN NULL;', hash='c5495236c5f9dfa800697d34869d3c82ed482f2c', operation='INSERT', pgid='pgtrigger_insert_insert_0d56e', table='criteria_criteriaset', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "criteria_criteriasetevent" ("changes", "created_at", "ended_on", "ended_reason", "example", "group_id", "id", "next_revision_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "published_on", "state", "version") VALUES (NEW."changes", NEW."created_at", NEW."ended_on", NEW."ended_reason", NEW."example", NEW."group_id", NEW."id", NEW."next_revision_on", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposal", NEW."published_on", NEW."state", NEW."version"); RETURN NULL;', hash='7942fb82ae74cc180b8f740dad5e5c95d7e07e2a', operation='UPDATE', pgid='pgtrigger_update_update_650d6', table='criteria_criteriaset', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "criteria_criteriasetevent" ("changes", "created_at", "ended_on", "ended_reason", "example", "group_id", "id", "next_revision_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "published_on", "state", "version") VALUES (OLD."changes", OLD."created_at", OLD."ended_on", OLD."ended_reason", OLD."example", OLD."group_id", OLD."id", OLD."next_revision_on", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposal", OLD."published_on", OLD."state", OLD."version"); RETURN NULL;', hash='13c4b8a8500315b31f1d6df8e77227d6d609069e', operation='DELETE', pgid='pgtrigger_delete_delete_70f4a', table='criteria_criteriaset', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='a_published_edition_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF OLD.state IN ('published', 'superseded', 'withdrawn') THEN\n        IF TG_OP = 'DELETE' THEN\n            RAISE EXCEPTION 'A published edition is never deleted';\n        END IF;\n        IF NEW.state NOT IN ('published', 'superseded', 'withdrawn') OR NEW.group_id <> OLD.group_id OR NEW.number <> OLD.number\n            OR NEW.changes <> OLD.changes OR NEW.published_on <> OLD.published_on OR NEW.example <> OLD.example\n        THEN\n            RAISE EXCEPTION 'A published edition never changes';\n        END IF;\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n", hash='6bb0ea37a61a6b3e9eaaa454095d6613504eb6ec', operation='UPDATE OR DELETE', pgid='pgtrigger_a_published_edition_never_changes_65221', table='criteria_criteriaset', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='GroupNews',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', portal.models.text.LineField(max_length=200, verbose_name='hva')),
                ('text', portal.models.text.ProseField(blank=True, verbose_name='tekst')),
                ('code', portal.models.text.LineField(blank=True, help_text='Of the one criterion it is about.', max_length=12, verbose_name='kode')),
                ('happened_at', models.DateTimeField(default=portal.clock.now, verbose_name='tid')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='news', to='criteria.criteriaset')),
            ],
            options={
                'verbose_name': 'nyhet',
                'verbose_name_plural': 'nyheter',
                'ordering': ['-happened_at', '-pk'],
                'triggers': [
                    pgtrigger.compiler.Trigger(name='news_never_change', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='eb3a1617d1f8d386c7f9522562f31631f26974fb', operation='UPDATE OR DELETE', pgid='pgtrigger_news_never_change_71875', table='criteria_groupnews', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='SearchTerm',
            fields=[
                ('word', portal.models.text.LineField(help_text='Folded, as it is written.', max_length=120, primary_key=True, serialize=False)),
                ('term', portal.models.text.LineField(help_text='Its stem, as the criteria are searched for.', max_length=120)),
                ('uses', models.PositiveIntegerField(help_text='How often it stands there.')),
            ],
            options={
                'verbose_name': 'søkeord',
                'verbose_name_plural': 'søkeord',
                'ordering': ['word'],
                'indexes': [
                    django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(portal.norwegian.Latinized('word'), name='gin_trgm_ops'), name='search_terms_by_their_letters'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Selection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('name', portal.models.text.LineField(max_length=120, verbose_name='navn på anskaffelsen')),
                ('level', models.CharField(choices=[('basis', 'Basis'), ('avansert', 'Avansert')], default='basis', help_text='Hva som tas med når du legger til en hel gruppe. Avansert tar med basis.', max_length=10, verbose_name='nivå')),
                ('share_token', models.CharField(blank=True, max_length=40, null=True, unique=True)),
                ('created_at', models.DateTimeField(default=portal.clock.now, verbose_name='opprettet')),
                ('changed_at', models.DateTimeField(default=portal.clock.now, verbose_name='sist endret')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='selections', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'utvalg',
                'verbose_name_plural': 'utvalg',
                'ordering': ['-changed_at', '-pk'],
                'abstract': False,
                'triggers': [
                    pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF (OLD.owner_id, OLD.share_token, OLD.changed_at) IS DISTINCT FROM (NEW.owner_id, NEW.share_token, NEW.changed_at) AND to_jsonb(OLD) - ARRAY['owner_id', 'share_token', 'changed_at', 'version'] = to_jsonb(NEW) - ARRAY['owner_id', 'share_token', 'changed_at', 'version'] THEN\n                NEW.version := OLD.version;\n            ELSE\n                NEW.version := OLD.version + 1;\n            END IF;\n         RETURN NEW;", hash='1ba2de06b48e2e626fb3646d15012a488b1837aa', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_330f4', table='criteria_selection', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='SelectionPdf',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('html', models.TextField(help_text='What is drawn: the chapter as it was when somebody asked.')),
                ('sha256', models.CharField(help_text='Of the HTML.', max_length=64, unique=True)),
                ('file', models.FileField(blank=True, upload_to='selections/')),
                ('asked_at', models.DateTimeField(default=portal.clock.now, verbose_name='bestilt')),
            ],
            options={
                'verbose_name': 'utvalg i PDF',
                'verbose_name_plural': 'utvalg i PDF',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='criteria.productgroup')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'abonnement',
                'verbose_name_plural': 'abonnementer',
                'ordering': ['user', 'group'],
                'constraints': [
                    models.UniqueConstraint(fields=('user', 'group'), name='a_person_follows_a_group_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Synonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('typed', portal.models.text.LineField(help_text='Et ord eller noen få, som laptop eller office furniture.', max_length=60, verbose_name='det noen skriver')),
                ('means', portal.models.text.LineField(help_text='Ordene som kriteriene bruker. Flere skilles med komma: bærbare datamaskiner, skjermer.', max_length=300, verbose_name='det søket også ser etter')),
                ('in_use', models.BooleanField(default=True, verbose_name='brukes i søket')),
                ('key', portal.models.text.LineField(editable=False, help_text='The stems of what is typed.', max_length=200, unique=True)),
            ],
            options={
                'verbose_name': 'synonym',
                'verbose_name_plural': 'synonymer',
                'ordering': [portal.norwegian.NorwegianOrder('typed'), 'pk'],
                'abstract': False,
                'triggers': [
                    pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + 1; RETURN NEW;', hash='a7c8e3d9076b8406596c703ab73909b8dcd2ef0c', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_99e9c', table='criteria_synonym', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "criteria_synonymevent" ("id", "in_use", "means", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "typed", "version") VALUES (NEW."id", NEW."in_use", NEW."means", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."typed", NEW."version"); RETURN NULL;', hash='a398d97844930fbc999cbc9ec6544facb7b8f07e', operation='INSERT', pgid='pgtrigger_insert_insert_ffac3', table='criteria_synonym', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."in_use" IS DISTINCT FROM (NEW."in_use") OR OLD."means" IS DISTINCT FROM (NEW."means") OR OLD."typed" IS DISTINCT FROM (NEW."typed") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "criteria_synonymevent" ("id", "in_use", "means", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "typed", "version") VALUES (NEW."id", NEW."in_use", NEW."means", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."typed", NEW."version"); RETURN NULL;', hash='4117bb17535cb78af33eec1ffbd1708b76e6a356', operation='UPDATE', pgid='pgtrigger_update_update_d116e', table='criteria_synonym', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "criteria_synonymevent" ("id", "in_use", "means", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "typed", "version") VALUES (OLD."id", OLD."in_use", OLD."means", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."typed", OLD."version"); RETURN NULL;', hash='d60c22ddda3696e82d042cb76f9dfb13ca79c13c', operation='DELETE', pgid='pgtrigger_delete_delete_c6bc6', table='criteria_synonym', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='SynonymEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('typed', portal.models.text.LineField(help_text='Et ord eller noen få, som laptop eller office furniture.', max_length=60, verbose_name='det noen skriver')),
                ('means', portal.models.text.LineField(help_text='Ordene som kriteriene bruker. Flere skilles med komma: bærbare datamaskiner, skjermer.', max_length=300, verbose_name='det søket også ser etter')),
                ('in_use', models.BooleanField(default=True, verbose_name='brukes i søket')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='criteria.synonym')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a790fdc9819f68f46c31c9dff6f39fce38bad4f0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_368cc', table='criteria_synonymevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='CriteriaSetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('number', models.SlugField(db_index=False, help_text='Året og et løpenummer, som 2011-1.', max_length=12, verbose_name='utgave')),
                ('state', models.CharField(choices=[('draft', 'Utkast'), ('on_hearing', 'På høring'), ('revised', 'Bearbeides etter høring'), ('published', 'Gjeldende'), ('superseded', 'Erstattet'), ('withdrawn', 'Trukket tilbake')], default='draft', max_length=10, verbose_name='tilstand')),
                ('changes', portal.models.text.ProseField(blank=True, help_text='Vises for alle når utgaven publiseres.', max_length=4000, verbose_name='hva som er endret, og hvorfor')),
                ('example', models.BooleanField(default=False, help_text='Skrevet for portalen, ikke av Innkjøpspanelet. Ta bort merket når tekstene er panelets egne.', verbose_name='eksempelinnhold')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='publisert')),
                ('next_revision_on', models.DateField(blank=True, null=True, verbose_name='skal revideres innen')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='gjaldt til')),
                ('ended_reason', portal.models.text.ProseField(blank=True, max_length=2000, verbose_name='hvorfor den ble trukket tilbake')),
                ('created_at', models.DateTimeField(default=portal.clock.now, verbose_name='opprettet')),
                ('proposal', models.JSONField(blank=True, help_text='Rows of a file, checked and waiting to be accepted; see sheets.py.', null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='criteria.criteriaset')),
                ('group', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.productgroup', verbose_name='produktgruppe')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2305d0aa208c474bb1ce23387b0d396fc9f23dbe', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d4f9e', table='criteria_criteriasetevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('position', models.PositiveSmallIntegerField(verbose_name='plass')),
                ('code', models.SlugField(help_text='Den samme i alle utgaver, som PAP-S01.', max_length=12, verbose_name='kode')),
                ('type', models.CharField(choices=[('kvalifikasjonskrav', 'Kvalifikasjonskrav'), ('kravspesifikasjon', 'Kravspesifikasjon'), ('tildelingskriterium', 'Tildelingskriterium'), ('kontraktsvilkaar', 'Kontraktsvilkår')], max_length=20, verbose_name='type')),
                ('level', models.CharField(choices=[('basis', 'Basis'), ('avansert', 'Avansert')], max_length=10, verbose_name='nivå')),
                ('title', portal.models.text.LineField(max_length=160, verbose_name='tittel')),
                ('text', portal.models.text.ProseField(max_length=4000, verbose_name='kravtekst')),
                ('verification', portal.models.text.ProseField(blank=True, max_length=4000, verbose_name='dokumentasjon som godtas')),
                ('rationale', portal.models.text.ProseField(blank=True, max_length=4000, verbose_name='begrunnelse')),
                ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('klima', 'Klima'), ('energi', 'Energi'), ('helse_og_miljoefarlige_kjemikalier', 'Helse- og miljøfarlige kjemikalier'), ('biologisk_mangfold', 'Biologisk mangfold'), ('etikk', 'Etikk'), ('universell_utforming', 'Universell utforming')], max_length=40), blank=True, default=list, size=None, verbose_name='miljøtema')),
                ('depends_on', django.contrib.postgres.fields.ArrayField(base_field=portal.models.text.LineField(max_length=12), blank=True, default=list, help_text='Codes of the same group that this one makes no sense without.', size=None, verbose_name='henger sammen med')),
                ('keywords', portal.models.text.LineField(blank=True, editable=False, help_text='Names of group and labels, for the search.', max_length=600)),
                ('kinds', portal.models.text.LineField(blank=True, editable=False, help_text='Names of type, level and themes, for the search.', max_length=300)),
                ('search', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(portal.norwegian.Folded('title'), portal.norwegian.Folded('keywords'), config='norwegian', weight='A'), '||', django.contrib.postgres.search.SearchVector(portal.norwegian.Folded('text'), config='norwegian', weight='B'), django.contrib.postgres.search.SearchConfig('norwegian')), '||', django.contrib.postgres.search.SearchVector(portal.norwegian.Folded('verification'), portal.norwegian.Folded('rationale'), config='norwegian', weight='C'), django.contrib.postgres.search.SearchConfig('norwegian')), '||', django.contrib.postgres.search.SearchVector(portal.norwegian.Folded('kinds'), config='norwegian', weight='D'), django.contrib.postgres.search.SearchConfig('norwegian')), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='criteria.criteriaset')),
            ],
            options={
                'verbose_name': 'kriterium',
                'verbose_name_plural': 'kriterier',
                'ordering': ['edition', 'position', 'pk'],
                'abstract': False,
                'indexes': [
                    django.contrib.postgres.indexes.GinIndex(fields=['search'], name='criteria_by_their_words'),
                    models.Index(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('code'), name='varchar_pattern_ops'), name='criteria_by_their_code'),
                    models.Index(fields=['code'], name='a_criterion_in_all_editions'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('edition', 'code'), name='a_code_stands_once_in_its_edition'),
                    models.CheckConstraint(condition=models.Q(('type__in', ['kvalifikasjonskrav', 'kravspesifikasjon', 'tildelingskriterium', 'kontraktsvilkaar'])), name='a_criterion_is_of_one_of_the_four_types'),
                    models.CheckConstraint(condition=models.Q(('level__in', ['basis', 'avansert'])), name='a_criterion_is_of_one_of_the_two_levels'),
                    models.CheckConstraint(condition=models.Q(('themes__contained_by', ['klima', 'energi', 'helse_og_miljoefarlige_kjemikalier', 'biologisk_mangfold', 'etikk', 'universell_utforming'])), name='a_criterion_has_themes_that_the_plan_knows'),
                ],
                'triggers': [
                    pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF (OLD.position) IS DISTINCT FROM (NEW.position) AND to_jsonb(OLD) - ARRAY['position', 'search', 'version'] = to_jsonb(NEW) - ARRAY['position', 'search', 'version'] THEN\n                NEW.version := OLD.version;\n            ELSE\n                NEW.version := OLD.version + 1;\n            END IF;\n         RETURN NEW;", hash='2d479332c8114c20eabf7a18985469e73dc802f3', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_7e8a7', table='criteria_criterion', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='a_published_criterion_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF (SELECT e.state FROM criteria_criteriaset e WHERE e.id = OLD.edition_id) IN ('published', 'superseded', 'withdrawn') THEN\n        RAISE EXCEPTION 'A published criterion never changes';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n", hash='052cb71cbe032cad5f44435c5509f99ffcf914af', operation='UPDATE OR DELETE', pgid='pgtrigger_a_published_criterion_never_changes_1007b', table='criteria_criterion', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='a_published_edition_gets_no_criterion', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF (SELECT e.state FROM criteria_criteriaset e WHERE e.id = NEW.edition_id) IN ('published', 'superseded', 'withdrawn') THEN\n        RAISE EXCEPTION 'A published criterion never changes';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n", hash='2367720b786c86a0a5ac2d3bc3a729beab8259b3', operation='INSERT OR UPDATE', pgid='pgtrigger_a_published_edition_gets_no_criterion_39d47', table='criteria_criterion', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "criteria_criterionevent" ("code", "depends_on", "edition_id", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rationale", "text", "themes", "title", "type", "verification", "version") VALUES (NEW."code", NEW."depends_on", NEW."edition_id", NEW."id", NEW."level", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."rationale", NEW."text", NEW."themes", NEW."title", NEW."type", NEW."verification", NEW."version"); RETURN NULL;', hash='48a63e71c3dc985ca3221e6748deafcbda6decac', operation='INSERT', pgid='pgtrigger_insert_insert_650b4', table='criteria_criterion', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."depends_on" IS DISTINCT FROM (NEW."depends_on") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."rationale" IS DISTINCT FROM (NEW."rationale") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."themes" IS DISTINCT FROM (NEW."themes") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."type" IS DISTINCT FROM (NEW."type") OR OLD."verification" IS DISTINCT FROM (NEW."verification") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "criteria_criterionevent" ("code", "depends_on", "edition_id", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rationale", "text", "themes", "title", "type", "verification", "version") VALUES (NEW."code", NEW."depends_on", NEW."edition_id", NEW."id", NEW."level", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."rationale", NEW."text", NEW."themes", NEW."title", NEW."type", NEW."verification", NEW."version"); RETURN NULL;', hash='ed1549abb879ff51efa934b51a56a5345e647501', operation='UPDATE', pgid='pgtrigger_update_update_88d67', table='criteria_criterion', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "criteria_criterionevent" ("code", "depends_on", "edition_id", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rationale", "text", "themes", "title", "type", "verification", "version") VALUES (OLD."code", OLD."depends_on", OLD."edition_id", OLD."id", OLD."level", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."rationale", OLD."text", OLD."themes", OLD."title", OLD."type", OLD."verification", OLD."version"); RETURN NULL;', hash='8eb6c8055b40e4766530c83e52bab51333154f12', operation='DELETE', pgid='pgtrigger_delete_delete_0e790', table='criteria_criterion', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', portal.models.text.LineField(max_length=80, verbose_name='navn')),
                ('organisation', portal.models.text.LineField(blank=True, max_length=120, verbose_name='virksomhet')),
                ('text', portal.models.text.ProseField(max_length=3000, verbose_name='tilbakemelding')),
                ('created_at', models.DateTimeField(default=portal.clock.now, verbose_name='tid')),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_reason', portal.models.text.LineField(blank=True, max_length=300, verbose_name='hvorfor den skjules')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='criteria.criterion')),
                ('hidden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'tilbakemelding',
                'verbose_name_plural': 'tilbakemeldinger',
                'ordering': ['-created_at', '-pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('hidden_at__isnull', True), ('hidden_by__isnull', True)), models.Q(('hidden_at__isnull', False), ('hidden_by__isnull', False)), _connector='OR'), name='feedback_hidden_at_and_by_both_or_neither'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SelectionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('position', models.PositiveSmallIntegerField(verbose_name='plass')),
                ('title', portal.models.text.LineField(blank=True, help_text='None: as the criterion says.', max_length=160, null=True, verbose_name='tittel')),
                ('text', portal.models.text.ProseField(blank=True, help_text='None: as the criterion says.', max_length=4000, null=True, verbose_name='kravtekst')),
                ('verification', portal.models.text.ProseField(blank=True, help_text='None: as the criterion says.', max_length=4000, null=True, verbose_name='dokumentasjon')),
                ('weight', models.DecimalField(blank=True, decimal_places=2, help_text='Prosent av hele tildelingen.', max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='vekt')),
                ('note', portal.models.text.ProseField(blank=True, max_length=1000, verbose_name='eget notat')),
                ('added_at', models.DateTimeField(default=portal.clock.now)),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='picked', to='criteria.criterion')),
                ('selection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='criteria.selection')),
            ],
            options={
                'verbose_name': 'valgt kriterium',
                'verbose_name_plural': 'valgte kriterier',
                'ordering': ['selection', 'position', 'pk'],
                'abstract': False,
                'constraints': [
                    models.UniqueConstraint(fields=('selection', 'criterion'), name='a_criterion_is_picked_once_in_a_selection'),
                    models.CheckConstraint(condition=models.Q(('weight__isnull', True), models.Q(('weight__gte', 0), ('weight__lte', 100)), _connector='OR'), name='a_weight_is_a_share_of_a_hundred'),
                ],
                'triggers': [
                    pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF (OLD.position) IS DISTINCT FROM (NEW.position) AND to_jsonb(OLD) - ARRAY['position', 'version'] = to_jsonb(NEW) - ARRAY['position', 'version'] THEN\n                NEW.version := OLD.version;\n            ELSE\n                NEW.version := OLD.version + 1;\n            END IF;\n         RETURN NEW;", hash='7fcc6eb295730d9f37cce2b9ab65f000f32593f5', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_d72f3', table='criteria_selectionitem', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='CriterionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('position', models.PositiveSmallIntegerField(verbose_name='plass')),
                ('code', models.SlugField(db_index=False, help_text='Den samme i alle utgaver, som PAP-S01.', max_length=12, verbose_name='kode')),
                ('type', models.CharField(choices=[('kvalifikasjonskrav', 'Kvalifikasjonskrav'), ('kravspesifikasjon', 'Kravspesifikasjon'), ('tildelingskriterium', 'Tildelingskriterium'), ('kontraktsvilkaar', 'Kontraktsvilkår')], max_length=20, verbose_name='type')),
                ('level', models.CharField(choices=[('basis', 'Basis'), ('avansert', 'Avansert')], max_length=10, verbose_name='nivå')),
                ('title', portal.models.text.LineField(max_length=160, verbose_name='tittel')),
                ('text', portal.models.text.ProseField(max_length=4000, verbose_name='kravtekst')),
                ('verification', portal.models.text.ProseField(blank=True, max_length=4000, verbose_name='dokumentasjon som godtas')),
                ('rationale', portal.models.text.ProseField(blank=True, max_length=4000, verbose_name='begrunnelse')),
                ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('klima', 'Klima'), ('energi', 'Energi'), ('helse_og_miljoefarlige_kjemikalier', 'Helse- og miljøfarlige kjemikalier'), ('biologisk_mangfold', 'Biologisk mangfold'), ('etikk', 'Etikk'), ('universell_utforming', 'Universell utforming')], max_length=40), blank=True, default=list, size=None, verbose_name='miljøtema')),
                ('depends_on', django.contrib.postgres.fields.ArrayField(base_field=portal.models.text.LineField(max_length=12), blank=True, default=list, help_text='Codes of the same group that this one makes no sense without.', size=None, verbose_name='henger sammen med')),
                ('edition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.criteriaset')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='criteria.criterion')),
            ],
            options={
                'abstract': False,
                'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b3d7e491c9179c99c5b3e3fd704668afbc6432e1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d0e2e', table='criteria_criterionevent', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='CriterionLabel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='criteria.criterion')),
                ('label', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='criteria.label')),
            ],
            options={
                'verbose_name': 'merke på et kriterium',
                'verbose_name_plural': 'merker på kriterier',
                'ordering': ['criterion', 'label'],
                'constraints': [
                    models.UniqueConstraint(fields=('criterion', 'label'), name='a_criterion_points_once_to_a_label'),
                ],
                'triggers': [
                    pgtrigger.compiler.Trigger(name='a_published_criterion_keeps_its_labels', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF (SELECT e.state FROM criteria_criteriaset e WHERE e.id = (SELECT c.edition_id FROM criteria_criterion c WHERE c.id = OLD.criterion_id)) IN ('published', 'superseded', 'withdrawn') THEN\n        RAISE EXCEPTION 'A published criterion never changes';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n", hash='71758292593e443f1cf4f7f85c45a0dca5250e27', operation='UPDATE OR DELETE', pgid='pgtrigger_a_published_criterion_keeps_its_labels_2e19d', table='criteria_criterionlabel', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='a_published_criterion_gets_no_label', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF (SELECT e.state FROM criteria_criteriaset e WHERE e.id = (SELECT c.edition_id FROM criteria_criterion c WHERE c.id = NEW.criterion_id)) IN ('published', 'superseded', 'withdrawn') THEN\n        RAISE EXCEPTION 'A published criterion never changes';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n", hash='cba901236eb8eaf73ec225b4a9a4d3a820076d7d', operation='INSERT OR UPDATE', pgid='pgtrigger_a_published_criterion_gets_no_label_85c9d', table='criteria_criterionlabel', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Erratum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', portal.models.text.ProseField(max_length=2000, verbose_name='rettelse')),
                ('published_at', models.DateTimeField(default=portal.clock.now, verbose_name='publisert')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='errata', to='criteria.criterion')),
                ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'rettelse',
                'verbose_name_plural': 'rettelser',
                'ordering': ['criterion', 'pk'],
                'triggers': [
                    pgtrigger.compiler.Trigger(name='an_erratum_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7e33e4358b5919483544b729ebb17d4fcdc085cf', operation='UPDATE OR DELETE', pgid='pgtrigger_an_erratum_never_changes_31377', table='criteria_erratum', when='BEFORE')),
                ],
            },
        ),
        migrations.AddField(
            model_name='criterion',
            name='labels',
            field=models.ManyToManyField(blank=True, related_name='criteria', through='criteria.CriterionLabel', to='criteria.label', verbose_name='merker og standarder'),
        ),
    ]
