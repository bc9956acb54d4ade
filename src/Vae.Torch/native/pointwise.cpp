// Operators that work on the elements of two tensors, or of one and a number, pair by pair.
#include "tensor.h"

using namespace vae;

// The exported name is spelled out at each use, so that a search for it finds both sides of the border.
#define VAE_BINARY(symbol, function)                                            \
    VAE_EXPORT int32_t symbol(TensorPtr self, TensorPtr other, TensorPtr* out) { \
        return guarded([&] { *out = own(at::function(*self, *other)); });        \
    }
#define VAE_BINARY_IN_PLACE(symbol, function)                    \
    VAE_EXPORT int32_t symbol(TensorPtr self, TensorPtr other) { \
        return guarded([&] { self->function(*other); });         \
    }
#define VAE_SCALAR(symbol, function)                                              \
    VAE_EXPORT int32_t symbol(TensorPtr self, ScalarArg other, TensorPtr* out) {  \
        return guarded([&] { *out = own(at::function(*self, scalar(other))); });  \
    }
#define VAE_SCALAR_IN_PLACE(symbol, function)                    \
    VAE_EXPORT int32_t symbol(TensorPtr self, ScalarArg other) { \
        return guarded([&] { self->function(scalar(other)); });  \
    }

VAE_BINARY(THSTensor_mul, mul)
VAE_BINARY(THSTensor_pow, pow)
VAE_BINARY(THSTensor_fmod, fmod)
VAE_BINARY(THSTensor_remainder, remainder)
VAE_BINARY(THSTensor_maximum, maximum)
VAE_BINARY(THSTensor_minimum, minimum)
VAE_BINARY(THSTensor_atan2, atan2)
VAE_BINARY(THSTensor_logaddexp, logaddexp)
VAE_BINARY(THSTensor_xlogy, xlogy)
VAE_BINARY(THSTensor_eq, eq)
VAE_BINARY(THSTensor_ne, ne)
VAE_BINARY(THSTensor_lt, lt)
VAE_BINARY(THSTensor_le, le)
VAE_BINARY(THSTensor_gt, gt)
VAE_BINARY(THSTensor_ge, ge)
VAE_BINARY(THSTensor_logical_and, logical_and)
VAE_BINARY(THSTensor_logical_or, logical_or)
VAE_BINARY(THSTensor_logical_xor, logical_xor)
VAE_BINARY(THSTensor_bitwise_and, bitwise_and)
VAE_BINARY(THSTensor_bitwise_or, bitwise_or)
VAE_BINARY(THSTensor_bitwise_xor, bitwise_xor)

VAE_BINARY_IN_PLACE(THSTensor_mul_, mul_)
VAE_BINARY_IN_PLACE(THSTensor_pow_, pow_)

VAE_SCALAR(THSTensor_muls, mul)
VAE_SCALAR(THSTensor_pows, pow)
VAE_SCALAR(THSTensor_fmods, fmod)
VAE_SCALAR(THSTensor_remainders, remainder)
VAE_SCALAR(THSTensor_eqs, eq)
VAE_SCALAR(THSTensor_nes, ne)
VAE_SCALAR(THSTensor_lts, lt)
VAE_SCALAR(THSTensor_les, le)
VAE_SCALAR(THSTensor_gts, gt)
VAE_SCALAR(THSTensor_ges, ge)
VAE_SCALAR(THSTensor_leaky_relu, leaky_relu)

VAE_SCALAR_IN_PLACE(THSTensor_muls_, mul_)
VAE_SCALAR_IN_PLACE(THSTensor_pows_, pow_)

VAE_EXPORT int32_t THSTensor_add(TensorPtr self, TensorPtr other, ScalarArg alpha, TensorPtr* out) {
    return guarded([&] { *out = own(at::add(*self, *other, scalar(alpha))); });
}

VAE_EXPORT int32_t THSTensor_add_(TensorPtr self, TensorPtr other, ScalarArg alpha) {
    return guarded([&] { self->add_(*other, scalar(alpha)); });
}

VAE_EXPORT int32_t THSTensor_adds(TensorPtr self, ScalarArg other, ScalarArg alpha, TensorPtr* out) {
    return guarded([&] { *out = own(at::add(*self, scalar(other), scalar(alpha))); });
}

VAE_EXPORT int32_t THSTensor_adds_(TensorPtr self, ScalarArg other, ScalarArg alpha) {
    return guarded([&] { self->add_(scalar(other), scalar(alpha)); });
}

VAE_EXPORT int32_t THSTensor_sub(TensorPtr self, TensorPtr other, TensorPtr* out) {
    return guarded([&] { *out = own(at::sub(*self, *other)); });
}

VAE_EXPORT int32_t THSTensor_sub_(TensorPtr self, TensorPtr other) {
    return guarded([&] { self->sub_(*other); });
}

VAE_EXPORT int32_t THSTensor_subs(TensorPtr self, ScalarArg other, TensorPtr* out) {
    return guarded([&] { *out = own(at::sub(*self, scalar(other))); });
}

VAE_EXPORT int32_t THSTensor_subs_(TensorPtr self, ScalarArg other) {
    return guarded([&] { self->sub_(scalar(other)); });
}

// other - self
VAE_EXPORT int32_t THSTensor_rsubs(TensorPtr self, ScalarArg other, TensorPtr* out) {
    return guarded([&] { *out = own(at::rsub(*self, scalar(other))); });
}

