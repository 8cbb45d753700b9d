package dev.hydrant.trainer.torch;

import java.util.List;

/** One use of an operator, as its gradient rule sees it: constants, inputs and results. */
record Call(Op op, Attrs attrs, List<Tensor> inputs, List<Tensor> outputs) {
  Tensor in(int i) {
    return inputs.get(i);
  }

  Tensor out() {
    return outputs.get(0);
  }

  Tensor out(int i) {
    return outputs.get(i);
  }
}
