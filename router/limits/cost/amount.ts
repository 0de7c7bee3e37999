/** Values of an operation's variables, coerced. */
export type Variables = Readonly<Record<string, unknown>>;

/** A number that is known when an operation is compiled, or only with its variables. */
export type Amount = number | ((variables: Variables) => number);

export function amountOf(amount: Amount, variables: Variables): number {
  return typeof amount === "number" ? amount : amount(variables);
}

export function sum(amounts: readonly Amount[]): Amount {
  let known = 0;
  const unknown: ((variables: Variables) => number)[] = [];
  for (const amount of amounts) {
    if (typeof amount === "number") known += amount;
    else unknown.push(amount);
  }
  if (unknown.length === 0) return known;
  return (variables) => unknown.reduce((total, amount) => total + amount(variables), known);
}

export function product(one: Amount, other: Amount): Amount {
  if (typeof one === "number" && typeof other === "number") return one * other;
  return (variables) => amountOf(one, variables) * amountOf(other, variables);
}

/** The largest; 0 of none. */
export function largest(amounts: readonly Amount[]): Amount {
  const [only] = amounts;
  if (amounts.length === 1 && only !== undefined) return only;
  const known = amounts.filter((amount) => typeof amount === "number");
  const unknown = amounts.filter((amount) => typeof amount === "function");
  const least = Math.max(0, ...known);
  if (unknown.length === 0) return least;
  return (variables) => unknown.reduce((most, amount) => Math.max(most, amount(variables)), least);
}
