#pragma once

#include <cstdint>
#include <utility>

// The border of the library. Every export runs its body in guarded(): no exception ever crosses into the caller,
// the status is 0 or 1, and results are written through out-parameters only after everything has succeeded.
// This header needs nothing of libtorch, so that parts without tensors (the image codecs) can use it alone.
#define VAE_EXPORT extern "C" __attribute__((visibility("default")))

namespace at {
class Tensor;
}

// A tensor owned by the managed side: it is freed by exactly one call of THSTensor_free.
using TensorPtr = at::Tensor*;

namespace vae {
// Stores the message of the exception in flight for this thread. To be called in a catch block only.
void store_current_exception() noexcept;
}  // namespace vae

template <class F>
int32_t guarded(F&& body) noexcept {
    try {
        std::forward<F>(body)();
        return 0;
    } catch (...) {
        vae::store_current_exception();
        return 1;
    }
}

// UTF-8, owned by the library, valid until the calling thread's next failing call.
VAE_EXPORT const char* vae_last_error();
