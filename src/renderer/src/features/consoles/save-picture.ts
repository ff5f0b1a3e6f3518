/** Hands a picture of the screen to the browser as a download named after the machine and the moment. */
export function savePicture(picture: Blob | null, machine: string): void {
  if (picture === null) {
    return;
  }
  const url = URL.createObjectURL(picture);
  const link = document.createElement('a');
  link.href = url;
  link.download = `${machine}-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.png`;
  link.click();
  URL.revokeObjectURL(url);
}
