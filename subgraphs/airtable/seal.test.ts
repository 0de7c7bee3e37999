import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { tenantId } from "../../kernel/identity/ids.ts";
import { createSeal, SealError } from "./seal.ts";

const tenant = tenantId.parse(randomUUID());
const seal = createSeal(randomBytes(32));

describe("createSeal", () => {
  it("opens what it closed", () => {
    expect(seal.open(tenant, seal.close(tenant, "patSECRET ü"))).toBe("patSECRET ü");
  });

  it("never writes the same thing twice, nor the secret", () => {
    expect(seal.close(tenant, "patSECRET")).not.toBe(seal.close(tenant, "patSECRET"));
    expect(
      Buffer.from(seal.close(tenant, "patSECRET").split(".")[2] ?? "", "base64url").toString("latin1"),
    ).not.toContain("pat");
  });

  it("does not open for another tenant", () => {
    const sealed = seal.close(tenant, "patSECRET");
    expect(() => seal.open(tenantId.parse(randomUUID()), sealed)).toThrow(SealError);
  });

  it("does not open with another key, and says which one it wants", () => {
    const sealed = seal.close(tenant, "patSECRET");
    expect(() => createSeal(randomBytes(32)).open(tenant, sealed)).toThrow(/sealed with the key/);
  });

  it("does not open when any byte was changed", () => {
    const [keyId, nonce, ciphertext = ""] = seal.close(tenant, "patSECRET").split(".");
    const bytes = Buffer.from(ciphertext, "base64url");
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => seal.open(tenant, [keyId, nonce, changed.toString("base64url")].join("."))).toThrow(SealError);
    }
  });

  it.each(["", "a.b", "a.b.c", "a.b.c.d"])("does not open %j", (sealed) => {
    expect(() => seal.open(tenant, sealed)).toThrow(SealError);
  });

  it("does not open with a shortened tag", () => {
    const [keyId, nonce, ciphertext = ""] = seal.close(tenant, "").split(".");
    const short = Buffer.from(ciphertext, "base64url").subarray(0, 12).toString("base64url");
    expect(() => seal.open(tenant, [keyId, nonce, short].join("."))).toThrow(SealError);
  });
});
