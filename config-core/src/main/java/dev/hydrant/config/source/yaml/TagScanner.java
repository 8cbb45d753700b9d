package dev.hydrant.config.source.yaml;

import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.source.yaml.Token.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Scans directives, anchors, aliases and tags. */
final class TagScanner {
  private final Cursor in;

  TagScanner(Cursor in) {
    this.in = in;
  }

  /** {@code %YAML 1.1}, {@code %TAG !e! prefix}, or an unknown one, which is skipped. */
  Token directive() {
    Mark start = in.mark();
    in.forward();
    String name = word("a directive needs a name after '%'");
    if (!Chars.spaceOrEnd(in.peek())) {
      throw in.error("a directive's name is letters and digits, but found " + in.shown());
    }
    String handle = null;
    String text = null;
    if (name.equals("YAML")) {
      in.skipBlanks();
      text = version();
    } else if (name.equals("TAG")) {
      in.skipBlanks();
      handle = handle();
      if (in.peek() != ' ') {
        throw in.error("expected a blank after the tag handle, but found " + in.shown());
      }
      in.skipBlanks();
      text = uri();
      if (!Chars.spaceOrEnd(in.peek())) {
        throw in.error("expected a blank after the tag prefix, but found " + in.shown());
      }
    } else {
      while (!Chars.breakOrEnd(in.peek())) {
        in.forward();
      }
    }
    in.skipBlanks();
    in.skipComment();
    if (!Chars.breakOrEnd(in.peek())) {
      throw in.error(
          "expected a comment or the end of the line after the directive, but found " + in.shown());
    }
    in.takeBreak();
    return new Token(Kind.DIRECTIVE, start, text, name.equals("YAML") ? "" : handle, false);
  }

  private String version() {
    String major = number();
    if (in.peek() != '.') {
      throw in.error("expected a version such as 1.1, but found " + in.shown());
    }
    in.forward();
    String minor = number();
    if (!Chars.spaceOrEnd(in.peek())) {
      throw in.error("expected a version such as 1.1, but found " + in.shown());
    }
    return major + "." + minor;
  }

  private String number() {
    int length = 0;
    while (in.peek(length) >= '0' && in.peek(length) <= '9') {
      length++;
    }
    if (length == 0) {
      throw in.error("expected a digit of the YAML version, but found " + in.shown());
    }
    return in.take(length);
  }

  /** {@code &name} or {@code *name}. */
  Token anchor() {
    Mark start = in.mark();
    Kind kind = in.peek() == '*' ? Kind.ALIAS : Kind.ANCHOR;
    in.forward();
    String what = kind == Kind.ALIAS ? "an alias ('*')" : "an anchor ('&')";
    String name =
        word(what + " needs a name of letters and digits; quote the value if it is a string");
    if (!Chars.blankOrEnd(in.peek()) && "?:,]}%@`".indexOf(in.peek()) < 0) {
      throw in.error(
          "the name of "
              + what
              + " is letters, digits, '-' and '_', but found "
              + in.shown()
              + "; quote the value if it is a string");
    }
    return new Token(kind, start, name, null, false);
  }

  /**
   * {@code !<verbatim>}, {@code !}, {@code !suffix}, {@code !!suffix} or {@code !handle!suffix}.
   */
  Token tag() {
    Mark start = in.mark();
    String handle = null;
    String suffix;
    if (in.peek(1) == '<') {
      in.forward(2);
      suffix = uri();
      if (in.peek() != '>') {
        throw in.error("expected '>' at the end of the tag, but found " + in.shown());
      }
      in.forward();
    } else if (Chars.blankOrEnd(in.peek(1))) {
      suffix = "!";
      in.forward();
    } else {
      int length = 1;
      while (!Chars.spaceOrEnd(in.peek(length)) && in.peek(length) != '!') {
        length++;
      }
      if (in.peek(length) == '!') {
        handle = handle();
      } else {
        handle = "!";
        in.forward();
      }
      suffix = uri();
    }
    if (!Chars.spaceOrEnd(in.peek())) {
      throw in.error("expected a blank after the tag, but found " + in.shown());
    }
    return new Token(Kind.TAG, start, suffix, handle, false);
  }

  private String word(String otherwise) {
    int length = 0;
    while (Chars.word(in.peek(length))) {
      length++;
    }
    if (length == 0) {
      throw in.error(otherwise);
    }
    return in.take(length);
  }

  private String handle() {
    if (in.peek() != '!') {
      throw in.error("expected '!' at the start of the tag handle, but found " + in.shown());
    }
    int length = 1;
    if (in.peek(1) != ' ') {
      while (Chars.word(in.peek(length))) {
        length++;
      }
      if (in.peek(length) != '!') {
        in.forward(length);
        throw in.error("expected '!' at the end of the tag handle, but found " + in.shown());
      }
      length++;
    }
    return in.take(length);
  }

  private String uri() {
    StringBuilder text = new StringBuilder();
    while (Chars.uri(in.peek())) {
      if (in.peek() == '%') {
        text.append(escapes());
      } else {
        text.append(in.peek());
        in.forward();
      }
    }
    if (text.isEmpty()) {
      throw in.error("expected the name of the tag, but found " + in.shown());
    }
    return text.toString();
  }

  private String escapes() {
    Mark start = in.mark();
    ByteBuffer bytes = ByteBuffer.allocate(64);
    while (in.peek() == '%') {
      in.forward();
      if (!Chars.hex(in.peek()) || !Chars.hex(in.peek(1)) || !bytes.hasRemaining()) {
        throw in.error("an escape in a tag is '%' and two hexadecimal digits");
      }
      bytes.put((byte) Integer.parseInt(in.take(2), 16));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw malformed(start);
    }
  }

  private ConfigLoadException malformed(Mark start) {
    return in.error("the escapes in the tag are not UTF-8", start);
  }
}
