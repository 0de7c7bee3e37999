import { mkdirSync, writeFileSync } from "node:fs";
import { choosePort } from "../../../kernel/database/embedded-postgres/free-port.ts";
import { composeSupergraph, type SubgraphUrls } from "../graph/compose-supergraph.ts";
import { type OperationName, operations, requestBody } from "../graph/operations.ts";
import { type Recording, recordAnswer } from "../graph/record-answers.ts";
import { type SubgraphName, subgraphNames, subgraphSdl } from "../graph/subgraph-sdl.ts";
import { exampleTag } from "../graph/tag.ts";
import { openConnection } from "../http/connection.ts";
import { type Surroundings, subgraphsProgram } from "./contestants.ts";
import { type Program, startProgram } from "./start-program.ts";

export type Recordings = Readonly<Record<OperationName, Recording>>;

/**
 * Starts the subgraphs and writes what contestants read into a folder.
 * @param options.folder an empty one
 */
export async function startSurroundings(options: { folder: string; accessTokenKey: string }): Promise<{
  surroundings: Surroundings;
  recordings: Recordings;
  subgraphs: Program;
}> {
  const { folder, accessTokenKey } = options;
  const urls = await chooseUrls();
  const supergraphSdl = composeSupergraph(urls);
  const recordings: Recordings = {
    nested: await recordAnswer(supergraphSdl, "nested"),
    small: await recordAnswer(supergraphSdl, "small"),
  };

  const files: Surroundings["files"] = {
    supergraph: `${folder}/supergraph.graphql`,
    services: `${folder}/services.json`,
    grafbaseConfig: `${folder}/grafbase.toml`,
    recording: `${folder}/recording.json`,
  };
  const home = `${folder}/home`;
  mkdirSync(home);
  writeFileSync(files.supergraph, supergraphSdl);
  writeFileSync(
    files.services,
    JSON.stringify(subgraphNames.map((name) => ({ name, url: urls[name], schema: subgraphSdl[name] }))),
  );
  for (const name of subgraphNames) writeFileSync(`${folder}/${name}.graphql`, subgraphSdl[name]);
  writeFileSync(files.grafbaseConfig, subgraphNames.map((name) => grafbaseSubgraph(name, urls[name])).join("\n"));
  writeFileSync(files.recording, JSON.stringify(toProxyRecording(urls, recordings)));

  const subgraphs = await startProgram({
    command: [process.execPath, subgraphsProgram, ...subgraphNames.map((name) => new URL(urls[name]).port)],
    folder,
    stderr: `${folder}/subgraphs.log`,
    async isReady() {
      const connections = await Promise.all(subgraphNames.map(async (name) => openConnection(urls[name])));
      for (const connection of connections) connection.close();
      return true;
    },
  });
  return { surroundings: { urls, files, home, accessTokenKey }, recordings, subgraphs };
}

async function chooseUrls(): Promise<SubgraphUrls> {
  const ports = new Set<number>();
  while (ports.size < subgraphNames.length) ports.add(await choosePort(undefined));
  const each = [...ports].map((port, index) => [subgraphNames[index], `http://127.0.0.1:${port}/graphql`]);
  return Object.fromEntries(each) as Record<SubgraphName, string>;
}

function grafbaseSubgraph(name: SubgraphName, url: string): string {
  return `[subgraphs.${name}]\nurl = "${url}"\nschema_path = "${name}.graphql"\n`;
}

/** What contestants/proxy.ts reads. */
function toProxyRecording(urls: SubgraphUrls, recordings: Recordings) {
  const names = Object.keys(operations) as OperationName[];
  return {
    urls,
    operations: names.map((name) => ({
      request: requestBody(name, exampleTag),
      waves: recordings[name].waves,
      answer: JSON.stringify({ data: recordings[name].data }),
    })),
  };
}
