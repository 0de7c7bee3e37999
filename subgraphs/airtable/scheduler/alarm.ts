/** Wakes one sleeper, also one that only goes to sleep after it rang. */
export interface Alarm {
  ring(): void;
  /** From here on only a new ring counts. */
  reset(): void;
  /** Until the alarm rings, `ms` at most. */
  sleep(ms: number): Promise<void>;
}

export function createAlarm(): Alarm {
  let rang = false;
  let wake = () => {};
  return {
    ring() {
      rang = true;
      wake();
    },
    reset() {
      rang = false;
    },
    async sleep(ms) {
      if (rang) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.ceil(ms));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      wake = () => {};
    },
  };
}
