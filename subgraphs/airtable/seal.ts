import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { TenantId } from "../../kernel/identity/ids.ts";

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;
/** Of what is bound to the row that holds it. What is older has no version and is bound to its tenant only. */
const version = "2";

/** Whose secret it is, and which of theirs. */
export interface SecretOwner {
  readonly tenantId: TenantId;
  /** Id of the row that holds the secret. */
  readonly holder: string;
}

/** Encrypts tenants' secrets for the store. */
export interface Seal {
  /** As `2.keyId.nonce.ciphertext`, the last two in base64url; with the current key. */
  close(owner: SecretOwner, secret: string): string;
  /** @throws SealError when it was sealed with a key that is not known or for another owner, or was changed since */
  open(owner: SecretOwner, sealed: string): string;
  /** Whether no former key is needed to open it. */
  isCurrent(sealed: string): boolean;
}

export class SealError extends Error {
  override readonly name = "SealError";
}

/**
 * AES-256-GCM. The owner is authenticated along (AAD), so that what is copied into another row does not open.
 * @param current 32 bytes; seals, and opens
 * @param former keys of earlier days, which only open
 */
export function createSeal(current: Buffer, former: readonly Buffer[] = []): Seal {
  const currentId = keyIdOf(current);
  const keys = new Map([current, ...former].map((key) => [keyIdOf(key), key]));

  return {
    close(owner, secret) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, current, nonce, { authTagLength: tagBytes }).setAAD(boundTo(owner));
      const ciphertext = Buffer.concat([cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return [version, currentId, nonce.toString("base64url"), ciphertext.toString("base64url")].join(".");
    },

    open(owner, sealed) {
      const parts = sealed.split(".");
      const isBound = parts.length === 4 && parts[0] === version;
      const [sealedBy = "", nonceText = "", ciphertextText = "", ...rest] = isBound ? parts.slice(1) : parts;
      const key = keys.get(sealedBy);
      if (key === undefined) {
        throw new SealError(
          `sealed with the key ${sealedBy}, but ENCRYPTION_KEY and ENCRYPTION_KEYS_FORMER are ${[...keys.keys()].join(", ")}`,
        );
      }
      const nonce = Buffer.from(nonceText, "base64url");
      const ciphertext = Buffer.from(ciphertextText, "base64url");
      if (rest.length > 0 || nonce.length !== nonceBytes || ciphertext.length < tagBytes)
        throw new SealError("malformed");
      try {
        const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
          .setAAD(isBound ? boundTo(owner) : Buffer.from(owner.tenantId))
          .setAuthTag(ciphertext.subarray(-tagBytes));
        return decipher.update(ciphertext.subarray(0, -tagBytes), undefined, "utf8") + decipher.final("utf8");
      } catch (cause) {
        throw new SealError("changed since it was sealed, or sealed for another owner", { cause });
      }
    },

    isCurrent: (sealed) => sealed.startsWith(`${version}.${currentId}.`),
  };
}

/** Tells an operator who changed keys what is wrong; reveals nothing of the key. */
function keyIdOf(key: Buffer): string {
  return createHash("sha256").update("airgraph-seal").update(key).digest("base64url").slice(0, 8);
}

function boundTo({ tenantId, holder }: SecretOwner): Buffer {
  return Buffer.from(`${tenantId}/${holder}`);
}
