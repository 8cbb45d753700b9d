package dev.hydrant.config.bind;

import dev.hydrant.config.node.Node;

/** What one Java type accepts from a configuration, and how it is made from it. Immutable. */
public sealed interface Shape
    permits AnyShape,
        EnumShape,
        ListShape,
        MapShape,
        OptionalShape,
        RecordShape,
        ScalarShape,
        UnionShape {

  /** Makes the value, or reports to the site and returns {@link Site#FAILED}. */
  Object bind(Node node, Site site);

  /** What is accepted, as it follows "expected". */
  String expected();
}
