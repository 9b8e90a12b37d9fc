import { createContext, useContext } from "react";
import type { Action, Role } from "@backlot/shared/access/roles";
import type { Me } from "../app/me.ts";

export type ProjectContext = {
  projectId: string;
  /** The person's role as it is now; it may change while the page is open. */
  role: Role;
  me: Me["user"];
  /** Whether the person may do something here. The servers decide the same way again. */
  can: (action: Action) => boolean;
};

const context = createContext<ProjectContext | null>(null);
export const ProjectProvider = context.Provider;

/** The open project, the person and what they may do. Only below the project's layout. */
export function useProject(): ProjectContext {
  const value = useContext(context);
  if (value === null) throw new Error("useProject is used outside of a project.");
  return value;
}
