import { createAuditLog } from "../../kernel/audit-log/audit-log.ts";
import { readConfig } from "../../kernel/config/settings.ts";
import { migrateEventLog } from "../../kernel/event-log/event-log.ts";
import { createSeal } from "../../kernel/secrets/seal.ts";
import { openStore } from "../../kernel/subgraph/open-store.ts";
import { readSchema, type Subgraph } from "../../kernel/subgraph/subgraph.ts";
import { createSubgraphExecutor } from "../../kernel/subgraph/subgraph-executor.ts";
import { createAudit } from "./audit.ts";
import { settings } from "./config.ts";
import type { Context } from "./context.ts";
import { createIdentityProvider } from "./external-sign-in/identity-provider.ts";
import { createLoaders } from "./loaders.ts";
import { createFolderMailer } from "./mail/folder-mailer.ts";
import { permissions } from "./permissions.ts";
import { resolvers } from "./resolvers/resolvers.ts";
import { createAccessTokens } from "./sessions/access-tokens.ts";
import { keepForgettingSessions } from "./sessions/forget-former-sessions.ts";
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
  async start({ env, logger, clock }) {
    const config = readConfig(settings, env);
    await migrateEventLog(config.databaseUrl);
    const database = await openStore(name, config, import.meta.url);
    const { db } = database;
    const mailer = createFolderMailer({ folder: config.mailFolder, clock, logger: logger.child({ subgraph: name }) });
    const identityProviders = config.identityProviders.map((provider) =>
      createIdentityProvider(provider, { clock, logger: logger.child({ subgraph: name }) }),
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
    const forgetting = keepForgettingSessions({ db, clock, logger });

    return {
      executor: createSubgraphExecutor<Context>({
        name,
        schema,
        resolvers,
        permissions,
        identityKey: config.identityKey,
        identitySecret: config.identitySecret,
        createContext: (scope) => ({
          ...scope,
          db,
          clock,
          accessTokens,
          sessionLife: { idleDays: config.sessionDays, longestDays: config.sessionMaxDays },
          signingKeys,
          mailer,
          seal,
          audit: createAudit(auditLog, scope),
          identityProviders,
          redirectUris: config.redirectUris,
          appUrl: config.appUrl,
          loaders: createLoaders({ db, caller: scope.caller }),
        }),
        clock,
        logger,
      }),
      notReady: async () => ((await database.ready()) ? [] : ["database"]),
      async stop() {
        await forgetting.stop();
        await database.close();
      },
    };
  },
};
