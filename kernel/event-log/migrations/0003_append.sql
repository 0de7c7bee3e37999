-- Appends events to one stream, whose lock it takes, and notifies those who follow it. Returns the number of the last one.
CREATE FUNCTION "events"."append"(p_tenant uuid, p_stream text, p_types text[], p_data jsonb[], p_channel text)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  added CONSTANT bigint := cardinality(p_types);
  last bigint;
BEGIN
  INSERT INTO "events"."stream" AS head ("tenant_id", "name", "last_sequence") VALUES (p_tenant, p_stream, added)
  ON CONFLICT ("tenant_id", "name") DO UPDATE SET "last_sequence" = head."last_sequence" + added
  RETURNING "last_sequence" INTO last;
  INSERT INTO "events"."event" ("tenant_id", "stream", "sequence", "type", "data")
  SELECT p_tenant, p_stream, last - added + told.place, told.type, told.data
  FROM unnest(p_types, p_data) WITH ORDINALITY AS told (type, data, place);
  PERFORM pg_notify(p_channel, p_tenant || ' ' || p_stream);
  RETURN last;
END $$;
