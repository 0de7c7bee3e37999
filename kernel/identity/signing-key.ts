import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { z } from "zod";

/** Ed25519 keys travel as one line of base64 DER, which fits an environment variable. */
const der = z.base64("must be an Ed25519 key as base64 DER").transform((value) => Buffer.from(value, "base64"));

export const privateKey = der.transform((key, context): KeyObject => {
  try {
    return ed25519(createPrivateKey({ key, format: "der", type: "pkcs8" }));
  } catch {
    context.addIssue("must be an Ed25519 private key (PKCS #8, base64 DER)");
    return z.NEVER;
  }
});

export const publicKey = der.transform((key, context): KeyObject => {
  try {
    return ed25519(createPublicKey({ key, format: "der", type: "spki" }));
  } catch {
    context.addIssue("must be an Ed25519 public key (SPKI, base64 DER)");
    return z.NEVER;
  }
});

/** A fresh pair, in the form that `privateKey` and `publicKey` read. */
export function generateSigningKey(): { privateKey: string; publicKey: string } {
  const pair = generateKeyPairSync("ed25519");
  return {
    privateKey: pair.privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
    publicKey: pair.publicKey.export({ format: "der", type: "spki" }).toString("base64"),
  };
}

function ed25519(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== "ed25519") throw new TypeError(`expected ed25519, got ${key.asymmetricKeyType}`);
  return key;
}
