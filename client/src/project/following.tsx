import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { departmentAt } from "../app/departments.ts";
import { inkOn } from "../app/colour.ts";
import { usePlace } from "../app/search.ts";
import { useFollow } from "../session/hooks.ts";
import type { Place } from "../session/people.ts";
import classes from "./following.module.css";

type Following = { clientId: number | null; follow: (clientId: number | null) => void };

const context = createContext<Following>({ clientId: null, follow: () => undefined });

/** Whom this person follows, and how to begin. */
export function useFollowing(): Following {
  return use(context);
}

const ownInput = ["pointerdown", "keydown", "wheel", "touchmove"] as const;

/** Takes the page wherever the followed person goes, inside a frame of their colour, until one does something oneself. */
export function FollowingProvider({ children }: { children: ReactNode }) {
  const [clientId, setClientId] = useState<number | null>(null);
  const { go } = usePlace();
  const goTo = useCallback(
    (place: Place) => {
      const department = departmentAt(place.department);
      if (department !== undefined) {
        const { sceneId, shotId, assetId, runId, takeId, view, frame } = place;
        const there = { scene: sceneId, shot: shotId, asset: assetId, run: runId, take: takeId };
        // Somebody else's way is not one's own to go back through.
        go(department.path, { ...there, view, frame }, { replace: true });
      }
    },
    [go],
  );
  const person = useFollow(clientId, goTo);

  useEffect(() => {
    if (clientId === null) return undefined;
    const stop = (event: Event) => {
      // Whoever presses the followed person's own avatar means to stop; its click says so.
      const isAvatar = event.target instanceof Element && event.target.closest("[data-follow]") !== null;
      if (!(isAvatar && event.type === "pointerdown")) setClientId(null);
    };
    // The click that began it is still on its way; only what comes after it is "own input".
    const timer = setTimeout(() => {
      for (const name of ownInput) window.addEventListener(name, stop, { capture: true, passive: true });
    }, 50);
    return () => {
      clearTimeout(timer);
      for (const name of ownInput) window.removeEventListener(name, stop, { capture: true });
    };
  }, [clientId]);

  const value = useMemo(() => ({ clientId, follow: setClientId }), [clientId]);
  const color = person?.user.color ?? "#888888";
  return (
    <context.Provider value={value}>
      {children}
      {person === null ? null : (
        <div className={classes.frame} style={{ borderColor: color }}>
          <output className={classes.label} style={{ background: color, color: inkOn(color) }}>
            Following {person.user.name}
            <span className={classes.how}> · Esc stops</span>
          </output>
        </div>
      )}
    </context.Provider>
  );
}
