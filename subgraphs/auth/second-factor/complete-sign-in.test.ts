import { describe, expect, it } from "@jest/globals";
import { eq } from "drizzle-orm";
import { accountCaller, storeAccount } from "../fixtures/account.ts";
import {
  anonymous,
  type Begun,
  complete,
  confirm,
  minute,
  signIn,
  start,
  step,
  useSecondFactors,
} from "../fixtures/second-factors.ts";
import { generateSecretText, hashSecretText } from "../secret-text.ts";
import { mailTokens, signInChallenges } from "../store/tables.ts";

const world = useSecondFactors();
const { ask, codeOf, codeAt, withSecondFactor, challengeFor, sessionsOf } = world;

describe("signing in with a second factor", () => {
  it("ends with a code of the authenticator, and the session knows it", async () => {
    const { person, secret } = await withSecondFactor();
    const { signIn: begun } = await ask<Begun>(anonymous, signIn, { login: person.email });
    expect(begun).toMatchObject({
      __typename: "SecondFactorRequired",
      expiresAt: new Date(world.now() + 5 * minute).toISOString(),
    });
    expect(await sessionsOf(person.id)).toEqual([]);
    expect(await ask(anonymous, complete, { challenge: begun.challenge, code: codeAt(secret) })).toEqual({
      completeSignIn: {
        accessToken: expect.any(String),
        refreshToken: expect.any(String),
        user: { id: person.id },
      },
    });
    expect(await sessionsOf(person.id)).toEqual([{ secondFactor: true }]);
  });

  it("is not led round by a link from a mail", async () => {
    const { person } = await withSecondFactor();
    const token = generateSecretText();
    await world.subgraph.db.insert(mailTokens).values({
      hash: hashSecretText(token),
      purpose: "verify_email",
      email: person.email,
      personId: person.id,
      createdAt: new Date(world.now()),
      expiresAt: new Date(world.now() + minute),
    });
    const query = "mutation ($token: String!) { verifyEmail(input: { token: $token }) { __typename } }";
    // Such a link makes somebody new, and is worth nothing for who exists.
    expect(await codeOf(anonymous, query, { token })).toMatch(/^BAD_USER_INPUT/);
    expect(await sessionsOf(person.id)).toEqual([]);
  });

  it.each([-1, 0, 1])("takes the code of %i time steps from now", async (steps) => {
    world.goAhead(3 * step);
    const person = await storeAccount(world.subgraph.db, { now: world.now() });
    const { startTotp } = await ask<{ startTotp: { secret: string } }>(accountCaller(person.id, world.now()), start);
    await ask(accountCaller(person.id, world.now()), confirm, { code: codeAt(startTotp.secret) });
    world.goAhead(3 * step);
    const challenge = await challengeFor(person);
    const code = codeAt(startTotp.secret, steps);
    expect(await codeOf(anonymous, complete, { challenge, code })).toBeUndefined();
  });

  it.each([-2, 2])("refuses the code of %i time steps from now", async (steps) => {
    const { person, secret } = await withSecondFactor();
    world.goAhead(5 * step);
    const challenge = await challengeFor(person);
    const code = codeAt(secret, steps);
    expect(await codeOf(anonymous, complete, { challenge, code })).toBe("UNAUTHENTICATED WRONG_CODE");
  });

  it("takes each code once, the one that set it up too, and none that is older than the last", async () => {
    const { person, secret } = await withSecondFactor();
    expect(await codeOf(anonymous, complete, { challenge: await challengeFor(person), code: codeAt(secret, -1) })).toBe(
      "UNAUTHENTICATED WRONG_CODE",
    );
    const code = codeAt(secret, 1);
    expect(await codeOf(anonymous, complete, { challenge: await challengeFor(person), code })).toBeUndefined();
    for (const used of [code, codeAt(secret)])
      expect(await codeOf(anonymous, complete, { challenge: await challengeFor(person), code: used })).toBe(
        "UNAUTHENTICATED WRONG_CODE",
      );
  });

  it("lets one of eight have a code that they use at once", async () => {
    const { person, secret } = await withSecondFactor();
    const challenges = await Promise.all(Array.from({ length: 8 }, async () => challengeFor(person)));
    const code = codeAt(secret);
    const outcomes = await Promise.all(
      challenges.map(async (challenge) => codeOf(anonymous, complete, { challenge, code })),
    );
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
    expect(await sessionsOf(person.id)).toHaveLength(1);
  });

  it("takes a recovery code once, however it is typed", async () => {
    const { person, codes } = await withSecondFactor();
    const typed = [
      codes[0] ?? "",
      (codes[1] ?? "").toUpperCase(),
      ` ${(codes[2] ?? "").replaceAll("-", " ")}\n`,
      (codes[3] ?? "").replaceAll("-", ""),
      (codes[4] ?? "").replaceAll("-", "–"),
    ];
    for (const code of typed) {
      const challenge = await challengeFor(person);
      expect(await codeOf(anonymous, complete, { challenge, code })).toBeUndefined();
      expect(await codeOf(anonymous, complete, { challenge: await challengeFor(person), code })).toBe(
        "UNAUTHENTICATED WRONG_CODE",
      );
    }
  });

  it("lets one of eight have a recovery code that they use at once", async () => {
    const { person, codes } = await withSecondFactor();
    const challenges = await Promise.all(Array.from({ length: 8 }, async () => challengeFor(person)));
    const outcomes = await Promise.all(
      challenges.map(async (challenge) => codeOf(anonymous, complete, { challenge, code: codes[0] })),
    );
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
  });

  it("takes no code of somebody else", async () => {
    const [one, other] = [await withSecondFactor(), await withSecondFactor()];
    const challenge = await challengeFor(one.person);
    for (const code of [codeAt(other.secret), other.codes[0]])
      expect(await codeOf(anonymous, complete, { challenge, code })).toBe("UNAUTHENTICATED WRONG_CODE");
  });
});

