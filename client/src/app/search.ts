import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { z } from "zod";
import type { DepartmentPath } from "./departments.ts";

const id = z.coerce.string().max(80).optional().catch(undefined);

/** What the address of a project says besides the department: a link goes exactly there. */
export const placeSearch = z.object({
  scene: id,
  shot: id,
  asset: id,
  run: id,
  take: id,
  note: id,
  frame: z.coerce.number().int().min(0).optional().catch(undefined),
  view: id,
});
export type PlaceSearch = z.infer<typeof placeSearch>;

/** Where the person is: department and typed search, and how to go somewhere else in the project. */
export function usePlace() {
  const { projectId = "", department = "" } = useParams({ strict: false });
  const search: PlaceSearch = useSearch({ strict: false });
  const navigate = useNavigate();

  /** Changes parts of the search of this department. `undefined` takes one out. Replaces the history entry unless told. */
  const look = useCallback(
    (change: Partial<PlaceSearch>, options: { push?: boolean } = {}) => {
      void navigate({
        to: ".",
        search: (now: PlaceSearch) => ({ ...now, ...change }),
        replace: options.push !== true,
      });
    },
    [navigate],
  );

  /** Opens another department of this project. Adds a history entry unless told. */
  const go = useCallback(
    (to: DepartmentPath, next: PlaceSearch = {}, options: { replace?: boolean } = {}) => {
      void navigate({
        to: "/p/$projectId/$department",
        params: { projectId, department: to },
        search: next,
        replace: options.replace === true,
      });
    },
    [navigate, projectId],
  );

  return { projectId, department, search, look, go };
}
