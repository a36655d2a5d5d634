from django.db import migrations

# What the application may not do itself, and asks the owner for: of a rehearsal, never of another round.
FORGET = """
CREATE FUNCTION reporting_forget_rehearsal(round BIGINT) RETURNS VOID AS $$
    DECLARE
        earlier TEXT := current_setting('pgtrigger.ignore', true);
        reports BIGINT[];
        ignored TEXT[];
    BEGIN
        IF NOT EXISTS (SELECT 1 FROM reporting_reportinground WHERE id = round AND kind = 'rehearsal') THEN
            RAISE EXCEPTION 'Only what is written in a rehearsal is forgotten';
        END IF;
        SELECT coalesce(array_agg(id), '{}') INTO reports FROM reporting_annualreport WHERE round_id = round;
        SELECT array_agg(tgname) INTO ignored FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN (
            'reporting_reportevent'::REGCLASS, 'reporting_extension'::REGCLASS,
            'reporting_annualreportevent'::REGCLASS, 'reporting_sectionanswersevent'::REGCLASS
        );
        PERFORM set_config('pgtrigger.ignore', ignored::TEXT, true);
        DELETE FROM reporting_reportevent WHERE report_id = ANY(reports);
        DELETE FROM reporting_extension WHERE report_id = ANY(reports);
        DELETE FROM reporting_annualreportevent WHERE pgh_obj_id = ANY(reports);
        DELETE FROM reporting_sectionanswersevent WHERE report_id = ANY(reports);
        PERFORM set_config('pgtrigger.ignore', coalesce(earlier, ''), true);
    END;
$$ LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp;
REVOKE ALL ON FUNCTION reporting_forget_rehearsal(BIGINT) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0015_rules_are_edited")]

    operations = [migrations.RunSQL(FORGET, "DROP FUNCTION reporting_forget_rehearsal(BIGINT)")]
