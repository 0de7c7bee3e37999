import { createAuditLog } from "../../kernel/audit-log/audit-log.ts";
import { readConfig } from "../../kernel/config/settings.ts";
import { migrateEventLog } from "../../kernel/event-log/event-log.ts";
import type { TenantId } from "../../kernel/identity/ids.ts";
import { startChores } from "../../kernel/process/do-chores.ts";
import { createSeal } from "../../kernel/secrets/seal.ts";
import { openStore } from "../../kernel/subgraph/open-store.ts";
import { readSchema, type Subgraph } from "../../kernel/subgraph/subgraph.ts";
import { createSubgraphExecutor } from "../../kernel/subgraph/subgraph-executor.ts";
import { openLimits } from "./abuse/open-limits.ts";
import { accountChores } from "./accounts/account-chores.ts";
import { createBreachList, noList } from "./accounts/breached-passwords.ts";
import { createAudit } from "./audit/audit.ts";
import { createBackground } from "./background.ts";
import { settings } from "./config.ts";
import type { Context } from "./context.ts";
import { createIdentityProvider } from "./external-sign-in/identity-provider.ts";
import { createLoaders } from "./loaders.ts";
import { openMail } from "./mail/open-mail.ts";
import { permissions } from "./permissions.ts";
import { resolvers } from "./resolvers/resolvers.ts";
import { createAccessTokens } from "./sessions/access-tokens.ts";
import { forgettingSessions } from "./sessions/forget-former-sessions.ts";
import { openSigningKeys } from "./sessions/signing-keys.ts";
import { sealedColumns } from "./store/sealed-columns.ts";

const name = "auth";
const schema = readSchema(import.meta.url);

/** People, tenants and the tokens they sign in with. */
export const auth: Subgraph = {
  name,
  settings,
  schema,
  sealedColumns,
  async start({ env, logger: parentLogger, clock, tracer }) {
    const config = readConfig(settings, env);
    await migrateEventLog(config.databaseUrl);
    const database = await openStore(name, config, import.meta.url);
    const { db } = database;
    const logger = parentLogger.child({ subgraph: name });
    const background = createBackground(logger);
    const verifying = new Set<TenantId>();
    const identityProviders = config.identityProviders.map((provider) =>
      createIdentityProvider(provider, { clock, logger }),
    );
    const seal = createSeal(config.encryptionKey, config.formerEncryptionKeys);
    const signingKeys = await openSigningKeys({
      db,
      seal,
      days: config.accessTokenKeyDays,
      tokenMinutes: config.accessTokenMinutes,
      clock,
      logger,
    });
    const accessTokens = createAccessTokens({ keys: signingKeys, minutes: config.accessTokenMinutes, clock });
    const auditLog = createAuditLog({
      keys: { current: config.auditKey, former: config.formerAuditKeys },
      clock,
    });
    const limiting = await openLimits({ on: config.rateLimits, db, redisUrl: config.redisUrl, logger });
    const mail = openMail({
      db,
      clock,
      logger,
      smtpUrl: config.mailSmtpUrl,
      from: config.mailFrom,
      folder: config.mailFolder,
      appUrl: config.appUrl,
    });
    const { outbox } = mail;
    const { breachedPasswordsUrl: listUrl } = config;
    const isBreached = listUrl === undefined ? noList : createBreachList({ url: listUrl, logger });
    const chores = startChores(
      [...accountChores({ db, clock, outbox, auditLog, logger }), forgettingSessions({ db, clock })],
      logger,
    );

    return {
      executor: createSubgraphExecutor<Context>({
        name,
        schema,
        resolvers,
        permissions,
        tracer,
        identityKey: config.identityKey,
        identitySecret: config.identitySecret,
        createContext: (scope) => ({
          ...scope,
          db,
          clock,
          accessTokens,
          sessionLife: { idleDays: config.sessionDays, longestDays: config.sessionMaxDays },
          signingKeys,
          seal,
          audit: createAudit(auditLog, scope),
          identityProviders,
          redirectUris: config.redirectUris,
          limits: limiting.limits,
          outbox,
          isBreached,
          accountGraceDays: config.accountGraceDays,
          loaders: createLoaders({ db, caller: scope.caller }),
          auditLog,
          background,
          verifying,
        }),
        clock,
        logger: parentLogger,
      }),
      notReady: async () => ((await database.ready()) ? [] : ["database"]),
      async stop() {
        await chores.stop();
        await mail.stop();
        await limiting.close();
        await background.settled();
        await database.close();
      },
    };
  },
};
