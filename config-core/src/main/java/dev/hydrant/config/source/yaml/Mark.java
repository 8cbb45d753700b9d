package dev.hydrant.config.source.yaml;

/** A place in a text, both parts from 1. */
public record Mark(int line, int column) {
  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
