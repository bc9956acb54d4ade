// Optimiser steps: one native call for a whole parameter group, one pass over memory for each parameter.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "error.h"
#include "simd.h"

namespace {

// Large enough that a task's cost hides its start; elementwise work gives the same bits for any split.
constexpr int64_t grain = 32768;

struct AdamOptions {
    double lr, beta1, beta2, eps, weight_decay;
    bool amsgrad, maximize, decoupled;
};

// What is the same for every element of a parameter, already rounded to the arithmetic of the loop.
struct AdamScalars {
    float beta1, one_minus_beta1, beta2, one_minus_beta2, step_size, bc2_sqrt, eps, decay, l2, sign;
};

AdamScalars scalars_of(const AdamOptions& o, int64_t step) {
    const double bc1 = 1 - std::pow(o.beta1, static_cast<double>(step));
    const double bc2 = 1 - std::pow(o.beta2, static_cast<double>(step));
    return {
        static_cast<float>(o.beta1),
        static_cast<float>(1 - o.beta1),
        static_cast<float>(o.beta2),
        static_cast<float>(1 - o.beta2),
        static_cast<float>(o.lr / bc1),
        static_cast<float>(std::sqrt(bc2)),
        static_cast<float>(o.eps),
        static_cast<float>(o.decoupled ? 1 - o.lr * o.weight_decay : 1.0),
        static_cast<float>(o.decoupled ? 0.0 : o.weight_decay),
        o.maximize ? -1.0f : 1.0f,
    };
}

// m = b1 m + (1-b1) g;  v = b2 v + (1-b2) g^2;  p -= lr/(1-b1^t) * m / (sqrt(v)/sqrt(1-b2^t) + eps)
VAE_CLONES void adam_loop(float* __restrict p, const float* __restrict g, float* __restrict m, float* __restrict v,
                          int64_t n, AdamScalars s) {
    for (int64_t i = 0; i < n; ++i) {
        const float w = p[i] * s.decay;
        const float d = g[i] * s.sign + s.l2 * w;
        const float mi = m[i] * s.beta1 + d * s.one_minus_beta1;
        const float vi = v[i] * s.beta2 + d * d * s.one_minus_beta2;
        m[i] = mi;
        v[i] = vi;
        p[i] = w - s.step_size * mi / (std::sqrt(vi) / s.bc2_sqrt + s.eps);
    }
}

VAE_CLONES void amsgrad_loop(float* __restrict p, const float* __restrict g, float* __restrict m,
                             float* __restrict v, float* __restrict vmax, int64_t n, AdamScalars s) {
    for (int64_t i = 0; i < n; ++i) {
        const float w = p[i] * s.decay;
        const float d = g[i] * s.sign + s.l2 * w;
        const float mi = m[i] * s.beta1 + d * s.one_minus_beta1;
        const float vi = v[i] * s.beta2 + d * d * s.one_minus_beta2;
        const float top = vmax[i] > vi ? vmax[i] : vi;
        m[i] = mi;
        v[i] = vi;
        vmax[i] = top;
        p[i] = w - s.step_size * mi / (std::sqrt(top) / s.bc2_sqrt + s.eps);
    }
}

struct SgdScalars {
    float lr, momentum, decay, keep, l2, sign;
    bool nesterov;
};

VAE_CLONES void sgd_loop(float* __restrict p, const float* __restrict g, int64_t n, SgdScalars s) {
    for (int64_t i = 0; i < n; ++i) p[i] -= s.lr * (g[i] * s.sign + s.l2 * p[i]);
}

VAE_CLONES void momentum_loop(float* __restrict p, const float* __restrict g, float* __restrict b, int64_t n,
                              SgdScalars s) {
    for (int64_t i = 0; i < n; ++i) {
        const float d = g[i] * s.sign + s.l2 * p[i];
        const float bi = b[i] * s.decay + d * s.keep;
        b[i] = bi;
        p[i] -= s.lr * (s.nesterov ? d + s.momentum * bi : bi);
    }
}

bool plain(const at::Tensor& t) {
    return t.device().is_cpu() && t.layout() == at::kStrided && t.scalar_type() == at::kFloat && t.is_contiguous();
}

template <class... T>
bool plain(const at::Tensor& first, const T&... rest) {
    return plain(first) && (plain(rest) && ...);
}

// The loops below trust the lengths. The state is a caller's to replace, so it is looked at.
void require_state(const at::Tensor& p, const at::Tensor& state) {
    TORCH_CHECK(state.sizes() == p.sizes(), "the optimiser's state has the shape ", state.sizes(),
                ", its parameter has ", p.sizes());
}

// Autograd compares versions to find that a tensor it has saved was changed since; the loops below write past it.
void count_change(const at::Tensor& p) { p.unsafeGetTensorImpl()->bump_version(); }

// Any dtype, device and stride: the same formula in tensor operations.
void adam_generic(at::Tensor& p, const at::Tensor& grad, at::Tensor& m, at::Tensor& v, at::Tensor* vmax,
                  const AdamOptions& o, int64_t step) {
    at::Tensor g = o.maximize ? -grad : grad;
    if (o.weight_decay != 0) {
        if (o.decoupled) p.mul_(1 - o.lr * o.weight_decay);
        else g = g.add(p, o.weight_decay);
    }
    const double bc1 = 1 - std::pow(o.beta1, static_cast<double>(step));
    const double bc2 = 1 - std::pow(o.beta2, static_cast<double>(step));
    m.mul_(o.beta1).add_(g, 1 - o.beta1);
    v.mul_(o.beta2).addcmul_(g, g, 1 - o.beta2);
    if (vmax != nullptr) at::maximum_out(*vmax, *vmax, v);
    const at::Tensor& top = vmax != nullptr ? *vmax : v;
    p.addcdiv_(m, top.sqrt().div_(std::sqrt(bc2)).add_(o.eps), -o.lr / bc1);
}

void adam_one(at::Tensor& p, at::Tensor& m, at::Tensor& v, at::Tensor* vmax, const AdamOptions& o, int64_t step) {
    const at::Tensor g = p.grad();
    require_state(p, m);
    require_state(p, v);
    if (vmax != nullptr) require_state(p, *vmax);
    if (!plain(p, g, m, v) || (vmax != nullptr && !plain(*vmax))) {
        adam_generic(p, g, m, v, vmax, o, step);
        return;
    }
    const AdamScalars s = scalars_of(o, step);
    float* pp = p.data_ptr<float>();
    const float* gp = g.data_ptr<float>();
    float* mp = m.data_ptr<float>();
    float* vp = v.data_ptr<float>();
    float* tp = vmax != nullptr ? vmax->data_ptr<float>() : nullptr;
    at::parallel_for(0, p.numel(), grain, [=](int64_t from, int64_t to) {
        if (tp != nullptr) amsgrad_loop(pp + from, gp + from, mp + from, vp + from, tp + from, to - from, s);
        else adam_loop(pp + from, gp + from, mp + from, vp + from, to - from, s);
    });
    count_change(p);
}

struct SgdOptions {
    double lr, momentum, dampening, weight_decay;
    bool nesterov, maximize;
};

void sgd_generic(at::Tensor& p, const at::Tensor& grad, at::Tensor* buffer, bool first, const SgdOptions& o) {
    at::Tensor g = o.maximize ? -grad : grad;
    if (o.weight_decay != 0) g = g.add(p, o.weight_decay);
    if (buffer != nullptr) {
        if (first) buffer->copy_(g);
        else buffer->mul_(o.momentum).add_(g, 1 - o.dampening);
        g = o.nesterov ? g.add(*buffer, o.momentum) : *buffer;
    }
    p.add_(g, -o.lr);
}

void sgd_one(at::Tensor& p, at::Tensor* buffer, bool first, const SgdOptions& o) {
    const at::Tensor g = p.grad();
    if (buffer != nullptr) require_state(p, *buffer);
    if (!plain(p, g) || (buffer != nullptr && !plain(*buffer))) {
        sgd_generic(p, g, buffer, first, o);
        return;
    }
    // The first step's buffer is the gradient itself, without dampening.
    const auto momentum = static_cast<float>(o.momentum);
    const SgdScalars s{
        static_cast<float>(o.lr),
        momentum,
        first ? 0.0f : momentum,
        first ? 1.0f : static_cast<float>(1 - o.dampening),
        static_cast<float>(o.weight_decay),
        o.maximize ? -1.0f : 1.0f,
        o.nesterov,
    };
    float* pp = p.data_ptr<float>();
    const float* gp = g.data_ptr<float>();
    float* bp = buffer != nullptr ? buffer->data_ptr<float>() : nullptr;
    at::parallel_for(0, p.numel(), grain, [=](int64_t from, int64_t to) {
        if (bp != nullptr) momentum_loop(pp + from, gp + from, bp + from, to - from, s);
        else sgd_loop(pp + from, gp + from, to - from, s);
    });
    count_change(p);
}

}  // namespace

