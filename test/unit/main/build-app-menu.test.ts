import { expect, it } from 'vitest';
import { buildAppMenu } from '#main/build-app-menu.ts';

it('begins with the application’s own menu on a Mac, and only there', () => {
  expect(buildAppMenu('darwin')[0]).toEqual({ role: 'appMenu' });
  expect(buildAppMenu('linux')[0]).toEqual({ role: 'fileMenu' });
});

it('has the editing commands, without which a Mac has no copy and paste', () => {
  expect(buildAppMenu('darwin')).toContainEqual({ role: 'editMenu' });
});
