import { z } from "zod";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { rememberMatching } from "../../store/firings.ts";
import { askAsPublisher } from "../ask-as-publisher.ts";
import type { PublishedOfKind } from "../published-trigger.ts";
import type { TriggerParts } from "../trigger-parts.ts";
import type { SeenChange } from "./change.ts";

const query = /* GraphQL */ `
  query MatchingRecordsOfTrigger($baseId: ID!, $table: String!, $ids: [ID!]!, $filter: RecordFilter!) {
    base(id: $baseId) {
      table(key: $table) {
        records(first: 100, ids: $ids, filter: $filter) { nodes { id } }
      }
    }
  }
`;
const answer = z.object({
  base: z
    .object({
      table: z.object({ records: z.object({ nodes: z.array(z.object({ id: z.string() })) }).nullable() }).nullable(),
    })
    .nullable(),
});

/**
 * Of some changes, those by which a record came to match the trigger's filter: it does now, did not when it was looked at last,
 * and was created or changed in a field that the filter names. Which records match is remembered by their ids, of those that
 * have changed since the version was published, until they match no more. All changes where there is no filter. A record that
 * is deleted matches no filter.
 * @param options.since key of the firing, which answers the same when it is carried out again
 */
export async function keepNewlyMatching(
  parts: TriggerParts,
  found: PublishedOfKind<"record">,
  { changes, since }: { readonly changes: readonly SeenChange[]; readonly since: string },
): Promise<readonly SeenChange[]> {
  const { trigger, key } = found;
  if (trigger.matches === undefined || changes.length === 0) return changes;
  const ids = [...new Set(changes.map(({ id }) => id))];
  const there = [...new Set(changes.filter(({ kind }) => kind !== "DELETED").map(({ id }) => id))];
  const matching = await askForMatching(parts, found, there);
  const others = ids.filter((id) => !matching.has(id));
  const newly = new Set(await rememberMatching(parts.db, key, { matching: [...matching], others, since }));
  const named = fieldsNamed(trigger.matches);
  // Several changes of one record came together; one run is for all of them.
  return changes.filter((change) => isAbout(change, named) && newly.delete(change.id));
}

/** Whether a record can have come to match by a change. */
function isAbout({ kind, changedFields }: SeenChange, named: ReadonlySet<string>): boolean {
  switch (kind) {
    case "CREATED":
      return true;
    case "UPDATED":
      return changedFields.some(({ id, name }) => named.has(id) || named.has(name));
    case "DELETED":
      return false;
  }
}

/** The fields that a filter has conditions on, by name or id. */
function fieldsNamed(filter: unknown): ReadonlySet<string> {
  if (typeof filter !== "object" || filter === null) return new Set();
  return new Set(
    Object.entries(filter).flatMap(([key, value]) =>
      key === "field" && typeof value === "string" ? [value] : [...fieldsNamed(value)],
    ),
  );
}

async function askForMatching(
  parts: TriggerParts,
  found: PublishedOfKind<"record">,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { baseId, table, matches } = found.trigger;
  const filter = await parts.evaluator.template(matches ?? {}, {}, undefined, found.key.tenantId);
  const { base } = answer.parse(
    await askAsPublisher(parts, found, { query, variables: { baseId, table, ids, filter } }),
  );
  const records = base?.table?.records ?? undefined;
  if (records === undefined) throw new AirgraphError("NOT_FOUND", `There is no table ${JSON.stringify(table)}.`);
  return new Set(records.nodes.map(({ id }) => id));
}
