import { ApolloGateway, type GraphQLDataSource } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { graphql } from "graphql";
import { type OperationName, operations } from "./operations.ts";
import { buildSubgraphSchemas } from "./subgraph-schemas.ts";
import type { SubgraphName } from "./subgraph-sdl.ts";
import { exampleTag } from "./tag.ts";

/** One request to a subgraph, with the example tag in it. */
export interface RecordedFetch {
  readonly subgraph: SubgraphName;
  readonly body: string;
}

export interface Recording {
  /** The right answer's data. */
  readonly data: unknown;
  /** What the plan asks of subgraphs: the fetches of one wave wait for the wave before, not for each other. */
  readonly waves: readonly (readonly RecordedFetch[])[];
}

type SubgraphAnswer = Awaited<ReturnType<GraphQLDataSource["process"]>>;

interface WaitingFetch extends RecordedFetch {
  answer(result: Promise<SubgraphAnswer>): void;
}

/** Long enough for everything that was to be asked at once to have been asked. */
const waveMs = 20;

/** Executes an operation by the stock gateway over the subgraphs' schemas, and writes down what it asks and answers. */
export async function recordAnswer(supergraphSdl: string, operation: OperationName): Promise<Recording> {
  const schemas = buildSubgraphSchemas();
  const waves: RecordedFetch[][] = [];
  let waiting: WaitingFetch[] = [];

  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name }) => ({
      process: async ({ request }) =>
        new Promise((resolve) => {
          const { query = "", variables } = request;
          if (waiting.length === 0) setTimeout(answerWave, waveMs);
          waiting.push({
            subgraph: name as SubgraphName,
            body: JSON.stringify({ query, variables }),
            answer: resolve,
          });
        }),
    }),
  });

  function answerWave(): void {
    const wave = waiting;
    waiting = [];
    waves.push(wave.map(({ subgraph, body }) => ({ subgraph, body })));
    for (const { subgraph, body, answer } of wave) {
      const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
      answer(
        graphql({ schema: schemas[subgraph], source: query, variableValues: variables }) as Promise<SubgraphAnswer>,
      );
    }
  }

  const server = new ApolloServer({ gateway, stopOnTerminationSignals: false });
  await server.start();
  try {
    const { body } = await server.executeOperation({ query: operations[operation], variables: { tag: exampleTag } });
    if (body.kind !== "single" || body.singleResult.errors !== undefined)
      throw new Error(`the stock gateway can't answer ${operation}: ${JSON.stringify(body)}`);
    return { data: body.singleResult.data, waves };
  } finally {
    await server.stop();
  }
}
