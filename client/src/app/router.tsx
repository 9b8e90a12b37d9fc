import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import type { QueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { RootLayout } from "./RootLayout.tsx";
import { FailureScreen, NotFoundScreen } from "./FailureScreen.tsx";
import { departments } from "./departments.ts";
import { placeSearch } from "./search.ts";

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: RootLayout,
  errorComponent: FailureScreen,
  notFoundComponent: NotFoundScreen,
});

const projectList = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: lazyRouteComponent(() => import("../project/ProjectListPage.tsx")),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  validateSearch: z.object({ token: z.coerce.string().catch("") }),
  component: lazyRouteComponent(() => import("./WelcomePage.tsx")),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: z.object({ next: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import("./SignInPage.tsx")),
});

const project = createRoute({
  getParentRoute: () => root,
  path: "/p/$projectId",
  validateSearch: placeSearch,
  component: lazyRouteComponent(() => import("../project/ProjectLayout.tsx")),
});

const projectIndex = createRoute({
  getParentRoute: () => project,
  path: "/",
  beforeLoad: ({ params }) => {
    const first = departments[0];
    if (first === undefined) return;
    throw redirect({
      to: "/p/$projectId/$department",
      params: { projectId: params.projectId, department: first.path },
      replace: true,
    });
  },
});

const department = createRoute({
  getParentRoute: () => project,
  path: "$department",
  component: lazyRouteComponent(() => import("../project/DepartmentPage.tsx")),
});

export const routeTree = root.addChildren([
  projectList,
  welcome,
  signIn,
  project.addChildren([projectIndex, department]),
]);

/** The routes of the studio; every screen's code loads when it is first opened. */
export function createStudioRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: "intent",
    scrollRestoration: false,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createStudioRouter>;
  }
}
