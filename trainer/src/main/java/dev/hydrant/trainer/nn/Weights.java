package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The values of a model's parameters in one flat vector, laid out as {@link Layout} says. Every
 * parameter is a view of it; the gaps are zero and stay zero.
 */
public final class Weights {
  private final EagerTorch torch;
  private final Layout layout;
  private final List<Parameter> parameters;
  private final Tensor flat;

  private Weights(EagerTorch torch, Layout layout) {
    this.torch = torch;
    this.layout = layout;
    this.parameters = layout.parameters();
    this.flat = torch.zeros(Math.max(layout.length(), 1));
    bindEager();
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
    Weights w = new Weights(torch, Layout.of(model, groupOf));
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
    if (!Arrays.equals(p.shape(), values.shape())) {
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
   * Views of a vector laid out like the beginning of {@link #flat()}, one per parameter that it
   * holds, in the order of {@link #parameters()}.
   */
  public List<Tensor> views(Tensor vector) {
    List<Tensor> out = new ArrayList<>();
    torch.noGrad(
        () -> {
          for (Parameter p : parameters) {
            Layout.Range r = layout.place(p);
            if (r.end() > vector.numel()) {
              break;
            }
            out.add(vector.slice(0, r.start(), r.end()).view(p.shape()));
          }
          return null;
        });
    return out;
  }

  /** Where each parameter lies. */
  public Layout layout() {
    return layout;
  }

  /** The parameters, in the order of the flat vector: learned, buffers, frozen. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The learned parameters, in the order of the flat vector. */
  public List<Parameter> trainable() {
    return layout.trainable();
  }

  /** The run of the flat vector each optimizer group covers. */
  public Map<String, Layout.Range> groups() {
    return layout.groups();
  }

  /** Where a parameter lies in the flat vector. */
  public Layout.Range place(Parameter p) {
    return layout.place(p);
  }

  /** All values; {@code [n]}: learned, buffers, frozen. */
  public Tensor flat() {
    return flat;
  }

  /** The length of the learned part of the flat vector, gaps included. */
  public long trainableLength() {
    return layout.trainableLength();
  }

  /** A view of the values that training changes: all but the frozen parameters. */
  public Tensor changing() {
    return torch.noGrad(() -> flat.slice(0, 0, layout.changingLength()));
  }

  /** The backend the values live in. */
  public EagerTorch torch() {
    return torch;
  }
}
