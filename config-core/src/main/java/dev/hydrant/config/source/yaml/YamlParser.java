package dev.hydrant.config.source.yaml;

import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.source.yaml.Token.Kind;
import dev.hydrant.config.source.yaml.YamlNode.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the one document of a text by recursive descent over its tokens. */
public final class YamlParser {
  private static final String CORE = "tag:yaml.org,2002:";

  private final Cursor in;
  private final Scanner scanner;
  private final Anchors anchors;
  private final int maxDepth;
  private Map<String, String> handles = Map.of("!", "!", "!!", CORE);
  private int depth;

  private YamlParser(String text, String source, Budget budget) {
    this.in = new Cursor(text, source);
    this.scanner = new Scanner(in, budget.depth());
    this.anchors = new Anchors(in, budget.aliases());
    this.maxDepth = budget.depth();
  }

  /**
   * Parses a text.
   *
   * @param source the name of the text in messages
   * @return the root, or null when the text has no document
   * @throws ConfigLoadException if the text is no YAML, has several documents or exceeds the budget
   */
  public static YamlNode parse(String text, String source, Budget budget) {
    return new YamlParser(text, source, budget).document();
  }

  private YamlNode document() {
    YamlNode root;
    if (!at(Kind.DIRECTIVE) && !at(Kind.DOCUMENT_START)) {
      if (at(Kind.STREAM_END)) {
        return null;
      }
      root = node(true, false);
    } else {
      directives();
      if (!at(Kind.DOCUMENT_START)) {
        throw expected("'---' after the directives");
      }
      scanner.next();
      boolean empty =
          at(Kind.DIRECTIVE)
              || at(Kind.DOCUMENT_START)
              || at(Kind.DOCUMENT_END)
              || at(Kind.STREAM_END);
      root = empty ? empty(scanner.peek().mark()) : node(true, false);
    }
    while (at(Kind.DOCUMENT_END)) {
      scanner.next();
    }
    if (!at(Kind.STREAM_END)) {
      throw in.error(
          "expected a single document, but found "
              + scanner.peek().kind().shown()
              + " after it: keep one document in a file",
          scanner.peek().mark());
    }
    return root;
  }

  private void directives() {
    boolean version = false;
    Map<String, String> declared = new HashMap<>();
    while (at(Kind.DIRECTIVE)) {
      Token token = scanner.next();
      if (token.handle() == null) {
        continue;
      }
      if (token.handle().isEmpty()) {
        if (version) {
          throw in.error("found duplicate YAML directive", token.mark());
        }
        version = true;
        String major = token.text().substring(0, token.text().indexOf('.'));
        if (!major.matches("0*1")) {
          throw in.error(
              "found YAML version " + token.text() + ", but 1.1 is required", token.mark());
        }
      } else if (declared.put(token.handle(), token.text()) != null) {
        throw in.error("duplicate tag handle '" + token.handle() + "'", token.mark());
      }
    }
    declared.putIfAbsent("!", "!");
    declared.putIfAbsent("!!", CORE);
    handles = declared;
  }

  /**
   * A node with its properties.
   *
   * @param block whether block collections may start here
   * @param indentless whether a list may start at its parent's indentation
   */
  private YamlNode node(boolean block, boolean indentless) {
    if (at(Kind.ALIAS)) {
      return anchors.use(scanner.next());
    }
    Mark mark = scanner.peek().mark();
    Token anchor = at(Kind.ANCHOR) ? scanner.next() : null;
    Token tagToken = at(Kind.TAG) ? scanner.next() : null;
    if (anchor == null && at(Kind.ANCHOR)) {
      anchor = scanner.next();
    }
    String tag = tagToken == null ? null : tag(tagToken);
    if (anchor != null) {
      anchors.declare(anchor);
    }
    YamlNode node = content(block, indentless, tag, anchor != null, mark);
    if (anchor != null) {
      anchors.define(anchor.text(), node);
    }
    return node;
  }

  private YamlNode content(
      boolean block, boolean indentless, String tag, boolean anchored, Mark mark) {
    boolean free = tag == null || tag.equals("!");
    String explicit = free ? null : tag;
    Kind kind = scanner.peek().kind();
    if (kind == Kind.SCALAR) {
      Token token = scanner.next();
      boolean plain = tag == null ? token.plain() : free;
      return new YamlNode.Scalar(token.text(), plain, explicit, anchored, mark);
    }
    if (kind == Kind.FLOW_SEQUENCE_START) {
      return new YamlNode.Sequence(flowSequence(), explicit, anchored, mark);
    }
    if (kind == Kind.FLOW_MAPPING_START) {
      return new YamlNode.Mapping(flowMapping(), explicit, anchored, mark);
    }
    if (indentless && kind == Kind.BLOCK_ENTRY) {
      return new YamlNode.Sequence(blockSequence(true), explicit, anchored, mark);
    }
    if (block && kind == Kind.BLOCK_SEQUENCE_START) {
      return new YamlNode.Sequence(blockSequence(false), explicit, anchored, mark);
    }
    if (block && kind == Kind.BLOCK_MAPPING_START) {
      return new YamlNode.Mapping(blockMapping(), explicit, anchored, mark);
    }
    if (anchored || tag != null) {
      return new YamlNode.Scalar("", free, explicit, anchored, mark);
    }
    throw expected("a value");
  }

