import { auditSettings } from "../../kernel/audit-log/settings.ts";
import { setting, text } from "../../kernel/config/settings.ts";
import { databaseSettings } from "../../kernel/database/settings.ts";
import { privateKey } from "../../kernel/identity/signing-key.ts";
import { secretsSettings } from "../../kernel/secrets/settings.ts";
import { subgraphSettings } from "../../kernel/subgraph/settings.ts";
import { actionSettings } from "./actions/settings.ts";

/** What a process reads that carries out runs and sagas. */
export const workerSettings = {
  ...subgraphSettings,
  ...databaseSettings,
  ...secretsSettings,
  ...actionSettings,
  delegationKey: setting("DELEGATION_PRIVATE_KEY", privateKey, {
    description: "Signs the identities under which runs and sagas ask the supergraph (Ed25519, PKCS #8, base64 DER).",
    secret: true,
  }),
  routerUrl: setting("ROUTER_URL", text.url, {
    description: "Where runs reach the supergraph when the router is in another process.",
    default: "http://127.0.0.1:8000",
  }),
  retentionDays: setting("WORKFLOW_RETENTION_DAYS", text.positiveInteger, {
    description:
      "Runs and sagas are deleted, with what they saw and the events that told of them, so long after they ended.",
    default: "90",
  }),
  sagaLateMs: setting("SAGA_LATE_MS", text.positiveInteger, {
    description:
      "How long a write may still come about whose outcome a saga did not learn; only then it is undone. AIRTABLE_MAX_BULK_WAIT_MS, and the time of an answer.",
    default: "180000",
  }),
  concurrency: setting("WORKFLOW_CONCURRENCY", text.positiveInteger, {
    description: "Runs that one worker carries out at the same time; those that only wait do not count.",
    default: "200",
  }),
};

export const settings = {
  ...workerSettings,
  ...auditSettings,
  works: setting("WORKFLOW_WORKS", text.boolean, {
    description:
      "Whether the workflow subgraph carries out runs and sagas itself, or leaves that to workers (`npm run worker`).",
    default: "true",
  }),
};
