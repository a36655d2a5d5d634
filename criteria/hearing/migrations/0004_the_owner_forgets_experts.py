from django.db import migrations, models
from django.db.models.functions import Lower

# The history of an expert who is erased says what the row says now; of all others it is kept.
FORGET_EXPERTS = """
CREATE FUNCTION hearing_forget_experts(keys BIGINT[]) RETURNS VOID AS $$
    DECLARE
        earlier TEXT := current_setting('pgtrigger.ignore', true);
        ignored TEXT[];
    BEGIN
        SELECT array_agg(tgname) INTO ignored FROM pg_trigger
        WHERE NOT tgisinternal AND tgrelid = 'hearing_expertevent'::REGCLASS;
        PERFORM set_config('pgtrigger.ignore', ignored::TEXT, true);
        UPDATE hearing_expertevent e SET name = r.name, organisation = r.organisation, interests = r.interests
        FROM hearing_expert r WHERE r.id = e.pgh_obj_id AND r.id = ANY(keys) AND r.email = '';
        PERFORM set_config('pgtrigger.ignore', coalesce(earlier, ''), true);
    END;
$$ LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp;
REVOKE ALL ON FUNCTION hearing_forget_experts(BIGINT[]) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("hearing", "0003_the_owner_erases"), ("pghistory", "0007_auto_20250421_0444")]

    operations = [
        migrations.RemoveConstraint("expert", "an_expert_has_one_key_to_a_draft"),
        migrations.AddConstraint(
            "expert",
            models.UniqueConstraint(
                "edition",
                Lower("email"),
                condition=models.Q(revoked_at=None) & ~models.Q(email=""),
                name="an_expert_has_one_key_to_a_draft",
            ),
        ),
        migrations.RunSQL(FORGET_EXPERTS, "DROP FUNCTION hearing_forget_experts(BIGINT[])"),
    ]
