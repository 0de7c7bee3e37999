import { z } from "zod";
import { type FaultRule, faultFilterSchema, faultSchema } from "../../../emulator/faults/fault.ts";

const placed = z.object({ id: z.string(), fault: faultSchema, match: faultFilterSchema, remaining: z.number() });
const all = z.object({ faults: z.array(placed) });

/** What goes wrong in Airtable, counted by how often it really did. */
export interface EmulatorFaults {
  place(rule: FaultRule & { readonly times: number }): Promise<void>;
  /** Takes away what has met nobody yet. @returns how many requests each kind of fault has met */
  end(): Promise<ReadonlyMap<string, number>>;
}

export function emulatorFaults(emulatorUrl: string): EmulatorFaults {
  const url = `${emulatorUrl}/_emulator/faults`;
  const placedTimes = new Map<string, number>();
  return {
    async place(rule) {
      const body = JSON.stringify(rule);
      const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
      if (!response.ok) throw new Error(`a fault could not be placed: ${await response.text()}`);
      const name = nameOf(rule.fault);
      placedTimes.set(name, (placedTimes.get(name) ?? 0) + rule.times);
    },
    async end() {
      const { faults } = all.parse(await (await fetch(url)).json());
      await fetch(url, { method: "DELETE" });
      for (const { fault, remaining } of faults) {
        const name = nameOf(fault);
        placedTimes.set(name, (placedTimes.get(name) ?? 0) - remaining);
      }
      return new Map([...placedTimes].filter(([, times]) => times > 0));
    },
  };
}

function nameOf(fault: FaultRule["fault"]): string {
  return fault.kind === "status" ? `Airtable answers ${fault.status}` : `Airtable: ${fault.kind}`;
}
