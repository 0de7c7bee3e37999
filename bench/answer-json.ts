import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A server that answers every POST with the same JSON, in a process of its own. Usage: answer-json.ts <bytes> */
const bytes = Number(process.argv[2]);
const body = Buffer.from(JSON.stringify({ data: { text: "x".repeat(bytes) } }));

const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    response.writeHead(200, { "content-type": "application/json; charset=utf-8", "content-length": body.length });
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
