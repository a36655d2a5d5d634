from django.db import migrations, models
from django.db.models.functions import Lower

# The history of rows whose person is erased says what the rows say now; of all others it is kept. The words of a request
# are only added to, and go with who asked.
FORGET_PERSONS = """
CREATE FUNCTION counties_forget_persons(kind TEXT, keys BIGINT[]) RETURNS VOID AS $$
    DECLARE
        earlier TEXT := current_setting('pgtrigger.ignore', true);
        address TEXT;
        columns TEXT;
        ignored TEXT[];
    BEGIN
        CASE kind
            WHEN 'registration' THEN
                address := 'email';
                columns := 'name = r.name, email = r.email, organisation = r.organisation, token = r.token';
            WHEN 'assistancerequest' THEN
                address := 'asker_email';
                columns := 'asker_id = r.asker_id, asker_name = r.asker_name, asker_email = r.asker_email,'
                    ' asker_phone = r.asker_phone, subject = r.subject, text = r.text, outcome = r.outcome, token = r.token';
            WHEN 'member' THEN
                address := 'email';
                columns := 'email = r.email';
            WHEN 'knutepunkt' THEN
                address := 'contact_email';
                columns := 'contact_name = r.contact_name, contact_email = r.contact_email, contact_phone = r.contact_phone';
            ELSE
                RAISE EXCEPTION 'The history of % is kept', kind;
        END CASE;
        SELECT array_agg(tgname) INTO ignored FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN (
            format('counties_%sevent', kind)::REGCLASS, 'counties_requestmessage'::REGCLASS, 'counties_handover'::REGCLASS
        );
        PERFORM set_config('pgtrigger.ignore', ignored::TEXT, true);
        EXECUTE format(
            'UPDATE %I e SET %s FROM %I r WHERE r.id = e.pgh_obj_id AND r.id = ANY($1) AND r.%I = ''''',
            format('counties_%sevent', kind), columns, 'counties_' || kind, address
        ) USING keys;
        IF kind = 'assistancerequest' THEN
            UPDATE counties_requestmessage m SET author = r.asker_name, text = r.text FROM counties_assistancerequest r
            WHERE r.id = m.request_id AND r.id = ANY(keys) AND r.asker_email = '';
            UPDATE counties_handover h SET reason = r.text FROM counties_assistancerequest r
            WHERE r.id = h.request_id AND r.id = ANY(keys) AND r.asker_email = '';
        END IF;
        PERFORM set_config('pgtrigger.ignore', coalesce(earlier, ''), true);
    END;
$$ LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp;
REVOKE ALL ON FUNCTION counties_forget_persons(TEXT, BIGINT[]) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("counties", "0004_number_the_letters"), ("pghistory", "0007_auto_20250421_0444")]

    operations = [
        migrations.RemoveConstraint("registration", "a_person_is_signed_up_once_for_an_event"),
        migrations.AddConstraint(
            "registration",
            models.UniqueConstraint(
                "event",
                Lower("email"),
                condition=~models.Q(state="cancelled") & ~models.Q(email=""),
                name="a_person_is_signed_up_once_for_an_event",
            ),
        ),
        migrations.RunSQL(FORGET_PERSONS, "DROP FUNCTION counties_forget_persons(TEXT, BIGINT[])"),
    ]
