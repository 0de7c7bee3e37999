import type { z } from "zod";
import { type ParsedSeed, SeedError, seedSchema } from "./seed.ts";

/** How many problems one error tells; a seed with one wrong key tends to have it a thousand times. */
const mostProblems = 10;

/**
 * Checks the form of a seed.
 *
 * @throws SeedError with the path of each problem, such as `bases[0].tables[2].fields[1].options.precision`
 */
export function parseSeed(value: unknown): ParsedSeed {
  const parsed = seedSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${pathText(issue.path)}: ${issue.message}`);
  const more = problems.length - mostProblems;
  throw new SeedError(
    [
      `the seed has ${problems.length} problem(s):`,
      ...problems.slice(0, mostProblems).map((problem) => `  - ${problem}`),
      ...(more > 0 ? [`  - and ${more} more`] : []),
    ].join("\n"),
    { cause: parsed.error },
  );
}

function pathText(path: z.core.$ZodIssue["path"]): string {
  let text = "";
  for (const part of path) text += typeof part === "number" ? `[${part}]` : `${text === "" ? "" : "."}${String(part)}`;
  return text === "" ? "the whole" : text;
}
