import type { RecipeView } from '#contract/recipes.ts';
import { describeWay } from '#domain/recipes/describe-way.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { drawTable } from '../terminal/draw-table.ts';
import type { Paint } from '../terminal/paint.ts';

export async function showRecipe(
  { output, session, signal }: Invocation,
  name: string,
  options: { readonly yaml?: boolean },
): Promise<ExitCode> {
  const { client } = await session();
  const view = await client.recipes.show({ id: name }, { signal });
  if (options.yaml === true && !output.isJson) {
    output.verbatim(view.text);
    return exitCodes.done;
  }
  const { summary, recipe, statements } = view;
  await output.answer({ summary, recipe, statements }, (paint) => drawRecipe(view, paint));
  return exitCodes.done;
}

async function drawRecipe(view: RecipeView, paint: Paint): Promise<string> {
  const { recipe, summary } = view;
  const isVerified = (field: string) => view.statements.find((each) => each.field === field)?.evidence.kind === 'verified';
  const mark = (field: string) => (isVerified(field) ? ' ' : '?');
  const sections = await Promise.all([
    section('Roles', ['', 'ID', 'TITLE', 'RAM', 'CPUS', 'DISK', 'AFTER'], listRoles(recipe, mark), paint),
    section('Addresses', ['', 'ID', 'TITLE', 'NOTATION', 'DEFAULT'], listAddresses(recipe, mark), paint),
    section('Ways to install', ['', 'WAY', 'ROLES', 'WHAT'], listInstalls(recipe, mark), paint),
    section('Services', ['', 'PORT', 'TITLE', 'ADDRESS'], listServices(recipe, mark), paint),
    section('Logins', ['', 'WHERE', 'ACCOUNT', 'USER', 'PASSWORD'], listLogins(recipe, mark), paint),
  ]);
  const head = [
    paint.bold(recipe.title),
    recipe.summary,
    `${summary.verifiedCount} of ${summary.statementCount} statements verified; ? stands before the others. ${recipe.questions.length} questions, ${recipe.health.length} health checks.`,
  ];
  const notes = recipe.notes.map((note) => `- ${note}`);
  return [...head, ...sections, ...(notes.length === 0 ? [] : ['', paint.bold('Notes'), ...notes])].join('\n');
}

async function section(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  paint: Paint,
): Promise<string> {
  return rows.length === 0 ? '' : `\n${paint.bold(title)}\n${(await drawTable(head, rows, paint)).trimEnd()}`;
}

type Mark = (field: string) => string;

function listRoles({ roles }: Recipe, mark: Mark): readonly (readonly string[])[] {
  return roles.map(({ id, title, after, hardware: { memory, vcpus, disks } }, at) => [
    mark(`roles[${at}].hardware`),
    id,
    title,
    `${memory.sensibleMiB} MiB (at least ${memory.minimumMiB})`,
    `${vcpus.sensible}`,
    disks.map(({ sensibleGiB, minimumGiB }) => `${sensibleGiB} GiB (at least ${minimumGiB})`).join(' + '),
    after.map(({ role }) => role).join(' '),
  ]);
}

function listAddresses({ addresses }: Recipe, mark: Mark): readonly (readonly string[])[] {
  return addresses.map(({ id, title, notation, default: usual }, at) => [
    mark(`addresses[${at}]`),
    id,
    title,
    notation,
    usual ?? '-',
  ]);
}

function listInstalls({ install }: Recipe, mark: Mark): readonly (readonly string[])[] {
  return install.map(({ how, roles }, at) => [mark(`install[${at}]`), how.kind, roles.join(' ') || 'all', describeWay(how)]);
}

function listServices({ services }: Recipe, mark: Mark): readonly (readonly string[])[] {
  return services.map(({ port, protocol, title, url }, at) => [mark(`services[${at}]`), `${port}/${protocol}`, title, url ?? '']);
}

function listLogins({ logins }: Recipe, mark: Mark): readonly (readonly string[])[] {
  return logins.map(({ where, account, user, password }, at) => [
    mark(`logins[${at}]`),
    where,
    account ?? '-',
    user,
    password.kind === 'fixed' ? password.value : password.kind,
  ]);
}
