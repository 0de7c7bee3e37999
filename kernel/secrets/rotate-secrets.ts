import type { Database } from "../database/database.ts";
import { createSeal, type Seal, SealError, type SealedSecret } from "./seal.ts";
import type { SealedColumn } from "./sealed-column.ts";

/** A process that still has a former key may seal with it while we work; more often than this it is not waited for. */
const rounds = 5;

/** What became of one column. */
export interface RotatedColumn {
  readonly name: string;
  /** How many it holds. */
  readonly secrets: number;
  /** How many were sealed anew by this run. */
  readonly resealed: number;
  /** Those that the current key alone does not open, and why. */
  readonly left: readonly { readonly secret: SealedSecret; readonly reason: string }[];
}

/**
 * Seals every secret anew that is not sealed with the current key, and proves it: each is opened with that key alone
 * afterwards. Each is replaced by itself and only if it is still what was opened, so processes go on using and changing
 * secrets, and a run that was cut short is simply made again.
 * @param keys.current 32 bytes; former ones open what they sealed
 */
export async function rotateSecrets(
  db: Database,
  columns: readonly SealedColumn[],
  keys: { current: Buffer; former: readonly Buffer[] },
): Promise<RotatedColumn[]> {
  const seal = createSeal(keys.current, keys.former);
  const alone = createSeal(keys.current);
  const rotated: RotatedColumn[] = [];
  for (const column of columns) {
    let resealed = 0;
    for (let round = 1; round <= rounds; round += 1) {
      const found = await resealColumn(db, column, seal);
      resealed += found.resealed;
      if (!found.changing) break;
    }
    rotated.push({ name: column.name, resealed, ...(await prove(db, column, alone, seal)) });
  }
  return rotated;
}

/** @returns changing: whether a secret was changed by somebody else meanwhile, and has to be looked at again */
async function resealColumn(
  db: Database,
  column: SealedColumn,
  seal: Seal,
): Promise<{ resealed: number; changing: boolean }> {
  let resealed = 0;
  let changing = false;
  for await (const secrets of column.list(db)) {
    for (const secret of secrets) {
      if (seal.isCurrent(secret.sealed)) continue;
      const opened = tryToOpen(seal, secret);
      if ("reason" in opened) continue; // The proof tells of it.
      if (await column.replace(db, secret, seal.close(secret, opened.text))) resealed += 1;
      else changing = true;
    }
  }
  return { resealed, changing };
}

async function prove(
  db: Database,
  column: SealedColumn,
  alone: Seal,
  seal: Seal,
): Promise<Pick<RotatedColumn, "secrets" | "left">> {
  let count = 0;
  const left: { secret: SealedSecret; reason: string }[] = [];
  for await (const secrets of column.list(db)) {
    count += secrets.length;
    for (const secret of secrets) {
      const opened = tryToOpen(seal, secret);
      if ("reason" in opened) left.push({ secret, reason: opened.reason });
      else if (!alone.isCurrent(secret.sealed) || "reason" in tryToOpen(alone, secret))
        left.push({ secret, reason: "sealed meanwhile by a process whose ENCRYPTION_KEY is a former one" });
    }
  }
  return { secrets: count, left };
}

function tryToOpen(seal: Seal, secret: SealedSecret): { text: string } | { reason: string } {
  try {
    return { text: seal.open(secret, secret.sealed) };
  } catch (error) {
    if (error instanceof SealError) return { reason: error.message };
    throw error;
  }
}
