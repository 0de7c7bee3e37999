import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

type Env = Readonly<NodeJS.Dict<string>>;

/** Where a secret can come from besides the variable itself. */
const sourceSuffixes = ["_FILE", "_COMMAND"];

/** Time for a person to touch a key. */
const longestCommandMs = 30_000;
const largestAnswer = 1024 * 1024;

/** What a source gave. A problem never repeats the value, nor what the file or the command is called: it may be one. */
export type SourcedText = { readonly text: string } | { readonly problem: string };

/** Commands cost time, and may cost money or a person's attention, so each is run once for one environment. */
const answers = new WeakMap<Env, Map<string, SourcedText>>();

/** Whether an environment says where to take a secret from. */
export function isGiven(variable: string, env: Env): boolean {
  return sourcesOf(variable, env).length > 0;
}

/**
 * The text of a secret from the one of its sources that is set: the variable itself, the file that `X_FILE` names, or
 * what the command in `X_COMMAND` prints. Files lose the line breaks at their end, answers of commands the white space
 * around them.
 * @param withheld variables that the command does not inherit: the other secrets
 * @returns undefined when none is set
 */
export function readSecret(
  variable: string,
  env: Env,
  withheld: Iterable<string>,
  timeoutMs = longestCommandMs,
): SourcedText | undefined {
  const given = sourcesOf(variable, env);
  const [source] = given;
  if (source === undefined) return undefined;
  if (given.length > 1) return { problem: `${given.join(" and ")} are set, of which only one can be` };

  const value = env[source] ?? "";
  if (source === variable) return { text: value };
  if (source.endsWith("_FILE")) return readFile(source, value);
  const known = answers.get(env) ?? new Map<string, SourcedText>();
  answers.set(env, known);
  const answer = known.get(source) ?? runCommand(source, value, without(env, withheld), timeoutMs);
  known.set(source, answer);
  return answer;
}

function sourcesOf(variable: string, env: Env): string[] {
  return ["", ...sourceSuffixes]
    .map((suffix) => `${variable}${suffix}`)
    .filter((name) => env[name] !== undefined && env[name] !== "");
}

function readFile(source: string, path: string): SourcedText {
  try {
    const text = readFileSync(path, "utf8").replace(/[\r\n]+$/, "");
    return text === "" ? { problem: `${source} names an empty file` } : { text };
  } catch (error) {
    return { problem: `${source} names a file that can't be read (${codeOf(error)})` };
  }
}

/** By the shell, as an operator would type it. */
function runCommand(source: string, command: string, env: Record<string, string>, timeoutMs: number): SourcedText {
  const { status, signal, stdout, error } = spawnSync(command, {
    shell: true,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    timeout: timeoutMs,
    killSignal: "SIGKILL",
    maxBuffer: largestAnswer,
  });
  if (error !== undefined && codeOf(error) === "ETIMEDOUT")
    return { problem: `${source} did not end within ${timeoutMs} ms` };
  if (error !== undefined) return { problem: `${source} can't be run (${codeOf(error)})` };
  if (status !== 0) return { problem: `${source} ended with ${status ?? signal}` };
  const text = stdout.trim();
  return text === "" ? { problem: `${source} printed nothing` } : { text };
}

function without(env: Env, withheld: Iterable<string>): Record<string, string> {
  const secrets = new Set(withheld);
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined || secrets.has(name) ? [] : [[name, value]])),
  );
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
}
