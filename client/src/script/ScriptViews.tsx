import { Suspense, type ReactNode } from "react";
import { useActions } from "../app/actions.ts";
import { ErrorBoundary } from "../app/ErrorBoundary.tsx";
import { usePlace } from "../app/search.ts";
import { Waiting } from "../app/Waiting.tsx";
import { screenplayView, scriptViews } from "./views.ts";
import classes from "./ScriptViews.module.css";

/** The story's stages as tabs, and the one that is open; without one in the address, the screenplay. */
export function ScriptViews({ screenplay }: { screenplay: ReactNode }) {
  const { search, look } = usePlace();
  const open = scriptViews.find((view) => view.id === search.view) ?? null;
  const [ideas, outline, ...rest] = scriptViews;
  const tabs = [ideas, outline, screenplayView, ...rest].filter((one) => one !== undefined);
  const go = (id: string) => look({ view: id === screenplayView.id ? undefined : id }, { push: true });
  useActions(
    tabs.map((tab) => ({
      id: `script.view.${tab.id}`,
      label: `Go to ${tab.label.toLowerCase()}`,
      group: "Script",
      icon: tab.icon,
      run: () => go(tab.id),
    })),
  );
  const shown = open?.id ?? screenplayView.id;
  return (
    <div className={classes.frame}>
      <nav className={classes.tabs} aria-label="Stages of the story">
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            className={classes.tab}
            aria-current={tab.id === shown ? "page" : undefined}
            onClick={() => go(tab.id)}
          >
            <tab.icon size={16} stroke={1.6} aria-hidden />
            {tab.label}
          </button>
        ))}
      </nav>
      <div className={classes.view}>
        {open?.component === undefined ? (
          screenplay
        ) : (
          <ErrorBoundary key={open.id}>
            <Suspense fallback={<Waiting words={`Opening ${open.label.toLowerCase()}`} />}>
              <open.component />
            </Suspense>
          </ErrorBoundary>
        )}
      </div>
    </div>
  );
}