// other / self
VAE_EXPORT int32_t THSTensor_rdivs(TensorPtr self, ScalarArg other, TensorPtr* out) {
    return guarded([&] { *out = own(self->reciprocal().mul(scalar(other))); });
}

VAE_EXPORT int32_t THSTensor_div(TensorPtr self, TensorPtr other, const char* rounding_mode, TensorPtr* out) {
    return guarded([&] {
        *out = own(rounding_mode == nullptr ? at::div(*self, *other) : at::div(*self, *other, rounding_mode));
    });
}

VAE_EXPORT int32_t THSTensor_div_(TensorPtr self, TensorPtr other, const char* rounding_mode) {
    return guarded([&] { rounding_mode == nullptr ? self->div_(*other) : self->div_(*other, rounding_mode); });
}

VAE_EXPORT int32_t THSTensor_divs(TensorPtr self, ScalarArg other, const char* rounding_mode, TensorPtr* out) {
    return guarded([&] {
        auto divisor = scalar(other);
        *out = own(rounding_mode == nullptr ? at::div(*self, divisor) : at::div(*self, divisor, rounding_mode));
    });
}

VAE_EXPORT int32_t THSTensor_divs_(TensorPtr self, ScalarArg other, const char* rounding_mode) {
    return guarded([&] {
        auto divisor = scalar(other);
        rounding_mode == nullptr ? self->div_(divisor) : self->div_(divisor, rounding_mode);
    });
}

VAE_EXPORT int32_t THSTensor_round(TensorPtr self, int64_t decimals, TensorPtr* out) {
    return guarded([&] { *out = own(at::round(*self, decimals)); });
}

VAE_EXPORT int32_t THSTensor_round_(TensorPtr self, int64_t decimals) {
    return guarded([&] { self->round_(decimals); });
}

VAE_EXPORT int32_t THSTensor_clamp(TensorPtr self, ScalarArg min, ScalarArg max, TensorPtr* out) {
    return guarded([&] { *out = own(at::clamp(*self, optional_scalar(min), optional_scalar(max))); });
}

VAE_EXPORT int32_t THSTensor_clamp_(TensorPtr self, ScalarArg min, ScalarArg max) {
    return guarded([&] { self->clamp_(optional_scalar(min), optional_scalar(max)); });
}

VAE_EXPORT int32_t THSTensor_clamp_tensor(TensorPtr self, TensorPtr min, TensorPtr max, TensorPtr* out) {
    return guarded([&] { *out = own(at::clamp(*self, optional_tensor(min), optional_tensor(max))); });
}

VAE_EXPORT int32_t THSTensor_clamp_tensor_(TensorPtr self, TensorPtr min, TensorPtr max) {
    return guarded([&] { self->clamp_(optional_tensor(min), optional_tensor(max)); });
}

VAE_EXPORT int32_t THSTensor_lerp(TensorPtr self, TensorPtr end, TensorPtr weight, TensorPtr* out) {
    return guarded([&] { *out = own(at::lerp(*self, *end, *weight)); });
}

VAE_EXPORT int32_t THSTensor_lerp_(TensorPtr self, TensorPtr end, TensorPtr weight) {
    return guarded([&] { self->lerp_(*end, *weight); });
}

VAE_EXPORT int32_t THSTensor_addcmul(TensorPtr self, TensorPtr left, TensorPtr right, ScalarArg value, TensorPtr* out) {
    return guarded([&] { *out = own(at::addcmul(*self, *left, *right, scalar(value))); });
}

VAE_EXPORT int32_t THSTensor_addcmul_(TensorPtr self, TensorPtr left, TensorPtr right, ScalarArg value) {
    return guarded([&] { self->addcmul_(*left, *right, scalar(value)); });
}

VAE_EXPORT int32_t THSTensor_addcdiv(TensorPtr self, TensorPtr left, TensorPtr right, ScalarArg value, TensorPtr* out) {
    return guarded([&] { *out = own(at::addcdiv(*self, *left, *right, scalar(value))); });
}

VAE_EXPORT int32_t THSTensor_addcdiv_(TensorPtr self, TensorPtr left, TensorPtr right, ScalarArg value) {
    return guarded([&] { self->addcdiv_(*left, *right, scalar(value)); });
}

VAE_EXPORT int32_t THSTensor_where(TensorPtr condition, TensorPtr x, TensorPtr y, TensorPtr* out) {
    return guarded([&] { *out = own(at::where(*condition, *x, *y)); });
}

VAE_EXPORT int32_t THSTensor_nan_to_num(TensorPtr self, double nan, ScalarArg posinf, ScalarArg neginf,
                                        TensorPtr* out) {
    return guarded([&] {
        auto positive = posinf.kind == 0 ? Optional<double>() : Optional<double>(posinf.real);
        auto negative = neginf.kind == 0 ? Optional<double>() : Optional<double>(neginf.real);
        *out = own(at::nan_to_num(*self, nan, positive, negative));
    });
}

VAE_EXPORT int32_t THSTensor_softplus(TensorPtr self, double beta, double threshold, TensorPtr* out) {
    return guarded([&] { *out = own(at::softplus(*self, beta, threshold)); });
}

VAE_EXPORT int32_t THSTensor_elu(TensorPtr self, double alpha, TensorPtr* out) {
    return guarded([&] { *out = own(at::elu(*self, alpha)); });
}
