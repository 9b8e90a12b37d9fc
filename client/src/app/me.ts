import { queryOptions, useQuery, type QueryClient } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { api, call } from "./api.ts";
import { untilAnswered } from "./query-client.ts";
import { queryKeys } from "./query-keys.ts";
import { remembered } from "./remembered.ts";

/** The signed-in person and their projects. */
export type Me = InferResponseType<typeof api.me.$get>;
export type ProjectSummary = Me["projects"][number];

const meQuery = queryOptions({
  queryKey: queryKeys.me,
  queryFn: () => remembered("me", () => call(api.me.$get())),
  staleTime: 60_000,
  refetchInterval: untilAnswered,
});

/** Who is signed in; fails with `signed-out` when nobody is. Asked again while the studio does not answer. */
export function useMe() {
  return useQuery(meQuery);
}

/** Signs in with an account's email and password. Throws `AppError` with a sentence when they do not fit. */
export async function signIn(
  client: QueryClient,
  fields: { email: string; password: string },
): Promise<void> {
  await call(api.auth["sign-in"].email.$post({ json: fields }));
  await client.resetQueries();
}

/** Ends the session on this device and forgets what was read with it. */
export async function signOut(client: QueryClient): Promise<void> {
  await call(api.auth["sign-out"].$post());
  localStorage.removeItem("backlot:me");
  client.clear();
}
