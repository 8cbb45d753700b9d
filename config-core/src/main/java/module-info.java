/** Hydra-style composition of configuration trees, as a library. */
module dev.hydrant.config {
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.dataformat.yaml;
  requires typesafe.config;
  requires hipparchus.core;
  requires hipparchus.optim;
  requires info.picocli;
  requires org.slf4j;

  exports dev.hydrant.config;
  exports dev.hydrant.config.schema;
}
