-- Finds and takes the first moment at which one more call keeps every key's limit: of the calls of a key, counting this
-- one, no more than its limit lie in any stretch of time shorter than `spacing`. Moments lie in the future too, so the
-- new call may have to fit between calls that wait already: that is how a base with a long queue doesn't hold up other
-- bases of the same token. Callers who ask later never come earlier than they would have otherwise.
CREATE FUNCTION "airtable"."reserve_slot"(keys text[], limits int[], spacing interval, max_wait interval)
RETURNS TABLE (reserved boolean, wait_ms double precision)
LANGUAGE plpgsql AS $$
DECLARE
	asked timestamptz;
	slot timestamptz;
	later timestamptz;
BEGIN
	-- In the order of the keys, here and below, so that no two callers wait for each other's row.
	INSERT INTO airtable.pace (key) SELECT unnest(keys) AS key ORDER BY 1 ON CONFLICT DO NOTHING;
	PERFORM FROM airtable.pace WHERE key = ANY (keys) ORDER BY key FOR UPDATE;

	-- Read after the locks were got: waiting for them takes time.
	asked := clock_timestamp();
	SELECT greatest(asked, max(blocked_until)) INTO slot FROM airtable.pace WHERE key = ANY (keys);

	LOOP
		-- Runs of `calls` neighbours that would be too many together with this one. Moving right, the slot is clear of a
		-- run only when it is `spacing` away from the run's first call.
		SELECT max(run.first + spacing) INTO later
		FROM unnest(keys, limits) AS wanted (key, calls)
		JOIN airtable.pace USING (key)
		CROSS JOIN LATERAL (
			SELECT at AS first, lead(at, wanted.calls - 1) OVER (ORDER BY at) AS last
			FROM unnest(pace.slots) AS at
			WHERE at > slot - spacing AND at < slot + spacing
		) AS run
		WHERE run.last IS NOT NULL AND greatest(run.last, slot) - least(run.first, slot) < spacing;
		EXIT WHEN later IS NULL;
		slot := later;
	END LOOP;

	reserved := slot - asked <= max_wait;
	IF reserved THEN
		UPDATE airtable.pace
		SET slots = ARRAY(SELECT at FROM unnest(slots || slot) AS at WHERE at > asked - spacing ORDER BY at)
		WHERE key = ANY (keys);
	END IF;
	wait_ms := greatest(0, extract(epoch FROM slot - clock_timestamp()) * 1000);
	RETURN NEXT;
END
$$;
