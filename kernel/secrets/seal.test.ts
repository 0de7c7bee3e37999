import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { tenantId, userId } from "../identity/ids.ts";
import { sealAsBefore, sealAsVersion2 } from "./fixtures/seal-as-before.ts";
import { createSeal, SealError } from "./seal.ts";

const owner = { tenantId: tenantId.parse(randomUUID()), holder: randomUUID() };
const person = { userId: userId.parse(randomUUID()), holder: randomUUID() };
const service = { service: "auth", holder: "key" };
const seal = createSeal(randomBytes(32));

describe("createSeal", () => {
  it.each([owner, person, service])("opens what it closed, whatever it is", (whose) => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (secret) => {
        expect(seal.open(whose, seal.close(whose, secret))).toBe(secret);
      }),
    );
  });

  it("never writes the same thing twice, nor the secret", () => {
    const [one, other] = [seal.close(owner, "patSECRET").split("."), seal.close(owner, "patSECRET").split(".")];
    // Version and key are the same; the wrapped key, the nonce and the ciphertext are not.
    expect(one.filter((part) => other.includes(part))).toEqual(one.slice(0, 2));
    expect(one.map((part) => Buffer.from(part, "base64url").toString("latin1")).join()).not.toContain("pat");
  });

  it("wraps another key for each secret, so that one secret's key opens no other", () => {
    const [one, other] = [seal.close(owner, "one").split("."), seal.close(owner, "other").split(".")];
    expect(() => seal.open(owner, [...one.slice(0, 3), ...other.slice(3)].join("."))).toThrow(SealError);
  });

  it.each([
    [owner, { ...owner, tenantId: tenantId.parse(randomUUID()) }],
    [person, { ...person, userId: userId.parse(randomUUID()) }],
    [service, { ...service, service: "airtable" }],
  ])("does not open for another owner or another holder than %j", (whose, other) => {
    const sealed = seal.close(whose, "patSECRET");
    expect(() => seal.open(other, sealed)).toThrow(SealError);
    expect(() => seal.open({ ...whose, holder: randomUUID() }, sealed)).toThrow(SealError);
  });

  it("does not open the secret of one kind of owner for another kind of the same id", () => {
    const id = randomUUID();
    const kinds = [{ tenantId: tenantId.parse(id) }, { userId: userId.parse(id) }, { service: id }];
    for (const kind of kinds) {
      const sealed = seal.close({ ...kind, holder: "row" }, "secret");
      for (const other of kinds.filter((one) => one !== kind))
        expect(() => seal.open({ ...other, holder: "row" }, sealed)).toThrow(SealError);
    }
  });

  it("opens what a former key closed, and closes with the current one", () => {
    const [former, current] = [randomBytes(32), randomBytes(32)];
    const sealed = createSeal(former).close(owner, "patSECRET");
    const both = createSeal(current, [former]);
    expect(both.open(owner, sealed)).toBe("patSECRET");
    expect(both.isCurrent(sealed)).toBe(false);
    const anew = both.close(owner, "patSECRET");
    expect(both.isCurrent(anew)).toBe(true);
    expect(createSeal(current).open(owner, anew)).toBe("patSECRET");
    expect(() => createSeal(former).open(owner, anew)).toThrow(SealError);
  });

  it("opens what was sealed before secrets were bound to their holder, for its tenant only", () => {
    const key = randomBytes(32);
    const sealed = sealAsBefore(key, owner.tenantId, "patSECRET");
    expect(createSeal(key).open(owner, sealed)).toBe("patSECRET");
    expect(createSeal(key).isCurrent(sealed)).toBe(false);
    expect(() => createSeal(key).open({ ...owner, tenantId: tenantId.parse(randomUUID()) }, sealed)).toThrow(SealError);
    expect(() => createSeal(key).open(person, sealed)).toThrow(SealError);
  });

  it("opens what was sealed before secrets had keys of their own, for its holder only", () => {
    const key = randomBytes(32);
    const sealed = sealAsVersion2(key, owner, "patSECRET");
    expect(createSeal(key).open(owner, sealed)).toBe("patSECRET");
    expect(createSeal(key).isCurrent(sealed)).toBe(false);
    expect(() => createSeal(key).open({ ...owner, holder: randomUUID() }, sealed)).toThrow(SealError);
    expect(() => createSeal(key).open(person, sealed)).toThrow(SealError);
  });

  it("does not take a secret for one of another version", () => {
    const [, keyId, , nonce, ciphertext] = seal.close(owner, "patSECRET").split(".");
    expect(() => seal.open(owner, ["2", keyId, nonce, ciphertext].join("."))).toThrow(SealError);
    expect(() => seal.open(owner, [keyId, nonce, ciphertext].join("."))).toThrow(SealError);
    const key = randomBytes(32);
    const [, ...withoutVersion] = sealAsVersion2(key, owner, "patSECRET").split(".");
    expect(() => createSeal(key).open(owner, withoutVersion.join("."))).toThrow(SealError);
  });

  it("does not open with another key, and says which one it wants", () => {
    const sealed = seal.close(owner, "patSECRET");
    expect(() => createSeal(randomBytes(32)).open(owner, sealed)).toThrow(/sealed with the key/);
  });

  it("does not open when any character was changed, added or left out", () => {
    const sealed = seal.close(owner, "patSECRET");
    fc.assert(
      fc.property(
        fc.nat({ max: sealed.length }),
        fc.nat({ max: 1 }),
        fc.oneof(fc.constant(""), fc.string({ minLength: 1, maxLength: 2 }), fc.constantFrom("A", "_", "=", ".")),
        (at, removed, added) => {
          const changed = sealed.slice(0, at) + added + sealed.slice(at + removed);
          fc.pre(changed !== sealed);
          expect(() => seal.open(owner, changed)).toThrow(SealError);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it.each(["", "a.b", "a.b.c", "a.b.c.d", "2.a.b.c", "2.a.b.c.d", "3.a.b.c", "3.a.b.c.d", "3.a.b.c.d.e", "3...."])(
    "does not open %j",
    (sealed) => {
      expect(() => seal.open(owner, sealed)).toThrow(SealError);
    },
  );

  it("does not open with a shortened tag, of the secret or of its key", () => {
    const parts = seal.close(owner, "").split(".");
    for (const [index, bytes] of [
      [4, 12],
      [2, 56],
    ] as const) {
      const short = Buffer.from(parts[index] ?? "", "base64url")
        .subarray(0, bytes)
        .toString("base64url");
      expect(() => seal.open(owner, parts.with(index, short).join("."))).toThrow(SealError);
    }
  });
});
