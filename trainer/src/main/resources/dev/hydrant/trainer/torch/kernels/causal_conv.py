# A short convolution of each channel along dimension 1 that sees no later step: y_t = sum_j w_j x_(t-K+1+j).
def causal_conv(self, x: Tensor, w: Tensor) -> Tensor:
  wt = torch.clone(w.t(), memory_format=0)
  n = x.size(1)
  k = w.size(1)
  y = torch.mul(x, torch.select(wt, 0, k - 1))
  for j in range(1, min(k, n)):
    torch.addcmul_(torch.slice(y, 1, j, n), torch.slice(x, 1, 0, n - j), torch.select(wt, 0, k - 1 - j))
  return y
def causal_conv_reference(self, x: Tensor, w: Tensor) -> Tensor:
  p = torch.constant_pad_nd(torch.transpose(x, 1, 2), [w.size(1) - 1, 0], 0.)
  return torch.transpose(torch.convolution(p, w.unsqueeze(1), None, [1], [0], [1], False, [0], w.size(0)), 1, 2)
def causal_conv_backward(self, g: Tensor, x: Tensor, w: Tensor) -> Tuple[Tensor, Tensor]:
  wt = torch.clone(w.t(), memory_format=0)
  n = x.size(1)
  k = w.size(1)
  dx = torch.mul(g, torch.select(wt, 0, k - 1))
  dw = torch.zeros_like(wt)
  products = torch.mul(g, x)
  torch.sum(products, [0, 1], out=torch.select(dw, 0, k - 1))
  for j in range(1, min(k, n)):
    late = torch.slice(g, 1, j, n)
    torch.addcmul_(torch.slice(dx, 1, 0, n - j), late, torch.select(wt, 0, k - 1 - j))
    part = torch.slice(products, 1, 0, n - j)
    torch.mul(late, torch.slice(x, 1, 0, n - j), out=part)
    torch.sum(part, [0, 1], out=torch.select(dw, 0, k - 1 - j))
  return (dx, dw.t())
