import type { z } from "zod";

/** Asks the running endpoint as any client would; throws the first error of the answer. */
export async function ask<T>(
  url: string,
  answer: z.ZodType<T>,
  query: string,
  options: { variables?: Record<string, unknown>; token?: string } = {},
): Promise<T> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
    },
    body: JSON.stringify({ query, variables: options.variables }),
  });
  const { data, errors } = (await response.json()) as {
    data?: unknown;
    errors?: { message: string; extensions?: unknown }[];
  };
  if (errors?.[0] !== undefined) throw new Error(errors[0].message, { cause: errors[0].extensions });
  return answer.parse(data);
}
