import { createGraphiQLFetcher, type Fetcher } from "@graphiql/toolkit";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { parse } from "graphql";
import { createRoot } from "react-dom/client";
import { signInPlugin } from "./sign-in.tsx";

const endpoint = new URL("/graphql", location.href);
const socket = new URL(endpoint);
socket.protocol = endpoint.protocol === "https:" ? "wss:" : "ws:";

const workers: Record<string, string> = { graphql: "graphql.worker.js", json: "json.worker.js" };
Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_moduleId: string, language: string) =>
      new Worker(new URL(workers[language] ?? "editor.worker.js", import.meta.url), { type: "module" }),
  },
});

// The headers of a tab are also the parameters of its subscription's socket.
const send = createGraphiQLFetcher({ url: endpoint.href, subscriptionUrl: socket.href });

/** The editor takes a moment to read what was typed; who is quicker would have a subscription sent as a query. */
const fetcher: Fetcher = (request, options) =>
  send(request, { ...options, documentAST: parse(request.query, { noLocation: true }) });
const plugins = [HISTORY_PLUGIN, signInPlugin];

const firstQuery = `# Sign in: the person on the left.
# Or put a token into Headers:
# { "Authorization": "Bearer …" }

{
  bases {
    id
    name
    tables {
      name
    }
  }
}
`;

const root = document.getElementById("graphiql");
if (root === null) throw new Error("The page has no place for GraphiQL.");
createRoot(root).render(
  <GraphiQL
    fetcher={fetcher}
    plugins={plugins}
    defaultQuery={firstQuery}
    defaultEditorToolsVisibility="headers"
    // Whoever opens the browser tomorrow is not signed in: headers hold tokens.
    storage={sessionStorage}
    shouldPersistHeaders
    showPersistHeadersSettings={false}
  >
    <GraphiQL.Logo>Airgraph</GraphiQL.Logo>
  </GraphiQL>,
);
