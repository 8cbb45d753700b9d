package dev.hydrant.trainer.cli;

import picocli.CommandLine.IVersionProvider;

/** The versions of the program and of what it runs on. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String own = Main.class.getPackage().getImplementationVersion();
    return new String[] {
      "hydrant " + (own == null ? "(not packaged)" : own),
      "Java " + Runtime.version() + ", PyTorch 2.3.1 by DJL 0.29.0"
    };
  }
}
