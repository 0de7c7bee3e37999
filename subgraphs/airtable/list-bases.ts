import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { type OpenConnection, revoked } from "./connections/open-connections.ts";
import { byPermission } from "./connections/permission-level.ts";
import type { BaseModel, ConnectionModel } from "./models.ts";
import type { TenantAirtable } from "./tenant-airtable.ts";
import { type AirtableAccess, forAll } from "./upstream/airtable-access.ts";

/** What a connection was granted. */
interface Grant {
  readonly access: AirtableAccess;
  readonly bases: ReadonlyMap<string, BaseModel>;
}

/**
 * The tenant's bases, each once, but for those that are hidden from who asks: those of the oldest connection first. One
 * connection that does not work takes none of
 * the others' bases away, and is an error among them.
 * @throws when no connection works: as the first one fails
 */
export async function listBases(airtable: TenantAirtable): Promise<(BaseModel | Error)[]> {
  const { grants, problems } = await listGrants(airtable);
  const [problem] = problems;
  if (grants.length === 0 && problem !== undefined) throw problem;
  const rules = await airtable.rules();
  const ids = new Set(grants.flatMap(({ bases }) => [...bases.values()].map(({ id }) => id)));
  const shown = [...ids].filter((id) => !rules.hidesBase(id));
  return [...shown.flatMap((id) => choose(grants, id)?.base ?? []), ...problems];
}

/**
 * A base, and the access that it is reached by: of several the one that may do most there, then that of the oldest
 * connection.
 * @returns undefined when no connection was granted it, or it is hidden from who asks
 * @throws when it can't be known, because a connection that might have been granted it does not work
 */
export async function lookUpBase(
  airtable: TenantAirtable,
  id: string,
): Promise<{ base: BaseModel; access: AirtableAccess } | undefined> {
  const { grants, problems } = await listGrants(airtable);
  const found = choose(grants, id);
  const [problem] = problems;
  if (found !== undefined && (await airtable.rules()).hidesBase(found.base.id)) {
    if (problem !== undefined) throw problem;
    return undefined;
  }
  if (found === undefined && problem !== undefined) throw problem;
  return found;
}

function choose(grants: readonly Grant[], id: string): { base: BaseModel; access: AirtableAccess } | undefined {
  const reached = grants.flatMap(({ access, bases }) => {
    const base = bases.get(id);
    return base === undefined ? [] : [{ base, access }];
  });
  return reached.sort((one, other) => byPermission(one.base, other.base))[0];
}

/** Of all connections, and of those that don't work why. */
async function listGrants(airtable: TenantAirtable): Promise<{ grants: Grant[]; problems: Error[] }> {
  const opened = await airtable.connections();
  const outcomes = await Promise.all(
    opened.map(async (each) => {
      try {
        return { access: each.access, bases: await basesOf(airtable, each) };
      } catch (cause) {
        return asProblem(each.connection, cause);
      }
    }),
  );
  return {
    grants: outcomes.flatMap((outcome) => (outcome instanceof Error ? [] : [outcome])),
    problems: outcomes.flatMap((outcome) => (outcome instanceof Error ? [outcome] : [])),
  };
}

/** As Airtable said up to 30 s ago. */
async function basesOf(
  { client, caches }: TenantAirtable,
  { connection, access }: OpenConnection,
): Promise<ReadonlyMap<string, BaseModel>> {
  if (connection.status === "REVOKED") throw revoked(connection);
  return caches.bases.get(access.cacheKey, async () => {
    const bases = await client.listBases(forAll(access));
    return new Map(bases.map((base) => [base.id, { ...base, connectionId: connection.id }]));
  });
}

/** That a connection may not list its bases, or can't renew its token, must not pass for a base that does not exist. */
function asProblem({ id, name }: ConnectionModel, cause: unknown): Error {
  if (!(cause instanceof Error)) return new Error("listing bases failed", { cause });
  if (!(cause instanceof AirgraphError && cause.code === "NOT_FOUND")) return cause;
  return new AirgraphError(
    "UPSTREAM_REJECTED",
    `The connection ${JSON.stringify(name)} can't list its bases: ${cause.message}`,
    { ...cause.extensions, connectionId: id },
    { cause },
  );
}
