package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The values of a model's parameters in one flat vector, the parameters of one optimizer group next
 * to each other, buffers last. Every parameter is a view of it.
 *
 * <p>Parameters start at multiples of 16 elements; the gaps are zero and stay zero.
 */
public final class Weights {
  private static final int ALIGN = 16;

  /** A run of the flat vector, {@code [start, end)}. */
  public record Range(long start, long end) {}

  private final EagerTorch torch;
  private final List<Parameter> parameters;
  private final Map<Parameter, Range> places = new LinkedHashMap<>();
  private final Map<String, Range> groups = new LinkedHashMap<>();
  private final Tensor flat;
  private final long trainable;

  private Weights(EagerTorch torch, Module model, Function<Parameter, String> groupOf) {
    this.torch = torch;
    Map<String, List<Parameter>> byGroup = new LinkedHashMap<>();
    List<Parameter> buffers = new ArrayList<>();
    for (Parameter p : model.parameters()) {
      (p.isTrainable()
              ? byGroup.computeIfAbsent(groupOf.apply(p), g -> new ArrayList<>())
              : buffers)
          .add(p);
    }
    long at = 0;
    for (Map.Entry<String, List<Parameter>> g : byGroup.entrySet()) {
      long start = at;
      at = place(g.getValue(), at);
      groups.put(g.getKey(), new Range(start, at));
    }
    trainable = at;
    at = place(buffers, at);
    parameters = List.copyOf(places.keySet());
    flat = torch.zeros(Math.max(at, 1));
    bindEager();
  }

  private long place(List<Parameter> list, long at) {
    for (Parameter p : list) {
      places.put(p, new Range(at, at + p.count()));
      at = (at + p.count() + ALIGN - 1) / ALIGN * ALIGN;
    }
    return at;
  }

  /**
   * Allocates the parameters of a model, all in one optimizer group, and fills them.
   *
   * @param seed of the random initial values
   */
  public static Weights create(EagerTorch torch, Module model, long seed) {
    return create(torch, model, seed, p -> "all");
  }

  /**
   * Allocates and fills the parameters of a model.
   *
   * @param groupOf names the optimizer group of each learned parameter
   */
  public static Weights create(
      EagerTorch torch, Module model, long seed, Function<Parameter, String> groupOf) {
    Weights w = new Weights(torch, model, groupOf);
    w.initialise(seed);
    return w;
  }

  private void initialise(long seed) {
    torch.randomKey(seed, -1);
    for (Parameter p : parameters) {
      try (Scope s = torch.scope()) {
        set(
            p,
            torch.noGrad(
                () -> p.init().create(torch, torch.random("init/" + p.name()), p.shape())));
      }
    }
  }

  /** Overwrites the values of a parameter with those of a tensor of its shape. */
  public void set(Parameter p, Tensor values) {
    if (!java.util.Arrays.equals(p.shape(), values.shape())) {
      throw new IllegalArgumentException(p + " cannot take values of shape " + values.type());
    }
    torch.copy(values, p.value());
  }

  /** Binds the parameters to their values, as leaves of autograd. */
  private void bindEager() {
    List<Tensor> views = views(flat);
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      p.bind(p.isTrainable() ? torch.requireGradient(views.get(i)) : views.get(i));
    }
  }

  /**
   * Views of a vector laid out like {@link #flat()}, one per parameter, in the order of {@link
   * #parameters()}.
   */
  public List<Tensor> views(Tensor vector) {
    List<Tensor> out = new ArrayList<>();
    torch.noGrad(
        () -> {
          for (Parameter p : parameters) {
            Range r = places.get(p);
            if (r.end() > vector.numel()) {
              break;
            }
            out.add(vector.slice(0, r.start(), r.end()).view(p.shape()));
          }
          return null;
        });
    return out;
  }

  /** Runs a block in which the parameters belong to a trace. */
  public void during(Trace trace, Runnable block) {
    List<Tensor> before = parameters.stream().map(Parameter::value).toList();
    parameters.forEach(p -> p.bind(trace.parameter(p.type())));
    try {
      block.run();
    } finally {
      for (int i = 0; i < before.size(); i++) {
        parameters.get(i).bind(before.get(i));
      }
    }
  }

  /** The parameters, in the order of the flat vector; buffers last. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The learned parameters, in the order of the flat vector. */
  public List<Parameter> trainable() {
    return parameters.stream().filter(Parameter::isTrainable).toList();
  }

  /** The run of the flat vector each optimizer group covers. */
  public Map<String, Range> groups() {
    return groups;
  }

  /** Where a parameter lies in the flat vector. */
  public Range place(Parameter p) {
    return places.get(p);
  }

  /** All values; {@code [n]}, with buffers at the end. */
  public Tensor flat() {
    return flat;
  }

  /** The length of the learned part of the flat vector, gaps included. */
  public long trainableLength() {
    return trainable;
  }

  /** The world the values live in. */
  public EagerTorch torch() {
    return torch;
  }
}
