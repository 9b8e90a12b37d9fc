import { Link } from "@tanstack/react-router";
import { useNavigate } from "@tanstack/react-router";
import { useActions } from "../app/actions.ts";
import { departments } from "../app/departments.ts";
import { useProject } from "./use-project.tsx";
import classes from "./DepartmentRail.module.css";

/** The departments in production order; a bar at the bottom of a narrow screen. */
export function DepartmentRail() {
  const { projectId } = useProject();
  const navigate = useNavigate();
  useActions(
    departments.map((department, index) => ({
      id: `department.${department.path}`,
      label: `Go to ${department.label}`,
      group: "Departments",
      icon: department.icon,
      shortcut: `alt+${index + 1}`,
      run: () =>
        navigate({ to: "/p/$projectId/$department", params: { projectId, department: department.path } }),
    })),
  );
  return (
    <nav className={classes.rail} aria-label="Departments">
      {departments.map((department) => {
        const Icon = department.icon;
        return (
          <Link
            key={department.path}
            to="/p/$projectId/$department"
            params={{ projectId, department: department.path }}
            className={classes.item}
            activeProps={{ "data-active": true }}
            onMouseEnter={department.preload}
            onFocus={department.preload}
          >
            <Icon size={22} stroke={1.5} aria-hidden />
            <span className={classes.long}>{department.label}</span>
            <span className={classes.short}>{department.shortLabel}</span>
          </Link>
        );
      })}
    </nav>
  );
}
