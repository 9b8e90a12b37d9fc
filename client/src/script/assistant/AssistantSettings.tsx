import { Button, Group, Modal, NumberInput, PasswordInput, Select, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { assistantSettings, type AssistantStatus } from "@backlot/shared/assistant/schema";
import { toAppError } from "@backlot/shared/errors/app-error";
import { send } from "../../app/api.ts";
import { queryKeys } from "../../app/query-keys.ts";
import { useProject } from "../../project/use-project.tsx";

type Props = { status: AssistantStatus | null; onClose: () => void };

/** Which model this film asks. The key is sealed in the studio and never shown again. */
export function AssistantSettingsDialog({ status, onClose }: Props) {
  const { projectId } = useProject();
  const queryClient = useQueryClient();
  const present = status?.settings ?? null;
  const form = useForm({
    initialValues: {
      provider: present?.provider ?? "openai-compatible",
      baseUrl: present?.baseUrl ?? "http://localhost:11434/v1",
      model: present?.model ?? "",
      dailyTokens: present?.dailyTokens ?? 200_000,
      key: "",
    },
    validate: (values) => {
      const checked = assistantSettings.safeParse(settingsOf(values));
      const issues = checked.error?.issues ?? [];
      return Object.fromEntries(issues.map((issue) => [issue.path.join("."), issue.message]));
    },
  });
  const done = () => {
    void queryClient.invalidateQueries({ queryKey: queryKeys.assistant(projectId) });
    onClose();
  };
  const save = useMutation({
    mutationFn: async (values: typeof form.values) => {
      if (values.key.trim() !== "") {
        const { baseUrl } = settingsOf(values);
        await send("PUT", `/api/projects/${projectId}/keys/${values.provider}`, {
          key: values.key.trim(),
          ...(baseUrl === null ? {} : { address: baseUrl }),
        });
      }
      await send("PUT", `/api/projects/${projectId}/assistant`, settingsOf(values));
    },
    onSuccess: done,
  });
  const turnOff = useMutation({
    mutationFn: () => send("DELETE", `/api/projects/${projectId}/assistant`),
    onSuccess: done,
  });
  const hasKey = status?.hasKey === true;
  const isKeysServer = present !== null && isSameServer(present, settingsOf(form.values));
  const isOwn = form.values.provider === "openai-compatible";
  return (
    <Modal opened onClose={onClose} title="Set up an assistant" closeButtonProps={{ "aria-label": "Close" }}>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Text size="sm" c="dimmed" mb={12}>
          What you ask, with the parts of the story that belong to it, is sent to this server. Whatever it
          writes waits as a proposal.
        </Text>
        <Select
          label="Who is asked"
          allowDeselect={false}
          data={[
            { value: "openai-compatible", label: "A server that speaks the OpenAI protocol" },
            { value: "anthropic", label: "Anthropic" },
          ]}
          {...form.getInputProps("provider")}
        />
        {isOwn ? (
          <TextInput
            mt={12}
            label="Address"
            description="Such as Ollama, LM Studio or vLLM on this machine, or a hosted service."
            {...form.getInputProps("baseUrl")}
          />
        ) : null}
        <TextInput mt={12} label="Model" {...form.getInputProps("model")} />
        <PasswordInput
          mt={12}
          label={isOwn ? "Key, if the server wants one" : "Key"}
          description={
            hasKey && !isKeysServer
              ? "The key that is set belongs to another server and stays with it."
              : null
          }
          placeholder={hasKey && isKeysServer ? "Set; write a new one to change it" : ""}
          autoComplete="off"
          {...form.getInputProps("key")}
        />
        <NumberInput
          mt={12}
          label="Tokens a day, at most"
          min={1000}
          step={10_000}
          thousandSeparator=","
          {...form.getInputProps("dailyTokens")}
        />
        {save.isError ? (
          <Text size="sm" c="red" mt={12} role="alert">
            {toAppError(save.error).sentence}
          </Text>
        ) : null}
        <Group justify="space-between" mt={18}>
          {present === null ? (
            <span />
          ) : (
            <Button variant="default" loading={turnOff.isPending} onClick={() => turnOff.mutate()}>
              Ask nobody
            </Button>
          )}
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function settingsOf(values: {
  provider: string;
  baseUrl: string;
  model: string;
  dailyTokens: number | string;
}) {
  return {
    provider: values.provider,
    baseUrl: values.provider === "anthropic" ? null : values.baseUrl.trim(),
    model: values.model,
    dailyTokens: Number(values.dailyTokens),
  };
}

type Server = { provider: string; baseUrl: string | null };

/** Whether a key for the one is a key for the other. */
function isSameServer(one: Server, other: Server): boolean {
  const origin = ({ baseUrl }: Server) =>
    baseUrl !== null && URL.canParse(baseUrl) ? new URL(baseUrl).origin : null;
  return one.provider === other.provider && origin(one) === origin(other);
}
