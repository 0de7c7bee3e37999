// Mercurius as a gateway: usage `gateway.mjs <port> <file with the subgraphs as JSON>`.
import { readFileSync } from "node:fs";
import mercuriusGateway from "@mercuriusjs/gateway";
import fastify from "fastify";

const [port, file] = process.argv.slice(2);
const app = fastify();
await app.register(mercuriusGateway, { jit: 1, gateway: { services: JSON.parse(readFileSync(file, "utf8")) } });
await app.listen({ port: Number(port), host: "127.0.0.1" });
