import { Input, Modal, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { createTeam, type TeamColour, teamColour, teamPurpose } from "#contract/teams.ts";
import { DialogEnd } from "#web/design/dialog-end.tsx";
import { focusFault } from "#web/design/focus-fault.ts";
import { useSaving } from "#web/design/save-state.tsx";
import { sentencesBy } from "#web/design/sentences-by.ts";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import { call } from "#web/shell/api.ts";
import { ColourChoice } from "#web/teams/colour-choice.tsx";
import { purposeWords } from "#web/teams/team-words.ts";
import { teamsQuery } from "#web/teams/teams-query.ts";
import { keepTeam } from "#web/teams/use-teams.ts";

/** Makes a team and goes to its page, where its members are chosen. */
export function CreateTeam({ onClose }: { onClose: () => void }) {
  useFocusBack();
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { name: "", purpose: teamPurpose.enum.other, colour: useFreeColour() },
    validate: sentencesBy(createTeam.body),
  });
  const { saving, save } = useSaving(async (body: typeof form.values) => {
    const team = await call(createTeam, { body });
    keepTeam(client, team);
    onClose();
    await navigate({ to: "/settings/teams/$teamId", params: { teamId: team.id } });
  });
  return (
    <Modal opened onClose={onClose} title="New team">
      <form onSubmit={form.onSubmit((body) => void save(body), focusFault(form))} noValidate>
        <Stack gap="md">
          <TextInput label="Name" autoComplete="off" data-autofocus {...form.getInputProps("name")} />
          <Select label="Purpose" data={purposes} allowDeselect={false} {...form.getInputProps("purpose")} />
          <Input.Wrapper label="Colour" labelElement="div">
            <ColourChoice value={form.values.colour} onChange={(colour) => form.setFieldValue("colour", colour)} />
          </Input.Wrapper>
          <DialogEnd
            verb="Make team"
            busy={saving.kind === "saving"}
            failure={saving.kind === "failed" ? saving.sentence : null}
            onCancel={onClose}
          />
        </Stack>
      </form>
    </Modal>
  );
}

const purposes = teamPurpose.options.map((value) => ({ value, label: purposeWords[value] }));

/** The first colour that no team has, so that teams can be told apart without anybody choosing. */
function useFreeColour(): TeamColour {
  const teams = useQueryClient().getQueryData(teamsQuery.queryKey)?.items ?? [];
  const taken = new Set(teams.map(({ colour }) => colour));
  return teamColour.options.find((colour) => !taken.has(colour)) ?? teamColour.enum.teal;
}
