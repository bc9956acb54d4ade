// Products and decompositions.
#include "tensor.h"

using namespace vae;

VAE_EXPORT int32_t THSTensor_matmul(TensorPtr self, TensorPtr other, TensorPtr* out) {
    return guarded([&] { *out = own(at::matmul(*self, *other)); });
}

VAE_EXPORT int32_t THSTensor_mm(TensorPtr self, TensorPtr other, TensorPtr* out) {
    return guarded([&] { *out = own(at::mm(*self, *other)); });
}

VAE_EXPORT int32_t THSTensor_bmm(TensorPtr self, TensorPtr other, TensorPtr* out) {
    return guarded([&] { *out = own(at::bmm(*self, *other)); });
}

VAE_EXPORT int32_t THSTensor_mv(TensorPtr self, TensorPtr other, TensorPtr* out) {
    return guarded([&] { *out = own(at::mv(*self, *other)); });
}

VAE_EXPORT int32_t THSTensor_dot(TensorPtr self, TensorPtr other, TensorPtr* out) {
    return guarded([&] { *out = own(at::dot(*self, *other)); });
}

VAE_EXPORT int32_t THSTensor_outer(TensorPtr self, TensorPtr other, TensorPtr* out) {
    return guarded([&] { *out = own(at::outer(*self, *other)); });
}

VAE_EXPORT int32_t THSTensor_addmm(TensorPtr self, TensorPtr left, TensorPtr right, double beta, double alpha,
                                   TensorPtr* out) {
    return guarded([&] { *out = own(at::addmm(*self, *left, *right, beta, alpha)); });
}

VAE_EXPORT int32_t THSTensor_einsum(const char* equation, const TensorPtr* tensors, int64_t count, TensorPtr* out) {
    return guarded([&] { *out = own(at::einsum(equation, list(tensors, count))); });
}

VAE_EXPORT int32_t THSLinalg_svd(TensorPtr self, int32_t full_matrices, TensorPtr** out, int64_t* count) {
    return guarded([&] {
        auto [u, s, vh] = at::linalg_svd(*self, full_matrices != 0);
        own_all({u, s, vh}, out, count);
    });
}

VAE_EXPORT int32_t THSLinalg_eigh(TensorPtr self, const char* uplo, TensorPtr** out, int64_t* count) {
    return guarded([&] {
        auto [values, vectors] = at::linalg_eigh(*self, uplo);
        own_all({values, vectors}, out, count);
    });
}

VAE_EXPORT int32_t THSLinalg_inv(TensorPtr self, TensorPtr* out) {
    return guarded([&] { *out = own(at::linalg_inv(*self)); });
}

VAE_EXPORT int32_t THSLinalg_det(TensorPtr self, TensorPtr* out) {
    return guarded([&] { *out = own(at::det(*self)); });
}

VAE_EXPORT int32_t THSLinalg_cholesky(TensorPtr self, TensorPtr* out) {
    return guarded([&] { *out = own(at::linalg_cholesky(*self)); });
}
