import { ApolloServer, HeaderMap } from "@apollo/server";
import { describe, expect, it } from "@jest/globals";
import { sandboxPage } from "./sandbox-page.ts";

/** The page itself comes from Apollo's servers; what is ours is what it is told. */
async function servedPage(): Promise<string> {
  const server = new ApolloServer({ typeDefs: "type Query { a: Int }", plugins: [sandboxPage()] });
  await server.start();
  const { body } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: "GET",
      headers: new HeaderMap([["accept", "text/html"]]),
      search: "",
      body: undefined,
    },
    context: async () => ({}),
  });
  await server.stop();
  if (body.kind !== "complete") throw new Error("the page comes in pieces");
  return body.string;
}

describe("the landing page", () => {
  it("is Sandbox, embedded, asking the endpoint it was opened at with cookies, and reporting nothing to Apollo", async () => {
    const page = await servedPage();
    expect(page).toContain("new window.EmbeddedSandbox");
    expect(page).toContain("initialEndpoint = window.location.href");
    const config = /embeddedSandboxConfig = (\{.*\});/.exec(page)?.[1] ?? "";
    expect(JSON.parse(config)).toMatchObject({
      endpointIsEditable: false,
      runTelemetry: false,
      initialState: {
        document: expect.stringContaining("signIn") as unknown,
        includeCookies: true,
        pollForSchemaUpdates: false,
      },
    });
  });

  it("says nothing that could end its script", async () => {
    expect(/embeddedSandboxConfig = .*/.exec(await servedPage())?.[0]).not.toMatch(/[<>]/);
  });
});
