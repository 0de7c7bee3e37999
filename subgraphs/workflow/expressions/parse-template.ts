import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Template } from "../definitions/template.ts";

/** A text of a template: what stands as it is, and what is worked out. */
export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "expression"; readonly source: string };

/**
 * Takes a text of a template apart. `${…}` ends where its braces are balanced, those in CEL's texts not counted; `$${` stands
 * for `${`.
 * @throws AirgraphError BAD_USER_INPUT for a `${` that does not end, and for one with nothing in it
 */
export function parseTemplate(source: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = "";
  let place = 0;
  while (place < source.length) {
    const next = source.indexOf("$", place);
    if (next === -1) break;
    text += source.slice(place, next);
    if (source.startsWith("$${", next)) {
      text += "${";
      place = next + 3;
    } else if (source.startsWith("${", next)) {
      const end = endOfExpression(source, next + 2);
      const expression = source.slice(next + 2, end).trim();
      if (expression === "") throw new AirgraphError("BAD_USER_INPUT", "`${}` has no expression in it.");
      if (text !== "") parts.push({ kind: "text", text });
      parts.push({ kind: "expression", source: expression });
      text = "";
      place = end + 1;
    } else {
      text += "$";
      place = next + 1;
    }
  }
  text += source.slice(place);
  if (text !== "" || parts.length === 0) parts.push({ kind: "text", text });
  return parts;
}

/** All expressions of a template, with the path of keys to the text each is in. */
export function* expressionsOf(
  template: Template,
  path: readonly (string | number)[] = [],
): Generator<{ readonly source: string; readonly path: readonly (string | number)[]; readonly alone: boolean }> {
  if (typeof template === "string") {
    if (!template.includes("${")) return;
    const parts = parseTemplate(template);
    for (const part of parts)
      if (part.kind === "expression") yield { source: part.source, path, alone: parts.length === 1 };
  } else if (Array.isArray(template)) {
    for (const [index, item] of template.entries()) yield* expressionsOf(item, [...path, index]);
  } else if (typeof template === "object" && template !== null) {
    for (const [key, value] of Object.entries(template)) yield* expressionsOf(value, [...path, key]);
  }
}

function endOfExpression(source: string, start: number): number {
  let open = 0;
  let place = start;
  while (place < source.length) {
    const character = source[place];
    if (character === '"' || character === "'") {
      place = endOfText(source, place);
      continue;
    }
    if (source.startsWith("//", place)) {
      const line = source.indexOf("\n", place);
      place = line === -1 ? source.length : line;
      continue;
    }
    if (character === "{") open += 1;
    if (character === "}") {
      if (open === 0) return place;
      open -= 1;
    }
    place += 1;
  }
  throw new AirgraphError("BAD_USER_INPUT", `\`${excerpt(source.slice(start - 2))}\` is not closed by a \`}\`.`);
}

/** Where CEL's text that begins at a quote is over. */
function endOfText(source: string, start: number): number {
  const quote = source[start] ?? "";
  const mark = source.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
  for (let place = start + mark.length; place < source.length; place += 1) {
    if (source.startsWith(mark, place)) return place + mark.length;
    if (source[place] === "\\") place += 1;
  }
  return source.length;
}

/** So much of an expression as fits into a message. */
export function excerpt(source: string): string {
  const line = source.replaceAll(/\s+/g, " ");
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
