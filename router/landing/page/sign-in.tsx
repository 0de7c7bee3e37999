import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { type FormEvent, useState } from "react";

type Phase = { kind: "password" } | { kind: "code"; challenge: string } | { kind: "signed-in"; username: string };

interface SignedIn {
  kind: "SignedIn";
  accessToken: string;
  user: { username: string };
}
interface SecondFactorRequired {
  kind: "SecondFactorRequired";
  challenge: string;
}

const signInMutation = `mutation SignIn($login: String!, $password: String!) {
  result: signIn(input: { login: $login, password: $password }) {
    kind: __typename
    ... on SignedIn { accessToken user { username } }
    ... on SecondFactorRequired { challenge }
  }
}`;
const codeMutation = `mutation CompleteSignIn($challenge: String!, $code: String!) {
  result: completeSignIn(input: { challenge: $challenge, code: $code }) { kind: __typename accessToken user { username } }
}`;

/** A form that puts the token of a session into the headers of the tab. */
export const signInPlugin: GraphiQLPlugin = { title: "Sign in", icon: PersonIcon, content: SignIn };

function SignIn() {
  const headerEditor = useGraphiQL((state) => state.headerEditor);
  const { introspect } = useGraphiQLActions();
  const [phase, setPhase] = useState<Phase>({ kind: "password" });
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const entered = Object.fromEntries(new FormData(event.currentTarget));
    setBusy(true);
    setProblem(undefined);
    try {
      const result =
        phase.kind === "code"
          ? await ask(codeMutation, { ...entered, challenge: phase.challenge })
          : await ask(signInMutation, entered);
      if (result.kind === "SecondFactorRequired") {
        setPhase({ kind: "code", challenge: result.challenge });
        return;
      }
      headerEditor?.setValue(withToken(headerEditor.getValue(), result.accessToken));
      setPhase({ kind: "signed-in", username: result.user.username });
      await introspect();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      if (phase.kind === "code") setPhase({ kind: "password" });
    } finally {
      setBusy(false);
    }
  }

  if (phase.kind === "signed-in")
    return (
      <section className="sign-in">
        <h2>Signed in</h2>
        <p role="status">
          As <strong>{phase.username}</strong>. The token is in this tab's headers; after it has expired, sign in again.
        </p>
        <button type="button" className="graphiql-button" onClick={() => setPhase({ kind: "password" })}>
          Sign in again
        </button>
      </section>
    );
  return (
    <section className="sign-in">
      <h2>Sign in</h2>
      {/* A form of its own for each step: what was entered in one is not kept in the next. */}
      <form key={phase.kind} onSubmit={(event) => void submit(event)}>
        {phase.kind === "password" ? (
          <>
            <Field name="login" label="Username or address" autoComplete="username" />
            <Field name="password" label="Password" type="password" autoComplete="current-password" />
          </>
        ) : (
          <Field name="code" label="Code of the authenticator, or a recovery code" autoComplete="one-time-code" />
        )}
        <button type="submit" className="graphiql-button" disabled={busy}>
          Sign in
        </button>
        {problem !== undefined && <p role="alert">{problem}</p>}
      </form>
    </section>
  );
}

function Field({ label, ...input }: { name: string; label: string; autoComplete: string; type?: string }) {
  return (
    <label>
      {label}
      <input required {...input} />
    </label>
  );
}

/** @throws Error with what the endpoint says is wrong */
async function ask(query: string, variables: Record<string, unknown>): Promise<SignedIn | SecondFactorRequired> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as {
    data?: { result: SignedIn | SecondFactorRequired } | null;
    errors?: { message: string }[];
  };
  if (data === undefined || data === null) throw new Error(errors?.[0]?.message ?? "The endpoint gave no answer.");
  return data.result;
}

/** The headers, as the editor has them, with another token. Those that are no JSON are replaced. */
function withToken(text: string, token: string): string {
  let headers: Record<string, unknown> = {};
  try {
    headers = Object.fromEntries(
      Object.entries(JSON.parse(text) as object).filter(([name]) => name.toLowerCase() !== "authorization"),
    );
  } catch {
    // Nothing that could be sent is lost.
  }
  return JSON.stringify({ ...headers, Authorization: `Bearer ${token}` }, null, 2);
}

function PersonIcon() {
  return (
    <svg viewBox="2 2 20 21" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <circle cx="12" cy="8" r="4" />
      <path d="M4 21c0-4.4 3.6-7 8-7s8 2.6 8 7" strokeLinecap="round" />
    </svg>
  );
}
