import type { Document } from '../ports/document.ts';
import { refusal } from './answer.ts';
import { codeIn, useCode } from './codes/codes.ts';
import { answerTyped, withAgreements } from './command-line/typed-words.ts';
import { noticed } from './events/platform-events.ts';
import { renewedRequest } from './events/renewed-ids.ts';
import { openForm } from './forms/open-form.ts';
import { submitForm } from './forms/submit-form.ts';
import type { House, Inbound, Outcome } from './inbound.ts';
import { showHome } from './pages/chat-home.ts';
import { whatItIsAbout } from './permissions/authorise.ts';
import { type Deps, type Desk, openDesk, Stop } from './request-context.ts';
import { runNamed } from './run-command.ts';

/**
 * The one way in, for every platform. Resolves when what was asked is committed; only then may a platform acknowledge.
 * Rejects only when nothing was written (the database is away): then the platform says "try again".
 */
export function createHouse(deps: Deps): House {
  return {
    handle: (inbound) => guarded(deps, inbound),
    notice: (notice) => noticed(deps, notice),
  };
}

async function guarded(deps: Deps, inbound: Inbound): Promise<Outcome> {
  try {
    return await handle(deps, inbound);
  } catch (error) {
    if (error instanceof Stop) return refusal(error.said, error.reader);
    throw error;
  }
}

async function handle(deps: Deps, inbound: Inbound): Promise<Outcome> {
  const code = codeIn(inbound);
  if (code) return useCode(deps, inbound, code);
  const desk = await deskFor(deps, inbound);
  if ('handledBefore' in desk) return { reply: desk.handledBefore as Document };
  const { request } = desk.inbound;
  switch (request.type) {
    case 'home':
      return { home: await showHome(deps, desk) };
    case 'form':
      return openForm(deps, desk, request.form, request.args);
    case 'command':
      return runNamed(deps, desk, request.command, request.args);
    case 'submit':
      return submitForm(deps, desk, request.command, request.args, request.values);
    case 'text':
      return typed(deps, desk, request.root, request.text);
  }
}

/** The desk for a request; one that was made when a case had another id is about that case as it is called now. */
async function deskFor(deps: Deps, inbound: Inbound): ReturnType<typeof openDesk> {
  const desk = await openDesk(deps, inbound, whatItIsAbout(inbound));
  if ('handledBefore' in desk) return desk;
  const request = await renewedRequest(deps, desk.actor.id, inbound.request);
  if (!request) return desk;
  const now = { ...inbound, request };
  return openDesk(deps, now, whatItIsAbout(now));
}

/** What was typed, and what the doors below make of it. */
function typed(deps: Deps, desk: Desk, root: string, text: string): Promise<Outcome> {
  return answerTyped(deps, desk, root, text, {
    form: (at, form, args) => openForm(deps, at, form, args),
    command: (at, command, args) => runNamed(deps, at, command, args),
    about: (at, command, args) => runNamed(deps, at, command, args, { dressed: withAgreements }),
  });
}
