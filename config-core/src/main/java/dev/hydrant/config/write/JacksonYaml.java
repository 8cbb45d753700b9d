package dev.hydrant.config.write;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.scalar.FloatText;
import dev.hydrant.config.scalar.ImplicitType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes a tree as YAML with Jackson, for files that people edit: lists are indented, texts are
 * quoted only where a reader of configs would take them for something else, and what looks like an
 * interpolation in them is escaped.
 */
public final class JacksonYaml {
  private static final YAMLFactory YAML =
      YAMLFactory.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .stringQuotingChecker(new Quotes())
          .build();

  private static final Pattern INTERPOLATION = Pattern.compile("(\\\\*)\\$\\{");

  private JacksonYaml() {}

  /** The tree as a document; secret values are masked. */
  public static String write(Node tree) {
    StringWriter text = new StringWriter();
    try (YAMLGenerator out = YAML.createGenerator(text)) {
      write(tree, out);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be written", e);
    }
    return text.toString();
  }

  private static void write(Node node, YAMLGenerator out) throws IOException {
    if (node instanceof MapNode map) {
      out.writeStartObject();
      for (Map.Entry<Object, Node> entry : map.entries().entrySet()) {
        out.writeFieldName(String.valueOf(entry.getKey()));
        write(entry.getValue(), out);
      }
      out.writeEndObject();
    } else if (node instanceof ListNode list) {
      out.writeStartArray();
      for (Node item : list.items()) {
        write(item, out);
      }
      out.writeEndArray();
    } else if (node instanceof ScalarNode scalar) {
      write(scalar.secret() ? ScalarNode.MASK : scalar.value(), out);
    } else {
      throw new IllegalArgumentException("not a value: " + node);
    }
  }

  private static void write(Object value, YAMLGenerator out) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Long whole) {
      out.writeNumber(whole);
    } else if (value instanceof BigInteger whole) {
      out.writeNumber(whole);
    } else if (value instanceof Double number) {
      out.writeNumber(FloatText.of(number));
    } else if (value instanceof byte[] bytes) {
      out.writeBinary(bytes);
    } else {
      out.writeString(INTERPOLATION.matcher((String) value).replaceAll("$1$1\\\\\\${"));
    }
  }

  /** Quotes what the reader of configs would not take for a text. */
  private static final class Quotes extends StringQuotingChecker {
    private static final long serialVersionUID = 1L;

    private static final StringQuotingChecker USUAL = new Default();

    @Override
    public boolean needToQuoteName(String name) {
      return isOther(name) || USUAL.needToQuoteName(name);
    }

    @Override
    public boolean needToQuoteValue(String value) {
      return isOther(value) || USUAL.needToQuoteValue(value);
    }

    private static boolean isOther(String text) {
      return ImplicitType.whenRead(text) != ImplicitType.STRING
          || ImplicitType.whenWritten(text) != ImplicitType.STRING
          || !text.equals(text.strip());
    }
  }
}
