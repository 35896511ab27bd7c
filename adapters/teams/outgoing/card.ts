/** The parts of Adaptive Cards 1.5 that are used here, as plain JSON. */

export interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly size?: 'Small' | 'Large';
  readonly isSubtle?: boolean;
}

export type CardAction =
  | {
      readonly type: 'Action.Execute';
      readonly title: string;
      readonly verb: string;
      readonly data: object;
      readonly style?: 'positive' | 'destructive';
    }
  | {
      readonly type: 'Action.Submit';
      readonly title: string;
      readonly data: object;
      readonly style?: 'positive' | 'destructive';
    }
  | {
      readonly type: 'Action.ToggleVisibility';
      readonly title: string;
      readonly targetElements: readonly string[];
      readonly style?: 'positive' | 'destructive';
    };

export type CardElement =
  | {
      readonly type: 'RichTextBlock';
      readonly inlines: readonly TextRun[];
      readonly spacing?: 'Small' | 'None';
    }
  | {
      readonly type: 'TextBlock';
      readonly text: string;
      readonly wrap: true;
      readonly isSubtle?: true;
      readonly size?: 'Small';
    }
  | {
      readonly type: 'ActionSet';
      readonly actions: readonly CardAction[];
      readonly id?: string;
      readonly isVisible?: false;
    }
  | {
      readonly type: 'Container';
      readonly items: readonly CardElement[];
      readonly id?: string;
      readonly isVisible?: false;
      readonly separator?: true;
      readonly style?: 'emphasis' | 'attention';
    }
  | InputElement;

interface Input {
  readonly id: string;
  readonly label: string;
  readonly isRequired?: boolean;
  readonly errorMessage?: string;
}
export type InputElement =
  | (Input & {
      readonly type: 'Input.Text';
      readonly value?: string;
      readonly placeholder?: string;
      readonly maxLength: number;
      readonly isMultiline?: boolean;
    })
  | (Input & { readonly type: 'Input.Date'; readonly value?: string })
  | (Input & {
      readonly type: 'Input.ChoiceSet';
      readonly choices: readonly { readonly title: string; readonly value: string }[];
      readonly style: 'compact' | 'expanded' | 'filtered';
      readonly isMultiSelect?: boolean;
      readonly value?: string;
      readonly 'choices.data'?: { readonly type: 'Data.Query'; readonly dataset: string };
    });

export interface MentionEntity {
  readonly type: 'mention';
  readonly text: string;
  readonly mentioned: { readonly id: string; readonly name: string };
}

export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly $schema: string;
  readonly version: '1.5';
  readonly body: readonly CardElement[];
  readonly msteams?: { readonly width?: 'Full'; readonly entities?: readonly MentionEntity[] };
}

export function adaptiveCard(
  body: readonly CardElement[],
  entities: readonly MentionEntity[] = [],
): AdaptiveCard {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    body,
    ...(entities.length > 0 ? { msteams: { entities } } : {}),
  };
}

export interface Attachment {
  readonly contentType: 'application/vnd.microsoft.card.adaptive';
  readonly content: AdaptiveCard;
}

export function cardAttachment(content: AdaptiveCard): Attachment {
  return { contentType: 'application/vnd.microsoft.card.adaptive', content };
}
