import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compiledFolder } from "./contestants.ts";

/**
 * Compiles the programs of this folder, and what they need of the product, as `npm run build` does: what is measured is what
 * production runs.
 * @throws Error with the compiler's messages
 */
export function compilePrograms(): void {
  const compiler = fileURLToPath(new URL("../../../node_modules/typescript/bin/tsc", import.meta.url));
  const project = fileURLToPath(new URL("../tsconfig.json", import.meta.url));
  rmSync(compiledFolder, { recursive: true, force: true });
  const { status, stdout } = spawnSync(process.execPath, [compiler, "-p", project, "--outDir", compiledFolder], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the programs of the benchmark do not compile:\n${stdout}`);
  // Below node_modules, Node looks no further up for what kind of modules these are.
  writeFileSync(`${compiledFolder}package.json`, JSON.stringify({ type: "module" }));
}
