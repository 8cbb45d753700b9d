package dev.hydrant.trainer.torch;

import static dev.hydrant.trainer.torch.Grads.unary;

import java.util.Arrays;

/** The table of operators that read or write at indices. */
final class IndexOps {
  private IndexOps() {}

  static final Op EMBEDDING_BACKWARD =
      Op.one(
              "embedding_backward",
              "torch.embedding_dense_backward(%0, %1, $0, -1, False)",
              (in, a) -> in.get(0).withShape(a.longAt(0), in.get(0).shape()[in.get(0).rank() - 1]))
          .vjp((c, g) -> Arrays.asList(g.get(0).embedding(c.in(1)), null))
          .into("self.embedding_into(%0, %1, %out, beta)");
  static final Op EMBEDDING =
      Op.one(
              "embedding",
              "torch.embedding(%0, %1)",
              (in, a) -> {
                Rules.check(in.get(0).rank() == 2, "the table must be a matrix");
                integers(in.get(1));
                return in.get(0)
                    .withShape(
                        Shapes.insert(in.get(1).shape(), in.get(1).rank(), in.get(0).shape()[1]));
              })
          .vjp(
              (c, g) ->
                  Arrays.asList(
                      Dispatch.call(
                          EMBEDDING_BACKWARD, Attrs.of(c.in(0).size(0)), g.get(0), c.in(1)),
                      null));

  static void integers(TensorType t) {
    Rules.check(
        t.dtype() == DType.INT64 || t.dtype() == DType.INT32, "indices must be integers, got " + t);
  }

  static final Op INDEX_SELECT =
      Op.one(
              "index_select",
              "torch.index_select(%0, $0, %1)",
              (in, a) -> {
                integers(in.get(1));
                Rules.check(in.get(1).rank() == 1, "indices must have one dimension");
                return in.get(0)
                    .withShape(Shapes.with(in.get(0).shape(), a.intAt(0), in.get(1).shape()[0]));
              })
          .vjp(
              (c, g) ->
                  Arrays.asList(
                      zeros(c.in(0), g.get(0)).indexAdd(c.attrs().intAt(0), c.in(1), g.get(0)),
                      null));
  static final Op INDEX_ADD =
      Op.one("index_add", "torch.index_add(%0, $0, %1, %2)", Rules::same)
          .vjp(
              (c, g) ->
                  Arrays.asList(g.get(0), null, g.get(0).indexSelect(c.attrs().intAt(0), c.in(1))))
          .inPlace("torch.index_add_(%0, $0, %1, %2)");
  static final Op INDEX_COPY =
      Op.one("index_copy", "torch.index_copy(%0, $0, %1, %2)", Rules::same)
          .vjp(
              (c, g) -> {
                int d = c.attrs().intAt(0);
                Tensor zero = zeros(c.in(2), g.get(0));
                return Arrays.asList(
                    g.get(0).indexCopy(d, c.in(1), zero), null, g.get(0).indexSelect(d, c.in(1)));
              });
  static final Op GATHER =
      Op.one(
              "gather",
              "torch.gather(%0, $0, %1)",
              (in, a) -> {
                Rules.check(
                    in.get(1).dtype() == DType.INT64 && in.get(1).rank() == in.get(0).rank(),
                    "indices must be INT64 with as many dimensions as the input");
                return in.get(0).withShape(in.get(1).shape());
              })
          .vjp(
              (c, g) ->
                  Arrays.asList(
                      zeros(c.in(0), g.get(0)).scatterAdd(c.attrs().intAt(0), c.in(1), g.get(0)),
                      null));
  static final Op SCATTER =
      Op.one("scatter", "torch.scatter(%0, $0, %1, %2)", Rules::same)
          .vjp(
              (c, g) -> {
                int d = c.attrs().intAt(0);
                return Arrays.asList(
                    g.get(0).scatter(d, c.in(1), 0), null, g.get(0).gather(d, c.in(1)));
              });
  static final Op SCATTER_VALUE =
      Op.one("scatter_value", "torch.scatter(%0, $0, %1, $1)", Rules::same)
          .vjp((c, g) -> Arrays.asList(g.get(0).scatter(c.attrs().intAt(0), c.in(1), 0), null));
  static final Op SCATTER_ADD =
      Op.one("scatter_add", "torch.scatter_add(%0, $0, %1, %2)", Rules::same)
          .vjp(
              (c, g) -> Arrays.asList(g.get(0), null, g.get(0).gather(c.attrs().intAt(0), c.in(1))))
          .inPlace("torch.scatter_add_(%0, $0, %1, %2)");
  static final Op ONE_HOT =
      Op.one(
              "one_hot",
              "torch.one_hot(%0, $0)",
              (in, a) ->
                  in.get(0)
                      .withShape(Shapes.insert(in.get(0).shape(), in.get(0).rank(), a.longAt(0))))
          .noGradient();
  static final Op SEARCHSORTED =
      Op.one(
              "searchsorted",
              "torch.searchsorted(%0, %1, right=$0)",
              (in, a) -> in.get(1).withDtype(DType.INT64))
          .noGradient();

  private static Tensor zeros(Tensor like, Tensor source) {
    return source.torch().full(like.dtype(), 0, like.shape());
  }

  static final Op DIAG_EMBED =
      Op.one(
              "diag_embed",
              "torch.diag_embed(%0)",
              (in, a) -> {
                long[] s = in.get(0).shape();
                return in.get(0).withShape(Shapes.insert(s, s.length, s[s.length - 1]));
              })
          .vjp(unary((c, g) -> g.diagonal()));
  static final Op DIAGONAL =
      Op.one(
              "diagonal",
              "torch.diagonal(%0, 0, -2, -1)",
              (in, a) -> {
                long[] s = in.get(0).shape();
                Rules.check(s[s.length - 1] == s[s.length - 2], "needs square matrices");
                return in.get(0).withShape(Shapes.without(s, s.length - 1));
              })
          .view()
          .vjp(unary((c, g) -> g.diagEmbed()));
}
