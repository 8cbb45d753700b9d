package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.SlotTensor;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.TensorType;
import java.util.Arrays;
import java.util.Locale;

/**
 * A named tensor of a module: learned, or (a buffer) carried along and saved. It has a shape and an
 * initialiser from the start, and values once {@link Weights} holds it.
 */
public final class Parameter extends SlotTensor {
  private final String localName;
  private final long[] shape;
  private final Init init;
  private final boolean trainable;
  private String name;
  private String tag;
  private long headRows;
  private long headSize;
  private Tensor value;
  private TensorType type;

  Parameter(String localName, Init init, boolean trainable, long... shape) {
    this.localName = localName;
    this.name = localName;
    this.init = init;
    this.trainable = trainable;
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

  /** Whether gradients are taken; false for buffers. */
  public boolean isTrainable() {
    return trainable;
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
        Locale.ROOT, "%s%s%s", name, Arrays.toString(shape), trainable ? "" : " (buffer)");
  }
}
