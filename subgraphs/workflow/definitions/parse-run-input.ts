import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Definition } from "./definition.ts";
import { checkInputValue } from "./input-value.ts";

const mostCharacters = 1_000_000;
const given = z.record(z.string(), z.unknown());

/**
 * The inputs of a run: what is given, with defaults for what is not; what need not be given is null.
 * @throws AirgraphError BAD_USER_INPUT naming the input
 */
export function parseRunInput({ input }: Pick<Definition, "input">, json: unknown): Record<string, unknown> {
  const parsed = given.safeParse(json ?? {});
  if (!parsed.success) throw refused("The input must be an object of inputs by name.", "input");
  const unknown = Object.keys(parsed.data).find((name) => !Object.hasOwn(input, name));
  if (unknown !== undefined) {
    const names = Object.keys(input);
    throw refused(
      `There is no input \`${unknown.slice(0, 100)}\`; ${names.length === 0 ? "the workflow takes none" : `there are: ${names.join(", ")}`}.`,
      `input.${unknown.slice(0, 100)}`,
    );
  }
  if (JSON.stringify(parsed.data).length > mostCharacters)
    throw refused(`The input is longer than ${mostCharacters} characters of JSON.`, "input");
  return Object.fromEntries(
    Object.entries(input).map(([name, field]) => {
      const isGiven = Object.hasOwn(parsed.data, name);
      const value = (isGiven ? parsed.data[name] : undefined) ?? field.default ?? null;
      // Only of anything, null is a value.
      if (value === null && field.required && !(field.type === "json" && isGiven))
        throw refused(`The input \`${name}\` is missing.`, `input.${name}`);
      const objection = value === null ? undefined : checkInputValue(field, value);
      if (objection !== undefined) throw refused(`The input \`${name}\` ${objection}.`, `input.${name}`);
      return [name, value];
    }),
  );
}

function refused(message: string, field: string): AirgraphError {
  return new AirgraphError("BAD_USER_INPUT", message, { field });
}
