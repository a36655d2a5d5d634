from django.db import migrations

# What the application may not do itself, and asks the owner for. Each takes the name of a model and its keys.
FORGET_HISTORY = """
CREATE FUNCTION hearing_forget_history(kind TEXT, keys BIGINT[]) RETURNS VOID AS $$
    DECLARE
        earlier TEXT := current_setting('pgtrigger.ignore', true);
        history REGCLASS := format('hearing_%sevent', kind);
        ignored TEXT[];
    BEGIN
        IF kind NOT IN ('hearingreply', 'hearingcomment') THEN
            RAISE EXCEPTION 'The history of % is kept', kind;
        END IF;
        SELECT array_agg(tgname) INTO ignored FROM pg_trigger WHERE tgrelid = history AND NOT tgisinternal;
        PERFORM set_config('pgtrigger.ignore', ignored::TEXT, true);
        EXECUTE format(
            'DELETE FROM %s WHERE pgh_obj_id = ANY($1) AND NOT EXISTS (SELECT 1 FROM %I WHERE id = pgh_obj_id)',
            history, 'hearing_' || kind
        ) USING keys;
        PERFORM set_config('pgtrigger.ignore', coalesce(earlier, ''), true);
    END;
$$ LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp;
REVOKE ALL ON FUNCTION hearing_forget_history(TEXT, BIGINT[]) FROM PUBLIC;
"""
FORGET_WHERE_FROM = """
CREATE FUNCTION hearing_forget_where_from(kind TEXT, keys BIGINT[]) RETURNS VOID AS $$
    BEGIN
        IF kind NOT IN ('hearingreply', 'hearingcomment') THEN
            RAISE EXCEPTION 'Where % is written from is kept', kind;
        END IF;
        EXECUTE format(
            'UPDATE pghistory_context SET metadata = coalesce('
            '    (SELECT jsonb_object_agg(key, value) FROM jsonb_each(metadata) WHERE key IN (''reason'', ''user'')), ''{}'''
            ') WHERE coalesce(metadata ->> ''user'', '''') = '''''
            ' AND id IN (SELECT pgh_context_id FROM %I WHERE pgh_obj_id = ANY($1))',
            format('hearing_%sevent', kind)
        ) USING keys;
    END;
$$ LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp;
REVOKE ALL ON FUNCTION hearing_forget_where_from(TEXT, BIGINT[]) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("hearing", "0002_found_by_its_words"), ("pghistory", "0007_auto_20250421_0444")]

    operations = [
        migrations.RunSQL(FORGET_HISTORY, "DROP FUNCTION hearing_forget_history(TEXT, BIGINT[])"),
        migrations.RunSQL(FORGET_WHERE_FROM, "DROP FUNCTION hearing_forget_where_from(TEXT, BIGINT[])"),
    ]
