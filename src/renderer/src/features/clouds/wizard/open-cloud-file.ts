import type { WizardStore } from './create-wizard-store.ts';

/** Far more than forty machines need; the door takes no more. */
const largestBytes = 200_000;

/** Reads a chosen or dropped file into the wizard; what is wrong with it is said there. */
export async function openCloudFile(store: WizardStore, file: File): Promise<void> {
  const { openFile, open, refuseFile } = store.getState();
  open('recipe');
  if (file.size > largestBytes) {
    const message = `It has ${file.size.toString()} bytes, and no cloud file has more than ${largestBytes.toString()}.`;
    refuseFile({ fileName: file.name, problems: [{ line: 1, column: 1, field: '', message }] });
    return;
  }
  const text = (await file.text()).replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  await openFile(file.name, text);
}
