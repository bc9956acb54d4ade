// Transposed convolution of stride 1 into few channels, which is how a decoder ends: one matrix product over all pixels
// and a sum of shifted planes. It reads and writes channels last, the layout of the layers before it.
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "fused.h"
#include "simd.h"
#include "tensor.h"

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr at::MemoryFormat channels_last = at::MemoryFormat::ChannelsLast;
constexpr int64_t most_channels = 4;

// One image of H x W pixels and its result of OH x OW, for a kernel of KH x KW elements.
struct Plan {
    int64_t channels, h, w, oh, ow, kh, kw, ph, pw;

    int64_t taps() const { return channels * kh * kw; }
};

// Row r of the image meets output row r - ph + ky, and column c output column c - pw + kx.
template <class F>
inline void for_each_tap(const Plan& p, F&& f) {
    int64_t tap = 0;
    for (int64_t o = 0; o < p.channels; ++o)
        for (int64_t ky = 0; ky < p.kh; ++ky)
            for (int64_t kx = 0; kx < p.kw; ++kx, ++tap) {
                const int64_t top = std::max<int64_t>(0, p.ph - ky), bottom = std::min(p.h, p.oh + p.ph - ky);
                const int64_t left = std::max<int64_t>(0, p.pw - kx), right = std::min(p.w, p.ow + p.pw - kx);
                for (int64_t r = top; r < bottom; ++r)
                    f(tap, r * p.w + left, (o * p.oh + r - p.ph + ky) * p.ow + left - p.pw + kx, right - left);
            }
}

// columns [taps, H W] of one image are added up into out [channels, OH, OW].
VAE_CLONES void add_planes(const float* columns, float* out, const Plan& p) {
    for_each_tap(p, [=](int64_t tap, int64_t from, int64_t to, int64_t n) {
        const float* __restrict source = columns + tap * p.h * p.w + from;
        float* __restrict target = out + to;
        for (int64_t i = 0; i < n; ++i) target[i] += source[i];
    });
}

// The transpose of add_planes: columns [taps, H W] take what each of their elements was added to.
VAE_CLONES void take_planes(const float* grad, float* columns, const Plan& p) {
    std::fill(columns, columns + p.taps() * p.h * p.w, 0.0f);
    for_each_tap(p, [=](int64_t tap, int64_t from, int64_t to, int64_t n) {
        const float* __restrict source = grad + to;
        float* __restrict target = columns + tap * p.h * p.w + from;
        for (int64_t i = 0; i < n; ++i) target[i] = source[i];
    });
}

Plan plan_of(const at::Tensor& input, const at::Tensor& weight, at::IntArrayRef padding) {
    Plan p{weight.size(1), input.size(2), input.size(3), 0, 0, weight.size(2), weight.size(3), padding[0], padding[1]};
    p.oh = p.h - 1 - 2 * p.ph + p.kh;
    p.ow = p.w - 1 - 2 * p.pw + p.kw;
    return p;
}

// [B, H W, C], without a copy where the input is channels last.
at::Tensor pixels(const at::Tensor& input) {
    return input.contiguous(channels_last).permute({0, 2, 3, 1}).reshape({input.size(0), -1, input.size(1)});
}

class ConvolutionToImage : public torch::autograd::Function<ConvolutionToImage> {
public:
    static at::Tensor forward(AutogradContext* ctx, const at::Tensor& input, const at::Tensor& weight,
                              const at::Tensor& bias, std::vector<int64_t> padding) {
        ctx->save_for_backward({input, weight});
        ctx->saved_data["padding"] = padding;
        const Plan p = plan_of(input, weight, padding);
        const at::Tensor taps = weight.reshape({weight.size(0), p.taps()});
        // [B, taps, H W] = [taps, C] [B, C, H W]
        const at::Tensor columns = at::matmul(taps.t(), pixels(input).transpose(1, 2)).contiguous();
        at::Tensor out = at::zeros({input.size(0), p.channels, p.oh, p.ow}, input.options());
        const float* source = columns.data_ptr<float>();
        float* target = out.data_ptr<float>();
        at::parallel_for(0, input.size(0), 8, [&](int64_t first, int64_t last) {
            for (int64_t b = first; b < last; ++b)
                add_planes(source + b * p.taps() * p.h * p.w, target + b * p.channels * p.oh * p.ow, p);
        });
        if (bias.defined()) out.add_(bias.view({1, -1, 1, 1}));
        return out;
    }

