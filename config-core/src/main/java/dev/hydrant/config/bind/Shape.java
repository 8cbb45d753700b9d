package dev.hydrant.config.bind;

import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;

/**
 * What one Java type accepts from a configuration, and how its values are made and written.
 * Immutable.
 */
public sealed interface Shape
    permits AnyShape,
        ArrayShape,
        EnumShape,
        JacksonShape,
        ListShape,
        MapShape,
        OptionalShape,
        RecordShape,
        ScalarShape,
        UnionShape {

  /** Makes the value, or reports to the site and returns {@link Site#FAILED}. */
  Object bind(Node node, Site site);

  /** The node from which {@link #bind} would make this value again. */
  Node unbind(Object value, Origin origin);

  /** What is accepted, as it follows "expected". */
  String expected();
}
