import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { z } from "zod";
import { SayableError } from "../../kernel/process/sayable-error.ts";

const test = z.object({
  query: z.string(),
  expected: z.object({ data: z.unknown().optional(), errors: z.boolean().optional() }),
});

const suite = z.object({
  id: z.string(),
  subgraphs: z.array(z.object({ name: z.string(), typeDefs: z.string(), resolvers: z.looseObject({}) })),
  // Some suites make new ids for every run.
  tests: z.union([z.array(test), z.custom<() => unknown>((made) => typeof made === "function")]),
});

export type AuditTest = z.infer<typeof test>;

/** Subgraphs, and what a gateway in front of them must answer. */
export interface AuditSuite extends Omit<z.infer<typeof suite>, "tests"> {
  readonly tests: readonly AuditTest[];
}

/**
 * What the suites import of the audit's own program, in place of a server that needs packages which we don't have: here
 * they only say what they consist of.
 */
const standIns = {
  "subgraph.ts": "export const createSubgraph = (name, parts) => ({ name, ...parts });",
  "supergraph.ts": "export const serve = (id, subgraphs, tests) => ({ id, subgraphs, tests });",
  // A subgraph then refuses what a good plan doesn't ask of it, as in the published results.
  "env.ts": "export const shouldPunishForPoorPlans = () => true;",
};

/**
 * The audit's suites, each with resolvers and data of its own at every call: mutations change them.
 * @param checkout folder of the public audit's repository; it need not be installed and nothing in it is changed
 * @throws SayableError when it holds no suites
 */
export async function loadSuites(checkout: string): Promise<AuditSuite[]> {
  const source = join(checkout, "src");
  const folders = await readdir(join(source, "test-suites"), { withFileTypes: true }).catch(() => []);
  const names = folders.filter((folder) => folder.isDirectory()).map(({ name }) => name);
  if (names.length === 0) throw new SayableError(`There are no suites in ${join(source, "test-suites")}.`);

  // Inside of the project, so that the suites find the same graphql as everything else here.
  const home = fileURLToPath(new URL("../../.airgraph/", import.meta.url));
  await mkdir(home, { recursive: true });
  const copy = await mkdtemp(join(home, "federation-audit-"));
  try {
    await cp(join(source, "test-suites"), join(copy, "test-suites"), { recursive: true });
    await cp(join(source, "testkit.ts"), join(copy, "testkit.ts"));
    await Promise.all(Object.entries(standIns).map(async ([file, text]) => writeFile(join(copy, file), text)));
    const suites = [];
    for (const name of names.toSorted()) suites.push(await loadSuite(join(copy, "test-suites", name, "index.ts")));
    return suites;
  } finally {
    await rm(copy, { recursive: true });
  }
}

async function loadSuite(file: string): Promise<AuditSuite> {
  const loaded = z.object({ default: suite }).parse(await import(pathToFileURL(file).href));
  const { tests, ...about } = loaded.default;
  return { ...about, tests: Array.isArray(tests) ? tests : z.array(test).parse(tests()) };
}
