// Looks ahead for `:` after a name: then the name is a key, whatever keyword it may be elsewhere.

#include "tree_sitter/parser.h"

#include <wctype.h>

enum Token { KEY, ERROR_SENTINEL };

void *tree_sitter_duly_external_scanner_create(void) { return NULL; }
void tree_sitter_duly_external_scanner_destroy(void *payload) { (void)payload; }
unsigned tree_sitter_duly_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload;
  (void)buffer;
  return 0;
}
void tree_sitter_duly_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload;
  (void)buffer;
  (void)length;
}

static bool in_name(int32_t c) { return c == '-' || c == '_' || c == '\'' || c == 0x2019 || c >= 0x80 || iswalnum((wint_t)c); }

static bool is_blank(int32_t c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0xFEFF; }

bool tree_sitter_duly_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  (void)payload;
  if (valid[ERROR_SENTINEL] || !valid[KEY]) {
    return false;
  }
  while (is_blank(lexer->lookahead)) {
    lexer->advance(lexer, true);
  }
  bool some = false;
  bool letter = false;
  while (in_name(lexer->lookahead)) {
    letter = letter || lexer->lookahead >= 0x80 || iswalpha((wint_t)lexer->lookahead);
    lexer->advance(lexer, false);
    some = true;
  }
  if (!some || !letter) {
    return false;
  }
  lexer->mark_end(lexer);
  while (is_blank(lexer->lookahead)) {
    lexer->advance(lexer, false);
  }
  lexer->result_symbol = KEY;
  return lexer->lookahead == ':';
}
