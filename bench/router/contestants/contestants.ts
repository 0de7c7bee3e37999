import { fileURLToPath } from "node:url";
import type { SubgraphUrls } from "../graph/compose-supergraph.ts";
import { subgraphNames } from "../graph/subgraph-sdl.ts";
import type { ScenarioName } from "../measure/scenarios.ts";

/** What contestants are told when they start. */
export interface Surroundings {
  readonly urls: SubgraphUrls;
  readonly files: {
    /** Composed, as SDL. */
    readonly supergraph: string;
    /** The subgraphs one by one, as Mercurius takes them. */
    readonly services: string;
    /** The subgraphs one by one, as Grafbase takes them. */
    readonly grafbaseConfig: string;
    /** What the proxy has to know by heart. */
    readonly recording: string;
  };
  /** An empty folder, to write into. */
  readonly home: string;
  /** Verifies the access token that is sent with each request. */
  readonly accessTokenKey: string;
}

export interface Contestant {
  /** As `--only` takes it. */
  readonly name: string;
  readonly about: string;
  readonly scenarios: readonly ScenarioName[];
  /** Of this folder, where its packages are installed. */
  readonly peersFolder?: string;
  /** Whether its requests carry an access token. */
  readonly authenticates?: true;
  command(port: number, surroundings: Surroundings): readonly [file: string, ...args: string[]];
}

const peers = fileURLToPath(new URL("../peers/", import.meta.url));
const compiled = fileURLToPath(new URL("../../../node_modules/.cache/bench-router/", import.meta.url));
const node = process.execPath;

/** Where the programs of this folder lie once they are compiled. */
export const compiledFolder = compiled;
export const subgraphsProgram = `${compiled}bench/router/contestants/subgraphs.js`;

const hive: Contestant["command"] = (port, { files }) => [
  node,
  `${peers}node_modules/@graphql-hive/gateway/dist/bin.js`,
  "supergraph",
  files.supergraph,
  "--host=127.0.0.1",
  `--port=${port}`,
];

const airgraph = (port: number, { files, accessTokenKey }: Surroundings, ...more: string[]) =>
  [
    node,
    // As the Dockerfile has it.
    "--max-semi-space-size=32",
    `${compiled}bench/router/contestants/airgraph.js`,
    `--port=${port}`,
    `--supergraph=${files.supergraph}`,
    `--key=${accessTokenKey}`,
    ...more,
  ] as const;
const remoteSubgraphs = ({ urls }: Surroundings) => subgraphNames.map((name) => `--subgraph=${name}=${urls[name]}`);

const proxy =
  (client: "raw" | "undici"): Contestant["command"] =>
  (port, { files }) => [node, `${compiled}bench/router/contestants/proxy.js`, String(port), client, files.recording];

/** In the order in which the table lists them. */
export const contestants: readonly Contestant[] = [
  {
    name: "stock",
    about: "stock @apollo/gateway and @apollo/server behind express",
    scenarios: ["unique", "small", "identical"],
    peersFolder: peers,
    command: (port, { files }) => [node, `${peers}stock.mjs`, String(port), files.supergraph],
  },
  {
    name: "hive",
    about: "Hive Gateway with its JavaScript planner",
    scenarios: ["unique", "small"],
    peersFolder: peers,
    command: hive,
  },
  {
    name: "hive-rust",
    about: "Hive Gateway with its Rust planner",
    scenarios: ["unique", "small"],
    peersFolder: peers,
    command: (port, surroundings) => [...hive(port, surroundings), "--hive-router-runtime"],
  },
  {
    name: "mercurius",
    about: "Mercurius gateway",
    scenarios: ["unique", "small"],
    peersFolder: `${peers}mercurius/`,
    command: (port, { files }) => [node, `${peers}mercurius/gateway.mjs`, String(port), files.services],
  },
  {
    name: "grafbase",
    about: "Grafbase, native",
    scenarios: ["unique", "small"],
    peersFolder: peers,
    command: (port, { files, home }) => [
      `${peers}node_modules/@grafbase/cli-x86_64-unknown-linux-musl/grafbase`,
      `--home=${home}`,
      "dev",
      `--config=${files.grafbaseConfig}`,
      `--listen-address=127.0.0.1:${port}`,
    ],
  },
  {
    name: "airgraph",
    about: "Airgraph over services",
    scenarios: ["unique", "small", "paced"],
    authenticates: true,
    command: (port, surroundings) => airgraph(port, surroundings, ...remoteSubgraphs(surroundings)),
  },
  {
    name: "airgraph-sharing",
    about: "Airgraph over services, equal queries at once answered once",
    scenarios: ["identical"],
    authenticates: true,
    command: (port, surroundings) => airgraph(port, surroundings, "--share", ...remoteSubgraphs(surroundings)),
  },
  {
    name: "airgraph-all-in-one",
    about: "Airgraph with the subgraphs in its process",
    scenarios: ["unique", "small"],
    authenticates: true,
    command: airgraph,
  },
  {
    name: "airgraph-apart",
    about: "the same subgraphs in a process beside it",
    scenarios: ["unique", "small"],
    authenticates: true,
    command: (port, surroundings) => airgraph(port, surroundings, "--apart"),
  },
  {
    name: "airgraph-two-workers",
    about: "two workers of Airgraph over services",
    scenarios: ["unique", "paced"],
    authenticates: true,
    command: (port, surroundings) => airgraph(port, surroundings, "--workers=2", ...remoteSubgraphs(surroundings)),
  },
  {
    name: "proxy",
    about: "the limit: only forwards the plan's fetches, over raw sockets",
    scenarios: ["unique", "small"],
    command: proxy("raw"),
  },
  {
    name: "proxy-undici",
    about: "the same over undici",
    scenarios: ["unique", "small"],
    command: proxy("undici"),
  },
];
