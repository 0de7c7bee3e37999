import { setTimeout as delay } from "node:timers/promises";
import type { TypedDocumentString } from "../../generated/graphql.ts";
import { ask } from "../../support/client.ts";

/** Asks Airgraph as long as it takes: while Postgres is away, nobody gets an answer. */
export interface PatientApi {
  ask<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<Data>;
  /** … what may come too late: to be refused with CONFLICT is an answer, too. */
  tryTo<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<void>;
}

const pauseMs = 500;
const mostAttempts = 120;

export function patientApi(url: string, token: string): PatientApi {
  async function askPatiently<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
    mayConflict: boolean,
  ): Promise<Data | undefined> {
    let last: unknown;
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      try {
        const { data, errors } = await ask(url, document, variables, token);
        if (errors.length === 0 && data != null) return data;
        if (mayConflict && errors.some(({ extensions }) => extensions?.["code"] === "CONFLICT")) return undefined;
        last = errors;
        // Nothing that waiting mends.
        if (errors.some(({ extensions }) => isOurs(extensions?.["code"]))) break;
      } catch (error) {
        last = error;
      }
      await delay(pauseMs);
    }
    throw new Error(`${document.toString().trim().split("\n")[0]} fails: ${JSON.stringify(last)}`, { cause: last });
  }
  return {
    async ask(document, variables) {
      const data = await askPatiently(document, variables, false);
      if (data === undefined) throw new TypeError("no answer");
      return data;
    },
    async tryTo(document, variables) {
      await askPatiently(document, variables, true);
    },
  };
}

function isOurs(code: unknown): boolean {
  return code === "BAD_USER_INPUT" || code === "GRAPHQL_VALIDATION_FAILED" || code === "FORBIDDEN";
}
