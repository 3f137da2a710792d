"""Whether one number is held in two places: hashes in a table that no door reads, and two definer functions.

`claim_identity` answers nothing whatever happens elsewhere, with no extra work on a hit; the county learns of a
match from `match_identity`, which the worker alone may call (DATABASE 8, THREATS T08).
"""

from django.db import migrations

SQL = r"""
CREATE TABLE subjects_identity (
  hash bytea NOT NULL,
  subject_uid uuid NOT NULL,
  area text COLLATE "C" NOT NULL,
  by_file boolean NOT NULL,
  checked boolean NOT NULL DEFAULT false,
  actor text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (hash, subject_uid)
);
CREATE INDEX subjects_identity_quota ON subjects_identity (actor, at);
CREATE INDEX subjects_identity_open ON subjects_identity (at) WHERE NOT checked;
ALTER TABLE subjects_identity ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY checker ON subjects_identity TO fq_checker USING (true);
CREATE POLICY backup ON subjects_identity FOR SELECT TO fq_backup USING (true);
CREATE POLICY migrating ON subjects_identity TO CURRENT_USER USING (current_setting('app.migrating', true) = 'yes');
SELECT fq_grant_plain('subjects_identity', ARRAY['fq_checker'],
  'SELECT, INSERT (hash, subject_uid, area, by_file, actor), UPDATE (checked)');

-- Unit: 20 single claims an hour for one actor; 1,000 rows a call and 100,000 an hour for files.
CREATE FUNCTION claim_identity(p_hash bytea[], p_uid uuid[], p_area text[], p_actor text, p_file boolean)
  RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE
  claimed bigint;
  asked integer := cardinality(p_hash);
BEGIN
  IF asked IS DISTINCT FROM cardinality(p_uid) OR asked IS DISTINCT FROM cardinality(p_area) OR asked > 1000 THEN
    RAISE EXCEPTION 'claim_identity: lists of one length, at most 1000' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF EXISTS (SELECT FROM unnest(p_area) AS a WHERE NOT fq.fq_in_scope(a)) THEN
    RAISE EXCEPTION 'claim_identity: out of scope' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('claim ' || p_actor, 0));
  SELECT count(*) INTO claimed FROM fq.subjects_identity
    WHERE actor = p_actor AND by_file = p_file AND at > clock_timestamp() - interval '1 hour';
  IF claimed + asked > (CASE WHEN p_file THEN 100000 ELSE 20 END) THEN
    RAISE EXCEPTION 'claim_identity: too many in an hour' USING ERRCODE = 'configuration_limit_exceeded';
  END IF;
  INSERT INTO fq.subjects_identity (hash, subject_uid, area, by_file, actor)
    SELECT h, u, a, p_file, p_actor FROM unnest(p_hash, p_uid, p_area) AS t (h, u, a)
    ON CONFLICT DO NOTHING;
END $$;

-- Both sides of every match among claims not looked at yet; each side learns the other's county and no more.
CREATE FUNCTION match_identity(p_limit integer)
  RETURNS TABLE (subject_uid uuid, area text, other_county text, pair uuid)
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, fq, pg_temp AS $$
  WITH fresh AS (
    SELECT i.hash, i.subject_uid, i.area FROM fq.subjects_identity i WHERE NOT i.checked
    ORDER BY i.at LIMIT p_limit FOR UPDATE SKIP LOCKED
  ), looked_at AS (
    UPDATE fq.subjects_identity u SET checked = true FROM fresh f
    WHERE u.hash = f.hash AND u.subject_uid = f.subject_uid
  ), matched AS (
    SELECT f.subject_uid AS one, f.area AS one_area, o.subject_uid AS other, o.area AS other_area,
      md5(least(f.subject_uid, o.subject_uid)::text || greatest(f.subject_uid, o.subject_uid)::text)::uuid AS pair
    FROM fresh f JOIN fq.subjects_identity o ON o.hash = f.hash AND o.subject_uid <> f.subject_uid
  )
  SELECT one, one_area, left(other_area, 6), matched.pair FROM matched
  UNION
  SELECT other, other_area, left(one_area, 6), matched.pair FROM matched
$$;

GRANT EXECUTE ON FUNCTION claim_identity(bytea[], uuid[], text[], text, boolean) TO fq_web, fq_worker;
GRANT EXECUTE ON FUNCTION match_identity(integer) TO fq_worker;
REVOKE ALL ON FUNCTION claim_identity(bytea[], uuid[], text[], text, boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION match_identity(integer) FROM PUBLIC;
GRANT USAGE ON SCHEMA fq TO fq_checker;
GRANT EXECUTE ON FUNCTION fq_in_scope(text) TO fq_checker;
-- The functions belong to a small role with these columns alone: FORCE would bind the owner too (DATABASE 1).
GRANT CREATE ON SCHEMA fq TO fq_checker;
ALTER FUNCTION claim_identity(bytea[], uuid[], text[], text, boolean) OWNER TO fq_checker;
ALTER FUNCTION match_identity(integer) OWNER TO fq_checker;
REVOKE CREATE ON SCHEMA fq FROM fq_checker;
"""


class Migration(migrations.Migration):
    dependencies = [("subjects", "0002_walls_of_the_room")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
