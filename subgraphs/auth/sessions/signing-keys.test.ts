import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { decodeProtectedHeader, importSPKI, jwtVerify } from "jose";
import { z } from "zod";
import { openDatabase } from "../../../kernel/database/database.ts";
import { silentLogger } from "../../../kernel/logger.ts";
import { createSeal } from "../../../kernel/secrets/seal.ts";
import { anonymous, http, payloadOf, router, signedInFields, startAuth } from "../fixtures/start-auth.ts";
import { signingKeys } from "../store/tables.ts";
import { openSigningKeys } from "./signing-keys.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const tokenMinutes = 10;
const encryptionKey = randomBytes(32);

let auth: Awaited<ReturnType<typeof startAuth>>;
beforeAll(async () => {
  auth = await startAuth({
    ENCRYPTION_KEY: encryptionKey.toString("base64"),
    ACCESS_TOKEN_MINUTES: String(tokenMinutes),
    ACCESS_TOKEN_KEY_DAYS: "30",
    SESSION_MAX_DAYS: "3650",
    SESSION_DAYS: "60",
  });
});
afterAll(async () => auth.stop());

const refresh = `mutation ($token: String) { refreshSession(refreshToken: $token) { ${signedInFields} } }`;

async function published(): Promise<Map<string, string>> {
  const { data } = await auth.ask(router, "{ accessTokenKeys { keyId publicKey } }");
  const keys = z.array(z.object({ keyId: z.string(), publicKey: z.string() })).parse(data?.["accessTokenKeys"]);
  return new Map(keys.map(({ keyId, publicKey }) => [keyId, publicKey]));
}

async function verifies(token: string, keys: ReadonlyMap<string, string>): Promise<boolean> {
  const key = keys.get(decodeProtectedHeader(token).kid ?? "");
  if (key === undefined) return false;
  const pem = `-----BEGIN PUBLIC KEY-----\n${key}\n-----END PUBLIC KEY-----`;
  return jwtVerify(token, await importSPKI(pem, "EdDSA"), { currentDate: new Date(auth.time.now) }).then(
    () => true,
    () => false,
  );
}

async function openKeys(about: { key?: Buffer; now?: () => number } = {}) {
  const { db, close } = openDatabase({ url: auth.databaseUrl, applicationName: "test", maxConnections: 2 });
  const keys = await openSigningKeys({
    db,
    seal: createSeal(about.key ?? encryptionKey),
    days: 30,
    tokenMinutes,
    clock: { now: about.now ?? (() => auth.time.now) },
    logger: silentLogger,
  });
  return { keys, close };
}

describe("the keys of access tokens", () => {
  it("are one, when many processes start at once on an empty database", async () => {
    await auth.db.delete(signingKeys);
    const opened = await Promise.all(Array.from({ length: 6 }, async () => openKeys()));
    expect(await auth.db.$count(signingKeys)).toBe(1);
    const ids = await Promise.all(opened.map(async ({ keys }) => (await keys.current()).id));
    expect(new Set(ids).size).toBe(1);
    await Promise.all(opened.map(async ({ close }) => close()));
  });

  it("lie in the database sealed", async () => {
    const [row] = await auth.db.select().from(signingKeys);
    expect(row?.sealedPrivateKey).toMatch(/^3\.[\w-]+\.[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(() =>
      createSeal(randomBytes(32)).open({ service: "auth", holder: row?.id ?? "" }, row?.sealedPrivateKey ?? ""),
    ).toThrow();
  });

  it("follow on one another in two processes without a token that does not hold, whenever it is looked at", async () => {
    const other = await auth.startAnother();
    const first = async (token: string | null) => auth.ask(anonymous, refresh, { token }, http);
    const second = async (token: string | null) => auth.askOf(other, anonymous, refresh, { token }, http);
    let tokens = payloadOf(await first((await auth.signIn(await auth.newPerson())).refreshToken), "refreshSession");
    let living: { token: string; expiresAt: Date }[] = [];
    const signedBy = new Set<string>();
    // What a router knows of the keys may be a minute old, and more when the auth subgraph was away.
    let known = await published();
    for (let step = 0; step < 260; step++) {
      // Days pass at once, but hours around a rotation pass in small steps.
      auth.time.now += step % 26 === 0 ? 30 * day - 30 * minute : 2.5 * minute;
      if (step % 26 === 0) known = await published();
      tokens = payloadOf(await (step % 2 === 0 ? first : second)(tokens.refreshToken), "refreshSession");
      living = [...living, { token: tokens.accessToken ?? "", expiresAt: tokens.expiresAt }].filter(
        ({ expiresAt }) => expiresAt.getTime() > auth.time.now,
      );
      for (const { token } of living) {
        signedBy.add(decodeProtectedHeader(token).kid ?? "");
        expect(await verifies(token, known)).toBe(true);
      }
      if (step % 4 === 3) known = await published();
    }
    expect(signedBy.size).toBeGreaterThan(8);
    // Those whose last token has expired are not published any more.
    expect(known.size).toBeLessThanOrEqual(2);
    await other.stop();
  });

  it("are published a quarter of an hour before they sign", async () => {
    const { keys, close } = await openKeys();
    const { id } = await keys.current();
    await keys.rotate();
    const next = [...(await published()).keys()].filter((keyId) => keyId !== id);
    expect(next).toHaveLength(1);
    auth.time.now += 15 * minute - 1;
    expect((await keys.current()).id).toBe(id);
    auth.time.now += 1;
    expect((await keys.current()).id).toBe(next[0]);
    await close();
  });

  it("that leaked are worth nothing at once, and every session goes on", async () => {
    const tokens = await auth.signIn(await auth.newPerson());
    const { keys, close } = await openKeys();
    await keys.rotate({ atOnce: true });
    expect(await verifies(tokens.accessToken ?? "", await published())).toBe(false);
    auth.time.now += minute; // By then every process has heard of it.
    const next = await auth.refresh(tokens.refreshToken);
    expect(await verifies(next?.accessToken ?? "", await published())).toBe(true);
    await close();
  });

  it("that can't be opened any more get a successor, and what they signed stays good", async () => {
    const tokens = await auth.signIn(await auth.newPerson());
    const { keys, close } = await openKeys({ key: randomBytes(32) });
    const { id } = await keys.current();
    const known = await published();
    expect(known.has(id)).toBe(true);
    expect(await verifies(tokens.accessToken ?? "", known)).toBe(true);
    await close();
  });
});
