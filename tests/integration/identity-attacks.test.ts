import { createHmac, type KeyObject, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createClient } from "graphql-ws";
import { SignJWT } from "jose";
import { request } from "undici";
import { WebSocket } from "ws";
import { type Clock, systemClock } from "../../kernel/clock.ts";
import { type ExecutionResult, isStream } from "../../kernel/executor/executor.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import {
  createIdentitySigner,
  type Issuer,
  identityTokenType,
  supergraphAudience,
} from "../../kernel/identity/signed-identity.ts";
import { generateSigningKey, privateKey } from "../../kernel/identity/signing-key.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { noMetrics } from "../../kernel/telemetry/metrics.ts";
import { generateSecrets } from "../../scripts/development/secrets.ts";
import { airtable } from "../../subgraphs/airtable/subgraph.ts";
import { analytics } from "../../subgraphs/analytics/subgraph.ts";
import { auth } from "../../subgraphs/auth/subgraph.ts";
import { file } from "../../subgraphs/file/subgraph.ts";
import { type SubgraphName, subgraphNames } from "../../subgraphs/registry.ts";
import { workflow } from "../../subgraphs/workflow/subgraph.ts";
import { startAirgraph } from "../support/airgraph.ts";
import { createTestDatabase } from "../support/database.ts";
import { newPerson } from "../support/subgraph.ts";

const secrets = generateSecrets();
const key = privateKey.parse(secrets["IDENTITY_PRIVATE_KEY"]);
const secret = Buffer.from(secrets["IDENTITY_SECRET"] ?? "", "base64");
const query = "{ __typename }";
const accepted: ExecutionResult = { data: { __typename: "Query" } };
const owner = newPerson({ role: "owner" });

/** Asks a subgraph with whatever for an identity; undefined for none. */
type Ask = (name: SubgraphName, identity: string | undefined) => Promise<ExecutionResult>;

interface Opened {
  /** Each way by which the subgraphs can be reached. */
  readonly ways: Readonly<Record<string, Ask>>;
  close(): Promise<void>;
}

const topologies = {
  /** All in this process, behind the executor port. */
  "in-process": async (): Promise<Opened> => {
    const database = await createTestDatabase();
    const env = { ...secrets, DATABASE_URL: database.url, AIRTABLE_API_URL: "http://127.0.0.1:9" };
    const running = await Promise.all(
      Object.entries({ airtable, analytics, auth, file, workflow } satisfies Record<SubgraphName, unknown>).map(
        async ([name, subgraph]) => {
          const supergraph = async () => ({ errors: [] });
          const logger = silentLogger;
          return [
            name,
            await subgraph.start({ env, supergraph, clock: systemClock, metrics: noMetrics, logger }),
          ] as const;
        },
      ),
    );
    return {
      ways: {
        "executor port": async (name, identity = "") => {
          const [, asked] = running.find(([of]) => of === name) ?? [];
          const result = await asked?.executor({ query, identity, requestId: "attack" });
          if (result === undefined || isStream(result)) throw new TypeError("not one result");
          return result;
        },
      },
      async close() {
        await Promise.all(running.map(async ([, subgraph]) => subgraph.stop()));
        await database.drop();
      },
    };
  },

  /** Each a process with a port of its own, which somebody has reached. */
  services: async (): Promise<Opened> => {
    const airgraph = await startAirgraph("services", secrets);
    return {
      ways: {
        HTTP: async (name, identity) => {
          const { body } = await request(`${airgraph.addressOf(name)}/graphql`, {
            method: "POST",
            // A kept connection may be closed by the other side in the moment it is used again.
            reset: true,
            headers: {
              "content-type": "application/json",
              ...(identity === undefined ? {} : { "x-airgraph-identity": identity }),
            },
            body: JSON.stringify({ query }),
          });
          return (await body.json()) as ExecutionResult;
        },
        "graphql-ws": async (name, identity) => {
          const client = createClient({
            url: `${airgraph.addressOf(name).replace("http", "ws")}/graphql`,
            webSocketImpl: WebSocket,
            retryAttempts: 0,
          });
          try {
            const extensions = { requestId: "attack", ...(identity === undefined ? {} : { identity }) };
            for await (const result of client.iterate({ query, extensions })) return result as ExecutionResult;
            return {};
          } finally {
            await client.dispose();
          }
        },
      },
      close: async () => airgraph.stop(),
    };
  },
};

