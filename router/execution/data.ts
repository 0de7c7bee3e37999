/** An object of an answer that is being put together. Names of clients are its keys: `Object.hasOwn` before it is read by one. */
export type Data = Record<string, unknown>;

export function isData(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What an object itself has, not what every object inherits. */
export function own(data: Data, key: string): unknown {
  return Object.hasOwn(data, key) ? data[key] : undefined;
}

/** Assigning to `__proto__` would change what an object inherits. */
export function setOwn(data: Data, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(data, key, { value, writable: true, enumerable: true, configurable: true });
  else data[key] = value;
}
