// Binary cross-entropy on logits in one pass: the loss and, where it is needed, its derivative.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cstdint>
#include <cstring>
#include <vector>

#include "error.h"
#include "fused.h"
#include "simd.h"

namespace {

// One partial sum a block, added in order: the result does not depend on the number of threads.
constexpr int64_t block = 4096;
constexpr int64_t lanes = 16;

// exp(-a) for a >= 0. Range reduction by ln 2 in two parts and the Taylor polynomial of degree 6 on
// [-ln2/2, ln2/2]; relative error below 2e-7. Below exp(-87) the result is zero within a float's normal range.
inline float exp_minus(float a) {
    const float x = a > 87.0f ? -87.0f : -a;
    const float n = static_cast<float>(static_cast<int32_t>(x * 1.44269504f - 0.5f));
    const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
    float y = 1.3888889e-3f;
    y = y * r + 8.3333333e-3f;
    y = y * r + 4.1666667e-2f;
    y = y * r + 1.6666667e-1f;
    y = y * r + 0.5f;
    y = y * r + 1.0f;
    y = y * r + 1.0f;
    const int32_t bits = (static_cast<int32_t>(n) + 127) << 23;
    float scale;
    std::memcpy(&scale, &bits, sizeof scale);
    return y * scale;
}

// log(1 + e) for 0 <= e <= 1 by log(1+e) = 2 artanh(e / (2 + e)); the argument of artanh is at most 1/3.
inline float log1p_unit(float e) {
    const float s = e / (2.0f + e);
    const float q = s * s;
    float y = 2.0f / 13.0f;
    y = y * q + 2.0f / 11.0f;
    y = y * q + 2.0f / 9.0f;
    y = y * q + 2.0f / 7.0f;
    y = y * q + 2.0f / 5.0f;
    y = y * q + 2.0f / 3.0f;
    y = y * q + 2.0f;
    return y * s;
}

struct Element {
    float loss, slope;
};

// loss = max(x, 0) - x t + log(1 + exp(-|x|));  d loss / dx = sigmoid(x) - t
inline Element element(float x, float t) {
    const float e = exp_minus(x < 0.0f ? -x : x);
    const float inverse = 1.0f / (1.0f + e);
    return {(x > 0.0f ? x : 0.0f) - x * t + log1p_unit(e), (x >= 0.0f ? inverse : e * inverse) - t};
}

// slope may be null. Sixteen running sums keep the loop wide; they are added in double.
VAE_CLONES double bce_block(const float* __restrict x, const float* __restrict t, float* __restrict slope, int64_t n) {
    double total = 0;
    for (int64_t from = 0; from < n; from += 256) {
        const int64_t len = n - from < 256 ? n - from : 256;
        float part[lanes] = {};
        const int64_t whole = len / lanes * lanes;
        for (int64_t i = 0; i < whole; i += lanes) {
            for (int64_t k = 0; k < lanes; ++k) {
                const Element r = element(x[from + i + k], t[from + i + k]);
                part[k] += r.loss;
                if (slope != nullptr) slope[from + i + k] = r.slope;
            }
        }
        for (int64_t i = whole; i < len; ++i) {
            const Element r = element(x[from + i], t[from + i]);
            part[0] += r.loss;
            if (slope != nullptr) slope[from + i] = r.slope;
        }
        for (const float p : part) total += p;
    }
    return total;
}

double bce_sum(const at::Tensor& input, const at::Tensor& target, at::Tensor& slope) {
    const float* x = input.data_ptr<float>();
    const float* t = target.data_ptr<float>();
    float* d = slope.defined() ? slope.data_ptr<float>() : nullptr;
    const int64_t n = input.numel();
    const int64_t blocks = (n + block - 1) / block;
    std::vector<double> sums(blocks);
    at::parallel_for(0, blocks, 8, [&](int64_t first, int64_t last) {
        for (int64_t b = first; b < last; ++b) {
            const int64_t from = b * block;
            const int64_t len = n - from < block ? n - from : block;
            sums[b] = bce_block(x + from, t + from, d != nullptr ? d + from : nullptr, len);
        }
    });
    double total = 0;
    for (const double s : sums) total += s;
    return total;
}

class BceWithLogits : public torch::autograd::Function<BceWithLogits> {
public:
    static at::Tensor forward(torch::autograd::AutogradContext* ctx, const at::Tensor& input, const at::Tensor& target,
                              double scale) {
        at::Tensor slope = at::empty_like(input);
        const double sum = bce_sum(input, target, slope);
        ctx->save_for_backward({slope, input, target});
        ctx->saved_data["scale"] = scale;
        return at::scalar_tensor(sum * scale, input.options());
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* ctx,
                                                   torch::autograd::variable_list grads) {
        const torch::autograd::variable_list saved = ctx->get_saved_variables();
        const at::Tensor &slope = saved[0], &input = saved[1], &target = saved[2];
        const double scale = ctx->saved_data["scale"].toDouble();
        // The slope is a number without a record. Where gradients of the gradients are wanted, it is computed again with one.
        if (at::GradMode::is_enabled()) return {(input.sigmoid() - target) * (grads[0] * scale), at::Tensor(), at::Tensor()};
        const double factor = grads[0].item<double>() * scale;
        return {factor == 1 ? slope : slope.mul(factor), at::Tensor(), at::Tensor()};
    }
};

bool plain(const at::Tensor& t) {
    return t.device().is_cpu() && t.layout() == at::kStrided && t.scalar_type() == at::kFloat && t.is_contiguous();
}

}  // namespace

namespace vae {

bool can_fuse_bce_with_logits(const at::Tensor& input, const at::Tensor& target) {
    return plain(input) && plain(target) && input.sizes() == target.sizes() && input.numel() > 0 &&
           !(target.requires_grad() && at::GradMode::is_enabled());
}

at::Tensor fused_bce_with_logits(const at::Tensor& input, const at::Tensor& target, bool mean) {
    const double scale = mean ? 1.0 / static_cast<double>(input.numel()) : 1.0;
    if (input.requires_grad() && at::GradMode::is_enabled()) return BceWithLogits::apply(input, target, scale);
    at::Tensor none;
    return at::scalar_tensor(bce_sum(input, target, none) * scale, input.options());
}

}  // namespace vae
