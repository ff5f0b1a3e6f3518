import type { Recipe } from '#domain/recipes/recipe.ts';
import { DataTable } from '#renderer/ui/data-table.tsx';
import { FactList } from '#renderer/ui/fact-list.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { EvidenceMark, type FindEvidence } from './evidence-mark.tsx';
import { describeCheck, describePassword, describeRoles } from './recipe-words.ts';
import { withIndex } from './with-index.ts';

interface RecipeUseProps {
  readonly recipe: Recipe;
  readonly evidenceOf: FindEvidence;
}

/** What there is when it is installed: where it is opened, who logs in, what shows that it is well. */
export function RecipeUse({ recipe, evidenceOf }: RecipeUseProps) {
  return (
    <>
      <ServicesSection recipe={recipe} evidenceOf={evidenceOf} />
      <LoginsSection recipe={recipe} evidenceOf={evidenceOf} />
      {recipe.api !== null && (
        <Section title="For programs" aside={<EvidenceMark evidence={evidenceOf('api')} />}>
          <FactList
            rows={[
              { label: 'Speaks', value: recipe.api.kind },
              { label: 'Address', value: recipe.api.url },
              ...(recipe.api.zone === null ? [] : [{ label: 'Zone', value: recipe.api.zone }]),
            ]}
          />
        </Section>
      )}
      <CredentialsSection recipe={recipe} evidenceOf={evidenceOf} />
      <HealthSection recipe={recipe} evidenceOf={evidenceOf} />
      <LogsSection recipe={recipe} evidenceOf={evidenceOf} />
    </>
  );
}

function markColumn(evidenceOf: FindEvidence, list: string) {
  return {
    id: 'evidence',
    title: 'Source',
    render: ({ index }: { readonly index: number }) => (
      <EvidenceMark evidence={evidenceOf(`${list}[${index.toString()}]`)} isWordHidden />
    ),
  };
}

const byIndex = ({ index }: { readonly index: number }): string => index.toString();

function ServicesSection({ recipe: { services }, evidenceOf }: RecipeUseProps) {
  return services.length === 0 ? null : (
    <Section title="Ports">
      <DataTable
        label="Ports"
        rows={withIndex(services)}
        keyOf={byIndex}
        columns={[
          markColumn(evidenceOf, 'services'),
          { id: 'port', title: 'Port', isFact: true, render: ({ item }) => `${item.port}/${item.protocol}` },
          { id: 'title', title: 'What answers', titleOf: ({ item }) => item.title, render: ({ item }) => item.title },
          { id: 'url', title: 'Opens at', isFact: true, render: ({ item }) => item.url ?? '–' },
          { id: 'roles', title: 'Roles', render: ({ item }) => describeRoles(item.roles) },
        ]}
      />
    </Section>
  );
}

function LoginsSection({ recipe: { logins }, evidenceOf }: RecipeUseProps) {
  return logins.length === 0 ? null : (
    <Section title="Logins">
      <DataTable
        label="Logins"
        rows={withIndex(logins)}
        keyOf={byIndex}
        columns={[
          markColumn(evidenceOf, 'logins'),
          { id: 'where', title: 'Where', render: ({ item }) => item.where },
          { id: 'account', title: 'Account', isFact: true, render: ({ item }) => item.account ?? '–' },
          { id: 'user', title: 'User', isFact: true, render: ({ item }) => item.user },
          { id: 'password', title: 'Password', isSentence: true, render: ({ item }) => describePassword(item.password) },
          { id: 'note', title: 'Note', isSentence: true, render: ({ item }) => item.note ?? '' },
        ]}
      />
    </Section>
  );
}

function CredentialsSection({ recipe: { credentials }, evidenceOf }: RecipeUseProps) {
  return credentials.length === 0 ? null : (
    <Section title="Credentials">
      <DataTable
        label="Credentials"
        rows={withIndex(credentials)}
        keyOf={byIndex}
        columns={[
          markColumn(evidenceOf, 'credentials'),
          { id: 'title', title: 'What', render: ({ item }) => item.title },
          { id: 'role', title: 'On', render: ({ item }) => item.role },
          {
            id: 'from',
            title: 'From',
            isFact: true,
            titleOf: ({ item }) => item.file ?? item.command ?? '',
            render: ({ item }) => item.file ?? item.command,
          },
        ]}
      />
    </Section>
  );
}

function HealthSection({ recipe: { health }, evidenceOf }: RecipeUseProps) {
  return health.length === 0 ? null : (
    <Section title="Ready when">
      <DataTable
        label="Health checks"
        rows={withIndex(health)}
        keyOf={byIndex}
        columns={[
          markColumn(evidenceOf, 'health'),
          { id: 'title', title: 'Check', render: ({ item }) => item.title },
          { id: 'roles', title: 'Roles', render: ({ item }) => describeRoles(item.roles) },
          {
            id: 'how',
            title: 'By',
            isFact: true,
            titleOf: ({ item }) => describeCheck(item.check),
            render: ({ item }) => describeCheck(item.check),
          },
        ]}
      />
    </Section>
  );
}

function LogsSection({ recipe: { logs }, evidenceOf }: RecipeUseProps) {
  return logs.length === 0 ? null : (
    <Section title="Logs, when something is wrong">
      <DataTable
        label="Logs"
        rows={withIndex(logs)}
        keyOf={byIndex}
        columns={[
          markColumn(evidenceOf, 'logs'),
          { id: 'path', title: 'File', isFact: true, render: ({ item }) => item.path },
          { id: 'title', title: 'What is in it', render: ({ item }) => item.title },
          { id: 'roles', title: 'Roles', render: ({ item }) => describeRoles(item.roles) },
        ]}
      />
    </Section>
  );
}
