import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { type SubgraphName, subgraphNames, subgraphSdl } from "./subgraph-sdl.ts";

/** Where each subgraph answers. */
export type SubgraphUrls = Readonly<Record<SubgraphName, string>>;

/** The supergraph SDL, for contestants that take one. */
export function composeSupergraph(urls: SubgraphUrls): string {
  const { supergraphSdl, errors } = composeServices(
    subgraphNames.map((name) => ({ name, url: urls[name], typeDefs: parse(subgraphSdl[name]) })),
  );
  if (supergraphSdl === undefined) throw new Error(`the benchmark's graph does not compose: ${String(errors)}`);
  return supergraphSdl;
}
