import { createServer, type Socket } from "node:net";
import { type GraphQLSchema, graphql } from "graphql";
import { z } from "zod";
import { buildSubgraphSchemas } from "../graph/subgraph-schemas.ts";
import { subgraphNames } from "../graph/subgraph-sdl.ts";
import { exampleTag, findTag } from "../graph/tag.ts";
import { recordTagged, type TaggedText } from "../graph/tagged-text.ts";
import { createMessageReader } from "../http/read-messages.ts";

/**
 * The subgraphs that every contestant asks, in one process: usage `subgraphs.js <port> …`, a port for each. They must never be
 * what a contestant waits for, so each question is executed once, and answered from then on by putting the tag of the
 * request into the answer.
 */
const ports = process.argv.slice(2).map(Number);
const wireRequest = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

const schemas = buildSubgraphSchemas();
for (const [index, name] of subgraphNames.entries()) {
  const answer = createAnswer(schemas[name]);
  createServer({ noDelay: true }, (socket) => serve(socket, answer)).listen(ports[index], "127.0.0.1");
}

function serve(socket: Socket, answer: (body: string) => Buffer | Promise<Buffer>): void {
  // A contestant that is stopped breaks its connections off.
  socket.on("error", () => socket.destroy());
  socket.on(
    "data",
    createMessageReader((_head, body) => {
      const answered = answer(body.toString("latin1"));
      if (answered instanceof Promise) void answered.then((bytes) => socket.write(bytes));
      else socket.write(answered);
    }),
  );
}

/** @returns takes the body of a request, answers with the whole message */
function createAnswer(schema: GraphQLSchema): (body: string) => Buffer | Promise<Buffer> {
  const answers = new Map<string, TaggedText>();

  return (body) => {
    const tag = findTag(body) ?? exampleTag;
    const question = body.replaceAll(tag, exampleTag);
    const known = answers.get(question);
    if (known !== undefined) return known.fill(tag);
    return execute(question).then((message) => {
      const recorded = recordTagged(message, exampleTag);
      answers.set(question, recorded);
      return recorded.fill(tag);
    });
  };

  async function execute(question: string): Promise<string> {
    const { query, variables, operationName } = wireRequest.parse(JSON.parse(question));
    const text = JSON.stringify(
      await graphql({ schema, source: query, variableValues: variables ?? null, operationName: operationName ?? null }),
    );
    return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
  }
}