// Parameters without a gradient are left alone and their step is not counted. max_exp_avg_sqs is null without amsgrad.
VAE_EXPORT int32_t THSOptim_adam_step(TensorPtr const* params, TensorPtr const* exp_avgs,
                                      TensorPtr const* exp_avg_sqs, TensorPtr const* max_exp_avg_sqs, int64_t* steps,
                                      int64_t count, double lr, double beta1, double beta2, double eps,
                                      double weight_decay, int32_t maximize, int32_t decoupled) {
    return guarded([&] {
        at::NoGradGuard no_grad;
        const AdamOptions o{lr, beta1, beta2, eps, weight_decay, max_exp_avg_sqs != nullptr, maximize != 0, decoupled != 0};
        for (int64_t i = 0; i < count; ++i) {
            if (!params[i]->grad().defined()) continue;
            adam_one(*params[i], *exp_avgs[i], *exp_avg_sqs[i], o.amsgrad ? max_exp_avg_sqs[i] : nullptr, o, steps[i] + 1);
            ++steps[i];
        }
    });
}

// buffers is null without momentum; started[i] is set to 1 by the first step that filled buffers[i].
VAE_EXPORT int32_t THSOptim_sgd_step(TensorPtr const* params, TensorPtr const* buffers, int32_t* started,
                                     int64_t count, double lr, double momentum, double dampening,
                                     double weight_decay, int32_t nesterov, int32_t maximize) {
    return guarded([&] {
        at::NoGradGuard no_grad;
        const SgdOptions o{lr, momentum, dampening, weight_decay, nesterov != 0, maximize != 0};
        for (int64_t i = 0; i < count; ++i) {
            if (!params[i]->grad().defined()) continue;
            sgd_one(*params[i], buffers != nullptr ? buffers[i] : nullptr, started[i] == 0, o);
            started[i] = 1;
        }
    });
}

