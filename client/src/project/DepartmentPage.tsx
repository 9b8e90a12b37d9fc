import { useParams } from "@tanstack/react-router";
import { Suspense, useEffect } from "react";
import { departmentAt } from "../app/departments.ts";
import { ErrorBoundary } from "../app/ErrorBoundary.tsx";
import { NotFoundScreen } from "../app/FailureScreen.tsx";
import { Waiting } from "../app/Waiting.tsx";

/** The open department. A failure in it leaves the frame, and with it the other departments, usable. */
export default function DepartmentPage() {
  const { department: path = "" } = useParams({ strict: false });
  const department = departmentAt(path);
  useEffect(() => {
    document.title = department === undefined ? "Backlot" : `${department.label} · Backlot`;
  }, [department]);
  if (department === undefined) return <NotFoundScreen />;
  const { Page } = department;
  return (
    <ErrorBoundary key={path}>
      <Suspense fallback={<Waiting words={`Opening ${department.label}`} />}>
        <Page />
      </Suspense>
    </ErrorBoundary>
  );
}
