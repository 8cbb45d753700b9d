package dev.hydrant.config.grammar;

/** What an override does to the key it names. */
public enum OverrideType {
  /** {@code key=value}: changes what is there. */
  CHANGE(""),
  /** {@code +key=value}: adds what is not there. */
  ADD("+"),
  /** {@code ++key=value}: changes or adds. */
  FORCE_ADD("++"),
  /** {@code ~key} or {@code ~key=value}: deletes. */
  DEL("~"),
  /** {@code key=extend_list(a,b)}: appends to a list; the value is the list of what to append. */
  EXTEND_LIST("");

  private final String prefix;

  OverrideType(String prefix) {
    this.prefix = prefix;
  }

  /** The characters before the key. */
  public String prefix() {
    return prefix;
  }
}