    static variable_list backward(AutogradContext* ctx, variable_list grads) {
        const variable_list saved = ctx->get_saved_variables();
        const at::Tensor &input = saved[0], &weight = saved[1];
        const std::vector<int64_t> padding = ctx->saved_data["padding"].toIntVector();
        if (at::GradMode::is_enabled()) return differentiable_backward(ctx, grads[0], input, weight, padding);
        const Plan p = plan_of(input, weight, padding);
        const at::Tensor grad = grads[0].contiguous();
        const at::Tensor columns = at::empty({input.size(0), p.taps(), p.h * p.w}, input.options());
        const float* source = grad.data_ptr<float>();
        float* target = columns.data_ptr<float>();
        at::parallel_for(0, input.size(0), 8, [&](int64_t first, int64_t last) {
            for (int64_t b = first; b < last; ++b)
                take_planes(source + b * p.channels * p.oh * p.ow, target + b * p.taps() * p.h * p.w, p);
        });
        variable_list out(4);
        const at::Tensor taps = weight.reshape({weight.size(0), p.taps()});
        if (ctx->needs_input_grad(0))  // [B, H W, C] = [B, H W, taps] [taps, C], which is [B, C, H, W] channels last
            out[0] = at::matmul(columns.transpose(1, 2), taps.t())
                         .view({input.size(0), p.h, p.w, input.size(1)}).permute({0, 3, 1, 2});
        if (ctx->needs_input_grad(1))  // [C, taps] = sum over B of [C, H W] [H W, taps]
            out[1] = at::bmm(pixels(input).transpose(1, 2), columns.transpose(1, 2)).sum(0).view(weight.sizes());
        if (ctx->needs_input_grad(2)) out[2] = grad.sum({0, 2, 3});
        return out;
    }

private:
    // The loops over memory leave no record. Where gradients of the gradients are wanted, ATen's own operation leaves one.
    static variable_list differentiable_backward(AutogradContext* ctx, const at::Tensor& grad, const at::Tensor& input,
                                                 const at::Tensor& weight, const std::vector<int64_t>& padding) {
        const std::vector<int64_t> ones(2, 1), zeros(2, 0);
        const auto [of_input, of_weight, of_bias] = at::convolution_backward(
            grad, input, weight, at::OptionalIntArrayRef(), ones, padding, ones, /*transposed=*/true, zeros, 1,
            {ctx->needs_input_grad(0), ctx->needs_input_grad(1), false});
        return {of_input, of_weight, ctx->needs_input_grad(2) ? grad.sum({0, 2, 3}) : at::Tensor(), at::Tensor()};
    }
};

bool all(at::IntArrayRef values, int64_t wanted) {
    return std::all_of(values.begin(), values.end(), [=](int64_t v) { return v == wanted; });
}

}  // namespace

namespace vae {

bool can_convolve_to_image(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias,
                           at::IntArrayRef stride, at::IntArrayRef padding, at::IntArrayRef output_padding,
                           at::IntArrayRef dilation, int64_t groups) {
    return input.device().is_cpu() && weight.device().is_cpu() && input.scalar_type() == at::kFloat &&
           weight.scalar_type() == at::kFloat && input.dim() == 4 && weight.dim() == 4 && input.numel() > 0 &&
           input.size(1) == weight.size(0) && groups == 1 && weight.size(1) <= most_channels && all(stride, 1) &&
           all(dilation, 1) && all(output_padding, 0) && padding[0] >= 0 && padding[1] >= 0 &&
           padding[0] < weight.size(2) && padding[1] < weight.size(3) &&
           (!bias.defined() || (bias.dim() == 1 && bias.size(0) == weight.size(1)));
}

at::Tensor convolve_to_image(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias,
                             at::IntArrayRef padding) {
    return ConvolutionToImage::apply(input, weight, bias, padding.vec());
}

}  // namespace vae