interface About {
  readonly caller?: Caller;
  readonly audience?: string;
  readonly issuer?: Issuer;
  readonly key?: KeyObject;
  readonly secret?: Buffer;
  /** Of the signer's clock, in seconds. */
  readonly ahead?: number;
}

const ahead = (seconds: number): Clock => ({ now: () => systemClock.now() + seconds * 1000 });

/** As the router signs it, or as somebody would who has some of what it has. */
async function sign(name: SubgraphName, about: About = {}): Promise<string> {
  const signer = createIdentitySigner({
    issuer: about.issuer ?? "router",
    key: about.key ?? key,
    secret: about.secret ?? secret,
    clock: ahead(about.ahead ?? 0),
  });
  return signer({ caller: about.caller ?? owner }, about.audience ?? name);
}

function split(token: string) {
  const [jwt = "", proof = ""] = token.split("~");
  const [nonce = "", seconds = "", mac = ""] = proof.split(".");
  return { jwt, nonce, seconds, mac };
}

const now = (): number => Math.floor(systemClock.now() / 1000);

/** A good seal, as only who has the secret can make it, on any text. */
function seal(jwt: string, { nonce = randomBytes(16).toString("base64url"), seconds = now() } = {}): string {
  const once = `${nonce}.${seconds}`;
  return `${jwt}~${once}.${createHmac("sha256", secret).update(`${jwt}~${once}`).digest("base64url")}`;
}

/** A JWT with these claims that the router's own key signed. */
async function jwtOf(name: SubgraphName, claims: Record<string, unknown>, typ = identityTokenType): Promise<string> {
  return new SignJWT({ iss: "router", aud: name, caller: owner, iat: now(), exp: now() + 60, ...claims })
    .setProtectedHeader({ alg: "EdDSA", typ })
    .sign(key);
}

const otherOf = (name: SubgraphName): SubgraphName => (name === "file" ? "workflow" : "file");
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
const raised: Caller = { kind: "service", name: "router" };

const attacks: [string, (name: SubgraphName) => Promise<string | undefined>][] = [
  ["none", async () => undefined],
  ["an empty one", async () => ""],
  ["a text that is none", async () => "nonsense"],
  ["an access token", async (name) => seal(await jwtOf(name, { sub: owner.userId }, "at+jwt"))],
  [
    "one forged with another key",
    async (name) => sign(name, { key: privateKey.parse(generateSigningKey().privateKey) }),
  ],
  ["one sealed with another secret", async (name) => sign(name, { secret: randomBytes(32) })],
  ["one for another subgraph", async (name) => sign(name, { audience: otherOf(name) })],
  ["one for the whole supergraph", async (name) => sign(name, { audience: supergraphAudience })],
  ["one for a list of subgraphs without it", async (name) => seal(await jwtOf(name, { aud: [otherOf(name)] }))],
  ["one of another issuer", async (name) => sign(name, { issuer: "workflow" })],
  [
    "one that the workflow subgraph's key signs",
    async (name) => sign(name, { key: privateKey.parse(secrets["DELEGATION_PRIVATE_KEY"]) }),
  ],
  ["one of two minutes ago", async (name) => sign(name, { ahead: -125 })],
  ["one of a year ahead", async (name) => sign(name, { ahead: 31_536_000 })],
  ["an expired one with a fresh seal", async (name) => seal(split(await sign(name, { ahead: -125 })).jwt)],
  ["one that never expires", async (name) => seal(await jwtOf(name, { exp: undefined }))],
  ["a good one whose seal is of long ago", async (name) => seal(split(await sign(name)).jwt, { seconds: now() - 70 })],
  [
    "a good one whose seal is of the future",
    async (name) => seal(split(await sign(name)).jwt, { seconds: now() + 70 }),
  ],
  ["one without its seal", async (name) => split(await sign(name)).jwt],
  ["one with half of its seal", async (name) => (await sign(name)).slice(0, -20)],
  ["the seal alone", async (name) => `~${(await sign(name)).split("~")[1]}`],
  [
    "one under the seal of another",
    async (name) => {
      const other = split(await sign(name, { caller: { kind: "anonymous" } }));
      return `${split(await sign(name)).jwt}~${other.nonce}.${other.seconds}.${other.mac}`;
    },
  ],
  [
    "one whose time was moved",
    async (name) => {
      const { jwt, nonce, seconds, mac } = split(await sign(name));
      return `${jwt}~${nonce}.${Number(seconds) + 1}.${mac}`;
    },
  ],
  [
    "one whose nonce was changed",
    async (name) => {
      const { jwt, seconds, mac } = split(await sign(name));
      return `${jwt}~${randomBytes(16).toString("base64url")}.${seconds}.${mac}`;
    },
  ],
  [
    "one whose caller was raised",
    async (name) => {
      const [head, , signature] = split(await sign(name)).jwt.split(".");
      const claims = { iss: "router", aud: name, caller: raised, iat: now(), exp: now() + 60 };
      return seal(`${head}.${encode(claims)}.${signature}`);
    },
  ],
  [
    "one that nobody signed",
    async (name) => {
      const claims = { iss: "router", aud: name, caller: raised, iat: now(), exp: now() + 60 };
      return seal(`${encode({ alg: "none", typ: identityTokenType })}.${encode(claims)}.`);
    },
  ],
  ["a caller of an unknown kind", async (name) => seal(await jwtOf(name, { caller: { kind: "root" } }))],
  ["a scope that there is not", async (name) => seal(await jwtOf(name, { caller: { ...owner, scopes: ["*"] } }))],
  ["a person of no tenant", async (name) => seal(await jwtOf(name, { caller: { ...owner, tenantId: "*" } }))],
];

