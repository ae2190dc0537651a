/**
 * Duly for editors that colour and fold by tree-sitter.
 *
 * It follows dsl/src/syntax/grammar, and is more lenient: whether a text is right is for the language server to say.
 * Words that are keywords only in their place (`any`, `follows`, …) may be names everywhere else; a name that `:`
 * follows is always a key, which the scanner looks ahead for.
 */

/** What can begin a declaration. Used as a key or alone, such a word is a name. */
const DECLARES = [
  'guidance', 'subject', 'classify', 'requirement', 'expectation', 'entity',
  'role', 'procedure', 'record', 'judgement', 'waiver',
];

/** Keywords in their place, and names elsewhere. */
const CONTEXTUAL = [
  ...DECLARES, 'given', 'field', 'vocabulary', 'define', 'decide',
  'for', 'any', 'tailors', 'follows', 'ordered', 'changed', 'of', 'must', 'should', 'may', 'have', 'be',
  'possible', 'keep', 'apart', 'judge', 'within', 'every', 'fixed', 'stated', 'same', 'some', 'all', 'one', 'scope',
  'at', 'least', 'most', 'above', 'below', 'more', 'less', 'than', 'since', 'to', 'raise', 'lower', 'drop', 'set',
  'yes', 'no', 'waivable', 'working',
];

const UNITS = ['hour', 'hours', 'day', 'days', 'week', 'weeks', 'month', 'months', 'year', 'years'];

const separated = (rule, separator) => seq(rule, repeat(seq(separator, rule)));

