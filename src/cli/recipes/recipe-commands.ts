import type { Command } from 'commander';
import type { Binder } from '../invocation.ts';
import { hostWords } from '../usual-options.ts';
import { addRecipe } from './add-recipe.ts';
import { checkRecipeFile } from './check-recipe-file.ts';
import { listRecipes } from './list-recipes.ts';
import { removeRecipe } from './remove-recipe.ts';
import { showRecipe } from './show-recipe.ts';
import { suggestRecipe } from './suggest-recipe.ts';

export function addRecipeCommands(program: Command, bind: Binder): void {
  const recipes = program
    .command('recipes')
    .description('Clouds as data: list, show, check, add, remove, find the one for an ISO');
  recipes
    .command('list')
    .description('List the recipes that come with Nutshell and those of your own')
    .action(bind(listRecipes))
    .addHelpText('after', listHelp);
  recipes
    .command('show')
    .description('Show a recipe: roles, hardware, addresses, ways to install, questions, logins')
    .argument('<name>', 'its id, as recipes list prints it')
    .option('--yaml', 'Print its file as it is, to begin one of your own')
    .action(bind(showRecipe))
    .addHelpText('after', showHelp);
  recipes
    .command('check')
    .description('Say what is wrong with a recipe, with line and column')
    .argument('<file>', 'a YAML file on this laptop')
    .action(bind(checkRecipeFile))
    .addHelpText('after', checkHelp);
  recipes
    .command('add')
    .description('Put a recipe among your own')
    .argument('<file>', 'a YAML file on this laptop')
    .option('--replace', 'Replace one of your own with the same id; the former is kept beside it')
    .option('--dry-run', 'Check it and say what adding it would do, and change nothing')
    .action(bind(addRecipe))
    .addHelpText('after', addHelp);
  recipes
    .command('remove')
    .description('Take a recipe of your own out of the list; its file is kept beside its place')
    .argument('<name>', 'its id, or the name of its file')
    .action(bind(removeRecipe))
    .addHelpText('after', removeHelp);
  recipes
    .command('suggest')
    .description('Say which recipes an ISO on a host is for')
    .argument('<host>', hostWords)
    .argument('<path>', 'the ISO on the host')
    .action(bind(suggestRecipe))
    .addHelpText('after', suggestHelp);
}

const listHelp = `
VERIFIED counts the statements of a recipe that somebody read in a source or tried; "recipes show" says which.

Examples:
  nutshell recipes list
  nutshell recipes list --json | jq -r '.library.recipes[].id'`;

const showHelp = `
A ? stands before what is not verified.

Examples:
  nutshell recipes show eucalyptus-faststart-3
  nutshell recipes show practice-cloud --yaml > mine.yaml`;

const checkHelp = `
Exit code 1 where it has mistakes. docs/recipes.md explains the fields.

Examples:
  nutshell recipes check mine.yaml
  nutshell recipes check mine.yaml --json | jq '.problems[]'`;

const addHelp = `
Examples:
  nutshell recipes add mine.yaml --dry-run
  nutshell recipes add mine.yaml
  nutshell recipes add mine.yaml --replace`;

const removeHelp = `
Examples:
  nutshell recipes remove my-cloud
  nutshell recipes remove broken.yaml`;

const suggestHelp = `
Only label and boot menu are looked at; nothing is mounted.

Examples:
  nutshell recipes suggest lab /srv/iso/faststart.iso`;
