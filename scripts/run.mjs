// Runs one of the project's TypeScript programs directly: `node scripts/run.mjs <file> [argument …]`.
import { pathToFileURL } from "node:url";
import { ensureInstalled, root } from "./ensure-installed.mjs";

ensureInstalled();
process.env.APOLLO_TELEMETRY_DISABLED ??= "true";
// Of the dependencies among each other; nobody who only runs Airgraph can act on them.
process.noDeprecation = true;
const { register } = await import("tsx/esm/api");
register();
const [file] = process.argv.splice(2, 1);
await import(new URL(file, pathToFileURL(root)).href);
