package dev.hydrant.config.source.yaml;

import dev.hydrant.config.source.yaml.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a text into tokens on demand. Indentation becomes start and end tokens; a token that may
 * be a key is held back until the {@code :} is found or can no longer come.
 */
final class Scanner {
  /** A key without {@code ?} is at most this long (YAML 1.1, section 4.2.3). */
  private static final int MAX_KEY_LENGTH = 1024;

  private static final int NO_INDENT = 0;

  private final Cursor in;
  private final ScalarScanner scalars;
  private final TagScanner tags;
  private final int maxDepth;
  private final List<Token> tokens = new ArrayList<>();
  private Token front;
  private int head;
  private int taken;
  private boolean done;
  private int flowLevel;

  /** The column of the innermost block collection, from 1. */
  private int indent = NO_INDENT;

  private int[] indents = new int[16];
  private int indentCount;
  private boolean keyAllowed = true;
  private SimpleKey[] keys = new SimpleKey[16];

  Scanner(Cursor in, int maxDepth) {
    this.in = in;
    this.maxDepth = maxDepth;
    this.scalars = new ScalarScanner(in);
    this.tags = new TagScanner(in);
  }

  /** The next token, left in place. */
  Token peek() {
    if (front == null) {
      while (needMore()) {
        fetch();
      }
      front = tokens.get(head);
    }
    return front;
  }

  Token next() {
    Token token = peek();
    front = null;
    taken++;
    head++;
    if (head == tokens.size()) {
      tokens.clear();
      head = 0;
    }
    return token;
  }

  private boolean needMore() {
    if (done) {
      return false;
    }
    if (head == tokens.size()) {
      return true;
    }
    dropStaleKeys();
    for (int level = 0; level <= flowLevel; level++) {
      if (keys[level] != null) {
        return keys[level].number() == taken;
      }
    }
    return false;
  }

  private void fetch() {
    skipToToken();
    dropStaleKeys();
    unwind(in.column());
    char c = in.peek();
    boolean atMargin = in.column() == 1;
    if (c == 0) {
      fetchEnd();
    } else if (c == '%' && atMargin) {
      unwind(NO_INDENT);
      dropKey();
      keyAllowed = false;
      add(tags.directive());
    } else if (atMargin && in.atSeparator()) {
      fetchSeparator(c == '-' ? Kind.DOCUMENT_START : Kind.DOCUMENT_END);
    } else if (!fetchIndicator(c)) {
      fetchContent(c);
    }
  }

