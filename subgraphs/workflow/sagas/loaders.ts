import DataLoader from "dataloader";
import { isActor } from "../../../kernel/authorization/rules.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { Caller } from "../../../kernel/identity/caller.ts";
import { type SagaId, sagaId } from "../../../kernel/identity/ids.ts";
import { readStepsOfSagas, type StoredSagaStep } from "../store/saga-steps.ts";
import { findSagas, type StoredSaga } from "../store/sagas.ts";

/** Sagas of the caller's tenant; for anybody else there are none. */
export interface SagaLoaders {
  readonly saga: DataLoader<string, StoredSaga | null>;
  /** The steps that a saga has reached. */
  readonly steps: DataLoader<SagaId, readonly StoredSagaStep[]>;
}

/** Made anew for each request and each event: what one caller may see must not answer another. */
export function createSagaLoaders({ db, caller }: { db: Database; caller: Caller }): SagaLoaders {
  const tenantId = isActor(caller) ? caller.tenantId : undefined;
  return {
    saga: new DataLoader(async (ids) => {
      if (tenantId === undefined) return ids.map(() => null);
      // Postgres would answer an id that is no uuid with an error.
      const valid = ids.flatMap((id) => sagaId.safeParse(id).data ?? []);
      const byId = new Map<string, StoredSaga>((await findSagas(db, tenantId, valid)).map((saga) => [saga.id, saga]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    steps: new DataLoader(async (ids) => {
      if (tenantId === undefined) return ids.map(() => []);
      const bySaga = await readStepsOfSagas(db, tenantId, ids);
      return ids.map((id) => bySaga.get(id) ?? []);
    }),
  };
}
