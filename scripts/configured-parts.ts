import { settings as emulatorSettings } from "../emulator/config.ts";
import { type Settings, setting, text } from "../kernel/config/settings.ts";
import { settings as routerSettings, subgraphTimeoutSettings, subgraphUrlSettings } from "../router/config.ts";
import { registry, subgraphNames } from "../subgraphs/registry.ts";
import { serviceSettings } from "../subgraphs/serve-subgraph.ts";
import { loadWorkerSettings } from "../subgraphs/serve-worker.ts";

/** Something that runs as a process of its own, and all it reads from the environment. */
export interface ConfiguredPart {
  readonly name: string;
  readonly settings: Settings;
}

/** Router, subgraphs, worker, emulator. */
export async function configuredParts(): Promise<ConfiguredPart[]> {
  // As the URLs they are by the subgraphs' names.
  const timeouts = Object.entries(subgraphTimeoutSettings).map(([name, timeout]) => [`${name}Timeout`, timeout]);
  const parts: ConfiguredPart[] = [
    { name: "router", settings: { ...routerSettings, ...subgraphUrlSettings, ...Object.fromEntries(timeouts) } },
  ];
  // One after the other: Jest's loader of ES modules fails on imports that overlap.
  for (const name of subgraphNames) {
    const { settings } = await registry[name].load();
    parts.push({ name, settings: { ...serviceSettings(name), ...settings } });
  }
  return [
    ...parts,
    { name: "worker", settings: await loadWorkerSettings() },
    { name: "emulator", settings: emulatorSettings },
  ];
}

/** What docker-compose.yml itself reads, beside what it hands to the parts. */
export const composeSettings = {
  postgresPassword: setting("POSTGRES_PASSWORD", text.string, {
    description: "Password of the Postgres in docker-compose.yml. `npm start` makes its own for the embedded one.",
    secret: true,
  }),
};
