import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Setting } from "../kernel/config/settings.ts";
import { subgraphNames } from "../subgraphs/registry.ts";
import { composeSettings, configuredParts } from "./configured-parts.ts";
import { generateSecrets } from "./development/secrets.ts";
import { developmentDefaults, developmentSettings } from "./development/settings.ts";

/**
 * Writes down every setting of the code: into .env.example, and into README.md between its `<!-- settings -->` markers.
 * `--check` writes nothing and fails when one of them is stale.
 */
const { values: flags } = parseArgs({ options: { check: { type: "boolean" } } });

interface Documented {
  readonly setting: Setting<unknown>;
  /** Which parts read it. */
  readonly readBy: string[];
}

const exampleFile = fileURLToPath(new URL("../.env.example", import.meta.url));
const readmeFile = fileURLToPath(new URL("../README.md", import.meta.url));
const startMarker = "<!-- settings -->";
const endMarker = "<!-- /settings -->";
const secretsCommand = "`npm run --silent secrets`";

const groups = groupByReaders(await collect());
const stale = [
  { file: exampleFile, name: ".env.example", text: example() },
  { file: readmeFile, name: "the settings table of README.md", text: withTable(read(readmeFile)) },
].filter(({ file, text }) => text !== undefined && text !== read(file));

if (flags.check === true && stale.length > 0) {
  const names = stale.map(({ name }) => name).join(" and ");
  process.stderr.write(`Stale: ${names}; run \`npm run settings\`.\n`);
  process.exit(1);
}
for (const { file, text } of stale) if (text !== undefined) writeFileSync(file, text);

async function collect(): Promise<Documented[]> {
  const parts = [
    ...(await configuredParts()),
    { name: "`npm start`", settings: developmentSettings },
    { name: "docker-compose.yml", settings: composeSettings },
  ];
  const byVariable = new Map<string, Documented>();
  for (const { name, settings } of parts) {
    for (const setting of Object.values<Setting<unknown>>(settings)) {
      const known = byVariable.get(setting.variable);
      if (known === undefined) byVariable.set(setting.variable, { setting, readBy: [name] });
      else if (known.setting.default === setting.default && known.setting.description === setting.description)
        known.readBy.push(name);
      else throw new Error(`${setting.variable} means one thing in ${known.readBy.join(", ")}, another in ${name}`);
    }
  }
  return [...byVariable.values()];
}

/** What most parts read comes first. */
function groupByReaders(all: readonly Documented[]): Map<string, Documented[]> {
  const found = new Map<string, Documented[]>();
  for (const documented of all.toSorted((one, other) => other.readBy.length - one.readBy.length)) {
    const title = readers(documented.readBy);
    found.set(title, [...(found.get(title) ?? []), documented]);
  }
  return found;
}

function readers(readBy: readonly string[]): string {
  const others = readBy.filter((name) => !subgraphNames.some((subgraph) => subgraph === name));
  const everySubgraph = readBy.length - others.length === subgraphNames.length;
  return (everySubgraph ? [...others, "every subgraph"] : readBy).join(", ");
}

function example(): string {
  const generated = Object.keys(generateSecrets());
  const section = ([title, members]: [string, Documented[]]) =>
    [`# ----- ${title}`, ...members.map(({ setting }) => exampleLines(setting, generated))].join("\n\n");
  return `# Written by scripts/settings-docs.ts from the settings in the code. \`npm start\` needs none of them.
# Both \`npm start\` and docker compose read what you set in a file .env; an empty value counts as not set.
# Production: \`npm run --silent secrets > .env\` makes a fresh set of secrets, \`npm start\` has its own.
# Each secret can be read from a file or from a command instead (README.md, "Configuration").

${[...groups].map(section).join("\n\n")}
`;
}

function exampleLines({ variable, description, default: fallback, secret }: Setting<unknown>, generated: string[]) {
  if (secret !== true || fallback !== undefined) return `# ${description}\n# ${variable}=${fallback ?? ""}`;
  const origin = generated.includes(variable) ? `Secret: ${secretsCommand} makes it.` : "Secret.";
  return `# ${description} ${origin}\n${variable}=`;
}

function withTable(readme: string): string | undefined {
  const start = readme.indexOf(startMarker);
  const end = readme.indexOf(endMarker);
  if (start < 0 || end < start) {
    process.stderr.write(`README.md has no ${startMarker} … ${endMarker}, so it gets no table of settings.\n`);
    return undefined;
  }
  return `${readme.slice(0, start + startMarker.length)}\n\n${table()}\n\n${readme.slice(end)}`;
}

/** With columns as wide as their longest cell: the form that `npm run format` leaves alone. */
function table(): string {
  const rows = [...groups].flatMap(([title, members]) =>
    members.map(({ setting }) => [`\`${setting.variable}\``, defaultCell(setting), title, setting.description]),
  );
  const cells = [["Variable", "Default", "Read by", "Meaning"], ...rows].map((row) =>
    row.map((cell) => cell.replaceAll("|", "\\|")),
  );
  const widths = cells.reduce((widest, row) => row.map((cell, at) => Math.max(cell.length, widest[at] ?? 0)), [0]);
  const line = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = cells;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}

function defaultCell({ variable, default: fallback, secret }: Setting<unknown>): string {
  if (secret === true && fallback === undefined) return "secret";
  const usual = fallback === undefined ? "required" : code(fallback);
  const development = developmentDefaults({})[variable];
  return development === undefined || development === fallback
    ? usual
    : `${usual}; with \`npm start\` ${code(development)}`;
}

function code(value: string): string {
  return value === "" ? "empty" : `\`${value}\``;
}

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
