#pragma once

#include <ATen/ATen.h>

// Faster forms of ATen operations. Each pair is a condition and the form that is right where the condition holds;
// elsewhere the caller uses ATen's own operation.
namespace vae {

bool can_fuse_bce_with_logits(const at::Tensor& input, const at::Tensor& target);
at::Tensor fused_bce_with_logits(const at::Tensor& input, const at::Tensor& target, bool mean);

bool can_transpose_by_gradient(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias,
                               at::IntArrayRef stride, at::IntArrayRef output_padding, int64_t groups);
at::Tensor transpose_by_gradient(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias,
                                 at::IntArrayRef stride, at::IntArrayRef padding, at::IntArrayRef output_padding,
                                 at::IntArrayRef dilation, int64_t groups);

bool can_convolve_to_image(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias,
                           at::IntArrayRef stride, at::IntArrayRef padding, at::IntArrayRef output_padding,
                           at::IntArrayRef dilation, int64_t groups);
at::Tensor convolve_to_image(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias,
                             at::IntArrayRef padding);

}  // namespace vae
