import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { TenantId, UserId } from "../identity/ids.ts";

const algorithm = "aes-256-gcm";
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** Whose secret it is, a tenant's, a person's or a part's of Airgraph itself, and which of theirs. */
export type SecretOwner = (
  | { readonly tenantId: TenantId }
  | { readonly userId: UserId }
  /** The subgraph's name. */
  | { readonly service: string }
) & {
  /** Id of the row that holds the secret. */
  readonly holder: string;
};

/** A secret as a row holds it. */
export type SealedSecret = SecretOwner & { readonly sealed: string };

/** Encrypts secrets for the store. */
export interface Seal {
  /** As `3.keyId.wrappedKey.nonce.ciphertext`, the last three in base64url; with the current key. */
  close(owner: SecretOwner, secret: string): string;
  /** @throws SealError when it was sealed with a key that is not known or for another owner, or was changed since */
  open(owner: SecretOwner, sealed: string): string;
  /** Whether it has today's form, and no former key is needed to open it. */
  isCurrent(sealed: string): boolean;
}

export class SealError extends Error {
  override readonly name = "SealError";
}

/**
 * Envelope encryption with AES-256-GCM: each secret is encrypted with a random key of its own, which is itself encrypted
 * ("wrapped") with the key of the environment. That one never meets anything but random bytes, and no two secrets share
 * a key under which nonces could repeat. The owner is authenticated along with both (AAD), so that what is copied into
 * another row does not open there. What earlier versions sealed opens too.
 * @param current 32 bytes; seals, and opens
 * @param former other keys, which only open
 */
export function createSeal(current: Buffer, former: readonly Buffer[] = []): Seal {
  const currentId = keyIdOf(current);
  const keys = new Map([current, ...former].map((key) => [keyIdOf(key), key]));

  function keyOf(id: string): Buffer {
    const key = keys.get(id);
    if (key !== undefined) return key;
    const known = [...keys.keys()].join(", ");
    throw new SealError(`sealed with the key ${id}, but ENCRYPTION_KEY and ENCRYPTION_KEYS_FORMER are ${known}`);
  }

  return {
    close(owner, secret) {
      const dataKey = randomBytes(keyBytes);
      const wrappedKey = encrypt(current, boundTo(owner), dataKey);
      const ciphertext = encrypt(dataKey, boundTo(owner), Buffer.from(secret, "utf8"));
      return `3.${currentId}.${Buffer.concat([wrappedKey.nonce, wrappedKey.ciphertext]).toString("base64url")}.${toText(ciphertext)}`;
    },

    open(owner, sealed) {
      const envelope = parseEnvelope(sealed);
      const key = keyOf(envelope.keyId);
      switch (envelope.version) {
        case 3:
          return decrypt(decrypt(key, boundTo(owner), envelope.wrappedKey), boundTo(owner), envelope).toString("utf8");
        case 2:
          return decrypt(key, `${tenantOf(owner)}/${owner.holder}`, envelope).toString("utf8");
        case 1:
          return decrypt(key, tenantOf(owner), envelope).toString("utf8");
      }
    },

    isCurrent: (sealed) => sealed.startsWith(`3.${currentId}.`),
  };
}

interface Encrypted {
  readonly nonce: Buffer;
  /** With the tag behind it. */
  readonly ciphertext: Buffer;
}

/**
 * What a sealed text holds. Version 2 (`2.keyId.nonce.ciphertext`) was encrypted with the environment's key itself,
 * version 1 (`keyId.nonce.ciphertext`) was also bound to its tenant only, and not to a row.
 */
type Envelope = Encrypted & { readonly keyId: string } & (
    | { readonly version: 3; readonly wrappedKey: Encrypted }
    | { readonly version: 2 | 1 }
  );

function parseEnvelope(sealed: string): Envelope {
  const parts = sealed.split(".");
  const [first = "", second = "", third = "", fourth = "", fifth = ""] = parts;
  if (first === "3" && parts.length === 5) {
    const wrapped = toBytes(third);
    const wrappedKey = { nonce: wrapped.subarray(0, nonceBytes), ciphertext: wrapped.subarray(nonceBytes) };
    return { version: 3, keyId: second, wrappedKey, nonce: toBytes(fourth), ciphertext: toBytes(fifth) };
  }
  if (first === "2" && parts.length === 4)
    return { version: 2, keyId: second, nonce: toBytes(third), ciphertext: toBytes(fourth) };
  if (parts.length === 3) return { version: 1, keyId: first, nonce: toBytes(second), ciphertext: toBytes(third) };
  throw new SealError("malformed");
}

/** Node decodes base64url leniently; here one text has one meaning. */
function toBytes(text: string): Buffer {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.toString("base64url") !== text) throw new SealError("malformed");
  return bytes;
}

function toText({ nonce, ciphertext }: Encrypted): string {
  return `${nonce.toString("base64url")}.${ciphertext.toString("base64url")}`;
}

function encrypt(key: Buffer, bound: string, plain: Buffer): Encrypted {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(bound));
  return { nonce, ciphertext: Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]) };
}

function decrypt(key: Buffer, bound: string, { nonce, ciphertext }: Encrypted): Buffer {
  if (nonce.length !== nonceBytes || ciphertext.length < tagBytes) throw new SealError("malformed");
  try {
    const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
      .setAAD(Buffer.from(bound))
      .setAuthTag(ciphertext.subarray(-tagBytes));
    return Buffer.concat([decipher.update(ciphertext.subarray(0, -tagBytes)), decipher.final()]);
  } catch (cause) {
    throw new SealError("changed since it was sealed, or sealed for another owner", { cause });
  }
}

/** The kind of owner first: a person and a tenant that had one id would still not open each other's. */
function boundTo(owner: SecretOwner): string {
  if ("tenantId" in owner) return `tenant/${owner.tenantId}/${owner.holder}`;
  if ("userId" in owner) return `person/${owner.userId}/${owner.holder}`;
  return `service/${owner.service}/${owner.holder}`;
}

function tenantOf(owner: SecretOwner): TenantId {
  if ("tenantId" in owner) return owner.tenantId;
  throw new SealError("sealed in a form that only tenants' secrets have");
}

/** Tells an operator who changed keys what is wrong; reveals nothing of the key. */
function keyIdOf(key: Buffer): string {
  return createHash("sha256").update("airgraph-seal").update(key).digest("base64url").slice(0, 8);
}