describe("a challenge", () => {
  it("is good for one session", async () => {
    const { person, codes } = await withSecondFactor();
    const challenge = await challengeFor(person);
    const outcomes = await Promise.all(
      codes.slice(0, 4).map(async (code) => codeOf(anonymous, complete, { challenge, code })),
    );
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
    expect(await codeOf(anonymous, complete, { challenge, code: codes[9] })).toBe("UNAUTHENTICATED CHALLENGE_ENDED");
    expect(await sessionsOf(person.id)).toHaveLength(1);
  });

  it("ends after five minutes", async () => {
    const { person, secret } = await withSecondFactor();
    const challenge = await challengeFor(person);
    world.goAhead(5 * minute);
    expect(await codeOf(anonymous, complete, { challenge, code: codeAt(secret) })).toBe(
      "UNAUTHENTICATED CHALLENGE_ENDED",
    );
  });

  it("ends with the fifth wrong code, also when all come at once", async () => {
    const { person, secret } = await withSecondFactor();
    const challenge = await challengeFor(person);
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, async () => codeOf(anonymous, complete, { challenge, code: "no code" })),
    );
    expect(outcomes.filter((outcome) => outcome === "UNAUTHENTICATED WRONG_CODE")).toHaveLength(5);
    expect(await codeOf(anonymous, complete, { challenge, code: codeAt(secret) })).toBe(
      "UNAUTHENTICATED CHALLENGE_ENDED",
    );
  });

  it("is nowhere as it is", async () => {
    const { person } = await withSecondFactor();
    const challenge = await challengeFor(person);
    expect(JSON.stringify(await world.subgraph.db.select().from(signInChallenges))).not.toContain(challenge);
    const [stored] = await world.subgraph.db
      .select()
      .from(signInChallenges)
      .where(eq(signInChallenges.personId, person.id));
    const code = "123456";
    expect(await codeOf(anonymous, complete, { challenge: stored?.hash, code })).toBe(
      "UNAUTHENTICATED CHALLENGE_ENDED",
    );
  });

  it.each(["", "x", "\u0000", "a".repeat(1_000_000)])("is refused when it is none (%#)", async (challenge) => {
    expect(await codeOf(anonymous, complete, { challenge, code: "123456" })).toBe("UNAUTHENTICATED CHALLENGE_ENDED");
  });
});
