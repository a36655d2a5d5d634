from django.db import migrations

# The history of an invitation or account whose person is erased says what the row says now; of all others it is kept.
FORGET_INVITEES = """
CREATE FUNCTION portal_forget_invitees(keys BIGINT[]) RETURNS VOID AS $$
    DECLARE
        earlier TEXT := current_setting('pgtrigger.ignore', true);
        ignored TEXT[];
    BEGIN
        SELECT array_agg(tgname) INTO ignored FROM pg_trigger
        WHERE NOT tgisinternal AND tgrelid = 'portal_roleinvitationevent'::REGCLASS;
        PERFORM set_config('pgtrigger.ignore', ignored::TEXT, true);
        UPDATE portal_roleinvitationevent e SET name = r.name, email = r.email, nonce = r.nonce
        FROM portal_roleinvitation r
        WHERE r.id = e.pgh_obj_id AND r.id = ANY(keys) AND r.email LIKE 'slettet-%%@slettet.invalid';
        PERFORM set_config('pgtrigger.ignore', coalesce(earlier, ''), true);
    END;
$$ LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp;
REVOKE ALL ON FUNCTION portal_forget_invitees(BIGINT[]) FROM PUBLIC;
"""
FORGET_USERS = """
CREATE FUNCTION portal_forget_users(keys BIGINT[]) RETURNS VOID AS $$
    DECLARE
        earlier TEXT := current_setting('pgtrigger.ignore', true);
        ignored TEXT[];
    BEGIN
        SELECT array_agg(tgname) INTO ignored FROM pg_trigger
        WHERE NOT tgisinternal AND tgrelid = 'portal_userevent'::REGCLASS;
        PERFORM set_config('pgtrigger.ignore', ignored::TEXT, true);
        UPDATE portal_userevent e SET name = r.name, email = r.email, title = r.title
        FROM portal_user r
        WHERE r.id = e.pgh_obj_id AND r.id = ANY(keys) AND r.email LIKE 'slettet-%%@slettet.invalid';
        PERFORM set_config('pgtrigger.ignore', coalesce(earlier, ''), true);
    END;
$$ LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp;
REVOKE ALL ON FUNCTION portal_forget_users(BIGINT[]) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0015_what_is_erased_is_logged"), ("pghistory", "0007_auto_20250421_0444")]

    operations = [
        migrations.RunSQL([(FORGET_USERS, ())], "DROP FUNCTION portal_forget_users(BIGINT[])"),
        migrations.RunSQL([(FORGET_INVITEES, ())], "DROP FUNCTION portal_forget_invitees(BIGINT[])"),
    ]
