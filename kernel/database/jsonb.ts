import { customType } from "drizzle-orm/pg-core";

/**
 * A column of any JSON value. drizzle's own parses texts that the driver has parsed already: the text `"12"` would come back
 * as the number 12. SQL's null and JSON's can't be told apart.
 */
export const jsonb = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => "jsonb",
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => value,
});
