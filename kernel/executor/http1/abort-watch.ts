/** Somebody to tell that nobody waits any more. */
export interface Abortable {
  onAbort(): void;
}

/**
 * Tells many of one signal by one listener: an operation's fetches share a signal, and adding and removing a listener for
 * each costs more than sending it.
 */
export function createAbortWatch(): {
  watch(signal: AbortSignal, abortable: Abortable): void;
  forget(signal: AbortSignal, abortable: Abortable): void;
} {
  const watched = new WeakMap<AbortSignal, Set<Abortable>>();

  return {
    watch(signal, abortable) {
      const known = watched.get(signal);
      if (known !== undefined) {
        known.add(abortable);
        return;
      }
      const abortables = new Set([abortable]);
      watched.set(signal, abortables);
      // It stays until the signal goes, which is when the operation is over.
      signal.addEventListener(
        "abort",
        () => {
          for (const each of abortables) each.onAbort();
        },
        { once: true },
      );
    },
    forget(signal, abortable) {
      watched.get(signal)?.delete(abortable);
    },
  };
}
