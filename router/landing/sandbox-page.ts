import type { ApolloServerPlugin } from "@apollo/server";
import { ApolloServerPluginLandingPageLocalDefault } from "@apollo/server/plugin/landingPage/default";

const firstDocument = `# This signs you in for everything on this page, subscriptions too: the session is kept in cookies.
# Or leave out "store", and send the accessToken as the header "Authorization: Bearer …".
mutation SignIn($login: String!, $password: String!) {
  signIn(input: { login: $login, password: $password, store: COOKIES }) {
    ... on SignedIn {
      accessToken
      expiresAt
      user {
        username
      }
    }
    ... on SecondFactorRequired {
      challenge
    }
  }
}

query Bases {
  bases {
    id
    name
    tables {
      name
    }
  }
}
`;

/**
 * Apollo Sandbox for browsers that open the endpoint. It asks the endpoint that it comes from, from the page itself, so that
 * no origin has to be allowed; for subscriptions it opens a WebSocket there, with its headers as connection parameters.
 */
export function sandboxPage(): ApolloServerPlugin {
  return ApolloServerPluginLandingPageLocalDefault({
    embed: {
      endpointIsEditable: false,
      runTelemetry: false,
      // Its schema changes when the router is started anew; asking every second costs a full introspection each.
      initialState: { pollForSchemaUpdates: false },
    },
    document: firstDocument,
    variables: { login: "", password: "" },
    includeCookies: true,
    footer: false,
  });
}
