package dev.hydrant.trainer.grammar.syntax;

/**
 * A parse tree. Its rules in preorder are the leftmost derivation.
 *
 * @param rule at its root
 * @param children of the non-terminals of the rule's right-hand side
 * @param size number of rules
 */
record Tree(int rule, Forest children, int size) {

  /** Trees side by side; null is none. */
  record Forest(Tree first, Forest rest) {}

  static Tree of(int rule, Forest children) {
    int size = 1;
    for (Forest f = children; f != null; f = f.rest()) {
      size += f.first().size();
    }
    return new Tree(rule, children, size);
  }

  /** The rules of the leftmost derivation. */
  int[] rules() {
    int[] rules = new int[size];
    write(rules, 0);
    return rules;
  }

  private int write(int[] to, int at) {
    to[at] = rule;
    int next = at + 1;
    for (Forest f = children; f != null; f = f.rest()) {
      next = f.first().write(to, next);
    }
    return next;
  }

  /** Compares the rule sequences of two forests of the same symbols. */
  static int compare(Forest a, Forest b) {
    for (Forest x = a, y = b; x != null && y != null; x = x.rest(), y = y.rest()) {
      int order = compare(x.first(), y.first());
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compare(Tree a, Tree b) {
    if (a == b) {
      return 0;
    }
    return a.rule != b.rule ? Integer.compare(a.rule, b.rule) : compare(a.children, b.children);
  }
}
