import { Button, Group, NumberInput, Popover, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCoin } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useActions } from "../app/actions.ts";
import { projectQuery, useChangeProject } from "../project/queries.ts";
import { useProject } from "../project/use-project.tsx";
import pageClasses from "../shot/page.module.css";
import { credits } from "./run-view.ts";

/** What the film has spent and may spend; whoever sets budgets changes it here. */
export function ProjectBudget() {
  const { projectId, can } = useProject();
  const project = useQuery(projectQuery(projectId)).data;
  const [isOpen, popover] = useDisclosure(false);
  const maySet = can("budget.set");
  useActions([
    {
      id: "budget.set",
      label: "Set the project's budget …",
      group: "Production",
      icon: IconCoin,
      shortcut: "B",
      isAvailable: () => maySet,
      run: popover.open,
    },
  ]);
  if (project === undefined) return null;
  const words =
    project.budgetMicros === 0 && project.spentMicros === 0
      ? "No budget"
      : `${project.spentMicros / 1e6} of ${credits(project.budgetMicros)} spent`;
  if (!maySet) {
    return (
      <Text size="sm" c="dimmed">
        {words}
      </Text>
    );
  }
  return (
    <Popover opened={isOpen} onChange={popover.set} onClose={popover.close} withinPortal trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconCoin size={16} />}
          classNames={{ root: pageClasses.add, section: pageClasses.addSign }}
          aria-label={`Budget of the project: ${words}`}
          onClick={popover.toggle}
        >
          <span className={pageClasses.addWord}>{words}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Budget of the project">
        <BudgetForm budgetMicros={project.budgetMicros} onDone={popover.close} />
      </Popover.Dropdown>
    </Popover>
  );
}

function BudgetForm({ budgetMicros, onDone }: { budgetMicros: number; onDone: () => void }) {
  const { projectId } = useProject();
  const change = useChangeProject(projectId);
  const [budget, setBudget] = useState<number | string>(budgetMicros / 1e6);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ budgetMicros: Math.round(Number(budget || 0) * 1e6) }, { onSuccess: onDone });
      }}
    >
      <NumberInput
        label="Project budget, in credits"
        description="All runs together never spend more. Previs costs nothing."
        value={budget}
        onChange={setBudget}
        min={0}
        max={1_000_000}
        decimalScale={2}
        data-autofocus
        maw={260}
      />
      <Group justify="flex-end" mt="sm" gap={8}>
        <Button size="compact-md" variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button size="compact-md" type="submit" loading={change.isPending}>
          Set the budget
        </Button>
      </Group>
    </form>
  );
}
