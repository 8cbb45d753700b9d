# Rotary positions: halves of the last dimension turned by an angle, two passes over each half.
def rotary(self, x: Tensor, c: Tensor, s: Tensor) -> Tensor:
  cl = torch.to(c, x.dtype)
  sl = torch.to(s, x.dtype)
  d = x.size(-1) // 2
  a = torch.slice(x, -1, 0, d)
  b = torch.slice(x, -1, d, 2 * d)
  y = torch.empty_like(x)
  torch.mul(a, cl, out=torch.slice(y, -1, 0, d)).addcmul_(b, sl)
  torch.mul(b, cl, out=torch.slice(y, -1, d, 2 * d)).addcmul_(a, sl, value=-1.)
  return y
def rotary_reference(self, x: Tensor, c: Tensor, s: Tensor) -> Tensor:
  cl = torch.to(c.detach(), x.dtype)
  sl = torch.to(s.detach(), x.dtype)
  d = x.size(-1) // 2
  a = torch.slice(x, -1, 0, d)
  b = torch.slice(x, -1, d, 2 * d)
  return torch.cat([torch.add(torch.mul(a, cl), torch.mul(b, sl)), torch.sub(torch.mul(b, cl), torch.mul(a, sl))], -1)
