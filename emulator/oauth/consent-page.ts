import type { User } from "../seed/seed.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";

/** A user who can agree, and the bases they can open. */
export interface Approver {
  readonly user: User;
  readonly bases: readonly { readonly id: string; readonly name: string }[];
}

/** The page on which a person agrees to what a client asks, or does not. @param parameters of the request, sent back */
export function consentPage(
  request: AuthorizationRequest,
  approvers: readonly Approver[],
  parameters: URLSearchParams,
): string {
  const { client } = request;
  const hidden = [...parameters].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const users = approvers.map(
    ({ user }) => `<option value="${user.id}">${escapeHtml(`${user.name} <${user.email}>`)}</option>`,
  );
  const bases = new Map(approvers.flatMap((approver) => approver.bases.map(({ id, name }) => [id, name])));
  const boxes = [...bases].map(
    ([id, name]) => `<li><label><input type="checkbox" name="base" value="${id}" checked> ${escapeHtml(name)}</label>`,
  );
  return page(
    `Connect ${client.name ?? client.id}`,
    `<form method="post" action="/oauth2/v1/authorize">
${hidden.join("\n")}
<p>It asks for:</p><ul>${request.scopes.map((scope) => `<li><code>${scope}</code>`).join("")}</ul>
<p><label>As <select name="user">${users.join("")}</select></label>, in these bases:</p><ul>${boxes.join("")}</ul>
<p>You go back to <code>${escapeHtml(request.redirectUri)}</code>.</p>
<button name="decision" value="approve">Approve</button> <button name="decision" value="deny">Deny</button>
</form>`,
  );
}

/** What a person is told whose request names no client. */
export function unknownClientPage(reason: string): string {
  return page("This link cannot be used", `<p>${escapeHtml(reason)}</p>`);
}

function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<style>body{font:16px system-ui;max-width:36rem;margin:3rem auto;padding:0 1rem}</style>
<h1>${escapeHtml(title)}</h1>
${content}
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
