import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Outlet, useNavigate, useParams, useRouter } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { may } from "@backlot/shared/access/roles";
import { AppError, toAppError } from "@backlot/shared/errors/app-error";
import { FailureScreen, ReloadButton } from "../app/FailureScreen.tsx";
import { useMe } from "../app/me.ts";
import { refetchAfter } from "../app/query-keys.ts";
import { usePlace } from "../app/search.ts";
import { Waiting } from "../app/Waiting.tsx";
import { usePublishPlace, useSaveStatusPart, useStudioEvents } from "../session/hooks.ts";
import type { OpeningTrouble } from "../session/session.ts";
import { SessionProvider } from "../session/SessionProvider.tsx";
import { isNoAccess } from "../session/session-state.ts";
import { ClosedProject } from "./ClosedProject.tsx";
import { FollowingProvider } from "./following.tsx";
import { DepartmentRail } from "./DepartmentRail.tsx";
import { useIsHidden } from "./hiding.ts";
import { OutageScreen } from "./OutageScreen.tsx";
import { ProjectHeader } from "./ProjectHeader.tsx";
import { projectQuery } from "./queries.ts";
import { useFreshStaleness } from "./use-fresh-staleness.ts";
import { ProjectProvider, type ProjectContext } from "./use-project.tsx";
import classes from "./ProjectLayout.module.css";

/** A film's frame: header, rail of departments, and the department that is open. */
export default function ProjectLayout() {
  const { projectId = "" } = useParams({ strict: false });
  const me = useMe();
  const project = useQuery(projectQuery(projectId));
  const [isHidden] = useIsHidden();
  const failure = me.error ?? project.error;
  const again = () => void Promise.all([me.refetch(), project.refetch()]);
  if (failure !== null) {
    const error = toAppError(failure);
    if (error.code === "signed-out") return <ToSignIn />;
    if (error.retryable) return <OutageScreen trouble={troubleOf(error)} retry={again} />;
    return me.data !== undefined && isNoAccess(error.code) ? (
      <ClosedProject projectId={projectId} userId={me.data.user.id} error={error} />
    ) : (
      <FailureScreen error={error} reset={again} />
    );
  }
  if (me.data === undefined || project.data === undefined) {
    // A query that failed and is asked again has no error while it is under way; the screen stays.
    const last = me.failureReason ?? project.failureReason;
    const hasFailed = me.errorUpdateCount + project.errorUpdateCount > 0 || last !== null;
    if (!hasFailed) return <Opening />;
    return <OutageScreen trouble={troubleOf(last)} retry={again} />;
  }
  const { user } = me.data;
  return (
    <SessionProvider
      key={projectId}
      projectId={projectId}
      userId={user.id}
      isHidden={isHidden}
      opening={whileOpening}
      failed={(error, retry) => {
        if (error.code === "signed-out") return <ToSignIn />;
        // This very page is too old, so trying again in it would fail the same way.
        if (error.code === "gone") return <FailureScreen error={error} actions={<ReloadButton />} />;
        return isNoAccess(error.code) ? (
          <ClosedProject projectId={projectId} userId={user.id} error={error} />
        ) : (
          <FailureScreen error={error} reset={retry} />
        );
      }}
    >
      <OpenProject projectId={projectId} user={user} title={project.data.title} />
    </SessionProvider>
  );
}

function troubleOf(failure: unknown): OpeningTrouble {
  return failure === null || toAppError(failure).code === "documents-unavailable" ? "offline" : "unavailable";
}

/** Leads to signing in, and back here afterwards. */
function ToSignIn() {
  const navigate = useNavigate();
  const router = useRouter();
  // Read once: while the way there is loading, the address is already that of signing in.
  const [next] = useState(() => router.state.location.href);
  useEffect(() => void navigate({ to: "/sign-in", search: { next }, replace: true }), [navigate, next]);
  return <Opening />;
}

/** What a person sees who was removed while the project was open, or whose project has gone. */
const noAccess = new AppError("not-allowed", {
  sentence: "There is no such project any more, or you are not a member of it.",
  nextStep: "Ask its owner for a new invitation.",
});

type OpenProps = { projectId: string; user: ProjectContext["me"]; title: string };

/** The frame of an open project. Its role is the live one: a change takes effect without a reload. */
function OpenProject({ projectId, user, title }: OpenProps) {
  const queryClient = useQueryClient();
  const { department, search } = usePlace();
  const role = useSaveStatusPart((status) => status.role);
  const isClosed = useSaveStatusPart(({ kind }) => kind === "no-access");
  useStudioEvents((event) => refetchAfter(queryClient, projectId, event));
  useFreshStaleness(projectId);
  usePublishPlace({
    department,
    sceneId: search.scene,
    shotId: search.shot,
    assetId: search.asset,
    runId: search.run,
    takeId: search.take,
    view: search.view,
  });
  const value = useMemo<ProjectContext>(
    () => ({ projectId, role, me: user, can: (action) => may(role, action) }),
    [projectId, role, user],
  );
  // At once, and not when the next answer of the API says so.
  if (isClosed) return <ClosedProject projectId={projectId} userId={user.id} error={noAccess} />;
  return (
    <ProjectProvider value={value}>
      <FollowingProvider>
        <div className={classes.frame}>
          <a href="#department" className={classes.skip}>
            Skip to the department
          </a>
          <ProjectHeader title={title} />
          <DepartmentRail />
          <main id="department" className={classes.main} tabIndex={-1}>
            <Outlet />
          </main>
        </div>
      </FollowingProvider>
    </ProjectProvider>
  );
}

function whileOpening(trouble: OpeningTrouble | null, retry: () => void) {
  return trouble === null ? <Opening /> : <OutageScreen trouble={trouble} retry={retry} />;
}

function Opening() {
  return <Waiting words="Opening the project" />;
}
