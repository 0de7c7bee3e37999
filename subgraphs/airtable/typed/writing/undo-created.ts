import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { TenantAirtable } from "../../tenant-airtable.ts";
import { deleteRecords } from "../../writing/delete-records.ts";
import type { WriteResult } from "../../writing/write-result.ts";
import { type NestedResults, nestedOf } from "./create-nested.ts";
import type { Root } from "./typed-write.ts";

/** Ids that a message names; how many others there are it only says. */
const mostNamed = 10;

/**
 * Sees to it that what was created for a record does not stay without it. Of a record that may have been written it stays,
 * since it may be linked; that, and what could not be deleted, the record's error tells.
 * @param written.sent those that were sent themselves, and not given up because of what is nested in them
 */
export async function settleNested(
  airtable: TenantAirtable,
  written: {
    readonly results: ReadonlyMap<Root, WriteResult>;
    readonly sent: ReadonlySet<Root>;
    readonly nested: NestedResults;
  },
): Promise<ReadonlyMap<Root, WriteResult>> {
  const { results, sent, nested } = written;
  const failed = [...results].filter(([, { error }]) => error !== null);
  const mayStay = (root: Root) => sent.has(root) && results.get(root)?.outcome === "UNKNOWN";
  const createdFor = ({ plan }: Root) => nestedOf(plan, nested).created;
  const orphans = failed.flatMap(([root]) => (mayStay(root) ? [] : createdFor(root)));
  const left = await undoCreated(airtable, orphans);

  const settled = new Map(results);
  for (const [root, result] of failed) {
    const ids = mayStay(root) ? createdFor(root) : createdFor(root).filter((id) => left.has(id));
    settled.set(root, tellingLeft(result, ids));
  }
  return settled;
}

/**
 * Deletes records that were created for others, which then were not written. The caller may have gone; that must not leave
 * records behind that nobody asked for by themselves.
 * @param ids global
 * @returns those that are still there, or may be
 */
export async function undoCreated(airtable: TenantAirtable, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  try {
    const results = await deleteRecords(uninterrupted(airtable), ids);
    return new Set(ids.filter((_, index) => results[index]?.outcome !== "DELETED"));
  } catch (error) {
    if (error instanceof AirgraphError) return new Set(ids);
    throw error;
  }
}

function uninterrupted(airtable: TenantAirtable): TenantAirtable {
  return {
    ...airtable,
    connections: async () =>
      (await airtable.connections()).map(({ connection, access }) => ({
        connection,
        access: { ...access, signal: undefined },
      })),
  };
}

function tellingLeft(result: WriteResult, ids: readonly string[]): WriteResult {
  if (result.error === null || ids.length === 0) return result;
  const others = ids.length > mostNamed ? ` and ${ids.length - mostNamed} more` : "";
  const told = `Created for it, and still there: ${ids.slice(0, mostNamed).join(", ")}${others}.`;
  return { ...result, error: { ...result.error, message: `${result.error.message} ${told}` } };
}
