package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.SlotTensor;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.TensorType;
import java.util.Arrays;
import java.util.Locale;

/**
 * A named tensor of a module: learned, frozen, or a buffer. It has a shape and an initialiser from
 * the start, and values once {@link Weights} holds it.
 */
public final class Parameter extends SlotTensor {
  /** What training does with a parameter; all kinds are saved with every checkpoint. */
  public enum Kind {
    /** An optimizer moves it along its gradient. */
    LEARNED,
    /** The model itself sets it, such as a running mean; it has no gradient and no moments. */
    BUFFER,
    /** Nothing changes it once it has its first values; it has no gradient and no moments. */
    FROZEN
  }

  private final String localName;
  private final long[] shape;
  private final Init init;
  private Kind kind;
  private String name;
  private String tag;
  private long headRows;
  private long headSize;
  private Tensor value;
  private TensorType type;

  Parameter(String localName, Init init, Kind kind, long... shape) {
    this.localName = localName;
    this.name = localName;
    this.init = init;
    this.kind = kind;
    this.shape = shape.clone();
    for (long s : shape) {
      if (s < 1) {
        throw new IllegalArgumentException(
            "Parameter " + localName + " has an empty shape " + Arrays.toString(shape));
      }
    }
  }

  /** The name from the root module, such as {@code h.0.attn.c_attn.weight}. */
  public String name() {
    return name;
  }

  /** Marks this parameter for an optimizer group; without a tag rules by shape and name decide. */
  public Parameter tag(String tag) {
    this.tag = tag;
    return this;
  }

  /** The optimizer tag, or null. */
  public String tag() {
    return tag;
  }

  /**
   * Says that the first rows of this matrix make the queries and keys of heads, for optimizers that
   * take a head as one. Matrices of a stack count as lying below each other.
   *
   * @param rows of queries and keys
   * @param size rows of one head
   */
  public Parameter heads(long rows, long size) {
    long all = count() / shape[shape.length - 1];
    if (shape.length < 2 || rows < 1 || rows > all || size < 1 || rows % size != 0) {
      throw new IllegalArgumentException(
          "%s cannot have %d rows of heads of %d".formatted(this, rows, size));
    }
    headRows = rows;
    headSize = size;
    return this;
  }

  /** How many of the first rows make queries and keys; 0 if none is said to. */
  public long headRows() {
    return headRows;
  }

  /** Rows of one head of queries or keys. */
  public long headSize() {
    return headSize;
  }

  /** What training does with it. */
  public Kind kind() {
    return kind;
  }

  /** Whether gradients are taken. */
  public boolean isTrainable() {
    return kind == Kind.LEARNED;
  }

  /**
   * Makes a learned parameter a frozen one; a buffer stays what it is. This has to happen before
   * anyone lays the model out, best in a constructor.
   *
   * @throws IllegalStateException if the parameter has values already
   */
  public Parameter freeze() {
    if (value != null) {
      throw new IllegalStateException("freeze " + name + " before the model's Weights are made");
    }
    if (kind == Kind.LEARNED) {
      kind = Kind.FROZEN;
    }
    return this;
  }

  /** The number of elements, known without allocating. */
  public long count() {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  Init init() {
    return init;
  }

  String localName() {
    return localName;
  }

  void qualify(String name) {
    this.name = name;
  }

  /** Binds a value; null unbinds. */
  void bind(Tensor tensor) {
    value = tensor;
    type = tensor == null ? null : tensor.type();
  }

  Tensor value() {
    return value;
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  @Override
  public TensorType type() {
    return type == null ? bound().type() : type;
  }

  @Override
  protected Tensor bound() {
    if (value == null) {
      throw new IllegalStateException(
          "Parameter " + name + " has no values yet; allocate the model's Weights first");
    }
    return value;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s%s%s",
        name,
        Arrays.toString(shape),
        kind == Kind.LEARNED ? "" : " (" + kind.name().toLowerCase(Locale.ROOT) + ")");
  }
}
