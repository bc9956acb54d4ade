// Transposed convolution as the data gradient of the strided convolution that has the same weight tensor.
#include <torch/csrc/autograd/custom_function.h>

#include <cstdint>
#include <vector>

#include "fused.h"
#include "tensor.h"

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// oneDNN's kernels for this layout reach the processor's peak; those for the other lose two thirds to reordering.
constexpr at::MemoryFormat channels_last = at::MemoryFormat::ChannelsLast;

// With fewer channels the result is handed out in the usual layout: it is an image, and the copy is small.
constexpr int64_t least_channels_last = 8;

struct Geometry {
    std::vector<int64_t> stride, padding, dilation;
    int64_t groups;
};

// The output of the transposed convolution is the input of the strided one.
std::vector<int64_t> output_sizes(const at::Tensor& input, const at::Tensor& weight, const Geometry& g,
                                  at::IntArrayRef output_padding) {
    std::vector<int64_t> sizes{input.size(0), weight.size(1) * g.groups};
    for (size_t i = 0; i < g.stride.size(); ++i)
        sizes.push_back((input.size(i + 2) - 1) * g.stride[i] - 2 * g.padding[i] +
                        g.dilation[i] * (weight.size(i + 2) - 1) + output_padding[i] + 1);
    return sizes;
}

at::Tensor data_gradient(const at::Tensor& grad, const at::Tensor& input, const at::Tensor& weight, const Geometry& g) {
    const std::vector<int64_t> none(g.stride.size(), 0);
    return std::get<0>(at::convolution_backward(grad, input, weight, at::OptionalIntArrayRef(), g.stride, g.padding,
                                                g.dilation, false, none, g.groups, {true, false, false}));
}

at::Tensor weight_gradient(const at::Tensor& grad, const at::Tensor& input, const at::Tensor& weight,
                           const Geometry& g) {
    const std::vector<int64_t> none(g.stride.size(), 0);
    return std::get<1>(at::convolution_backward(grad, input, weight, at::OptionalIntArrayRef(), g.stride, g.padding,
                                                g.dilation, false, none, g.groups, {false, true, false}));
}

class TransposedConvolution : public torch::autograd::Function<TransposedConvolution> {
public:
    static at::Tensor forward(AutogradContext* ctx, const at::Tensor& input, const at::Tensor& weight,
                              const at::Tensor& bias, std::vector<int64_t> stride, std::vector<int64_t> padding,
                              std::vector<int64_t> output_padding, std::vector<int64_t> dilation, int64_t groups) {
        ctx->save_for_backward({input, weight});
        ctx->saved_data["stride"] = stride;
        ctx->saved_data["padding"] = padding;
        ctx->saved_data["dilation"] = dilation;
        ctx->saved_data["groups"] = groups;
        const Geometry g{std::move(stride), std::move(padding), std::move(dilation), groups};
        // Only its shape and layout are read.
        const at::Tensor image = at::empty(output_sizes(input, weight, g, output_padding), input.options(), channels_last);
        at::Tensor out = data_gradient(input.contiguous(channels_last), image, weight.contiguous(channels_last), g);
        if (out.size(1) < least_channels_last) out = out.contiguous();
        if (bias.defined()) out.add_(bias.view({1, -1, 1, 1}));
        return out;
    }

    static variable_list backward(AutogradContext* ctx, variable_list grads) {
        const variable_list saved = ctx->get_saved_variables();
        const Geometry g{ctx->saved_data["stride"].toIntVector(), ctx->saved_data["padding"].toIntVector(),
                         ctx->saved_data["dilation"].toIntVector(), ctx->saved_data["groups"].toInt()};
        const at::Tensor input = saved[0].contiguous(channels_last);
        const at::Tensor weight = saved[1].contiguous(channels_last);
        const at::Tensor grad = grads[0].contiguous(channels_last);
        variable_list out(8);
        if (ctx->needs_input_grad(0))
            out[0] = at::convolution(grad, weight, vae::Optional<at::Tensor>(), g.stride, g.padding, g.dilation, false,
                                     std::vector<int64_t>(g.stride.size(), 0), g.groups);
        if (ctx->needs_input_grad(1)) out[1] = weight_gradient(input, grad, weight, g).contiguous();
        if (ctx->needs_input_grad(2)) out[2] = grad.sum({0, 2, 3});
        return out;
    }
};

}  // namespace

namespace vae {

bool can_transpose_by_gradient(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias,
                               at::IntArrayRef stride, at::IntArrayRef output_padding, int64_t groups) {
    // An output padding that is not smaller than the stride has no strided convolution to be the gradient of.
    for (size_t i = 0; i < stride.size(); ++i)
        if (output_padding[i] < 0 || output_padding[i] >= stride[i]) return false;
    // ATen's backward divides by the number of groups without a look at it, which ends the process where it is 0.
    return groups > 0 && input.device().is_cpu() && weight.device().is_cpu() && input.scalar_type() == at::kFloat &&
           weight.scalar_type() == at::kFloat && input.dim() == 4 && weight.dim() == 4 && input.numel() > 0 &&
           input.size(1) == weight.size(0) &&
           (!bias.defined() || (bias.dim() == 1 && bias.size(0) == weight.size(1) * groups)) &&
           (stride[0] > 1 || stride[1] > 1);
}

at::Tensor transpose_by_gradient(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias,
                                 at::IntArrayRef stride, at::IntArrayRef padding, at::IntArrayRef output_padding,
                                 at::IntArrayRef dilation, int64_t groups) {
    return TransposedConvolution::apply(input, weight, bias, stride.vec(), padding.vec(), output_padding.vec(),
                                        dilation.vec(), groups);
}

}  // namespace vae
