import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { codesOf, password, startAccounts, type TestAccounts } from "./fixtures/start-accounts.ts";
import { hashTurns } from "./passwords.ts";

let accounts: TestAccounts;
beforeAll(async () => {
  accounts = await startAccounts();
});
afterAll(async () => accounts.stop());

const attackersPassword = "attacker's own battery";
const resend = "mutation ($email: String!) { resendVerification(email: $email) { email } }";
const requestReset = "mutation ($email: String!) { requestPasswordReset(email: $email) { email } }";

/** The token of the link in this mail. */
const tokenIn = (mail: string | undefined) => /\?token=([\w-]+)/.exec(mail ?? "")?.[1] ?? "";

/** How many passwords are hashed meanwhile. */
async function hashes(work: () => Promise<unknown>): Promise<number> {
  const before = hashTurns.begun();
  await work();
  return hashTurns.begun() - before;
}

describe("signing up with an address that has an account", () => {
  it("is answered like any other, and only its owner is told, by mail", async () => {
    const { input } = await accounts.signedUp();
    const [free, taken] = [accounts.newInput(), accounts.newInput({ email: input.email })];
    const answers = [await accounts.signUp(free), await accounts.signUp(taken)];
    expect(answers).toEqual([
      { data: { signUp: { email: free.email } } },
      { data: { signUp: { email: input.email } } },
    ]);
    const mail = await accounts.mailTo(input.email, "You have an account already");
    expect(mail).toContain(input.username);
    expect(mail).toContain("https://app.example.com/forgot-password");
    expect(mail).not.toContain("token=");
  });

  it("takes the same work", async () => {
    const { input } = await accounts.signedUp();
    expect(await hashes(async () => accounts.signUp(accounts.newInput({ email: input.email })))).toBe(1);
    expect(await hashes(async () => accounts.signUp(accounts.newInput()))).toBe(1);
  });
});

describe("a mail that was asked for", () => {
  it.each([
    ["verification", resend],
    ["password reset", requestReset],
  ])("leads to one answer whether the address has an account or not: %s", async (_what, mutation) => {
    const { input } = await accounts.signedUp();
    for (const email of [input.email, `${randomUUID()}@example.com`]) {
      const { data, errors } = await accounts.ask(mutation, { email: email.toUpperCase() });
      expect(errors).toBeUndefined();
      expect(Object.values(data ?? {})).toEqual([{ email }]);
    }
  });

  it.each([
    ["verification", resend],
    ["password reset", requestReset],
  ])("goes to nobody who has nothing to do with us: %s", async (_what, mutation) => {
    const email = `${randomUUID()}@example.com`;
    await accounts.ask(mutation, { email });
    await accounts.mailsSettled();
    expect(await accounts.mailsTo(email)).toEqual([]);
  });

  it.each(["", "nonsense", "a@example.com\nBcc: b@example.com", "a@example.com, b@example.com", "\u0000@example.com"])(
    "is refused for what is no address: %j",
    async (email) => {
      expect(codesOf(await accounts.ask(resend, { email }))).toEqual(["BAD_USER_INPUT"]);
      expect(codesOf(await accounts.ask(requestReset, { email }))).toEqual(["BAD_USER_INPUT"]);
    },
  );

  it("verifies the address by its own link, and makes the former link worthless", async () => {
    const input = accounts.newInput();
    await accounts.signUp(input);
    const first = await accounts.tokenTo(input.email, "verify-email");
    await accounts.ask(resend, { email: input.email });
    await accounts.mailsSettled();
    const [, second] = await accounts.mailsTo(input.email);
    expect((await accounts.verifyEmail(tokenIn(second))).errors).toBeUndefined();
    expect(codesOf(await accounts.verifyEmail(first))).toEqual(["BAD_USER_INPUT"]);
  });
});

