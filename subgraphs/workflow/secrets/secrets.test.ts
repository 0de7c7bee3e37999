import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { rotateSecrets } from "../../../kernel/secrets/rotate-secrets.ts";
import { createSeal } from "../../../kernel/secrets/seal.ts";
import { newPerson, newTenant } from "../../../tests/support/subgraph.ts";
import { openTestStore, type TestStore } from "../fixtures/workflow-store.ts";
import { sealedColumns } from "../store/sealed-columns.ts";
import { listSecrets } from "../store/secrets.ts";
import { secrets as secretsTable } from "../store/tables.ts";
import { deleteSecret } from "./delete-secret.ts";
import { openSecrets } from "./open-secrets.ts";
import { setSecret } from "./set-secret.ts";

const key = randomBytes(32);
const seal = createSeal(key);

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(async () => store.stop());

const partsOf = (tenantId: TenantId) => ({ ...store.partsFor(newPerson({ tenantId })), seal });
const set = async (tenantId = newTenant(), name = "token", value = "very-secret") =>
  setSecret(partsOf(tenantId), tenantId, { name, value });
const remove = async (tenantId: TenantId, name: string) => deleteSecret(partsOf(tenantId), tenantId, name);
const open = async (tenantId: TenantId, ...names: string[]) => openSecrets({ db: store.db, seal }, tenantId, names);

describe("a secret", () => {
  it("is stored sealed, and opened by its name", async () => {
    const tenantId = newTenant();
    expect(await set(tenantId)).toEqual({ name: "token", updatedAt: new Date(store.clock.now()) });
    expect(await open(tenantId, "token", "other")).toEqual(new Map([["token", "very-secret"]]));
    expect(JSON.stringify(await store.db.select().from(secretsTable))).not.toContain("very-secret");
  });

  it("is listed by name and date alone", async () => {
    const tenantId = newTenant();
    await set(tenantId, "b");
    await set(tenantId, "a");
    const updatedAt = new Date(store.clock.now());
    expect(await listSecrets(store.db, tenantId)).toEqual([
      { name: "a", updatedAt },
      { name: "b", updatedAt },
    ]);
  });

  it("takes the place of the one that has its name", async () => {
    const tenantId = newTenant();
    await set(tenantId);
    await set(tenantId, "token", "another-secret");
    expect(await open(tenantId, "token")).toEqual(new Map([["token", "another-secret"]]));
    expect(await listSecrets(store.db, tenantId)).toHaveLength(1);
  });

  it("is its tenant's alone", async () => {
    const [tenantId, other] = [newTenant(), newTenant()];
    await set(tenantId);
    expect(await open(other, "token")).toEqual(new Map());
    expect(await listSecrets(store.db, other)).toEqual([]);
    await expect(remove(other, "token")).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await open(tenantId, "token")).size).toBe(1);
  });

  it("is gone once it is deleted", async () => {
    const tenantId = newTenant();
    await set(tenantId);
    expect(await remove(tenantId, "token")).toBe("token");
    expect(await open(tenantId, "token")).toEqual(new Map());
    await expect(remove(tenantId, "token")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("is told of in the audit log by its name, without its value", async () => {
    const tenantId = newTenant();
    await set(tenantId);
    await remove(tenantId, "token");
    await expect(remove(tenantId, "token")).rejects.toThrow("There is no secret");
    const target = { kind: "workflow_secret", id: "token" };
    expect(await store.audited(tenantId)).toEqual([
      { action: "workflow_secret.set", target, details: undefined },
      { action: "workflow_secret.deleted", target, details: undefined },
    ]);
  });

  it("is one of at most 200, however many are set at once", async () => {
    const tenantId = newTenant();
    const tried = await Promise.allSettled(
      Array.from({ length: 205 }, async (_none, index) => set(tenantId, `secret${index}`)),
    );
    const refused = tried.filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(5);
    expect(refused[0]).toMatchObject({ reason: { code: "CONFLICT" } });
    expect(await listSecrets(store.db, tenantId)).toHaveLength(200);
  });

  it("is sealed anew when the key is changed", async () => {
    const tenantId = newTenant();
    await set(tenantId);
    const current = randomBytes(32);
    const [rotated] = await rotateSecrets(store.db, sealedColumns, { current, former: [key] });
    expect(rotated).toMatchObject({ name: "workflow.secret.sealed", left: [] });
    const parts = { db: store.db, seal: createSeal(current) };
    expect(await openSecrets(parts, tenantId, ["token"])).toEqual(new Map([["token", "very-secret"]]));
    await rotateSecrets(store.db, sealedColumns, { current: key, former: [current] });
  });

  it.each([
    ["name", "to-ken", "very-secret"],
    ["name", "", "very-secret"],
    ["name", "a".repeat(65), "very-secret"],
    ["value", "token", "short"],
    ["value", "token", "a".repeat(10_001)],
    ["value", "token", "very-secret\0"],
  ])("names the field that is not acceptable, and never its value: %s", async (field, name, value) => {
    const refused = set(newTenant(), name, value);
    await expect(refused).rejects.toMatchObject({ code: "BAD_USER_INPUT", extensions: { field } });
    await expect(refused).rejects.toMatchObject({ message: expect.not.stringContaining("secret") });
  });
});
