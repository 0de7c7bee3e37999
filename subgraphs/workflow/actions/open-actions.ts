import type { Clock } from "../../../kernel/clock.ts";
import type { ConfigOf } from "../../../kernel/config/settings.ts";
import type { Logger } from "../../../kernel/logger.ts";
import { chooseMailer } from "../../../kernel/mail/choose-mailer.ts";
import type { AskSupergraph } from "../ask-supergraph.ts";
import type { Actions } from "./action.ts";
import { createActions } from "./create-actions.ts";
import { createGuardedAgent } from "./http/guarded-agent.ts";
import type { actionSettings } from "./settings.ts";

export interface OpenActions {
  readonly actions: Actions;
  /** Lets requests under way end. */
  close(): Promise<void>;
}

/** The actions of a process, as its settings permit them. */
export function openActions(parts: {
  readonly config: ConfigOf<typeof actionSettings>;
  readonly ask: AskSupergraph;
  readonly clock: Clock;
  readonly logger: Logger;
}): OpenActions {
  const { config, ask, clock, logger } = parts;
  const { httpAllow: allowed, httpPrivateAllow } = config;
  const agent = createGuardedAgent({ allowed, privateNetworks: httpPrivateAllow });
  const mailer = chooseMailer({
    smtpUrl: config.mailSmtpUrl,
    from: config.mailFrom,
    folder: config.mailFolder,
    withoutIt: "steps that send mail fail",
    clock,
    logger,
  });
  const mail = { mailer, allowedDomains: config.mailAllow, perHour: config.mailsPerHour };
  return {
    actions: createActions({ ask, http: { agent, allowed }, mail, clock }),
    close: () => agent.close(),
  };
}
