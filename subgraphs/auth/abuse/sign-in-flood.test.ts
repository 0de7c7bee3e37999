import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Source } from "../../../kernel/identity/source.ts";
import { codesOf, password, startAccounts, type TestAccounts } from "../accounts/fixtures/start-accounts.ts";
import { hashTurns } from "../accounts/passwords.ts";
import { totps } from "../store/tables.ts";

let accounts: TestAccounts;
beforeAll(async () => {
  accounts = await startAccounts({ RATE_LIMITS: "on" });
});
afterAll(async () => accounts.stop());

const at = (address: string): Source => ({ transport: "http", address });
const home = at("198.51.100.7");

describe("300 attempts at one account at once", () => {
  it.each([
    ["one address", () => at("203.0.113.1"), 10],
    ["300 addresses", (n: number) => at(`2001:db8:${n.toString(16)}::1`), 50],
  ] as const)(
    "from %s are all answered, few of them hashed, and the owner still gets in",
    async (_what, from, most) => {
      const { input } = await accounts.signedUp();
      expect((await accounts.signIn(input.email, password, home)).errors).toBeUndefined();

      const lag = monitorEventLoopDelay({ resolution: 10 });
      lag.enable();
      const before = hashTurns.begun();
      const attack = Array.from({ length: 300 }, async (_, n) =>
        accounts.signIn(input.email, `guess number ${n} of many`, from(n)),
      );
      const [owners, ...answers] = await Promise.all([accounts.signIn(input.email, password, home), ...attack]);
      lag.disable();
      const hashed = hashTurns.begun() - before;

      expect(owners.errors).toBeUndefined();
      const codes = answers.flatMap(codesOf);
      expect(codes).toHaveLength(300);
      expect(codes.filter((code) => code === "UNAUTHENTICATED")).toHaveLength(most);
      expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(300 - most);
      expect(hashed).toBe(most + 1);
      // Hashing happens elsewhere: nothing but parsing and queries is done between two turns of the loop.
      expect(lag.percentile(50) / 1e6).toBeLessThan(200);
      // After the flood too, from where the account was used before.
      expect((await accounts.signIn(input.email, password, home)).errors).toBeUndefined();
    },
  );

  it("may be 10,000: each is answered, 50 are hashed, and the owner gets in meanwhile", async () => {
    const { input } = await accounts.signedUp();
    expect((await accounts.signIn(input.email, password, home)).errors).toBeUndefined();
    const before = hashTurns.begun();
    const codes = new Map<unknown, number>();
    for (let sent = 0; sent < 10_000; sent += 500) {
      const wave = Array.from({ length: 500 }, async (_, n) =>
        accounts.signIn(input.email, `guess number ${sent + n}`, at(`192.0.2.${n % 20}`)),
      );
      for (const code of (await Promise.all(wave)).flatMap(codesOf)) codes.set(code, (codes.get(code) ?? 0) + 1);
      if (sent === 5_000) expect((await accounts.signIn(input.email, password, home)).errors).toBeUndefined();
    }
    expect(Object.fromEntries(codes)).toEqual({ UNAUTHENTICATED: 50, RATE_LIMITED: 9_950 });
    expect(hashTurns.begun() - before).toBe(51);
  }, 180_000);

  it("meet the same answers where there is no such account", async () => {
    const { input } = await accounts.signedUp();
    const answersTo = async (login: string, address: string) => {
      const codes: unknown[] = [];
      for (let n = 0; n < 13; n += 1)
        codes.push(...codesOf(await accounts.signIn(login, "wrong horse battery", at(address))));
      return codes;
    };
    expect(await answersTo("nobody@example.com", "203.0.113.50")).toEqual(await answersTo(input.email, "203.0.113.51"));
  });
});

describe("an owner whom others keep out at a new address", () => {
  it("gets in after a password reset from there", async () => {
    const { input } = await accounts.signedUp();
    await Promise.all(
      Array.from({ length: 60 }, async (_, n) =>
        accounts.signIn(input.email, "guess", at(`2001:db8:aaaa:${n.toString(16)}::1`)),
      ),
    );
    const abroad = at("192.0.2.200");
    expect(codesOf(await accounts.signIn(input.email, password, abroad))).toEqual(["RATE_LIMITED"]);
    await accounts.ask("mutation ($email: String!) { requestPasswordReset(email: $email) { email } }", input);
    const token = await accounts.tokenTo(input.email, "reset-password");
    const reset = "mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { user { id } } }";
    const newPassword = "a password of my own";
    await accounts.ask(reset, { input: { token, newPassword } }, { kind: "anonymous" }, abroad);
    expect((await accounts.signIn(input.email, newPassword, abroad)).errors).toBeUndefined();
  });
});

describe("mails to one address", () => {
  it("are few, whoever asks for them", async () => {
    const { input } = await accounts.signedUp();
    const request = "mutation ($email: String!) { requestPasswordReset(email: $email) { email } }";
    const ask = async (n: number) =>
      accounts.ask(request, input, { kind: "anonymous" }, at(`2001:db8:bbbb:${n.toString(16)}::1`));
    const codes = (await Promise.all(Array.from({ length: 30 }, async (_, n) => ask(n)))).flatMap(codesOf);
    expect(codes).toEqual(Array.from({ length: 10 }, () => "RATE_LIMITED"));
    await accounts.mailsSettled();
    const mails = await accounts.mailsTo(input.email);
    expect(mails.filter((mail) => mail.includes("Set a new password"))).toHaveLength(20);
  });
});

describe("guessing codes of a second factor behind a right password", () => {
  it("ends after ten attempts, however many sign-ins begin", async () => {
    const { input, caller } = await accounts.signedUp();
    const now = new Date(accounts.time.now);
    const totp = { personId: caller.userId, sealedSecret: "none", createdAt: now, confirmedAt: now };
    await accounts.db.insert(totps).values(totp);
    const begin = `mutation ($input: SignInInput!) { signIn(input: $input) { ... on SecondFactorRequired { challenge } } }`;
    const end = "mutation ($input: CompleteSignInInput!) { completeSignIn(input: $input) { accessToken } }";
    const codes: unknown[] = [];
    for (let n = 0; n < 12; n += 1) {
      const source = at(`2001:db8:cccc:${n.toString(16)}::1`);
      const anonymous = { kind: "anonymous" } as const;
      const given = { login: input.email, password };
      const { data } = await accounts.ask(begin, { input: given }, anonymous, source);
      const begun = data?.["signIn"] as { challenge: string } | undefined;
      // The form of a recovery code, so that the sealed secret is not opened.
      const answer = await accounts.ask(
        end,
        { input: { challenge: begun?.challenge, code: "aaaaa-bbbbb" } },
        anonymous,
        source,
      );
      codes.push(...codesOf(answer));
    }
    expect(codes.slice(0, 10)).not.toContain("RATE_LIMITED");
    expect(codes.slice(10)).toEqual(["RATE_LIMITED", "RATE_LIMITED"]);
  });
});

describe("guessing the current password of a session that was left open", () => {
  it("ends after ten attempts", async () => {
    const { caller } = await accounts.signedUp();
    const change = "mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { user { id } } }";
    const codes: unknown[] = [];
    for (let n = 0; n < 12; n += 1) {
      const input = { currentPassword: `guess number ${n}`, newPassword: "a password of my own" };
      codes.push(...codesOf(await accounts.ask(change, { input }, caller, home)));
    }
    expect(codes).toEqual([...Array.from({ length: 10 }, () => "BAD_USER_INPUT"), "RATE_LIMITED", "RATE_LIMITED"]);
  });
});
