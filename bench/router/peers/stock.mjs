// Stock @apollo/gateway and @apollo/server behind express: usage `stock.mjs <port> <supergraph file>`.
import { readFileSync } from "node:fs";
import { ApolloGateway } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { expressMiddleware } from "@as-integrations/express5";
import express from "express";

const [port, file] = process.argv.slice(2);
const server = new ApolloServer({
  gateway: new ApolloGateway({ supergraphSdl: readFileSync(file, "utf8") }),
  introspection: false,
});
await server.start();
express().use("/graphql", express.json(), expressMiddleware(server)).listen(Number(port), "127.0.0.1");
