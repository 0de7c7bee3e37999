import { describe, expect, it } from "@jest/globals";
import { createSecretPlaceholders } from "./secret-placeholders.ts";

const token = 'to"ken & Grüße/1';

function open(values: Readonly<Record<string, string>> = { token, tokens: "another-one" }) {
  const asked: string[][] = [];
  const secrets = createSecretPlaceholders(async (names) => {
    asked.push([...names]);
    return new Map(Object.entries(values));
  });
  return { secrets, asked };
}

describe("the placeholder of a secret", () => {
  it("holds nothing of the secret, and another is made for each attempt", () => {
    const [one, other] = [open().secrets, open().secrets];
    expect(one.placeholder("token")).not.toContain('to"ken');
    expect(one.placeholder("token")).toBe(one.placeholder("token"));
    expect(one.placeholder("token")).not.toBe(other.placeholder("token"));
  });

  it("becomes the value wherever it stands, whatever text stands around it", async () => {
    const { secrets, asked } = open();
    const [first, second] = [secrets.placeholder("token"), secrets.placeholder("tokens")];
    expect(await secrets.reveal({ a: [`Bearer ${first}1s`, 5, null], b: { c: second + first } })).toEqual({
      a: [`Bearer ${token}1s`, 5, null],
      b: { c: `another-one${token}` },
    });
    expect(asked).toEqual([["token", "tokens"]]);
  });

  it("can't be forged by an input: only the attempt's own are revealed", async () => {
    const { secrets, asked } = open();
    secrets.placeholder("token");
    const forged = [open().secrets.placeholder("token"), "secret.0.0.", "secret.token", "${secrets.token}"];
    expect(await secrets.reveal(forged)).toEqual(forged);
    expect(asked).toEqual([]);
  });

  it("is not revealed for an index that was never given out", async () => {
    const { secrets } = open();
    const beyond = secrets.placeholder("token").replace(/\.0\.$/, ".7.");
    expect(await secrets.reveal(beyond)).toBe(beyond);
  });

  it("of a secret that there is not fails, and names it", async () => {
    const { secrets } = open({});
    await expect(secrets.reveal(secrets.placeholder("token"))).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      message: 'There is no secret "token".',
    });
    await expect(secrets.value("token")).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  it("is found in keys and values at whatever depth", () => {
    const { secrets } = open();
    const placeholder = secrets.placeholder("token");
    expect(secrets.isIn({ a: [{ b: `x${placeholder}` }] })).toBe(true);
    expect(secrets.isIn({ [placeholder]: 1 })).toBe(true);
    expect(secrets.isIn({ a: ["secret.", token] })).toBe(false);
  });
});

describe("mask", () => {
  it("hides placeholders, so that what is recorded of a step does not hold them", () => {
    const { secrets } = open();
    const placeholder = secrets.placeholder("token");
    expect(secrets.mask({ header: `Bearer ${placeholder}`, [placeholder]: [placeholder] })).toEqual({
      header: "Bearer ***",
      "***": ["***"],
    });
  });

  it.each([
    ["as it is", token],
    ["as JSON within text", JSON.stringify({ token }).slice(10, -2)],
    ["as a part of a URL", encodeURIComponent(token)],
    ["in base64", Buffer.from(token).toString("base64")],
    ["in base64url", Buffer.from(token).toString("base64url")],
    ["in hexadecimal", Buffer.from(token).toString("hex")],
  ])("hides a value that comes back %s", async (_how, echoed) => {
    const { secrets } = open();
    await secrets.value("token");
    expect(secrets.mask({ body: [`you sent ${echoed}!`], [echoed]: 1 })).toEqual({ body: ["you sent ***!"], "***": 1 });
  });

  it("hides the longer of two values of which one begins with the other", async () => {
    const { secrets } = open({ short: "password", long: "password-long" });
    await secrets.reveal(secrets.placeholder("short") + secrets.placeholder("long"));
    expect(secrets.mask("password-long password")).toBe("*** ***");
  });

  it("leaves alone what was never revealed", () => {
    const { secrets } = open();
    secrets.placeholder("token");
    expect(secrets.mask({ a: token, b: [1, true, null] })).toEqual({ a: token, b: [1, true, null] });
  });
});
