import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { tenantId } from "../../kernel/identity/ids.ts";
import { sealAsBefore } from "./fixtures/seal-as-before.ts";
import { createSeal, SealError } from "./seal.ts";

const owner = { tenantId: tenantId.parse(randomUUID()), holder: randomUUID() };
const seal = createSeal(randomBytes(32));

describe("createSeal", () => {
  it("opens what it closed", () => {
    expect(seal.open(owner, seal.close(owner, "patSECRET ü"))).toBe("patSECRET ü");
  });

  it("never writes the same thing twice, nor the secret", () => {
    expect(seal.close(owner, "patSECRET")).not.toBe(seal.close(owner, "patSECRET"));
    expect(
      Buffer.from(seal.close(owner, "patSECRET").split(".")[3] ?? "", "base64url").toString("latin1"),
    ).not.toContain("pat");
  });

  it("does not open for another tenant", () => {
    const sealed = seal.close(owner, "patSECRET");
    expect(() => seal.open({ ...owner, tenantId: tenantId.parse(randomUUID()) }, sealed)).toThrow(SealError);
  });

  it("does not open for another holder of the same tenant", () => {
    const sealed = seal.close(owner, "patSECRET");
    expect(() => seal.open({ ...owner, holder: randomUUID() }, sealed)).toThrow(SealError);
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
  });

  it("does not take a bound secret for one of before", () => {
    const [, ...withoutVersion] = seal.close(owner, "patSECRET").split(".");
    expect(() => seal.open(owner, withoutVersion.join("."))).toThrow(SealError);
  });

  it("does not open with another key, and says which one it wants", () => {
    const sealed = seal.close(owner, "patSECRET");
    expect(() => createSeal(randomBytes(32)).open(owner, sealed)).toThrow(/sealed with the key/);
  });

  it("does not open when any byte was changed", () => {
    const [version, keyId, nonce, ciphertext = ""] = seal.close(owner, "patSECRET").split(".");
    const bytes = Buffer.from(ciphertext, "base64url");
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => seal.open(owner, [version, keyId, nonce, changed.toString("base64url")].join("."))).toThrow(
        SealError,
      );
    }
  });

  it.each(["", "a.b", "a.b.c", "a.b.c.d", "2.a.b.c", "2.a.b.c.d"])("does not open %j", (sealed) => {
    expect(() => seal.open(owner, sealed)).toThrow(SealError);
  });

  it("does not open with a shortened tag", () => {
    const [version, keyId, nonce, ciphertext = ""] = seal.close(owner, "").split(".");
    const short = Buffer.from(ciphertext, "base64url").subarray(0, 12).toString("base64url");
    expect(() => seal.open(owner, [version, keyId, nonce, short].join("."))).toThrow(SealError);
  });
});
