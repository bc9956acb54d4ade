// What belongs to the process: devices, threads, versions.
#include "tensor.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>

#include <dlfcn.h>

using namespace vae;

VAE_EXPORT const char* THSTorch_version() { return TORCH_VERSION; }

VAE_EXPORT int32_t THSTorch_get_num_threads(int32_t* out) {
    return guarded([&] { *out = at::get_num_threads(); });
}

VAE_EXPORT int32_t THSTorch_set_num_threads(int32_t value) {
    return guarded([&] { at::set_num_threads(value); });
}

VAE_EXPORT int32_t THSTorch_get_num_interop_threads(int32_t* out) {
    return guarded([&] { *out = at::get_num_interop_threads(); });
}

VAE_EXPORT int32_t THSTorch_set_num_interop_threads(int32_t value) {
    return guarded([&] { at::set_num_interop_threads(value); });
}

VAE_EXPORT int32_t THSTorch_set_flush_denormal(int32_t enabled, int32_t* out) {
    return guarded([&] { *out = at::globalContext().setFlushDenormal(enabled != 0); });
}

namespace {
// OpenBLAS keeps its own threads. It is looked up at run time: another BLAS in its place is as good.
template <class F>
F* blas_function(const char* name) {
    return reinterpret_cast<F*>(dlsym(RTLD_DEFAULT, name));
}
}  // namespace

// 0 where the BLAS is not OpenBLAS.
VAE_EXPORT int32_t THSTorch_get_blas_threads(int32_t* out) {
    return guarded([&] {
        auto* get = blas_function<int()>("openblas_get_num_threads");
        *out = get == nullptr ? 0 : get();
    });
}

VAE_EXPORT int32_t THSTorch_set_blas_threads(int32_t value) {
    return guarded([&] {
        if (auto* set = blas_function<void(int)>("openblas_set_num_threads")) set(value);
    });
}

VAE_EXPORT int32_t THSTorchCuda_device_count(int32_t* out) {
    return guarded([&] { *out = at::globalContext().hasCUDA() ? at::detail::getCUDAHooks().getNumGPUs() : 0; });
}

VAE_EXPORT int32_t THSTorchCuda_cudnn_is_available(int32_t* out) {
    return guarded([&] { *out = at::globalContext().hasCUDA() && at::detail::getCUDAHooks().hasCuDNN(); });
}

VAE_EXPORT int32_t THSTorchCuda_synchronize(int32_t index) {
    return guarded([&] {
        TORCH_CHECK(at::globalContext().hasCUDA(), "this libtorch has no CUDA, or no CUDA device was found");
        auto& hooks = at::detail::getCUDAHooks();
        hooks.deviceSynchronize(static_cast<c10::DeviceIndex>(index < 0 ? hooks.current_device() : index));
    });
}

VAE_EXPORT int32_t THSBackend_cublas_get_allow_tf32(int32_t* out) {
    return guarded([&] { *out = at::globalContext().allowTF32CuBLAS(); });
}

VAE_EXPORT int32_t THSBackend_cublas_set_allow_tf32(int32_t value) {
    return guarded([&] { at::globalContext().setAllowTF32CuBLAS(value != 0); });
}

VAE_EXPORT int32_t THSBackend_cudnn_get_allow_tf32(int32_t* out) {
    return guarded([&] { *out = at::globalContext().allowTF32CuDNN(); });
}

VAE_EXPORT int32_t THSBackend_cudnn_set_allow_tf32(int32_t value) {
    return guarded([&] { at::globalContext().setAllowTF32CuDNN(value != 0); });
}
