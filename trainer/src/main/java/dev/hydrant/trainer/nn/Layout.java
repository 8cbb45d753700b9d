package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.TensorType;
import dev.hydrant.trainer.torch.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Where the parameters of a model lie in one flat vector: the parameters of one optimizer group
 * next to each other, then buffers, frozen parameters last. It holds no values; {@link Weights}
 * does.
 *
 * <p>Parameters start at multiples of 16 elements.
 */
public final class Layout {
  private static final int ALIGN = 16;

  private final List<Parameter> parameters;
  private final Map<Parameter, Range> places = new LinkedHashMap<>();
  private final Map<String, Range> groups = new LinkedHashMap<>();
  private final long trainable;
  private final long changing;
  private final long length;

  /** A run of the flat vector, {@code [start, end)}. */
  public record Range(long start, long end) {
    /** Its number of elements. */
    public long length() {
      return end - start;
    }
  }

  private Layout(Module model, Function<Parameter, String> groupOf) {
    Map<String, List<Parameter>> byGroup = new LinkedHashMap<>();
    List<Parameter> buffers = new ArrayList<>();
    List<Parameter> frozen = new ArrayList<>();
    for (Parameter p : model.parameters()) {
      switch (p.kind()) {
        case LEARNED -> byGroup.computeIfAbsent(groupOf.apply(p), g -> new ArrayList<>()).add(p);
        case BUFFER -> buffers.add(p);
        case FROZEN -> frozen.add(p);
      }
    }
    long at = 0;
    for (Map.Entry<String, List<Parameter>> g : byGroup.entrySet()) {
      long start = at;
      at = place(g.getValue(), at);
      groups.put(g.getKey(), new Range(start, at));
    }
    trainable = at;
    changing = place(buffers, at);
    length = place(frozen, changing);
    parameters = List.copyOf(places.keySet());
  }

  /**
   * Lays out the parameters of a model.
   *
   * @param groupOf names the optimizer group of each learned parameter
   */
  public static Layout of(Module model, Function<Parameter, String> groupOf) {
    return new Layout(model, groupOf);
  }

  private long place(List<Parameter> list, long from) {
    long at = from;
    for (Parameter p : list) {
      places.put(p, new Range(at, at + p.count()));
      at = (at + p.count() + ALIGN - 1) / ALIGN * ALIGN;
    }
    return at;
  }

  /** Runs a block in which the parameters belong to a trace. They need no values for that. */
  public void during(Trace trace, Runnable block) {
    List<Tensor> before = new ArrayList<>();
    for (Parameter p : parameters) {
      before.add(p.value());
      p.bind(trace.parameter(new TensorType(trace.floatType(), p.shape())));
    }
    try {
      block.run();
    } finally {
      for (int i = 0; i < before.size(); i++) {
        parameters.get(i).bind(before.get(i));
      }
    }
  }

  /** The parameters, in the order of the flat vector: learned, buffers, frozen. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The learned parameters, in the order of the flat vector. */
  public List<Parameter> trainable() {
    return parameters.stream().filter(Parameter::isTrainable).toList();
  }

  /** The run of the flat vector each optimizer group covers. */
  public Map<String, Range> groups() {
    return Collections.unmodifiableMap(groups);
  }

  /** Where a parameter lies in the flat vector. */
  public Range place(Parameter p) {
    return places.get(p);
  }

  /** The length of the learned part of the flat vector, gaps included. */
  public long trainableLength() {
    return trainable;
  }

  /** The length of the part that training changes: all but the frozen parameters. */
  public long changingLength() {
    return changing;
  }

  /** The length of the flat vector, gaps, buffers and frozen parameters included. */
  public long length() {
    return length;
  }
}
