-- Begins a turn of a run, or takes over one whose worker is gone, and tells of it. Answers nothing when the ticket is void: the
-- turn has been taken before, or the run has ended or is gone.
CREATE FUNCTION "workflow"."begin_run_turn"(
  p_tenant uuid, p_run uuid, p_after integer, p_engine_id text, p_at timestamptz, p_stream text, p_channel text
) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  before record;
  kind text;
BEGIN
  SELECT run."turn", run."status", run."started_at" INTO before
  FROM "workflow"."run" AS run
  WHERE run."tenant_id" = p_tenant AND run."id" = p_run AND run."ended_at" IS NULL
    AND ((run."held_by" IS NULL AND run."turn" = p_after) OR run."held_by" = p_engine_id)
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;

  UPDATE "workflow"."run" AS run
  SET "turn" = before."turn" + 1, "held_by" = p_engine_id, "started_at" = COALESCE(before."started_at", p_at),
    "status" = CASE before."status" WHEN 'CANCELLING' THEN 'CANCELLING' ELSE 'RUNNING' END
  WHERE run."tenant_id" = p_tenant AND run."id" = p_run;

  kind := CASE WHEN before."started_at" IS NULL THEN 'STARTED' WHEN before."status" <> 'RUNNING' THEN 'RESUMED' END;
  IF kind IS NOT NULL THEN
    PERFORM "events"."append"(p_tenant, p_stream, ARRAY['run.' || kind], ARRAY[jsonb_build_object('kind', kind)], p_channel);
  END IF;
  RETURN before."turn" + 1;
END $$;
