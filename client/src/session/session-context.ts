import { createContext } from "react";
import type { Session } from "./session.ts";

/** The open project's session; null outside of a `SessionProvider`. */
export const SessionContext = createContext<Session | null>(null);
