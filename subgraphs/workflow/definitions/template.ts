import { z } from "zod";

/** Ids of steps and branches, and names of inputs and secrets: names in expressions. */
export const identifier = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, "must be a name of letters, digits and _ that begins with no digit");

/**
 * Values of a definition that are worked out when a step is reached. A template is any JSON; in its texts, `${…}` holds a
 * CEL expression: a text that is one expression alone becomes its value, whatever the type; among other text the value is
 * put in as text: null as none, a list or an object as JSON. `$${` stands for `${`.
 *
 * Numbers of JSON are CEL's doubles; they may be mixed with the whole numbers that an expression writes. Instants are texts in
 * ISO 8601, to be read by `timestamp(…)`; there is no clock: `run.startedAt` is when the run began. A key that is not there
 * fails the expression: `get(item.cells, "Name", "")`, `item.cells.?Name.orValue("")` and `has(item.cells.Name)` ask first.
 * `expressions/functions.ts` has what is known besides CEL's standard.
 *
 * Expressions know `input`, `trigger`, `run`, `steps.<id>.output` of steps that are done by then, `item` and `index` inside
 * a forEach, `error` inside an `onError`, and, in settings of http steps, `secrets.<name>`.
 */
export const template = z.json().meta({
  id: "Template",
  description: "Any JSON; its texts may hold CEL expressions, ${…}, that are worked out when they are needed.",
});
export type Template = z.infer<typeof template>;

/** A template that must come to a text. */
export const textTemplate = z.string().max(100_000).meta({
  id: "TextTemplate",
  description: "A text that may hold CEL expressions, ${…}.",
});

/** A list of whatever, or one `${…}` that comes to a list. */
export const listTemplate = z.union([z.array(template).max(1_000), textTemplate]).meta({
  id: "ListTemplate",
  description: "A list, or a text that is one ${…} which comes to a list.",
});

/** One CEL expression alone, without `${}`. */
export const expression = z.string().min(1).max(10_000).meta({
  id: "Expression",
  description: "One CEL expression that comes to true or false, without ${}.",
});

/** A number, or a text that is one `${…}` which comes to a number. */
export const numberTemplate = z
  .union([z.number(), z.string().regex(/^\$\{[\s\S]*\}$/, "must be a number or one ${…}")])
  .meta({ id: "NumberTemplate", description: "A number, or a text that is one ${…} which comes to a number." });
