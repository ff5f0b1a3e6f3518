import { contextBridge, ipcRenderer } from 'electron';
import { portChannel, shellBridgeName, type PortAnswer, type ShellBridge } from '#contract/transports/shell-bridge.ts';

ipcRenderer.on(portChannel, (event, id: number) => {
  window.postMessage({ answer: portChannel, id } satisfies PortAnswer, window.location.origin, event.ports);
});

contextBridge.exposeInMainWorld(shellBridgeName, {
  requestPort: (request) => ipcRenderer.send(portChannel, request),
} satisfies ShellBridge);
