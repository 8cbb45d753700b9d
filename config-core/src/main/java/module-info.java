/** Hydra-style composition of configuration trees, as a library. */
module dev.hydrant.config {
  requires com.fasterxml.jackson.core;
  requires transitive com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.dataformat.yaml;
  requires transitive typesafe.config;
  requires hipparchus.core;
  requires hipparchus.optim;
  requires transitive info.picocli;
  requires transitive org.slf4j;
  requires java.management;
  requires jdk.unsupported;
  requires static ch.qos.logback.classic;
  requires static ch.qos.logback.core;

  exports dev.hydrant.config;
  exports dev.hydrant.config.app;
  exports dev.hydrant.config.app.program;
  exports dev.hydrant.config.error;
  exports dev.hydrant.config.explain;
  exports dev.hydrant.config.format;
  exports dev.hydrant.config.node;
  exports dev.hydrant.config.resolver;
  exports dev.hydrant.config.schema;
  exports dev.hydrant.config.suggest;

  opens dev.hydrant.config.app.cli to
      info.picocli;
  opens dev.hydrant.config.app.tools to
      info.picocli;
}
