import type { Logger } from "../../kernel/logger.ts";

/** What is done behind an answer that must neither wait for it nor tell by its time that it is done. */
export interface Background {
  /** Begins the work; its errors go to the log. What comes when very much is under way already is dropped. */
  run(what: string, work: () => Promise<void>): void;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
}

const mostUnderWay = 500;

export function createBackground(logger: Logger): Background {
  const underWay = new Set<Promise<void>>();

  async function attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (err) {
      logger.error({ err }, `${what} failed`);
    }
  }

  return {
    run(what, work) {
      if (underWay.size >= mostUnderWay) {
        logger.warn(`${what} dropped: too much is under way`);
        return;
      }
      const begun = attempt(what, work).finally(() => underWay.delete(begun));
      underWay.add(begun);
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
