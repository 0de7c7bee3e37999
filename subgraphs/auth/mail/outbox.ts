import { randomUUID } from "node:crypto";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { insertMails } from "../store/outbox.ts";
import type { MailOrder } from "./mail-order.ts";

/** Where mails wait to be sent. */
export interface Outbox {
  /**
   * Orders mails in the transaction of what they tell of, so that both happen or none. Call `wake` once that is
   * committed; without it the mail leaves some seconds later.
   */
  put(transaction: Database, ...orders: MailOrder[]): Promise<void>;
  /** Says that there is something to send. */
  wake(): void;
}

export function createOutbox({ clock, wake }: { clock: Clock; wake: () => void }): Outbox {
  return {
    async put(transaction, ...orders) {
      await insertMails(
        transaction,
        orders.map((mail) => ({ id: randomUUID(), mail })),
        new Date(clock.now()),
      );
    },
    wake,
  };
}
