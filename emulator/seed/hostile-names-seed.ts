import { hostileBases } from "./hostile-names/hostile-bases.ts";
import { sampleWorkspace } from "./sample/sample-workspace.ts";
import type { Seed } from "./seed.ts";

/**
 * Three bases whose names, and those of their tables, fields and choices, are such as people give and programs stumble over: emoji,
 * names of JavaScript's and GraphQL's own things, 300 characters, names that differ in nothing a program keeps, other
 * alphabets. Ids and values are the same in every run.
 */
export function hostileNamesSeed(): Seed {
  return sampleWorkspace(hostileBases());
}
