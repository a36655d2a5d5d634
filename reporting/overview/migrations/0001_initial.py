import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('counties', '0002_work'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FactCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counted_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'telling',
                'verbose_name_plural': 'tellinger',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='there_is_one_count')],
            },
        ),
        migrations.CreateModel(
            name='OverviewPrint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(default=portal.clock.now, verbose_name='bestilt')),
                ('snapshot', models.TextField(help_text='Canonical JSON; its shape is in `reporting/overview/prints.py`.')),
                ('sha256', models.CharField(max_length=64)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'utskrift av oversikten',
                'verbose_name_plural': 'utskrifter av oversikten',
                'ordering': ['-pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('asked_by', 'sha256'), name='the_same_overview_is_drawn_once_for_a_person'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PrintFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='As it is downloaded, for example aktivitet.svg.', max_length=80)),
                ('title', models.CharField(max_length=120)),
                ('file', models.FileField(upload_to='overview/')),
                ('print', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='overview.overviewprint')),
            ],
            options={
                'verbose_name': 'fil av oversikten',
                'verbose_name_plural': 'filer av oversikten',
                'ordering': ['pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('print', 'name'), name='a_print_has_a_file_of_a_name_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='DigestChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(blank=True, choices=[(0, 'Mandag'), (1, 'Tirsdag'), (2, 'Onsdag'), (3, 'Torsdag'), (4, 'Fredag')], default=0, null=True, verbose_name='send oppsummeringen på')),
                ('sent_on', models.DateField(editable=False, null=True)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='digest_choice', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'valg av oppsummering',
                'verbose_name_plural': 'valg av oppsummering',
                'constraints': [models.CheckConstraint(condition=models.Q(('weekday__isnull', True), ('weekday__in', [0, 1, 2, 3, 4]), _connector='OR'), name='a_summary_is_sent_on_a_working_day')],
            },
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(help_text='A key of `counties.measures.registry.MEASURES`.', max_length=30)),
                ('category', models.CharField(help_text='What the measure is divided by; empty for all.', max_length=60)),
                ('theme', models.CharField(help_text='Empty for all.', max_length=12)),
                ('year', models.PositiveSmallIntegerField(null=True)),
                ('month', models.PositiveSmallIntegerField(null=True)),
                ('value', models.BigIntegerField(help_text='A count, or whole kroner.')),
                ('pulje', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='counties.pulje')),
                ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='counties.region')),
            ],
            options={
                'verbose_name': 'tall',
                'verbose_name_plural': 'tall',
                'ordering': ['measure', 'category', 'year', 'month'],
                'indexes': [models.Index(fields=['region', 'pulje', 'year', 'theme'], name='facts_of_a_place'), models.Index(fields=['measure', 'year', 'region'], name='facts_of_a_measure')],
                'constraints': [models.UniqueConstraint(fields=('measure', 'category', 'theme', 'pulje', 'region', 'year', 'month'), name='a_figure_is_counted_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('month__isnull', True), models.Q(('month__gte', 1), ('month__lte', 12), ('year__isnull', False)), _connector='OR'), name='a_figure_of_a_month_is_of_a_year')],
            },
        ),
        migrations.CreateModel(
            name='Median',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(max_length=30)),
                ('year', models.PositiveSmallIntegerField(null=True)),
                ('age', models.PositiveSmallIntegerField(help_text="Whole months since the pulje's first one.", null=True)),
                ('regions', models.PositiveIntegerField(help_text='How many it is the median of.')),
                ('value', models.DecimalField(decimal_places=1, max_digits=16)),
                ('pulje', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='counties.pulje')),
            ],
            options={
                'verbose_name': 'median',
                'verbose_name_plural': 'medianer',
                'ordering': ['measure', 'pulje', 'year', 'age'],
                'constraints': [models.UniqueConstraint(fields=('measure', 'pulje', 'year', 'age'), name='a_median_is_counted_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('age__isnull', False), ('year__isnull', True)), models.Q(('age__isnull', True), ('year__isnull', False)), _connector='OR'), name='a_median_is_of_a_year_or_an_age')],
            },
        ),
        migrations.CreateModel(
            name='MirrorMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField(verbose_name='sett')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='counties.region')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lest til',
                'verbose_name_plural': 'lest til',
                'ordering': ['user', 'region'],
                'constraints': [models.UniqueConstraint(fields=('user', 'region'), name='a_person_has_one_mark_in_a_region')],
            },
        ),
    ]
