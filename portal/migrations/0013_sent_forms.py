
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0012_invitations'),
    ]

    operations = [
        migrations.CreateModel(
            name='SentForm',
            fields=[
                ('key', models.CharField(help_text='A hash: the table holds no words.', max_length=64, primary_key=True, serialize=False)),
                ('led_to', models.TextField(verbose_name='videre til')),
                ('sent_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='sendt')),
            ],
            options={
                'verbose_name': 'sendt skjema',
                'verbose_name_plural': 'sendte skjemaer',
                'ordering': ['-sent_at'],
            },
        ),
    ]
