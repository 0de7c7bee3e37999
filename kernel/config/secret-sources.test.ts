import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readSecret } from "./secret-sources.ts";
import { ConfigError, configProblems, type Env, readConfig, setting, text } from "./settings.ts";

const settings = {
  sealKey: setting("SEAL_KEY", text.key256, { description: "Seals.", secret: true }),
  otherKeys: setting("OTHER_KEYS", text.keys256, { description: "Open.", default: "", secret: true }),
  level: setting("LEVEL", text.string, { description: "Says how much.", default: "info" }),
};
const key = Buffer.alloc(32, 7);
const keyText = key.toString("base64");
const PATH = process.env["PATH"];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "secrets-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(content: string): string {
  const file = join(mkdtempSync(join(folder, "s-")), "secret");
  writeFileSync(file, content);
  return file;
}

function problemsOf(env: Env): readonly string[] {
  try {
    readConfig(settings, env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe("a secret", () => {
  it("is read from the variable, from a file or from what a command prints", () => {
    expect(readConfig(settings, { SEAL_KEY: keyText }).sealKey).toEqual(key);
    for (const end of ["", "\n", "\r\n", "\n\n"])
      expect(readConfig(settings, { SEAL_KEY_FILE: fileOf(`${keyText}${end}`) }).sealKey).toEqual(key);
    expect(readConfig(settings, { PATH, SEAL_KEY_COMMAND: `echo; echo ' ${keyText} '` }).sealKey).toEqual(key);
  });

  it("keeps the space around it in a file, as a password may have it", () => {
    const password = setting("PASSWORD", text.string, { description: "Opens.", secret: true });
    expect(readConfig({ password }, { PASSWORD_FILE: fileOf(" pass word \n") }).password).toBe(" pass word ");
  });

  it("with a default needs no source, and may have one", () => {
    expect(readConfig(settings, { SEAL_KEY: keyText }).otherKeys).toEqual([]);
    const env = { SEAL_KEY: keyText, OTHER_KEYS_FILE: fileOf(`${keyText},${keyText}\n`) };
    expect(readConfig(settings, env).otherKeys).toEqual([key, key]);
  });

  it("takes an empty source for one that is not set", () => {
    const env = { SEAL_KEY: "", SEAL_KEY_COMMAND: "", SEAL_KEY_FILE: fileOf(keyText) };
    expect(readConfig(settings, env).sealKey).toEqual(key);
    expect(problemsOf({ SEAL_KEY: "", SEAL_KEY_FILE: "", SEAL_KEY_COMMAND: "" })).toEqual([
      "SEAL_KEY is required: Seals.",
    ]);
  });

  it("is the only kind of setting that has sources", () => {
    expect(readConfig(settings, { SEAL_KEY: keyText, LEVEL_FILE: fileOf("debug") }).level).toBe("info");
  });
});

describe("the problems", () => {
  it("are told with all others, and repeat neither the secret nor what the source is", () => {
    const tellTale = "tell-tale";
    const cases: [Env, string][] = [
      [{ SEAL_KEY: tellTale, SEAL_KEY_FILE: tellTale }, "SEAL_KEY and SEAL_KEY_FILE are set, of which only one can be"],
      [
        { SEAL_KEY: tellTale, SEAL_KEY_FILE: tellTale, SEAL_KEY_COMMAND: tellTale },
        "SEAL_KEY and SEAL_KEY_FILE and SEAL_KEY_COMMAND are set, of which only one can be",
      ],
      [{ SEAL_KEY_FILE: `/nowhere/${tellTale}` }, "SEAL_KEY_FILE names a file that can't be read (ENOENT)"],
      [
        { SEAL_KEY_FILE: `/nowhere/\0${tellTale}` },
        "SEAL_KEY_FILE names a file that can't be read (ERR_INVALID_ARG_VALUE)",
      ],
      [{ SEAL_KEY_FILE: folderOf(tellTale) }, "SEAL_KEY_FILE names a file that can't be read (EISDIR)"],
      [{ SEAL_KEY_FILE: fileOf("\n\n") }, "SEAL_KEY_FILE names an empty file"],
      [{ SEAL_KEY_FILE: fileOf(tellTale) }, "SEAL_KEY must be base64"],
      [{ SEAL_KEY_COMMAND: `: ${tellTale}` }, "SEAL_KEY_COMMAND printed nothing"],
      [{ SEAL_KEY_COMMAND: `echo ${tellTale}; exit 3` }, "SEAL_KEY_COMMAND ended with 3"],
      [{ SEAL_KEY_COMMAND: `echo ${tellTale} >&2; kill -9 $$` }, "SEAL_KEY_COMMAND ended with SIGKILL"],
      [{ SEAL_KEY_COMMAND: `${tellTale}-is-no-command` }, "SEAL_KEY_COMMAND ended with 127"],
      [{ SEAL_KEY_COMMAND: `echo ${tellTale}; yes` }, "SEAL_KEY_COMMAND can't be run (ENOBUFS)"],
      [{ SEAL_KEY_COMMAND: `echo ${tellTale}` }, "SEAL_KEY must be base64"],
    ];
    for (const [env, problem] of cases) {
      const problems = problemsOf({ PATH, ...env, OTHER_KEYS: "short" });
      expect(problems).toEqual([`${problem}: Seals.`, "OTHER_KEYS must be base64: Open."]);
      expect(problems.join()).not.toContain(tellTale);
    }
  });

  it("never repeat what a file holds, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), (secret) => {
        const [said = ""] = problemsOf({ SEAL_KEY_FILE: fileOf(secret) });
        fc.pre(
          !"SEAL_KEY must be base64; must be 32 bytes in base64: Seals. names an empty file".includes(secret.trim()),
        );
        expect(said).not.toBe("");
        expect(said).not.toContain(secret);
      }),
      { numRuns: 50 },
    );
  });
});

describe("a command", () => {
  it("is run once for an environment, however many parts read it", () => {
    const counter = join(folder, "counter");
    const env = { PATH, SEAL_KEY_COMMAND: `echo run >> ${counter}; echo ${keyText}` };
    expect(configProblems([settings, { ...settings }], env)).toEqual([]);
    readConfig(settings, env);
    readConfig({ sealKey: settings.sealKey }, env);
    expect(readFileSync(counter, "utf8")).toBe("run\n");
  });

  it("inherits the environment, but no secret of any part", () => {
    setting("ELSEWHERE_KEY", text.string, { description: "Of another part.", secret: true });
    const seen = join(folder, "seen");
    const env = {
      PATH,
      VAULT_ADDR: "http://vault",
      OTHER_KEYS: keyText,
      ELSEWHERE_KEY: "secret",
      SEAL_KEY_COMMAND: `env > ${seen}; echo ${keyText}`,
    };
    expect(readConfig(settings, env).sealKey).toEqual(key);
    const inherited = readFileSync(seen, "utf8");
    expect(inherited).toMatch(/^VAULT_ADDR=http:\/\/vault$/m);
    expect(inherited).not.toMatch(/^(OTHER_KEYS|ELSEWHERE_KEY)=/m);
  });

  it.each(["sleep 60", "sleep 60; echo late", "(sleep 60 && echo late) & wait"])(
    "that does not end is killed after a while: %s",
    (command) => {
      const startedAt = performance.now();
      const answer = readSecret("SLOW", { PATH, SLOW_COMMAND: command }, [], 300);
      expect(answer).toEqual({ problem: "SLOW_COMMAND did not end within 300 ms" });
      expect(performance.now() - startedAt).toBeLessThan(30_000);
    },
  );
});

function folderOf(name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
}
