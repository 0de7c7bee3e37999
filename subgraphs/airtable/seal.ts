import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { TenantId } from "../../kernel/identity/ids.ts";

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts a tenant's secrets for the store. */
export interface Seal {
  /** As `keyId.nonce.ciphertext`, in base64url. */
  close(tenantId: TenantId, secret: string): string;
  /** @throws SealError when it was sealed with another key or for another tenant, or was changed since */
  open(tenantId: TenantId, sealed: string): string;
}

export class SealError extends Error {
  override readonly name = "SealError";
}

/**
 * AES-256-GCM. The tenant's id is authenticated along (AAD), so that a row copied to another tenant does not open.
 * @param key 32 bytes
 */
export function createSeal(key: Buffer): Seal {
  // Tells an operator who changed ENCRYPTION_KEY what is wrong; reveals nothing of the key.
  const keyId = createHash("sha256").update("airgraph-seal").update(key).digest("base64url").slice(0, 8);

  return {
    close(tenantId, secret) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(tenantId));
      const ciphertext = Buffer.concat([cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return [keyId, nonce.toString("base64url"), ciphertext.toString("base64url")].join(".");
    },
    open(tenantId, sealed) {
      const [sealedBy, nonceText = "", ciphertextText = "", ...rest] = sealed.split(".");
      if (sealedBy !== keyId) throw new SealError(`sealed with the key ${sealedBy}, but ENCRYPTION_KEY is ${keyId}`);
      const nonce = Buffer.from(nonceText, "base64url");
      const ciphertext = Buffer.from(ciphertextText, "base64url");
      if (rest.length > 0 || nonce.length !== nonceBytes || ciphertext.length < tagBytes)
        throw new SealError("malformed");
      try {
        const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
          .setAAD(Buffer.from(tenantId))
          .setAuthTag(ciphertext.subarray(-tagBytes));
        return decipher.update(ciphertext.subarray(0, -tagBytes), undefined, "utf8") + decipher.final("utf8");
      } catch (cause) {
        throw new SealError("changed since it was sealed, or sealed for another tenant", { cause });
      }
    },
  };
}
