package dev.hydrant.config.sweep;

import java.util.List;

/** Knows the options of config groups, for {@code db=glob(*)}. */
@FunctionalInterface
public interface GlobSource {
  /** Returns the options of a group in order, empty when there is no such group. */
  List<String> options(String group);
}
