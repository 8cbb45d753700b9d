package dev.hydrant.trainer.torch;

/** The table of operators that need no input tensor. */
final class FactoryOps {
  private FactoryOps() {}

  static final Op FULL =
      Op.one(
              "full",
              "torch.full($0, $1, dtype=$2, device=$device)",
              (in, a) -> new TensorType(a.dtype(2), a.longs(0)))
          .noGradient();
  static final Op ARANGE =
      Op.one(
              "arange",
              "torch.arange($0, $1, $2, dtype=$3, device=$device)",
              (in, a) ->
                  new TensorType(
                      a.dtype(3), (a.longAt(1) - a.longAt(0) + a.longAt(2) - 1) / a.longAt(2)))
          .noGradient();
  static final Op LINSPACE =
      Op.one(
              "linspace",
              "torch.linspace($0, $1, $2, dtype=$3, device=$device)",
              (in, a) -> new TensorType(a.dtype(3), a.longAt(2)))
          .noGradient();
  static final Op EYE =
      Op.one(
              "eye",
              "torch.eye($0, dtype=$1, device=$device)",
              (in, a) -> new TensorType(a.dtype(1), a.longAt(0), a.longAt(0)))
          .noGradient();

  static final Op RAND = random("rand", "self.rand($0, $1, $device, key, $2)");
  static final Op RANDN = random("randn", "self.randn($0, $1, $device, key, $2)");

  private static Op random(String name, String script) {
    return Op.one(name, script, (in, a) -> new TensorType(a.dtype(1), a.longs(0)))
        .noGradient()
        .kernel("random");
  }

  /** Attributes: shape, type, how many of 65,536 are dropped, what the others become, draw. */
  static final Op KEEP_MASK =
      random("keep_mask", "self.keep_mask($0, $1, $2, $3, $device, key, $4)");

  static final Op RANDINT =
      Op.one(
              "randint",
              "self.randint($0, $1, $device, key, $2)",
              (in, a) -> new TensorType(DType.INT64, a.longs(1)))
          .noGradient()
          .kernel("random");
  static final Op RANDPERM =
      Op.one(
              "randperm",
              "self.randperm($0, $device, key, $1)",
              (in, a) -> new TensorType(DType.INT64, a.longAt(0)))
          .noGradient()
          .kernel("random");
}
