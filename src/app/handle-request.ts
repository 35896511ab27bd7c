import type { Document } from '../ports/document.ts';
import { codeIn, useCode } from './codes/codes.ts';
import { runTyped, withAgreements } from './command-line/run-typed.ts';
import { platformEvent } from './events/platform-events.ts';
import { openForm } from './forms/open-form.ts';
import { submitForm } from './forms/submit-form.ts';
import type { Inbound, Outcome, UseCases } from './inbound.ts';
import { showHome } from './pages/chat-home.ts';
import { whatItIsAbout } from './permissions/authorise.ts';
import { renewedRequest } from './permissions/renewed-ids.ts';
import { refusal } from './reply.ts';
import { type Deps, openContext, type RequestContext, Stop } from './request-context.ts';
import { runNamed } from './run-command.ts';

/**
 * The one way in, for every platform. Resolves when what was asked is committed; only then may a platform acknowledge.
 * Rejects only when nothing was written (the database is away): then the platform says "try again".
 */
export function createUseCases(deps: Deps): UseCases {
  return {
    handle: (inbound) => guarded(deps, inbound),
    happened: (notice) => platformEvent(deps, notice),
  };
}

async function guarded(deps: Deps, inbound: Inbound): Promise<Outcome> {
  try {
    return await handle(deps, inbound);
  } catch (error) {
    if (error instanceof Stop) return refusal(error.reply, error.reader);
    throw error;
  }
}

async function handle(deps: Deps, inbound: Inbound): Promise<Outcome> {
  const code = codeIn(inbound);
  if (code) return useCode(deps, inbound, code);
  const context = await contextFor(deps, inbound);
  if ('handledBefore' in context) return { reply: context.handledBefore as Document };
  const { request } = context.inbound;
  switch (request.type) {
    case 'home':
      return { home: await showHome(deps, context) };
    case 'form':
      return openForm(deps, context, request.form, request.args);
    case 'command':
      return runNamed(deps, context, request.command, request.args);
    case 'submit':
      return submitForm(deps, context, request.command, request.args, request.values);
    case 'text':
      return typed(deps, context, request.root, request.text);
  }
}

/**
 * Loads what a request is about; one that was made when a case had another id is about that case as it is called now.
 */
async function contextFor(deps: Deps, inbound: Inbound): ReturnType<typeof openContext> {
  const context = await openContext(deps, inbound, whatItIsAbout(inbound));
  if ('handledBefore' in context) return context;
  const request = await renewedRequest(deps, context.actor.id, inbound.request);
  if (!request) return context;
  const now = { ...inbound, request };
  return openContext(deps, now, whatItIsAbout(now));
}

/** Answers what was typed, by the functions below. */
function typed(deps: Deps, context: RequestContext, root: string, text: string): Promise<Outcome> {
  return runTyped(deps, context, root, text, {
    form: (at, form, args) => openForm(deps, at, form, args),
    command: (at, command, args) => runNamed(deps, at, command, args),
    about: (at, command, args) => runNamed(deps, at, command, args, { dressed: withAgreements }),
  });
}
