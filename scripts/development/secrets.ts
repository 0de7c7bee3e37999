import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { generateSigningKey } from "../../kernel/identity/signing-key.ts";

/** A fresh value for every secret that the parts of Airgraph need, by environment variable. */
export function generateSecrets(): Record<string, string> {
  const identity = generateSigningKey();
  const delegation = generateSigningKey();
  return {
    IDENTITY_PRIVATE_KEY: identity.privateKey,
    IDENTITY_PUBLIC_KEY: identity.publicKey,
    DELEGATION_PRIVATE_KEY: delegation.privateKey,
    DELEGATION_PUBLIC_KEY: delegation.publicKey,
    IDENTITY_SECRET: randomBytes(32).toString("base64"),
    ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    AUDIT_KEY: randomBytes(32).toString("base64"),
    POSTGRES_PASSWORD: randomBytes(18).toString("base64url"),
  };
}

/** The secrets of this data folder. Made once, readable by their owner alone; what a newer version adds is added. */
export function developmentSecrets(file: string): Record<string, string> {
  const kept = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
  const fresh = { ...generateSecrets(), DEMO_PASSWORD: randomBytes(9).toString("base64url") };
  const secrets = Object.fromEntries(Object.entries(fresh).map(([name, value]) => [name, kept[name] ?? value]));
  if (Object.keys(secrets).some((name) => kept[name] === undefined)) {
    writeFileSync(file, toEnvFile(secrets), { mode: 0o600 });
  }
  return secrets;
}

export function toEnvFile(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}
