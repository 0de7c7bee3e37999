import { type Env, readConfig } from "../kernel/config/settings.ts";
import { type Database, openDatabase } from "../kernel/database/database.ts";
import { databaseSettings } from "../kernel/database/settings.ts";
import { type RotatedColumn, rotateSecrets } from "../kernel/secrets/rotate-secrets.ts";
import type { SealedSecret } from "../kernel/secrets/seal.ts";
import type { SealedColumn } from "../kernel/secrets/sealed-column.ts";
import { secretsSettings } from "../kernel/secrets/settings.ts";
import { registry, subgraphNames } from "./registry.ts";

const settings = { databaseUrl: databaseSettings.databaseUrl, ...secretsSettings };

/**
 * Encrypts every secret of every subgraph anew with ENCRYPTION_KEY, and proves it.
 * @returns whether every secret opens with ENCRYPTION_KEY alone
 */
export async function rotateKeys(env: Env, print: (line: string) => void): Promise<boolean> {
  const { databaseUrl, encryptionKey, formerEncryptionKeys } = readConfig(settings, env);
  const database = openDatabase({ url: databaseUrl, applicationName: "airgraph-rotate-keys", maxConnections: 1 });
  try {
    const columns = await columnsIn(database.db, print);
    const keys = { current: encryptionKey, former: formerEncryptionKeys };
    const rotated = await rotateSecrets(database.db, columns, keys);
    for (const column of rotated) report(column, print);
    const left = rotated.reduce((count, column) => count + column.left.length, 0);
    print(
      left === 0
        ? "Every secret opens with ENCRYPTION_KEY alone: ENCRYPTION_KEYS_FORMER can go."
        : `${left} of the secrets do not open with ENCRYPTION_KEY alone: keep ENCRYPTION_KEYS_FORMER.`,
    );
    return left === 0;
  } finally {
    await database.close();
  }
}

/** Subgraphs may have databases of their own. One that has none of the columns is the wrong one, which the first query tells. */
async function columnsIn(db: Database, print: (line: string) => void): Promise<SealedColumn[]> {
  const all = await allSealedColumns();
  const there: SealedColumn[] = [];
  for (const column of all) if (await column.isThere(db)) there.push(column);
  if (there.length === 0) return all;
  for (const { name } of all.filter((column) => !there.includes(column))) print(`${name}: is not in this database`);
  return there;
}

async function allSealedColumns(): Promise<SealedColumn[]> {
  const columns: SealedColumn[] = [];
  // One after the other: Jest's loader of ES modules fails on imports that overlap.
  for (const name of subgraphNames) columns.push(...((await registry[name].load()).sealedColumns ?? []));
  return columns;
}

function report({ name, secrets, resealed, left }: RotatedColumn, print: (line: string) => void): void {
  print(`${name}: ${secrets} secrets, ${secrets - left.length} open with ENCRYPTION_KEY alone, ${resealed} anew`);
  for (const { secret, reason } of left) print(`  left: ${secret.holder} of ${ownerOf(secret)}: ${reason}`);
}

function ownerOf(secret: SealedSecret): string {
  if ("tenantId" in secret) return `tenant ${secret.tenantId}`;
  return "userId" in secret ? `person ${secret.userId}` : secret.service;
}