  private String tag(Token token) {
    if (token.handle() == null) {
      return token.text();
    }
    String prefix = handles.get(token.handle());
    if (prefix == null) {
      throw in.error("found undefined tag handle '" + token.handle() + "'", token.mark());
    }
    return prefix + token.text();
  }

  private List<YamlNode> blockSequence(boolean indentless) {
    Mark start = enter();
    if (!indentless) {
      scanner.next();
    }
    List<YamlNode> items = new ArrayList<>();
    while (at(Kind.BLOCK_ENTRY)) {
      Mark dash = scanner.next().mark();
      boolean empty =
          at(Kind.BLOCK_ENTRY)
              || at(Kind.BLOCK_END)
              || indentless && (at(Kind.KEY) || at(Kind.VALUE));
      items.add(empty ? empty(after(dash)) : node(true, false));
    }
    if (!indentless) {
      endBlock("list", start);
    }
    depth--;
    return items;
  }

  private List<Entry> blockMapping() {
    Mark start = enter();
    scanner.next();
    List<Entry> entries = new ArrayList<>();
    while (at(Kind.KEY)) {
      YamlNode key = blockPart(scanner.next().mark());
      Token next = scanner.peek();
      YamlNode value =
          next.kind() == Kind.VALUE ? blockPart(scanner.next().mark()) : empty(next.mark());
      entries.add(new Entry(key, value));
    }
    endBlock("mapping", start);
    depth--;
    return entries;
  }

  private YamlNode blockPart(Mark indicator) {
    if (at(Kind.KEY) || at(Kind.VALUE) || at(Kind.BLOCK_END)) {
      return empty(after(indicator));
    }
    return node(true, true);
  }

  private void endBlock(String what, Mark start) {
    if (!at(Kind.BLOCK_END)) {
      throw in.error(
          "found "
              + scanner.peek().kind().shown()
              + " inside the "
              + what
              + " that starts at "
              + start
              + ", where its next entry or its end is expected: check the indentation and"
              + " the quotes",
          scanner.peek().mark());
    }
    scanner.next();
  }

  private List<YamlNode> flowSequence() {
    Mark start = enter();
    scanner.next();
    List<YamlNode> items = new ArrayList<>();
    while (!at(Kind.FLOW_SEQUENCE_END)) {
      if (!items.isEmpty()) {
        flowEntry("list", ']', start);
        if (at(Kind.FLOW_SEQUENCE_END)) {
          break;
        }
      }
      items.add(at(Kind.KEY) ? flowPair() : node(false, false));
    }
    scanner.next();
    depth--;
    return items;
  }

  /** The mapping of one entry that {@code [a: 1]} holds. */
  private YamlNode flowPair() {
    Mark mark = enter();
    scanner.next();
    YamlNode key = flowPart(mark, Kind.FLOW_SEQUENCE_END);
    YamlNode value =
        at(Kind.VALUE)
            ? flowPart(scanner.next().mark(), Kind.FLOW_SEQUENCE_END)
            : empty(scanner.peek().mark());
    depth--;
    return new YamlNode.Mapping(List.of(new Entry(key, value)), null, false, mark);
  }

  private List<Entry> flowMapping() {
    Mark start = enter();
    scanner.next();
    List<Entry> entries = new ArrayList<>();
    while (!at(Kind.FLOW_MAPPING_END)) {
      if (!entries.isEmpty()) {
        flowEntry("mapping", '}', start);
        if (at(Kind.FLOW_MAPPING_END)) {
          break;
        }
      }
      if (at(Kind.KEY)) {
        YamlNode key = flowPart(scanner.next().mark(), Kind.FLOW_MAPPING_END);
        YamlNode value =
            at(Kind.VALUE)
                ? flowPart(scanner.next().mark(), Kind.FLOW_MAPPING_END)
                : empty(scanner.peek().mark());
        entries.add(new Entry(key, value));
      } else {
        YamlNode key = node(false, false);
        entries.add(new Entry(key, empty(scanner.peek().mark())));
      }
    }
    scanner.next();
    depth--;
    return entries;
  }

  private YamlNode flowPart(Mark indicator, Kind end) {
    boolean key = scanner.peek().kind() == Kind.VALUE;
    return key || at(Kind.FLOW_ENTRY) || at(end) ? empty(after(indicator)) : node(false, false);
  }

  private void flowEntry(String what, char end, Mark start) {
    if (!at(Kind.FLOW_ENTRY)) {
      throw in.error(
          "expected ',' or '"
              + end
              + "' in the "
              + what
              + " that starts at "
              + start
              + ", but found "
              + scanner.peek().kind().shown()
              + ": quote a value that contains brackets, such as '${key}' or '???'",
          scanner.peek().mark());
    }
    scanner.next();
  }

  private Mark enter() {
    if (++depth > maxDepth) {
      throw in.error("values nested deeper than the limit of " + maxDepth, scanner.peek().mark());
    }
    return scanner.peek().mark();
  }

  private boolean at(Kind kind) {
    return scanner.peek().kind() == kind;
  }

  private static YamlNode empty(Mark mark) {
    return new YamlNode.Scalar("", true, null, false, mark);
  }

  private static Mark after(Mark mark) {
    return new Mark(mark.line(), mark.column() + 1);
  }

  private ConfigLoadException expected(String what) {
    Token found = scanner.peek();
    return in.error("expected " + what + ", but found " + found.kind().shown(), found.mark());
  }
}
