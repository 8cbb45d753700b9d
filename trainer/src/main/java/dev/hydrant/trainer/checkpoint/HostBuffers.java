package dev.hydrant.trainer.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory outside the heap that a snapshot is copied to, so that training can go on while it is
 * written. It is kept and used again: each copy overwrites the one before. Tensors that never
 * change are copied once, into memory of their own.
 */
final class HostBuffers {
  private static final int SLAB = 1 << 26;

  private final List<ByteBuffer> slabs = new ArrayList<>();
  private final Map<String, TensorSource> constants = new HashMap<>();
  private int filling;
  private long left;

  /** Returns a snapshot with the values of now. */
  Snapshot copy(Snapshot snapshot) throws IOException {
    filling = 0;
    slabs.forEach(ByteBuffer::clear);
    left = bytes(snapshot);
    Map<String, List<TensorSource>> copies = new LinkedHashMap<>();
    for (var file : snapshot.tensors().entrySet()) {
      List<TensorSource> tensors = new ArrayList<>();
      for (TensorSource t : file.getValue()) {
        tensors.add(t.isConstant() ? constant(file.getKey(), t) : changing(t));
      }
      copies.put(file.getKey(), tensors);
    }
    return new Snapshot(
        snapshot.step(), copies, snapshot.state(), snapshot.metrics(), snapshot.files());
  }

  private TensorSource changing(TensorSource t) throws IOException {
    List<ByteBuffer> pieces = new ArrayList<>();
    t.writeTo(piece -> keep(piece, pieces));
    return TensorSource.of(t.name(), t.type(), t.shape(), pieces);
  }

  private TensorSource constant(String file, TensorSource t) throws IOException {
    String key = file + "/" + t.name();
    if (!constants.containsKey(key)) {
      List<ByteBuffer> pieces = new ArrayList<>();
      t.writeTo(
          piece -> {
            ByteBuffer place = ByteBuffer.allocateDirect(piece.remaining());
            pieces.add(place.put(piece).flip());
          });
      constants.put(key, TensorSource.of(t.name(), t.type(), t.shape(), pieces));
    }
    return constants.get(key);
  }

  private static long bytes(Snapshot snapshot) {
    return snapshot.tensors().values().stream()
        .flatMap(List::stream)
        .filter(t -> !t.isConstant())
        .mapToLong(t -> TensorInfo.bytesOf(t.type(), t.shape()))
        .sum();
  }

  private void keep(ByteBuffer piece, List<ByteBuffer> into) {
    while (piece.hasRemaining()) {
      ByteBuffer slab = slabWithRoom();
      int n = Math.min(slab.remaining(), piece.remaining());
      ByteBuffer place = slab.slice(slab.position(), n);
      place.put(piece.slice(piece.position(), n)).flip();
      into.add(place);
      slab.position(slab.position() + n);
      piece.position(piece.position() + n);
      left -= n;
    }
  }

  private ByteBuffer slabWithRoom() {
    while (filling < slabs.size() && !slabs.get(filling).hasRemaining()) {
      filling++;
    }
    if (filling == slabs.size()) {
      slabs.add(ByteBuffer.allocateDirect((int) Math.min(SLAB, left)));
    }
    return slabs.get(filling);
  }
}
