import type { ASTNode } from "@marcbachmann/cel-js";

/** A value that an expression reads: a name, and the keys behind it as far as they are fixed. */
export type ReferencePath = readonly [root: string, ...keys: string[]];

/** Macros whose first argument names the item: `list.map(item, …)`. */
const overItems = new Set(["all", "exists", "exists_one", "map", "filter"]);

/**
 * What an expression reads. `steps.a.output[0].id` reads `steps.a.output`; names that the expression itself gives to items
 * (`list.map(x, x.id)`) are none.
 */
export function referencesIn(ast: ASTNode): readonly ReferencePath[] {
  const found: ReferencePath[] = [];
  look(ast, new Set());
  return found;

  function look(node: ASTNode, own: ReadonlySet<string>): void {
    const path = pathOf(node);
    if (path !== undefined) {
      if (!own.has(path[0])) found.push(path);
      return;
    }
    if (node.op === "rcall") lookIntoCall(node.args, own);
    else for (const inner of childrenOf(node)) look(inner, own);
  }

  function lookIntoCall(
    [name, receiver, given]: readonly [string, ASTNode, readonly ASTNode[]],
    own: ReadonlySet<string>,
  ): void {
    look(receiver, own);
    const [first, ...others] = given;
    const isMacro = overItems.has(name) && others.length > 0 && first?.op === "id";
    const isBind = name === "bind" && receiver.op === "id" && receiver.args === "cel" && first?.op === "id";
    if (isMacro || isBind) {
      const inside = new Set([...own, first.args]);
      for (const [place, other] of others.entries()) look(other, isBind && place === 0 ? own : inside);
    } else for (const inner of given) look(inner, own);
  }
}

/** Names and fixed keys of `a.b["c"]`, as far as they go: of `a.b[0].c` only `a.b`, which is found further inside. */
function pathOf(node: ASTNode): ReferencePath | undefined {
  const keys: string[] = [];
  let inner = node;
  for (;;) {
    if (inner.op === "id") return [inner.args, ...keys.toReversed()];
    if (inner.op === "." || inner.op === ".?") keys.push(inner.args[1]);
    else if (
      (inner.op === "[]" || inner.op === "[?]") &&
      inner.args[1].op === "value" &&
      typeof inner.args[1].args === "string"
    )
      keys.push(inner.args[1].args);
    else return undefined;
    inner = inner.args[0];
  }
}

function childrenOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case "value":
    case "id":
      return [];
    case ".":
    case ".?":
      return [node.args[0]];
    case "call":
      return node.args[1];
    case "rcall":
      return [node.args[1], ...node.args[2]];
    case "map":
      return node.args.flat();
    case "!_":
    case "-_":
      return [node.args];
    default:
      return node.args;
  }
}

/** Whether an expression makes bytes, which are kept outside of the bounds on a thread's memory. */
export function usesBytes(ast: ASTNode): boolean {
  if (ast.op === "call" && ast.args[0] === "bytes") return true;
  if (ast.op === "value" && ast.args instanceof Uint8Array) return true;
  return childrenOf(ast).some(usesBytes);
}
