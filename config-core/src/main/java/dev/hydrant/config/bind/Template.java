package dev.hydrant.config.bind;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.write.YamlWriter;
import java.util.Map;

/**
 * A record as a config file that gives every default, with descriptions as comments and {@code ???}
 * for what must be given.
 */
public final class Template {
  private static final Origin DEFAULT = Origin.of("default");

  private final StringBuilder out = new StringBuilder();

  private Template() {}

  /** Writes the config of a record type. */
  public static String yaml(Class<?> type) {
    Template template = new Template();
    if (Shapes.of(type) instanceof RecordShape record) {
      template.record(record, "");
    }
    return template.out.isEmpty() ? "{}\n" : template.out.toString();
  }

  private void record(RecordShape record, String indent) {
    for (Member member : record.layout().members()) {
      if (!member.flat()) {
        member(member, indent);
      } else if (member.shape() instanceof RecordShape inner) {
        record(inner, indent);
      }
    }
  }

  private void member(Member member, String indent) {
    if (!member.doc().isEmpty()) {
      out.append(indent).append("# ").append(member.doc().replace("\n", " ")).append('\n');
    }
    boolean whole = "{}".equals(member.standardText()) || member.required();
    if (whole && member.shape() instanceof RecordShape inner && !isEmpty(inner)) {
      out.append(indent).append(member.key()).append(":\n");
      record(inner, indent + "  ");
    } else {
      Node entry = new MapNode(Map.of(member.key(), value(member)), DEFAULT);
      YamlWriter.write(entry, false)
          .lines()
          .forEach(line -> out.append(indent).append(line).append('\n'));
    }
  }

  /** Tells whether a record has no keys of its own; one that contains itself never gets here. */
  private static boolean isEmpty(RecordShape record) {
    return record.layout().chiefKeys().isEmpty();
  }

  private static Node value(Member member) {
    if (member.required()) {
      return new MissingNode(DEFAULT);
    }
    Object standard =
        member.standardText() == null
            ? ((OptionalShape) member.shape()).empty()
            : member.standard();
    return member.shape().unbind(standard, DEFAULT);
  }
}
