-- Changes one step of a run and tells of it, if the turn still counts and nothing keeps the run from it. A function, because
-- it happens so often that each question to the database counts, and planning it anew would cost more than doing it.
-- Answers nothing when the turn is lost; `applied` is false when the run is to stop, or the change was made before.
CREATE FUNCTION "workflow"."change_step"(
  p_tenant uuid, p_run uuid, p_turn integer, p_begins boolean, p_at timestamptz,
  p_before jsonb, p_now jsonb, p_stream text, p_types text[], p_data jsonb[], p_channel text
) RETURNS TABLE ("cancelReason" text, "pauseRequested" boolean, "deadlineAt" timestamptz, "applied" boolean)
LANGUAGE plpgsql AS $$
DECLARE
  changed integer;
BEGIN
  SELECT run."cancel_reason", run."pause_requested", run."deadline_at", false
  INTO "cancelReason", "pauseRequested", "deadlineAt", "applied"
  FROM "workflow"."run" AS run
  WHERE run."tenant_id" = p_tenant AND run."id" = p_run AND run."turn" = p_turn AND run."ended_at" IS NULL
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  IF p_begins AND ("cancelReason" IS NOT NULL OR "pauseRequested" OR "deadlineAt" <= p_at) THEN
    RETURN NEXT;
    RETURN;
  END IF;

  IF p_before IS NULL THEN
    INSERT INTO "workflow"."step" ("tenant_id", "run_id", "path", "scope", "kind", "position", "status", "attempts", "input",
      "input_id", "output", "output_id", "failures", "error_code", "error_message", "started_at", "ended_at")
    VALUES (p_tenant, p_run, p_now->>'path', p_now->>'scope', p_now->>'kind', (p_now->>'position')::integer,
      p_now->>'status', (p_now->>'attempts')::integer, p_now->'input', p_now->>'inputId', p_now->'output',
      p_now->>'outputId', p_now->'failures', p_now->>'errorCode', p_now->>'errorMessage',
      (p_now->>'startedAt')::timestamptz, (p_now->>'endedAt')::timestamptz)
    ON CONFLICT DO NOTHING;
  ELSE
    UPDATE "workflow"."step" AS step
    SET "status" = p_now->>'status', "attempts" = (p_now->>'attempts')::integer, "output" = p_now->'output',
      "output_id" = p_now->>'outputId', "failures" = p_now->'failures', "error_code" = p_now->>'errorCode',
      "error_message" = p_now->>'errorMessage', "ended_at" = (p_now->>'endedAt')::timestamptz
    WHERE step."tenant_id" = p_tenant AND step."run_id" = p_run AND step."path" = p_now->>'path'
      AND step."status" = p_before->>'status' AND step."attempts" = (p_before->>'attempts')::integer
      AND jsonb_array_length(step."failures") = jsonb_array_length(p_before->'failures');
  END IF;
  GET DIAGNOSTICS changed = ROW_COUNT;
  IF changed > 0 THEN
    PERFORM "events"."append"(p_tenant, p_stream, p_types, p_data, p_channel);
    "applied" := true;
  END IF;
  RETURN NEXT;
END $$;
