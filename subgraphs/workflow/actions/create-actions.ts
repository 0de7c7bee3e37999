import type { Dispatcher } from "undici";
import type { Clock } from "../../../kernel/clock.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Mailer } from "../../../kernel/mail/mailer.ts";
import type { AskSupergraph } from "../ask-supergraph.ts";
import type { ActionKind } from "../definitions/action-steps.ts";
import type { Action, Actions } from "./action.ts";
import { createGraphql } from "./ask-graphql.ts";
import { createAttachFile } from "./files/attach-file.ts";
import { createCreateFile } from "./files/create-file.ts";
import { createParseFile } from "./files/parse-file.ts";
import type { AllowedHosts } from "./http/allowed-hosts.ts";
import { createHttp } from "./http/http.ts";
import { createMailRate } from "./mail/mail-rate.ts";
import { createFindForbidden } from "./mail/recipients.ts";
import { createSendMail } from "./mail/send-mail.ts";
import { createCreateRecords } from "./records/create-records.ts";
import { createDeleteRecords } from "./records/delete-records.ts";
import { createGetRecord } from "./records/get-record.ts";
import { createLinkRecords } from "./records/link-records.ts";
import { createQueryRecords } from "./records/query-records.ts";
import { createUpdateRecords } from "./records/update-records.ts";
import { createUpsertRecords } from "./records/upsert-records.ts";
import { toStorable } from "./storable.ts";

export interface ActionParts {
  readonly ask: AskSupergraph;
  readonly http: {
    /** Connects only to where requests may go (http/guarded-agent.ts). */
    readonly agent: Dispatcher;
    readonly allowed: AllowedHosts;
  };
  /** `mailer` is undefined where no mail is sent. */
  readonly mail: {
    readonly mailer: Mailer | undefined;
    readonly allowedDomains: readonly string[];
    readonly perHour: number;
  };
  readonly clock: Clock;
}

/** What carries out the actions of runs and sagas, by kind. */
export function createActions({ ask, http, mail, clock }: ActionParts): Actions {
  const { mailer, allowedDomains, perHour } = mail;
  const findForbidden = createFindForbidden(ask, allowedDomains);
  const takeMails = createMailRate({ perHour });
  return {
    getRecord: withoutSecrets(createGetRecord(ask)),
    queryRecords: withoutSecrets(createQueryRecords(ask)),
    createRecords: withoutSecrets(createCreateRecords(ask)),
    updateRecords: withoutSecrets(createUpdateRecords(ask)),
    upsertRecords: withoutSecrets(createUpsertRecords(ask)),
    deleteRecords: withoutSecrets(createDeleteRecords(ask)),
    linkRecords: withoutSecrets(createLinkRecords(ask)),
    graphql: withoutSecrets(createGraphql(ask)),
    http: storable(createHttp({ ...http, clock })),
    transform: withoutSecrets(async ({ value }) => value),
    parseFile: withoutSecrets(createParseFile(ask)),
    createFile: withoutSecrets(createCreateFile(ask)),
    attachFile: withoutSecrets(createAttachFile(ask)),
    sendMail: withoutSecrets(createSendMail({ mailer, findForbidden, takeMails })),
  };
}

/** What a secret is written into, people can read. Only requests to allowed hosts carry them. */
function withoutSecrets<Kind extends ActionKind>(action: Action<Kind>): Action<Kind> {
  const act = storable(action);
  return async (settings, scope) => {
    if (scope.secrets.isIn(settings))
      throw new AirgraphError("BAD_USER_INPUT", "Secrets can be used in steps of the kind http only.", {
        field: "secrets",
      });
    return act(settings, scope);
  };
}

function storable<Kind extends ActionKind>(action: Action<Kind>): Action<Kind> {
  return async (settings, scope) => scope.secrets.mask(toStorable(await action(settings, scope)));
}