  /** Structure: brackets, commas, and {@code - ? :} where they are indicators. */
  private boolean fetchIndicator(char c) {
    switch (c) {
      case '[' -> openFlow(Kind.FLOW_SEQUENCE_START);
      case '{' -> openFlow(Kind.FLOW_MAPPING_START);
      case ']' -> closeFlow(Kind.FLOW_SEQUENCE_END);
      case '}' -> closeFlow(Kind.FLOW_MAPPING_END);
      case ',' -> {
        keyAllowed = true;
        dropKey();
        addHere(Kind.FLOW_ENTRY, 1);
      }
      case '-' -> {
        if (!Chars.blankOrEnd(in.peek(1))) {
          return false;
        }
        fetchBlockEntry();
      }
      case '?' -> {
        if (flowLevel == 0 && !Chars.blankOrEnd(in.peek(1))) {
          return false;
        }
        fetchKey();
      }
      case ':' -> {
        if (flowLevel == 0 && !Chars.blankOrEnd(in.peek(1))) {
          return false;
        }
        fetchValue();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Aliases, anchors, tags and scalars. */
  private void fetchContent(char c) {
    if ((c == '|' || c == '>') && flowLevel == 0) {
      keyAllowed = true;
      dropKey();
      add(scalars.block(indent));
      return;
    }
    switch (c) {
      case '*', '&' -> {
        holdKey();
        keyAllowed = false;
        add(tags.anchor());
      }
      case '!' -> {
        holdKey();
        keyAllowed = false;
        add(tags.tag());
      }
      case '\'', '"' -> {
        holdKey();
        keyAllowed = false;
        add(scalars.quoted());
      }
      default -> {
        if (!startsPlain(c)) {
          throw unexpected(c);
        }
        holdKey();
        keyAllowed = false;
        add(scalars.plain(indent, flowLevel > 0));
        keyAllowed = scalars.brokeLine();
      }
    }
  }

  private boolean startsPlain(char c) {
    if (c == '\t' || ",[]{}#&*!|>'\"%@`".indexOf(c) >= 0) {
      return false;
    }
    if (c == '-') {
      return true;
    }
    return c != '?' && c != ':' || flowLevel == 0;
  }

  private RuntimeException unexpected(char c) {
    if (c == '\t') {
      return in.error("a tab cannot start a token: indent with spaces");
    }
    return in.error(
        "found character '" + c + "' that cannot start a value: quote the value, '" + c + "...'");
  }

  private void fetchEnd() {
    unwind(NO_INDENT);
    dropKey();
    keyAllowed = false;
    Arrays.fill(keys, null);
    add(Token.of(Kind.STREAM_END, in.mark()));
    done = true;
  }

  private void fetchSeparator(Kind kind) {
    unwind(NO_INDENT);
    dropKey();
    keyAllowed = false;
    addHere(kind, 3);
  }

  private void openFlow(Kind kind) {
    holdKey();
    if (flowLevel == maxDepth) {
      throw in.error("brackets nested deeper than the limit of " + maxDepth);
    }
    flowLevel++;
    if (flowLevel == keys.length) {
      keys = Arrays.copyOf(keys, keys.length * 2);
    }
    keyAllowed = true;
    addHere(kind, 1);
  }

  private void closeFlow(Kind kind) {
    dropKey();
    if (flowLevel > 0) {
      flowLevel--;
    }
    keyAllowed = false;
    addHere(kind, 1);
  }

  private void fetchBlockEntry() {
    if (flowLevel == 0) {
      startBlock(Kind.BLOCK_SEQUENCE_START, "a list item ('- ') is not allowed here");
    }
    keyAllowed = true;
    dropKey();
    addHere(Kind.BLOCK_ENTRY, 1);
  }

  private void fetchKey() {
    if (flowLevel == 0) {
      startBlock(Kind.BLOCK_MAPPING_START, "a mapping key ('? ') is not allowed here");
    }
    keyAllowed = flowLevel == 0;
    dropKey();
    addHere(Kind.KEY, 1);
  }

  private void fetchValue() {
    SimpleKey key = keys[flowLevel];
    if (key != null) {
      keys[flowLevel] = null;
      int at = key.number() - taken + head;
      tokens.add(at, Token.of(Kind.KEY, key.mark()));
      if (flowLevel == 0 && indent(key.mark().column())) {
        tokens.add(at, Token.of(Kind.BLOCK_MAPPING_START, key.mark()));
      }
      keyAllowed = false;
    } else {
      if (flowLevel == 0) {
        startBlock(
            Kind.BLOCK_MAPPING_START,
            "mapping values (': ') are not allowed here: quote the value, or check the indentation");
      }
      keyAllowed = flowLevel == 0;
      dropKey();
    }
    addHere(Kind.VALUE, 1);
  }

  private void startBlock(Kind kind, String otherwise) {
    if (!keyAllowed) {
      throw in.error(otherwise);
    }
    if (indent(in.column())) {
      add(Token.of(kind, in.mark()));
    }
  }

  private void skipToToken() {
    if (in.index() == 0 && in.peek() == '\uFEFF') {
      in.forward();
    }
    while (true) {
      in.skipBlanks();
      in.skipComment();
      if (in.takeBreak() == 0) {
        return;
      }
      if (flowLevel == 0) {
        keyAllowed = true;
      }
    }
  }

  // Indentation: a block collection lives as long as the column does not fall below its own.

  private void unwind(int column) {
    if (flowLevel > 0) {
      return;
    }
    while (indent > column) {
      add(Token.of(Kind.BLOCK_END, in.mark()));
      indent = indents[--indentCount];
    }
  }

  private boolean indent(int column) {
    if (indent >= column) {
      return false;
    }
    if (indentCount == indents.length) {
      indents = Arrays.copyOf(indents, indentCount * 2);
    }
    indents[indentCount++] = indent;
    indent = column;
    return true;
  }

  // Keys without '?': at most one candidate for each level of brackets.

  private void holdKey() {
    boolean required = flowLevel == 0 && indent == in.column();
    if (keyAllowed) {
      dropKey();
      int number = taken + tokens.size() - head;
      keys[flowLevel] = new SimpleKey(number, required, in.index(), in.mark());
    }
  }

  private void dropKey() {
    if (keys[flowLevel] != null && keys[flowLevel].required()) {
      throw noColon(keys[flowLevel]);
    }
    keys[flowLevel] = null;
  }

  private void dropStaleKeys() {
    for (int level = 0; level <= flowLevel; level++) {
      SimpleKey key = keys[level];
      if (key != null
          && (key.mark().line() != in.line() || in.index() - key.index() > MAX_KEY_LENGTH)) {
        if (key.required()) {
          throw noColon(key);
        }
        keys[level] = null;
      }
    }
  }

  private RuntimeException noColon(SimpleKey key) {
    return in.error(
        "could not find the expected ':' after this key: write 'key: value', or indent the line"
            + " if it continues the value above",
        key.mark());
  }

  private void add(Token token) {
    tokens.add(token);
  }

  private void addHere(Kind kind, int length) {
    add(Token.of(kind, in.mark()));
    in.forward(length);
  }
}