describe("an address that a stranger signed up with first", () => {
  async function contested() {
    const input = accounts.newInput();
    const attacker = accounts.newInput({ email: input.email, password: attackersPassword });
    await accounts.signUp(attacker);
    await accounts.mailsSettled();
    await accounts.signUp(input);
    await accounts.mailsSettled();
    const mails = await accounts.mailsTo(input.email);
    const linkFor = (username: string) => tokenIn(mails.find((mail) => mail.includes(username)));
    return { input, attacker, own: linkFor(input.username), strangers: linkFor(attacker.username) };
  }

  it("is its owner's all the same: the stranger's password, username and link are worth nothing", async () => {
    const { input, attacker, own, strangers } = await contested();
    expect((await accounts.verifyEmail(own)).data?.["verifyEmail"]).toMatchObject({
      user: { username: input.username },
    });
    expect(codesOf(await accounts.verifyEmail(strangers))).toEqual(["BAD_USER_INPUT"]);
    for (const login of [input.email, input.username, attacker.username])
      expect(codesOf(await accounts.signIn(login, attackersPassword))).toEqual(["UNAUTHENTICATED"]);
  });

  it("lets no password in even if the owner follows the stranger's link, but leads by mail to choosing one", async () => {
    const { input, attacker, strangers } = await contested();
    await accounts.verifyEmail(strangers);
    for (const given of [attackersPassword, password])
      for (const login of [input.email, attacker.username])
        expect(codesOf(await accounts.signIn(login, given))).toEqual(["UNAUTHENTICATED"]);

    await accounts.mailTo(input.email, "Choose your password");
    const token = await accounts.tokenTo(input.email, "reset-password");
    const reset = "mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { user { email } } }";
    await accounts.ask(reset, { input: { token, newPassword: "a password of my own" } });
    expect((await accounts.signIn(input.email, "a password of my own")).errors).toBeUndefined();
  });

  it("is not kept from its owner by a stranger who signs up again and again", async () => {
    const input = accounts.newInput();
    await accounts.signUp(input);
    const own = await accounts.tokenTo(input.email, "verify-email");
    for (let n = 0; n < 3; n += 1)
      await accounts.signUp(accounts.newInput({ email: input.email, password: attackersPassword }));
    await accounts.mailsSettled();
    expect((await accounts.verifyEmail(own)).data?.["verifyEmail"]).toMatchObject({
      user: { username: input.username, email: input.email },
    });
  });

  it("becomes one account when two links are followed at once", async () => {
    const { own, strangers } = await contested();
    const answers = await Promise.all(
      [own, strangers, own, strangers].map(async (token) => accounts.verifyEmail(token)),
    );
    expect(answers.filter(({ errors }) => errors === undefined)).toHaveLength(1);
    expect(answers.flatMap(codesOf)).toEqual(["BAD_USER_INPUT", "BAD_USER_INPUT", "BAD_USER_INPUT"]);
  });
});

describe("a username that two people want", () => {
  it("is whose address is verified first; the other is told", async () => {
    const username = `u${randomUUID().slice(0, 12)}`;
    const inputs = Array.from({ length: 4 }, () => accounts.newInput({ username }));
    for (const input of inputs) expect((await accounts.signUp(input)).errors).toBeUndefined();
    const tokens = await Promise.all(inputs.map(async ({ email }) => accounts.tokenTo(email, "verify-email")));
    const answers = await Promise.all(tokens.map(async (token) => accounts.verifyEmail(token)));
    expect(answers.filter(({ errors }) => errors === undefined)).toHaveLength(1);
    expect(answers.flatMap(codesOf)).toEqual(["CONFLICT", "CONFLICT", "CONFLICT"]);
  });
});

describe("signing in", () => {
  it("hashes one password, whoever it is: known, unknown, unverified, without a password", async () => {
    const { input } = await accounts.signedUp();
    const waiting = accounts.newInput();
    await accounts.signUp(waiting);
    for (const [login, given] of [
      [input.username, "wrong horse battery"],
      [input.email, "wrong horse battery"],
      ["nobody", password],
      [`${randomUUID()}@example.com`, password],
      [waiting.email, password],
      ["\u0000", password],
      ["", ""],
    ] as const)
      expect(await hashes(async () => accounts.signIn(login, given))).toBe(1);
  });

  it("hashes nothing of what can be no password", async () => {
    const { input } = await accounts.signedUp();
    for (const given of ["a".repeat(1_000_000), "\u0000", "\ud800 alone"])
      for (const login of [input.username, "nobody"]) {
        const before = hashTurns.begun();
        expect(codesOf(await accounts.signIn(login, given))).toEqual(["UNAUTHENTICATED"]);
        expect(hashTurns.begun() - before).toBe(0);
      }
  });
});
