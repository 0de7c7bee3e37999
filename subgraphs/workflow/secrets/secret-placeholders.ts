import { randomBytes } from "node:crypto";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";

/**
 * The secrets of one attempt of an action. Expressions see placeholders, which hold a nonce that no input can know; only
 * the action that sends a secret puts its value in, just before.
 */
export interface SecretPlaceholders {
  /** What `secrets.<name>` comes to. */
  placeholder(name: string): string;
  /** Whether a placeholder is anywhere in it. */
  isIn(json: unknown): boolean;
  /**
   * The same with values in the place of placeholders.
   * @throws AirgraphError BAD_USER_INPUT that names a secret which the tenant does not have
   */
  reveal<Json>(json: Json): Promise<Json>;
  /** One secret's value. @throws like `reveal` */
  value(name: string): Promise<string>;
  /** The same with `***` in the place of placeholders, and of values that were revealed, as they are or encoded. */
  mask(json: unknown): unknown;
}

/** Finds values of secrets by their names; those that there are. */
export type FindSecrets = (names: readonly string[]) => Promise<ReadonlyMap<string, string>>;

const masked = "***";

export function createSecretPlaceholders(find: FindSecrets): SecretPlaceholders {
  const nonce = randomBytes(16).toString("hex");
  const names: string[] = [];
  const values = new Map<string, string>();
  // Digits and a dot at the end: whatever text stands behind a placeholder is no part of it.
  const pattern = new RegExp(`secret\\.${nonce}\\.(\\d+)\\.`, "g");

  async function load(wanted: readonly string[]): Promise<void> {
    const missing = wanted.filter((name) => !values.has(name));
    if (missing.length === 0) return;
    const found = await find(missing);
    for (const name of missing) {
      const value = found.get(name);
      if (value === undefined)
        throw new AirgraphError("BAD_USER_INPUT", `There is no secret ${JSON.stringify(name)}.`, { field: "secrets" });
      values.set(name, value);
    }
  }

  return {
    placeholder(name) {
      const known = names.indexOf(name);
      const index = known === -1 ? names.push(name) - 1 : known;
      return `secret.${nonce}.${index}.`;
    },

    isIn: (json) => textsOf(json).some((text) => text.includes(nonce)),

    async reveal(json) {
      const used = textsOf(json).flatMap((text) =>
        [...text.matchAll(pattern)].map(([, index]) => names[Number(index)]),
      );
      await load([...new Set(used)].filter((name) => name !== undefined));
      return changeTexts(json, (text) =>
        text.replaceAll(pattern, (whole, index: string) => values.get(names[Number(index)] ?? "") ?? whole),
      );
    },

    async value(name) {
      await load([name]);
      return values.get(name) ?? "";
    },

    mask(json) {
      // The longest first: one may be a part of another.
      const told = [...values.values()].flatMap(formsOf).sort((one, other) => other.length - one.length);
      return changeTexts(json, (text) =>
        told.reduce((left, value) => left.replaceAll(value, masked), text.replaceAll(pattern, masked)),
      );
    },
  };
}

/** How a value may come back from whom it was sent to. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value, "utf8");
  const forms = [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)];
  return [...new Set([...forms, bytes.toString("base64"), bytes.toString("base64url"), bytes.toString("hex")])];
}

function textsOf(json: unknown): string[] {
  if (typeof json === "string") return [json];
  if (typeof json !== "object" || json === null) return [];
  return Object.entries(json).flatMap(([key, value]) =>
    Array.isArray(json) ? textsOf(value) : [key, ...textsOf(value)],
  );
}

/** A copy with other texts in it, keys included. */
function changeTexts<Json>(json: Json, change: (text: string) => string): Json;
function changeTexts(json: unknown, change: (text: string) => string): unknown {
  if (typeof json === "string") return change(json);
  if (Array.isArray(json)) return json.map((item: unknown) => changeTexts(item, change));
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [change(key), changeTexts<unknown>(value, change)]),
  );
}
