import { generateKeyPairSync, sign, verify } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { generateSigningKey, privateKey, publicKey } from "./signing-key.ts";

const ed25519 = generateSigningKey();
const others = {
  RSA: generateKeyPairSync("rsa", { modulusLength: 2048 }),
  P256: generateKeyPairSync("ec", { namedCurve: "P-256" }),
  X25519: generateKeyPairSync("x25519"),
  Ed448: generateKeyPairSync("ed448"),
};

describe("generateSigningKey", () => {
  it("makes a pair of which one signs what the other verifies, each on one line", () => {
    const data = Buffer.from("data");
    const signature = sign(null, data, privateKey.parse(ed25519.privateKey));
    expect(verify(null, data, publicKey.parse(ed25519.publicKey), signature)).toBe(true);
    expect(`${ed25519.privateKey}${ed25519.publicKey}`).toMatch(/^[\w+/=]+$/);
  });
});

const refusals = {
  private: "must be an Ed25519 private key (PKCS #8, base64 DER)",
  public: "must be an Ed25519 public key (SPKI, base64 DER)",
  text: "must be an Ed25519 key as base64 DER",
};

describe.each(Object.entries(others))("a key of type %s", (_type, pair) => {
  it("is refused with a sentence", () => {
    const privateDer = pair.privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
    const publicDer = pair.publicKey.export({ format: "der", type: "spki" }).toString("base64");
    expect(problems(privateKey.safeParse(privateDer))).toEqual([refusals.private]);
    expect(problems(publicKey.safeParse(publicDer))).toEqual([refusals.public]);
  });
});

describe("a key setting", () => {
  it("takes no private key for a public one, nor the other way round", () => {
    expect(problems(publicKey.safeParse(ed25519.privateKey))).toEqual([refusals.public]);
    expect(problems(privateKey.safeParse(ed25519.publicKey))).toEqual([refusals.private]);
  });

  it("refuses a key that lost its end", () => {
    const half = Buffer.from(ed25519.privateKey, "base64").subarray(0, 20).toString("base64");
    expect(problems(privateKey.safeParse(half))).toEqual([refusals.private]);
  });

  it("refuses any other text with a sentence that does not repeat it", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), (text) => {
        for (const schema of [privateKey, publicKey]) {
          const said = problems(schema.safeParse(text));
          expect(said.length).toBeGreaterThan(0);
          for (const sentence of said) {
            expect(Object.values(refusals)).toContain(sentence);
          }
        }
      }),
    );
  });
});

function problems(parsed: { error?: { issues: readonly { message: string }[] } | undefined }): string[] {
  return (parsed.error?.issues ?? []).map(({ message }) => message);
}
