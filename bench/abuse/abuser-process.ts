import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { request } from "undici";
import { WebSocket } from "ws";

/** What a hostile client sends for some seconds: `abuser-process.ts <url> <seconds> <requests a second>`. */
const [url = "", seconds = "30", rate = "50"] = process.argv.slice(2);
const { hostname, port } = new URL(url);
const endsAt = Date.now() + Number(seconds) * 1_000;
let sent = 0;

const json = (query: string) => JSON.stringify({ query });
/** Each is new, so that nothing of it is known already. */
const kinds: readonly (() => string)[] = [
  () => json(`{ a${sent}: me ${"{ tenant ".repeat(60)}{ id } ${"}".repeat(60)} }`),
  () => json(`{ ${Array.from({ length: 2_000 }, (_, at) => `a${sent}_${at}: me { id }`).join(" ")} }`),
  () => json(`{ a${sent} ${"{".repeat(500_000)}`),
  () => json(`{ me { ...A${sent} } } fragment A${sent} on User { ...B } fragment B on User { ...A${sent} }`),
  () => json(`{ me ${"@skip(if: false) ".repeat(500)} { id } b${sent}: me { id } }`),
  () => `[${Array.from({ length: 100 }, () => json(`{ c${sent}: me { id } }`)).join(",")}]`,
  () => `{"query": "{ me { id } }`,
  // Takes the planner long: records are reached from several subgraphs at each level.
  () =>
    json(`{ base(id: "appA") { table(key: "T") { records { nodes { d${sent}: id
    linkedRecords(field: "a") { nodes { id linkedRecords(field: "b") { nodes { id
    linkedRecords(field: "c") { nodes { id workflowRuns { nodes { id } } files { nodes { id } } } } } } } } } } } } }`),
];

// Sockets that send a byte now and then, and WebSockets that never say who they are.
const slow = Array.from({ length: 50 }, () => connect(Number(port), hostname));
for (const socket of slow) {
  socket.on("error", () => {});
  socket.write("POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{");
}
const silent = Array.from(
  { length: 50 },
  () => new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws"),
);
for (const socket of silent) socket.on("error", () => {});

const pending = new Set<Promise<void>>();
while (Date.now() < endsAt) {
  const body = kinds[sent % kinds.length]?.() ?? "";
  sent += 1;
  const answered = request(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: sent % 5 === 0 ? "Bearer wrong" : "" },
    body,
  }).then(
    async (answer) => answer.body.dump(),
    () => {},
  );
  pending.add(answered);
  void answered.then(() => pending.delete(answered));
  await delay(1_000 / Number(rate));
}
await Promise.all(pending);
for (const socket of slow) socket.destroy();
for (const socket of silent) socket.terminate();
process.stdout.write(`${sent} hostile requests\n`);
