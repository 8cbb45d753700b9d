package dev.hydrant.config.bind;

import dev.hydrant.config.error.BindException.Problem;
import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.source.InterpolationSyntax;
import dev.hydrant.config.source.YamlReader;
import java.util.ArrayList;
import java.util.List;

/** The text of a {@code @Default} as a value of the shape it is for. */
final class DefaultText {
  private static final InterpolationSyntax NONE =
      text -> {
        throw new IllegalArgumentException("a default has no interpolations: " + text);
      };

  private DefaultText() {}

  static Object bind(String text, Shape shape, String where) {
    Node node = read(text, shape, where);
    List<Problem> problems = new ArrayList<>();
    Object value = shape.bind(node, Site.root(problems, Interpolations.NONE));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(misfit(where, problems.get(0).fact()));
    }
    return value;
  }

  private static Node read(String text, Shape shape, String where) {
    String source = "default of " + where;
    boolean empty = shape instanceof OptionalShape && text.equals("null");
    if (isText(shape) && !empty) {
      return new ScalarNode(text, Origin.of(source));
    }
    try {
      Node list = YamlReader.read("[" + text + "]", source, NONE, Budget.DEFAULT);
      if (list instanceof ListNode items && items.items().size() == 1) {
        return items.items().get(0);
      }
    } catch (ConfigException e) {
      throw new IllegalArgumentException(misfit(where, e.getMessage()), e);
    }
    throw new IllegalArgumentException(misfit(where, "it is not one YAML value: " + text));
  }

  /** Whether the text is the value as it stands, without quotes or YAML's types. */
  private static boolean isText(Shape shape) {
    return shape instanceof EnumShape
        || (shape instanceof OptionalShape optional && isText(optional.inner()))
        || (shape instanceof ScalarShape scalar && scalar.type().json().equals("string"));
  }

  private static String misfit(String where, String why) {
    return "the @Default of " + where + " does not fit: " + why;
  }
}
