package dev.hydrant.trainer.lm.ngpt;

import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Rotary;
import dev.hydrant.trainer.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The normalised transformer (Loshchilov et al. 2024, arXiv 2410.01131): embeddings, states and the
 * rows of matrices are unit vectors, so that every product is a cosine. There are no norms with
 * weights, no biases and no weight decay.
 */
public final class Ngpt extends Module {
  private final NgptConfig config;
  private final Linear tokens;
  private final List<NgptBlock> blocks;
  private final Linear head;
  private final Scale logitScale;

  public Ngpt(NgptConfig c) {
    config = c;
    tokens = part("wte", table());
    tokens.weight.tag(c.tieEmbeddings() ? "head" : "embed");
    blocks = parts("h", c.numLayers(), i -> new NgptBlock(c));
    head = c.tieEmbeddings() ? tokens : part("lm_head", table());
    head.weight.tag("head");
    logitScale =
        part("sz", new Scale(c.paddedVocabSize(), c.szInit(), c.szScale().orElse(c.unit())));
  }

  private Linear table() {
    return new Linear(config.modelDim(), config.paddedVocabSize(), Sphere.random(1), null);
  }

  /** ids {@code [B, T]} → states {@code [B, T, D]}, unit vectors. */
  public Tensor hidden(Tensor ids) {
    return through(ids, ids.torch().arange(ids.size(1)), null);
  }

  private Tensor through(Tensor ids, Tensor positions, KvCache cache) {
    Rotary rotary = Rotary.at(positions, Rotary.geometric(config.headDim(), config.ropeBase()));
    Tensor h = tokens.weight.embedding(ids);
    for (NgptBlock block : blocks) {
      h = block.forward(h, rotary, cache);
    }
    return h;
  }

  /** The next tokens of a text, ids {@code [1, S]} → logits behind the last {@code [1, Vp]}. */
  public Tensor nextLogits(Tensor ids, KvCache cache) {
    Tensor h = through(ids, cache.positions(ids.torch(), ids.size(1)), cache);
    return h.select(1, ids.size(1) - 1).linear(head.weight).mul(logitScale.value());
  }

  /** The output with its factors, {@code [Vp, D]}. */
  private Tensor output() {
    return head.weight.mul(logitScale.value().unsqueeze(1));
  }

  /** ids {@code [B, T]} → logits {@code [B, T, Vp]}. */
  public Tensor logits(Tensor ids) {
    return hidden(ids).linear(head.weight).mul(logitScale.value());
  }

  /** ids {@code [B, T]} → logits of the token that follows each row {@code [B, Vp]}. */
  public Tensor nextLogits(Tensor ids) {
    Tensor last = hidden(ids).select(1, ids.size(1) - 1);
    return last.linear(head.weight).mul(logitScale.value());
  }

  /** Mean cross entropy of ids and targets, both {@code [B, T]}; logits are never whole. */
  public Tensor loss(Tensor ids, Tensor targets) {
    return hidden(ids).linearCrossEntropy(output(), targets, 0);
  }

  /** All matrices brought back to unit vectors along the dimension of width D. */
  public Map<Parameter, Tensor> normalised() {
    Map<Parameter, Tensor> out = new LinkedHashMap<>();
    out.put(tokens.weight, Sphere.unit(tokens.weight, 1));
    out.put(head.weight, Sphere.unit(head.weight, 1));
    for (NgptBlock block : blocks) {
      block.byRow().forEach(m -> out.put(m.weight, Sphere.unit(m.weight, 1)));
      block.byColumn().forEach(m -> out.put(m.weight, Sphere.unit(m.weight, 0)));
    }
    return out;
  }
}