module.exports = grammar({
  name: 'duly',

  externals: $ => [$._key, $._error_sentinel],

  extras: $ => [/[\s\uFEFF]/, $.comment, $.documentation],

  word: $ => $._word,

  conflicts: $ => [
    [$.actors, $._case],
    [$._basic, $._case, $.alternative],
    [$.name, $.given],
    [$.name, $.test],
    [$.name, $.type],
    [$._basic, $.alternative],
    [$.name, $.comparison],
    [$.name, $._measure],
    [$.name, $._single],
    [$.duration, $._basic],
    [$._head],
    [$.suggest],
    [$.name, $._head, $._pattern],
    [$.name, $._head],
    [$.path, $.flag, $.outcome, $.row],
    [$.path, $.registration, $.flag],
    [$.name, $.tailoring],
    [$.name, $._pattern],
    [$.name, $.follows],
    [$.name, $.definition],
    [$.name, $.vocabulary],
    [$.name, $.field],
    [$.name, $.declaration, $._pattern],
    [$.flag, $.registration],
    [$.name, $.declaration],
  ],

  rules: {
    source_file: $ => repeat($._node),

    comment: _ => token(seq('//', /[^\r\n]*/)),
    documentation: _ => token(prec(1, seq('///', /[^\r\n]*/))),

    _word: _ => /[\p{XID_Start}_][\p{XID_Continue}'’·-]*|[0-9][\p{XID_Continue}-]*[\p{L}_][\p{XID_Continue}-]*/,

    key: $ => $._key,
    name: $ => choice($._word, ...CONTEXTUAL, ...UNITS),
    path: $ => prec.right(separated(choice($.name, alias('step', $.name)), '.')),

    text: _ => token(seq('"', /([^"\\]|\\(.|\n))*/, '"')),
    number: _ => /[0-9]+(\.[0-9]+)?/,
    date: _ => token(prec(2, /[0-9]{4}-[0-9]{2}-[0-9]{2}/)),
    duration: $ => seq($.number, optional('working'), field('unit', choice(...UNITS))),
    money: $ => seq($.number, repeat($.number), field('currency', $.currency)),
    currency: _ => token(prec(1, /[A-Z]{3}/)),

    _node: $ => choice(
      $.declaration,
      $.vocabulary,
      $.definition,
      $.given,
      $.field,
      $.tailoring,
      $.registration,
      $.entry,
      $.flag,
      $.step,
      $.decision,
      $.when,
      $.together,
      $.repeat,
      $.run,
      $.go_to,
      $.on,
      $.end,
      $.clause,
      $.applies,
      $.because,
      $.suggest,
      $.row,
      $.outcome,
      $.follows,
    ),

    block: $ => seq('{', repeat($._node), '}'),

    // Declarations.

    declaration: $ => prec.right(seq(
      field('keyword', choice(...DECLARES)),
      optional(choice(
        seq(field('name', $.key), ':', field('about', $.path)),
        seq(field('name', $.name), optional(field('title', $.text)), optional(seq(':', field('about', $.path)))),
      )),
      repeat($._head),
      optional(field('body', $.block)),
    )),

    /** `use camp-registration "…" { }`: the keyword is the name of a subject or a vocabulary. */
    registration: $ => prec.right(seq(
      field('keyword', $.name),
      field('name', $.name),
      optional(field('title', $.text)),
      repeat(choice(seq('is', separated($.path, ',')), seq('changed', 'on', $.date))),
      optional(field('body', $.block)),
    )),

    _head: $ => choice(
      seq('for', optional('any'), $.path),
      seq('after', separated($.path, ',')),
      seq('tailors', $.path),
      $.follows,
      seq('of', $.path),
      seq('on', choice($.date, $.list)),
      seq('until', $.date),
      seq('by', $.actors),
      seq('when', $.condition),
      seq(optional(','), choice('must', 'should', 'may'), optional('otherwise')),
      seq(optional(','), 'not', 'waivable'),
    ),

    follows: $ => prec.right(seq('follows', separated($.path, ','))),

    vocabulary: $ => prec.right(seq(
      field('keyword', 'vocabulary'), field('name', $.name), optional('ordered'), optional(field('body', $.terms)),
    )),
    terms: $ => seq('{', repeat(choice($.term, $.field)), '}'),
    term: $ => prec.right(seq(
      field('name', $.name),
      optional(field('title', $.text)),
      optional(seq('is', separated($.path, ','))),
      optional(field('body', $.terms)),
    )),

    given: $ => prec.right(seq('given', separated($.condition, ','))),

    definition: $ => seq(field('keyword', 'define'), field('name', $.key), ':', $.event),

    field: $ => seq('field', field('name', $.key), ':', field('type', $.type)),
    type: $ => choice(
      seq('yes', 'or', 'no'),
      seq(choice('one', 'some', 'scope'), 'of', $.path),
      $.name,
    ),

    tailoring: $ => prec.right(seq(
      choice(
        seq(choice('raise', 'lower'), field('requirement', $.path), 'to', choice('must', 'should', 'may')),
        seq('drop', field('requirement', $.path)),
        seq('set', field('requirement', $.path), $.block),
      ),
      optional($.because),
    )),

    // Entries.

    entry: $ => prec.right(seq(field('key', $.key), ':', field('value', choice($._value, $.clause)))),
    flag: $ => $.name,

    _value: $ => choice(
      prec.right(seq(separated($._single, choice('or', ',')), optional(seq('since', $.date)))),
      $.cases,
    ),
    _single: $ => seq(optional($._measure), choice($._basic, $.block, 'stated', 'same')),
    _measure: $ => choice($.comparison, 'not', seq(choice('some', 'all', 'one', 'scope'), 'of')),
    _basic: $ => choice($.path, $.text, $.number, $.duration, $.money, $.date, $.list),
    list: $ => seq('[', optional(separated($._basic, ',')), optional(','), ']'),

    comparison: _ => choice(
      seq('at', choice('least', 'most')), seq(choice('more', 'less'), 'than'), 'above', 'below',
    ),

    // Conditions.

    condition: $ => prec.right(separated($._unit, choice('and', 'or'))),
    _unit: $ => seq(repeat('not'), choice($.group, $.test)),
    group: $ => seq('(', $.condition, ')'),
    test: $ => prec.right(seq(
      field('fact', $._basic),
      optional(choice(
        seq('is', optional('not'), choice('stated', $._basic)),
        seq('includes', $._basic),
        seq($.comparison, $._basic),
      )),
    )),

    actors: $ => choice(separated($.path, 'or'), $.cases),
    /** `a when C, b otherwise`. Only the comma tells that the `when` begins no statement. */
    cases: $ => prec.right(seq($._case, repeat1(seq(',', choice($._case, seq(separated($.path, 'or'), 'otherwise')))))),
    _case: $ => seq(separated($.path, 'or'), 'when', $.condition),

    // Procedures.

    step: $ => prec.right(seq(
      optional('optional'), 'step', $._naming, optional($._by), optional(field('body', $.block)),
    )),
    decision: $ => prec.right(1, seq(
      'decide',
      choice($._naming, seq(field('name', $.name), optional(field('title', $.text)))),
      optional($._by),
      field('body', $.block),
    )),
    _naming: $ => seq(
      choice(seq(field('name', $.key), ':'), seq(field('name', $.name), field('title', $.text), ':')),
      field('action', $.path),
    ),
    _by: $ => prec.right(choice(
      seq('by', $.actors, optional(seq('fixed', 'by', $.path))),
      seq('fixed', 'by', $.path),
    )),

    when: $ => prec.right(seq(
      'when', $.condition, field('then', $.block),
      repeat(seq('otherwise', 'when', $.condition, $.block)),
      optional(seq('otherwise', field('otherwise', $.block))),
    )),
    outcome: $ => seq(field('name', $.name), optional(seq('when', $.condition)), field('body', $.block)),
    together: $ => seq('together', field('body', $.block)),
    repeat: $ => seq('repeat', 'every', $.duration, field('body', $.block)),
    run: $ => seq('run', field('procedure', $.path)),
    go_to: $ => seq('go', 'to', field('step', $.path)),
    on: $ => seq('on', separated(field('trigger', $.path), 'or'), field('body', $.block)),
    end: _ => 'end',

    // Requirements and tables.

    applies: $ => seq('applies', 'when', $.condition),
    because: $ => seq('because', $.text),
    suggest: $ => seq('suggest', optional($.path), field('body', $.block), optional($.because)),
    row: $ => prec.right(choice(
      seq(field('level', $.name), 'when', $.condition),
      seq('otherwise', field('level', $.name)),
    )),

    clause: $ => prec.right(choice(
      seq($._scope, ',', $._pattern),
      $._pattern,
    )),
    _scope: $ => choice(
      seq('before', $.event),
      seq('after', $.event, optional(seq('until', $.event))),
      seq('between', $.event, 'and', $.event),
    ),
    _pattern: $ => prec.right(choice(
      seq('require', $.event, repeat(seq(choice('within', 'every'), $.duration))),
      seq('never', $.event),
      seq('each', $.event, 'must', 'have', $.block),
      seq('entity', 'must', 'have', $.block),
      seq('keep', 'apart', separated($.event, ',')),
      seq('judge', $.text),
      seq($.event, 'must', 'be', 'possible', optional(seq('after', $.event))),
    )),
    event: $ => prec.right(separated($.alternative, 'or')),
    alternative: $ => prec.right(seq($.path, optional($.block), optional(seq('when', $.condition)))),
  },
});
