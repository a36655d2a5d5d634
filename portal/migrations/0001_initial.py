import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.core.management import call_command
from django.db import migrations, models

import portal.clock
import portal.models.text
import portal.norwegian


def create_cache_table(apps, schema_editor):
    """The table that Django's database cache keeps its rows in."""
    call_command("createcachetable", "portal_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('counties', '0001_regions'),
    ]

    operations = [
        migrations.CreateModel(
            name='OutgoingMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.EmailField(max_length=254, verbose_name='til')),
                ('subject', portal.models.text.LineField(max_length=200, verbose_name='emne')),
                ('body', portal.models.text.ProseField(verbose_name='tekst')),
                ('calendar', models.TextField(blank=True, help_text='An iCalendar file to send with it, or nothing.')),
                ('created_at', models.DateTimeField(default=portal.clock.now, verbose_name='tid')),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'utgående e-post',
                'verbose_name_plural': 'utgående e-post',
                'ordering': ['-pk'],
                'indexes': [
                    models.Index(condition=models.Q(('sent_at', None)), fields=['id'], name='mail_not_yet_sent'),
                ],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-postadresse')),
                ('name', portal.models.text.LineField(max_length=120, verbose_name='navn')),
                ('title', portal.models.text.LineField(blank=True, max_length=120, verbose_name='tittel')),
                ('is_active', models.BooleanField(default=True, verbose_name='aktiv')),
                ('date_joined', models.DateTimeField(default=portal.clock.now, verbose_name='opprettet')),
            ],
            options={
                'verbose_name': 'bruker',
                'verbose_name_plural': 'brukere',
                'ordering': [portal.norwegian.NorwegianOrder('name'), 'email'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='email_is_unique_whatever_its_case')],
                'triggers': [
                    pgtrigger.compiler.Trigger(name='every_change_is_a_new_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF (OLD.password, OLD.last_login) IS DISTINCT FROM (NEW.password, NEW.last_login) AND to_jsonb(OLD) - ARRAY['password', 'last_login', 'version'] = to_jsonb(NEW) - ARRAY['password', 'last_login', 'version'] THEN\n                NEW.version := OLD.version;\n            ELSE\n                NEW.version := OLD.version + 1;\n            END IF;\n         RETURN NEW;", hash='1c6fd107122caec97a724f9a9e5be9119c6a5aa0', operation='UPDATE', pgid='pgtrigger_every_change_is_a_new_version_787dc', table='portal_user', when='BEFORE')),
                ],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('key', models.CharField(help_text='What the work is on; unique within its kind.', max_length=100)),
                ('title', portal.models.text.LineField(max_length=200, verbose_name='tittel')),
                ('result_path', models.CharField(help_text='The page or file that shows the result.', max_length=200)),
                ('state', models.CharField(choices=[('queued', 'Venter'), ('running', 'Pågår'), ('done', 'Ferdig'), ('failed', 'Feilet')], default='queued', max_length=10, verbose_name='tilstand')),
                ('steps_done', models.PositiveIntegerField(default=0)),
                ('steps_total', models.PositiveIntegerField(default=0)),
                ('message', portal.models.text.LineField(blank=True, max_length=200, verbose_name='framdrift')),
                ('error', portal.models.text.ProseField(blank=True, verbose_name='feil')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='forsøk')),
                ('created_at', models.DateTimeField(default=portal.clock.now, verbose_name='bestilt')),
                ('sent_at', models.DateTimeField(help_text='When the broker last took it.', null=True)),
                ('started_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='counties.region')),
                ('requested_by', models.ForeignKey(help_text='None: somebody without an account.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'jobb',
                'verbose_name_plural': 'jobber',
                'ordering': ['-pk'],
                'indexes': [
                    models.Index(condition=models.Q(('state__in', ['done', 'failed']), _negated=True), fields=['state'], name='jobs_that_have_not_ended'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('kind', 'key'), name='a_job_is_asked_for_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', False), ('state__in', ['done', 'failed'])), models.Q(models.Q(('state__in', ['done', 'failed']), _negated=True), ('finished_at__isnull', True)), _connector='OR'), name='a_job_is_finished_when_it_has_ended'),
                    models.CheckConstraint(condition=models.Q(('steps_done__lte', models.F('steps_total'))), name='a_job_has_not_done_more_than_all_its_steps'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', portal.models.text.LineField(max_length=200, verbose_name='emne')),
                ('body', portal.models.text.ProseField(verbose_name='tekst')),
                ('path', models.CharField(help_text='The page it is about, without the host.', max_length=200)),
                ('created_at', models.DateTimeField(default=portal.clock.now, verbose_name='tid')),
                ('emailed_at', models.DateTimeField(blank=True, null=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'varsel',
                'verbose_name_plural': 'varsler',
                'ordering': ['-created_at', '-pk'],
                'indexes': [
                    models.Index(condition=models.Q(('emailed_at', None)), fields=['id'], name='notifications_not_yet_sent'),
                    models.Index(fields=['user', '-created_at'], name='notifications_of_a_person'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Removal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', portal.models.text.LineField(max_length=200, verbose_name='hva')),
                ('model', models.CharField(help_text='app_label.model', max_length=60)),
                ('row', models.TextField(help_text="JSON of Django's serializer: the row and its many-to-many links.")),
                ('permission', models.CharField(help_text='What it takes to put it back.', max_length=40)),
                ('removed_at', models.DateTimeField(default=portal.clock.now, verbose_name='slettet')),
                ('restored_at', models.DateTimeField(blank=True, null=True, verbose_name='hentet tilbake')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='counties.region')),
                ('removed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('restored_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'sletting',
                'verbose_name_plural': 'slettinger',
                'ordering': ['-pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('restored_at__isnull', True), ('restored_by__isnull', True)), models.Q(('restored_at__isnull', False), ('restored_by__isnull', False)), _connector='OR'), name='removal_restored_at_and_by_both_or_neither'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('innkjoper', 'Innkjøper'), ('knutepunkt', 'Knutepunkt'), ('koordinator', 'Koordinator'), ('styringsgruppe', 'Styringsgruppe'), ('fylkesmann', 'Fylkesmann'), ('difi', 'DIFI'), ('departement', 'Departement'), ('ks', 'KS'), ('panel', 'Innkjøpspanelet'), ('administrator', 'Administrator')], max_length=20, verbose_name='rolle')),
                ('granted_at', models.DateTimeField(default=portal.clock.now, verbose_name='gitt')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='trukket tilbake')),
                ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gitt av')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='role_grants', to='counties.region', verbose_name='region')),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='trukket tilbake av')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_grants', to=settings.AUTH_USER_MODEL, verbose_name='bruker')),
            ],
            options={
                'verbose_name': 'rolletildeling',
                'verbose_name_plural': 'rolletildelinger',
                'ordering': ['user', 'role', 'region'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('user', 'role', 'region'), name='a_person_holds_a_role_once', nulls_distinct=False),
                    models.CheckConstraint(condition=models.Q(models.Q(('region__isnull', False), ('role__in', ['fylkesmann', 'knutepunkt', 'koordinator', 'styringsgruppe'])), models.Q(models.Q(('role__in', ['fylkesmann', 'knutepunkt', 'koordinator', 'styringsgruppe']), _negated=True), ('region__isnull', True)), _connector='OR'), name='regional_roles_have_a_region_and_others_none'),
                    models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='role_grant_revoked_at_and_by_both_or_neither'),
                ],
                'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portal_rolegrantevent" ("granted_at", "granted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "revoked_at", "revoked_by_id", "role", "user_id") VALUES (NEW."granted_at", NEW."granted_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."revoked_at", NEW."revoked_by_id", NEW."role", NEW."user_id"); RETURN NULL;', hash='37fda4e1d8c4089d712f94d31b85e4bce6d4282c', operation='INSERT', pgid='pgtrigger_insert_insert_fbc12', table='portal_rolegrant', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "portal_rolegrantevent" ("granted_at", "granted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "revoked_at", "revoked_by_id", "role", "user_id") VALUES (NEW."granted_at", NEW."granted_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."revoked_at", NEW."revoked_by_id", NEW."role", NEW."user_id"); RETURN NULL;', hash='8b86ecd85d4d45f4369079e3d87be5e608e73baa', operation='UPDATE', pgid='pgtrigger_update_update_bee94', table='portal_rolegrant', when='AFTER')),
                ],
            },
        ),
        migrations.CreateModel(
            name='RoleGrantEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('innkjoper', 'Innkjøper'), ('knutepunkt', 'Knutepunkt'), ('koordinator', 'Koordinator'), ('styringsgruppe', 'Styringsgruppe'), ('fylkesmann', 'Fylkesmann'), ('difi', 'DIFI'), ('departement', 'Departement'), ('ks', 'KS'), ('panel', 'Innkjøpspanelet'), ('administrator', 'Administrator')], max_length=20, verbose_name='rolle')),
                ('granted_at', models.DateTimeField(default=portal.clock.now, verbose_name='gitt')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='trukket tilbake')),
                ('granted_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gitt av')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='row_history', to='portal.rolegrant')),
                ('region', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counties.region', verbose_name='region')),
                ('revoked_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='trukket tilbake av')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='bruker')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RunPython(create_cache_table, migrations.RunPython.noop),
    ]