describe.each(Object.keys(topologies) as (keyof typeof topologies)[])("every subgraph, %s", (topology) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await topologies[topology]();
  });
  afterAll(async () => opened.close());

  /** Each subgraph by each way, all at once. */
  const everywhere = async (attempt: (name: SubgraphName, ask: Ask, way: string) => Promise<void>) =>
    Promise.all(
      Object.entries(opened.ways).flatMap(([way, ask]) => subgraphNames.map(async (name) => attempt(name, ask, way))),
    );

  it.each(attacks)("refuses %s, and says the same", async (_what, make) => {
    await everywhere(async (name, ask, way) => {
      const { data, errors } = await ask(name, await make(name));
      expect([name, way, data ?? null, errors?.map(({ extensions }) => extensions)]).toEqual([
        name,
        way,
        null,
        [{ code: "UNAUTHENTICATED" }],
      ]);
    });
  });

  it("takes an identity once, by whatever way it comes first", async () => {
    const [first, ...others] = Object.values(opened.ways);
    if (first === undefined) throw new Error("there is no way");
    for (const name of subgraphNames) {
      const identity = await sign(name);
      expect(await first(name, identity)).toMatchObject(accepted);
      for (const again of [first, ...others]) expect((await again(name, identity)).data ?? null).toBeNull();
    }
  });

  it("takes an identity once when it comes twenty times at once", async () => {
    await everywhere(async (name, ask) => {
      const identity = await sign(name);
      const results = await Promise.all(Array.from({ length: 20 }, async () => ask(name, identity)));
      expect(results.filter(({ data }) => data !== null && data !== undefined)).toMatchObject([accepted]);
    });
  });

  it("refuses a nonce again, although the seal of another time and identity is good", async () => {
    await everywhere(async (name, ask) => {
      const nonce = randomBytes(16).toString("base64url");
      const { jwt } = split(await sign(name));
      const { jwt: other } = split(await sign(name, { caller: newPerson() }));
      expect(await ask(name, seal(jwt, { nonce }))).toMatchObject(accepted);
      expect((await ask(name, seal(jwt, { nonce }))).data ?? null).toBeNull();
      expect((await ask(name, seal(other, { nonce }))).data ?? null).toBeNull();
    });
  });

  it.each([-60, -30, 30, 60])("takes the identities of a router whose clock is %i seconds ahead", async (skew) => {
    await everywhere(async (name, ask) => {
      expect(await ask(name, await sign(name, { ahead: skew }))).toMatchObject(accepted);
    });
  });

  it("takes every one of two hundred identities of one caller", async () => {
    await everywhere(async (name, ask, way) => {
      if (way === "graphql-ws") return;
      const signer = createIdentitySigner({ issuer: "router", key, secret, clock: systemClock });
      for (let round = 0; round < 5; round++) {
        const results = await Promise.all(
          Array.from({ length: 40 }, async () => ask(name, await signer({ caller: owner }, name))),
        );
        for (const result of results) expect(result).toMatchObject(accepted);
      }
    });
  });
});
