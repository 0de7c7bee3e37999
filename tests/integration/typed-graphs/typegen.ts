import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { buildSchema, printSchema } from "graphql";
import type { Airgraph } from "../../support/airgraph.ts";
import type { SignedIn } from "../../support/signed-in.ts";
import { signUpIn } from "./typed-workspace.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const example = join(root, "examples/crm-client");
const generated = ["generated/graphql.ts", "generated/gql.ts", "generated/index.ts"];

interface Ended {
  readonly code: number;
  readonly output: string;
}

/** What the README tells frontend developers to do to have their client typed by the graph of their tenant. */
export function clientsAreTyped(shared: () => Airgraph): void {
  let airgraph: Airgraph;
  let owner: SignedIn;
  let folder: string;

  beforeAll(async () => {
    airgraph = shared();
    owner = await signUpIn(airgraph, "sales");
    folder = await mkdtemp(join(tmpdir(), "airgraph-client-"));
    await cp(join(example, "main.ts"), join(folder, "main.ts"));
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    await writeFile(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        extends: join(root, "tsconfig.json"),
        compilerOptions: { rootDir: ".", outDir: "dist", tsBuildInfoFile: "tsbuildinfo" },
        include: ["*.ts"],
      }),
    );
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  }, 120_000);
  afterAll(async () => rm(folder, { recursive: true, force: true }));

  const typegen = async () =>
    run(process.execPath, [
      "scripts/run.mjs",
      "scripts/typegen.ts",
      "--folder",
      folder,
      "--endpoint",
      `${airgraph.url}/graphql`,
      "--token",
      owner.token,
    ]);

  it("gives what the example has in the repository, of the sample bases, and it compiles", async () => {
    expect(await typegen()).toEqual({ code: 0, output: expect.stringContaining("fit ") });
    const both = async (file: string) =>
      Promise.all([folder, example].map(async (place) => readFile(join(place, file), "utf8")));
    // The repository's is formatted.
    const [made, kept] = (await both("schema.graphql")).map((sdl) => printSchema(buildSchema(sdl)).split("\n"));
    expect(made).toEqual(kept);
    for (const file of generated) {
      const [one, other] = await both(file);
      expect([file, one]).toEqual([file, other]);
    }
    expect(await compile()).toEqual({ code: 0, output: "" });
  }, 120_000);

  it("lets no code compile that reads what was not asked for, or gives what does not fit", async () => {
    const main = await readFile(join(folder, "main.ts"), "utf8");
    const wrong = [
      "export const never = salesCrm?.deals?.nodes[0]?.probability;",
      'export const misspelt = salesCrm?.deals?.nodes[0]?.stage === "WONN";',
      'export const unasked = await ask(Pipeline, { least: "much" });',
    ];
    await writeFile(join(folder, "wrong.ts"), `${main}\n${wrong.join("\n")}\n`);
    const { code, output } = await compile();
    await rm(join(folder, "wrong.ts"));
    const first = main.split("\n").length + 1;
    const places = [...output.matchAll(/^(\S+)\((\d+),\d+\): error/gm)].map(([, file, line]) => [file, Number(line)]);
    expect([code, output]).toEqual([code === 0 ? "an error" : code, output]);
    expect(places).toEqual(wrong.map((_line, at) => ["wrong.ts", first + at]));
    expect(output).toContain("probability");
  }, 120_000);

  it("fails for an operation that does not fit the graph, with its place, and for a token that is none", async () => {
    const misfit =
      'import { graphql } from "./generated/gql.ts";\nexport const Misfit = graphql(`query Misfit { salesCrm { deals { nodes { nmae } } } }`);\n';
    await writeFile(join(folder, "misfit.ts"), misfit);
    const { code, output } = await typegen();
    await rm(join(folder, "misfit.ts"));
    expect(code).not.toBe(0);
    expect(output).toMatch(/nmae/);
    expect(output).toMatch(/misfit\.ts/);
    expect(await readFile(join(folder, "generated/graphql.ts"), "utf8")).not.toContain("Misfit");
  }, 120_000);

  async function compile(): Promise<Ended> {
    return run(join(root, "node_modules/.bin/tsc"), ["--project", "."], folder);
  }
}

async function run(program: string, given: readonly string[], cwd = root): Promise<Ended> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, [...given], { cwd });
    return { code: 0, output: program === process.execPath ? stdout + stderr : stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: `${stdout}${stderr}` };
  }
}
