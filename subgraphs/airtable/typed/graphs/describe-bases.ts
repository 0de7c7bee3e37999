import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { schemasAfresh } from "../../caches.ts";
import { listBases } from "../../list-bases.ts";
import { listTables } from "../../list-tables.ts";
import type { BaseModel } from "../../models.ts";
import type { TenantAirtable } from "../../tenant-airtable.ts";
import type { DescribedBase } from "../naming/seen-parts.ts";

/** A tenant's bases as Airtable describes them now. */
export interface DescribedBases {
  readonly bases: readonly DescribedBase[];
  /** Whether these are all; some others may be there of which nothing is known just now. */
  readonly complete: boolean;
}

/**
 * What does not answer is unknown and no more: a connection that was revoked, or a base that Airtable does not describe for
 * a while, must not take types away from clients.
 * @throws what Airtable answers when nothing can be told at all
 */
export async function describeBases(airtable: TenantAirtable): Promise<DescribedBases> {
  const afresh = { ...airtable, caches: schemasAfresh(airtable.caches) };
  const listed = await listBases(afresh);
  const described = await Promise.all(listed.map(async (base) => (base instanceof Error ? undefined : describe(base))));
  const bases = described.filter((one) => one !== undefined);
  return { bases, complete: bases.length === listed.length };

  async function describe(base: BaseModel): Promise<DescribedBase | undefined> {
    try {
      return { base, tables: await listTables(afresh, base.id) };
    } catch (cause) {
      if (cause instanceof AirgraphError) return undefined;
      throw cause;
    }
  }
}
