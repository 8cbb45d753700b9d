package dev.hydrant.trainer.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A tensor to be stored. Its bytes are pulled piece by piece while they are written, so a file may
 * be larger than memory or than one buffer.
 */
public interface TensorSource {
  /** Takes the bytes of a tensor in order. */
  @FunctionalInterface
  interface Sink {
    void accept(ByteBuffer bytes) throws IOException;
  }

  String name();

  ElementType type();

  List<Long> shape();

  /**
   * Whether the values never change during a run, so that one copy of them serves all snapshots.
   */
  default boolean isConstant() {
    return false;
  }

  /** The same tensor, whose values never change during a run. */
  static TensorSource constant(TensorSource source) {
    return new TensorSource() {
      @Override
      public String name() {
        return source.name();
      }

      @Override
      public ElementType type() {
        return source.type();
      }

      @Override
      public List<Long> shape() {
        return source.shape();
      }

      @Override
      public boolean isConstant() {
        return true;
      }

      @Override
      public void writeTo(Sink sink) throws IOException {
        source.writeTo(sink);
      }
    };
  }

  /** Hands over all bytes, row-major and little-endian, in one or more pieces. */
  void writeTo(Sink sink) throws IOException;

  /** A tensor whose bytes lie in one buffer, read from its position to its limit. */
  static TensorSource of(String name, ElementType type, List<Long> shape, ByteBuffer bytes) {
    return of(name, type, shape, List.of(bytes));
  }

  /** A tensor whose bytes lie in several buffers, one behind the other. */
  static TensorSource of(String name, ElementType type, List<Long> shape, List<ByteBuffer> pieces) {
    return written(
        name,
        type,
        shape,
        sink -> {
          for (ByteBuffer piece : pieces) {
            sink.accept(piece.duplicate());
          }
        });
  }

  /** What hands over the bytes of a tensor, as {@link TensorSource#writeTo} does. */
  @FunctionalInterface
  interface Writer {
    void writeTo(Sink sink) throws IOException;
  }

  /** A tensor whose bytes are made when they are written. */
  static TensorSource written(String name, ElementType type, List<Long> shape, Writer writer) {
    return new TensorSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public ElementType type() {
        return type;
      }

      @Override
      public List<Long> shape() {
        return shape;
      }

      @Override
      public void writeTo(Sink sink) throws IOException {
        writer.writeTo(sink);
      }
    };
  }
}