// The gradients stay as objects when they are zeroed, and go when they are set to none.
VAE_EXPORT int32_t THSOptim_zero_grad(TensorPtr const* params, int64_t count, int32_t set_to_none) {
    return guarded([&] {
        for (int64_t i = 0; i < count; ++i) {
            at::Tensor& g = params[i]->mutable_grad();
            if (!g.defined()) continue;
            if (set_to_none != 0) g.reset();
            else g.detach_().zero_();
        }
    });
}

// Total norm before clipping; gradients are scaled by max_norm / (norm + 1e-6) where that is below one.
VAE_EXPORT int32_t THSOptim_clip_grad_norm(TensorPtr const* params, int64_t count, double max_norm, double norm_type,
                                           double* total) {
    return guarded([&] {
        at::NoGradGuard no_grad;
        std::vector<at::Tensor> norms;
        for (int64_t i = 0; i < count; ++i)
            if (params[i]->grad().defined())
                norms.push_back(params[i]->grad().detach().norm(norm_type).to(at::kCPU, at::kDouble));
        *total = norms.empty() ? 0.0 : at::stack(norms).norm(norm_type).item<double>();
        const double scale = max_norm / (*total + 1e-6);
        // Not "scale >= 1": a norm of NaN must reach the gradients, as in PyTorch, and not pass unseen.
        if (scale >= 1) return;
        for (int64_t i = 0; i < count; ++i)
            if (params[i]->grad().defined()) params[i]->mutable_grad().mul_(scale);
    });
}

VAE_EXPORT int32_t THSOptim_clip_grad_value(TensorPtr const* params, int64_t count, double limit) {
    return guarded([&] {
        at::NoGradGuard no_grad;
        for (int64_t i = 0; i < count; ++i)
            if (params[i]->grad().defined()) params[i]->mutable_grad().clamp_(-limit, limit);
    });
}
