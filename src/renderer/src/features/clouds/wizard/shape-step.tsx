import { NumberInput, TextInput } from '@mantine/core';
import { useStore } from 'zustand';
import { findRole, sortRoles } from '#domain/recipes/find-role.ts';
import type { CloudShape } from '#domain/recipes/machine-shapes.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { ChoiceList } from '#renderer/ui/choice-list.tsx';
import { Fields, Muted } from '#renderer/ui/form-layout.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { changeCount, chooseShape, countRole } from './draft-edits.ts';
import type { StepProps } from './step-props.ts';
import { useWizardStore } from './wizard-context.tsx';
import { findProblem } from './wizard-steps.ts';

/** How the cloud is called and of how many machines it is made. */
export function ShapeStep({ hostId, draft, recipe, problems }: StepProps) {
  const store = useWizardStore(hostId);
  const existing = useStore(store, ({ answer }) => (answer?.kind === 'complete' ? answer.existing : null));
  const { change } = store.getState();
  const shape = recipe.shapes.find(({ id }) => id === draft.shape) ?? null;
  return (
    <Sections isNarrow>
      <Fields>
        <TextInput
          label="Name"
          description="Names the cloud, its machines and its claim of addresses"
          error={findProblem(problems, 'name')}
          value={draft.name}
          spellCheck={false}
          onChange={(event) => {
            const name = event.currentTarget.value.trim();
            change((before) => ({ ...before, name }));
          }}
        />
      </Fields>
      {existing !== null && (
        <Banner tone="attention" word="There already">
          Cloud {draft.name} is on this host. What differs here is a change of it, and the review says how each comes about.
          Choose another name for a cloud beside it.
        </Banner>
      )}
      <ChoiceList
        label="Of which machines shall it be made?"
        value={draft.shape}
        onChange={(id) => {
          const chosen = recipe.shapes.find((one) => one.id === id);
          if (chosen !== undefined) {
            change((before) => chooseShape(before, recipe, chosen));
          }
        }}
        choices={recipe.shapes.map((one) => ({
          value: one.id,
          title: one.title,
          explanation: one.explanation ?? describeShape(one, recipe),
        }))}
      />
      {shape !== null && <Counts hostId={hostId} draft={draft} recipe={recipe} shape={shape} />}
    </Sections>
  );
}

type CountsProps = Omit<StepProps, 'problems'> & { readonly shape: CloudShape };

function Counts({ hostId, draft, recipe, shape }: CountsProps) {
  const { change } = useWizardStore(hostId).getState();
  const open = shape.machines.filter(({ minimum, maximum }) => minimum < maximum);
  const order = describeOrder(shape, recipe);
  return (
    <>
      {open.length > 0 && (
        <Fields>
          {open.map(({ role, minimum, maximum }) => {
            const found = findRole(recipe, role);
            return (
              <NumberInput
                key={role}
                label={`How many: ${found?.title ?? role}`}
                description={`${minimum.toString()} to ${maximum.toString()}. ${found?.explanation ?? ''}`}
                min={minimum}
                max={maximum}
                clampBehavior="strict"
                allowDecimal={false}
                value={countRole(draft, role)}
                onChange={(value) => {
                  if (typeof value === 'number' && value >= minimum && value <= maximum) {
                    change((before) => changeCount(before, recipe, role, value));
                  }
                }}
              />
            );
          })}
        </Fields>
      )}
      {order !== null && <Muted>{order}</Muted>}
    </>
  );
}

function describeShape({ machines }: CloudShape, recipe: Recipe): string {
  const roles = machines.map(({ role }) => findRole(recipe, role));
  const [only] = roles;
  return roles.length === 1
    ? (only?.explanation ?? '')
    : roles.map((role) => `${role?.title ?? ''}: ${role?.explanation ?? ''}`).join(' ');
}

/** "Node Controller first, then Frontend: …"; null where there is no order. */
function describeOrder({ machines }: CloudShape, recipe: Recipe): string | null {
  const roles = sortRoles(recipe).filter(({ id }) => machines.some(({ role }) => role === id));
  const whys = roles.flatMap(({ after }) => after.flatMap(({ role, why }) => (roles.some(({ id }) => id === role) ? [why] : [])));
  if (whys.length === 0) {
    return null;
  }
  const [first, ...others] = roles.map(({ title }) => title);
  const order = `They are brought up in the recipe’s order: ${first ?? ''} first, then ${others.join(', then ')}.`;
  return [order, ...whys.filter((why) => why !== null)].join(' ');
}
