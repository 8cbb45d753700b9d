package dev.hydrant.trainer.lm.mamba;

import dev.hydrant.trainer.nn.Embedding;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.RmsNorm;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Mamba (Gu and Dao 2023, arXiv 2312.00752): a language model of selective state spaces, without
 * attention and without positions; the output is tied to the token table. Not Mamba-2.
 *
 * <p>Its weights have the names that Hugging Face's {@code MambaForCausalLM} gives them.
 */
public final class Mamba extends Module {
  /** Logits {@code [B, V]} behind a token with what the layers carry on. */
  public record Step(Tensor logits, State state) {}

  /** What the layers carry from token to token; its size does not depend on how many there were. */
  public static final class State {
    private final List<MambaMixer.State> layers;

    private State(List<MambaMixer.State> layers) {
      this.layers = layers;
    }

    /** The same with every tensor replaced by another of its values. */
    State map(UnaryOperator<Tensor> f) {
      return new State(
          layers.stream()
              .map(s -> new MambaMixer.State(f.apply(s.window()), f.apply(s.state())))
              .toList());
    }

    /** The same with other tensors, in the order of {@link #tensors()}. */
    State with(List<Tensor> tensors) {
      Iterator<Tensor> next = tensors.iterator();
      return map(t -> next.next());
    }

    /** All tensors of all layers. */
    public List<Tensor> tensors() {
      return layers.stream().flatMap(s -> List.of(s.window(), s.state()).stream()).toList();
    }
  }

  private final Embedding embeddings;
  private final List<MambaBlock> layers;
  private final RmsNorm normF;

  public Mamba(MambaConfig c) {
    embeddings =
        part(
            "backbone.embeddings",
            new Embedding(c.vocabSize(), c.dModel(), Init.normal(c.initializerRange())));
    embeddings.weight.tag("head");
    layers = parts("backbone.layers", c.nLayers(), i -> new MambaBlock(c));
    normF = part("backbone.norm_f", new RmsNorm(c.dModel(), MambaBlock.EPS));
  }

  /** ids {@code [B, T]} → vectors {@code [B, T, D]}. */
  Tensor embed(Tensor ids) {
    return embeddings.forward(ids);
  }

  /** What a layer adds to x, {@code [B, T, D]}. */
  Tensor mixed(int layer, Tensor x) {
    return layers.get(layer).mixed(x);
  }

  /** ids {@code [B, T]} → hidden states after the last norm {@code [B, T, D]}. */
  public Tensor hidden(Tensor ids) {
    Tensor x = embed(ids);
    for (MambaBlock block : layers) {
      x = block.forward(x);
    }
    return normF.forward(x);
  }

  /** ids {@code [B, T]} → logits {@code [B, T, V]}. */
  public Tensor logits(Tensor ids) {
    return hidden(ids).linear(embeddings.weight);
  }

  /** ids {@code [B, T]} → logits of the token that follows each row {@code [B, V]}. */
  public Tensor nextLogits(Tensor ids) {
    return hidden(ids).select(1, ids.size(1) - 1).linear(embeddings.weight);
  }

  /** Mean cross entropy of ids and targets, both {@code [B, T]}; logits are never whole. */
  public Tensor loss(Tensor ids, Tensor targets) {
    return hidden(ids).linearCrossEntropy(embeddings.weight, targets, 0);
  }

  /** What is carried before the first token. */
  public State start(Torch torch, long rows) {
    return new State(layers.stream().map(b -> b.empty(torch, rows)).toList());
  }

  /** Reads one token of each row, ids {@code [B]}, in time and memory that never grow. */
  public Step step(Tensor ids, State before) {
    Tensor x = embeddings.forward(ids);
    List<MambaMixer.State> after = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      MambaMixer.Step s = layers.get(i).step(x, before.layers.get(i));
      x = s.output();
      after.add(s.state());
    }
    return new Step(normF.forward(x).linear(embeddings.weight), new State(List.copyOf(after)));
  }
}
