import { spawn } from "node:child_process";
import { once } from "node:events";

/** `npm run bench [-- name …]`: each benchmark in a process of its own, one after the other. */
const all = [
  "emulator",
  "airtable",
  "identity",
  "shield",
  "http-client",
  "subscriptions",
  "abuse",
  "workflows",
  "typed-graphs",
] as const;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !all.some((known) => known === name));
if (unknown.length > 0) throw new Error(`there is no benchmark ${unknown.join(", ")}; there are ${all.join(", ")}`);

for (const name of asked.length > 0 ? asked : all) {
  process.stdout.write(`${name}\n`);
  const child = spawn(process.execPath, ["scripts/run.mjs", `bench/${name}.ts`], { stdio: "inherit" });
  const [code] = await once(child, "exit");
  if (code !== 0) process.exitCode = 1;
}
