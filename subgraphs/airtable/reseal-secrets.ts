import type { Database } from "../../kernel/database/database.ts";
import { type Seal, SealError, type SealedSecret } from "../../kernel/secrets/seal.ts";
import { listSealedCredentials, replaceSealedCredentials } from "./store/connections.ts";
import { listSealedVerifiers, replaceSealedVerifier } from "./store/oauth-states.ts";

import { listSealedSecrets, replaceSealedSecret } from "./store/watches.ts";

/** One column of the store that holds secrets. */
interface SealedColumn {
  readonly list: (db: Database) => Promise<SealedSecret[]>;
  readonly replace: (db: Database, former: SealedSecret, sealed: string) => Promise<boolean>;
}

/** All of them. */
const columns: readonly SealedColumn[] = [
  { list: listSealedCredentials, replace: replaceSealedCredentials },
  { list: listSealedVerifiers, replace: replaceSealedVerifier },
  { list: listSealedSecrets, replace: replaceSealedSecret },
];

/**
 * Seals every secret anew that was not sealed with the current key, so that former keys are no longer needed. Processes
 * may do so at the same time, and go on using the secrets: what changes meanwhile is left to who changed it.
 * @returns how many were sealed anew, and how many open with no key that is known
 */
export async function resealSecrets(db: Database, seal: Seal): Promise<{ resealed: number; lost: number }> {
  let resealed = 0;
  let lost = 0;
  for (const { list, replace } of columns) {
    for (const secret of await list(db)) {
      if (seal.isCurrent(secret.sealed)) continue;
      try {
        const sealed = seal.close(secret, seal.open(secret, secret.sealed));
        if (await replace(db, secret, sealed)) resealed += 1;
      } catch (error) {
        if (!(error instanceof SealError)) throw error;
        lost += 1;
      }
    }
  }
  return { resealed, lost };
}
