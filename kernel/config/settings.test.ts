import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { ConfigError, configProblems, readConfig, setting, text } from "./settings.ts";

const key = Buffer.alloc(32, 7).toString("base64");

const server = {
  port: setting("PORT", text.port, { description: "Where to listen.", default: "8000" }),
  url: setting("URL", text.url, { description: "Where others are." }),
  sealKey: setting("SEAL_KEY", text.key256, { description: "Seals.", secret: true }),
};
const complete = { URL: "http://localhost:1", SEAL_KEY: key };

function problemsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(server, env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe("readConfig", () => {
  it("reads each setting by its schema", () => {
    expect(readConfig(server, { ...complete, PORT: "80" })).toEqual({
      port: 80,
      url: "http://localhost:1",
      sealKey: Buffer.alloc(32, 7),
    });
  });

  it("takes an empty variable for one that is not set", () => {
    expect(readConfig(server, { ...complete, PORT: "" }).port).toBe(8000);
    expect(readConfig(server, complete).port).toBe(8000);
    expect(problemsOf({ ...complete, URL: "" })).toEqual(["URL is required: Where others are."]);
  });

  it("tells all problems at once, each with the variable, the value and what it is for", () => {
    expect(problemsOf({ PORT: "eighty" })).toEqual([
      'PORT must be a whole number (got "eighty"): Where to listen.',
      "URL is required: Where others are.",
      "SEAL_KEY is required: Seals.",
    ]);
    expect(() => readConfig(server, { PORT: "eighty" })).toThrow(/3 problem\(s\):\n {2}- PORT .*\n {2}- URL .*\n/);
  });

  it("never repeats the value of a secret", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), (secret) => {
        fc.pre(!"SEAL_KEY must be base64; must be 32 bytes in base64: Seals.".includes(secret));
        const said = problemsOf({ ...complete, SEAL_KEY: secret });
        expect(said).toHaveLength(1);
        expect(said.join()).not.toContain(secret);
      }),
    );
  });
});

describe("configProblems", () => {
  it("tells the problems of several parts together, those that parts share once", () => {
    const other = { url: server.url, name: setting("NAME", text.string, { description: "Whose." }) };
    expect(configProblems([server, other], { SEAL_KEY: key })).toEqual([
      "URL is required: Where others are.",
      "NAME is required: Whose.",
    ]);
    expect(configProblems([server, other], { ...complete, NAME: "x" })).toEqual([]);
  });
});

describe("the kinds of text", () => {
  it.each([
    ["string", " as it is ", " as it is "],
    ["port", "0", 0],
    ["port", "65535", 65_535],
    ["milliseconds", "0", 0],
    ["milliseconds", "60000", 60_000],
    ["positiveInteger", "1", 1],
    ["optionalPositiveInteger", "", undefined],
    ["optionalPositiveInteger", "5", 5],
    ["percent", "0", 0],
    ["percent", "100", 100],
    ["boolean", "true", true],
    ["boolean", "false", false],
    ["url", "http://127.0.0.1:8000", "http://127.0.0.1:8000"],
    ["url", "postgres://a:b@host:5432/c", "postgres://a:b@host:5432/c"],
    ["optionalUrl", "", undefined],
    ["optionalUrl", "http://file:8005", "http://file:8005"],
    ["list", "", []],
    ["list", " a, b ,,c,", ["a", "b", "c"]],
    ["key256", key, Buffer.alloc(32, 7)],
    ["keys256", "", []],
    ["keys256", `${key}, ${key}`, [Buffer.alloc(32, 7), Buffer.alloc(32, 7)]],
  ] as const)("%s reads %j", (kind, given, read) => {
    expect(text[kind].parse(given)).toEqual(read);
  });

  it.each([
    ["port", "65536", "must be 0-65535"],
    ["port", "-1", "must be 0-65535"],
    ["port", "80.5", "must be a whole number"],
    ["port", "0x50", "must be a whole number"],
    ["port", " 80", "must be a whole number"],
    ["milliseconds", "-1", "must not be negative"],
    ["milliseconds", "1e3", "must be a whole number"],
    ["milliseconds", "10s", "must be a whole number"],
    ["positiveInteger", "0", "must be at least 1"],
    ["optionalPositiveInteger", "0", "must be at least 1"],
    ["percent", "101", "must be 0-100"],
    ["positiveInteger", "٣", "must be a whole number"],
    ["boolean", "yes", "must be true or false"],
    ["boolean", "TRUE", "must be true or false"],
    ["url", "localhost", "must be a URL"],
    ["optionalUrl", "nowhere", "must be a URL"],
    ["key256", "not base64!", "must be base64"],
    ["key256", Buffer.alloc(31).toString("base64"), "must be 32 bytes in base64"],
    ["key256", Buffer.alloc(33).toString("base64"), "must be 32 bytes in base64"],
    ["keys256", `${key},${Buffer.alloc(33).toString("base64")}`, "must be 32 bytes in base64"],
  ] as const)("%s refuses %j: %s", (kind, given, message) => {
    const parsed = text[kind].safeParse(given);
    expect(parsed.error?.issues.map((issue) => issue.message)).toContain(message);
  });

  it("numbers are read as they are written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (number) => {
        expect(text.positiveInteger.parse(String(number))).toBe(number);
      }),
    );
  });
});
