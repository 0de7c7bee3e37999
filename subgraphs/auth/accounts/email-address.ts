import { z } from "zod";

/** Where mail reaches somebody, in the form in which addresses are stored and compared. */
export const emailAddress = z
  .email("must be an email address")
  .max(254, "must have at most 254 characters")
  .transform((address) => address.toLowerCase());
