# Matrix products. In float32 on the CPU oneDNN is faster than the BLAS where the right matrix lies in memory
# as [k, n], or where there are rows enough to pay for packing it; other products are left to PyTorch, and all
# where autograd records, which does not know oneDNN's.
def by_onednn(self, a: Tensor, b: Tensor) -> bool:
  return not torch.is_grad_enabled() and a.dtype == 6 and b.dtype == 6 and not a.is_cuda and a.is_contiguous() and a.numel() > 0 and b.numel() > 0
def onednn(self, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
  return ops.mkldnn._linear_pointwise(x, w, b, "none", annotate(List[Optional[number]], []), "")
def pack(self, w: Tensor, rows: int) -> Tensor:
  # w for products x w^T with that many rows of x, in oneDNN's own layout; only linear can read it
  if not torch.is_grad_enabled() and w.dtype == 6 and not w.is_cuda and w.is_contiguous() and w.numel() > 0:
    return ops.mkldnn._reorder_linear_weight(w, rows)
  return w
def linear(self, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
  if w.is_mkldnn:
    return self.onednn(x.contiguous(), w, b)
  if self.by_onednn(x, w):
    if w.t().is_contiguous():
      return self.onednn(x, w, b)
    rows = x.numel() // x.size(-1)
    if rows >= 512 and w.numel() >= 16384 and w.is_contiguous():
      return self.onednn(x, self.pack(w, rows), b)
    if rows >= 64 and w.size(0) >= 16384 and w.is_contiguous():
      return self.onednn(x, w, b)
  return torch.linear(x, w, b)
def product(self, a: Tensor, b: Tensor) -> Tensor:
  if a.dim() == 2 and self.by_onednn(a, b):
    if b.is_contiguous() or b.t().is_contiguous():
      return self.linear(a, b.t(), None)
    return torch.mm(a, b)
  return torch.matmul(a, b)
