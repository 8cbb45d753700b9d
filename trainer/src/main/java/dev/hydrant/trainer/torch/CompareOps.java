package dev.hydrant.trainer.torch;

/** The table of comparisons and logical operators. No gradient flows through them. */
final class CompareOps {
  private CompareOps() {}

  private static Op two(String name) {
    return Op.one(name, "torch." + name + "(%0, %1)", Rules::comparison).noGradient();
  }

  private static Op number(String name) {
    return Op.one(name + "_scalar", "torch." + name + "(%0, $0)", Rules::predicate).noGradient();
  }

  static final Op EQ = two("eq");
  static final Op NE = two("ne");
  static final Op LT = two("lt");
  static final Op LE = two("le");
  static final Op GT = two("gt");
  static final Op GE = two("ge");
  static final Op AND = two("logical_and");
  static final Op OR = two("logical_or");
  static final Op XOR = two("logical_xor");
  static final Op EQ_SCALAR = number("eq");
  static final Op NE_SCALAR = number("ne");
  static final Op LT_SCALAR = number("lt");
  static final Op LE_SCALAR = number("le");
  static final Op GT_SCALAR = number("gt");
  static final Op GE_SCALAR = number("ge");
  static final Op NOT =
      Op.one("logical_not", "torch.logical_not(%0)", Rules::predicate).noGradient();
  static final Op ISNAN = Op.one("isnan", "torch.isnan(%0)", Rules::predicate).noGradient();
  static final Op ISFINITE =
      Op.one("isfinite", "torch.isfinite(%0)", Rules::predicate).noGradient();
}
